// One strip laid flat within the limit: relief darts where they help, narrower where they do not.
#pragma once

#include "core/base/cancel_token.h"
#include "core/geometry/flatten.h"
#include "core/geometry/strip.h"

#include <functional>
#include <glm/glm.hpp>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

/// What a piece may stretch away from its edge: |singular value - 1|. Paper and skin give that much without a ripple.
inline constexpr double kStretchLimit = 0.03;
/// Relief darts stand at least so far apart, along the edge.
inline constexpr double kDartsApartMm = 9.0;

/// A strip and its flat shape.
struct LaidStrip {
    Strip strip;      // with its darts
    FlatStrip flat;
};

/// Lines on the flat strip that darts keep clear of: placement marks.
struct KeptLines {
    std::vector<std::vector<glm::dvec2>> always;       // the midline
    std::vector<std::vector<glm::dvec2>> where_it_can; // others end at a dart that cannot be elsewhere
};
using KeepClear = std::function<KeptLines(const Strip&, const FlatStrip&)>;

/// Lays a strip flat with its edge true, and cuts darts where the paper is too long beside the line, the worst places
/// first, until it keeps the limit; at mirrored places where the strip is as good as symmetric. A dart that would close
/// rather than open is taken out again: on saddle-shaped skin paper is too short, and no cut helps. Last, darts are taken out
/// that the limit does not ask for.
/// @return  the best that was found: see `flat.largest_stretch`.
/// @error   Degenerate, Cancelled  as flatten_strip.
/// @cost    10 to 25 ms for each round of darts, three or four rounds for a hairline with both temples.
Result<LaidStrip> lay_with_darts(const Strip& plain, const KeepClear& keep_clear, const CancelToken& token = {});

/// For each column of each side the largest stretch of the triangles beside it.
struct ColumnStretch {
    std::vector<double> left, right;
};
ColumnStretch stretch_by_column(const LaidStrip& laid);

/// Where a dart's straight sides end at the border, whose corners are rounded there: before its column, and behind it.
std::pair<glm::dvec2, glm::dvec2> dart_ends(const LaidStrip& laid, const StripDart& dart);

/// The closed cut line, counter-clockwise: darts with straight sides, corners rounded.
std::vector<glm::dvec2> border_of(const LaidStrip& laid);

/// Whether no two edges of a closed line cross. @cost  O(n^2), about 1 ms for 600 points.
bool is_simple(const std::vector<glm::dvec2>& closed);

/// Every vertex that a dart left of or right of its column has, from the border to the tip.
std::vector<std::size_t> dart_side(const Strip& strip, const StripDart& dart, bool is_behind);

}  // namespace trichion
