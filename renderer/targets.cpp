// Making framebuffers.
#include "renderer/targets.h"

#include "renderer/gl/picture_texture.h"

namespace trichion {
namespace {

void make_texture(const gl::Texture& texture, GLint stored, GLenum given, GLenum type, const glm::ivec2& size, GLint filter) {
    gl::bind(0, texture);
    glTexImage2D(GL_TEXTURE_2D, 0, stored, size.x, size.y, 0, given, type, nullptr);
    gl::set_sampling(filter, filter);
}

void attach(const gl::Framebuffer& target, GLenum place, const gl::Texture& texture) {
    glBindFramebuffer(GL_FRAMEBUFFER, target.name());
    glFramebufferTexture2D(GL_FRAMEBUFFER, place, GL_TEXTURE_2D, texture.name(), 0);
}

}  // namespace

Targets::Targets(const glm::ivec2& size, int sample_count) : size_px(size), samples(sample_count) {
    // Half floats: 8 bits would round away the half per cent that a dot takes from its pixels from afar.
    make_texture(skin_colour, GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, size, GL_NEAREST);
    make_texture(darkening_colour, GL_RGBA16F, GL_RGBA, GL_HALF_FLOAT, size, GL_NEAREST);
    make_texture(depth, GL_DEPTH_COMPONENT24, GL_DEPTH_COMPONENT, GL_UNSIGNED_INT, size, GL_NEAREST);
    make_texture(finished_colour, GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, size, GL_LINEAR);
    attach(skin, GL_COLOR_ATTACHMENT0, skin_colour);
    attach(skin, GL_DEPTH_ATTACHMENT, depth);
    attach(darkening, GL_COLOR_ATTACHMENT0, darkening_colour);
    attach(darkening, GL_DEPTH_ATTACHMENT, depth);
    attach(finished, GL_COLOR_ATTACHMENT0, finished_colour);
    if (samples == 0) return;

    glBindRenderbuffer(GL_RENDERBUFFER, sampled_colour.name());
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_RGBA16F, size.x, size.y);
    glBindRenderbuffer(GL_RENDERBUFFER, sampled_depth.name());
    glRenderbufferStorageMultisample(GL_RENDERBUFFER, samples, GL_DEPTH_COMPONENT24, size.x, size.y);
    glBindFramebuffer(GL_FRAMEBUFFER, sampled.name());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_RENDERBUFFER, sampled_colour.name());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, sampled_depth.name());
}

}  // namespace trichion
