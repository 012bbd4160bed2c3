// Triangles in space: the plainest form of a shape.
#pragma once

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// Triangles over shared vertices, counter-clockwise seen from outside. Millimetres unless said otherwise.
struct Mesh {
    std::vector<glm::vec3> positions;
    std::vector<glm::uvec3> triangles;

    friend bool operator==(const Mesh&, const Mesh&) = default;
};

/// An upright box; empty (min > max) until grown.
struct Box {
    glm::vec3 min{1e30f};
    glm::vec3 max{-1e30f};

    void grow(const glm::vec3& p) { min = glm::min(min, p), max = glm::max(max, p); }
    glm::vec3 size() const { return max - min; }
    glm::vec3 centre() const { return 0.5f * (min + max); }
};

/// A rotation, a shift and one scale for all directions: p -> scale * rotation * p + shift.
struct Similarity {
    glm::mat3 rotation{1.0f};
    glm::vec3 shift{0.0f};
    float scale = 1.0f;

    glm::vec3 operator()(const glm::vec3& p) const { return scale * (rotation * p) + shift; }
    glm::vec3 inverse(const glm::vec3& p) const { return glm::transpose(rotation) * (p - shift) / scale; }

    friend bool operator==(const Similarity&, const Similarity&) = default;
};

}  // namespace trichion
