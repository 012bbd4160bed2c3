// The pictures that one frame goes through, for one size.
#pragma once

#include "renderer/gl/objects.h"

#include <glm/glm.hpp>

namespace trichion {

/// The surface seen, the skin in light, the mean of several such, the dots' darkening, and the finished picture.
struct Targets {
    explicit Targets(const glm::ivec2& size_px);

    glm::ivec2 size_px;
    gl::Texture depth;  // shared by the surface, the skin and the darkening

    gl::Texture surface_words;  // RGBA32UI: normal, texture place or colour, depth, what was baked
    gl::Framebuffer surface;

    gl::Texture skin_colour;  // linear light as the screen will show it
    gl::Framebuffer skin;

    gl::Texture mean_colour;  // the mean of several samples of skin_colour
    gl::Framebuffer mean;

    gl::Texture darkening_colour;
    gl::Framebuffer darkening;

    gl::Texture finished_colour;  // sRGB values, RGBA8
    gl::Framebuffer finished;
};

/// One more finished picture.
struct FinishedTarget {
    explicit FinishedTarget(const glm::ivec2& size_px);

    glm::ivec2 size_px;
    gl::Texture colour;
    gl::Framebuffer finished;
};

}  // namespace trichion
