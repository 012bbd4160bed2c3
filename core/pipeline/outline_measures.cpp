// Lengths and widths along the skin, left against right.
#include "core/pipeline/outline_measures.h"

#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_places.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

namespace trichion {
namespace {

constexpr float kEvery_mm = 4.0f;  // between places where left and right are compared

struct Sample {
    SurfacePoint at;
    glm::vec3 position_mm;
};

// The whole loop from the mid-frontal point on, over the left side.
std::vector<Sample> loop_from_middle(const Head& head, const OutlineResult& drawn) {
    std::vector<Sample> loop;
    std::size_t middle = 0;
    double least = std::numeric_limits<double>::max();
    for (const OutlineCurve& part : drawn.parts)
        for (std::size_t i = 0; i + 1 < part.curve.points.size(); ++i) {
            loop.push_back({part.curve.points[i], part.curve.positions_mm[i]});
            if (part.part != OutlinePart::Frontal) continue;
            const double offset = std::abs(head.midline.offset_mm(loop.back().position_mm));
            if (offset < least) least = offset, middle = loop.size() - 1;
        }
    std::ranges::rotate(loop, loop.begin() + static_cast<std::ptrdiff_t>(middle));
    return loop;
}

// Where the loop is nearest to the midline far from its middle: the back.
std::size_t back_of(const Head& head, const std::vector<Sample>& loop) {
    std::size_t back = loop.size() / 2;
    double least = std::numeric_limits<double>::max();
    for (std::size_t i = loop.size() / 4; i < loop.size() - loop.size() / 4; ++i) {
        const double offset = std::abs(head.midline.offset_mm(loop[i].position_mm));
        if (offset < least) least = offset, back = i;
    }
    return back;
}

// From the nearest place of a line to `p`; the lines run alike, so samples are compared first, then the two pieces beside
// the nearest.
glm::vec3 from_line(std::span<const glm::vec3> line, const glm::vec3& p) {
    std::size_t nearest = 0;
    float least = std::numeric_limits<float>::max();
    for (std::size_t i = 0; i < line.size(); ++i) {
        const glm::vec3 gap = p - line[i];
        if (const float length2 = glm::dot(gap, gap); length2 < least) least = length2, nearest = i;
    }
    glm::vec3 best = p - line[nearest];
    for (std::size_t first = nearest > 0 ? nearest - 1 : 0; first <= nearest && first + 1 < line.size(); ++first) {
        const glm::vec3 along = line[first + 1] - line[first];
        const float length2 = glm::dot(along, along);
        if (length2 <= 0.0f) continue;
        const glm::vec3 gap = p - line[first] - glm::clamp(glm::dot(p - line[first], along) / length2, 0.0f, 1.0f) * along;
        if (glm::dot(gap, gap) < glm::dot(best, best)) best = gap;
    }
    return best;
}

std::vector<SideDifference> compare_sides(const Head& head, const OutlineResult& drawn) {
    const std::vector<Sample> loop = loop_from_middle(head, drawn);
    std::vector<SideDifference> sides;
    if (loop.size() < 8) return sides;
    const std::size_t back = back_of(head, loop);
    std::vector<glm::vec3> mirrored{glm::vec3(head.midline.reflect(loop.front().position_mm))};
    for (std::size_t i = loop.size() - 1; i + 1 > back; --i)
        mirrored.emplace_back(head.midline.reflect(loop[i].position_mm));
    float along = 0.0f, next = 0.0f;
    for (std::size_t i = 0; i <= back; ++i) {
        if (i > 0) along += glm::distance(loop[i].position_mm, loop[i - 1].position_mm);
        if (along < next && i != back) continue;
        next = along + kEvery_mm;
        // Halves of a real head are not alike: what is left over the skin counts, not how far it bulges.
        const glm::vec3 normal = head.measuring.normal(loop[i].at);
        const glm::vec3 onwards = loop[std::min(i + 1, loop.size() - 1)].position_mm - loop[i > 0 ? i - 1 : 0].position_mm;
        glm::vec3 gap = from_line(mirrored, loop[i].position_mm);
        gap -= glm::dot(gap, normal) * normal;
        // Seen from outside the loop runs with the worked area on its left hand.
        const bool is_outside = glm::dot(glm::cross(normal, onwards), gap) < 0.0f;
        sides.push_back({along, is_outside ? glm::length(gap) : -glm::length(gap), loop[i].position_mm});
    }
    return sides;
}

using Place = std::optional<SurfacePoint> SidePlaces::*;

// Between the same named place of both sides.
std::optional<float> width_mm(const Head& head, const NamedPlaces& places, const NamedPlaces* before, Place place,
                              const std::optional<float>& known_mm) {
    const auto &left = places.left.*place, &right = places.right.*place;
    if (!left || !right) return std::nullopt;
    if (before && known_mm && before->left.*place == left && before->right.*place == right) return known_mm;
    return way_mm(head, *left, *right);
}

}  // namespace

void measure_outline(const Head& head, const Outline& outline, OutlineResult& result, const OutlineResult* before) {
    result.length_mm = result.hairline_mm = result.left_right_mm = 0.0f;
    result.part_mm = {};
    for (const OutlineCurve& part : result.parts) {
        result.length_mm += part.curve.length_mm();
        result.part_mm[static_cast<std::size_t>(part.part)] += part.curve.length_mm();
    }
    result.hairline_mm = result.part_mm[static_cast<std::size_t>(OutlinePart::Frontal)];
    result.sides = compare_sides(head, result);
    for (const SideDifference& side : result.sides) result.left_right_mm = std::max(result.left_right_mm, std::abs(side.mm));
    const NamedPlaces places = named_places(head, result);
    if (before && before->surface_key != result.surface_key) before = nullptr;
    const std::optional<NamedPlaces> old = before ? std::optional(named_places(head, *before)) : std::nullopt;
    const NamedPlaces* old_places = old ? &*old : nullptr;
    result.corner_width_mm = width_mm(head, places, old_places, &SidePlaces::corner, before ? before->corner_width_mm : std::nullopt);
    result.temporal_width_mm = width_mm(head, places, old_places, &SidePlaces::temporal, before ? before->temporal_width_mm : std::nullopt);
    result.controls = measure_controls(head, outline, result);
    result.mid_frontal_height_mm = result.controls[static_cast<std::size_t>(Control::Height)].value_or(0.0f);
}

}  // namespace trichion
