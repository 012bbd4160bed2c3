// What follows from a cloud's candidates and its head, once, so that designs are placed and measured quickly.
#pragma once

#include "core/pipeline/dots_stage.h"

namespace trichion {

/// Fills entry densities, blocks, the vertices of each tile, zones and patches of skin. Needs everything else.
/// @cost about 20 ms.
void lay_out_for_designs(const Head& head, CandidateCloud& cloud);

}  // namespace trichion
