// A page being drawn that knows where it is still empty.
#pragma once

#include "core/io/stencil_sheet.h"
#include "core/io/text_measure.h"

#include <glm/glm.hpp>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

/// A rectangle that lies at any angle: the room of words. Page mm.
struct SheetBox {
    glm::dvec2 centre{0.0};
    glm::dvec2 half{0.0};             // along `along` and across it
    glm::dvec2 along{1.0, 0.0};       // of length 1

    SheetBox() = default;
    SheetBox(const SheetRect& upright) : centre(upright.centre()), half(0.5 * upright.size()) {}
    SheetBox(const glm::dvec2& middle, const glm::dvec2& size, const glm::dvec2& way) : centre(middle), half(0.5 * size), along(way) {}

    glm::dvec2 across() const { return {-along.y, along.x}; }
    /// A place as this box sees it: from its centre, along and across.
    glm::dvec2 local(const glm::dvec2& p) const { return {glm::dot(p - centre, along), glm::dot(p - centre, across())}; }
    SheetBox grown(double by_mm) const { return {centre, 2.0 * half + 2.0 * by_mm, along}; }
    std::vector<glm::dvec2> corners() const;
    SheetRect bounds() const;
    bool contains(const glm::dvec2& p) const;
    bool overlaps(const SheetBox& other) const;
};

/// The smallest rectangle round points.
SheetRect bounds_of(const std::vector<glm::dvec2>& points);
/// Whether a closed line goes round the point.
bool is_inside(const std::vector<glm::dvec2>& closed, const glm::dvec2& p);
/// The parts of a line inside a rectangle.
std::vector<std::vector<glm::dvec2>> clipped(const std::vector<glm::dvec2>& points, bool is_closed,
                                             const SheetRect& window);

/// An upright rectangle as a closed line.
std::vector<glm::dvec2> corners_of(const SheetRect& rect);

/// Collects lines and labels of one page and refuses room that is taken.
class SheetCanvas {
public:
    /// No ink nearer to the paper's edge: most printers cannot reach it.
    static constexpr double kPaperMarginMm = 6.0;

    SheetCanvas(double width_mm, double height_mm, const TextMeasure& measure,
                const glm::dvec2& margin_mm = glm::dvec2(kPaperMarginMm));

    double width_mm() const { return page_.width_mm; }
    double height_mm() const { return page_.height_mm; }
    const TextMeasure& measure() const { return measure_; }
    SheetRect printable() const;

    void line(SheetLine line);
    void label(SheetLabel label);
    void fill(SheetFill fill) { page_.fills.push_back(std::move(fill)); }
    /// Keeps labels that look for room out of here.
    void block(const SheetRect& room);
    /// The same, where lines inside must still be kept clear of.
    void keep_words_off(const SheetBox& room) { taken_.push_back(room); }
    /// Keeps words that look for room so far off the hairlines; 0: as far as off any line.
    void keep_words_off_hairlines(double gap_mm) { hairline_gap_mm_ = gap_mm; }
    /// Keeps words that stand beside pieces off dots: where the line is drawn alone, no ground does.
    void keep_words_off_dots(const std::vector<GuideDot>& dots);
    /// @cost  O(log of all dots), and those that lie as far right as the box does.
    bool is_on_dots(const SheetBox& box) const;

    /// Tells what of the page is a piece: a closed line.
    void ground(std::vector<glm::dvec2> closed) { pieces_.push_back(std::move(closed)); }

    SheetBox room_of(const SheetLabel& label) const;
    /// Whether nothing stands within `gap_mm` of the rectangle, and all of it can be printed.
    /// @cost  O(lines), and the points of those that come near.
    bool is_free(const SheetBox& room, double gap_mm) const;

    /// The same of lines alone: for what is drawn inside a block.
    bool is_clear(const SheetBox& room, double gap_mm) const;
    /// Whether words or a block stand here.
    bool is_taken(const glm::dvec2& p) const;
    /// Whether a line from a to b crosses no words, no block, no dot and no other line.
    bool is_way_free(const glm::dvec2& a, const glm::dvec2& b) const;
    /// Whether it lies on a piece.
    bool is_on_piece(const glm::dvec2& p) const;

    /// Tells how far a piece reaches, by a closed line: what words near it must not be taken for another piece's.
    void outline(const std::string& piece, const std::vector<glm::dvec2>& line);
    /// Whether the piece comes clearly nearer to the box than any other does. @cost  O(points of all outlines).
    bool is_by(const std::string& piece, const SheetBox& box) const;

    /// What a cutter's camera needs white.
    void keep_white(const SheetRect& room) { page_.keep_white.push_back(room); }

    const SheetPage& page() const { return page_; }
    SheetPage take() && { return std::move(page_); }

private:
    const TextMeasure& measure_;
    glm::dvec2 margin_mm_;
    double hairline_gap_mm_ = 0.0;
    SheetPage page_;
    std::vector<SheetBox> taken_;
    std::vector<std::vector<glm::dvec2>> pieces_;
    std::vector<glm::dvec2> dots_;    // by x
    std::vector<std::pair<std::string, std::vector<glm::dvec2>>> outlines_;   // places no farther apart than 2 mm
    /// Some segments of a line and the rectangle round them.
    struct Run {
        std::size_t line = 0;
        std::size_t first = 0, end = 0;
        SheetRect bounds;
    };
    std::vector<Run> runs_;   // of all lines that no block hides
};

/// Broken between words so that no line is longer than the room.
std::vector<std::string> wrapped(const TextMeasure& measure, const std::string& text, double size_mm, double room_mm);

/// "22 Nov 2026" for "2026-11-22"; anything else unchanged.
std::string readable_date(const std::string& iso);

}  // namespace trichion
