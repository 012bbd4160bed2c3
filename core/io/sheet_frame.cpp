// What stands round the piece on every page of a stencil.
#include "core/io/sheet_canvas.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <string>
#include <vector>

namespace trichion {
namespace {

constexpr double kTextEdgeMm = 11.0;   // from the paper's edge to text, rulers and box
constexpr double kRulerMm = 100.0;
constexpr double kBoxWidthMm = 100.0, kBoxHeightMm = 50.0;
constexpr double kLegendXMm = 36.0;
constexpr double kSmallMm = 3.1, kAdviceMm = 2.8;

using Align = SheetLabel::Align;

double tick_length_mm(int mm) { return mm % 10 == 0 ? 4.2 : mm % 5 == 0 ? 3.0 : 1.8; }
double tick_width_mm(int mm) { return mm % 10 == 0 ? 0.25 : 0.15; }

void draw_horizontal_ruler(SheetCanvas& canvas, const glm::dvec2& from) {
    canvas.line({SheetLayer::Ruler, {from, from + glm::dvec2(kRulerMm, 0.0)}, 0.25});
    for (int mm = 0; mm <= 100; ++mm) {
        const glm::dvec2 foot = from + glm::dvec2(mm, 0.0);
        canvas.line({SheetLayer::Ruler, {foot, foot - glm::dvec2(0.0, tick_length_mm(mm))}, tick_width_mm(mm)});
        if (mm % 20 == 0)
            canvas.label({foot + glm::dvec2(0.0, 3.6), mm == 100 ? "100 mm" : fmt::format("{}", mm), 2.6, false,
                          Align::Middle});
    }
    canvas.block({from - glm::dvec2(1.0, 5.0), from + glm::dvec2(kRulerMm + 1.0, 1.0)});
}

void draw_vertical_ruler(SheetCanvas& canvas, const glm::dvec2& from) {
    canvas.line({SheetLayer::Ruler, {from, from - glm::dvec2(0.0, kRulerMm)}, 0.25});
    for (int mm = 0; mm <= 100; ++mm) {
        const glm::dvec2 foot = from - glm::dvec2(0.0, mm);
        canvas.line({SheetLayer::Ruler, {foot, foot + glm::dvec2(tick_length_mm(mm), 0.0)}, tick_width_mm(mm)});
        if (mm % 20 == 0)
            canvas.label({foot + glm::dvec2(5.2, 0.9), mm == 100 ? "100 mm" : fmt::format("{}", mm), 2.6});
    }
    canvas.block({from - glm::dvec2(1.0, kRulerMm + 1.0), from + glm::dvec2(5.0, 1.0)});
}

std::vector<glm::dvec2> rectangle(const glm::dvec2& min, const glm::dvec2& max) {
    return {min, {max.x, min.y}, max, {min.x, max.y}};
}

void draw_measure_box(SheetCanvas& canvas) {
    const glm::dvec2 max(canvas.width_mm() - kTextEdgeMm, canvas.height_mm() - kTextEdgeMm);
    const glm::dvec2 min = max - glm::dvec2(kBoxWidthMm, kBoxHeightMm);
    canvas.line({SheetLayer::Ruler, rectangle(min, max), 0.3, true});
    canvas.label({min + glm::dvec2(5.0, 9.0), "Measure me", 5.0, true});
    const std::array<std::string, 5> lines{
        "This box is 100 mm wide and 50 mm high.",
        "Lay a ruler on it before you cut anything.",
        "If it is not, stop: the printer changed the size.",
        "Print again at 100 % (“actual size”),",
        "with “fit to page” switched off."};
    double y = 16.5;
    for (const std::string& line : lines) {
        canvas.label({min + glm::dvec2(5.0, y), line, kSmallMm});
        y += 5.0;
    }
    canvas.label({{0.5 * (min.x + max.x), max.y - 2.6}, "100 mm", 2.6, false, Align::Middle});
    canvas.label({{max.x - 2.4, 0.5 * (min.y + max.y) + 0.9}, "50 mm", 2.6, false, Align::Right});
    canvas.block({min, max});
}

void draw_legend(SheetCanvas& canvas, const SheetHeading& heading) {
    struct Row {
        SheetLine sample;
        const char* words;
    };
    const double top = canvas.height_mm() - 57.0, left = kLegendXMm;
    const auto sample = [&](double y) {
        return std::vector<glm::dvec2>{{left, y - 1.1}, {left + 14.0, y - 1.1}};
    };
    const std::array<Row, 3> rows{
        {{{SheetLayer::Frame, sample(top), 0.7}, "hairline: the middle of this line is the edge of the hair"},
         {{SheetLayer::Frame, sample(top + 5.6), 0.3}, "cut here"},
         {{SheetLayer::Frame, sample(top + 11.2), 0.2, false, true}, "placement mark, do not cut"}}};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        canvas.line(rows[i].sample);
        canvas.label({{left + 18.0, top + 5.6 * double(i)}, rows[i].words, kSmallMm});
    }
    const double room = canvas.width_mm() - kTextEdgeMm - kBoxWidthMm - 5.0 - left;
    canvas.label({{left, top + 18.6}, "Place it: middle mark on the midline, the marks R and L plumb above", kSmallMm});
    canvas.label({{left, top + 23.2}, "pupils and outer eye corners. R is the client’s right. Press along the hairline first.",
                  kSmallMm});
    double y = top + 28.6;
    for (const std::string& sentence : heading.advice)
        for (const std::string& line : wrapped(canvas.measure(), sentence, kAdviceMm, room)) {
            if (y > top + 33.0) return;
            canvas.label({{left, y}, line, kAdviceMm});
            y += 4.2;
        }
}

/// What a badge means for who holds the sheet.
const char* consequence_of(HeadBadge badge) {
    switch (badge) {
        case HeadBadge::Example: return "For practice only: it fits nobody’s skin.";
        case HeadBadge::NotToScale: return "Nobody taped this head: its millimetres are guesses.";
        case HeadBadge::Scaled: return "";
    }
    return "";
}

constexpr const char* kPrintLine = "print at 100 %, “actual size”";

/// A head that is not the client's own, measured one, cannot be overlooked: large and framed.
void draw_badge(SheetCanvas& canvas, HeadBadge badge) {
    const double right = canvas.width_mm() - kTextEdgeMm;
    const std::string title = to_words(badge), consequence = consequence_of(badge);
    if (badge == HeadBadge::Scaled) {
        canvas.label({{right, 16.4}, "1:1, " + title, 4.4, true, Align::Right});
        canvas.label({{right, 22.6}, kPrintLine, 3.4, false, Align::Right});
        return;
    }
    const double width = std::max(canvas.measure().width_mm(title, 6.0, true),
                                  canvas.measure().width_mm(consequence, 3.2, false)) + 12.0;
    const glm::dvec2 min(right - width, kTextEdgeMm - 1.0), max(right, kTextEdgeMm + 14.4);
    canvas.line({SheetLayer::Frame, rectangle(min + 0.6, max - 0.6), 1.2, true});
    canvas.label({{0.5 * (min.x + max.x), min.y + 7.4}, title, 6.0, true, Align::Middle});
    canvas.label({{0.5 * (min.x + max.x), min.y + 12.5}, consequence, 3.2, false, Align::Middle});
    canvas.label({{right, 33.0}, kPrintLine, 3.4, true, Align::Right});
    canvas.block({min, max});
}

void draw_header(SheetCanvas& canvas, const Stencil& stencil, const SheetText& text, const SheetHeading& heading) {
    const TextMeasure& measure = canvas.measure();
    const double left = kTextEdgeMm;
    canvas.label({{left, 16.4}, "Trichion stencil", 6.2, true});
    std::string line = text.client_code.empty()
                           ? std::string("No client code")
                           : "Client " + measure.fitted(measure.showable(text.client_code), 3.4, false, 60.0);
    line += " · " + measure.showable(text.preset_label) + " hairline";
    if (!text.edited_on.empty()) line += " · last edit " + measure.showable(readable_date(text.edited_on));
    canvas.label({{left, 22.6}, measure.fitted(line + " · " + heading.part, 3.4, false, 160.0), 3.4});
    std::string lengths = fmt::format("Hairline {:.1f} mm on skin, {:.1f} mm here", stencil.edge_length_skin_mm,
                                      stencil.edge_length_flat_mm);
    if (!text.version_label.empty()) lengths += " · " + measure.showable(text.version_label);
    canvas.label({{left, 27.8}, measure.fitted(lengths, 3.4, false, 160.0), 3.4});
    std::string errors = fmt::format("Largest length error {:.1f} mm", stencil.largest_error_mm);
    if (!stencil.largest_error_where.empty()) errors += ", " + stencil.largest_error_where;
    errors += fmt::format(" · largest stretch {:.1f} %", stencil.largest_error_percent);
    canvas.label({{left, 33.0}, errors, 3.4});
}

}  // namespace

