// Registration marks of the two common families of cutters.
#include "core/io/cutter_marks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <utility>

namespace trichion {
namespace {

constexpr double kBracketInSquares = 4.0;  // a bracket's legs
constexpr double kDiscErrorMm = 0.002;     // of a disc's polygon, which cutters read with a camera of 0.05 mm at best
constexpr double kPi = 3.14159265358979323846;

SheetLine mark(std::string name, std::vector<glm::dvec2> points, double width_mm, bool is_filled) {
    SheetLine line;
    line.layer = SheetLayer::Registration;
    line.name = "registration." + std::move(name);
    line.points_mm = std::move(points);
    line.width_mm = width_mm;
    line.is_closed = line.is_filled = is_filled;
    return line;
}

std::vector<glm::dvec2> disc(const glm::dvec2& centre, double radius_mm) {
    const int count = 8 * static_cast<int>(std::ceil(kPi / std::acos(1.0 - kDiscErrorMm / radius_mm) / 8.0));
    std::vector<glm::dvec2> points;
    for (int i = 0; i < count; ++i) {
        const double angle = 2.0 * kPi * i / count;
        points.push_back(centre + radius_mm * glm::dvec2(std::cos(angle), std::sin(angle)));
    }
    return points;
}

/// A square of `reach_mm` from a corner of the marks' frame inwards, and `out_mm` outwards, as far as there is paper.
SheetRect corner_room(const glm::dvec2& corner, const glm::dvec2& inwards, double reach_mm, double out_mm, const glm::dvec2& page_mm) {
    const glm::dvec2 a = corner + reach_mm * inwards, b = corner - out_mm * inwards;
    return {glm::max(glm::min(a, b), glm::dvec2(0.0)), glm::min(glm::max(a, b), page_mm)};
}

CutterMarkDrawing square_and_brackets(const glm::dvec2& page_mm, const CutterMarkSettings& settings) {
    const double size = settings.size_mm, leg = kBracketInSquares * size;
    const glm::dvec2 min(settings.inset_mm), max = page_mm - min;
    CutterMarkDrawing drawing;
    drawing.lines.push_back(
        mark("square", {min, {min.x + size, min.y}, min + size, {min.x, min.y + size}}, 0.0, true));
    drawing.lines.push_back(mark("bracket.1", {{max.x - leg, min.y}, {max.x, min.y}, {max.x, min.y + leg}}, settings.line_mm, false));
    drawing.lines.push_back(mark("bracket.2", {{min.x, max.y - leg}, {min.x, max.y}, {min.x + leg, max.y}}, settings.line_mm, false));
    drawing.keep_out = {corner_room(min, {1.0, 1.0}, leg, size, page_mm),
                        corner_room({max.x, min.y}, {-1.0, 1.0}, leg, size, page_mm),
                        corner_room({min.x, max.y}, {1.0, -1.0}, leg, size, page_mm)};
    return drawing;
}

CutterMarkDrawing four_discs(const glm::dvec2& page_mm, const CutterMarkSettings& settings) {
    const double size = settings.size_mm, radius = 0.5 * size;
    const glm::dvec2 min(settings.inset_mm), max = page_mm - min;
    const std::array<std::pair<glm::dvec2, glm::dvec2>, 4> corners{{{min, {1.0, 1.0}},
                                                                    {{max.x, min.y}, {-1.0, 1.0}},
                                                                    {{min.x, max.y}, {1.0, -1.0}},
                                                                    {max, {-1.0, -1.0}}}};
    CutterMarkDrawing drawing;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const auto& [corner, inwards] = corners[i];
        drawing.lines.push_back(mark(fmt::format("disc.{}", i + 1), disc(corner + radius * inwards, radius), 0.0, true));
        drawing.keep_out.push_back(corner_room(corner, inwards, 2.0 * size, size, page_mm));
    }
    return drawing;
}

}  // namespace

Result<CutterMarkDrawing> draw_cutter_marks(const glm::dvec2& page_mm, const CutterMarkSettings& settings) {
    if (settings.kind == CutterMarks::None) return CutterMarkDrawing{};
    if (double(settings.inset_mm) < SheetCanvas::kPaperMarginMm)
        return fail(ErrorCode::InvalidInput, fmt::format("Cutter marks {} mm from the paper's edge lie where most printers cannot print: set "
                                                         "them {} mm from it or more.",
                                                         settings.inset_mm, SheetCanvas::kPaperMarginMm));
    CutterMarkDrawing drawing = settings.kind == CutterMarks::Dots ? four_discs(page_mm, settings) : square_and_brackets(page_mm, settings);
    for (std::size_t i = 0; i < drawing.keep_out.size(); ++i)
        for (std::size_t k = 0; k < i; ++k)
            if (drawing.keep_out[i].overlaps(drawing.keep_out[k]))
                return fail(ErrorCode::InvalidInput,
                            fmt::format("Cutter marks of {} mm, {} mm from the edge, do not fit a page of {:.0f} x {:.0f} mm: make "
                                        "them smaller, set them nearer to the edge, or choose a larger paper.",
                                        settings.size_mm, settings.inset_mm, page_mm.x, page_mm.y));
    return drawing;
}

}  // namespace trichion
