// Areas: made from a stroke, changed, copied to the other side.
#include "core/pipeline/free_areas.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/model/limits.h"
#include "core/model/services.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr float kShortest_mm = 20.0f;
constexpr float kPointSpacing_mm = 16.0f;
constexpr std::size_t kLeastPoints = 6, kMostPoints = 16;

tl::unexpected<Error> no_area(std::uint32_t id) {
    return fail(ErrorCode::NotFound, fmt::format("The outline has no area {}.", id));
}

tl::unexpected<Error> too_many() {
    return fail(ErrorCode::InvalidInput, fmt::format("There are {} areas already, the most a design can have; delete one first.", kMostFreeAreas));
}

// The stroke as a closed way along the skin.
SurfaceCurve closed_way(const Surface& surface, std::span<const SurfacePoint> stroke) {
    SurfaceCurve way;
    GeodesicSolver solver(surface);
    float walked = 0.0f;
    for (std::size_t i = 0; i <= stroke.size(); ++i) {
        const SurfacePoint& at = stroke[i % stroke.size()];
        if (!way.points.empty()) {
            if (!solver.solve(way.points.back(), at, WaySearch::Local)) continue;
            const SurfaceCurve piece = solver.curve();
            for (std::size_t k = 1; k < piece.points.size(); ++k) {
                way.points.push_back(piece.points[k]);
                way.positions_mm.push_back(piece.positions_mm[k]);
                way.arc_mm.push_back(walked + piece.arc_mm[k]);
            }
            walked = way.arc_mm.back();
            continue;
        }
        way.points.push_back(at);
        way.positions_mm.push_back(surface.position(at));
        way.arc_mm.push_back(0.0f);
    }
    return way;
}

std::string free_name(const Outline& outline) {
    for (std::size_t k = 1;; ++k) {
        const std::string name = fmt::format("Area {}", k);
        if (std::ranges::find(outline.areas, name, &FreeArea::name) == outline.areas.end()) return name;
    }
}

}  // namespace

Result<Outline> with_new_area(const Head& head, const Outline& outline, std::span<const SurfacePoint> stroke, FreeArea::Kind kind) {
    if (outline.areas.size() >= kMostFreeAreas) return too_many();
    const auto is_off = [&](const SurfacePoint& p) { return p.triangle >= head.measuring.triangle_count(); };
    const SurfaceCurve way = stroke.size() < 3 || std::ranges::any_of(stroke, is_off) ? SurfaceCurve{} : closed_way(head.measuring, stroke);
    if (way.length_mm() < kShortest_mm)
        return fail(ErrorCode::InvalidInput, fmt::format("Draw a loop round the area: {:.0f} mm of line are too little, it takes {:.0f}.",
                                                         way.length_mm(), kShortest_mm));
    const auto wanted = static_cast<std::size_t>(std::lround(way.length_mm() / kPointSpacing_mm));
    const std::size_t count = std::clamp(wanted, kLeastPoints, kMostPoints);
    Outline changed = outline;
    FreeArea area;
    area.id = changed.next_id++;
    area.name = free_name(outline);
    area.kind = kind;
    area.blend_mm = usual_blend_mm(kind);
    for (std::size_t k = 0; k < count; ++k)
        area.points.push_back({changed.next_id++, point_on(head.measuring, way, way.length_mm() * static_cast<float>(k) / static_cast<float>(count))});
    changed.areas.push_back(std::move(area));
    return changed;
}

Result<Outline> with_area_settings(const Outline& outline, const FreeArea& settings) {
    Outline changed = outline;
    const auto found = std::ranges::find(changed.areas, settings.id, &FreeArea::id);
    if (found == changed.areas.end()) return no_area(settings.id);
    found->name = settings.name;
    found->kind = settings.kind;
    found->blend_mm = settings.blend_mm;
    found->density_per_cm2 = settings.density_per_cm2;
    found->depth_mm = settings.depth_mm;
    found->take_up = settings.take_up;
    return changed;
}

Result<Outline> without_area(const Outline& outline, std::uint32_t id) {
    Outline changed = outline;
    if (std::erase_if(changed.areas, [&](const FreeArea& area) { return area.id == id; }) == 0) return no_area(id);
    return changed;
}

Result<Outline> with_mirrored_area(const Symmetry& symmetry, const Outline& outline, std::uint32_t id) {
    const FreeArea* area = find_area(outline, id);
    if (!area) return no_area(id);
    if (outline.areas.size() >= kMostFreeAreas) return too_many();
    Outline changed = outline;
    FreeArea copy = *area;
    copy.id = changed.next_id++;
    copy.name = free_name(outline);
    for (OutlinePoint& point : copy.points) {
        point.id = changed.next_id++;
        point.twin = 0;
        point.at = symmetry.counterpart(point.at, outline.asymmetry);
    }
    changed.areas.push_back(std::move(copy));
    return changed;
}

const FreeArea* find_area(const Outline& outline, std::uint32_t id) {
    const auto found = std::ranges::find(outline.areas, id, &FreeArea::id);
    return found == outline.areas.end() ? nullptr : &*found;
}

const FreeArea* area_of_point(const Outline& outline, std::uint32_t point) {
    for (const FreeArea& area : outline.areas)
        if (std::ranges::find(area.points, point, &OutlinePoint::id) != area.points.end()) return &area;
    return nullptr;
}

}  // namespace trichion
