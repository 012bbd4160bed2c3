// Camera moves: no inertia, nothing moves that the user does not move.
#include "app/editor/viewport/camera_control.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace trichion {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

struct Axes {
    glm::vec3 right, up;
};

Axes axes_of(const Camera& camera) {
    const glm::mat4 view = camera.view();
    return {{view[0][0], view[1][0], view[2][0]}, {view[0][1], view[1][1], view[2][1]}};
}

}  // namespace

void orbit(Camera& camera, const glm::vec2& drag_px, float viewport_height_px) {
    const float per_px = kPi / std::max(viewport_height_px, 1.0f);
    camera.yaw_rad = std::remainder(camera.yaw_rad - drag_px.x * per_px, 2.0f * kPi);
    camera.pitch_rad = std::clamp(camera.pitch_rad + drag_px.y * per_px, -0.5f * kPi, 0.5f * kPi);
}

void pan(Camera& camera, const glm::vec2& drag_px, float viewport_height_px) {
    const float mm_per_px = 2.0f * camera.distance_mm * std::tan(0.5f * camera.field_of_view_rad) / std::max(viewport_height_px, 1.0f);
    const Axes axes = axes_of(camera);
    camera.target_mm += mm_per_px * (axes.up * drag_px.y - axes.right * drag_px.x);
    const float distance = glm::length(camera.target_mm);
    if (distance > 300.0f) camera.target_mm *= 300.0f / distance;  // the head stays within reach
}

void zoom(Camera& camera, float factor, const glm::vec2& share_from_middle) {
    const float before = camera.distance_mm;
    camera.distance_mm = std::clamp(before * factor, kNearest_mm, kFarthest_mm);
    const float height_mm = 2.0f * std::tan(0.5f * camera.field_of_view_rad);
    const float shift = height_mm * (before - camera.distance_mm);
    const Axes axes = axes_of(camera);
    camera.target_mm += shift * (axes.right * share_from_middle.x + axes.up * share_from_middle.y);
    const float distance = glm::length(camera.target_mm);
    if (distance > 300.0f) camera.target_mm *= 300.0f / distance;
}

void keep_inside(Camera& camera, const Camera& whole, float aspect) {
    const Axes axes = axes_of(whole);
    const glm::vec3 aside = camera.target_mm - whole.target_mm;
    // The same picture, with its target in the plane of the whole one's.
    const float nearer_mm = glm::dot(aside, glm::cross(axes.right, axes.up));
    camera.distance_mm = std::clamp(camera.distance_mm + nearer_mm, std::min(kNearest_mm, whole.distance_mm), whole.distance_mm);
    const float room_mm = std::tan(0.5f * whole.field_of_view_rad) * (whole.distance_mm - camera.distance_mm);
    const float right_mm = std::clamp(glm::dot(aside, axes.right), -room_mm * aspect, room_mm * aspect);
    const float up_mm = std::clamp(glm::dot(aside, axes.up), -room_mm, room_mm);
    camera.target_mm = whole.target_mm + right_mm * axes.right + up_mm * axes.up;
}

void leave_room_below(Camera& camera, float share) {
    camera.distance_mm /= 1.0f - share;
    const float height_mm = 2.0f * camera.distance_mm * std::tan(0.5f * camera.field_of_view_rad);
    camera.target_mm -= axes_of(camera).up * (0.5f * share * height_mm);
}

}  // namespace trichion
