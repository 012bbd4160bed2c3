// Where the names of a piece's marks and the counts of its windows stand: on the piece where they fit, since what stands
// beside it is lost when it is cut out.
#pragma once

#include "core/io/sheet_blocks.h"
#include "core/io/sheet_piece.h"

#include <glm/glm.hpp>
#include <optional>
#include <span>

namespace trichion {

/// Words on a piece are no smaller: capitals of 1.8 mm can be read at arm's length.
inline constexpr double kLeastWordsMm = 2.5;

/// A mark as it is drawn: right across a strip, or as a tick where only the line is there.
std::vector<glm::dvec2> drawn_mark(const PagePiece::Mark& mark, StencilLine line);

/// Out of the piece at a mark's end on the skin side.
MarkEnd end_of(const PagePiece::Mark& mark, StencilLine line);

/// Whether words may stand on the pieces of this sheet: what a transfer prints there is printed on the skin, and a line
/// alone has no ground.
bool has_words_on_pieces(const StencilSettings& settings);

/// Places for words along the edge, on either side of it.
class EdgeWords {
public:
    explicit EdgeWords(const PagePiece& piece);

    double length_mm() const { return arcs_.back(); }
    glm::dvec2 at(double arc_mm) const;
    double arc_of(const glm::dvec2& on_edge) const;
    /// The way across the edge to the scalp side.
    glm::dvec2 to_scalp(double arc_mm) const;

    /// Room for words in the middle of that way, so far off the edge: towards the scalp side, or the skin side where below 0.
    /// Nothing where the edge ends under them.
    std::optional<SheetBox> box(double arc_mm, double off_mm, const glm::dvec2& size) const;
    /// How far the piece reaches from the edge to that side, up to 60 mm.
    double reach_mm(double arc_mm, bool is_scalp_side) const;

private:
    const PagePiece& piece_;
    std::vector<double> arcs_;
    double scalp_side_ = 1.0;
};

/// Whether a box on the piece has no lines and words nearer than this, and no dots in it.
bool is_free_on(const SheetCanvas& canvas, const PagePiece& piece, const SheetBox& box, double gap_mm);

/// The middle of a mark's name where it stands level, right below the mark.
glm::dvec2 name_centre(const TextMeasure& measure, const PagePiece::Mark& mark, const MarkEnd& end);

/// Writes the names of the marks whose foot lies in the window: on the piece beside the mark, else beside the piece at one
/// of the mark's ends, else farther off with a thin line that crosses nothing.
void write_names(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content);

/// Writes the count of each window beside it, on the scalp side where there is room.
void write_counts(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window);

}  // namespace trichion
