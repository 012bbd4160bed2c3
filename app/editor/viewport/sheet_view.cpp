// The stencil's sheet on the screen: the same drawing that the writers get, to look at as closely as wanted.
#include "app/editor/panels/panels.h"
#include "app/editor/ui/draw.h"
#include "app/editor/ui/icons.h"
#include "app/editor/viewport/followed_page.h"
#include "app/editor/viewport/heat_legend.h"
#include "app/editor/viewport/sheet_ink.h"
#include "app/editor/viewport/stencil_picture.h"
#include "app/editor/viewport/viewport.h"
#include "app/picture/render_picture.h"
#include "core/model/media.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string_view>

namespace trichion {

using namespace ui;

namespace {

constexpr float kTopRoom = 52.0f, kBottomRoom = 40.0f, kSideRoom = 24.0f;  // round the page
constexpr float kThumbHeight = 46.0f, kLegendRoom = 48.0f;
constexpr std::size_t kMostThumbs = 8;
constexpr float kMostZoom = 24.0f;

const StencilSheet* sheet_of(PanelContext& panel) {
    const StencilSheet* sheet = panel.session.pipeline().sheet();
    return sheet && !sheet->pages.empty() ? sheet : nullptr;
}

/// The page looked at; one that is gone gives way to the last there is.
std::size_t page_of(StencilView& view, const StencilSheet& sheet) {
    view.page = std::clamp(view.page, 0, static_cast<int>(sheet.pages.size()) - 1);
    return static_cast<std::size_t>(view.page);
}

Rect room_of(const Rect& rect, const StencilView& view, const StencilSheet& sheet) {
    const float below = px(kBottomRoom) + std::max(sheet.pages.size() > 1 ? px(kThumbHeight + 16.0f) : 0.0f, view.shows_stretch ? px(kLegendRoom) : 0.0f);
    return {rect.x + px(kSideRoom), rect.y + px(kTopRoom), rect.width - 2.0f * px(kSideRoom), rect.height - px(kTopRoom) - below};
}

PageFrame frame_of(const Rect& rect, const StencilView& view, const StencilSheet& sheet, const SheetPage& page) {
    const Rect room = room_of(rect, view, sheet);
    const float fitting = std::min(room.width / static_cast<float>(page.width_mm), room.height / static_cast<float>(page.height_mm));
    PageFrame frame;
    frame.px_per_mm = std::max(0.05f, fitting) * view.zoom;
    const float width = static_cast<float>(page.width_mm) * frame.px_per_mm, height = static_cast<float>(page.height_mm) * frame.px_per_mm;
    frame.paper = {std::round(room.x + 0.5f * (room.width - width) + view.pan.x), std::round(room.y + 0.5f * (room.height - height) + view.pan.y), width, height};
    return frame;
}

std::string paper_words(const StencilSettings& settings, const SheetPage& page) {
    static constexpr std::array kNames{"A4", "A3", "Letter", "Legal", "Tabloid"};
    const auto index = static_cast<std::size_t>(settings.paper);
    if (index >= kNames.size()) return fmt::format("{:.0f} \xc3\x97 {:.0f} mm", page.width_mm, page.height_mm);
    return fmt::format("{}, {}", kNames[index], page.width_mm > page.height_mm ? "landscape" : "upright");
}

void draw_thumb(const Rect& box, const SheetPage& page, bool is_shown, bool is_hovered) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    fill(list, box, rgb(0xffffff, is_shown || is_hovered ? 1.0f : 0.75f), px(2.0f));
    PageFrame frame{box, box.width / static_cast<float>(page.width_mm)};
    list->PushClipRect(top_left(box), bottom_right(box), true);
    for (const SheetLine& line : page.lines)
        if (line.layer == SheetLayer::Cut || line.layer == SheetLayer::Hairline) draw_sheet_line(list, frame, line);
    list->PopClipRect();
    if (is_shown) ui::outline(list, {box.x - px(3.0f), box.y - px(3.0f), box.width + px(6.0f), box.height + px(6.0f)}, context().theme.accent, px(4.0f), px(2.0f));
}

/// Arrows and, while they are few, the pages themselves.
void draw_pages(const Rect& rect, StencilView& view, const StencilSheet& sheet) {
    const std::size_t count = sheet.pages.size(), shown = page_of(view, sheet);
    if (count < 2) return;
    const float gap = px(10.0f), arrow = px(30.0f), height = px(kThumbHeight);
    const bool has_thumbs = count <= kMostThumbs;
    std::vector<float> widths;
    float width = 2.0f * (arrow + gap) + (has_thumbs ? 0.0f : px(110.0f));
    for (std::size_t i = 0; has_thumbs && i < count; ++i) {
        const SheetPage& page = sheet.pages[i];
        widths.push_back(std::clamp(height * static_cast<float>(page.width_mm / page.height_mm), px(26.0f), px(90.0f)));
        width += widths.back() + gap;
    }
    const Rect plate{std::round(rect.x + 0.5f * (rect.width - width - gap)), rect.bottom() - height - px(22.0f), width + gap, height + px(14.0f)};
    fill(ImGui::GetWindowDrawList(), plate, context().theme.overlay, px(8.0f));
    context().registry.record("Pages", plate);
    context().plates.push_back(plate);
    const float middle = plate.y + 0.5f * plate.height;
    float x = plate.x + gap;
    if (icon_button("Previous page", icon::kLeft, {x, middle - 0.5f * arrow, arrow, arrow}, false, shown > 0)) --view.page;
    x += arrow + gap;
    for (std::size_t i = 0; i < widths.size(); ++i) {
        const Rect box{x, middle - 0.5f * height, widths[i], height};
        const Pressable p = pressable(fmt::format("Page {}", i + 1), box);
        draw_thumb(box, sheet.pages[i], i == shown, p.is_hovered);
        if (p.was_pressed) view.page = static_cast<int>(i);
        x += widths[i] + gap;
    }
    if (!has_thumbs) {
        draw_text_centred(ImGui::GetWindowDrawList(), context().fonts.body, {x, plate.y, px(100.0f), plate.height}, context().theme.text, fmt::format("{} of {}", shown + 1, count));
        x += px(110.0f);
    }
    if (icon_button("Next page", icon::kRight, {x, middle - 0.5f * arrow, arrow, arrow}, false, shown + 1 < count)) ++view.page;
}

void use_wheel(StencilView& view, const Rect& rect, const StencilSheet& sheet) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseWheel == 0.0f && io.MouseWheelH == 0.0f) return;
    if (io.KeyShift || io.MouseWheelH != 0.0f) {
        view.pan.x += px(40.0f) * (io.MouseWheelH != 0.0f ? io.MouseWheelH : io.MouseWheel);
        return;
    }
    const Rect room = room_of(rect, view, sheet);
    const glm::vec2 mouse(io.MousePos.x - room.x - 0.5f * room.width, io.MousePos.y - room.y - 0.5f * room.height);
    const float zoom = std::clamp(view.zoom * std::pow(1.15f, io.MouseWheel), 1.0f, kMostZoom);
    view.pan = mouse - (mouse - view.pan) * (zoom / view.zoom);
    view.zoom = zoom;
    if (zoom == 1.0f) view.pan = glm::vec2(0.0f);
}

