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

struct Stencil {
    std::vector<StencilPiece> pieces;
    double edge_length_skin_mm = 0.0;
    double edge_length_flat_mm = 0.0;
    double largest_error_percent = 0.0;  // of any length in the strip: worst |singular value - 1| * 100
    double largest_error_mm = 0.0;       // largest difference of a length on paper from the same length on skin
    std::vector<Advice> advice;
};

/// @error Degenerate  the strip folds or the outline has no frontal part; Cancelled.
Result<Stencil> flatten_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                const CancelToken& token = {});

}  // namespace trichion
