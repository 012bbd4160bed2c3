// Pictures as textures.
#pragma once

#include "core/base/image.h"
#include "renderer/gl/objects.h"

namespace trichion::gl {

/// Colour: sRGB, read as linear light. Number: read as it is.
enum class Meaning { Colour, Number };

/// Filters of the texture bound to the active unit; edges clamp.
void set_sampling(GLint smaller, GLint larger);

/// Fills a texture with a picture (turned, since OpenGL's first row is at the bottom) and its smaller copies.
void fill_texture(const Texture& texture, const Image& picture, Meaning meaning);

}  // namespace trichion::gl
