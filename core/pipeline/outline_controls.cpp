// Measures the controls on the line, and moves its parts until they measure what is wanted.
#include "core/pipeline/outline_controls.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/outline_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr float kShift_mm = 0.02f;  // a height this near is reached

// How much of a move of the frontal part each point takes: all of it along the frontal part, less and less from
// point to point down the temples, nothing at the fringe. Counted in points, not mm, so that the way back is the
// way there and hand work returns to where it was.
std::vector<float> frontal_shares(const std::vector<OutlinePoint>& points) {
    const std::size_t n = points.size();
    std::vector<float> shares(n, 0.0f);
    const auto part_before = [&](std::size_t i) { return points[(i + n - 1) % n].part; };
    for (std::size_t i = 0; i < n; ++i)
        if (points[i].part == OutlinePart::Frontal || part_before(i) == OutlinePart::Frontal) shares[i] = 1.0f;
    for (std::size_t first = 0; first < n; ++first) {
        if (points[first].part == OutlinePart::Blend || part_before(first) == points[first].part) continue;
        if (points[first].part == OutlinePart::Frontal) continue;
        std::vector<std::size_t> run;  // a temple's points, the ends included
        for (std::size_t k = 0; k <= n && (k == 0 || points[(first + k - 1) % n].part == points[first].part); ++k)
            run.push_back((first + k) % n);
        const bool starts_in_front = shares[run.front()] == 1.0f;
        for (std::size_t k = 1; k + 1 < run.size(); ++k) {
            const float way = static_cast<float>(k) / static_cast<float>(run.size() - 1);
            const float near = starts_in_front ? 1.0f - way : way;
            shares[run[k]] = near * near * (3.0f - 2.0f * near);
        }
    }
    return shares;
}

// Up (or, below zero, down) along the skin in the plane parallel to the mid-plane.
SurfacePoint moved_up(const Head& head, const SurfacePoint& at, float up_mm) {
    const glm::vec3 way = (up_mm > 0.0f ? 1.0f : -1.0f) * glm::vec3(0.0f, 1.0f, -1.0f);
    const SurfaceCurve walk = walk_plane(head.measuring, at, mid_plane(head).left, way, std::abs(up_mm));
    return walk.points.back();
}

Result<Outline> set_height(const Head& head, const Outline& outline, float height_mm) {
    if (!kHeightRangeMm.contains(height_mm))
        return fail(ErrorCode::InvalidInput, fmt::format("The hairline's height must be {:.0f} to {:.0f} mm, not {}.",
                                                         kHeightRangeMm.min, kHeightRangeMm.max, height_mm));
    Outline moved = outline;
    moved.height_mm = height_mm;
    for (int round = 0; round < 3; ++round) {
        const OutlineResult drawn = trace_outline(head, moved);
        if (drawn.stretches.size() != moved.points.size() || drawn.mid_frontal_height_mm <= 0.0f) break;
        const float missing = height_mm - drawn.mid_frontal_height_mm;
        if (std::abs(missing) < kShift_mm) break;
        const std::vector<float> shares = frontal_shares(moved.points);
        for (std::size_t i = 0; i < moved.points.size(); ++i)
            if (shares[i] > 0.0f) moved.points[i].at = moved_up(head, moved.points[i].at, shares[i] * missing);
    }
    return moved;
}

}  // namespace

std::span<const ControlInfo> control_infos() {
    static const std::array<ControlInfo, 1> kInfos{{
        {Control::Height, "outline.height_mm", "Height", "mm", kHeightRangeMm,
         "mid-frontal point above the glabella, along the skin"},
    }};
    return kInfos;
}

ControlValues measure_controls(const Head&, const Outline&, const OutlineResult& drawn) {
    ControlValues values;
    if (drawn.mid_frontal_height_mm > 0.0f) values[static_cast<std::size_t>(Control::Height)] = drawn.mid_frontal_height_mm;
    return values;
}

Result<Outline> set_control(const Head& head, const Symmetry&, const Outline& outline, Control control, float value) {
    if (control == Control::Height) return set_height(head, outline, value);
    return fail(ErrorCode::InvalidInput, "This outline has no such part.");
}

}  // namespace trichion
