// The pictures that built-in heads wear, from the embedded models.
#pragma once

#include "core/base/image.h"
#include "core/pipeline/head.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// Radius 1, cornea towards +z.
struct Eyeball {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec2> uvs;
    std::vector<glm::uvec3> triangles;
};

struct BuiltInMaps {
    Image face_mask;           // R brow, G lips, B redder zones
    Image brow_mask;           // one channel, covers brow_box
    glm::vec4 brow_box{0.0f};  // u0 v0 u1 v1
    Image eye_map;
    Eyeball eyeball;
};

/// Unknown names in `look` fall back to the natural brow and the hazel eye.
BuiltInMaps built_in_maps(const BuiltInLook& look);

}  // namespace trichion