/// By the time at which the window got the presses, as in the viewport: a slow frame loses no double click.
bool is_second_press(StencilView& view) {
    constexpr double kDoubleClick_s = 0.5;
    const double now = context().pressed_s;
    const bool is_second = view.pressed_s >= 0.0 && now - view.pressed_s < kDoubleClick_s;
    view.pressed_s = is_second ? -1.0 : now;
    return is_second;
}

/// Where the sheet would be: why there is none.
void draw_why_none(ImDrawList* list, const Rect& rect, const std::string& words) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const float pad = px(20.0f), head = px(30.0f);
    const float inner = std::min(px(420.0f), rect.width - 2.0f * px(kSideRoom) - 2.0f * pad);
    const float height = draw_text_wrapped(nullptr, fonts.body, {}, inner, 0, words);
    const float width = inner + 2.0f * pad, tall = head + height + 2.0f * pad;
    const Rect plate{std::round(rect.x + 0.5f * (rect.width - width)), std::round(rect.y + 0.45f * (rect.height - tall)), width, tall};
    fill(list, {plate.x, plate.y + px(4.0f), plate.width, plate.height}, rgb(0, 0.25f), px(9.0f));
    fill(list, plate, theme.panel, px(9.0f));
    draw_text_left(list, fonts.small_icons, {plate.x + pad, plate.y + pad, px(24.0f), px(20.0f)}, theme.caution, icon::kWarning);
    draw_text_left(list, fonts.title, {plate.x + pad + px(26.0f), plate.y + pad, inner, px(20.0f)}, theme.text, "There is no sheet");
    draw_text_wrapped(list, fonts.body, {plate.x + pad, plate.y + pad + head}, inner, theme.caution_text, words);
    context().registry.record("No sheet: " + words, plate);
}

}  // namespace

