// A triangle mesh made ready for walking, picking and measuring.
#pragma once

#include "core/base/error.h"
#include "core/geometry/mesh.h"

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

/// A place on a surface: a triangle and the weights of its three corners, which are >= 0 and sum to 1.
/// What a document stores, so that a design stays on the skin when the head is moved or scaled.
struct SurfacePoint {
    std::uint32_t triangle = 0;
    glm::vec3 weights{1.0f, 0.0f, 0.0f};

    friend bool operator==(const SurfacePoint&, const SurfacePoint&) = default;
};

struct Ray {
    glm::vec3 origin{0.0f};
    glm::vec3 direction{0.0f, 0.0f, -1.0f};  // unit length
};

struct SurfaceHit {
    SurfacePoint at;
    float distance_mm = 0.0f;
};

/// An immutable mesh with normals, neighbours and a bounding-volume hierarchy. May have borders and several
/// parts; every edge has at most two triangles.
class Surface {
public:
    Surface() = default;

    /// @param mesh  positions finite, indices in range.
    /// @error  InvalidInput  no triangle, an index out of range, or a position that is not finite.
    /// @cost   O(n log n); 100k triangles take about 60 ms here.
    static Result<Surface> build(Mesh mesh);

    const Mesh& mesh() const { return mesh_; }
    std::size_t triangle_count() const { return mesh_.triangles.size(); }
    const Box& box() const { return box_; }

    /// Area-weighted unit normal of each vertex.
    const std::vector<glm::vec3>& vertex_normals() const { return vertex_normals_; }

    /// For triangle t and its edge e, which runs from corner e to corner (e + 1) % 3: the triangle on the other
    /// side, or -1 at a border (and where more than two triangles meet).
    const std::vector<glm::ivec3>& neighbours() const { return neighbours_; }

    glm::vec3 position(const SurfacePoint& p) const;
    /// Interpolated unit normal.
    glm::vec3 normal(const SurfacePoint& p) const;
    /// Unit normal of one triangle.
    glm::vec3 face_normal(std::uint32_t triangle) const;
    float area_mm2(std::uint32_t triangle) const;

    /// The nearest place on the surface, or nothing within `max_distance_mm`. Ties go to the lower triangle.
    std::optional<SurfacePoint> closest(const glm::vec3& p,
                                        float max_distance_mm = std::numeric_limits<float>::max()) const;

    /// The first crossing of a ray. Back faces count unless `front_only`.
    std::optional<SurfaceHit> hit(const Ray& ray, bool front_only = false) const;

    /// The same triangles (and so the same surface points) after a move and a scale.
    /// @cost O(n); 100k triangles take about 6 ms.
    Surface transformed(const Similarity& move) const;

private:
    struct Node {
        Box box;
        std::uint32_t first = 0;  // first child (the second follows it), or first entry of order_
        std::uint32_t count = 0;  // triangles in a leaf, 0 in an inner node
    };

    void build_normals();
    void build_neighbours();
    void build_tree();
    void refit_tree();

    Mesh mesh_;
    Box box_;
    std::vector<glm::vec3> vertex_normals_;
    std::vector<glm::ivec3> neighbours_;
    std::vector<Node> nodes_;
    std::vector<std::uint32_t> order_;
};

/// Points along a surface with the way walked so far.
struct SurfaceCurve {
    std::vector<SurfacePoint> points;
    std::vector<glm::vec3> positions_mm;  // as long as points
    std::vector<float> arc_mm;            // as long as points, starting at 0; along the surface
    bool is_closed = false;               // the last point equals the first

    float length_mm() const { return arc_mm.empty() ? 0.0f : arc_mm.back(); }
};

}  // namespace trichion
