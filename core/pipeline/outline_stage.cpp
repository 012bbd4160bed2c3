// Draws the outline stretch by stretch, reusing those whose points have not changed.
#include "core/pipeline/outline_stage.h"

#include "core/base/hash.h"
#include "core/pipeline/outline_measures.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <span>

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
std::array<SplineKnot, 4> knots_at(std::span<const OutlinePoint> points, std::size_t i) {
    const std::size_t n = points.size();
    const OutlinePoint &before = points[(i + n - 1) % n], &from = points[i], &to = points[(i + 1) % n],
                       &after = points[(i + 2) % n];
    return {SplineKnot{from.is_corner ? from.at : before.at, false}, SplineKnot{from.at, from.is_corner},
            SplineKnot{to.at, to.is_corner}, SplineKnot{to.is_corner ? to.at : after.at, false}};
}

OutlineStretch straight_stretch(const Surface& surface, const std::array<SplineKnot, 4>& knots) {
    OutlineStretch stretch{knots, {}, false};
    stretch.curve.points = {knots[1].at, knots[2].at};
    stretch.curve.positions_mm = {surface.position(knots[1].at), surface.position(knots[2].at)};
    stretch.curve.arc_mm = {0.0f, glm::length(stretch.curve.positions_mm[1] - stretch.curve.positions_mm[0])};
    return stretch;
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
    stretch = straight_stretch(surface, knots);
    stretch.is_broken = true;
    return stretch;
}

// The stretch that follows from the same knots, where there is one: nearly always in its old place.
const OutlineStretch* known_stretch(std::span<const OutlineStretch> before, std::size_t i,
                                    const std::array<SplineKnot, 4>& knots) {
    if (i < before.size() && before[i].knots == knots) return &before[i];
    const auto found = std::ranges::find(before, knots, &OutlineStretch::knots);
    return found == before.end() ? nullptr : &*found;
}

std::vector<OutlineStretch> draw_loop(GeodesicSolver& solver, const Surface& surface,
                                      std::span<const OutlinePoint> points, std::span<const OutlineStretch> before,
                                      std::uint16_t parts = kAllParts) {
    std::vector<OutlineStretch> stretches;
    stretches.reserve(points.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
        const std::array<SplineKnot, 4> knots = knots_at(points, i);
        if ((parts >> static_cast<unsigned>(points[i].part) & 1u) == 0) {
            stretches.push_back(straight_stretch(surface, knots));
            continue;
        }
        const OutlineStretch* known = known_stretch(before, i, knots);
        stretches.push_back(known ? *known : draw_stretch(solver, surface, knots));
    }
    return stretches;
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

bool is_on(const Surface& surface, const SurfacePoint& p) {
    const glm::vec3 w = p.weights;
    constexpr float kSlack = 1e-3f;
    return p.triangle < surface.triangle_count() && w.x >= -kSlack && w.y >= -kSlack && w.z >= -kSlack &&
           std::abs(w.x + w.y + w.z - 1.0f) <= kSlack;  // false for what is not a number, too
}

bool is_drawable(const Surface& surface, std::span<const OutlinePoint> points) {
    return points.size() >= 3 && std::ranges::all_of(points, [&](const OutlinePoint& p) { return is_on(surface, p.at); });
}

AreaCurve draw_area(GeodesicSolver& solver, const Surface& surface, const FreeArea& area, const AreaCurve* before) {
    AreaCurve drawn{area.id, {}, {}, area.kind};
    if (!is_drawable(surface, area.points)) return drawn;
    drawn.stretches = draw_loop(solver, surface, area.points,
                                before ? std::span(before->stretches) : std::span<const OutlineStretch>{});
    for (const OutlineStretch& stretch : drawn.stretches) append(drawn.curve, stretch.curve);
    drawn.curve.is_closed = true;
    return drawn;
}

}  // namespace

OutlineResult draw_outline(const Head& head, const Outline& outline, const OutlineResult* before, std::uint16_t parts) {
    OutlineResult result;
    const Surface& surface = head.measuring;
    if (surface.triangle_count() == 0) return result;
    result.surface_key = key_of(surface);
    if (before && before->surface_key != result.surface_key) before = nullptr;
    GeodesicSolver solver(surface);
    for (const FreeArea& area : parts == kAllParts ? std::span(outline.areas) : std::span<const FreeArea>{}) {
        const AreaCurve* old = nullptr;
        if (before)
            if (const auto found = std::ranges::find(before->areas, area.id, &AreaCurve::id); found != before->areas.end())
                old = &*found;
        result.areas.push_back(draw_area(solver, surface, area, old));
    }
    if (is_drawable(surface, outline.points)) {
        result.stretches = draw_loop(solver, surface, outline.points,
                                     before ? std::span(before->stretches) : std::span<const OutlineStretch>{}, parts);
        result.parts = join_parts(outline.points, result.stretches);
    }
    result.triangles_visited = solver.triangles_visited();
    return result;
}

OutlineResult trace_outline(const Head& head, const Outline& outline, const OutlineResult* before) {
    OutlineResult result = draw_outline(head, outline, before);
    if (!result.parts.empty()) measure_outline(head, outline, result, before);
    return result;
}

}  // namespace trichion
