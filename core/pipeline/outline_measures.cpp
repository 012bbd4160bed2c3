// Lengths along the skin, the mid-frontal height, left against right.
#include "core/pipeline/outline_measures.h"

#include "core/pipeline/outline_controls.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace trichion {
namespace {

struct Segment {
    glm::vec3 from, to;
};

float distance(const Segment& s, const glm::vec3& p) {
    const glm::vec3 along = s.to - s.from;
    const float length2 = glm::dot(along, along);
    const float t = length2 > 0.0f ? glm::clamp(glm::dot(p - s.from, along) / length2, 0.0f, 1.0f) : 0.0f;
    return glm::length(s.from + t * along - p);
}

const OutlineCurve* frontal_of(const OutlineResult& result) {
    const auto found = std::ranges::find(result.parts, OutlinePart::Frontal, &OutlineCurve::part);
    return found == result.parts.end() ? nullptr : &*found;
}

std::optional<glm::vec3> crossing(const SurfaceCurve& curve, const MidPlane& plane) {
    for (std::size_t i = 1; i < curve.positions_mm.size(); ++i) {
        const float a = plane.offset_mm(curve.positions_mm[i - 1]), b = plane.offset_mm(curve.positions_mm[i]);
        if ((a >= 0.0f) != (b >= 0.0f)) return glm::mix(curve.positions_mm[i - 1], curve.positions_mm[i], a / (a - b));
    }
    return std::nullopt;
}

// The largest distance from the left side's samples, about 4 mm apart, to the reflected right side.
float left_right_mm(const Head& head, const OutlineResult& result) {
    const MidPlane plane = mid_plane(head);
    std::vector<Segment> right;
    std::vector<glm::vec3> left;
    float passed = 0.0f;
    for (const OutlineCurve& part : result.parts)
        for (std::size_t i = 1; i < part.curve.positions_mm.size(); ++i) {
            const glm::vec3 a = part.curve.positions_mm[i - 1], b = part.curve.positions_mm[i];
            if (plane.offset_mm(a) <= 0.0f || plane.offset_mm(b) <= 0.0f)
                right.push_back({plane.reflect(a), plane.reflect(b)});
            passed += part.curve.arc_mm[i] - part.curve.arc_mm[i - 1];
            if (passed < 4.0f || plane.offset_mm(b) <= 0.0f) continue;
            passed = 0.0f;
            left.push_back(b);
        }
    if (right.empty()) return 0.0f;
    float largest = 0.0f;
    for (const glm::vec3& p : left) {
        float least = std::numeric_limits<float>::max();
        for (const Segment& s : right) {
            least = std::min(least, distance(s, p));
            if (least <= largest) break;
        }
        largest = std::max(largest, least);
    }
    return largest;
}

}  // namespace

float mid_frontal_height_mm(const Head& head, const OutlineResult& result) {
    const OutlineCurve* frontal = frontal_of(result);
    if (!frontal) return 0.0f;
    const auto front = crossing(frontal->curve, mid_plane(head));
    if (!front) return 0.0f;
    constexpr float kLongestForehead_mm = 180.0f;
    const SurfaceCurve midline = midline_from_glabella(head, kLongestForehead_mm);
    float least = std::numeric_limits<float>::max(), height = 0.0f;
    for (std::size_t i = 1; i < midline.positions_mm.size(); ++i) {
        const Segment piece{midline.positions_mm[i - 1], midline.positions_mm[i]};
        const float gap = distance(piece, *front);
        if (gap >= least) continue;
        least = gap;
        const float length = glm::length(piece.to - piece.from);
        const float along = length > 0.0f ? glm::dot(*front - piece.from, piece.to - piece.from) / length : 0.0f;
        height = midline.arc_mm[i - 1] + glm::clamp(along, 0.0f, length);
    }
    return height;
}

void measure_outline(const Head& head, const Outline& outline, OutlineResult& result) {
    result.length_mm = result.hairline_mm = 0.0f;
    for (const OutlineCurve& part : result.parts) {
        result.length_mm += part.curve.length_mm();
        if (part.part == OutlinePart::Frontal) result.hairline_mm += part.curve.length_mm();
    }
    result.mid_frontal_height_mm = mid_frontal_height_mm(head, result);
    result.left_right_mm = left_right_mm(head, result);
    result.controls = measure_controls(head, outline, result);
}

}  // namespace trichion