void show_on_head(PanelContext& panel) {
    panel.view.stencil.is_on_head = true;
    const Head* head = panel.session.pipeline().head();
    const Stencil* stencil = panel.session.pipeline().stencil();
    if (!head || !stencil || is_in_sight(*head, *stencil, panel.view.camera)) return;
    // It may have been left as it was looked at from the other side.
    const Rect viewport = lay_out_frame(ImGui::GetIO().DisplaySize.x, ImGui::GetIO().DisplaySize.y).viewport;
    for (const char* name : {"three-quarter", "left", "right", "back"})
        if (const auto camera = named_view(name, *head, viewport.width / viewport.height); camera && is_in_sight(*head, *stencil, *camera)) {
            panel.view.wanted_view = name;
            return;
        }
}

void draw_stencil_options(const Rect& rect, PanelContext& panel) {
    StencilView& view = panel.view.stencil;
    if (rules_of(panel.session.document().stencil->medium).is_solid) return;
    const bool has_paper = trichion::has_paper(panel.session.document().stencil->line);
    if (!has_paper) view.shows_stretch = false;
    std::vector<PictureOption> options{{"Show/Sheet", "Sheet", "The pages as they leave", !view.is_on_head},
                                       {"Show/On the head", "On the head", has_paper ? "The pieces where they lie, in the colours of their stretch" : "The line where it lies", view.is_on_head}};
    if (!view.is_on_head && has_paper) options.push_back({"Show stretch", "Stretch", "Colours the pieces by how far paper and skin differ", view.shows_stretch});
    const auto gap_after = [](std::size_t i) { return px(i == 0 ? 6.0f : 16.0f); };  // the first two are one choice
    Rect row{rect.x + px(14.0f), rect.y + px(12.0f), -gap_after(options.size() - 1), px(30.0f)};
    for (std::size_t i = 0; i < options.size(); ++i) row.width += width_of(options[i]) + gap_after(i);
    float x = row.x;
    const char* pressed = "";
    for (std::size_t i = 0; i < options.size(); ++i) {
        if (picture_option(options[i], {x, row.y, width_of(options[i]), row.height}, row)) pressed = options[i].label;
        x += width_of(options[i]) + gap_after(i);
    }
    if (std::string_view(pressed) == "Show stretch") view.shows_stretch = !view.shows_stretch;
    else if (std::string_view(pressed) == "Show/On the head") show_on_head(panel);
    else if (*pressed) view.is_on_head = false;
    if (const std::vector<std::string> remarks = stencil_remarks(panel.session.pipeline(), *panel.session.document().stencil); !remarks.empty() && remarks_chip("Remarks", x, row.y, {remarks.size(), remarks.front()}))
        panel.view.wants_advice = true;
    const StencilSheet* sheet = sheet_of(panel);
    if (sheet && !view.is_on_head) draw_pages(rect, view, *sheet);
}

