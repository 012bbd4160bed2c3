// One flat piece as it lies on a page: its lines, its words, what is drawn on it.
#pragma once

#include "core/io/sheet_canvas.h"
#include "core/io/sheet_frame.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace trichion {

/// A piece in page orientation (y down), mirrored and turned as it is laid.
struct PagePiece {
    struct Mark {
        std::string name, label;
        std::vector<glm::dvec2> line;
        glm::dvec2 on_edge{0.0};
        bool is_tick = false;              // at the end of a tongue or tail: it does not cross the edge
    };

    std::string name, label;
    std::vector<glm::dvec2> border;        // closed; with the midline's notch, and without the scalp side where it is cut at the line
    std::vector<glm::dvec2> outer;         // of `border`: what is cut, open where the rest is the edge, closed otherwise
    std::vector<glm::dvec2> skin_side;     // the closed part of the border below the edge
    std::vector<glm::dvec2> scalp_line;    // what bounds it towards the scalp: a strip's border there, else the edge
    std::vector<glm::dvec2> skin_line;     // and the rest of what bounds it; empty of a line alone
    std::vector<glm::dvec2> edge;
    std::vector<glm::dvec2> notch;         // the wedge that is cut out at the midline; empty without one
    std::vector<Mark> marks;
    std::vector<GuideDot> dots;
    std::vector<DensityWindow> windows;
    glm::dvec2 scalp{0.0, -1.0};           // from the edge's middle towards the scalp side
    std::string start_letter, end_letter;  // "R" and "L" for the edge's first and last point, as the person has them
    std::string start_name, end_name;      // what marks' names call the edge's ends
    bool is_outer_closed = true;

    void move(const glm::dvec2& by);
};

/// The piece as it lies before any turn: mirrored where the settings say so, cut where they say so.
PagePiece page_piece(const SheetContent& content, std::size_t index);
PagePiece turned(const PagePiece& piece, double angle_rad);

/// Places beside the piece where its words will look for room first.
std::vector<SheetRect> wished_rooms(const PagePiece& piece, const SheetContent& content);

/// Draws the part of the piece that lies in `window`.
void draw_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content);
/// Draws its dots that lie in `window` and under no words: after all words that may stand on them.
void draw_dots(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content);
/// Writes names of marks, R and L, label, caption and advice as far as their places lie in `window`, and its dots; after all
/// other lines of the page. @return the advice on it that found no room.
std::vector<std::string> write_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content);

/// What a cutter's pen writes on the piece, since a cut file has no fonts: R and L, and of several pieces its short name, with
/// capitals of 3 mm at least; where the other words of the sheet find room, or beside the piece where they do not. On a page
/// with its lines and no words of it.
void write_pen_words(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content);
/// A label that stands round its middle as strokes, drawn narrower where it would be longer.
std::vector<SheetLine> pen_strokes(const SheetLabel& label, double most_wide_mm);

}  // namespace trichion
