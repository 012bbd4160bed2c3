// Uploading and drawing skin.
#include "renderer/passes/skin_pass.h"

#include "renderer/gl/picture_texture.h"
#include "renderer/skin_baking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/type_precision.hpp>
#include <utility>

namespace trichion {
namespace {

constexpr int kShadowSide = 256;
constexpr int kOverlayUnit = 5;
constexpr float kNear_mm_per_px = 0.45f;  // from here on pores can be seen

struct SkinVertex {
    glm::vec3 position;
    std::array<std::int16_t, 4> normal;
    glm::vec2 uv;
    std::uint32_t colour;
    std::array<std::uint8_t, 4> baked;  // occlusion, curvature
};

std::int16_t snorm(float v) {
    return static_cast<std::int16_t>(std::clamp(v, -1.0f, 1.0f) * 32767.0f);
}
std::uint8_t unorm(float v) {
    return static_cast<std::uint8_t>(std::clamp(v, 0.0f, 1.0f) * 255.0f + 0.5f);
}

std::vector<SkinVertex> skin_vertices(const SkinGeometry& skin) {
    const auto bends = bending(skin);
    std::vector<SkinVertex> vertices(skin.positions_mm.size());
    for (std::size_t i = 0; i < vertices.size(); ++i) {
        const glm::vec3 n = skin.normals[i];
        vertices[i] = {skin.positions_mm[i],
                       {snorm(n.x), snorm(n.y), snorm(n.z), 0},
                       skin.uvs.empty() ? glm::vec2(0.0f) : skin.uvs[i],
                       skin.colours.empty() ? 0xffffffffu : skin.colours[i],
                       {unorm(skin.occlusion.empty() ? 1.0f : skin.occlusion[i]), unorm(bends[i]), 0, 0}};
    }
    return vertices;
}

/// Texture widths that one millimetre of skin spans, the mean over the skin.
float widths_per_mm(const SkinGeometry& skin) {
    if (skin.uvs.empty()) return 0.0f;
    double in_uv = 0.0;
    double in_mm = 0.0;
    for (const auto& t : skin.triangles) {
        const glm::vec2 a = skin.uvs[t.y] - skin.uvs[t.x];
        const glm::vec2 b = skin.uvs[t.z] - skin.uvs[t.x];
        in_uv += std::abs(a.x * b.y - a.y * b.x);
        in_mm += glm::length(glm::cross(skin.positions_mm[t.y] - skin.positions_mm[t.x],
                                        skin.positions_mm[t.z] - skin.positions_mm[t.x]));
    }
    return in_mm > 0.0 ? static_cast<float>(std::sqrt(in_uv / in_mm)) : 0.0f;
}

}  // namespace

Result<SkinPass> SkinPass::create() {
    auto shadow = gl::Program::build("shadow.vert", "shadow.frag");
    if (!shadow) return tl::unexpected(shadow.error());
    auto blur = gl::Program::build("screen.vert", "blur.frag");
    if (!blur) return tl::unexpected(blur.error());
    auto surface = gl::Program::build("skin.vert", "skin_surface.frag");
    if (!surface) return tl::unexpected(surface.error());
    auto coloured = gl::Program::build("skin.vert", "skin_surface.frag", {"HAS_COLOURS"});
    if (!coloured) return tl::unexpected(coloured.error());
    std::vector<gl::Program> shade;
    for (const char* wear : {"HAS_TONE", "HAS_MASKS", "HAS_PICTURE", "HAS_COLOURS"})
        for (const char* distance : {"IS_FAR", "IS_NEAR"}) {
            auto built = gl::Program::build("screen.vert", "skin.frag", {wear, distance});
            if (!built) return tl::unexpected(built.error());
            shade.push_back(std::move(*built));
        }
    return SkinPass(
        {std::move(*shadow), std::move(*blur), std::move(*surface), std::move(*coloured), std::move(shade)});
}

SkinPass::SkinPass(Programs programs) : programs_(std::move(programs)) {
    make_shadow_targets();
}

void SkinPass::make_shadow_targets() {
    glBindRenderbuffer(GL_RENDERBUFFER, shadow_depth_.name());
    glRenderbufferStorage(GL_RENDERBUFFER, GL_DEPTH_COMPONENT24, kShadowSide, kShadowSide);
    for (int k = 0; k < 2; ++k) {
        gl::bind(0, moments_[k]);
        glTexImage2D(GL_TEXTURE_2D, 0, GL_RG32F, kShadowSide, kShadowSide, 0, GL_RG, GL_FLOAT, nullptr);
        gl::set_sampling(GL_LINEAR, GL_LINEAR);
        glBindFramebuffer(GL_FRAMEBUFFER, shadow_targets_[k].name());
        glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, moments_[k].name(), 0);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, shadow_targets_[0].name());
    glFramebufferRenderbuffer(GL_FRAMEBUFFER, GL_DEPTH_ATTACHMENT, GL_RENDERBUFFER, shadow_depth_.name());
}

