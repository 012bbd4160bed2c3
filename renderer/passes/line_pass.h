// Lines on the skin.
#pragma once

#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/frame.h"
#include "renderer/scene.h"

#include <span>
#include <vector>

namespace trichion {

class LinePass {
public:
    static Result<LinePass> create();

    /// Draws over the bound framebuffer, which holds finished sRGB colours.
    /// @param depth  the skin's depth.
    /// @return the number of uploads: lines go up only when they differ from the last ones.
    int draw(const Frame& frame, std::span<const SkinLine> lines, float pixel_ratio, const gl::Texture& depth);

    void reload() { program_.reload(); }

private:
    explicit LinePass(gl::Program program);
    void upload(std::span<const SkinLine> lines);

    gl::Program program_;
    gl::VertexArray array_;
    gl::Buffer vertices_;
    std::vector<SkinLine> uploaded_;
    std::vector<GLint> starts_;  // first vertex of each line, and the end
};

}  // namespace trichion
