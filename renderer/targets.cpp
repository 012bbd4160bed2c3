// Making framebuffers.
#include "renderer/targets.h"

#include "renderer/gl/picture_texture.h"

namespace trichion {
namespace {

void make_texture(const gl::Texture& texture, GLint stored, GLenum given, GLenum type, const glm::ivec2& size,
                  GLint filter) {
    gl::bind(0, texture);
    glTexImage2D(GL_TEXTURE_2D, 0, stored, size.x, size.y, 0, given, type, nullptr);
    gl::set_sampling(filter, filter);
}

void attach(const gl::Framebuffer& target, GLenum place, const gl::Texture& texture) {
    glBindFramebuffer(GL_FRAMEBUFFER, target.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, place, GL_TEXTURE_2D, texture.name(), 0);
}

}  // namespace

Targets::Targets(const glm::ivec2& size) : size_px(size) {
    // Half floats: 8 bits would round away the half per cent that a dot takes from its pixels from afar.
    make_texture(surface_words, GL_RGBA32UI, GL_RGBA_INTEGER, GL_UNSIGNED_INT, size, GL_NEAREST);
    make_texture(skin_colour, GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, size, GL_LINEAR);
    make_texture(mean_colour, GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, size, GL_NEAREST);
    make_texture(darkening_colour, GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, size, GL_NEAREST);
    make_texture(depth, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, size, GL_NEAREST);
    make_texture(finished_colour, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, size, GL_LINEAR);
    attach(surface, GL_COLOR_ATTACHMENT0, surface_words);
    attach(skin, GL_COLOR_ATTACHMENT0, skin_colour);
    attach(mean, GL_COLOR_ATTACHMENT0, mean_colour);
    attach(darkening, GL_COLOR_ATTACHMENT0, darkening_colour);
    attach(finished, GL_COLOR_ATTACHMENT0, finished_colour);
    for (const gl::Framebuffer* target : {&surface, &skin, &darkening})
        attach(*target, GL_DEPTH_ATTACHMENT, depth);
}

FinishedTarget::FinishedTarget(const glm::ivec2& size) : size_px(size) {
    make_texture(colour, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, size, GL_LINEAR);
    attach(finished, GL_COLOR_ATTACHMENT0, colour);
}

}  // namespace trichion
