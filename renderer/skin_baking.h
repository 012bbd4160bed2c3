// What the renderer works out about a skin once, when it is uploaded.
#pragma once

#include "core/geometry/mesh.h"
#include "renderer/scene.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

/// The plane of the largest open edge in the lower half (the cut neck): unit normal into the head, and offset. A
/// level plane at the lowest point when there is none; far below when the skin is too small to be a head.
glm::vec4 hem_plane(const SkinGeometry& skin);

/// How strongly the skin bends at each vertex: 0 flat, 1 a radius of 12 mm or less (nose, ears, lips).
std::vector<float> bending(const SkinGeometry& skin);

/// The triangles that remain when all vertices of a cell of `cell_mm` become one: for shadows, where form counts
/// and detail does not. Indices into the same positions.
std::vector<glm::uvec3> coarse_triangles(const SkinGeometry& skin, float cell_mm);

}  // namespace trichion
