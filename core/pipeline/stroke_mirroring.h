// A brush's way over the skin, and the same way on the other side.
#pragma once

#include "core/base/error.h"
#include "core/geometry/surface.h"
#include "core/pipeline/head.h"
#include "core/pipeline/symmetry.h"

#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

/// A place of the skin as a document holds it: in the source frame before scaling.
glm::vec3 place_of(const Head& head, const SurfacePoint& at);

/// The way through these places of the skin as a stroke holds it, with places between where two are more than 2 mm
/// apart, each on the skin below or above the straight way.
/// @param through  places in mm in the anatomical frame.
/// @error InvalidInput  a place is farther than 10 mm (kFarthestOffSkinMm) off the skin, or two are more than 80 mm apart.
Result<std::vector<glm::vec3>> stroke_path(const Head& head, std::span<const glm::vec3> through);

/// The counterpart of each place of a stroke's path (symmetry.h), in its order: Stroke::mirrored. A place that is not on
/// this head is kept as it is and does nothing on either side.
/// @param asymmetry  share of the natural asymmetry kept, 0 to 1.
/// @cost  about 10 us for each place.
std::vector<glm::vec3> mirrored_path(const Head& head, const Symmetry& symmetry, std::span<const glm::vec3> path,
                                     float asymmetry);

}  // namespace trichion