int SkinPass::set(const SkinGeometry& skin) {
    int uploads = 4;
    vertex_count_ = skin.positions_mm.size();
    glBindVertexArray(array_.name());
    const auto vertices = skin_vertices(skin);
    gl::fill<SkinVertex>(GL_ARRAY_BUFFER, vertices_, vertices);
    constexpr GLsizei kStride = sizeof(SkinVertex);
    gl::enable({.location = 0, .stride = kStride});
    gl::enable({.location = 1,
                .type = GL_SHORT,
                .normalized = GL_TRUE,
                .stride = kStride,
                .offset = offsetof(SkinVertex, normal)});
    gl::enable({.location = 2, .components = 2, .stride = kStride, .offset = offsetof(SkinVertex, uv)});
    gl::enable({.location = 3,
                .components = 4,
                .type = GL_UNSIGNED_BYTE,
                .normalized = GL_TRUE,
                .stride = kStride,
                .offset = offsetof(SkinVertex, colour)});
    gl::enable({.location = 4,
                .components = 2,
                .type = GL_UNSIGNED_BYTE,
                .normalized = GL_TRUE,
                .stride = kStride,
                .offset = offsetof(SkinVertex, baked)});
    gl::fill<glm::uvec3>(GL_ELEMENT_ARRAY_BUFFER, triangles_, skin.triangles);
    index_count_ = static_cast<GLsizei>(skin.triangles.size() * 3);
    set_worked({});
    set_overlay({});

    glBindVertexArray(shadow_array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, vertices_.name());
    gl::enable({.location = 0, .stride = kStride});
    const auto coarse = coarse_triangles(skin, 5.0f);
    gl::fill<glm::uvec3>(GL_ELEMENT_ARRAY_BUFFER, shadow_triangles_, coarse);
    shadow_index_count_ = static_cast<GLsizei>(coarse.size() * 3);
    glBindVertexArray(0);

    hem_ = hem_plane(skin);
    brow_box_ = skin.brow_box;
    Box box;
    for (const auto& p : skin.positions_mm) box.grow(p);
    centre_mm_ = box.centre();
    reach_mm_ = 0.5f * glm::length(box.size());

    const float widths = widths_per_mm(skin);
    wear_ = Wear::Tone;
    if (!skin.colours.empty()) wear_ = Wear::Colours;
    if (skin.picture != nullptr && !skin.picture->empty() && !skin.uvs.empty()) {
        wear_ = Wear::Picture;
        gl::fill_texture(picture_, *skin.picture, gl::Meaning::Colour), ++uploads;
        texels_per_mm_.x = widths * static_cast<float>(skin.picture->width);
    }
    if (skin.face_mask != nullptr && skin.brow_mask != nullptr && !skin.uvs.empty()) {
        wear_ = Wear::Masks;
        gl::fill_texture(face_mask_, *skin.face_mask, gl::Meaning::Number), ++uploads;
        gl::fill_texture(brow_mask_, *skin.brow_mask, gl::Meaning::Number), ++uploads;
        texels_per_mm_.y = widths * static_cast<float>(skin.face_mask->width);
        texels_per_mm_.z =
            widths * static_cast<float>(skin.brow_mask->width) / (skin.brow_box.z - skin.brow_box.x);
    }
    return uploads;
}

