// The stencil stage: strips of skin along the chosen parts of the outline, laid flat at 1:1.
#pragma once

#include "core/base/cancel_token.h"
#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <glm/glm.hpp>
#include <memory>
#include <string>
#include <vector>

namespace trichion {

/// A line drawn on a piece to put it back in its place. Flat mm.
struct PlacementMark {
    std::string name;              // stable, for files: "midline", "pupil_r", "canthus_l", "corner_r", "ear_l", "end_r"
    std::string label;             // for readers: "midline, hairline 74 mm above glabella"
    std::vector<glm::dvec2> line;  // from the scalp side to the skin side
    glm::dvec2 on_edge{0.0};       // where it crosses the piece's edge; the tick at the end of a tongue or tail does not
                                   // cross it: there where the tongue's middle leaves it
    glm::dvec3 on_head_mm{0.0};    // where that is on the design's line, found on the head and not on the paper
    std::string notched_label{};   // the same where the midline's notch is cut at its foot: it tells the notch's height, too
};

/// A wedge of paper left out, from the border towards the hairline; its sides meet on the skin. Flat mm.
struct ReliefDart {
    glm::dvec2 tip{0.0};           // at least kDartFromEdgeMm from the edge
    glm::dvec2 first{0.0}, second{0.0};  // on the border, in the border's order
    bool is_on_scalp_side = true;
};
inline constexpr double kDartFromEdgeMm = 3.0;

/// One flat piece. Flat mm, x to the person's left when worn (right on the sheet), y towards the crown, for a piece on
/// the forehead; elsewhere the edge runs as the outline does and y is towards its worked side.
struct StencilPiece {
    std::string name;                // unique, stable, for files: "frontal", "frontal_r", "ear_l", "nape"
    std::string label;               // for readers: "frontal hairline, temples"
    std::vector<glm::dvec2> border;  // closed cut line, counter-clockwise, first point not repeated; darts, tongue and
                                     // tails are in it
    std::vector<glm::dvec2> edge;    // the hairline, from the person's right to the left
    std::vector<PlacementMark> marks;
    std::vector<ReliefDart> darts;
    std::vector<glm::vec3> skin_mm;  // where each vertex of the strip lies on the head
    std::vector<glm::dvec2> flat;    // and on the paper
    std::vector<glm::uvec3> triangles;
    std::vector<float> stretch;      // for each triangle: largest |singular value - 1|
    SurfaceCurve line;               // the design's line on the head that `edge` is
    double edge_length_skin_mm = 0.0;  // along the skin
    double edge_length_flat_mm = 0.0;  // measured on the drawn line
    std::string start_label, end_label;  // what the edge's first and last end are called: "R end", "ear end"
};

struct StencilTrail;

/// The chosen parts at 1:1, and how far their lengths can be trusted.
struct Stencil {
    std::vector<StencilPiece> pieces;
    double edge_length_skin_mm = 0.0;  // of all pieces
    double edge_length_flat_mm = 0.0;
    /// The worst stretch of any short length, in any direction, anywhere in a piece's strip: |singular value - 1| * 100.
    /// Tongues and tails do not count: they bear no line, and their middle is true.
    double largest_error_percent = 0.0;
    /// The largest difference between a length on paper and the same length along the skin, over every stretch of
    /// the hairline, of both cut lines, of the lines 1.25 mm apart beside the hairline and of those 1 mm apart
    /// across it: how far a tape laid along one of them can disagree with the paper.
    double largest_error_mm = 0.0;
    std::string largest_error_where;   // "along the cut on the scalp side"
    std::vector<Advice> advice;
    std::shared_ptr<const StencilTrail> trail;  // how the pieces were laid, for what follows a drag (stencil_drag.h)
};

/// Lays the skin along the chosen parts flat: `skin_side_mm` below the line, `scalp_side_mm` behind it. The line
/// itself keeps its length and its turning, so that paper laid along it follows it; what the skin's curvature
/// forbids is let out in relief darts, and what is left shows as stretch away from the line (geometry/flatten.h).
/// Neighbouring parts make one piece as far as that lies flat; else they are split where the outline turns.
/// @warns  stretch above the limit; a side narrower than asked; a piece with fewer than three placement marks; a strip
///         over an ear; skin that was not scanned under the strip.
/// @error  InvalidInput  a side out of 0 to 60 mm, or both 0; no part chosen; an outline that crosses itself.
/// @error  Degenerate    the strip folds or the outline has none of the chosen parts.
/// @error  Cancelled
/// @cost   30 to 80 ms for frontal hairline and temples in one piece, up to 0.5 s where they are parted.
Result<Stencil> flatten_stencil(const Head& head, const OutlineResult& outline, const StencilSettings& settings,
                                const CancelToken& token = {});

}  // namespace trichion
