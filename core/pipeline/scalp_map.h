// Where hair grows on a head of which nobody drew a mask.
#pragma once

#include "core/pipeline/head.h"

#include <span>
#include <vector>

namespace trichion {

/// Hair-bearing scalp (0 to 1) at places of a head, laid over from the built-in head's mask by landmarks: seen from
/// inside the head, the same directions bear hair once length, breadth and height agree. Ears, face and neck are 0.
/// @param places_mm  in the anatomical frame.
/// @param normals    unit, as long as places_mm: what does not face outward, such as the film over a cut neck, is 0.
/// @param landmarks  in the same frame; tragions, vertex, glabella and opisthocranion count.
/// @cost  about 5 ms; the first time ever about 0.3 s, then read from the cache.
std::vector<float> guess_scalp(std::span<const glm::vec3> places_mm, std::span<const glm::vec3> normals,
                               const Landmarks& landmarks);

}  // namespace trichion
