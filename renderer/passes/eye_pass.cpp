// Placing, uploading and drawing eyes.
#include "renderer/passes/eye_pass.h"

#include "renderer/gl/picture_texture.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace trichion {
namespace {

struct EyeVertex {
    glm::vec3 position;
    glm::vec3 normal;
    glm::vec2 uv;
    glm::vec3 own;
};

std::vector<glm::vec3> vertex_normals(const EyeballGeometry& ball) {
    std::vector<glm::vec3> normals(ball.positions.size(), glm::vec3(0.0f));
    for (const auto& t : ball.triangles) {
        const glm::vec3 n =
            glm::cross(ball.positions[t.y] - ball.positions[t.x], ball.positions[t.z] - ball.positions[t.x]);
        for (int e = 0; e < 3; ++e) normals[t[e]] += n;
    }
    for (std::size_t i = 0; i < normals.size(); ++i) {
        const float length = glm::length(normals[i]);
        normals[i] = length > 1e-12f ? normals[i] / length : glm::normalize(ball.positions[i]);
    }
    return normals;
}

}  // namespace

Result<EyePass> EyePass::create() {
    auto eye = gl::Program::build("eye.vert", "eye.frag");
    if (!eye) return tl::unexpected(eye.error());
    auto lash = gl::Program::build("lash.vert", "lash.frag");
    if (!lash) return tl::unexpected(lash.error());
    return EyePass(std::move(*eye), std::move(*lash));
}

EyePass::EyePass(gl::Program eye, gl::Program lash) : eye_(std::move(eye)), lash_(std::move(lash)) {}

int EyePass::set_eyes(std::span<const EyeGeometry> eyes, const EyeballGeometry& ball) {
    eye_index_count_ = 0;
    if (eyes.empty() || ball.triangles.empty() || ball.picture == nullptr) return 0;
    const auto normals = vertex_normals(ball);
    std::vector<EyeVertex> vertices;
    std::vector<glm::uvec3> triangles;
    for (const auto& eye : eyes) {
        const glm::vec3 z = glm::normalize(eye.gaze);
        const glm::vec3 x = glm::normalize(glm::cross(glm::vec3(0.0f, 1.0f, 0.0f), z));
        const glm::mat3 turn(x, glm::cross(z, x), z);
        const auto first = static_cast<std::uint32_t>(vertices.size());
        for (std::size_t i = 0; i < ball.positions.size(); ++i)
            vertices.push_back({eye.centre_mm + eye.radius_mm * (turn * ball.positions[i]), turn * normals[i],
                                ball.uvs[i], glm::normalize(ball.positions[i])});
        for (const auto& t : ball.triangles) triangles.push_back(t + first);
    }
    glBindVertexArray(eye_array_.name());
    gl::fill<EyeVertex>(GL_ARRAY_BUFFER, eye_vertices_, vertices);
    constexpr GLsizei kStride = sizeof(EyeVertex);
    gl::enable({.location = 0, .stride = kStride});
    gl::enable({.location = 1, .stride = kStride, .offset = offsetof(EyeVertex, normal)});
    gl::enable({.location = 2, .components = 2, .stride = kStride, .offset = offsetof(EyeVertex, uv)});
    gl::enable({.location = 3, .stride = kStride, .offset = offsetof(EyeVertex, own)});
    gl::fill<glm::uvec3>(GL_ELEMENT_ARRAY_BUFFER, eye_triangles_, triangles);
    glBindVertexArray(0);
    gl::fill_texture(picture_, *ball.picture, gl::Meaning::Colour);
    eye_index_count_ = static_cast<GLsizei>(triangles.size() * 3);
    return 3;
}

int EyePass::set_lashes(const Mesh& blades) {
    lash_index_count_ = static_cast<GLsizei>(blades.triangles.size() * 3);
    if (lash_index_count_ == 0) return 0;
    glBindVertexArray(lash_array_.name());
    gl::fill<glm::vec3>(GL_ARRAY_BUFFER, lash_vertices_, blades.positions);
    gl::enable({.location = 0});
    gl::fill<glm::uvec3>(GL_ELEMENT_ARRAY_BUFFER, lash_triangles_, blades.triangles);
    glBindVertexArray(0);
    return 2;
}

void EyePass::draw_eyes(const Frame& frame) {
    if (eye_index_count_ == 0) return;
    eye_.use();
    set_frame(eye_, frame);
    eye_.set("u_picture", 0);
    gl::bind(0, picture_);
    glBindVertexArray(eye_array_.name());
    glDrawElements(GL_TRIANGLES, eye_index_count_, GL_UNSIGNED_INT, nullptr);
}

void EyePass::draw_lashes(const Frame& frame, const SkinLook& look) {
    if (lash_index_count_ == 0) return;
    // A blade is about 0.1 mm wide: from afar it covers only a share of its pixels, but four samples see it whole
    // or not at all, so it is thinned by hand.
    const float opacity = std::clamp(0.30f / frame.mm_per_px, 0.35f, 0.9f);
    glEnable(GL_BLEND);
    glBlendFunc(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
    glDepthMask(GL_FALSE);
    lash_.use();
    set_frame(lash_, frame);
    lash_.set("u_colour", 0.5f * look.brow_linear);
    lash_.set("u_opacity", opacity);
    glBindVertexArray(lash_array_.name());
    glDrawElements(GL_TRIANGLES, lash_index_count_, GL_UNSIGNED_INT, nullptr);
    glDepthMask(GL_TRUE);
    glDisable(GL_BLEND);
}

void EyePass::reload() {
    eye_.reload();
    lash_.reload();
}

}  // namespace trichion
