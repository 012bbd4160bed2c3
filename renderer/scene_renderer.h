// Draws a head with its dots and lines into a texture.
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/geometry/mesh.h"
#include "renderer/dot_tile.h"
#include "renderer/scene.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <span>

namespace trichion {

/// Everything lives in the OpenGL context that is current when it is made (load_gl first), and must be used and
/// destroyed with that context current. `set_` functions upload; `draw` uploads nothing but lines that changed.
class SceneRenderer {
public:
    /// @error InvalidInput  the driver refuses a shader.
    static Result<std::unique_ptr<SceneRenderer>> create();
    ~SceneRenderer();

    void set_skin(const SkinGeometry& skin);
    /// No eyes: an empty span.
    void set_eyes(std::span<const EyeGeometry> eyes, const EyeballGeometry& eyeball);
    /// Double-sided blades; an empty mesh for none.
    void set_lashes(const Mesh& blades);
    /// A matte thing on the head; an empty mesh for none. @param colours  sRGB by vertex; none: that of printed plastic.
    void set_solid(const Mesh& solid, std::span<const glm::vec3> colours = {});
    /// Where fresh work reddens the skin: 0 to 1 for each skin vertex; empty for nowhere.
    void set_worked_skin(std::span<const std::uint8_t> worked);
    /// What SceneView::overlay shows on the skin; none for nothing.
    void set_overlay(const OverlayNumbers& numbers);
    /// In any order. @cost 3 ms for 65k dots.
    void set_dots(std::span<const DotInstance> dots) { set_dot_tiles(tiles_of(dots)); }
    /// @cost a copy of all dots, 24 bytes each: nothing is sorted.
    void set_dot_tiles(DotTiles tiles);

    /// Draws the picture; the framebuffer and viewport bound before are bound again afterwards.
    void draw(const SceneView& scene, const glm::ivec2& size_px);

    /// Another design on the same head, for `draw_compared`. @error InvalidInput  the driver refuses a shader.
    Result<void> set_compared_dots(std::span<const DotInstance> dots);
    /// The picture drawn last once more, with the compared dots and the lines of `scene`: the skin is not drawn again.
    /// Nothing happens before the first `draw` and `set_compared_dots`.
    void draw_compared(const SceneView& scene);
    /// As `texture`, of the compared picture; 0 while there is none.
    std::uint32_t compared_texture() const;

    /// The finished picture: RGBA, 8 bits, sRGB values as they go to the screen, first row at the bottom. Valid
    /// until the next draw of another size.
    std::uint32_t texture() const;
    glm::ivec2 size_px() const;
    /// The finished picture as RGB, rows from the top.
    Image read_pixels() const;

    /// How many buffers and textures were filled so far. Moving time or the camera must not raise it.
    std::uint64_t uploads() const;

private:
    struct Parts;
    explicit SceneRenderer(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace trichion
