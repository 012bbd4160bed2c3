// A regular grid of points in space, and the set operations on it that turn scattered skin into one solid.
#pragma once

#include "core/geometry/mesh.h"

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// The points origin + step * (x, y, z) with 0 <= x < size.x and so on; x runs fastest.
struct VoxelGrid {
    glm::vec3 origin{0.0f};
    float step_mm = 1.0f;
    glm::ivec3 size{0};

    /// The grid over a box with `margin_mm` around it.
    static VoxelGrid over(const Box& box, float step_mm, float margin_mm);

    std::size_t count() const {
        return static_cast<std::size_t>(size.x) * static_cast<std::size_t>(size.y) * static_cast<std::size_t>(size.z);
    }
    std::size_t index(const glm::ivec3& v) const {
        return (static_cast<std::size_t>(v.z) * static_cast<std::size_t>(size.y) + static_cast<std::size_t>(v.y)) *
                   static_cast<std::size_t>(size.x) +
               static_cast<std::size_t>(v.x);
    }
    glm::ivec3 voxel(std::size_t index) const;
    glm::vec3 position(const glm::ivec3& v) const { return origin + step_mm * glm::vec3(v); }
    bool contains(const glm::ivec3& v) const {
        return v.x >= 0 && v.y >= 0 && v.z >= 0 && v.x < size.x && v.y < size.y && v.z < size.z;
    }
    bool is_border(const glm::ivec3& v) const {
        return v.x == 0 || v.y == 0 || v.z == 0 || v.x + 1 == size.x || v.y + 1 == size.y || v.z + 1 == size.z;
    }
};

/// 0 or 1 for each point of a grid.
using VoxelSet = std::vector<std::uint8_t>;

/// The six steps to a neighbour.
inline constexpr int kVoxelSteps[6][3] = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};

/// The points nearest to some place of the triangles: thick enough that no triangle slips between two of them.
/// @cost O(area / step^2).
VoxelSet rasterise(const VoxelGrid& grid, const Mesh& mesh);

/// Grows a set by `steps` in each of the three directions (a cube, not a ball).
VoxelSet dilate(const VoxelGrid& grid, VoxelSet set, int steps);

/// Points of `free` that are joined to the grid's border by steps between neighbours in `free`.
VoxelSet flood_from_border(const VoxelGrid& grid, const VoxelSet& free);

/// Exact distance in mm from each point to the nearest point of the set; huge when the set is empty.
/// @cost   O(count).
/// @source P. Felzenszwalb, D. Huttenlocher, "Distance transforms of sampled functions", Theory of Computing 8, 2012.
std::vector<float> distance_to_set(const VoxelGrid& grid, const VoxelSet& set);

/// Trilinear value of a field at a place, clamped to the grid.
float sample_field(const VoxelGrid& grid, const std::vector<float>& field, const glm::vec3& place);

}  // namespace trichion
