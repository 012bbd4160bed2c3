// Where a flat piece's line lands when it is laid back on the head: found without anything of the flattening.
#pragma once

#include "core/base/error.h"
#include "core/geometry/surface.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace trichion {

/// How far one piece's line lands off the design.
struct PieceLanding {
    std::string piece;             // StencilPiece::name
    double worst_mm = 0.0;
    double median_mm = 0.0;
    glm::dvec3 worst_at_mm{0.0};   // on the head
    double crosses_apart_mm = 0.0; // of a piece on several pages: the most that alignment marks of one name miss by
    std::vector<float> off_mm;     // at every place, kLandingPlaceMm apart along the landed line, then along the design's
};
inline constexpr double kLandingPlaceMm = 0.25;

inline constexpr double kLandingLimitMm = 0.5;        // the worst that may leave without a warning
inline constexpr double kLandingMedianLimitMm = 0.2;

/// All pieces of a stencil.
struct Landing {
    std::vector<PieceLanding> pieces;
    double worst_mm = 0.0;
    double median_mm = 0.0;        // over every place of every line

    bool is_within_limits() const { return worst_mm <= kLandingLimitMm && median_mm <= kLandingMedianLimitMm; }
};

/// The figures of all pieces together.
Landing landing_of(std::vector<PieceLanding> pieces);

/// A mark as read from the paper, and where the artist lays it.
struct LandingTie {
    glm::dvec2 flat_mm{0.0};       // where the mark crosses the flat line
    glm::dvec3 head_mm{0.0};
};

/// Lays a flat line on the head as a stiff strip that is pressed on along it: from the middle tie outwards, each segment
/// straight on, turning only as the paper turns. Place and heading are those that fit the ties best, by least squares. It
/// walks over the triangles by itself and knows neither strips nor flattening. What is straight is told by the skin's
/// normals, mixed between corners: by the bare triangles a line turns or not as it passes a corner on one or the other
/// side, which a strip of paper does not.
///
/// What it measures: from every place of the landed line to the design and, so that a line that is too short is seen,
/// from every place of the design to the landed line. A tie that lands off its place on the head counts as well: that
/// is how a line that slides along itself is seen.
///
/// @param flat  the line as read back from a file, unmirrored, y up as on a piece; mm.
/// @param ties  three or more, in order along it, no farther than 0.5 mm from it.
/// @param design  the line it must land on.
/// @error Degenerate  the line leaves the skin, fewer than three ties, ties that do not lie on the line.
/// @cost  5 to 10 ms for 300 points.
/// @source K. Polthier, M. Schmies, "Straightest Geodesics on Polyhedral Surfaces", 1998, for the task; carrying the
///         direction along mixed normals, and the check, are ours.
Result<PieceLanding> land_line(const Surface& skin, const std::vector<glm::dvec2>& flat, const std::vector<LandingTie>& ties,
                               const SurfaceCurve& design);

}  // namespace trichion
