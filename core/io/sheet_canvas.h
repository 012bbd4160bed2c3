// A page being drawn that knows where it is still empty.
#pragma once

#include "core/io/stencil_sheet.h"
#include "core/io/text_measure.h"

#include <glm/glm.hpp>
#include <string>
#include <utility>
#include <vector>

namespace trichion {

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

    SheetRect room_of(const SheetLabel& label) const;
    /// Whether nothing stands within `gap_mm` of the rectangle, and all of it can be printed.
    /// @cost  O(lines), and the points of those that come near.
    bool is_free(const SheetRect& room, double gap_mm) const;

    /// The same of lines alone: for what is drawn inside a block.
    bool is_clear(const SheetRect& room, double gap_mm) const;
    /// Whether words or a block stand here.
    bool is_taken(const glm::dvec2& p) const;
    /// Whether a line from a to b crosses no words and no block.
    bool is_way_free(const glm::dvec2& a, const glm::dvec2& b) const;

    SheetPage take() && { return std::move(page_); }

private:
    const TextMeasure& measure_;
    glm::dvec2 margin_mm_;
    SheetPage page_;
    std::vector<SheetRect> taken_;
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
