// The sheet as SVG: millimetres throughout, named layers, plain polylines.
#include "core/io/page_files.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>

namespace trichion {
namespace {

struct Layer {
    SheetLayer layer;
    const char* id;
};
constexpr std::array<Layer, 7> kLayers{{{SheetLayer::Frame, "frame"},
                                        {SheetLayer::Registration, "registration"},
                                        {SheetLayer::Dots, "dots"},
                                        {SheetLayer::Ruler, "ruler"},
                                        {SheetLayer::Marks, "marks"},
                                        {SheetLayer::Cut, "cut"},
                                        {SheetLayer::Hairline, "hairline"}}};

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

/// A tenth of a micrometre is written; "-0" is not.
std::string number(double value) {
    const double rounded = std::round(value * 1e4) / 1e4;
    return fmt::format("{}", rounded == 0.0 ? 0.0 : rounded);
}

void write_line(std::string& out, const SheetLine& line) {
    if (line.points_mm.size() < 2) return;
    fmt::format_to(std::back_inserter(out), "    <{} points=\"", line.is_closed ? "polygon" : "polyline");
    for (std::size_t i = 0; i < line.points_mm.size(); ++i)
        fmt::format_to(std::back_inserter(out), "{}{},{}", i ? " " : "", number(line.points_mm[i].x),
                       number(line.points_mm[i].y));
    out += '"';
    if (line.is_filled)
        out += " fill=\"#000\" stroke=\"none\"";
    else
        fmt::format_to(std::back_inserter(out), " stroke-width=\"{}\"", number(line.width_mm));
    if (line.is_dashed && !line.is_filled) out += " stroke-dasharray=\"2 1.4\"";
    out += "/>\n";
}

void write_label(std::string& out, const SheetLabel& label) {
    const char* anchor = label.align == SheetLabel::Align::Left     ? "start"
                         : label.align == SheetLabel::Align::Middle ? "middle"
                                                                    : "end";
    fmt::format_to(std::back_inserter(out),
                   "    <text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\" text-anchor=\"{}\">{}</text>\n",
                   number(label.at_mm.x), number(label.at_mm.y), number(label.size_mm), label.is_bold ? 600 : 400,
                   anchor, escaped(label.text));
}

}  // namespace

std::string sheet_svg(const SheetPage& page) {
    std::string out = fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<svg xmlns=\"http://www.w3.org/2000/svg\" "
        "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
        "width=\"{0}mm\" height=\"{1}mm\" viewBox=\"0 0 {0} {1}\">\n",
        number(page.width_mm), number(page.height_mm));
    out += "  <title>Trichion stencil</title>\n";
    for (const Layer& layer : kLayers) {
        fmt::format_to(std::back_inserter(out),
                       "  <g id=\"{0}\" inkscape:groupmode=\"layer\" inkscape:label=\"{0}\" fill=\"none\" "
                       "stroke=\"#000\" stroke-linejoin=\"round\">\n",
                       layer.id);
        for (const SheetLine& line : page.lines)
            if (line.layer == layer.layer) write_line(out, line);
        out += "  </g>\n";
    }
    out +=
        "  <g id=\"text\" inkscape:groupmode=\"layer\" inkscape:label=\"text\" "
        "font-family=\"Inter, sans-serif\" fill=\"#000\">\n";
    for (const SheetLabel& label : page.labels) write_label(out, label);
    out += "  </g>\n</svg>\n";
    return out;
}

Result<std::vector<std::filesystem::path>> write_sheet_svg(const std::vector<SheetPage>& pages, const SheetText&,
                                                           const std::filesystem::path& path) {
    return write_page_files(pages, path, sheet_svg);
}

}  // namespace trichion
