// What all passes of one picture share.
#pragma once

#include "renderer/gl/program.h"
#include "renderer/scene.h"

#include <glm/glm.hpp>

namespace trichion {

struct Frame {
    glm::mat4 view{1.0f};
    glm::mat4 projection{1.0f};
    glm::mat3 turn{1.0f};  // head -> camera directions
    glm::ivec2 size_px{0};
    float mm_per_px_at_1mm = 0.0f;  // what a pixel covers at a depth of 1 mm
    float mm_per_px = 0.0f;         // at the target
    glm::vec2 depth_range_mm{1.0f, 2.0f};
    glm::vec2 half_view{0.0f};        // half the picture at a depth of 1 mm, with the jitter taken out
    glm::vec2 jitter_px{0.0f};        // shift of this sample, for smooth edges by averaging
    glm::vec3 key{0.0f, 0.0f, 1.0f};  // towards the key light, camera space
    glm::mat4 to_shadow{1.0f};        // camera space -> shadow map, 0 to 1
    bool has_shadow = false;
    float redness_from = -1.0f;       // share of the width left of which no fresh redness is drawn
    glm::vec4 hem{0.0f, 1.0f, 0.0f, -1e6f};  // the cut of the neck: unit normal into the head and offset, head mm
};

/// @param jitter_px  moves the picture by a part of a pixel.
Frame make_frame(const Camera& camera, const glm::ivec2& size_px, const glm::vec2& jitter_px = glm::vec2(0.0f));

/// Over this way from the hem the neck, and what it bears, fades into the backdrop.
inline constexpr float kHemFade_mm = 26.0f;

/// Texture unit of the shadow map; passes use 0 to 3 for their own.
inline constexpr int kShadowUnit = 4;

/// The camera's and the studio's uniforms.
void set_frame(const gl::Program& program, const Frame& frame);

}  // namespace trichion
