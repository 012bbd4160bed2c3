// Dots as the graphics card takes them, followed from design to design.
#include "app/picture/packed_dots.h"

#include "app/picture/picture.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <thread>
#include <utility>

namespace trichion {
namespace {

constexpr std::size_t kOfAThread = 16;           // pieces packed by one thread at a time
constexpr std::size_t kWorthAThread = 12'000;    // dots: to start one takes as long as packing a few thousand

unsigned threads_for(std::size_t dots) {
    const auto worth = static_cast<unsigned>(dots / kWorthAThread);
    return std::clamp(worth, 1u, std::clamp(std::thread::hardware_concurrency(), 1u, 4u));
}

/// Adds the words of `bits` that hold those of a piece's dots, without the bits of other pieces.
void add_bits_of(const std::vector<Dot>& piece, const std::vector<std::uint64_t>& bits, std::vector<std::uint64_t>& words) {
    const std::uint32_t first = piece.front().id, last = piece.back().id;
    const std::size_t from = words.size();
    for (std::size_t word = first / 64; word <= last / 64 && word < bits.size(); ++word) words.push_back(bits[word]);
    if (words.size() == from) return;
    words[from] &= ~std::uint64_t{0} << (first % 64);
    if (words.size() - from == last / 64 - first / 64 + 1) words.back() &= ~std::uint64_t{0} >> (63 - last % 64);
}

/// Which dots of a piece are crowded, after years and when healed.
std::vector<std::uint64_t> crowded_of(const std::vector<Dot>& piece, const Merging& merging) {
    std::vector<std::uint64_t> words;
    add_bits_of(piece, merging.crowded, words);
    add_bits_of(piece, merging.healed_crowded, words);
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
        instances.back().warns = static_cast<std::uint8_t>(merging != nullptr ? warns_of(*merging, dot.id) : Warns::No);
        normals.push_back(dot.normal);
    }
    return dot_tile(std::move(instances), normals);
}

std::size_t PackedDots::follow(const Dots& dots) {
    return follow(dots.native_hair, nullptr, native_hair_) + follow(dots.dots, &dots.merging, pigment_);
}

std::size_t PackedDots::follow(const DotList& dots, const Merging* merging, std::vector<Packed>& before) {
    std::vector<Packed> now;
    std::vector<std::pair<std::size_t, const Packed*>> to_pack;  // and the piece before, or null
    now.reserve(dots.pieces().size());
    std::size_t anew = 0, next = 0;
    for (const DotList::Piece& piece : dots.pieces()) {
        // Both lists ascend. Of the old piece the new one may lack the first dots, or have some before.
        while (next < before.size() && before[next].piece->back().id < piece->front().id) ++next;
        const Packed* old = next < before.size() ? &before[next] : nullptr;
        now.push_back({piece, merging != nullptr ? crowded_of(*piece, *merging) : std::vector<std::uint64_t>{}, nullptr});
        if (old && old->piece == piece && old->crowded == now.back().crowded) {
            now.back().tile = old->tile;
        } else {
            to_pack.push_back({now.size() - 1, old});
            anew += piece->size();
        }
    }
    in_pieces((to_pack.size() + kOfAThread - 1) / kOfAThread, threads_for(anew), [&](std::size_t piece) {
        for (std::size_t k = piece * kOfAThread; k < std::min(to_pack.size(), (piece + 1) * kOfAThread); ++k) {
            const auto& [i, old] = to_pack[k];
            now[i].tile = packed(*now[i].piece, merging, old);
        }
    });
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
