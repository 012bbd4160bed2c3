// Small drawings beside the pieces: where each stretches, and how the pages of a large one go together.
#pragma once

#include "core/io/sheet_placing.h"

#include <array>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A band of stretch and its colour, 0 to 1.
struct StretchBand {
    double upto_percent = 0.0;   // above the band before
    const char* words = "";
    glm::dvec3 rgb{0.0};
};
/// From least to most; the last has no end.
const std::array<StretchBand, 5>& stretch_bands();

/// The piece's triangles of one band as areas whose insides do not overlap. Flat mm.
std::vector<std::vector<glm::dvec2>> band_rings(const StencilPiece& piece, std::size_t band);

/// Draws the pieces of a page small, coloured by stretch, with what the colours mean, where there is room. Nothing where
/// there is none.
void draw_stretch_inset(SheetCanvas& canvas, const PlannedPage& page, const SheetContent& content);

/// Draws every tiled piece small, its windows as pages with their numbers.
void draw_assembly_map(SheetCanvas& canvas, const SheetRect& room, const SheetPlan& plan);

}  // namespace trichion
