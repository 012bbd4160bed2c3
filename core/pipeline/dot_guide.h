// The dots of a design on a flat piece: what a dot guide shows.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/stencil_stage.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A dot on paper. Flat mm.
struct GuideDot {
    glm::dvec2 at{0.0};
    float diameter_mm = 0.4f;
};

/// The dots that lie on the piece, at their true places on it, in the order of their ids. Where the skin under a dart's two
/// sides meets, each dot goes to the side that it lies on.
/// @cost  about 15 ms for 30,000 dots.
std::vector<GuideDot> dots_on_piece(const StencilPiece& piece, const Dots& dots);

/// A window of 1 cm2 on the piece that shows how dense the dots stand there: for what is cut, where no dots are printed.
struct DensityWindow {
    std::vector<glm::dvec2> border;  // a closed square of 10 mm, not over the edge, a mark or another window
    int count = 0;                   // of the design's dots inside
};
inline constexpr double kWindowMm = 10.0;
inline constexpr double kWindowClearMm = 1.5;  // of edge, border, darts and marks: what holds the paper together

/// Where there is room along the scalp side and dots to count, at most `most`, evenly spread along the piece; in pairs at
/// mirrored places across the midline where the piece is much the same on both its sides.
/// @cost  some 20 ms.
std::vector<DensityWindow> density_windows(const StencilPiece& piece, const std::vector<GuideDot>& dots, std::size_t most);

}  // namespace trichion
