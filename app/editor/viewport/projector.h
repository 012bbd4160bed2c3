// From the head to pixels and back: plain numbers, so that tools can be tested without a window.
#pragma once

#include "core/geometry/surface.h"
#include "renderer/scene.h"

#include <glm/glm.hpp>
#include <optional>

namespace trichion {

class Projector {
public:
    Projector() = default;
    /// @param corner_px, size_px  the viewport in window pixels.
    Projector(const Camera& camera, const glm::vec2& corner_px, const glm::vec2& size_px);

    /// Window pixel of a place; nothing when it lies behind the camera.
    std::optional<glm::vec2> pixel(const glm::vec3& place_mm) const;
    Ray ray(const glm::vec2& pixel) const;
    /// Millimetres that one pixel covers at the depth of a place.
    float mm_per_px(const glm::vec3& place_mm) const;
    const glm::vec3& eye_mm() const { return eye_mm_; }
    /// Unit directions in space that run to the right and up on the screen.
    glm::vec3 right() const { return {view_[0][0], view_[1][0], view_[2][0]}; }
    glm::vec3 up() const { return {view_[0][1], view_[1][1], view_[2][1]}; }
    /// Whether nothing of the surface stands before this place on it.
    bool sees(const Surface& surface, const glm::vec3& place_mm, const glm::vec3& normal) const;

private:
    glm::vec2 corner_px_{0.0f}, size_px_{1.0f};
    glm::mat4 view_{1.0f}, view_projection_{1.0f}, inverse_{1.0f};
    glm::vec3 eye_mm_{0.0f};
    float mm_per_px_at_1_mm_ = 0.001f;
};

}  // namespace trichion
