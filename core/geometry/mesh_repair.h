// Mending of meshes as files bring them: doubled corners, slivers, loose bits, mixed winding.
#pragma once

#include "core/geometry/skin_mesh.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

/// For each position the lowest index of one that is exactly equal to it: triangles that meet in space meet in
/// these numbers, whatever their texture says.
/// @cost O(n log n).
std::vector<std::uint32_t> first_of_equal(std::span<const glm::vec3> positions);

/// Merges vertices that agree in place, texture coordinate and colour; those of a texture seam stay apart.
/// Vertices that no triangle uses are dropped.
SkinMesh weld(const SkinMesh& skin);

/// The skin with only the triangles whose entry in `keep` is not 0, and the vertices that they use.
SkinMesh keep_triangles(const SkinMesh& skin, std::span<const std::uint8_t> keep);

/// For each triangle whether it spans an area and stands there for the first time: 0 for slivers of no area and
/// for triangles that repeat another's three corners.
std::vector<std::uint8_t> sound_triangles(const Mesh& mesh);

/// Triangles that hang together over shared edges.
struct MeshParts {
    std::vector<std::uint32_t> of_triangle;  // part of each triangle, 0 the one with the largest area
    std::vector<double> area;                // of each part, falling
};
MeshParts parts_of(const Mesh& mesh);

/// Turns triangles so that neighbours over an edge agree, and each patch of them so that it faces away from
/// `inside` by the flux through it.
/// @return how many triangles were turned.
std::size_t wind_outward(Mesh& mesh, const glm::vec3& inside);

}  // namespace trichion
