// A matte solid on the head, such as a printed guide.
#pragma once

#include "core/geometry/mesh.h"
#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/frame.h"

#include <glm/glm.hpp>
#include <span>

namespace trichion {

class SolidPass {
public:
    static Result<SolidPass> create();

    /// An empty mesh for none. Edges sharper than about 40 degrees stay sharp.
    /// @param colours  sRGB by vertex of the mesh; none: the white of printed plastic.
    /// @return the number of uploads.
    int set(const Mesh& solid, std::span<const glm::vec3> colours);
    /// With depth: what lies behind it is hidden. First the soft shadow that it casts on the skin close by.
    /// @param surface  the skin's words, SkinPass::draw_surface.
    void draw(const Frame& frame, const gl::Texture& surface);

    void reload() { program_.reload(); }

private:
    explicit SolidPass(gl::Program program);
    void draw_shadow(const Frame& frame, const gl::Texture& surface);

    gl::Program program_;
    gl::VertexArray array_;
    gl::Buffer vertices_;
    GLsizei count_ = 0;
};

}  // namespace trichion
