// What stands round the pieces on every page of a stencil: heading, badge, rulers, the box to measure, notes.
#pragma once

#include "core/io/sheet_canvas.h"
#include "core/io/stencil_sheet.h"

#include <cstddef>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// All that a sheet is made of; lives as long as the caller's own.
struct SheetContent {
    const Stencil& stencil;
    const StencilSettings& settings;
    const SheetText& text;
    const SheetExtras& extras;
    const TextMeasure& measure;
    std::vector<std::string> notes{};  // advice told among the notes: of no piece alone, or without room beside its piece
};

/// A page's paper and what of it must stay white.
struct PageShape {
    glm::dvec2 size_mm{0.0};
    glm::dvec2 margin_mm{0.0};

    SheetRect ink() const { return {margin_mm, size_mm - margin_mm}; }
};

/// What differs from page to page.
struct PageKind {
    int page = 88;                 // while pages are not yet counted, as long as any number of them
    int pages = 88;
    bool has_box = false;          // the box to measure
    bool has_notes = false;        // how to place and use it all; without, the legend where there is room
    glm::dvec2 map_mm{0.0};        // room for an assembly map; none where 0
    double notes_scale = 1.0;      // of the words of the notes: smaller where that keeps a piece on the page
    std::vector<std::size_t> pieces{};  // that lie on it, by index; until they are placed, none: all are spoken of
    bool is_told = false;          // whether they are placed

    /// Whether the frames of both take the same room.
    bool is_framed_as(const PageKind& other) const {
        return has_box == other.has_box && has_notes == other.has_notes && map_mm == other.map_mm && notes_scale == other.notes_scale;
    }
};

/// The room of what was drawn, each with the white that belongs to it.
struct SheetFrame {
    std::vector<SheetRect> taken;
    double top_mm = 0.0;           // below the heading
    double left_mm = 0.0;          // right of the standing ruler
    std::optional<SheetRect> map;  // where the assembly map goes
};

/// Draws what every page carries. The rulers stand bottom left; the box, the map and the notes take the room nearest to
/// the bottom that is left.
/// @param keep_out  corners that stay white. @return nothing where the paper is too small for it.
std::optional<SheetFrame> draw_sheet_frame(SheetCanvas& canvas, const SheetContent& content, const PageKind& kind,
                                           const std::vector<SheetRect>& keep_out = {});

/// The least paper side along x and y that holds heading, rulers and box with these margins.
glm::dvec2 least_paper_mm(const glm::dvec2& margin_mm);

}  // namespace trichion
