// The sheet as SVG: millimetres throughout, named layers, plain polylines, nothing that a program could read otherwise.
#include "core/io/page_files.h"
#include "core/io/text_measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <set>

namespace trichion {
namespace {

struct Layer {
    SheetLayer layer;
    const char* id;
};
// From the bottom up. "draw" is what a pen would draw: the hairline.
constexpr std::array<Layer, 7> kLayers{{{SheetLayer::Frame, "frame"},
                                        {SheetLayer::Ruler, "ruler"},
                                        {SheetLayer::Dots, "dots"},
                                        {SheetLayer::Marks, "marks"},
                                        {SheetLayer::Cut, "cut"},
                                        {SheetLayer::Hairline, "draw"},
                                        {SheetLayer::Registration, "registration"}}};
constexpr const char* kFillLayer = "stretch";
constexpr const char* kTextLayer = "text";
constexpr double kPi = 3.14159265358979323846;

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

std::string colour(const glm::dvec3& rgb) {
    const auto byte = [](double share) { return static_cast<int>(std::lround(255.0 * std::clamp(share, 0.0, 1.0))); };
    return fmt::format("#{:02x}{:02x}{:02x}", byte(rgb.x), byte(rgb.y), byte(rgb.z));
}

std::string points_of(const std::vector<glm::dvec2>& points) {
    std::string out;
    for (const glm::dvec2& p : points)
        fmt::format_to(std::back_inserter(out), "{}{},{}", out.empty() ? "" : " ", number(p.x), number(p.y));
    return out;
}

/// Names of a page, each once, of letters that XML allows in them.
class Ids {
public:
    Ids() : used_{kFillLayer, kTextLayer} {
        for (const Layer& layer : kLayers) used_.insert(layer.id);
    }

    std::string new_id(const std::string& name) {
        std::string id;
        for (const char c : name) {
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            const bool is_other = (c >= '0' && c <= '9') || c == '-' || c == '.';
            if (id.empty() && is_other) id += '_';
            id += is_letter || is_other ? c : '_';
        }
        std::string unique = id;
        for (int count = 2; !used_.insert(unique).second; ++count) unique = fmt::format("{}-{}", id, count);
        return unique;
    }

private:
    std::set<std::string> used_;
};

class Writer {
public:
    void begin_layer(const char* id, const char* attributes) {
        add("  <g id=\"{0}\" inkscape:groupmode=\"layer\" inkscape:label=\"{0}\" {1}>\n", id, attributes);
    }
    void end_layer() { out_ += "  </g>\n"; }

    void line(const SheetLine& line) {
        if (line.points_mm.size() < 2) return;
        add("    <{}", line.is_closed || line.is_filled ? "polygon" : "polyline");
        if (!line.name.empty()) add(" id=\"{}\"", ids_.new_id(line.name));
        add(" points=\"{}\"", points_of(line.points_mm));
        const bool is_black = line.rgb == glm::dvec3(0.0);
        if (line.is_filled) {
            add(" fill=\"{}\" stroke=\"none\"/>\n", colour(line.rgb));
            return;
        }
        if (!is_black) add(" stroke=\"{}\"", colour(line.rgb));
        add(" stroke-width=\"{}\"{}/>\n", number(line.width_mm), line.is_dashed ? " stroke-dasharray=\"2 1.4\"" : "");
    }

    void fill(const SheetFill& fill) {
        out_ += "    <path d=\"";
        for (const auto& ring : fill.rings_mm)
            if (ring.size() > 2) add("M{}Z", points_of(ring));
        add("\" fill=\"{}\" fill-opacity=\"{}\"/>\n", colour(fill.rgb), number(fill.opacity));
    }

    /// With the room it takes: where Inter is not installed, another font is squeezed into it.
    void label(const SheetLabel& label) {
        const std::string text = measure_.showable(label.text);
        if (text.find_first_not_of(' ') == std::string::npos) return;
        const char* anchor = label.align == SheetLabel::Align::Left     ? "start"
                             : label.align == SheetLabel::Align::Middle ? "middle"
                                                                        : "end";
        add("    <text x=\"{}\" y=\"{}\" font-size=\"{}\" font-weight=\"{}\" text-anchor=\"{}\" textLength=\"{}\" "
            "lengthAdjust=\"spacingAndGlyphs\"",
            number(label.at_mm.x), number(label.at_mm.y), number(label.size_mm), label.is_bold ? 600 : 400, anchor,
            number(measure_.width_mm(text, label.size_mm, label.is_bold)));
        if (label.along != glm::dvec2(1.0, 0.0))
            add(" transform=\"rotate({} {} {})\"", number(std::atan2(label.along.y, label.along.x) * 180.0 / kPi), number(label.at_mm.x), number(label.at_mm.y));
        if (label.rgb != glm::dvec3(0.0)) add(" fill=\"{}\"", colour(label.rgb));
        add(">{}</text>\n", escaped(text));
    }

    template <class... Values>
    void add(fmt::format_string<Values...> format, Values&&... values) {
        fmt::format_to(std::back_inserter(out_), format, std::forward<Values>(values)...);
    }
    std::string take() && { return std::move(out_); }

private:
    std::string out_;
    Ids ids_;
    TextMeasure measure_;
};

}  // namespace

std::string sheet_svg(const SheetPage& page) {
    Writer out;
    out.add("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" "
            "xmlns:inkscape=\"http://www.inkscape.org/namespaces/inkscape\" "
            "width=\"{0}mm\" height=\"{1}mm\" viewBox=\"0 0 {0} {1}\">\n"
            "  <title>Trichion stencil</title>\n",
            number(page.width_mm), number(page.height_mm));
    if (!page.fills.empty()) {
        out.begin_layer(kFillLayer, "fill-rule=\"evenodd\" stroke=\"none\"");
        for (const SheetFill& fill : page.fills) out.fill(fill);
        out.end_layer();
    }
    for (const Layer& layer : kLayers) {
        out.begin_layer(layer.id, "fill=\"none\" stroke=\"#000\" stroke-linejoin=\"round\"");
        for (const SheetLine& line : page.lines)
            if (line.layer == layer.layer) out.line(line);
        out.end_layer();
    }
    out.begin_layer(kTextLayer, "font-family=\"Inter, sans-serif\" fill=\"#000\"");
    for (const SheetLabel& label : page.labels) out.label(label);
    out.end_layer();
    out.add("</svg>\n");
    return std::move(out).take();
}

Result<std::vector<std::filesystem::path>> write_sheet_svg(const std::vector<SheetPage>& pages, const SheetText&,
                                                           const std::filesystem::path& path) {
    return write_page_files(pages, path, sheet_svg);
}

}  // namespace trichion
