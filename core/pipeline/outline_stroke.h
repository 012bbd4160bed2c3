// Draw over: a freehand stroke on the skin replaces that stretch of the outline.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/outline_stage.h"

#include <span>

namespace trichion {

/// How near the new line passes to the stroke, and how near the stroke must begin and end to the line.
inline constexpr float kStrokeFit_mm = 0.5f;
inline constexpr float kStrokeReach_mm = 30.0f;
/// The least distance of a new point from any other, and from its own mirror image.
inline constexpr float kPointsApart_mm = 5.0f;

/// Replaces the stretch of the outline beside a stroke by few points through which the line passes within kStrokeFit_mm
/// of the stroke, but for bends tighter than points kPointsApart_mm apart can follow. Of the stroke the tremble of the
/// hand and hooks at its ends are left out. On the last kPointsApart_mm at both ends it runs into the line
/// that stays. Points where a part begins and points of the midline go to the nearest place of the stroke, so every part
/// stays; while the outline mirrors, the stroke's longer side counts and the other follows.
/// @param drawn   trace_outline(head, outline).
/// @param stroke  places on the skin in the order drawn, in either direction.
/// @error InvalidInput  the stroke is shorter than 5 mm, begins or ends too far from the line, or runs over a locked part.
/// @cost  some drawings of the line: for the end of a stroke, not for each move of the hand.
Result<Outline> draw_over(const Head& head, const Symmetry& symmetry, const Outline& outline, const OutlineResult& drawn,
                          std::span<const SurfacePoint> stroke);

}  // namespace trichion
