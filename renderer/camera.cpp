// The camera's matrices, and the packing of a dot.
#include "renderer/scene.h"

#include <algorithm>
#include <cmath>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/packing.hpp>

namespace trichion {
namespace {

// Room for a head of 400 mm round the target.
constexpr float kReach_mm = 400.0f;

// Straight down (a view from above) keeps the face at the lower edge of the picture.
glm::vec3 up_of(const Camera& camera) {
    const float s = std::sin(camera.pitch_rad);
    return {-std::sin(camera.yaw_rad) * s, std::cos(camera.pitch_rad), -std::cos(camera.yaw_rad) * s};
}

glm::vec2 octahedral(const glm::vec3& n) {
    const glm::vec3 a = glm::abs(n);
    const float sum = std::max(a.x + a.y + a.z, 1e-20f);
    glm::vec2 p(n.x / sum, n.y / sum);
    if (n.z < 0.0f)
        p = glm::vec2((1.0f - std::abs(p.y)) * (p.x < 0.0f ? -1.0f : 1.0f),
                      (1.0f - std::abs(p.x)) * (p.y < 0.0f ? -1.0f : 1.0f));
    return p;
}

}  // namespace

glm::vec3 Camera::position_mm() const {
    const glm::vec3 back(std::sin(yaw_rad) * std::cos(pitch_rad), std::sin(pitch_rad),
                         std::cos(yaw_rad) * std::cos(pitch_rad));
    return target_mm + distance_mm * back;
}

glm::mat4 Camera::view() const {
    return glm::lookAt(position_mm(), target_mm, up_of(*this));
}

glm::mat4 Camera::projection(float aspect) const {
    return glm::perspective(field_of_view_rad, aspect, std::max(distance_mm - kReach_mm, 2.0f),
                            distance_mm + kReach_mm);
}

glm::vec3 Camera::direction_through(const glm::vec2& share, float aspect) const {
    const float half = std::tan(0.5f * field_of_view_rad);
    const glm::vec3 in_view((2.0f * share.x - 1.0f) * half * aspect, (1.0f - 2.0f * share.y) * half, -1.0f);
    return glm::normalize(glm::transpose(glm::mat3(view())) * in_view);
}

glm::vec3 Camera::share_of(const glm::vec3& position, float aspect) const {
    const glm::vec4 in_view = view() * glm::vec4(position, 1.0f);
    const float half = std::tan(0.5f * field_of_view_rad);
    const float depth = std::abs(in_view.z) < 1e-6f ? 1e-6f : -in_view.z;
    return {0.5f + 0.5f * in_view.x / (depth * half * aspect), 0.5f - 0.5f * in_view.y / (depth * half), depth};
}

float Camera::mm_per_px(float height_px) const {
    return 2.0f * distance_mm * std::tan(0.5f * field_of_view_rad) / std::max(height_px, 1.0f);
}

DotInstance pack_dot(const glm::vec3& position_mm, const glm::vec3& normal, float diameter_mm, float shade,
                     std::uint32_t session, float depth, Warns warns) {
    DotInstance dot;
    dot.position_mm = position_mm;
    dot.normal = glm::packSnorm2x16(octahedral(normal));
    dot.diameter = glm::packHalf1x16(diameter_mm);
    dot.shade = glm::packHalf1x16(shade);
    dot.session = static_cast<std::uint8_t>(session);
    dot.warns = static_cast<std::uint8_t>(warns);
    dot.depth = glm::packHalf1x16(depth);
    return dot;
}

glm::vec3 overlay_colour(const SkinOverlay& overlay, float value) {
    const float at = std::clamp(value, 0.0f, 1.0f) * static_cast<float>(overlay.ramp.size() - 1);
    const std::size_t below = std::min(static_cast<std::size_t>(at), overlay.ramp.size() - 2);
    return glm::mix(overlay.ramp[below], overlay.ramp[below + 1], at - static_cast<float>(below));
}

}  // namespace trichion
