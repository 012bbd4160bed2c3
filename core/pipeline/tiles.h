// The tiles of a candidate cloud: cubes of 4 mm along a Morton curve.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

inline constexpr float kTileMm = 4.0f;

/// Place of a cube along the Morton curve. Cubes more than 1024 edges from the origin share the outermost places.
/// @source G. M. Morton, "A Computer Oriented Geodetic Data Base", IBM, 1966.
std::uint64_t morton_of(const glm::ivec3& cube);

/// The cube of a point.
glm::ivec3 cube_of(const glm::vec3& p, float cube_mm);

/// The tile of this place on the curve; the number of tiles when there is none.
std::size_t tile_at(const CandidateCloud& cloud, std::uint64_t place);

/// Calls `visit(id, squared_distance)` for every candidate within `reach_mm` of `p`, itself too if it is one.
template <class Visit>
void for_each_candidate_within(const CandidateCloud& cloud, const glm::vec3& p, float reach_mm, Visit&& visit) {
    const glm::ivec3 low = cube_of(p - reach_mm, kTileMm), high = cube_of(p + reach_mm, kTileMm);
    for (int z = low.z; z <= high.z; ++z)
        for (int y = low.y; y <= high.y; ++y)
            for (int x = low.x; x <= high.x; ++x) {
                const std::size_t tile = tile_at(cloud, morton_of({x, y, z}));
                if (tile == cloud.tile_place.size()) continue;
                for (std::uint32_t id = cloud.tile_start[tile]; id < cloud.tile_start[tile + 1]; ++id) {
                    const glm::vec3 d = cloud.position_mm[id] - p;
                    const float d2 = glm::dot(d, d);
                    if (d2 <= reach_mm * reach_mm) visit(id, d2);
                }
            }
}

}  // namespace trichion
