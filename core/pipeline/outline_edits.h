// Edits of the outline by hand: pure functions from one outline to the next. Locked parts never move, twins follow while
// the outline mirrors, points of the midline stay on it, and nothing is put where no hairline can run (eyes, mouth, ears,
// neck): it is held at the last place on the way there.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/outline_stage.h"

#include <span>

namespace trichion {

struct PointPlace {
    std::uint32_t id = 0;
    SurfacePoint at;
};
/// Puts points at places: the one way by which every edit, tool and control moves points.
/// @error NotFound  no point has one of these ids. InvalidInput  a place is not on this head.
Result<Outline> with_points_at(const Head& head, const Symmetry& symmetry, const Outline& outline,
                               std::span<const PointPlace> places);

/// Moves a point to `target`, and its twin.
/// @error as with_points_at. InvalidInput  the point's part is locked: says how to unlock it.
Result<Outline> move_outline_point(const Head& head, const Symmetry& symmetry, const Outline& outline, std::uint32_t id,
                                   const SurfacePoint& target);

/// Adds a smooth point where the line (or a free area's edge) passes nearest to `at`, and its twin. The line keeps its
/// course there but for its new freedom.
/// @param drawn  the drawn outline: trace_outline(head, outline).
/// @error NotFound  the line is farther than 15 mm from `at`.
Result<Outline> insert_outline_point(const Head& head, const Symmetry& symmetry, const Outline& outline,
                                     const OutlineResult& drawn, const SurfacePoint& at);

/// Takes a point away, and its twin.
/// @error NotFound      no point has this id.
/// @error InvalidInput  a named part would lose its last point, or an area would have fewer than 3.
Result<Outline> remove_outline_point(const Outline& outline, std::uint32_t id);

/// Makes a point a corner or smooth, and its twin. @error NotFound.
Result<Outline> with_corner(const Outline& outline, std::uint32_t id, bool is_corner);

/// The point of this id, of the outline or a free area; null when there is none.
const OutlinePoint* find_point(const Outline& outline, std::uint32_t id);

}  // namespace trichion
