// The pictures that one frame goes through, for one size.
#pragma once

#include "renderer/gl/objects.h"

#include <glm/glm.hpp>

namespace trichion {

/// Skin with smooth edges (four samples a pixel), the same resolved, the dots' darkening over its depth, and the
/// finished picture.
struct Targets {
    Targets(const glm::ivec2& size_px, int samples);

    glm::ivec2 size_px;
    int samples;  // 0: the skin is drawn straight into `skin`

    gl::Renderbuffer sampled_colour;
    gl::Renderbuffer sampled_depth;
    gl::Framebuffer sampled;

    gl::Texture skin_colour;      // linear light as the screen will show it
    gl::Texture depth;
    gl::Framebuffer skin;

    gl::Texture darkening_colour;
    gl::Framebuffer darkening;    // shares `depth`

    gl::Texture finished_colour;  // sRGB values, RGBA8
    gl::Framebuffer finished;
};

}  // namespace trichion
