// A strip that follows its curve through a drag: only what the drag touched is laid anew.
#pragma once

#include "core/geometry/strip.h"
#include "core/geometry/surface.h"

#include <cstddef>
#include <glm/glm.hpp>
#include <optional>
#include <vector>

namespace trichion {

/// Where each place of a curve is on the curve that it was dragged to: stretches that lie where they lay keep their places,
/// those between them keep their shares from corner to corner.
class CurveMatch {
public:
    /// Nothing where either is closed or has no length.
    /// @cost  O(samples), about 0.1 ms for 1,000.
    static std::optional<CurveMatch> between(const SurfaceCurve& before, const SurfaceCurve& now);

    /// @param arc_mm  along the curve before. @return  along the curve now.
    double now_mm(double arc_mm) const;
    /// Whether the curve lies where it lay, there and so far to both sides.
    bool is_kept(double arc_mm, double reach_mm) const;
    /// Whether all of it lies where it lay between two ways.
    bool is_kept_between(double from_mm, double to_mm) const;

private:
    struct Tie {
        double before_mm = 0.0, now_mm = 0.0;
        bool is_kept_after = false;  // up to the next tie
    };
    std::vector<Tie> ties_;
};

/// What a drag made of a strip's widths.
struct DragWidths {
    double left_share = 1.0, right_share = 1.0;  // of those before
};

/// What following a strip gave, and what it cost.
struct FollowedStrip {
    Strip strip;
    std::size_t lines_laid = 0;  // anew, of 2 for each column
};

/// The strip along the curve now, with as many columns and rows, the same darts, and every line across in the direction that
/// it had. Where the curve lies where it lay, and is as wide, the strip's vertices stay; its grid's arithmetic
/// (turning, ways) is measured anew everywhere. Differs from a strip built afresh, whose columns may stand elsewhere.
/// @param before  along the curve of `match` before, as built or followed.
/// @return  nothing where a line finds no way on the surface, or a width is 0.
/// @cost  about 0.3 ms, and 5 us for each line laid anew.
std::optional<FollowedStrip> follow_strip(const Surface& surface, const Strip& before, const SurfaceCurve& now, const CurveMatch& match,
                                          const DragWidths& widths = {});

}  // namespace trichion
