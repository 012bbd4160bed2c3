// Where each piece of a stencil lies: as few pages as can be, large pieces shared out over several.
#pragma once

#include "core/io/sheet_piece.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

/// White kept between two pieces, and between a piece and what else stands on its page.
inline constexpr double kPieceGapMm = 3.0;
/// The same between pieces of which only the line is drawn: scissors go between them.
inline constexpr double kLineGapMm = 8.0;
/// What neighbouring pages of one piece both show.
inline constexpr double kOverlapMm = 15.0;

/// Which square millimetres of a page, or of a shape to be laid on one, are taken.
class PageMask {
public:
    explicit PageMask(const glm::dvec2& size_mm);

    void take(const SheetRect& room);
    void take(const std::vector<glm::dvec2>& closed, double grown_by_mm);
    void take_line(const std::vector<glm::dvec2>& line, bool is_closed, double grown_by_mm);
    /// Takes, or asks for, the squares of a shape that lies moved by whole millimetres.
    void take(const PageMask& shape, const glm::ivec2& by_mm);
    bool overlaps(const PageMask& shape, const glm::ivec2& by_mm) const;

private:
    // Squares beyond the page's edges are kept, too: a grown shape may reach there.
    static constexpr int kRimMm = 64;
    glm::ivec2 clamped(const glm::dvec2& p) const;
    void set_run(int row, int from, int end);

    int columns_ = 0, rows_ = 0;
    std::size_t words_ = 0;             // of a row
    int first_row_ = 0, end_row_ = 0;   // rows with anything in them
    std::size_t first_word_ = 0, end_word_ = 0;
    std::vector<std::uint64_t> bits_;
};

/// One window of a piece that is larger than a page.
struct SheetTile {
    std::size_t piece = 0;         // index among the stencil's
    int column = 0, row = 0;
    int columns = 1, rows = 1;
    SheetRect window;              // on the page
    int first_seam = 0;            // the number of its first seam on this sheet: columns first, then rows
    std::vector<glm::ivec2> used;  // all windows of the piece that show any of it

    bool has(int at_column, int at_row) const { return std::ranges::find(used, glm::ivec2(at_column, at_row)) != used.end(); }
};

struct PlacedPiece {
    std::size_t index = 0;         // among the stencil's
    PagePiece piece;               // on its page
};

struct PlannedPage {
    PageKind kind;
    std::vector<PlacedPiece> pieces;   // whole ones; or the one that `tile` is a window of
    std::optional<SheetTile> tile;
};

struct SheetPlan {
    PageShape shape;
    std::vector<PlannedPage> pages;
    std::size_t tiles = 0;         // pages that show part of a piece
};

/// The box to measure stands on the first page, with a piece where one finds room beside it; the notes with it or behind all pieces.
/// Places pieces largest first: each on the first page with room for it, in the turn nearest to level that fits; a
/// piece that no page of this shape holds is shared out over windows that overlap. Where only the line is drawn, a piece is
/// as large as its line, marks and dots. The same content, the same plan.
/// @param keep_out  what must stay white on every page. @return nothing where the paper is too small.
/// @cost about 1 ms for a piece that fits level, up to 50 ms for each that has to be turned.
/// @source Bottom-left filling of E. Hopper, B. Turton (2001), on a grid of whole millimetres.
std::optional<SheetPlan> plan_sheet(const SheetContent& content, const PageShape& shape, const std::vector<SheetRect>& keep_out);

}  // namespace trichion