void handle_sheet(const Rect& rect, PanelContext& panel) {
    const StencilSheet* sheet = sheet_of(panel);
    StencilView& view = panel.view.stencil;
    ImGui::SetCursorScreenPos(top_left(rect));
    ImGui::InvisibleButton("##sheet", {rect.width, rect.height});
    if (!sheet) return;
    if (ImGui::IsItemActivated()) {
        context().focus.clear();
        if (is_second_press(view)) view.zoom = 1.0f, view.pan = glm::vec2(0.0f);
    }
    if (ImGui::IsItemHovered()) use_wheel(view, rect, *sheet);
    // A quick drag may move and end in one frame.
    if ((ImGui::IsItemActive() || ImGui::IsItemDeactivated()) && view.zoom > 1.0f) view.pan += glm::vec2(ImGui::GetIO().MouseDelta.x, ImGui::GetIO().MouseDelta.y);
    if (view.zoom > 1.0f && (ImGui::IsItemActive() || ImGui::IsItemHovered())) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    const SheetPage& page = sheet->pages[page_of(view, *sheet)];
    const Rect paper = frame_of(rect, view, *sheet, page).paper;
    view.pan = glm::clamp(view.pan, glm::vec2(-0.5f * paper.width, -0.5f * paper.height), glm::vec2(0.5f * paper.width, 0.5f * paper.height));
    if (!context().typing.label.empty() || !context().focus.empty()) return;
    while (take_key(Key::Left)) --view.page;
    while (take_key(Key::Right)) ++view.page;
    page_of(view, *sheet);
}

void draw_sheet(ImDrawList* list, const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    list->AddRectFilledMultiColor(top_left(rect), bottom_right(rect), theme.backdrop_top, theme.backdrop_top,
                                  theme.backdrop_bottom, theme.backdrop_bottom);
    const StencilSheet* sheet = sheet_of(panel);
    if (!sheet) {
        if (const Error* error = panel.session.pipeline().error()) draw_why_none(list, rect, error->message);
        else draw_text_centred(list, context().fonts.title, rect, rgb(0x2a2c30), "The sheet is being made\xe2\x80\xa6");
        return;
    }
    StencilView& view = panel.view.stencil;
    const std::size_t shown = page_of(view, *sheet);
    const bool is_mirrored = panel.session.document().stencil->is_mirrored;
    const Stencil* followed = panel.session.pipeline().followed_stencil();
    const SheetPage page = followed ? followed_page(sheet->pages[shown], *followed, is_mirrored) : sheet->pages[shown];
    const PageFrame frame = frame_of(rect, view, *sheet, page);
    list->PushClipRect(top_left(rect), bottom_right(rect), true);
    fill(list, {frame.paper.x + px(2.0f), frame.paper.y + px(5.0f), frame.paper.width, frame.paper.height}, rgb(0, 0.25f), px(2.0f));
    fill(list, frame.paper, rgb(0xffffff), 0.0f);
    list->PushClipRect(top_left(frame.paper), bottom_right(frame.paper), true);
    for (const SheetRect& area : page.keep_white) draw_keep_white(list, frame, area);
    for (const SheetFill& area : page.fills) draw_sheet_fill(list, frame, area);
    if (const Stencil* stencil = followed ? followed : panel.session.pipeline().stencil(); stencil && view.shows_stretch)
        for (const StencilPiece& piece : stencil->pieces)
            if (const auto at = piece_on_page(piece, page, is_mirrored)) draw_stretch(list, frame, piece, *at);
    for (const SheetLine& line : page.lines) draw_sheet_line(list, frame, line);
    for (const SheetLabel& label : page.labels) draw_sheet_label(list, frame, label);
    list->PopClipRect();
    list->PopClipRect();
    context().registry.record("Sheet", frame.paper);
    const Rect below{rect.x, std::min(frame.paper.bottom(), room_of(rect, view, *sheet).bottom()) + px(8.0f), rect.width, px(18.0f)};
    const std::string count = fmt::format("page {} of {} \xc2\xb7 {}{}", shown + 1, sheet->pages.size(), paper_words(*panel.session.document().stencil, page),
                                          page.keep_white.empty() ? "" : " \xc2\xb7 hatched: left free for the cutter");
    context().registry.record("Sheet: " + count, below);
    if (const Stencil* stencil = panel.session.pipeline().stencil(); stencil && view.shows_stretch) draw_stretch_legend(rect, stencil->largest_error_percent, StretchOn::Sheet);
    if (view.zoom != 1.0f) return;
    draw_text_centred(list, context().fonts.small, below, rgb(0x1f2023), count);
    const float width = text_size(context().fonts.small, count).x;
    context().plates.push_back({below.x + 0.5f * (below.width - width), below.y, width, below.height});
}

}  // namespace trichion
