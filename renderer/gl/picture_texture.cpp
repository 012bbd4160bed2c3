// Uploading pictures.
#include "renderer/gl/picture_texture.h"

#include <cstring>
#include <vector>

namespace trichion::gl {

void set_sampling(GLint smaller, GLint larger) {
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, smaller);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, larger);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, GL_CLAMP_TO_EDGE);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, GL_CLAMP_TO_EDGE);
}

void fill_texture(const Texture& texture, const Image& picture, Meaning meaning) {
    const std::size_t row = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.channels);
    std::vector<std::uint8_t> turned(picture.pixels.size());
    for (int y = 0; y < picture.height; ++y)
        std::memcpy(turned.data() + static_cast<std::size_t>(picture.height - 1 - y) * row, picture.at(0, y), row);

    const bool is_colour = meaning == Meaning::Colour;
    GLint stored = GL_R8;
    GLenum given = GL_RED;
    if (picture.channels == 3) stored = is_colour ? GL_SRGB8 : GL_RGB8, given = GL_RGB;
    if (picture.channels == 4) stored = is_colour ? GL_SRGB8_ALPHA8 : GL_RGBA8, given = GL_RGBA;

    bind(0, texture);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    glTexImage2D(GL_TEXTURE_2D, 0, stored, picture.width, picture.height, 0, given, GL_UNSIGNED_BYTE,
                 turned.data());
    glGenerateMipmap(GL_TEXTURE_2D);
    set_sampling(GL_LINEAR_MIPMAP_LINEAR, GL_LINEAR);
}

}  // namespace trichion::gl
