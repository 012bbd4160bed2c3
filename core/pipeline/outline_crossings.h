// Where a drawn line crosses itself: allowed while drawing, but worth a word.
#pragma once

#include "core/pipeline/outline_stage.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// The places where the outline, or the edge of a free area, crosses itself; in the order of the line. Lines of different
/// areas may cross each other freely.
/// @cost under 0.3 ms for 1,500 samples.
std::vector<glm::vec3> crossings_mm(const Head& head, const OutlineResult& drawn);

inline bool crosses_itself(const Head& head, const OutlineResult& drawn) { return !crossings_mm(head, drawn).empty(); }

}  // namespace trichion
