// Corner normals, shadow and solid.
#include "renderer/passes/solid_pass.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <utility>
#include <vector>

namespace trichion {
namespace {

struct SolidVertex {
    glm::vec3 position;
    glm::vec3 normal;
    glm::vec3 colour;  // sRGB
};
constexpr glm::vec3 kPlastic(0.810f, 0.815f, 0.805f);  // sRGB; a matte white that is no skin's colour and lets the line be seen
constexpr float kShadows_mm[] = {0.4f, 0.9f, 1.5f, 2.3f, 3.2f};  // away from the light, each a fifth of the whole
constexpr float kShadowDepth = 0.10f;
constexpr float kBeforeSkin_mm = 2.5f;  // a shadow on skin that slants towards the light is not buried by it

/// Three vertices for each triangle. A corner's normal is the mean of those triangles round its vertex that lie about as its
/// own does.
std::vector<SolidVertex> corners_of(const Mesh& solid, std::span<const glm::vec3> colours) {
    constexpr float kSmoothFrom = 0.77f;  // cosine
    const std::size_t count = solid.triangles.size();
    std::vector<glm::vec3> facing(count);
    std::vector<std::uint32_t> starts(solid.positions.size() + 1, 0), around(3 * count);
    for (std::size_t t = 0; t < count; ++t) {
        const glm::uvec3& c = solid.triangles[t];
        facing[t] = glm::cross(solid.positions[c.y] - solid.positions[c.x], solid.positions[c.z] - solid.positions[c.x]);
        for (int k = 0; k < 3; ++k) ++starts[c[k] + 1];
    }
    for (std::size_t v = 1; v < starts.size(); ++v) starts[v] += starts[v - 1];
    std::vector<std::uint32_t> next(starts.begin(), starts.end() - 1);
    for (std::size_t t = 0; t < count; ++t)
        for (int k = 0; k < 3; ++k) around[next[solid.triangles[t][k]]++] = static_cast<std::uint32_t>(t);
    std::vector<SolidVertex> corners;
    corners.reserve(3 * count);
    for (std::size_t t = 0; t < count; ++t)
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t v = solid.triangles[t][k];
            const float own = glm::length(facing[t]);
            glm::vec3 sum(0.0f);
            for (std::uint32_t i = starts[v]; i < starts[v + 1]; ++i)
                if (glm::dot(facing[around[i]], facing[t]) >= kSmoothFrom * own * glm::length(facing[around[i]])) sum += facing[around[i]];
            const float length = glm::length(sum);
            corners.push_back({solid.positions[v], length > 0.0f ? sum / length : glm::vec3(0.0f, 0.0f, 1.0f), colours.empty() ? kPlastic : colours[v]});
        }
    return corners;
}

}  // namespace

Result<SolidPass> SolidPass::create() {
    auto program = gl::Program::build("solid.vert", "solid.frag");
    if (!program) return tl::unexpected(program.error());
    return SolidPass(std::move(*program));
}

SolidPass::SolidPass(gl::Program program) : program_(std::move(program)) {}

int SolidPass::set(const Mesh& solid, std::span<const glm::vec3> colours) {
    count_ = static_cast<GLsizei>(3 * solid.triangles.size());
    if (count_ == 0) return 0;
    glBindVertexArray(array_.name());
    gl::fill<SolidVertex>(GL_ARRAY_BUFFER, vertices_, corners_of(solid, colours));
    constexpr GLsizei kStride = sizeof(SolidVertex);
    gl::enable({.location = 0, .stride = kStride});
    gl::enable({.location = 1, .stride = kStride, .offset = offsetof(SolidVertex, normal)});
    gl::enable({.location = 2, .stride = kStride, .offset = offsetof(SolidVertex, colour)});
    glBindVertexArray(0);
    return 1;
}

void SolidPass::draw_shadow(const Frame& frame, const gl::Texture& surface) {
    program_.set("u_surface", 0);
    gl::bind(0, surface);
    program_.set("u_darkens", kShadowDepth);
    glEnable(GL_BLEND);
    glBlendFuncSeparate(GL_ZERO, GL_ONE_MINUS_SRC_ALPHA, GL_ZERO, GL_ONE);
    glDepthMask(GL_FALSE);
    const glm::vec2 away = -glm::vec2(frame.key) / std::max(0.1f, glm::length(glm::vec2(frame.key)));
    for (const float way : kShadows_mm) {
        program_.set("u_shift", glm::vec3(way * away, kBeforeSkin_mm));
        glDrawArrays(GL_TRIANGLES, 0, count_);
    }
    glDepthMask(GL_TRUE);
    glDisable(GL_BLEND);
    program_.set("u_darkens", 0.0f);
    program_.set("u_shift", glm::vec3(0.0f));
}

void SolidPass::draw(const Frame& frame, const gl::Texture& surface) {
    if (count_ == 0) return;
    program_.use();
    set_frame(program_, frame);
    glBindVertexArray(array_.name());
    draw_shadow(frame, surface);
    glDrawArrays(GL_TRIANGLES, 0, count_);
}

}  // namespace trichion
