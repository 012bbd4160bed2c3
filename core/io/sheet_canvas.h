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

/// Collects lines and labels of one page and refuses room that is taken.
class SheetCanvas {
public:
    /// No ink nearer to the paper's edge: most printers cannot reach it.
    static constexpr double kPaperMarginMm = 6.0;

    SheetCanvas(double width_mm, double height_mm, const TextMeasure& measure);

    double width_mm() const { return page_.width_mm; }
    double height_mm() const { return page_.height_mm; }
    const TextMeasure& measure() const { return measure_; }
    SheetRect printable() const;

    void line(SheetLine line) { page_.lines.push_back(std::move(line)); }
    void label(SheetLabel label);
    void fill(SheetFill fill) { page_.fills.push_back(std::move(fill)); }
    /// Keeps labels that look for room out of here.
    void block(const SheetRect& room) { taken_.push_back(room); }

    SheetRect room_of(const SheetLabel& label) const;
    /// Whether nothing stands within `gap_mm` of the rectangle, and all of it can be printed.
    bool is_free(const SheetRect& room, double gap_mm) const;

    SheetPage take() && { return std::move(page_); }

private:
    const TextMeasure& measure_;
    SheetPage page_;
    std::vector<SheetRect> taken_;
};

/// What every page carries round its piece: title, figures, badge, legend, rulers, the box to measure.
struct SheetHeading {
    std::string part;  // "page 1 of 2, left part"
    std::vector<std::string> advice;
};
void draw_sheet_frame(SheetCanvas& canvas, const Stencil& stencil, const SheetText& text,
                      const SheetHeading& heading);

/// Where a page drawn by `draw_sheet_frame` leaves room for a piece.
SheetRect piece_room(double width_mm, double height_mm);

/// Broken between words so that no line is longer than the room.
std::vector<std::string> wrapped(const TextMeasure& measure, const std::string& text, double size_mm, double room_mm);

/// "22 Nov 2026" for "2026-11-22"; anything else unchanged.
std::string readable_date(const std::string& iso);

}  // namespace trichion
