// Lines, areas and words of a sheet's page on a draw list.
#pragma once

#include "app/editor/ui/draw.h"
#include "core/io/stencil_sheet.h"

#include <optional>

namespace trichion {

/// Where a page lies on the screen.
struct PageFrame {
    ui::Rect paper;
    float px_per_mm = 1.0f;

    ImVec2 at(const glm::dvec2& mm) const {
        return {paper.x + static_cast<float>(mm.x) * px_per_mm, paper.y + static_cast<float>(mm.y) * px_per_mm};
    }
};

void draw_sheet_line(ImDrawList* list, const PageFrame& frame, const SheetLine& line);
/// @cost  O(corners + rows of pixels), about 0.2 ms for a piece over the whole screen.
void draw_sheet_fill(ImDrawList* list, const PageFrame& frame, const SheetFill& area);
void draw_sheet_label(ImDrawList* list, const PageFrame& frame, const SheetLabel& label);

/// Where a piece's flat places lie on a page: a turn and a shift, never a scale.
struct PieceOnPage {
    glm::dmat2 turn{1.0};
    glm::dvec2 shift{0.0};

    glm::dvec2 operator()(const glm::dvec2& flat) const { return turn * flat + shift; }
};
/// Read off the page's own lines: the piece's edge, or a mark where the edge goes on on another page. Nothing where the
/// piece is not on this page.
std::optional<PieceOnPage> piece_on_page(const StencilPiece& piece, const SheetPage& page, bool is_mirrored);

/// The sRGB colour of a share of the stretch's ramp (0 to 1) on paper: paler than on the head, for words stand on it.
glm::vec3 sheet_stretch_colour(float share);

/// A place that must stay free of ink, hatched. Paper never shows it.
void draw_keep_white(ImDrawList* list, const PageFrame& frame, const SheetRect& area);

/// The piece's triangles in the colours of their stretch. @cost about 1 ms for 10k triangles.
void draw_stretch(ImDrawList* list, const PageFrame& frame, const StencilPiece& piece, const PieceOnPage& at);

}  // namespace trichion
