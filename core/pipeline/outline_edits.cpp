// Edits of the outline: pure functions from one outline to the next.
#include "core/pipeline/outline_edits.h"

#include "core/geometry/geodesic.h"
#include "core/pipeline/mirror.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace trichion {
namespace {

/// Where an outline may run: skin of the head above a slanted plane that leaves out eyes, mouth and neck, and
/// beside the ears.
class DesignZone {
public:
    explicit DesignZone(const Head& head) : head_(head), plane_(mid_plane(head)) {
        const glm::vec3 glabella = head.landmark("glabella"), tragion = plane_.point;
        top_mm_ = head.landmark("vertex").y - tragion.y;
        ear_outward_mm_ = 0.9f * plane_.offset_mm(head.landmark("tragion_l"));
        // Through 8 mm above the glabella and 30 mm below the tragions: passes over the outer eye corners.
        constexpr float kAboveGlabella_mm = 8.0f, kBelowTragion_mm = 30.0f;
        slope_ = (glabella.y - tragion.y + kAboveGlabella_mm + kBelowTragion_mm) /
                 std::max(20.0f, glabella.z - tragion.z);
        base_mm_ = -kBelowTragion_mm;
    }

    bool allows(const SurfacePoint& point) const {
        const glm::vec3 p = head_.measuring.position(point) - plane_.point;
        if (p.y < base_mm_ + slope_ * std::max(0.0f, p.z)) return false;
        const bool is_beside_ear = std::abs(plane_.offset_mm(p + plane_.point)) > ear_outward_mm_ && p.z > -0.33f * top_mm_ &&
                                   p.z < 0.06f * top_mm_ && p.y < 0.30f * top_mm_;
        return !is_beside_ear;
    }

private:
    const Head& head_;
    MidPlane plane_;
    float top_mm_ = 0.0f;
    float ear_outward_mm_ = 0.0f;
    float slope_ = 0.0f;
    float base_mm_ = 0.0f;
};

// The target itself where the zone allows it, else the last allowed place on the way there.
SurfacePoint held_in_zone(const Head& head, const SurfacePoint& from, const SurfacePoint& target) {
    const DesignZone zone(head);
    if (zone.allows(target)) return target;
    GeodesicSolver solver(head.measuring);
    if (!solver.solve(from, target)) return from;
    constexpr double kStep_mm = 0.5;
    const double length = solver.length_mm();
    SurfacePoint last = from;
    for (double walked = kStep_mm; walked < length; walked += kStep_mm) {
        const SurfacePoint here = solver.point_at(walked / length);
        if (!zone.allows(here)) break;
        last = here;
    }
    return last;
}

OutlinePoint* point_of(Outline& outline, std::uint32_t id) {
    return const_cast<OutlinePoint*>(find_point(outline, id));
}

// A place on the drawn line: which stretch, and where.
struct LinePlace {
    std::size_t stretch = 0;
    SurfacePoint at;
    float gap_mm = std::numeric_limits<float>::max();
};

LinePlace nearest_on_line(const Surface& surface, const OutlineResult& drawn, const SurfacePoint& at) {
    const glm::vec3 p = surface.position(at);
    LinePlace nearest;
    for (std::size_t s = 0; s < drawn.stretches.size(); ++s) {
        const SurfaceCurve& curve = drawn.stretches[s].curve;
        for (std::size_t i = 1; i + 1 < curve.points.size(); ++i) {  // ends are points already
            const float gap = glm::distance(curve.positions_mm[i], p);
            if (gap < nearest.gap_mm) nearest = {s, curve.points[i], gap};
        }
    }
    return nearest;
}

std::size_t index_of(const Outline& outline, std::uint32_t id) {
    return static_cast<std::size_t>(std::ranges::find(outline.points, id, &OutlinePoint::id) - outline.points.begin());
}

void insert_after(Outline& outline, std::uint32_t id, OutlinePoint point) {
    const std::size_t i = index_of(outline, id);
    point.part = outline.points[i].part;
    outline.points.insert(outline.points.begin() + static_cast<std::ptrdiff_t>(i) + 1, point);
}

}  // namespace

