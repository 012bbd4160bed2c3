// What the renderer draws: plain data, nothing of the product's model.
#pragma once

#include "core/base/image.h"
#include "core/geometry/mesh.h"

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

/// A camera that looks at `target`. Angles in radians: yaw 0 looks at the face, positive yaw shows the person's
/// left side (camera moves to +x); positive pitch looks down from above.
struct Camera {
    glm::vec3 target_mm{0.0f, 20.0f, 0.0f};
    float yaw_rad = 0.0f;
    float pitch_rad = 0.0f;
    float distance_mm = 900.0f;
    float field_of_view_rad = 0.38f;  // vertical; long, like a portrait lens

    glm::mat4 view() const;
    glm::mat4 projection(float aspect) const;
    glm::vec3 position_mm() const;
    /// Unit direction through a place of the picture, (0, 0) its top left and (1, 1) its bottom right.
    glm::vec3 direction_through(const glm::vec2& share, float aspect) const;
    /// Where a point lies in the picture, as shares like above; z is its distance along the view, negative behind.
    glm::vec3 share_of(const glm::vec3& position_mm, float aspect) const;
    /// Millimetres at the target that one of `height_px` pixels covers.
    float mm_per_px(float height_px) const;

    friend bool operator==(const Camera&, const Camera&) = default;
};

/// One dot on the graphics card: 24 bytes.
struct DotInstance {
    glm::vec3 position_mm{0.0f};
    std::uint32_t normal = 0;    // two snorm16, octahedral
    std::uint16_t diameter = 0;  // mm, half float
    std::uint16_t shade = 0;     // half float
    std::uint8_t session = 0;    // 0 native hair, 1 to 4
    std::uint8_t warns = 0;      // as Warns: drawn in SceneView::warning while that is shown
    std::uint16_t depth = 0;     // half float, factor on DotLook::top_mm
};
static_assert(sizeof(DotInstance) == 24);
/// Of what a dot warns.
enum class Warns : std::uint8_t { No, Later, Now };
DotInstance pack_dot(const glm::vec3& position_mm, const glm::vec3& normal, float diameter_mm, float shade,
                     std::uint32_t session, float depth = 1.0f, Warns warns = Warns::No);

/// What is uploaded when a head changes.
struct SkinGeometry {
    std::span<const glm::vec3> positions_mm;
    std::span<const glm::vec3> normals;
    std::span<const glm::vec2> uvs;          // may be empty
    std::span<const std::uint32_t> colours;  // may be empty; sRGB 0xAABBGGRR
    std::span<const float> occlusion;        // may be empty: 1 open to 0 buried
    std::span<const glm::uvec3> triangles;
    const Image* picture = nullptr;    // colour map, may be null
    const Image* face_mask = nullptr;  // R brow, G lips, B redder zones; null for scans
    const Image* brow_mask = nullptr;  // finer brow in brow_box; null for scans
    glm::vec4 brow_box{0.0f};          // u0 v0 u1 v1
    const Image* scalp_mask = nullptr;
};
struct EyeGeometry {
    glm::vec3 centre_mm{0.0f};
    float radius_mm = 12.0f;
    glm::vec3 gaze{0.0f, 0.0f, 1.0f};
};

/// The eyeball that all eyes share: radius 1, cornea towards +z.
struct EyeballGeometry {
    std::span<const glm::vec3> positions;
    std::span<const glm::vec2> uvs;
    std::span<const glm::uvec3> triangles;
    const Image* picture = nullptr;  // iris and sclera
};

