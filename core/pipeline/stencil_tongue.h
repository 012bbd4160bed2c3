// Tongues of paper that reach from a piece's skin side to places of the face.
#pragma once

#include "core/pipeline/stencil_runs.h"
#include "core/pipeline/stencil_stage.h"
#include "core/pipeline/stencil_strip.h"

#include <vector>

namespace trichion {

inline constexpr double kTongueWidthMm = 12.0;
inline constexpr double kTailWidthMm = 8.0;
inline constexpr double kBeyondTickMm = 4.0;    // paper below the tongue's tick
inline constexpr double kBeyondCornerMm = 1.0;  // and below a tail's: the eye is there
inline constexpr double kSlitMm = 1.0;          // least between a tongue and the other paper of its piece, for a blade to go round,
inline constexpr double kOpeningMm = 8.0;       // so far along its sides from its root, where the two part

/// Adds the asked tongue (down the midline to the glabella) and tails (to the outer corners of the eyes) to a piece of the
/// front: to its border, its strip and its marks. Their tick is a mark "glabella", "outer_canthus_r" or "_l" whose line is
/// the tick, whose on_edge is where the tongue's middle line leaves the edge. A piece without frontal part gets none.
/// @param advice  gets a sentence for each that cannot be: it would leave the skin, fold, touch its piece elsewhere
///                than at its root, or leave no slit beside it.
/// @cost  about 10 ms each.
void add_tongue_and_tails(const Head& head, const StencilRun& run, const LaidStrip& laid, const StencilSettings& settings,
                          StencilPiece& piece, std::vector<Advice>& advice);

}  // namespace trichion
