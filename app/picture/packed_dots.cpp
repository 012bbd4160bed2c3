// Dots as the graphics card takes them, followed from design to design.
#include "app/picture/packed_dots.h"

#include <utility>

namespace trichion {
namespace {

/// Which dots of a piece are crowded: the words that hold their bits, without the bits of other pieces.
std::vector<std::uint64_t> crowded_of(const std::vector<Dot>& piece, const Merging& merging) {
    const std::uint32_t first = piece.front().id, last = piece.back().id;
    std::vector<std::uint64_t> words;
    for (std::size_t word = first / 64; word <= last / 64 && word < merging.crowded.size(); ++word)
        words.push_back(merging.crowded[word]);
    if (words.empty()) return words;
    words.front() &= ~std::uint64_t{0} << (first % 64);
    if (words.size() == last / 64 - first / 64 + 1) words.back() &= ~std::uint64_t{0} >> (63 - last % 64);
    return words;
}

}  // namespace

/// Dots that were there before are copied, since packing one costs ten times as much.
std::shared_ptr<const DotTile> PackedDots::packed(const std::vector<Dot>& piece, const Merging* merging,
                                                  const Packed* before) {
    std::vector<DotInstance> instances;
    std::vector<glm::vec3> normals;
    instances.reserve(piece.size()), normals.reserve(piece.size());
    std::size_t next = 0;
    for (const Dot& dot : piece) {
        while (before && next < before->piece->size() && (*before->piece)[next].id < dot.id) ++next;
        const bool is_known = before && next < before->piece->size() && (*before->piece)[next] == dot;
        instances.push_back(is_known ? before->tile->dots[next]
                                     : pack_dot(dot.position_mm, dot.normal, dot.diameter_mm, dot.shade, dot.session, dot.depth));
        instances.back().warns = merging != nullptr && merging->is_crowded(dot.id) ? 1 : 0;
        normals.push_back(dot.normal);
    }
    return dot_tile(std::move(instances), normals);
}

std::size_t PackedDots::follow(const Dots& dots) {
    return follow(dots.native_hair, nullptr, native_hair_) + follow(dots.dots, &dots.merging, pigment_);
}

std::size_t PackedDots::follow(const DotList& dots, const Merging* merging, std::vector<Packed>& before) {
    std::vector<Packed> now;
    now.reserve(dots.pieces().size());
    std::size_t anew = 0, next = 0;
    for (const DotList::Piece& piece : dots.pieces()) {
        // Both lists ascend. Of the old piece the new one may lack the first dots, or have some before.
        while (next < before.size() && before[next].piece->back().id < piece->front().id) ++next;
        const Packed* old = next < before.size() ? &before[next] : nullptr;
        Packed entry{piece, merging != nullptr ? crowded_of(*piece, *merging) : std::vector<std::uint64_t>{}, nullptr};
        if (old && old->piece == piece && old->crowded == entry.crowded) {
            entry.tile = old->tile;
        } else {
            entry.tile = packed(*piece, merging, old);
            anew += piece->size();
        }
        now.push_back(std::move(entry));
    }
    before = std::move(now);
    return anew;
}

DotTiles PackedDots::tiles() const {
    DotTiles tiles;
    tiles.reserve(native_hair_.size() + pigment_.size());
    for (const Packed& entry : native_hair_) tiles.push_back(entry.tile);
    for (const Packed& entry : pigment_) tiles.push_back(entry.tile);
    return tiles;
}

}  // namespace trichion
