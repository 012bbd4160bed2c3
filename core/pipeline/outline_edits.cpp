// Edits of the outline: pure functions from one outline to the next.
#include "core/pipeline/outline_edits.h"

#include "core/model/limits.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/outline_locks.h"
#include "core/pipeline/outline_order.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace trichion {
namespace {

tl::unexpected<Error> no_point(std::uint32_t id) {
    return fail(ErrorCode::NotFound, fmt::format("The outline has no point {}.", id));
}

tl::unexpected<Error> is_locked(OutlinePart part) {
    return fail(ErrorCode::InvalidInput,
                fmt::format("This point holds the shape of {}, which is locked; unlock it under Locked parts.", plain_name(part)));
}

bool is_on_head(const Head& head, const SurfacePoint& at) {
    const float sum = at.weights.x + at.weights.y + at.weights.z;
    return at.triangle < head.measuring.triangle_count() && std::abs(sum - 1.0f) < 1e-2f;  // false for no number, too
}

OutlinePoint* point_of(Outline& outline, std::uint32_t id) {
    return const_cast<OutlinePoint*>(find_point(outline, id));
}

// The closed line, of the outline or of a free area, that holds a point.
std::vector<OutlinePoint>* loop_of(Outline& outline, std::uint32_t id) {
    if (index_of(outline.points, id) < outline.points.size()) return &outline.points;
    for (FreeArea& area : outline.areas)
        if (index_of(area.points, id) < area.points.size()) return &area.points;
    return nullptr;
}

std::optional<OutlinePart> lock_on(const Outline& outline, std::uint32_t id) {
    const std::size_t i = index_of(outline.points, id);
    return i < outline.points.size() ? locks_on_points(outline)[i] : std::nullopt;
}

// Without the point, the stretch before it goes on to the next one under its own name. On the other side, where the loop
// runs the other way, that name comes from the stretch after the twin.
void mirror_joined_part(Outline& outline, std::uint32_t id, std::uint32_t twin) {
    std::vector<OutlinePoint>& points = outline.points;
    const std::size_t n = points.size(), i = index_of(points, id), other = index_of(points, twin);
    const OutlinePoint &before = points[(i + n - 1) % n], &after = points[(i + 1) % n];
    OutlinePoint& other_before = points[(other + n - 1) % n];
    if (other_before.id == after.twin && points[(other + 1) % n].id == before.twin) other_before.part = twin_part(before.part);
}

/// Moves points one by one, each with its twin; a place once decided by a twin stays.
class Mover {
public:
    Mover(const Head& head, const Symmetry& symmetry, Outline& outline)
        : head_(head), symmetry_(symmetry), outline_(outline), locks_(locks_on_points(outline)) {
        for (std::size_t i = 0; i < outline.points.size(); ++i) places_[outline.points[i].id] = &outline.points[i];
        for (FreeArea& area : outline.areas)
            for (OutlinePoint& point : area.points) places_[point.id] = &point;
    }

    OutlinePoint* find(std::uint32_t id) {
        const auto found = places_.find(id);
        return found == places_.end() ? nullptr : found->second;
    }

    void move(OutlinePoint& point, const SurfacePoint& target) {
        const bool is_of_outline = !outline_.points.empty() && &point >= &outline_.points.front() && &point <= &outline_.points.back();
        if (is_of_outline && locks_[static_cast<std::size_t>(&point - outline_.points.data())]) return;
        if (followed_.contains(point.id)) return;
        if (!outline_.mirror || point.twin == 0) {
            point.at = held_on_outline_skin(head_, point.at, target);
        } else if (point.twin == point.id) {
            point.at = held_on_midline(point.at, symmetry_.on_midline(target));
        } else {
            point.at = held_on_outline_skin(head_, point.at, target);
            OutlinePoint* twin = find(point.twin);
            if (!twin) return;
            twin->at = held_on_outline_skin(head_, twin->at, symmetry_.counterpart(point.at, outline_.asymmetry));
            followed_.insert(twin->id);
        }
    }

private:
    SurfacePoint held_on_midline(const SurfacePoint& from, const SurfacePoint& target) const {
        const SurfacePoint held = held_on_outline_skin(head_, from, target);
        if (held == target || held == from) return held;
        const SurfacePoint back = symmetry_.on_midline(held);
        return is_outline_skin(head_, back) ? back : from;
    }

    const Head& head_;
    const Symmetry& symmetry_;
    Outline& outline_;
    std::vector<std::optional<OutlinePart>> locks_;
    std::unordered_map<std::uint32_t, OutlinePoint*> places_;
    std::unordered_set<std::uint32_t> followed_;
};

// The place of a drawn stretch nearest to a place in space.
struct LinePlace {
    std::size_t stretch = 0;
    SurfacePoint at;
    float gap_mm = std::numeric_limits<float>::max();
};

void seek_nearest(std::span<const OutlineStretch> stretches, const glm::vec3& p, LinePlace& nearest) {
    for (std::size_t s = 0; s < stretches.size(); ++s) {
        const SurfaceCurve& curve = stretches[s].curve;
        for (std::size_t i = 1; i + 1 < curve.points.size(); ++i) {  // ends are points already
            const float gap = glm::distance(curve.positions_mm[i], p);
            if (gap < nearest.gap_mm) nearest = {s, curve.points[i], gap};
        }
    }
}

Result<Outline> inserted_in_outline(const Head& head, const Symmetry& symmetry, const Outline& outline, const LinePlace& place) {
    if (outline.points.size() >= kMostOutlinePoints)
        return fail(ErrorCode::InvalidInput, fmt::format("The hairline has {} points already, the most it can have.", kMostOutlinePoints));
    const auto locks = locks_on_stretches(outline);
    const std::size_t n = outline.points.size();
    if (locks[place.stretch])
        return fail(ErrorCode::InvalidInput, fmt::format("A point here would bend {}, which is locked; unlock it under Locked parts.",
                                                         plain_name(*locks[place.stretch])));
    Outline changed = outline;
    insert_between(head, symmetry, changed, outline.points[place.stretch].id, outline.points[(place.stretch + 1) % n].id, place.at);
    return changed;
}

}  // namespace

