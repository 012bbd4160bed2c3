// The stencil's sheet on the screen: the same drawing that the PDF and SVG writers get.
#include "app/editor/ui/draw.h"
#include "app/editor/viewport/viewport.h"
#include "core/session/export_stencil.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>

namespace trichion {

using namespace ui;

namespace {

struct PageFrame {
    Rect paper;
    float px_per_mm = 1.0f;

    ImVec2 at(const glm::dvec2& mm) const {
        return {paper.x + static_cast<float>(mm.x) * px_per_mm, paper.y + static_cast<float>(mm.y) * px_per_mm};
    }
};

void draw_dashed(ImDrawList* list, std::span<const ImVec2> points, ImU32 colour, float width, float dash) {
    float walked = 0.0f;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const ImVec2 a = points[i - 1], b = points[i];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float from = 0.0f; from < length;) {
            const float phase = std::fmod(walked + from, 2.0f * dash);
            const float to = std::min(length, from + (phase < dash ? dash - phase : 2.0f * dash - phase) + 0.01f);
            if (phase < dash)
                list->AddLine({a.x + (b.x - a.x) * from / length, a.y + (b.y - a.y) * from / length},
                              {a.x + (b.x - a.x) * to / length, a.y + (b.y - a.y) * to / length}, colour, width);
            from = to;
        }
        walked += length;
    }
}

void draw_line(ImDrawList* list, const PageFrame& frame, const SheetLine& line) {
    std::vector<ImVec2> points;
    points.reserve(line.points_mm.size() + 1);
    for (const glm::dvec2& p : line.points_mm) points.push_back(frame.at(p));
    const ImU32 ink = rgb(0x101113);
    const float width = std::max(1.0f, static_cast<float>(line.width_mm) * frame.px_per_mm);
    if (line.is_filled && points.size() >= 3) {
        list->AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), ink);
        return;
    }
    if (line.is_dashed) {
        if (line.is_closed && !points.empty()) points.push_back(points.front());
        draw_dashed(list, points, ink, width, 1.6f * frame.px_per_mm);
        return;
    }
    list->AddPolyline(points.data(), static_cast<int>(points.size()), ink, line.is_closed ? ImDrawFlags_Closed : 0, width);
}

/// The atlas has a few sizes only; scaling from the nearest one keeps thin strokes.
ImFont* nearest_font(float size, bool is_bold) {
    const Fonts& fonts = context().fonts;
    const std::array regular{fonts.tiny, fonts.small, fonts.body, fonts.large};
    const std::array bold{fonts.tiny_strong, fonts.strong, fonts.title, fonts.figure};
    ImFont* best = nullptr;
    for (ImFont* font : is_bold ? bold : regular)
        if (font && (!best || std::abs(std::log(font->FontSize / size)) < std::abs(std::log(best->FontSize / size)))) best = font;
    return best ? best : ImGui::GetFont();
}

void draw_words(ImDrawList* list, const PageFrame& frame, const SheetLabel& label) {
    const float size = static_cast<float>(label.size_mm) * frame.px_per_mm * 1.2102f;
    ImFont* font = nearest_font(size, label.is_bold);
    const ImVec2 extent = font->CalcTextSizeA(size, 1e9f, 0.0f, label.text.c_str());
    ImVec2 at = frame.at(label.at_mm);
    if (label.align == SheetLabel::Align::Middle) at.x -= 0.5f * extent.x;
    if (label.align == SheetLabel::Align::Right) at.x -= extent.x;
    at.y -= size * 0.8f;  // at_mm is the baseline
    list->AddText(font, size, at, rgb(0x101113), label.text.c_str());
}

}  // namespace

void draw_sheet(ImDrawList* list, const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    list->AddRectFilledMultiColor(top_left(rect), bottom_right(rect), theme.backdrop_top, theme.backdrop_top,
                                  theme.backdrop_bottom, theme.backdrop_bottom);
    const Head* head = panel.session.pipeline().head();
    const Stencil* stencil = panel.session.pipeline().stencil();
    if (!head || !stencil) return;
    const Document& document = panel.session.document();
    const auto laid_out = lay_out_sheet(*stencil, *document.stencil, sheet_text(document, *head));
    if (!laid_out || laid_out->empty()) return;
    const std::vector<SheetPage>& pages = *laid_out;
    panel.view.stencil_page = std::clamp(panel.view.stencil_page, 0, static_cast<int>(pages.size()) - 1);
    panel.view.stencil_pages = static_cast<int>(pages.size());
    const SheetPage& page = pages[static_cast<std::size_t>(panel.view.stencil_page)];
    const float margin = px(24.0f);
    PageFrame frame;
    frame.px_per_mm = std::min((rect.width - 2.0f * margin) / static_cast<float>(page.width_mm),
                               (rect.height - 3.0f * margin) / static_cast<float>(page.height_mm));
    const float width = static_cast<float>(page.width_mm) * frame.px_per_mm, height = static_cast<float>(page.height_mm) * frame.px_per_mm;
    frame.paper = {std::round(rect.x + 0.5f * (rect.width - width)), std::round(rect.y + 0.5f * (rect.height - height) - px(8.0f)), width, height};
    fill(list, {frame.paper.x + px(2.0f), frame.paper.y + px(5.0f), width, height}, rgb(0, 0.25f), px(2.0f));
    fill(list, frame.paper, rgb(0xffffff), 0.0f);
    context().registry.record("Sheet", frame.paper);
    for (const SheetLine& line : page.lines) draw_line(list, frame, line);
    for (const SheetLabel& label : page.labels) draw_words(list, frame, label);
    const std::string count = fmt::format("page {} of {} \xc2\xb7 {}", panel.view.stencil_page + 1, pages.size(),
                                          document.stencil->paper == Paper::A4 ? "A4, landscape" : "Letter, landscape");
    draw_text_centred(list, context().fonts.small, {rect.x, frame.paper.bottom() + px(8.0f), rect.width, px(18.0f)}, rgb(0x2a2c30), count);
}

}  // namespace trichion
