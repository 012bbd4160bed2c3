// A shape as evenly spread points with normals, and the nearest of them.
#pragma once

#include "core/geometry/mesh.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

struct OrientedPoint {
    glm::vec3 position{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
};

/// One point for each cube of side `spacing` and octant of direction that the surface passes through: the mean of
/// what lies there, so noise finer than the spacing is gone. Large triangles are sampled inside.
/// @param spacing  > 0, in the mesh's unit.
/// @cost  O(area / spacing^2 + triangles).
std::vector<OrientedPoint> spread_points(const Mesh& mesh, float spacing);

/// A balanced tree over points that answers which is nearest.
/// @cost  building O(n log n); a question about 0.3 us for 5,000 points, 0.6 us for 50,000.
class NearestPoint {
public:
    explicit NearestPoint(std::span<const OrientedPoint> points);

    /// The nearest point's index; the tree must not be empty.
    std::uint32_t operator()(const glm::vec3& p) const;
    const OrientedPoint& point(std::uint32_t index) const { return points_[index]; }
    bool empty() const { return points_.empty(); }

private:
    void build(std::uint32_t begin, std::uint32_t end);
    void search(std::uint32_t begin, std::uint32_t end, const glm::vec3& p, std::uint32_t& best,
                float& best2) const;

    std::vector<OrientedPoint> points_;  // in tree order: the middle of a range splits it
    std::vector<std::uint8_t> axis_;
};

}  // namespace trichion