const OutlinePoint* find_point(const Outline& outline, std::uint32_t id) {
    if (id == 0) return nullptr;
    if (const auto found = std::ranges::find(outline.points, id, &OutlinePoint::id); found != outline.points.end()) return &*found;
    for (const FreeArea& area : outline.areas)
        if (const auto found = std::ranges::find(area.points, id, &OutlinePoint::id); found != area.points.end()) return &*found;
    return nullptr;
}

Result<Outline> with_points_at(const Head& head, const Symmetry& symmetry, const Outline& outline,
                               std::span<const PointPlace> places) {
    Outline moved = outline;
    Mover mover(head, symmetry, moved);
    for (const PointPlace& wanted : places) {
        OutlinePoint* point = mover.find(wanted.id);
        if (!point) return no_point(wanted.id);
        if (!is_on_head(head, wanted.at) || !is_on_head(head, point->at))
            return fail(ErrorCode::InvalidInput, fmt::format("Point {} cannot move to a place that is not on this head.", wanted.id));
        mover.move(*point, wanted.at);
    }
    return moved;
}

Result<Outline> move_outline_point(const Head& head, const Symmetry& symmetry, const Outline& outline, std::uint32_t id,
                                   const SurfacePoint& target) {
    if (const auto part = lock_on(outline, id)) return is_locked(*part);
    const PointPlace place{id, target};
    return with_points_at(head, symmetry, outline, {&place, 1});
}

Result<Outline> insert_outline_point(const Head& head, const Symmetry& symmetry, const Outline& outline,
                                     const OutlineResult& drawn, const SurfacePoint& at) {
    constexpr float kFarthest_mm = 15.0f;
    if (!is_on_head(head, at)) return fail(ErrorCode::InvalidInput, "A new point must lie on the head.");
    const glm::vec3 p = head.measuring.position(at);
    LinePlace nearest;
    if (drawn.stretches.size() == outline.points.size()) seek_nearest(drawn.stretches, p, nearest);
    const FreeArea* area = nullptr;
    for (std::size_t a = 0; a < std::min(drawn.areas.size(), outline.areas.size()); ++a) {
        if (drawn.areas[a].stretches.size() != outline.areas[a].points.size()) continue;
        LinePlace place;
        seek_nearest(drawn.areas[a].stretches, p, place);
        if (place.gap_mm < nearest.gap_mm) nearest = place, area = &outline.areas[a];
    }
    if (nearest.gap_mm > kFarthest_mm)
        return fail(ErrorCode::NotFound, fmt::format("No line passes within {:.0f} mm of this place.", kFarthest_mm));
    if (!area) return inserted_in_outline(head, symmetry, outline, nearest);
    Outline changed = outline;
    std::vector<OutlinePoint>& points = changed.areas[static_cast<std::size_t>(area - outline.areas.data())].points;
    points.insert(points.begin() + static_cast<std::ptrdiff_t>(nearest.stretch) + 1, {changed.next_id++, nearest.at});
    return changed;
}

Result<Outline> remove_outline_point(const Outline& outline, std::uint32_t id) {
    Outline changed = outline;
    std::vector<OutlinePoint>* loop = loop_of(changed, id);
    if (!loop) return no_point(id);
    if (const auto part = lock_on(outline, id)) return is_locked(*part);
    const std::uint32_t twin = outline.mirror ? find_point(outline, id)->twin : 0;
    if (twin != 0 && twin != id && loop == &changed.points) mirror_joined_part(changed, id, twin);
    std::erase_if(*loop, [&](const OutlinePoint& p) { return p.id == id || (twin != 0 && p.id == twin); });
    for (OutlinePoint& p : *loop)
        if (p.twin == id) p.twin = 0;
    if (loop->size() < 3)
        return fail(ErrorCode::InvalidInput, loop == &changed.points ? "An outline needs at least 3 points." : "An area needs at least 3 points; delete the area instead.");
    if (loop != &changed.points) return changed;
    for (const OutlinePoint& gone : outline.points)
        if (std::ranges::find(changed.points, gone.part, &OutlinePoint::part) == changed.points.end())
            return fail(ErrorCode::InvalidInput, fmt::format("This is the last point of {} and must stay.", plain_name(gone.part)));
    return changed;
}

Result<Outline> with_corner(const Outline& outline, std::uint32_t id, bool is_corner) {
    Outline changed = outline;
    OutlinePoint* point = point_of(changed, id);
    if (!point) return no_point(id);
    if (const auto part = lock_on(outline, id)) return is_locked(*part);
    point->is_corner = is_corner;
    if (outline.mirror && point->twin != 0)
        if (OutlinePoint* twin = point_of(changed, point->twin)) twin->is_corner = is_corner;
    return changed;
}

}  // namespace trichion
