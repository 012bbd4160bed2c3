// How much of the sky each place of a mesh sees: what makes folds and ears look deep.
#pragma once

#include "core/base/cancel_token.h"

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

/// Share of the cosine-weighted sky that each vertex sees past the mesh itself, from 64 fixed directions.
/// @param normals  unit, as long as positions.
/// @return 1 open to 0 buried for each vertex, evened out over its neighbours; empty when cancelled.
/// @cost   O(directions * (triangles + pixels)), about 0.3 s for 140k triangles.
/// @source L. Williams, "Casting curved shadows on curved surfaces", 1978: one depth picture for each direction.
std::vector<float> ambient_occlusion(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                                     std::span<const glm::uvec3> triangles, const CancelToken& token = {});

}  // namespace trichion
