// How straight a hairline runs: how much of it a ruler would cover.
#pragma once

#include "core/pipeline/head.h"

#include <cstddef>

namespace trichion {

/// How far a line may leave the ruler's edge.
inline constexpr float kRulerReach_mm = 1.0f;

/// A stretch of a curve's samples, both ends included.
struct StraightStretch {
    std::size_t first = 0;
    std::size_t last = 0;
    float length_mm = 0.0f;  // of the ruler
};

/// The longest stretch that keeps within kRulerReach_mm of the straight line between its ends, when each place is put
/// down as the artist measures it: so far left of the midline, so far up from the brows by tape. (In space no line over
/// a rounded forehead is straight, and the shortest way over it rises towards the temples.)
/// @param curve  on the upper part of the head; places below the glabella end a stretch.
/// @cost  about 0.2 ms for 150 mm.
/// @source The measure is ours.
StraightStretch longest_straight(const Head& head, const SurfaceCurve& curve);

}  // namespace trichion
