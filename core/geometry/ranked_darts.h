// Gives each of many candidate points the spacing at which it enters a blue-noise set: one order, every density.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

struct DartOptions {
    float widest_mm = 16.0f;    // spacing of the first level
    float narrowest_mm = 0.3f;  // levels end here at the latest
    std::size_t enough = 0;     // levels end once this many are ranked; 0: never
    std::uint64_t seed = 1;
};

/// Ranks candidates by throwing them as darts at ever narrower spacings, 32 levels an octave, in the order of a
/// hash of their index. For every spacing r, no two candidates of rank >= r lie closer than r, except where the
/// skin folds back on itself (normals opposed); and sets of narrower spacing contain those of wider.
///
/// A rejected candidate remembers how far the nearest accepted one is and is tried again only at the first level
/// whose spacing is no more than that: about five trials for each candidate, however many levels.
///
/// @param positions  n points, mm.
/// @param normals    n unit normals.
/// @return for each candidate its rank in mm; 0 for those that never entered.
/// @error  Cancelled.
/// @cost   about 1 us for each candidate.
/// @source Hierarchical dart throwing: K. White, D. Cline, P. Egbert, "Poisson Disk Point Sets by Hierarchical
///         Dart Throwing", RT 2007; ordered by unique priorities as in X. Ying, S.-Q. Xin, Q. Sun, Y. He, "An
///         Intrinsic Algorithm for Parallel Poisson Disk Sampling on Arbitrary Surfaces", TVCG 19(9), 2013.
///         The remembered distance and the rank inside a level are ours.
Result<std::vector<float>> rank_by_darts(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                                         const DartOptions& options, const CancelToken& token = {},
                                         const Progress& progress = {});

}  // namespace trichion
