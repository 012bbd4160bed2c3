// The tiles of a candidate cloud: cubes of 4 mm along a Morton curve.
#include "core/pipeline/tiles.h"

#include <algorithm>

namespace trichion {
namespace {

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

std::size_t tile_at(const CandidateCloud& cloud, std::uint64_t place) {
    const auto found = std::ranges::lower_bound(cloud.tile_place, place);
    const bool is_there = found != cloud.tile_place.end() && *found == place;
    return is_there ? static_cast<std::size_t>(found - cloud.tile_place.begin()) : cloud.tile_place.size();
}

}  // namespace trichion
