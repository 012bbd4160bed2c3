// How drags, wheel and keys move the camera.
#pragma once

#include "renderer/scene.h"

#include <glm/glm.hpp>

namespace trichion {

/// Turns the camera round its target: a drag over the viewport's height turns by half a circle.
void orbit(Camera& camera, const glm::vec2& drag_px, float viewport_height_px);
/// Moves the target so that it follows the pointer.
void pan(Camera& camera, const glm::vec2& drag_px, float viewport_height_px);
/// Comes nearer (factor below 1) or goes away; keeps `pixel_share` (from the middle, in units of the viewport's
/// height, y up) on the same place.
void zoom(Camera& camera, float factor, const glm::vec2& share_from_middle);

/// Shows the same in the upper part of the picture, above a bar that covers this share of its height.
void leave_room_below(Camera& camera, float share);

/// Keeps what the camera shows inside what `whole` shows, in the plane through its target: no farther away, and moved
/// aside only as far as it is nearer. @param whole  looks the same way.
void keep_inside(Camera& camera, const Camera& whole, float aspect);

inline constexpr float kNearest_mm = 120.0f;
inline constexpr float kFarthest_mm = 2500.0f;

}  // namespace trichion
