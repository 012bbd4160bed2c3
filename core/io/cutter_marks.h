// What a cutter's camera looks for on a printed sheet, so that it cuts where the printer printed.
#pragma once

#include "core/io/sheet_canvas.h"
#include "core/model/document.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A sheet's registration marks, black, and the corners that must stay white for the camera to find them.
struct CutterMarkDrawing {
    std::vector<SheetLine> lines;     // layer Registration; names "registration.square", "registration.disc.1", ...
    std::vector<SheetRect> keep_out;  // one for each mark: no other ink, no piece
};

/// Marks in the corners of a page. Empty for CutterMarks::None.
///
/// SquareAndCorners: a filled square top left, a bracket top right and one bottom left, four times as long as the square.
/// The square's outer corner and the brackets' middle lines lie `inset_mm` from the paper's edges, so the two distances
/// that a cutter's program asks for are the page less twice the inset. White: the corner as far as a bracket reaches.
/// Dots: a filled disc in each corner, its outermost points `inset_mm` from the edges. White: a diameter round it.
///
/// @param page_mm  width and height as the page lies before the reader.
/// @error InvalidInput  the marks stand nearer to the edge than SheetCanvas::kPaperMarginMm; the page is too small to hold
///        them apart: says what to do.
/// @source inkscape-silhouette, render_silhouette_regmarks.py: square of 5 mm, legs of 20 mm, lines of 0.3 mm, corners
///         free as far as the legs reach. Discs: ours, as cutters with a camera let their size be typed.
Result<CutterMarkDrawing> draw_cutter_marks(const glm::dvec2& page_mm, const CutterMarkSettings& settings);

}  // namespace trichion
