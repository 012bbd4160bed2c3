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
};

/// All pieces of a stencil.
struct Landing {
    std::vector<PieceLanding> pieces;
    double worst_mm = 0.0;
    double median_mm = 0.0;        // over every place of every line
};
inline constexpr double kLandingLimitMm = 0.5;        // the worst that may leave without a warning
inline constexpr double kLandingMedianLimitMm = 0.2;

/// A mark as read from the paper, and where the artist lays it.
struct LandingTie {
    glm::dvec2 flat_mm{0.0};       // where the mark crosses the flat line
    glm::dvec3 head_mm{0.0};
};

/// Lays a flat line on the head as a stiff strip that is pressed on along it: from the ties outwards, each segment a
/// straightest geodesic, turning only as the paper turns. Place and heading are those that fit the ties best.
/// @param flat  the line, as read back from a file; unit mm. @param ties  three or more, in order along it.
/// @param design  the line it must land on.
/// @error Degenerate  the line leaves the skin, or the ties do not lie on it.
/// @cost  a few ms for 300 points.
Result<PieceLanding> land_line(const Surface& skin, const std::vector<glm::dvec2>& flat, const std::vector<LandingTie>& ties,
                               const SurfaceCurve& design);

}  // namespace trichion
