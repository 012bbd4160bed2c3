// Dots that lie together on the skin: what is uploaded, kept and passed over at once.
#pragma once

#include "renderer/scene.h"

#include <glm/glm.hpp>
#include <memory>
#include <span>
#include <vector>

namespace trichion {

/// Some dots of one kind and what tells at a glance whether any of them may be seen. Never changes once it is shared.
struct DotTile {
    std::vector<DotInstance> dots;
    bool is_native = false;
    glm::vec3 centre_mm{0.0f};
    float reach_mm = 0.0f;
    glm::vec3 axis{0.0f, 0.0f, 1.0f};  // mean normal
    float spread = -1.0f;              // least cosine between a normal and the axis
};
using DotTiles = std::vector<std::shared_ptr<const DotTile>>;

/// @param dots  one or more, all native hair or all pigment. The nearer together, the oftener they are passed over.
/// @param normals  of each dot, as it was before it was packed.
std::shared_ptr<const DotTile> dot_tile(std::vector<DotInstance> dots, std::span<const glm::vec3> normals);

/// Sorts dots in any order into tiles of 32 mm, native hair first. @cost 3 ms for 65k dots.
DotTiles tiles_of(std::span<const DotInstance> dots);

}  // namespace trichion
