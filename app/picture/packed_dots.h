// Dots as the graphics card takes them, followed from design to design.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "renderer/dot_tile.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace trichion {

/// The pieces of a design's dots, packed as tiles. A piece that the design before had too, and in which the same dots
/// are crowded, stays as it was packed.
class PackedDots {
public:
    /// @return how many dots lie in pieces that were packed anew.
    /// @cost about 0.04 us for each of them that was there before, 0.07 us for each other.
    std::size_t follow(const Dots& dots);
    void clear() { native_hair_.clear(), pigment_.clear(); }

    /// Those of native hair first.
    DotTiles tiles() const;

private:
    struct Packed {
        DotList::Piece piece;
        std::vector<std::uint64_t> crowded;  // as Merging::crowded, from the word of the piece's first dot on; then
                                             // healed_crowded
        std::shared_ptr<const DotTile> tile;
    };
    static std::shared_ptr<const DotTile> packed(const std::vector<Dot>& piece, const Merging* merging,
                                                 const Packed* before);
    static std::size_t follow(const DotList& dots, const Merging* merging, std::vector<Packed>& packed);

    std::vector<Packed> native_hair_, pigment_;
};

}  // namespace trichion
