// The mean of the built-in heads: what any head is compared with when nothing is known about it.
#pragma once

#include "core/geometry/registration.h"

#include <map>
#include <string>
#include <vector>

namespace trichion {

/// Millimetres in the anatomical frame (origin midway between the tragions). Neck, mouth and eye pockets left out.
struct MeanHead {
    std::vector<ModelPoint> cranium;  // scalp and forehead, evenly spread
    std::vector<ModelPoint> face;     // face and ears, evenly spread
    std::map<std::string, glm::vec3> landmarks;
    glm::vec3 cranium_middle{0.0f};  // of the ball that fills the cranium
    float cranium_radius_mm = 0.0f;
};

/// Made when first asked for, from the models embedded in the program.
/// @cost 60 ms the first time, nothing later.
const MeanHead& mean_head();

}  // namespace trichion
