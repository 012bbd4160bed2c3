// Brushes: the line under a round brush is pushed or smoothed, most in its middle and not at all at its rim.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/outline_stage.h"

namespace trichion {

/// Pushes the line under the brush along with it, on the skin from `from` to `to`: in the middle as far as the brush
/// goes, by (1 - (d / radius)^2)^2 of that at distance d. Where the line has too few points to follow, points are added
/// about every 7 mm. Edges of free areas move too. Points outside the brush, and locked ones, stay as they are.
/// @param drawn  trace_outline(head, outline).
/// @error InvalidInput  the radius is not above 0, or a place is not on this head.
/// @cost  under 1 ms for a way of a few mm, without the drawing that follows.
Result<Outline> push_outline(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                             const SurfacePoint& from, const SurfacePoint& to, float radius_mm);

/// Takes wiggles out of the line under the brush: each point moves a part of the way to where the cubic through its four
/// neighbours passes, so that an arc stays an arc. Corners, ends of parts and locked points stay. The line's total
/// turning never grows: a move that would make it grow is made smaller, or not at all.
/// @param drawn  trace_outline(head, outline).
/// @error as push_outline.
/// @cost  one drawing of the line under the brush, or a few.
/// @source Interpolation by the cubic through the neighbours is the four-point scheme of N. Dyn, D. Levin and J. Gregory,
///         1987, read as a smoother; the rest is ours.
Result<Outline> smooth_outline(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                               const SurfacePoint& at, float radius_mm);

/// How much the line turns to either side, along the skin: the sum of the angles at places 3 mm apart, radians.
float total_turning_rad(const Surface& surface, const OutlineResult& drawn);

}  // namespace trichion
