// Handles and labels of a tool over the picture.
#include "app/editor/ui/draw.h"
#include "app/editor/viewport/viewport.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

void draw_handle(ImDrawList* list, const glm::vec2& at, Handle::Look look) {
    const Theme& theme = context().theme;
    const ImVec2 centre{at.x, at.y};
    float radius = px(5.0f);
    ImU32 ring = rgb(0x0b5e55), fill_colour = rgb(0xffffff);
    switch (look) {
        case Handle::Look::Rest: break;
        case Handle::Look::Small: radius = px(3.6f); break;
        case Handle::Look::Hovered: radius = px(7.0f); ring = theme.accent; break;
        case Handle::Look::Active: radius = px(7.0f); fill_colour = theme.curve; break;
        case Handle::Look::Twin: radius = px(5.5f); fill_colour = theme.curve; break;
        case Handle::Look::Guess: ring = rgb(0x8a5a10); fill_colour = theme.caution; break;
    }
    list->AddCircleFilled({centre.x, centre.y + px(1.0f)}, radius + px(2.0f), rgb(0, 0.22f), 32);
    list->AddCircleFilled(centre, radius + px(1.4f), ring, 32);
    list->AddCircleFilled(centre, radius - px(0.6f), fill_colour, 32);
}

void draw_label(ImDrawList* list, const Rect& rect, const glm::vec2& at, const SkinLabel& label) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const float strong = label.strong.empty() ? 0.0f : text_size(fonts.strong, label.strong).x + px(5.0f);
    const float width = strong + text_size(fonts.body, label.plain).x + px(20.0f);
    // Left of the place: the hairline's handles are on the right in the usual three-quarter view.
    Rect plate{at.x - width - px(26.0f), at.y - px(14.0f), width, px(28.0f)};
    plate.x = std::clamp(plate.x, rect.x + px(8.0f), rect.right() - width - px(8.0f));
    plate.y = std::clamp(plate.y, rect.y + px(8.0f), rect.bottom() - plate.height - px(8.0f));
    list->AddLine({plate.right(), plate.y + 0.5f * plate.height}, {at.x, at.y}, rgb(0xffffff, 0.8f), px(1.2f));
    list->AddCircleFilled({at.x, at.y}, px(2.2f), rgb(0xffffff), 16);
    fill(list, plate, theme.overlay, px(7.0f));
    Rect words{plate.x + px(10.0f), plate.y, width - px(20.0f), plate.height};
    if (!label.strong.empty()) draw_text_left(list, fonts.strong, words, theme.text, label.strong);
    words.x += strong;
    draw_text_left(list, fonts.body, words, theme.muted, label.plain);
}

}  // namespace

void draw_marks(ImDrawList* list, const Rect& rect, const ToolOverlay& overlay, const Projector& projector, const Head& head) {
    list->PushClipRect(top_left(rect), bottom_right(rect), true);
    for (const SkinLabel& label : overlay.labels) {
        const auto at = projector.pixel(label.place_mm);
        if (at && projector.sees(head.measuring, label.place_mm, label.normal)) draw_label(list, rect, *at, label);
    }
    for (const Handle& handle : overlay.handles) {
        const auto at = projector.pixel(handle.place_mm);
        if (!at || !projector.sees(head.measuring, handle.place_mm, handle.normal)) continue;
        draw_handle(list, *at, handle.look);
        context().registry.record(handle.name, {at->x - px(6.0f), at->y - px(6.0f), px(12.0f), px(12.0f)});
    }
    list->PopClipRect();
    if (overlay.ask.empty()) return;
    ImFont* font = context().fonts.strong;
    const float width = text_size(font, overlay.ask).x + px(32.0f);
    const Rect plate{rect.x + 0.5f * (rect.width - width), rect.y + px(58.0f), width, px(36.0f)};
    fill(list, plate, context().theme.overlay, px(9.0f));
    draw_text_centred(list, font, plate, context().theme.text, overlay.ask);
}

}  // namespace trichion
