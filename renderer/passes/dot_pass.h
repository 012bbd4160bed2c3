// Tens of thousands of dots.
#pragma once

#include "renderer/dot_tile.h"
#include "renderer/gl/objects.h"
#include "renderer/gl/program.h"
#include "renderer/passes/frame.h"
#include "renderer/scene.h"

#include <array>

namespace trichion {

/// Dots lie in memory by tiles of skin, so that a tile that looks away or lies outside the picture costs nothing.
class DotPass {
public:
    static Result<DotPass> create();

    /// @return the number of uploads.
    /// @cost a copy of all dots: 24 bytes each.
    int set(DotTiles tiles);

    enum class Which { NativeHair, Pigment };
    /// Adds up darkening in the bound framebuffer, whose depth must hold the skin.
    void draw(const Frame& frame, const std::array<DotLook, 5>& looks, const DotWarning& warning, Which which);

    void reload() { program_.reload(); }

private:
    explicit DotPass(gl::Program program);
    static bool may_be_seen(const DotTile& tile, const Frame& frame);
    void set_looks(const std::array<DotLook, 5>& looks, const DotWarning& warning) const;
    void draw_range(std::uint32_t first, std::uint32_t count);

    gl::Program program_;
    gl::VertexArray array_;
    gl::Buffer instances_;
    DotTiles tiles_;  // native hair first
};

}  // namespace trichion
