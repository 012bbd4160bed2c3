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

/// Which of a cloud's candidates are dots, ready to be asked for those near a place.
class ChosenCandidates {
public:
    ChosenCandidates(const CandidateCloud& cloud, const std::vector<Dot>& dots);

    /// Calls `visit(id, squared_distance)` for every chosen candidate within `reach_mm` of `p`, itself too if it is.
    template <class Visit>
    void for_each_within(const glm::vec3& p, float reach_mm, Visit&& visit) const {
        const glm::ivec3 low = cube_of(p - reach_mm, kTileMm), high = cube_of(p + reach_mm, kTileMm);
        for (int z = low.z; z <= high.z; ++z)
            for (int y = low.y; y <= high.y; ++y)
                for (int x = low.x; x <= high.x; ++x) visit_tile({x, y, z}, p, reach_mm * reach_mm, visit);
    }

private:
    template <class Visit>
    void visit_tile(const glm::ivec3& cube, const glm::vec3& p, float reach2, Visit&& visit) const {
        const std::size_t tile = tile_at(morton_of(cube));
        if (tile == cloud_.tile_place.size()) return;
        for (std::uint32_t id = cloud_.tile_start[tile]; id < cloud_.tile_start[tile + 1]; ++id) {
            if (!is_chosen_[id]) continue;
            const glm::vec3 d = cloud_.position_mm[id] - p;
            const float d2 = glm::dot(d, d);
            if (d2 <= reach2) visit(id, d2);
        }
    }
    /// The tile of this place on the curve; the number of tiles when there is none.
    std::size_t tile_at(std::uint64_t place) const;

    const CandidateCloud& cloud_;
    std::vector<std::uint8_t> is_chosen_;
};

/// How close the dots of one design come to each other.
struct Closeness {
    float least_mm = 0.0f;       // between any two; 0 when fewer than two
    float crowded_share = 0.0f;  // of dots with a neighbour nearer than `crowded_mm`
};

/// Exact, and quick because of the cloud's promise: of two dots, the one of lower rank is no nearer to the other than
/// its rank, so only dots ranked below a distance can belong to a pair that is closer.
/// @cost under 1 ms unless most dots are crowded.
Closeness closeness_of(const CandidateCloud& cloud, const std::vector<Dot>& dots, float crowded_mm);

}  // namespace trichion