int SkinPass::set_worked(std::span<const std::uint8_t> worked) {
    glBindVertexArray(array_.name());
    if (worked.size() != vertex_count_ || worked.empty()) {
        glDisableVertexAttribArray(5);
        glVertexAttrib1f(5, 0.0f);
        glBindVertexArray(0);
        return 0;
    }
    gl::fill<std::uint8_t>(GL_ARRAY_BUFFER, worked_, worked, GL_DYNAMIC_DRAW);
    gl::enable({.location = 5, .components = 1, .type = GL_UNSIGNED_BYTE, .normalized = GL_TRUE});
    glBindVertexArray(0);
    return 1;
}

int SkinPass::set_overlay(const OverlayNumbers& numbers) {
    overlay_per_mm_ = glm::vec3(0.0f);
    if (numbers.points.empty()) return 0;
    // Beside each value whether there is one: between a point with and one without, the value stays what it is.
    std::vector<glm::u16vec2> texels(static_cast<std::size_t>(numbers.size.x) * numbers.size.y * numbers.size.z, glm::u16vec2(0));
    for (const OverlayNumbers::Point& p : numbers.points) {
        const float cover = std::clamp(p.cover, 0.0f, 1.0f);
        texels[p.at] = glm::u16vec2(65535.0f * glm::vec2(std::clamp(p.value, 0.0f, 1.0f) * cover, cover) + 0.5f);
    }
    gl::bind(kOverlayUnit, overlay_, GL_TEXTURE_3D);
    glTexImage3D(GL_TEXTURE_3D, 0, GL_RG16, numbers.size.x, numbers.size.y, numbers.size.z, 0, GL_RG, GL_UNSIGNED_SHORT, texels.data());
    glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
    glTexParameteri(GL_TEXTURE_3D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
    for (const GLenum side : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T, GL_TEXTURE_WRAP_R}) glTexParameteri(GL_TEXTURE_3D, side, GL_CLAMP_TO_BORDER);
    overlay_low_mm_ = numbers.low_mm - 0.5f * numbers.step_mm;
    overlay_per_mm_ = 1.0f / (numbers.step_mm * glm::vec3(numbers.size));
    return 1;
}

void SkinPass::draw_shadow(Frame& frame, const gl::VertexArray& empty) {
    if (shadow_index_count_ == 0) return;
    const glm::vec3 key = glm::transpose(frame.turn) * frame.key;
    const glm::vec3 up = std::abs(key.y) < 0.95f ? glm::vec3(0, 1, 0) : glm::vec3(0, 0, 1);
    const glm::mat4 look = glm::lookAt(centre_mm_ + reach_mm_ * key, centre_mm_, up);
    const glm::mat4 to_light =
        glm::ortho(-reach_mm_, reach_mm_, -reach_mm_, reach_mm_, 0.0f, 2.0f * reach_mm_) * look;
    const glm::mat4 to_unit =
        glm::translate(glm::mat4(1.0f), glm::vec3(0.5f)) * glm::scale(glm::mat4(1.0f), glm::vec3(0.5f));
    frame.to_shadow = to_unit * to_light * glm::inverse(frame.view);
    frame.has_shadow = true;

    glViewport(0, 0, kShadowSide, kShadowSide);
    glDisable(GL_BLEND);
    glEnable(GL_DEPTH_TEST);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LESS);
    glBindFramebuffer(GL_FRAMEBUFFER, shadow_targets_[0].name());
    glClearColor(1.0f, 1.0f, 0.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT | GL_DEPTH_BUFFER_BIT);
    programs_.shadow.use();
    programs_.shadow.set("u_to_light", to_light);
    glBindVertexArray(shadow_array_.name());
    glDrawElements(GL_TRIANGLES, shadow_index_count_, GL_UNSIGNED_INT, nullptr);

    // A light as large as a window: the shadow's edge is some 20 mm wide.
    glDisable(GL_DEPTH_TEST);
    glBindVertexArray(empty.name());
    programs_.blur.use();
    programs_.blur.set("u_source", 0);
    const float step = 1.3f / kShadowSide;
    for (int k = 0; k < 2; ++k) {
        glBindFramebuffer(GL_FRAMEBUFFER, shadow_targets_[1 - k].name());
        gl::bind(0, moments_[k]);
        programs_.blur.set("u_step", k == 0 ? glm::vec2(step, 0.0f) : glm::vec2(0.0f, step));
        glDrawArrays(GL_TRIANGLES, 0, 3);
    }
    gl::bind(kShadowUnit, moments_[0]);
}

