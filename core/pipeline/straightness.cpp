// Puts a curve down as a tape measures it, and lays rulers on it.
#include "core/pipeline/straightness.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/mirror.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace trichion {
namespace {

constexpr float kStep_mm = 5.0f;      // between the places that are tried: far less than a stretch worth telling
constexpr float kSteepest = 2.2f;     // mm of tape for a mm of height, on the flattest forehead
constexpr float kAboveBrows_mm = 25.0f;  // their relief would make some tapes longer than others

/// Places about kStep_mm apart, by their index in the curve.
std::vector<std::size_t> spread(const SurfaceCurve& curve) {
    std::vector<std::size_t> places{0};
    for (std::size_t i = 1; i < curve.arc_mm.size(); ++i)
        if (curve.arc_mm[i] - curve.arc_mm[places.back()] >= kStep_mm || i + 1 == curve.arc_mm.size()) places.push_back(i);
    return places;
}

/// How far a place lies above a level, by a tape held upright.
std::optional<float> tape_mm(const Head& head, const MidPlane& plane, float level_y, const SurfacePoint& at) {
    const float height = head.measuring.position(at).y - level_y;
    if (height <= 0.0f) return std::nullopt;
    constexpr float kSlack_mm = 4.0f;
    const SurfaceCurve down = walk_plane(head.measuring, at, plane.left, {0.0f, -1.0f, 0.3f}, kSteepest * height + kSlack_mm);
    for (std::size_t i = 1; i < down.positions_mm.size(); ++i) {
        const float before = down.positions_mm[i - 1].y, here = down.positions_mm[i].y;
        if (before < level_y || here >= level_y) continue;
        return glm::mix(down.arc_mm[i - 1], down.arc_mm[i], (before - level_y) / (before - here));
    }
    return std::nullopt;
}

}  // namespace

StraightStretch longest_straight(const Head& head, const SurfaceCurve& curve) {
    const MidPlane plane = mid_plane(head);
    const float level_y = head.landmark("glabella").y + kAboveBrows_mm;
    std::vector<std::size_t> places;
    std::vector<glm::vec2> flat;
    StraightStretch best;
    const auto fits = [&](std::size_t first, std::size_t last) {
        const glm::vec2 along = flat[last] - flat[first];
        const float length = glm::length(along);
        if (length < 1e-6f) return false;
        for (std::size_t k = first + 1; k < last; ++k) {
            const glm::vec2 off = flat[k] - flat[first];
            if (std::abs(along.x * off.y - along.y * off.x) > kRulerReach_mm * length) return false;
        }
        return true;
    };
    const auto lay_rulers = [&] {
        for (std::size_t first = 0, last = 1; first + 1 < flat.size(); ++first) {
            last = std::max(last, first + 1);
            while (last + 1 < flat.size() && fits(first, last + 1)) ++last;
            const float length = glm::distance(flat[first], flat[last]);
            if (length > best.length_mm && fits(first, last)) best = {places[first], places[last], length};
        }
        places.clear();
        flat.clear();
    };
    if (curve.points.empty()) return best;
    for (const std::size_t place : spread(curve)) {
        const auto height = tape_mm(head, plane, level_y, curve.points[place]);
        if (!height) {
            lay_rulers();
            continue;
        }
        places.push_back(place);
        flat.push_back({plane.offset_mm(curve.positions_mm[place]), *height});
    }
    lay_rulers();
    return best;
}

}  // namespace trichion
