// How close the dots of one design come to each other, followed from edit to edit.
#include "core/pipeline/crowding.h"

#include "core/base/parallel.h"
#include "core/pipeline/tiles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <thread>

namespace trichion {
namespace {

constexpr float kInfinite = std::numeric_limits<float>::infinity();
constexpr float kFarthestMm = 1000.0f;
constexpr int kMostNear = 255;
constexpr std::size_t kOfAThread = 16;       // pieces of dots counted by one thread at a time
constexpr std::size_t kWorthAThread = 4000;  // dots: to start one takes as long as counting some hundred

}  // namespace

/// Finds tiles, soonest those that were found lately.
class Crowding::TileFinder {
public:
    explicit TileFinder(const CandidateCloud& cloud) : cloud_(cloud) {}

    const CandidateCloud& cloud() const { return cloud_; }
    std::size_t at(const glm::ivec3& cube) {
        Known& known = known_[static_cast<std::size_t>((cube.x & 7) | (cube.y & 7) << 3 | (cube.z & 7) << 6)];
        if (known.cube != cube) known = {cube, tile_at(cloud_, morton_of(cube))};
        return known.tile;
    }

private:
    struct Known {
        glm::ivec3 cube{1 << 30};
        std::size_t tile = 0;
    };
    const CandidateCloud& cloud_;
    std::array<Known, 512> known_;
};

template <class Visit>
void Crowding::for_each_chosen_within(TileFinder& tiles, std::uint32_t id, float reach_mm, Visit&& visit) const {
    const CandidateCloud& cloud = tiles.cloud();
    const glm::vec3 p = cloud.position_mm[id];
    const glm::ivec3 low = cube_of(p - reach_mm, kTileMm), high = cube_of(p + reach_mm, kTileMm);
    for (int z = low.z; z <= high.z; ++z)
        for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x) {
                const std::size_t tile = tiles.at({x, y, z});
                if (tile == cloud.tile_place.size()) continue;
                const std::uint32_t end = cloud.tile_start[tile + 1];
                for (std::uint32_t first = cloud.tile_start[tile]; first < end; first = (first / 64 + 1) * 64) {
                    std::uint64_t bits = chosen_[first / 64] >> (first % 64) << (first % 64);
                    if (end < (first / 64 + 1) * 64) bits &= (std::uint64_t{1} << (end % 64)) - 1;
                    for (; bits != 0; bits &= bits - 1) {
                        const std::uint32_t other =
                            first / 64 * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                        const glm::vec3 d = cloud.position_mm[other] - p;
                        const float d2 = glm::dot(d, d);
                        if (d2 <= reach_mm * reach_mm && other != id) visit(other, d2);
                    }
                }
            }
}

Crowding::Crowding(const CandidateCloud& cloud, const DotList& dots, const MergeReach& reach)
    : reach_(reach),
      chosen_((cloud.position_mm.size() + 63) / 64, 0),
      near_(cloud.position_mm.size()),
      years_{chosen_},
      healed_{chosen_},
      least2_(kInfinite) {
    for (const Dot& dot : dots)
        if (dot.id < near_.size()) chosen_[dot.id / 64] |= std::uint64_t{1} << (dot.id % 64), ++dots_;
    count_all(cloud, dots);
    TileFinder tiles(cloud);
    if (!std::isfinite(least2_)) find_closest(tiles);
}

/// Each dot's own neighbours are its alone to count, so several threads do; the closest pair is the first in the dots' order.
void Crowding::count_all(const CandidateCloud& cloud, const DotList& dots) {
    struct Closest {
        float least2 = kInfinite;
        std::uint32_t one = ~0u, other = ~0u;
    };
    const std::vector<DotList::Piece>& pieces = dots.pieces();
    std::vector<Closest> closest((pieces.size() + kOfAThread - 1) / kOfAThread);
    const auto worth = static_cast<unsigned>(dots.size() / kWorthAThread);
    const unsigned threads = std::clamp(worth, 1u, std::clamp(std::thread::hardware_concurrency(), 1u, 4u));
    const float healed2 = reach_.healed_mm * reach_.healed_mm;
    in_pieces(closest.size(), threads, [&](std::size_t k) {
        TileFinder tiles(cloud);
        for (std::size_t piece = k * kOfAThread; piece < std::min(pieces.size(), (k + 1) * kOfAThread); ++piece)
            for (const Dot& dot : *pieces[piece]) {
                if (dot.id >= near_.size()) continue;
                int years = 0, healed = 0;
                for_each_chosen_within(tiles, dot.id, reach_.years_mm, [&](std::uint32_t other, float d2) {
                    ++years, healed += d2 <= healed2;
                    if (d2 < closest[k].least2) closest[k] = {d2, dot.id, other};
                });
                near_[dot.id] = {static_cast<std::uint8_t>(std::min(years, kMostNear)),
                                 static_cast<std::uint8_t>(std::min(healed, kMostNear))};
            }
    });
    for (const Closest& pair : closest)
        if (pair.least2 < least2_) least2_ = pair.least2, closest_[0] = pair.one, closest_[1] = pair.other;
    for (const Dot& dot : dots)
        if (dot.id < near_.size()) years_.add_if(dot.id, near_[dot.id].years), healed_.add_if(dot.id, near_[dot.id].healed);
}

