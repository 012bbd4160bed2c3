// Reads the named places off the ends and crossings of the parts.
#include "core/pipeline/outline_places.h"

#include "core/geometry/geodesic.h"

#include <algorithm>

namespace trichion {
namespace {

std::optional<SurfacePoint> start_of(const OutlineResult& drawn, OutlinePart part) {
    const SurfaceCurve* curve = curve_of(drawn, part);
    return curve ? std::optional(curve->points.front()) : std::nullopt;
}

std::optional<SurfacePoint> end_of(const OutlineResult& drawn, OutlinePart part) {
    const SurfaceCurve* curve = curve_of(drawn, part);
    return curve ? std::optional(curve->points.back()) : std::nullopt;
}

// The loop runs up the right side, so a right part begins where its mirrored one ends.
SidePlaces places_on(const OutlineResult& drawn, Side side) {
    const auto lower = [&](OutlinePart part) { return side == Side::Left ? end_of(drawn, part) : start_of(drawn, part); };
    return {lower(OutlinePart::Frontal), lower(temple_of(side)), lower(sideburn_of(side)), lower(ear_of(side))};
}

std::optional<SurfacePoint> crossing(const Head& head, const SurfaceCurve* curve) {
    if (!curve) return std::nullopt;
    constexpr double kOn_mm = 1e-3;
    double before = 0.0;
    for (std::size_t i = 0; i < curve->points.size(); ++i) {
        const double offset = head.midline.offset_mm(curve->positions_mm[i]);
        if (std::abs(offset) < kOn_mm) return curve->points[i];
        if (i > 0 && (before > 0.0) != (offset > 0.0)) {
            const auto share = static_cast<float>(before / (before - offset));
            return head.measuring.closest(glm::mix(curve->positions_mm[i - 1], curve->positions_mm[i], share));
        }
        before = offset;
    }
    return std::nullopt;
}

}  // namespace

OutlinePart temple_of(Side side) { return side == Side::Left ? OutlinePart::TempleLeft : OutlinePart::TempleRight; }
OutlinePart sideburn_of(Side side) { return side == Side::Left ? OutlinePart::SideburnLeft : OutlinePart::SideburnRight; }
OutlinePart ear_of(Side side) { return side == Side::Left ? OutlinePart::EarLeft : OutlinePart::EarRight; }

const SurfaceCurve* curve_of(const OutlineResult& drawn, OutlinePart part) {
    const auto found = std::ranges::find(drawn.parts, part, &OutlineCurve::part);
    return found == drawn.parts.end() || found->curve.is_closed || found->curve.points.empty() ? nullptr : &found->curve;
}

NamedPlaces named_places(const Head& head, const OutlineResult& drawn) {
    NamedPlaces places;
    const auto frontal = std::ranges::find(drawn.parts, OutlinePart::Frontal, &OutlineCurve::part);
    places.middle = crossing(head, frontal == drawn.parts.end() ? nullptr : &frontal->curve);
    places.back = crossing(head, curve_of(drawn, OutlinePart::Nape));
    if (!places.back) places.back = crossing(head, curve_of(drawn, OutlinePart::Blend));
    places.left = places_on(drawn, Side::Left);
    places.right = places_on(drawn, Side::Right);
    return places;
}

std::optional<float> way_mm(const Head& head, const SurfacePoint& from, const SurfacePoint& to) {
    GeodesicSolver solver(head.measuring);
    // Over a forehead or a nape one way is as good as the shortest; the search for others costs ten times as much.
    if (!solver.solve(from, to, WaySearch::Local)) return std::nullopt;
    return static_cast<float>(solver.length_mm());
}

}  // namespace trichion
