// Room for words at a piece: along its edge, elsewhere on it, beside it, or farther off with a line to it.
#pragma once

#include "core/io/sheet_blocks.h"
#include "core/io/sheet_piece.h"
#include "core/model/media.h"

#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// Kept white round words at a piece.
inline constexpr double kWordGapMm = 0.8;

/// What is tried for a block of words: these sizes in this order, no farther than this.
struct Tries {
    std::vector<double> sizes_mm;
    double reach_mm = 60.0;
};

/// What `write` writes, 2 mm off every hairline where that is laid on the skin alone, since a word that is pulled off beside
/// a wet line smears it; nearer where there is no such room. @param write  says whether there was room. @return whether there was.
template <class Write>
bool write_off_line(SheetCanvas& canvas, const SheetContent& content, const Write& write) {
    constexpr double kOffLineMm = 2.0;
    if (content.settings.line == StencilLine::LineOnly && rules_of(content.settings.medium).is_transfer) {
        canvas.keep_words_off_hairlines(kOffLineMm);
        const bool is_written = write();
        canvas.keep_words_off_hairlines(0.0);
        if (is_written) return true;
    }
    return write();
}

/// Writes level words at the free place nearest to `wish`. @return where their middle is; nothing where there is no room.
std::optional<glm::dvec2> place_block(SheetCanvas& canvas, WordBlock block, const Tries& tries, const glm::dvec2& wish, const SheetRect& window,
                                      const Allows& allows);

/// Off all pieces; a line drawn alone has no ground that words could lie on. Lives as long as the canvas.
Allows beside_pieces(const SheetCanvas& canvas);
/// Inside a closed line, which must live as long.
Allows inside_of(const std::vector<glm::dvec2>& closed);

/// Places along the scalp side, from its middle outwards, and the way out at each.
std::vector<MarkEnd> scalp_side_ends(const PagePiece& piece, const SheetRect& window);

/// Beside all pieces with a line to the piece's scalp side. @param name  of the line, for files. @return whether there was room.
bool write_led_to_side(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, const std::string& name, const SheetRect& window);

/// Along the edge on one of its sides, as near to the middle as there is room. @return whether there was.
bool label_along_edge(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, bool is_scalp_side, const SheetRect& window,
                      const Allows& allows);

/// One word after the other, each turned as the edge turns: for a strip too narrow for words on one straight line.
/// @return whether there was room.
bool words_along_edge(SheetCanvas& canvas, const PagePiece& piece, const std::string& words, double size_mm, const SheetRect& window,
                      const Allows& allows = [](const SheetBox&) { return true; });

/// Where no place along the edge is long enough, level or standing: beside a sharp turn, on a tongue. @return whether there was room.
bool label_off_edge(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, const SheetRect& window, const Allows& allows);

}  // namespace trichion
