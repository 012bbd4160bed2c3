// From the skin under a piece to its place on the paper.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <unordered_map>
#include <vector>

namespace trichion {

/// Finds where places of the skin lie on a piece that was laid flat: through the triangle nearest to them.
/// @cost  O(triangles) to make; some microseconds for each place.
class PieceMap {
public:
    /// @param skin_mm, flat, triangles  as StencilPiece has them; they outlive the map.
    PieceMap(const std::vector<glm::vec3>& skin_mm, const std::vector<glm::dvec2>& flat, const std::vector<glm::uvec3>& triangles);

    /// @return nothing when no triangle is within `off_mm` of the place: it is beside the piece.
    std::optional<glm::dvec2> flat_at(const glm::vec3& place_mm, double off_mm = 0.3) const;

private:
    std::array<int, 3> cell_of(const glm::vec3& p) const;
    static std::uint64_t key_of(const std::array<int, 3>& cell);

    const std::vector<glm::vec3>& skin_mm_;
    const std::vector<glm::dvec2>& flat_;
    const std::vector<glm::uvec3>& triangles_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;  // triangles by the cells that they may touch
};

}  // namespace trichion
