// Where a head's own axes lie.
#pragma once

#include "core/pipeline/head.h"

namespace trichion {

/// The rigid move from a frame in which `landmarks` are given to the anatomical one: origin midway between the
/// tragions, x from the right to the left one, and the glabella seen from there `elevation_rad` above the z axis.
/// @error Degenerate  a landmark is missing, the tragions are closer than 60 mm or the glabella lies within 30 mm of
///                    their line.
Result<Similarity> anatomical_frame(const Landmarks& landmarks, float elevation_rad);

/// Elevation of the glabella over the tragions in landmarks that already stand in the anatomical frame.
float glabella_elevation_rad(const Landmarks& landmarks);

/// Mean elevation of the glabella over the built-in heads' tragions: how a scan is pitched.
/// @source The landmarks of the eight built-in heads: 17.7 to 21.4 degrees.
inline constexpr float kGlabellaElevation_rad = 0.3351f;

}  // namespace trichion
