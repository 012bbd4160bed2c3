// The page a printer is measured with.
#include "core/io/sheet_frame.h"
#include "core/io/stencil_sheet.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <string>

namespace trichion {
namespace {

constexpr double kLongestMm = 200.0;
constexpr double kTickMm = 5.0, kLineMm = 0.2;
constexpr double kPadMm = 6.0;
constexpr double kWordsMm = 4.0, kStandingWordsFromMm = 12.0;

using Align = SheetLabel::Align;

/// In whole centimetres, as people read rules.
double length_in(double room_mm) { return std::min(kLongestMm, 10.0 * std::floor(room_mm / 10.0)); }

void draw_measured_line(SheetCanvas& canvas, const glm::dvec2& from, const glm::dvec2& to, const std::string& name) {
    const glm::dvec2 along = glm::normalize(to - from), across(-along.y, along.x);
    const auto line = [&](const glm::dvec2& a, const glm::dvec2& b, const std::string& part) {
        SheetLine drawn{SheetLayer::Ruler, {a, b}, kLineMm};
        drawn.name = "measure." + name + part;
        canvas.line(std::move(drawn));
    };
    line(from, to, "");
    line(from - kTickMm * across, from + kTickMm * across, ".start");
    line(to - kTickMm * across, to + kTickMm * across, ".end");
}

}  // namespace

SheetPage lay_out_test_page(const StencilSettings& settings) {
    const TextMeasure measure;
    const glm::dvec2 paper = paper_size_mm(settings, 297.0);
    // Neither the medium's margin nor cutter marks: what was measured is typed when these may be others.
    SheetCanvas canvas(paper.x, paper.y, measure);
    const SheetRect inner = canvas.printable().grown(-kPadMm);
    const glm::dvec2 corner(inner.min.x + kTickMm, inner.max.y - kTickMm);
    const double x_mm = length_in(inner.max.x - corner.x), y_mm = length_in(corner.y - inner.min.y);
    draw_measured_line(canvas, corner, corner + glm::dvec2(x_mm, 0.0), "x");
    draw_measured_line(canvas, corner, corner - glm::dvec2(0.0, y_mm), "y");

    const double left = corner.x + kStandingWordsFromMm;
    double y = corner.y - y_mm + 4.0;
    const auto write = [&](const std::string& words, double size_mm, bool is_bold) {
        for (const std::string& line : wrapped(measure, words, size_mm * (is_bold ? 1.04 : 1.0), inner.max.x - left)) {
            canvas.label({{left, y}, line, size_mm, is_bold});
            y += 1.6 * size_mm;
        }
        y += 0.5 * size_mm;
    };
    write("Trichion printer test", 6.2, true);
    write(fmt::format("Print this page at 100 %, “actual size”, with “fit to page” switched off. Then measure both lines with a steel "
                      "rule, from the middle of one end tick to the middle of the other, to a quarter of a millimetre or finer."), kWordsMm, false);
    write(fmt::format("The line across should be {:.0f} mm, the line down {:.0f} mm.", x_mm, y_mm), kWordsMm, true);
    write("Type what you measure under Stencil, Printer, with the printer’s name: later sheets for it are corrected.", kWordsMm, false);
    canvas.label({corner + glm::dvec2(0.5 * x_mm, -3.0), fmt::format("across: {:.0f} mm", x_mm), kWordsMm, true, Align::Middle});
    canvas.label({corner + glm::dvec2(2.5, -0.35 * y_mm), fmt::format("down: {:.0f} mm", y_mm), kWordsMm, true});
    return std::move(canvas).take();
}

}  // namespace trichion
