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
    std::uint32_t session = 0;   // 0 native hair, 1 to 4
};
static_assert(sizeof(DotInstance) <= 32);
DotInstance pack_dot(const glm::vec3& position_mm, const glm::vec3& normal, float diameter_mm, float shade,
                     std::uint32_t session);

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

/// Uniforms of one session (index 1 to 4; index 0 is native hair).
struct DotLook {
    float diameter_factor = 0.0f;  // 0: not drawn
    glm::vec3 contrast{0.0f};      // linear, at the centre
    float softness_mm = 0.03f;
    float redness = 0.0f;
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
    std::array<DotLook, 5> dots;
    bool shows_dots = true;
    float split = -1.0f;  // 0 to 1: dots only right of this share of the width; -1 everywhere
    std::vector<SkinLine> lines;
    float pixel_ratio = 1.0f;
    bool is_dragging = false;  // may save work while something moves
};

}  // namespace trichion
