// The stencil stage: the strip of skin along the frontal hairline, laid flat at 1:1.
#pragma once

#include "core/base/cancel_token.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace trichion {

/// A line drawn on the sheet to put the stencil back in its place. Flat mm.
struct PlacementMark {
    std::string label;             // "midline, 74 mm above glabella"
    std::vector<glm::dvec2> line;  // from the scalp side to the skin side
};

/// One flat piece. Flat mm, x to the person's left when worn (right on the sheet), y towards the crown.
struct StencilPiece {
    std::vector<glm::dvec2> border;  // closed cut line, counter-clockwise, first point not repeated
    std::vector<glm::dvec2> edge;    // the hairline, from the person's right to the left
    std::vector<PlacementMark> marks;
    std::vector<glm::dvec2> flat;    // flat position of each strip vertex
    std::vector<glm::uvec3> triangles;
    std::vector<float> stretch;      // for each triangle: largest |singular value - 1|
};

/// The frontal hairline's strip at 1:1, and how far its lengths can be trusted.
struct Stencil {
    std::vector<StencilPiece> pieces;
    double edge_length_skin_mm = 0.0;  // the hairline along the skin
    double edge_length_flat_mm = 0.0;  // the hairline on paper, measured on the drawn line
    /// The worst stretch of any short length, in any direction, anywhere in the strip: |singular value - 1| * 100.
    double largest_error_percent = 0.0;
    /// The largest difference between a length on paper and the same length along the skin, over every stretch of
    /// the hairline, of both cut lines, of the lines 1.25 mm apart beside the hairline and of those 1 mm apart
    /// across it: how far a tape laid along one of them can disagree with the paper.
    double largest_error_mm = 0.0;
    std::string largest_error_where;   // "along the cut on the scalp side"
    std::vector<Advice> advice;
};

/// Lays the skin along the frontal hairline flat: `skin_side_mm` below it, `scalp_side_mm` behind it. The hairline
/// itself keeps its length and its turning, so that paper laid along it follows it; what the skin's curvature
/// forbids shows as stretch away from it (geometry/flatten.h).
/// @warns  stretch above 3 %; a side narrower than asked; a piece with fewer than three placement marks.
/// @error  InvalidInput  a side out of 0 to 60 mm, or both 0.
/// @error  Degenerate    the strip folds or the outline has no frontal part.
/// @error  Cancelled
/// @cost   20 to 40 ms.
Result<Stencil> flatten_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                const CancelToken& token = {});

}  // namespace trichion
