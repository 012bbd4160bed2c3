// Making one side of an outline answer to the other again.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/outline_places.h"

namespace trichion {

/// The outline keeping another share of the natural asymmetry. While it mirrors, right points that are the counterparts
/// of their left twins become so at the new share; those moved by themselves, and locked parts, stay.
/// @error InvalidInput  a share outside 0 to 1.
Result<Outline> with_asymmetry(const Head& head, const Symmetry& symmetry, const Outline& outline, float share);

/// The outline with the side `to` laid as the counterpart of the other, and points of the midline back on it. Points
/// without a twin, and locked parts, stay.
Outline with_side_mirrored(const Head& head, const Symmetry& symmetry, const Outline& outline, Side to);

}  // namespace trichion
