// The tiles of a candidate cloud: cubes of 4 mm along a Morton curve.
#include "core/pipeline/tiles.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr std::size_t kFirstAsked = 64;
constexpr float kFarthestMm = 1000.0f;

std::uint64_t spread_bits(std::uint64_t x) {
    x &= 0x1fffff;
    x = (x | x << 32) & 0x1f00000000ffffull;
    x = (x | x << 16) & 0x1f0000ff0000ffull;
    x = (x | x << 8) & 0x100f00f00f00f00full;
    x = (x | x << 4) & 0x10c30c30c30c30c3ull;
    return (x | x << 2) & 0x1249249249249249ull;
}

}  // namespace

std::uint64_t morton_of(const glm::ivec3& cube) {
    const glm::uvec3 c(glm::clamp(cube + 1024, 0, 2047));
    return spread_bits(c.x) | spread_bits(c.y) << 1 | spread_bits(c.z) << 2;
}

glm::ivec3 cube_of(const glm::vec3& p, float cube_mm) {
    constexpr float kAboveZero = 8192.0f;  // makes all numbers positive, so that cutting them off is rounding down
    return glm::ivec3(p / cube_mm + kAboveZero) - static_cast<int>(kAboveZero);
}

ChosenCandidates::ChosenCandidates(const CandidateCloud& cloud, const std::vector<Dot>& dots)
    : cloud_(cloud), is_chosen_(cloud.position_mm.size(), 0) {
    for (const Dot& dot : dots) is_chosen_[dot.id] = 1;
}

std::size_t ChosenCandidates::tile_at(std::uint64_t place) const {
    const auto found = std::ranges::lower_bound(cloud_.tile_place, place);
    const bool is_there = found != cloud_.tile_place.end() && *found == place;
    return is_there ? static_cast<std::size_t>(found - cloud_.tile_place.begin()) : cloud_.tile_place.size();
}

Closeness closeness_of(const CandidateCloud& cloud, const std::vector<Dot>& dots, float crowded_mm) {
    if (dots.size() < 2) return {};
    const ChosenCandidates chosen(cloud, dots);
    const auto rank = [&](const Dot& dot) { return cloud.rank_mm[dot.id]; };
    std::vector<std::uint32_t> lowest(dots.size());
    for (std::uint32_t i = 0; i < lowest.size(); ++i) lowest[i] = i;
    const std::size_t first = std::min(kFirstAsked, lowest.size());
    std::ranges::nth_element(lowest, lowest.begin() + static_cast<std::ptrdiff_t>(first) - 1, {},
                             [&](std::uint32_t i) { return rank(dots[i]); });

    float least2 = std::numeric_limits<float>::infinity();
    const auto ask = [&](const Dot& dot, float reach_mm) {
        chosen.for_each_within(dot.position_mm, reach_mm, [&](std::uint32_t id, float d2) {
            if (id != dot.id) least2 = std::min(least2, d2);
        });
    };
    for (float reach = 1.5f * rank(dots[lowest[0]]); !std::isfinite(least2) && reach < kFarthestMm; reach *= 2.0f)
        for (std::size_t i = 0; i < first; ++i) ask(dots[lowest[i]], reach);
    for (const Dot& dot : dots)
        if (rank(dot) * rank(dot) < least2) ask(dot, std::sqrt(least2));

    std::vector<std::uint8_t> is_crowded(cloud.position_mm.size(), 0);
    if (least2 < crowded_mm * crowded_mm)
        for (const Dot& dot : dots)
            if (rank(dot) < crowded_mm)
                chosen.for_each_within(dot.position_mm, crowded_mm, [&](std::uint32_t id, float) {
                    if (id != dot.id) is_crowded[id] = is_crowded[dot.id] = 1;
                });
    const auto crowded = std::ranges::count(is_crowded, std::uint8_t{1});
    return {std::isfinite(least2) ? std::sqrt(least2) : 0.0f,
            static_cast<float>(crowded) / static_cast<float>(dots.size())};
}

}  // namespace trichion
