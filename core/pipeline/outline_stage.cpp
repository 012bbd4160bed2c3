// Draws the outline stretch by stretch, reusing those whose points have not changed.
#include "core/pipeline/outline_stage.h"

#include "core/base/hash.h"
#include "core/pipeline/outline_measures.h"

#include <algorithm>
#include <bit>

namespace trichion {
namespace {

// Positions of some vertices, spread over the mesh: a head that is moved, scaled or another gives another key.
std::uint64_t key_of(const Surface& surface) {
    const auto& positions = surface.mesh().positions;
    std::uint64_t key = mix(positions.size(), surface.triangle_count());
    const std::size_t step = positions.size() / 64 + 1;
    for (std::size_t i = 0; i < positions.size(); i += step)
        for (int k = 0; k < 3; ++k) key = mix(key, std::bit_cast<std::uint32_t>(positions[i][k]));
    return key;
}

// What the stretch after point i follows from. A neighbour beyond a corner has no say, so it is left out.
std::array<SplineKnot, 4> knots_at(const std::vector<OutlinePoint>& points, std::size_t i) {
    const std::size_t n = points.size();
    const OutlinePoint &before = points[(i + n - 1) % n], &from = points[i], &to = points[(i + 1) % n],
                       &after = points[(i + 2) % n];
    return {SplineKnot{from.is_corner ? from.at : before.at, false}, SplineKnot{from.at, from.is_corner},
            SplineKnot{to.at, to.is_corner}, SplineKnot{to.is_corner ? to.at : after.at, false}};
}

OutlineStretch draw_stretch(GeodesicSolver& solver, const Surface& surface, const std::array<SplineKnot, 4>& knots) {
    OutlineStretch stretch{knots, {}, false};
    const auto controls = stretch_controls(solver, surface, knots);
    if (controls) {
        auto curve = sample_stretch(solver, surface, *controls);
        if (curve) {
            stretch.curve = std::move(*curve);
            return stretch;
        }
    }
    stretch.is_broken = true;
    stretch.curve.points = {knots[1].at, knots[2].at};
    stretch.curve.positions_mm = {surface.position(knots[1].at), surface.position(knots[2].at)};
    stretch.curve.arc_mm = {0.0f, glm::length(stretch.curve.positions_mm[1] - stretch.curve.positions_mm[0])};
    return stretch;
}

void append(SurfaceCurve& curve, const SurfaceCurve& piece) {
    const std::size_t first = curve.points.empty() ? 0 : 1;
    const float walked = curve.length_mm();
    curve.points.insert(curve.points.end(), piece.points.begin() + static_cast<std::ptrdiff_t>(first), piece.points.end());
    curve.positions_mm.insert(curve.positions_mm.end(), piece.positions_mm.begin() + static_cast<std::ptrdiff_t>(first),
                              piece.positions_mm.end());
    for (std::size_t i = first; i < piece.arc_mm.size(); ++i) curve.arc_mm.push_back(walked + piece.arc_mm[i]);
}

std::vector<OutlineCurve> join_parts(const std::vector<OutlinePoint>& points,
                                     const std::vector<OutlineStretch>& stretches) {
    const std::size_t n = points.size();
    std::size_t first = 0;  // begin with the frontal part, or else where any part begins
    for (std::size_t k = n; k-- > 0;)
        if (points[k].part != points[(k + n - 1) % n].part) first = k;
    for (std::size_t k = n; k-- > 0;)
        if (points[k].part == OutlinePart::Frontal && points[(k + n - 1) % n].part != OutlinePart::Frontal) first = k;
    std::vector<OutlineCurve> parts;
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t i = (first + k) % n;
        if (parts.empty() || parts.back().part != points[i].part) parts.push_back({points[i].part, {}});
        append(parts.back().curve, stretches[i].curve);
    }
    if (parts.size() == 1) parts.front().curve.is_closed = true;
    return parts;
}

bool is_drawable(const Surface& surface, const Outline& outline) {
    return outline.points.size() >= 3 && std::ranges::all_of(outline.points, [&](const OutlinePoint& p) {
        return p.at.triangle < surface.triangle_count();
    });
}

}  // namespace

OutlineResult trace_outline(const Head& head, const Outline& outline, const OutlineResult* before) {
    OutlineResult result;
    const Surface& surface = head.measuring;
    if (!is_drawable(surface, outline)) return result;
    result.surface_key = key_of(surface);
    const bool can_reuse = before && before->surface_key == result.surface_key;
    GeodesicSolver solver(surface);
    const std::size_t n = outline.points.size();
    result.stretches.reserve(n);
    for (std::size_t i = 0; i < n; ++i) {
        const std::array<SplineKnot, 4> knots = knots_at(outline.points, i);
        const OutlineStretch* known = nullptr;
        if (can_reuse) {
            const auto& old = before->stretches;
            if (i < old.size() && old[i].knots == knots) known = &old[i];
            const auto found = known ? old.end() : std::ranges::find(old, knots, &OutlineStretch::knots);
            if (found != old.end()) known = &*found;
        }
        result.stretches.push_back(known ? *known : draw_stretch(solver, surface, knots));
    }
    result.triangles_visited = solver.triangles_visited();
    result.parts = join_parts(outline.points, result.stretches);
    measure_outline(head, outline, result);
    return result;
}

}  // namespace trichion
