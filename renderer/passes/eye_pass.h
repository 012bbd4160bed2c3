// Eyeballs and lashes.
#pragma once

#include "core/geometry/mesh.h"
#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/frame.h"
#include "renderer/scene.h"

#include <span>

namespace trichion {

class EyePass {
public:
    static Result<EyePass> create();

    /// @return the number of uploads.
    int set_eyes(std::span<const EyeGeometry> eyes, const EyeballGeometry& eyeball);
    int set_lashes(const Mesh& blades);

    void draw_eyes(const Frame& frame);
    /// Over everything else: lashes are half transparent from afar.
    void draw_lashes(const Frame& frame, const SkinLook& look);

    void reload();

private:
    EyePass(gl::Program eye, gl::Program lash);

    gl::Program eye_;
    gl::Program lash_;
    gl::VertexArray eye_array_;
    gl::Buffer eye_vertices_;
    gl::Buffer eye_triangles_;
    gl::Texture picture_;
    gl::VertexArray lash_array_;
    gl::Buffer lash_vertices_;
    gl::Buffer lash_triangles_;
    GLsizei eye_index_count_ = 0;
    GLsizei lash_index_count_ = 0;
};

}  // namespace trichion