void SkinPass::draw_surface(const Frame& frame) {
    if (index_count_ == 0) return;
    const gl::Program& program = wear_ == Wear::Colours ? programs_.coloured_surface : programs_.surface;
    program.use();
    set_frame(program, frame);
    glEnable(GL_CULL_FACE);
    glBindVertexArray(array_.name());
    glDrawElements(GL_TRIANGLES, index_count_, GL_UNSIGNED_INT, nullptr);
    glDisable(GL_CULL_FACE);
}

void SkinPass::shade(const Frame& frame, const SkinLook& look, const SkinOverlay& overlay,
                     const gl::Texture& surface, const gl::VertexArray& empty) {
    if (index_count_ == 0) return;
    const bool is_near = frame.mm_per_px < kNear_mm_per_px;
    const gl::Program& skin = programs_.shade[static_cast<std::size_t>(wear_) * 2 + (is_near ? 1 : 0)];
    skin.use();
    set_frame(skin, frame);
    skin.set("u_tone", look.tone_linear);
    skin.set("u_brow", look.brow_linear);
    skin.set("u_redness", look.redness);
    skin.set("u_redness_from", frame.redness_from);
    skin.set("u_shine", look.shine);
    skin.set("u_overlay_opacity", overlay.opacity);
    skin.set("u_overlay_faint", overlay.faint_below);
    skin.set("u_overlay_ramp", overlay.ramp);
    skin.set("u_overlay_low", overlay_low_mm_);
    skin.set("u_overlay_per_mm", overlay_per_mm_);
    skin.set("u_overlay", kOverlayUnit);
    skin.set("u_mm_per_px", frame.mm_per_px);
    skin.set("u_hem", frame.hem);
    skin.set("u_hem_fade_mm", kHemFade_mm);
    skin.set("u_brow_box", brow_box_);
    skin.set("u_detail", glm::max(glm::log2(texels_per_mm_ * frame.mm_per_px), glm::vec3(0.0f)));
    skin.set("u_surface", 0);
    skin.set("u_picture", 1);
    skin.set("u_face_mask", 2);
    skin.set("u_brow_mask", 3);
    gl::bind(0, surface);
    gl::bind(1, picture_);
    gl::bind(2, face_mask_);
    gl::bind(3, brow_mask_);
    gl::bind(kOverlayUnit, overlay_, GL_TEXTURE_3D);
    // The screen's triangle lies at the far plane: "greater" leaves out every block of pixels without skin.
    glDepthFunc(GL_GREATER);
    glDepthMask(GL_FALSE);
    glBindVertexArray(empty.name());
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glDepthMask(GL_TRUE);
    glDepthFunc(GL_LEQUAL);
}

void SkinPass::reload() {
    programs_.shadow.reload();
    programs_.blur.reload();
    programs_.surface.reload();
    programs_.coloured_surface.reload();
    for (auto& p : programs_.shade) p.reload();
}

}  // namespace trichion
