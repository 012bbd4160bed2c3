// Placement marks: lines on a piece that say where on the head it belongs.
#pragma once

#include "core/pipeline/stencil_runs.h"
#include "core/pipeline/stencil_stage.h"
#include "core/pipeline/stencil_strip.h"

#include <string>
#include <utility>
#include <vector>

namespace trichion {

inline constexpr std::size_t kFewestMarks = 3;

/// What a piece's first and last end are called: by the side of the head; of a piece on one side front and back, of a
/// sideburn temple and ear, since its ends lie above each other.
std::pair<std::string, std::string> end_names(const StencilRun& run);

/// A mark that a piece has no room for.
struct LeftOutMark {
    std::string name;   // as PlacementMark has them
    std::string label;
    std::string why;    // "it lies at the piece's end"
};

/// The marks of one piece in order along its edge: the midline with its height, pupils, outer corners of the eyes and the
/// outline's corners, the ear's places, 15 mm from the ends of a long piece; where these are fewer than three, ways from the edge's end.
/// @param left_out  gets those of the face's and the outline's places that lie at an end or beside another mark.
/// @cost  about 1 ms.
std::vector<PlacementMark> place_marks(const Head& head, const OutlineResult& outline, const StencilRun& run,
                                       const Strip& strip, const FlatStrip& flat, std::vector<LeftOutMark>* left_out = nullptr);

/// The lines on the flat strip where a function of the place on the head is 0, each from one border to another.
/// @param value  of each vertex of the strip; not a number where no line is looked for.
std::vector<std::vector<glm::dvec2>> level_lines(const Strip& strip, const FlatStrip& flat, const std::vector<double>& value);

/// Where the way along the edge is, on the paper.
glm::dvec2 edge_point(const Strip& strip, const FlatStrip& flat, double arc_mm);

}  // namespace trichion
