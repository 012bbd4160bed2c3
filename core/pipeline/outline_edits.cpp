// Edits of the outline: pure functions from one outline to the next.
#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"
#include "core/model/limits.h"
#include "core/pipeline/outline_measures.h"
#include "core/pipeline/outline_stage.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>

namespace trichion {
namespace {

constexpr float kShift_mm = 0.02f;  // a height this near is reached

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

OutlinePoint* find_point(Outline& outline, std::uint32_t id) {
    const auto found = std::ranges::find(outline.points, id, &OutlinePoint::id);
    return found == outline.points.end() ? nullptr : &*found;
}

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

Result<Outline> insert_outline_point(const Head& head, const Outline& outline, const OutlineResult& drawn,
                                     const SurfacePoint& at) {
    constexpr float kFarthest_mm = 15.0f;
    const std::size_t n = outline.points.size();
    const LinePlace place = nearest_on_line(head.measuring, drawn, at);
    if (drawn.stretches.size() != n || place.gap_mm > kFarthest_mm)
        return fail(ErrorCode::NotFound, fmt::format("The hairline passes no nearer than {:.0f} mm to this place.", kFarthest_mm));
    const OutlinePoint before = outline.points[place.stretch], after = outline.points[(place.stretch + 1) % n];
    Outline changed = outline;
    OutlinePoint added{changed.next_id++, place.at};
    if (outline.mirror && before.twin == after.id) {
        added.at = on_midline(head, place.at);
        added.twin = added.id;
    } else if (outline.mirror && before.twin != 0 && after.twin != 0) {
        // On the other side the same stretch runs the other way: from the twin of the end to the twin of the start.
        const std::size_t other = index_of(outline, after.twin);
        if (other < n && outline.points[(other + 1) % n].id == before.twin) {
            added.twin = changed.next_id++;
            insert_after(changed, after.twin, {added.twin, mirrored(head, place.at), added.part, false, added.id});
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

Result<Outline> move_outline_point(const Head& head, const Outline& outline, std::uint32_t id,
                                   const SurfacePoint& target) {
    Outline moved = outline;
    OutlinePoint* point = find_point(moved, id);
    if (!point) return fail(ErrorCode::NotFound, fmt::format("The outline has no point {}.", id));
    if (target.triangle >= head.measuring.triangle_count() || point->at.triangle >= head.measuring.triangle_count())
        return fail(ErrorCode::InvalidInput, fmt::format("Point {} cannot move to a place that is not on this head.", id));
    const bool is_median = outline.mirror && point->twin == id;
    const SurfacePoint place = held_in_zone(head, point->at, target);
    point->at = is_median ? on_midline(head, place) : place;
    if (outline.mirror && point->twin != 0 && point->twin != id)
        if (OutlinePoint* twin = find_point(moved, point->twin)) twin->at = mirrored(head, place);
    return moved;
}

Result<Outline> set_outline_height(const Head& head, const Outline& outline, float height_mm) {
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

}  // namespace trichion