Result<Outline> insert_outline_point(const Head& head, const Symmetry& symmetry, const Outline& outline,
                                     const OutlineResult& drawn, const SurfacePoint& at) {
    constexpr float kFarthest_mm = 15.0f;
    const std::size_t n = outline.points.size();
    const LinePlace place = nearest_on_line(head.measuring, drawn, at);
    if (drawn.stretches.size() != n || place.gap_mm > kFarthest_mm)
        return fail(ErrorCode::NotFound, fmt::format("The hairline passes no nearer than {:.0f} mm to this place.", kFarthest_mm));
    const OutlinePoint before = outline.points[place.stretch], after = outline.points[(place.stretch + 1) % n];
    Outline changed = outline;
    OutlinePoint added{changed.next_id++, place.at};
    if (outline.mirror && before.twin == after.id) {
        added.at = symmetry.on_midline(place.at);
        added.twin = added.id;
    } else if (outline.mirror && before.twin != 0 && after.twin != 0) {
        // On the other side the same stretch runs the other way: from the twin of the end to the twin of the start.
        const std::size_t other = index_of(outline, after.twin);
        if (other < n && outline.points[(other + 1) % n].id == before.twin) {
            added.twin = changed.next_id++;
            insert_after(changed, after.twin, {added.twin, symmetry.counterpart(place.at, outline.asymmetry), added.part, false, added.id});
        }
    }
    insert_after(changed, before.id, added);
    return changed;
}

Result<Outline> remove_outline_point(const Outline& outline, std::uint32_t id) {
    const std::size_t at = index_of(outline, id);
    if (at == outline.points.size()) return fail(ErrorCode::NotFound, fmt::format("The outline has no point {}.", id));
    const std::uint32_t twin = outline.mirror ? outline.points[at].twin : 0;
    Outline changed = outline;
    std::erase_if(changed.points, [&](const OutlinePoint& p) { return p.id == id || (twin != 0 && p.id == twin); });
    for (OutlinePoint& p : changed.points)
        if (p.twin == id) p.twin = 0;
    for (const OutlinePoint& gone : outline.points)
        if (std::ranges::find(changed.points, gone.part, &OutlinePoint::part) == changed.points.end())
            return fail(ErrorCode::InvalidInput, fmt::format("Point {} is the last of its part of the outline and must stay.", id));
    if (changed.points.size() < 3) return fail(ErrorCode::InvalidInput, "An outline needs at least 3 points.");
    return changed;
}

const OutlinePoint* find_point(const Outline& outline, std::uint32_t id) {
    if (const auto found = std::ranges::find(outline.points, id, &OutlinePoint::id); found != outline.points.end()) return &*found;
    for (const FreeArea& area : outline.areas)
        if (const auto found = std::ranges::find(area.points, id, &OutlinePoint::id); found != area.points.end()) return &*found;
    return nullptr;
}

Result<Outline> with_points_at(const Head& head, const Symmetry& symmetry, const Outline& outline,
                               std::span<const PointPlace> places) {
    Outline moved = outline;
    for (const PointPlace& wanted : places) {
        OutlinePoint* point = point_of(moved, wanted.id);
        if (!point) return fail(ErrorCode::NotFound, fmt::format("The outline has no point {}.", wanted.id));
        if (wanted.at.triangle >= head.measuring.triangle_count() || point->at.triangle >= head.measuring.triangle_count())
            return fail(ErrorCode::InvalidInput, fmt::format("Point {} cannot move to a place that is not on this head.", wanted.id));
        if (outline.is_locked(point->part)) continue;
        const bool is_median = outline.mirror && point->twin == wanted.id;
        const SurfacePoint place = held_in_zone(head, point->at, wanted.at);
        point->at = is_median ? symmetry.on_midline(place) : place;
        if (outline.mirror && point->twin != 0 && point->twin != wanted.id)
            if (OutlinePoint* twin = point_of(moved, point->twin); twin && !outline.is_locked(twin->part))
                twin->at = symmetry.counterpart(place, outline.asymmetry);
    }
    return moved;
}

Result<Outline> move_outline_point(const Head& head, const Symmetry& symmetry, const Outline& outline, std::uint32_t id,
                                   const SurfacePoint& target) {
    const PointPlace place{id, target};
    return with_points_at(head, symmetry, outline, {&place, 1});
}

Result<Outline> with_corner(const Outline& outline, std::uint32_t id, bool is_corner) {
    Outline changed = outline;
    OutlinePoint* point = point_of(changed, id);
    if (!point) return fail(ErrorCode::NotFound, fmt::format("The outline has no point {}.", id));
    point->is_corner = is_corner;
    if (outline.mirror && point->twin != 0)
        if (OutlinePoint* twin = point_of(changed, point->twin)) twin->is_corner = is_corner;
    return changed;
}

}  // namespace trichion