/// Uniforms of one session (index 1 to 4; index 0 is native hair). A dot's own diameter, shade and depth act on them in
/// the shader; core/pipeline/appearance.h says the same in C++ (seen_dot).
struct DotLook {
    float diameter_factor = 0.0f;  // 0: not drawn
    glm::vec3 contrast{0.0f};      // linear, at the centre of a dot of shade 1 and depth 1
    float softness_mm = 0.03f;     // sigma of the edge's blur where pigment lies right under the surface
    float redness = 0.0f;          // 0 to 1, of a ring of sore skin round each dot
    float top_mm = 0.0f;           // depth at which the pigment of a dot of depth 1 begins; 0: depth plays no part
    float spread_mm2 = 0.0f;       // variance that diffusion has added to the blur
    float shed = 0.0f;             // 0 to 1: how much of what was set too shallow has left with the skin
    glm::vec3 reach_mm{0.17f, 0.13f, 0.10f};  // depth at which a channel's contrast falls to 1/e
};

/// A picture of numbers laid over the skin, such as dots per cm2.
struct SkinOverlay {
    float opacity = 0.0f;  // 0: not shown
    float faint_below = 0.0f;  // a value under this fades, to nothing at 0
    /// Colours of the values 0 to 1, evenly apart; sRGB. Viridis, so that it can be read without seeing red from green.
    std::array<glm::vec3, 5> ramp{{{0.267f, 0.005f, 0.329f},
                                   {0.230f, 0.322f, 0.546f},
                                   {0.128f, 0.567f, 0.551f},
                                   {0.369f, 0.789f, 0.383f},
                                   {0.993f, 0.906f, 0.144f}}};

    friend bool operator==(const SkinOverlay&, const SkinOverlay&) = default;
};
/// The numbers themselves, in space: at points that lie evenly apart, and between them by nearness. So a picture of them is
/// as smooth on large triangles as on small ones.
struct OverlayNumbers {
    struct Point {
        std::uint32_t at = 0;  // x + size.x * (y + size.y * z)
        float value = 0.0f;    // 0 to 1
        float cover = 1.0f;    // 0 to 1: shown from a half on, so that an edge may run between the points
    };

    glm::vec3 low_mm{0.0f};     // of the first point
    float step_mm = 1.0f;
    glm::ivec3 size{0};         // points each way, at most 256
    std::vector<Point> points;  // those that have a number; none: nothing is shown
};

/// The sRGB colour of a value (0 to 1) before light falls on the skin: what a legend shows.
glm::vec3 overlay_colour(const SkinOverlay& overlay, float value);

/// How dots that warn are told from others.
struct DotWarning {
    bool is_shown = false;
    glm::vec3 later_contrast{0.0f}; // as DotLook's; negative brightens
    glm::vec3 now_contrast{0.0f};
    float diameter_factor = 1.6f;   // on the dot as it would be drawn
};

struct SkinLook {
    glm::vec3 tone_linear{0.6f, 0.38f, 0.28f};
    glm::vec3 brow_linear{0.03f, 0.015f, 0.008f};
    float redness = 0.0f;  // erythema of the worked skin, 0 to 1
    float shine = 0.5f;    // 0 matte to 1 shiny

    friend bool operator==(const SkinLook&, const SkinLook&) = default;
};

/// A line on the skin, drawn over it: screen width, hidden behind the head.
struct SkinLine {
    std::vector<glm::vec3> positions_mm;
    std::vector<glm::vec3> normals;
    glm::vec4 colour{1.0f};  // sRGB, straight alpha
    float width_px = 2.0f;
    float dash_mm = 0.0f;                           // 0: solid
    glm::vec4 halo{0.043f, 0.247f, 0.224f, 0.55f};  // dark rim that keeps the line readable on every skin; sRGB
    float halo_px = 1.5f;                           // how far the rim stands out on each side; 0: none

    friend bool operator==(const SkinLine&, const SkinLine&) = default;
};

/// One picture.
struct SceneView {
    Camera camera;
    SkinLook skin;
    SkinOverlay overlay;  // over the values of SceneRenderer::set_overlay
    std::array<DotLook, 5> dots;
    DotWarning warning;
    bool shows_dots = true;
    float split = -1.0f;  // 0 to 1: dots only right of this share of the width; -1 everywhere
    std::vector<SkinLine> lines;
    float pixel_ratio = 1.0f;
    bool is_dragging = false;  // may save work while something moves
};

}  // namespace trichion
