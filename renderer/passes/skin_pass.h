// The skin: its geometry, its maps, its shadow.
#pragma once

#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/frame.h"
#include "renderer/scene.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

class SkinPass {
public:
    static Result<SkinPass> create();

    /// @return the number of uploads.
    int set(const SkinGeometry& skin);
    int set_worked(std::span<const std::uint8_t> worked);
    int set_overlay(const OverlayNumbers& numbers);

    /// Draws the head from the key light into the shadow map and blurs it; completes `frame`. The framebuffer and
    /// viewport bound are left changed.
    void draw_shadow(Frame& frame, const gl::VertexArray& empty);
    /// Writes what is seen into the bound framebuffer, an RGBA32UI with depth.
    void draw_surface(const Frame& frame);
    /// Lights it in the bound framebuffer wherever its depth (the same) holds skin.
    void shade(const Frame& frame, const SkinLook& look, const SkinOverlay& overlay, const gl::Texture& surface,
               const gl::VertexArray& empty);

    /// The cut of the neck, for Frame::hem.
    const glm::vec4& hem() const { return hem_; }

    void reload();

private:
    enum class Wear : std::uint8_t { Tone, Masks, Picture, Colours };

    struct Programs {
        gl::Program shadow;
        gl::Program blur;
        gl::Program surface;
        gl::Program coloured_surface;
        std::vector<gl::Program> shade;  // for each Wear: far, near
    };

    explicit SkinPass(Programs programs);
    void make_shadow_targets();

    Programs programs_;
    gl::VertexArray array_;
    gl::VertexArray shadow_array_;
    gl::Buffer vertices_;
    gl::Buffer worked_;
    gl::Buffer triangles_;
    gl::Buffer shadow_triangles_;
    gl::Texture picture_;
    gl::Texture face_mask_;
    gl::Texture brow_mask_;
    gl::Texture overlay_;  // in space; value times cover, and cover
    gl::Texture moments_[2];
    gl::Renderbuffer shadow_depth_;
    gl::Framebuffer shadow_targets_[2];
    Wear wear_ = Wear::Tone;
    GLsizei index_count_ = 0;
    GLsizei shadow_index_count_ = 0;
    std::size_t vertex_count_ = 0;
    glm::vec4 brow_box_{0.0f};
    glm::vec3 overlay_low_mm_{0.0f};         // where its texels begin
    glm::vec3 overlay_per_mm_{0.0f};         // of its sides; 0: there is none
    glm::vec3 texels_per_mm_{1.0f};  // of picture, face mask and brow mask
    glm::vec4 hem_{0.0f, 1.0f, 0.0f, -1e6f};
    glm::vec3 centre_mm_{0.0f};
    float reach_mm_ = 200.0f;
};

}  // namespace trichion
