// Which side of a closed curve a place on a rounded surface lies on.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

/// A way of laying the upper side of a head, or any surface seen from one inner point, on a plane without folds.
/// @source Stereographic projection of the directions from a centre; the sphere fitted by normals is ours.
class CapProjection {
public:
    CapProjection() = default;

    /// Fits a sphere to points and their normals (p = centre + radius * normal, least squares; a flat patch gets
    /// a radius of 300 mm) and projects from the side opposite to the mean normal.
    static CapProjection fitted(std::span<const glm::vec3> positions_mm, std::span<const glm::vec3> normals);

    glm::dvec2 operator()(const glm::vec3& p) const;
    const glm::dvec3& centre_mm() const { return centre_mm_; }
    const glm::dvec3& axis() const { return axis_; }

private:
    glm::dvec3 centre_mm_{0.0};
    glm::dvec3 axis_{0.0, 1.0, 0.0};
    glm::dvec3 across_{1.0, 0.0, 0.0};
    glm::dvec3 up_{0.0, 0.0, -1.0};
};

/// A closed polygon on such a plane. A place is inside when the loop winds round it; of the two sides of a loop
/// round a head that is the one away from the projection's pole.
class SurfaceLoop {
public:
    SurfaceLoop(const CapProjection& projection, std::span<const glm::vec3> loop_mm);

    /// @cost about 40 ns, however long the loop.
    bool contains(const glm::vec3& p) const { return contains(projection_(p)); }
    bool contains(const glm::dvec2& p) const;

private:
    struct Edge {
        glm::dvec2 from;
        glm::dvec2 to;
    };
    std::size_t row_of(double y) const;

    CapProjection projection_;
    std::vector<Edge> edges_;
    glm::dvec2 least_{0.0};
    glm::dvec2 most_{0.0};
    double rows_per_unit_ = 0.0;
    std::vector<std::uint32_t> row_start_;
    std::vector<std::uint32_t> row_edges_;
};

}  // namespace trichion
