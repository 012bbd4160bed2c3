// Widening lines and drawing them in two tones.
#include "renderer/passes/line_pass.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace trichion {
namespace {

struct LineVertex {
    glm::vec3 position;
    glm::vec3 before;
    glm::vec3 after;
    glm::vec3 normal;
    glm::vec2 arc_side;
};

}  // namespace

Result<LinePass> LinePass::create() {
    auto program = gl::Program::build("line.vert", "line.frag");
    if (!program) return tl::unexpected(program.error());
    return LinePass(std::move(*program));
}

LinePass::LinePass(gl::Program program) : program_(std::move(program)) {}

void LinePass::upload(std::span<const SkinLine> lines) {
    std::vector<LineVertex> vertices;
    starts_.assign(1, 0);
    for (const auto& line : lines) {
        const auto& p = line.positions_mm;
        const bool is_closed = p.size() > 2 && glm::distance(p.front(), p.back()) < 1e-3f;
        float arc = 0.0f;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const glm::vec3 before = i > 0 ? p[i - 1] : (is_closed ? p[p.size() - 2] : p[i]);
            const glm::vec3 after = i + 1 < p.size() ? p[i + 1] : (is_closed ? p[1] : p[i]);
            if (i > 0) arc += glm::distance(p[i], before);
            const glm::vec3 normal = i < line.normals.size() ? line.normals[i] : glm::vec3(0.0f);
            for (const float side : {-1.0f, 1.0f}) vertices.push_back({p[i], before, after, normal, {arc, side}});
        }
        starts_.push_back(static_cast<GLint>(vertices.size()));
    }
    glBindVertexArray(array_.name());
    gl::fill<LineVertex>(GL_ARRAY_BUFFER, vertices_, vertices, GL_DYNAMIC_DRAW);
    constexpr GLsizei kStride = sizeof(LineVertex);
    gl::enable({.location = 0, .stride = kStride});
    gl::enable({.location = 1, .stride = kStride, .offset = offsetof(LineVertex, before)});
    gl::enable({.location = 2, .stride = kStride, .offset = offsetof(LineVertex, after)});
    gl::enable({.location = 3, .stride = kStride, .offset = offsetof(LineVertex, normal)});
    gl::enable({.location = 4, .components = 2, .stride = kStride, .offset = offsetof(LineVertex, arc_side)});
    uploaded_.assign(lines.begin(), lines.end());
}

int LinePass::draw(const Frame& frame, std::span<const SkinLine> lines, float pixel_ratio,
                   const gl::Texture& depth) {
    if (lines.empty()) return 0;
    const bool is_new = !std::ranges::equal(lines, uploaded_);
    if (is_new) upload(lines);

    glDisable(GL_DEPTH_TEST);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA, GL_ONE, GL_ONE);
    program_.use();
    set_frame(program_, frame);
    program_.set("u_depth", 0);
    program_.set("u_depth_range", frame.depth_range_mm);
    gl::bind(0, depth);
    glBindVertexArray(array_.name());
    for (std::size_t k = 0; k < lines.size(); ++k) {
        const auto& line = lines[k];
        const GLsizei count = starts_[k + 1] - starts_[k];
        if (count < 4) continue;
        program_.set("u_dash_mm", line.dash_mm);
        if (line.halo_px > 0.0f && line.halo.w > 0.0f) {
            program_.set("u_half_px", (0.5f * line.width_px + line.halo_px) * pixel_ratio);
            program_.set("u_colour", line.halo);
            glDrawArrays(GL_TRIANGLE_STRIP, starts_[k], count);
        }
        program_.set("u_half_px", 0.5f * line.width_px * pixel_ratio);
        program_.set("u_colour", line.colour);
        glDrawArrays(GL_TRIANGLE_STRIP, starts_[k], count);
    }
    glBindVertexArray(0);
    glDisable(GL_BLEND);
    return is_new ? 1 : 0;
}

}  // namespace trichion