std::vector<std::string> wrapped(const TextMeasure& measure, const std::string& text, double size_mm, double room_mm) {
    std::vector<std::string> lines{""};
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        const std::string word = text.substr(from, end - from);
        const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
        if (lines.back().empty() || measure.width_mm(longer, size_mm, false) <= room_mm)
            lines.back() = longer;
        else
            lines.push_back(word);
        from = end + 1;
    }
    return lines;
}

std::string readable_date(const std::string& iso) {
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return iso;
    int month = 0, day = 0;
    std::from_chars(iso.data() + 5, iso.data() + 7, month);
    std::from_chars(iso.data() + 8, iso.data() + 10, day);
    if (month < 1 || month > 12 || day < 1 || day > 31) return iso;
    return fmt::format("{} {} {}", day, kMonths[static_cast<std::size_t>(month - 1)], iso.substr(0, 4));
}

SheetRect piece_room(double width_mm, double height_mm) {
    return {{28.0, 37.0}, {width_mm - 9.0, height_mm - 65.0}};
}

void draw_sheet_frame(SheetCanvas& canvas, const Stencil& stencil, const SheetText& text,
                      const SheetHeading& heading) {
    draw_header(canvas, stencil, text, heading);
    draw_badge(canvas, text.badge);
    draw_vertical_ruler(canvas, {kTextEdgeMm, canvas.height_mm() - kTextEdgeMm});
    draw_horizontal_ruler(canvas, {kLegendXMm, canvas.height_mm() - kTextEdgeMm - 4.4});
    draw_measure_box(canvas);
    draw_legend(canvas, heading);
}

}  // namespace trichion
