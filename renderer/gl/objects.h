// OpenGL objects that delete themselves.
#pragma once

#include <glad/gl.h>
#include <glm/glm.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>

namespace trichion::gl {

/// Owns one OpenGL name; 0 is none. Traits give `make()` and `drop(name)`.
template <class Traits>
class Object {
public:
    Object() : name_(Traits::make()) {}
    ~Object() {
        if (name_ != 0) Traits::drop(name_);
    }
    Object(Object&& other) noexcept : name_(std::exchange(other.name_, 0)) {}
    Object& operator=(Object&& other) noexcept {
        std::swap(name_, other.name_);
        return *this;
    }
    Object(const Object&) = delete;
    Object& operator=(const Object&) = delete;

    GLuint name() const { return name_; }

private:
    GLuint name_;
};

struct BufferTraits {
    static GLuint make() {
        GLuint n = 0;
        glGenBuffers(1, &n);
        return n;
    }
    static void drop(GLuint n) { glDeleteBuffers(1, &n); }
};
struct VertexArrayTraits {
    static GLuint make() {
        GLuint n = 0;
        glGenVertexArrays(1, &n);
        return n;
    }
    static void drop(GLuint n) { glDeleteVertexArrays(1, &n); }
};
struct TextureTraits {
    static GLuint make() {
        GLuint n = 0;
        glGenTextures(1, &n);
        return n;
    }
    static void drop(GLuint n) { glDeleteTextures(1, &n); }
};
struct FramebufferTraits {
    static GLuint make() {
        GLuint n = 0;
        glGenFramebuffers(1, &n);
        return n;
    }
    static void drop(GLuint n) { glDeleteFramebuffers(1, &n); }
};
struct RenderbufferTraits {
    static GLuint make() {
        GLuint n = 0;
        glGenRenderbuffers(1, &n);
        return n;
    }
    static void drop(GLuint n) { glDeleteRenderbuffers(1, &n); }
};

using Buffer = Object<BufferTraits>;
using VertexArray = Object<VertexArrayTraits>;
using Texture = Object<TextureTraits>;
using Framebuffer = Object<FramebufferTraits>;
using Renderbuffer = Object<RenderbufferTraits>;

/// Replaces a buffer's content.
template <class T>
void fill(GLenum target, const Buffer& buffer, std::span<const T> data, GLenum usage = GL_STATIC_DRAW) {
    glBindBuffer(target, buffer.name());
    glBufferData(target, static_cast<GLsizeiptr>(data.size_bytes()), data.data(), usage);
}

/// Describes one float attribute of the bound vertex array, read from the buffer bound to GL_ARRAY_BUFFER.
struct Attribute {
    GLuint location = 0;
    GLint components = 3;
    GLenum type = GL_FLOAT;
    GLboolean normalized = GL_FALSE;
    GLsizei stride = 0;
    std::size_t offset = 0;
    GLuint divisor = 0;
};
inline void enable(const Attribute& a) {
    glEnableVertexAttribArray(a.location);
    glVertexAttribPointer(a.location, a.components, a.type, a.normalized, a.stride,
                          reinterpret_cast<const void*>(a.offset));
    glVertexAttribDivisor(a.location, a.divisor);
}

/// Binds a texture to a unit.
inline void bind(int unit, const Texture& texture, GLenum kind = GL_TEXTURE_2D) {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(kind, texture.name());
}

}  // namespace trichion::gl
