// Projection and its inverse.
#include "app/editor/viewport/projector.h"

#include <cmath>

namespace trichion {
namespace {

// A place on a curved, triangulated skin may lie this far below what the ray meets first.
constexpr float kSkinSlack_mm = 2.0f;

}  // namespace

Projector::Projector(const Camera& camera, const glm::vec2& corner_px, const glm::vec2& size_px)
    : corner_px_(corner_px), size_px_(glm::max(size_px, glm::vec2(1.0f))) {
    view_ = camera.view();
    view_projection_ = camera.projection(size_px_.x / size_px_.y) * view_;
    inverse_ = glm::inverse(view_projection_);
    eye_mm_ = camera.position_mm();
    mm_per_px_at_1_mm_ = 2.0f * std::tan(0.5f * camera.field_of_view_rad) / size_px_.y;
}

std::optional<glm::vec2> Projector::pixel(const glm::vec3& place_mm) const {
    const glm::vec4 clip = view_projection_ * glm::vec4(place_mm, 1.0f);
    if (clip.w <= 1e-6f) return std::nullopt;
    const glm::vec2 unit(clip.x / clip.w, -clip.y / clip.w);
    return corner_px_ + (unit * 0.5f + 0.5f) * size_px_;
}

Ray Projector::ray(const glm::vec2& pixel) const {
    const glm::vec2 unit = ((pixel - corner_px_) / size_px_) * 2.0f - 1.0f;
    const glm::vec4 near = inverse_ * glm::vec4(unit.x, -unit.y, -1.0f, 1.0f);
    const glm::vec4 far = inverse_ * glm::vec4(unit.x, -unit.y, 1.0f, 1.0f);
    const glm::vec3 from = glm::vec3(near) / near.w;
    return {from, glm::normalize(glm::vec3(far) / far.w - from)};
}

float Projector::mm_per_px(const glm::vec3& place_mm) const {
    const float depth = -(view_ * glm::vec4(place_mm, 1.0f)).z;
    return std::max(depth, 1.0f) * mm_per_px_at_1_mm_;
}

bool Projector::sees(const Surface& surface, const glm::vec3& place_mm, const glm::vec3& normal) const {
    const glm::vec3 way = place_mm - eye_mm_;
    const float distance = glm::length(way);
    if (distance <= 0.0f || glm::dot(normal, way) > 0.05f * distance) return false;
    const auto hit = surface.hit({eye_mm_, way / distance});
    return !hit || hit->distance_mm > distance - kSkinSlack_mm;
}

}  // namespace trichion
