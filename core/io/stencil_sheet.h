// The sheet a stencil leaves on: PDF and SVG of one drawing, exact to the hundredth of a millimetre.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"
#include "core/model/printer.h"
#include "core/pipeline/dot_guide.h"
#include "core/pipeline/head.h"
#include "core/pipeline/landing.h"
#include "core/pipeline/stencil_stage.h"

#include <filesystem>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// What is written on the sheet beside the piece.
struct SheetText {
    std::string client_code;
    std::string edited_on;      // ISO date of the last edit
    std::string preset_label;
    std::string version_label;   // "version B, agreed 22 Nov 2026"; empty while there is only one, not agreed
    HeadBadge badge = HeadBadge::Example;
    std::string kind = "stencil";  // what the sheet is, in its title and in errors: "stencil" or "work plan"

    friend bool operator==(const SheetText&, const SheetText&) = default;
};

/// An upright rectangle on a page. Page mm.
struct SheetRect {
    glm::dvec2 min{0.0};
    glm::dvec2 max{0.0};

    glm::dvec2 size() const { return max - min; }
    glm::dvec2 centre() const { return 0.5 * (min + max); }
    SheetRect grown(double by_mm) const { return {min - by_mm, max + by_mm}; }
    bool contains(const glm::dvec2& p) const {
        return p.x >= min.x && p.x <= max.x && p.y >= min.y && p.y <= max.y;
    }
    bool overlaps(const SheetRect& other) const {
        return min.x < other.max.x && other.min.x < max.x && min.y < other.max.y && other.min.y < max.y;
    }
};

/// Registration: see core/io/cutter_marks.h. Dots: discs of the dot guide, printed and never cut. Words: letters of single
/// strokes for a cutter's pen.
enum class SheetLayer { Cut, Hairline, Marks, Ruler, Frame, Registration, Dots, Words };
struct SheetLine {
    SheetLayer layer = SheetLayer::Cut;
    std::vector<glm::dvec2> points_mm;  // page mm, origin top left, y down
    double width_mm = 0.2;
    bool is_closed = false;
    bool is_dashed = false;
    bool is_filled = false;
    glm::dvec3 rgb{0.0};        // 0 to 1; not in a cut file
    std::string name;           // what it is, for files that are read again: "PIECE.edge", "PIECE.border", "PIECE.mark.NAME",
                                // "PIECE.window.N", "PIECE.leader.NAME" (to a mark's name), "join.X1.h" and "join.X1.v" (a cross); empty otherwise. A line that
                                // the page's end cuts in two, or shares with the next page, keeps its name in each part
};
/// A tinted area: inside an odd number of its rings. PDF only.
struct SheetFill {
    std::vector<std::vector<glm::dvec2>> rings_mm;
    glm::dvec3 rgb{0.0};
    double opacity = 1.0;
};
struct SheetLabel {
    glm::dvec2 at_mm{0.0};      // baseline start (or middle)
    std::string text;
    double size_mm = 3.2;       // em
    bool is_bold = false;
    enum class Align { Left, Middle, Right } align = Align::Left;
    glm::dvec3 rgb{0.0};
    glm::dvec2 along{1.0, 0.0};  // which way the words run, of length 1; they stand on its left, as seen on the page
};
/// One page as a drawing. The editor previews it, the writers write it: they cannot differ.
struct SheetPage {
    double width_mm = 297.0, height_mm = 210.0;
    std::vector<SheetLine> lines;
    std::vector<SheetLabel> labels;
    std::vector<SheetFill> fills;   // under lines and labels, in this order
    std::vector<SheetLine> pen_words;   // what a cut file says of its pieces, as strokes: it has no labels, other files have no such strokes
    std::vector<SheetRect> keep_white;  // round a cutter's registration marks: for a preview to show, drawn on no paper
};

/// What a sheet shows besides pieces and settings.
struct SheetExtras {
    std::vector<std::vector<GuideDot>> dots;   // by piece; empty without a dot guide
    std::optional<Landing> landing;            // printed where it is known; no line moves by it
    std::optional<Printer> printer;            // the one it is corrected for: said on the page, done by the PDF writer
};

/// The paper as it lies before the reader (landscape where that is its use). A roll is as long as `needed_mm`.
glm::dvec2 paper_size_mm(const StencilSettings& settings, double needed_mm);

/// Whether the page's x is the way along the paper that a printer's shares speak of: a roll is x whatever is cut off it.
bool is_paper_along_x(const StencilSettings& settings, const glm::dvec2& page_mm);

/// Lays the pieces on as few pages as they need, with rulers, badge and instructions on each; a piece larger than a page
/// is tiled with overlap and alignment marks, and an assembly map tells how.
/// @error InvalidInput  margins that leave no room, a paper smaller than any useful tile: says which and what to do.
Result<std::vector<SheetPage>> lay_out_sheet(const Stencil& stencil, const StencilSettings& settings, const SheetText& text,
                                             const SheetExtras& extras = {});

/// What speaks against cutting these pages: a piece of a cut medium that goes over several comes out in parts, and no tape
/// makes one of them. Names the papers that take every piece whole.
/// @param pages  as lay_out_sheet made them of the rest. @cost  that of three more sheets where there is a seam, else nothing.
std::optional<Advice> advise_on_seams(const std::vector<SheetPage>& pages, const Stencil& stencil, const StencilSettings& settings,
                                      const SheetText& text, const SheetExtras& extras = {});

/// The page a printer is measured with: two lines to measure, one along each side, and what to do.
/// Their lengths depend on the paper alone.
SheetPage lay_out_test_page(const StencilSettings& settings);

/// Writes by temporary file, fsync and rename: an old file is replaced whole or not at all. The same sheet gives
/// the same bytes.
/// @error WriteFailed  names the file and what to do.
/// @param correction  what lengths are multiplied by, about the page's middle, so that this printer prints them true.
Result<void> write_sheet_pdf(const std::vector<SheetPage>& pages, const SheetText& text, const std::filesystem::path& path,
                             const PrintCorrection& correction = {});
/// The text of one page's SVG: what `write_sheet_svg` writes, and what the check reads back.
std::string sheet_svg(const SheetPage& page);
/// One SVG for each page with a piece; further ones get -2, -3 before the extension. @return the files written.
Result<std::vector<std::filesystem::path>> write_sheet_svg(const std::vector<SheetPage>& pages, const SheetText& text,
                                                           const std::filesystem::path& path);
/// The cut file: layers cut, hairline, marks and ruler in the page's own mm, y up; R, L and the pieces' names as strokes on a
/// layer "words", for a pen; no other words, no frame. One DXF ($INSUNITS
/// mm, LINE and POLYLINE only) for each page, named as the SVGs are. @return the files written.
Result<std::vector<std::filesystem::path>> write_sheet_dxf(const std::vector<SheetPage>& pages, const std::filesystem::path& path,
                                                           DxfVersion version = DxfVersion::R2000);

}  // namespace trichion
