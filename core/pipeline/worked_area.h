// How much skin a design works on, in all and by region.
#pragma once

#include "core/pipeline/placing_trace.h"

#include <vector>

namespace trichion {

/// The front band: this far behind the drawn frontal line [FACTS 3.5: hairline and transition are a band of 2 cm].
inline constexpr float kFrontBandMm = 20.0f;

/// What of each of the cloud's triangles is worked on: inside the outline, an added area or a scar, and not left out. A
/// triangle that an edge cuts counts by sixteen parts.
/// @param before  of the same cloud, or null; patches that `bounds` leaves are copied from it.
std::vector<WorkedSkin> worked_skin(const Head& head, const CandidateCloud& cloud, const DensityField& field,
                                    const EditBounds& bounds, const PlacingTrace* before);

/// Adds up: the front band, then what of each zone lies behind it, without those that are empty.
std::vector<RegionArea> regions_of(const CandidateCloud& cloud, const std::vector<WorkedSkin>& skin);

/// All that a free area's edge encloses, cm2.
float enclosed_cm2(const Head& head, const CandidateCloud& cloud, const SurfaceLoop& loop, const glm::vec4& ball);

}  // namespace trichion
