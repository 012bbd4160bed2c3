// Gives each of many points on a surface the spacing at which it enters a blue-noise set: one order, every density.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/surface.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace trichion {

/// A point of the ranking.
struct RankedDart {
    SurfacePoint at;
    float rank_mm = 0.0f;  // belongs to every set whose spacing is at most this

    friend bool operator==(const RankedDart&, const RankedDart&) = default;
};

struct DartOptions {
    float widest_mm = 16.0f;        // spacing of the first level
    float narrowest_mm = 0.3f;      // levels end here at the latest
    double scattered_per_mm2 = 13.0;  // how densely the candidates lie
    std::size_t enough = 0;         // levels end once this many are ranked; 0: never
    float early_mm = 0.0f;          // spacing down to which `early` is told the ranking; 0: never
    std::uint64_t seed = 1;
    unsigned threads = 2;           // the result does not depend on it
};

/// Told once, as soon as all darts of rank >= `early_mm` are known; they are the first of the final ones, but for the
/// order in which they come.
using EarlyDarts = std::function<void(std::vector<RankedDart>)>;

/// Ranks candidates by throwing them as darts at ever narrower spacings, 16 levels an octave. For every spacing r, no
/// two darts of rank >= r lie closer than r, except where the skin folds back on itself (normals opposed); and sets of
/// narrower spacing contain those of wider.
///
/// A dart that hits a free place moves to the middle of the gap that it hit, so that few candidates fill gaps as well
/// as many; its rank is how wide the gap is there, less where its surroundings are crowded (even_ranks.h). A rejected candidate remembers how far the nearest dart is and is tried again only at the first level whose
/// spacing is no more than that; and candidates join as spacings shrink, four for each dart. So each is tried less than
/// twice, however many levels there are.
///
/// @param candidates  places on the surface, best with neighbours near each other.
/// @param may_bear    one flag for each triangle: whether darts may come to lie on it.
/// @return darts in the order of their candidates.
/// @error  Cancelled.
/// @cost   about 0.6 us for each candidate on one thread.
/// @source Hierarchical dart throwing: K. White, D. Cline, P. Egbert, "Poisson Disk Point Sets by Hierarchical
///         Dart Throwing", RT 2007; ordered by unique priorities as in X. Ying, S.-Q. Xin, Q. Sun, Y. He, "An
///         Intrinsic Algorithm for Parallel Poisson Disk Sampling on Arbitrary Surfaces", TVCG 19(9), 2013; the
///         middle of a gap as the next point: Y. Eldar et al., "The Farthest Point Strategy for Progressive Image
///         Sampling", IEEE TIP 6(9), 1997. The remembered distance and joining by level are ours.
Result<std::vector<RankedDart>> rank_by_darts(const Surface& surface, std::span<const SurfacePoint> candidates,
                                              std::span<const std::uint8_t> may_bear, const DartOptions& options,
                                              const CancelToken& token = {}, const Progress& progress = {},
                                              const EarlyDarts& early = {});

}  // namespace trichion
