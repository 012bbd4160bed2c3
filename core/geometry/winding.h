// How often a surface winds around a place: tells inside from outside even when the surface has holes.
#pragma once

#include "core/geometry/surface.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// The generalised winding number of a mesh: about 1 inside, about 0 outside, 0.5 on a film across its holes.
/// Triangles joined by an edge are first turned alike, and each joined part so that it encloses volume.
/// @source A. Jacobson, L. Kavan, O. Sorkine-Hornung, "Robust inside-outside segmentation using generalized winding
///         numbers", 2013; far parts as dipoles after G. Barill et al., "Fast winding numbers for soups and clouds", 2018.
class WindingNumber {
public:
    explicit WindingNumber(const Surface& surface);

    /// @cost about 1 us.
    float at(const glm::vec3& p) const;

private:
    struct Node {
        glm::vec3 centre{0.0f};  // weighted by area
        glm::vec3 dipole{0.0f};  // sum of area vectors
        float radius_mm = 0.0f;
        std::uint32_t first = 0;  // first child, the second follows it; or first triangle
        std::uint32_t count = 0;  // triangles in a leaf, 0 in an inner node
    };
    struct Triangle {
        glm::vec3 a, b, c;
    };

    void build(std::uint32_t node, std::uint32_t first, std::uint32_t count);

    std::vector<Triangle> triangles_;
    std::vector<Node> nodes_;
};

}  // namespace trichion
