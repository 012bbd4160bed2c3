// Tens of thousands of dots.
#pragma once

#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/frame.h"
#include "renderer/scene.h"

#include <array>
#include <span>
#include <vector>

namespace trichion {

/// Dots lie in memory by tiles of skin, so that a tile that looks away or lies outside the picture costs nothing.
class DotPass {
public:
    static Result<DotPass> create();

    /// @return the number of uploads.
    int set(std::span<const DotInstance> dots);

    enum class Which { NativeHair, Pigment };
    /// Adds up darkening in the bound framebuffer, whose depth must hold the skin.
    void draw(const Frame& frame, const std::array<DotLook, 5>& looks, const DotWarning& warning, Which which);

    void reload() { program_.reload(); }

private:
    struct Tile {
        std::uint32_t first = 0;
        std::uint32_t count = 0;
        bool is_native = false;
        glm::vec3 centre_mm{0.0f};
        float reach_mm = 0.0f;
        glm::vec3 axis{0.0f, 0.0f, 1.0f};  // mean normal
        float spread = -1.0f;              // least cosine between a normal and the axis
    };

    explicit DotPass(gl::Program program);
    static bool may_be_seen(const Tile& tile, const Frame& frame);
    void set_looks(const std::array<DotLook, 5>& looks, const DotWarning& warning) const;
    void draw_range(std::uint32_t first, std::uint32_t count);

    gl::Program program_;
    gl::VertexArray array_;
    gl::Buffer instances_;
    std::vector<Tile> tiles_;
};

}  // namespace trichion
