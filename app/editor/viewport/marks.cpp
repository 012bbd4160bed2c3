// Handles and labels of a tool over the picture.
#include "app/editor/ui/draw.h"
#include "app/editor/viewport/viewport.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>
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
        case Handle::Look::Locked:
            radius = px(3.6f);
            ring = rgb(0x3a3d42, 0.6f);
            fill_colour = rgb(0x9a9da4, 0.7f);
            break;
        case Handle::Look::Spot:
            list->AddCircle(centre, px(4.5f), rgb(0x14161a, 0.5f), 24, px(2.6f));
            list->AddCircle(centre, px(4.5f), rgb(0xffffff, 0.9f), 24, px(1.2f));
            return;
        case Handle::Look::Guess: ring = rgb(0x8a5a10); fill_colour = theme.caution; break;
    }
    list->AddCircleFilled({centre.x, centre.y + px(1.0f)}, radius + px(2.0f), rgb(0, 0.22f), 32);
    list->AddCircleFilled(centre, radius + px(1.4f), ring, 32);
    list->AddCircleFilled(centre, radius - px(0.6f), fill_colour, 32);
}

/// The plates already drawn in this frame, so that no two lie on each other.
class Plates {
public:
    explicit Plates(const Rect& bounds) : bounds_(inset(bounds, px(8.0f))) {}

    /// Beside a place: a large plate to the left of it first, since the hairline's handles are on the right in the usual
    /// three-quarter view; a small one on the outer side.
    /// @return nothing where no side has room and `is_needed` is false.
    std::optional<Rect> beside(const glm::vec2& at, float width, float height, float away, bool is_needed) {
        const float y = at.y - 0.5f * height;
        const Rect sides[] = {{at.x - width - away, y, width, height},
                              {at.x + away, y, width, height},
                              {at.x - 0.5f * width, at.y - height - away, width, height},
                              {at.x - 0.5f * width, at.y + away, width, height},
                              {at.x - width - away, y - 1.2f * height, width, height},
                              {at.x + away, y + 1.2f * height, width, height}};
        const bool is_right_first = !is_needed && at.x > bounds_.x + 0.5f * bounds_.width;
        for (const int k : is_right_first ? std::array{1, 0, 2, 3, 5, 4} : std::array{0, 1, 2, 3, 4, 5})
            if (is_within(sides[k]) && is_free(sides[k])) return taken_.emplace_back(sides[k]);
        if (!is_needed) return std::nullopt;
        Rect plate = sides[0];
        plate.x = std::clamp(plate.x, bounds_.x, bounds_.right() - width);
        plate.y = std::clamp(plate.y, bounds_.y, bounds_.bottom() - height);
        return taken_.emplace_back(plate);
    }

private:
    bool is_within(const Rect& r) const {
        return r.x >= bounds_.x && r.y >= bounds_.y && r.right() <= bounds_.right() && r.bottom() <= bounds_.bottom();
    }
    bool is_free(const Rect& r) const {
        return std::ranges::none_of(taken_, [&](const Rect& t) {
            return r.x < t.right() && t.x < r.right() && r.y < t.bottom() && t.y < r.bottom();
        });
    }

    Rect bounds_;
    std::vector<Rect> taken_;
};

/// Dark plates under bright words are read on every skin.
void draw_label(ImDrawList* list, Plates& plates, const glm::vec2& at, const SkinLabel& label) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImFont* plain = label.is_small ? fonts.small : fonts.body;
    ImFont* bold = label.is_small ? fonts.small : fonts.strong;
    const float pad = px(label.is_small ? 6.0f : 10.0f), height = px(label.is_small ? 19.0f : 28.0f);
    const float gap = label.strong.empty() || label.plain.empty() ? 0.0f : px(label.is_small ? 3.0f : 5.0f);
    const float strong = label.strong.empty() ? 0.0f : text_size(bold, label.strong).x + gap;
    const float width = strong + (label.plain.empty() ? 0.0f : text_size(plain, label.plain).x) + 2.0f * pad;
    const auto plate = plates.beside(at, width, height, px(label.is_small ? 9.0f : 26.0f), !label.is_small);
    if (!plate) return;
    if (!label.is_small) {
        const bool is_left = plate->right() < at.x;
        list->AddLine({is_left ? plate->right() : plate->x, plate->y + 0.5f * height}, {at.x, at.y}, rgb(0xffffff, 0.8f), px(1.2f));
        list->AddCircleFilled({at.x, at.y}, px(2.2f), rgb(0xffffff), 16);
    }
    fill(list, *plate, label.is_small ? faded(theme.overlay, 0.85f) : theme.overlay, px(label.is_small ? 5.0f : 7.0f));
    Rect words{plate->x + pad, plate->y, width - 2.0f * pad, height};
    if (!label.strong.empty()) draw_text_left(list, bold, words, theme.text, label.strong);
    words.x += strong;
    if (!label.plain.empty()) draw_text_left(list, plain, words, label.strong.empty() ? rgb(0xd5d7db) : rgb(0xb4b7bd), label.plain);
    context().registry.record("Label " + (label.name.empty() ? label.strong + " " + label.plain : label.name), *plate);
}

void draw_line(ImDrawList* list, const ToolLine& line, const Projector& projector) {
    const bool is_brush = line.look == ToolLine::Look::Brush;
    const std::size_t n = line.places_mm.size(), pieces = line.is_closed ? n : n - 1;
    const auto faces = [&](std::size_t i) { return glm::dot(line.normals[i], projector.eye_mm() - line.places_mm[i]) > 0.0f; };
    for (std::size_t i = 0; n > 1 && i < pieces; ++i) {
        const std::size_t next = (i + 1) % n;
        const auto a = projector.pixel(line.places_mm[i]), b = projector.pixel(line.places_mm[next]);
        if (!a || !b || !faces(i) || !faces(next)) continue;
        // A loop not yet closed by the hand: its last piece only shows where it would close.
        const float alpha = line.is_closed && !is_brush && next == 0 ? 0.35f : 1.0f;
        list->AddLine({a->x, a->y}, {b->x, b->y}, rgb(0, 0.35f * alpha), px(is_brush ? 3.0f : 4.0f));
        list->AddLine({a->x, a->y}, {b->x, b->y}, is_brush ? rgb(0xffffff, 0.9f) : faded(context().theme.curve, alpha), px(is_brush ? 1.4f : 2.2f));
    }
}

}  // namespace

void draw_marks(ImDrawList* list, const Rect& rect, const ToolOverlay& overlay, const Projector& projector, const Head& head) {
    list->PushClipRect(top_left(rect), bottom_right(rect), true);
    for (const ToolLine& line : overlay.lines) draw_line(list, line, projector);
    Plates plates(rect);
    for (const bool is_small : {false, true})
        for (const SkinLabel& label : overlay.labels) {
            if (label.is_small != is_small) continue;
            const auto at = projector.pixel(label.place_mm);
            if (at && projector.sees(head.measuring, label.place_mm, label.normal)) draw_label(list, plates, *at, label);
        }
    for (const Handle& handle : overlay.handles) {
        const auto at = projector.pixel(handle.place_mm);
        if (!at || !projector.sees(head.measuring, handle.place_mm, handle.normal)) continue;
        draw_handle(list, *at, handle.look);
        if (!handle.name.empty()) context().registry.record(handle.name, {at->x - px(6.0f), at->y - px(6.0f), px(12.0f), px(12.0f)});
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