/// Of two dots the one of lower rank is no nearer to the other than its rank: so only dots ranked below a distance can
/// belong to a closer pair.
void Crowding::find_closest(TileFinder& tiles) {
    const CandidateCloud& cloud = tiles.cloud();
    least2_ = kInfinite;
    closest_[0] = closest_[1] = ~0u;
    if (dots_ < 2) return;
    std::vector<std::uint32_t> ids;
    ids.reserve(dots_);
    for (std::size_t word = 0; word < chosen_.size(); ++word)
        for (std::uint64_t bits = chosen_[word]; bits != 0; bits &= bits - 1)
            ids.push_back(static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits)));
    const auto rank = [&](std::uint32_t id) { return cloud.rank_mm[id]; };
    const std::uint32_t lowest = *std::ranges::min_element(ids, {}, rank);
    const auto ask = [&](std::uint32_t id, float reach_mm) {
        for_each_chosen_within(tiles, id, reach_mm, [&](std::uint32_t other, float d2) {
            if (d2 < least2_) least2_ = d2, closest_[0] = id, closest_[1] = other;
        });
    };
    for (float reach = 1.5f * rank(lowest); !std::isfinite(least2_) && reach < kFarthestMm; reach *= 2.0f)
        ask(lowest, reach);
    for (const std::uint32_t id : ids)
        if (rank(id) * rank(id) < least2_) ask(id, std::isfinite(least2_) ? std::sqrt(least2_) : kFarthestMm);
}

void Crowding::Crowded::count_up_or_down(std::uint32_t id, std::uint8_t& near, int step) {
    const int was = near, is = std::clamp(was + step, 0, kMostNear);
    near = static_cast<std::uint8_t>(is);
    if ((was >= Merging::kCrowd) == (is >= Merging::kCrowd)) return;
    bits[id / 64] ^= std::uint64_t{1} << (id % 64);
    count += is >= Merging::kCrowd ? 1 : std::size_t(-1);
}

void Crowding::Crowded::add_if(std::uint32_t id, std::uint8_t near) {
    if (near >= Merging::kCrowd) bits[id / 64] |= std::uint64_t{1} << (id % 64), ++count;
}

/// Another dot at this distance, squared, came or went.
void Crowding::count(std::uint32_t id, float d2, int step) {
    years_.count_up_or_down(id, near_[id].years, step);
    if (d2 <= reach_.healed_mm * reach_.healed_mm) healed_.count_up_or_down(id, near_[id].healed, step);
}

void Crowding::take(TileFinder& tiles, std::uint32_t id) {
    chosen_[id / 64] &= ~(std::uint64_t{1} << (id % 64));
    --dots_;
    years_.count_up_or_down(id, near_[id].years, -near_[id].years);
    healed_.count_up_or_down(id, near_[id].healed, -near_[id].healed);
    for_each_chosen_within(tiles, id, reach_.years_mm, [&](std::uint32_t other, float d2) { count(other, d2, -1); });
}

void Crowding::put(TileFinder& tiles, std::uint32_t id) {
    chosen_[id / 64] |= std::uint64_t{1} << (id % 64);
    ++dots_;
    for_each_chosen_within(tiles, id, reach_.years_mm, [&](std::uint32_t other, float d2) {
        count(id, d2, 1), count(other, d2, 1);
        if (d2 < least2_) least2_ = d2, closest_[0] = id, closest_[1] = other;
    });
}

Crowding Crowding::followed(const CandidateCloud& cloud, std::span<const std::uint32_t> gone,
                            std::span<const std::uint32_t> come) const {
    Crowding next = *this;
    TileFinder tiles(cloud);
    bool has_closest = std::isfinite(least2_) && least2_ <= reach_.years_mm * reach_.years_mm;
    for (const std::uint32_t id : gone) {
        next.take(tiles, id);
        has_closest = has_closest && id != closest_[0] && id != closest_[1];
    }
    if (!has_closest) next.least2_ = kInfinite;
    for (const std::uint32_t id : come) next.put(tiles, id);
    if (!has_closest) next.find_closest(tiles);
    return next;
}

float Crowding::least_mm() const { return std::isfinite(least2_) ? std::sqrt(least2_) : 0.0f; }

Merging Crowding::merging() const {
    const auto share = [&](const Crowded& crowded) { return dots_ > 0 ? static_cast<float>(crowded.count) / static_cast<float>(dots_) : 0.0f; };
    return {reach_.years_mm, share(years_), years_.bits, reach_.healed_mm, share(healed_), healed_.bits};
}

}  // namespace trichion
