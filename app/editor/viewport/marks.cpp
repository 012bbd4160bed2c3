// Handles and labels of a tool over the picture.
#include "app/editor/ui/draw.h"
#include "app/editor/viewport/label_places.h"
#include "app/editor/viewport/viewport.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <vector>

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
        case Handle::Look::Measure: {
            const float half = px(3.4f);
            list->AddRectFilled({centre.x - half - px(1.4f), centre.y - half - px(1.4f)}, {centre.x + half + px(1.4f), centre.y + half + px(1.4f)}, rgb(0x0e2d45, 0.9f));
            list->AddRectFilled({centre.x - half, centre.y - half}, {centre.x + half, centre.y + half}, rgb(0x8ccbff));
            return;
        }
        case Handle::Look::Guess: ring = rgb(0x8a5a10); fill_colour = theme.caution; break;
    }
    list->AddCircleFilled({centre.x, centre.y + px(1.0f)}, radius + px(2.0f), rgb(0, 0.22f), 32);
    list->AddCircleFilled(centre, radius + px(1.4f), ring, 32);
    list->AddCircleFilled(centre, radius - px(0.6f), fill_colour, 32);
}

/// The nearest place of a plate's rim, where its leader begins.
ImVec2 rim_towards(const Rect& plate, const glm::vec2& at) {
    return {std::clamp(at.x, plate.x, plate.right()), std::clamp(at.y, plate.y, plate.bottom())};
}

/// How a label looks: figures of the design large, those of guides and corners small.
struct LabelLook {
    ImFont *plain, *bold;
    float pad, height, gap, away, farthest, radius;
};

LabelLook look_of(const SkinLabel& label) {
    const Fonts& fonts = context().fonts;
    if (label.is_small) return {fonts.small, fonts.small, px(6.0f), px(19.0f), px(3.0f), px(10.0f), px(label.is_muted ? 24.0f : 70.0f), px(5.0f)};
    return {fonts.body, fonts.strong, px(10.0f), px(28.0f), px(5.0f), px(26.0f), px(190.0f), px(7.0f)};
}

void draw_leader(ImDrawList* list, const Rect& plate, const glm::vec2& at, bool is_small) {
    const ImVec2 from = rim_towards(plate, at);
    if (is_small && glm::distance(glm::vec2(from.x, from.y), at) < px(13.0f)) return;
    list->AddLine(from, {at.x, at.y}, rgb(0xffffff, is_small ? 0.6f : 0.8f), px(is_small ? 1.0f : 1.2f));
    if (!is_small) list->AddCircleFilled({at.x, at.y}, px(2.2f), rgb(0xffffff), 16);
}

/// @param is_skin  of a pixel.
std::optional<Rect> place_of(const SkinLabel& label, LabelPlaces& places, const glm::vec2& at, const glm::vec2& size, bool is_left_first,
                             const std::function<bool(const glm::vec2&)>& is_skin) {
    const LabelLook look = look_of(label);
    if (label.is_outside) return places.take_beside(at, size, look.away, is_skin);
    if (label.is_small) return places.take(at, size, look.away, look.farthest, is_left_first);
    return places.take_anyway(at, size, look.away, look.farthest, is_left_first);
}

/// Dark plates under bright words are read on every skin.
void draw_label(ImDrawList* list, LabelPlaces& places, const glm::vec2& at, const SkinLabel& label, bool is_left_first,
                const std::function<bool(const glm::vec2&)>& is_skin) {
    const Theme& theme = context().theme;
    const LabelLook look = look_of(label);
    const float gap = label.strong.empty() || label.plain.empty() ? 0.0f : look.gap;
    const float strong = label.strong.empty() ? 0.0f : text_size(look.bold, label.strong).x + gap;
    const glm::vec2 size(strong + (label.plain.empty() ? 0.0f : text_size(look.plain, label.plain).x) + 2.0f * look.pad, look.height);
    const auto plate = place_of(label, places, at, size, is_left_first, is_skin);
    if (!plate) return;
    draw_leader(list, *plate, at, label.is_small);
    fill(list, *plate, label.is_small ? faded(theme.overlay, label.is_muted ? 0.5f : 0.85f) : theme.overlay, look.radius);
    Rect words{plate->x + look.pad, plate->y, size.x - 2.0f * look.pad, size.y};
    if (!label.strong.empty()) draw_text_left(list, look.bold, words, theme.text, label.strong);
    words.x += strong;
    const ImU32 ink = label.is_muted ? rgb(0xc3c6cb) : label.strong.empty() ? rgb(0xe4e6ea) : rgb(0xb4b7bd);
    if (!label.plain.empty()) draw_text_left(list, look.plain, words, ink, label.plain);
    context().registry.record("Label " + (label.name.empty() ? label.strong + " " + label.plain : label.name), *plate);
}

/// Free space of the viewport: within its plates, off the line and the handles that are seen.
LabelPlaces free_space(const Rect& rect, const ToolOverlay& overlay, const Projector& projector) {
    std::vector<glm::vec2> keep_clear;
    const auto keep = [&](const glm::vec3& place, const glm::vec3& normal) {
        if (glm::dot(normal, projector.eye_mm() - place) <= 0.0f) return;
        if (const auto at = projector.pixel(place)) keep_clear.push_back(*at);
    };
    for (const SkinSpot& spot : overlay.clear_of) keep(spot.place_mm, spot.normal);
    for (const Handle& handle : overlay.handles)
        if (handle.look != Handle::Look::Spot) keep(handle.place_mm, handle.normal);
    const float plates = px(52.0f), side = px(8.0f);
    LabelPlaces places({rect.x + side, rect.y + plates, rect.width - 2.0f * side, rect.height - 2.0f * plates}, std::move(keep_clear), px(7.0f));
    for (const char* plate : {"Tool options", "Asked", "Clear the measures"})
        if (const Rect* found = context().registry.find(plate)) places.block(*found);
    return places;
}

/// The weightier first: figures, then small ones, then names of guides.
void draw_labels(ImDrawList* list, const Rect& rect, const ToolOverlay& overlay, const Projector& projector, const Head& head) {
    LabelPlaces places = free_space(rect, overlay, projector);
    const auto is_skin = [&](const glm::vec2& pixel) { return head.measuring.hit(projector.ray(pixel)).has_value(); };
    std::vector<const SkinLabel*> labels;
    for (const SkinLabel& label : overlay.labels) labels.push_back(&label);
    std::ranges::stable_sort(labels, {}, [](const SkinLabel* label) { return (label->is_small ? 1 : 0) + (label->is_muted ? 1 : 0); });
    for (const SkinLabel* label : labels) {
        const auto at = projector.pixel(label->place_mm);
        if (!at || !projector.sees(head.measuring, label->place_mm, label->normal)) continue;
        // Large ones to the left: in the usual three-quarter view the hairline runs on to the right.
        const bool is_left_first = !label->is_small || at->x < rect.x + 0.5f * rect.width;
        draw_label(list, places, *at, *label, is_left_first, is_skin);
    }
}

void draw_line(ImDrawList* list, const ToolLine& line, const Projector& projector) {
    const bool is_twin = line.look == ToolLine::Look::BrushTwin;
    const bool is_brush = is_twin || line.look == ToolLine::Look::Brush;
    const std::size_t n = line.places_mm.size(), pieces = line.is_closed ? n : n - 1;
    const auto faces = [&](std::size_t i) { return glm::dot(line.normals[i], projector.eye_mm() - line.places_mm[i]) > 0.0f; };
    for (std::size_t i = 0; n > 1 && i < pieces; ++i) {
        const std::size_t next = (i + 1) % n;
        const auto a = projector.pixel(line.places_mm[i]), b = projector.pixel(line.places_mm[next]);
        if (!a || !b || !faces(i) || !faces(next)) continue;
        // A loop not yet closed by the hand: its last piece only shows where it would close.
        const float alpha = is_twin ? 0.45f : line.is_closed && !is_brush && next == 0 ? 0.35f : 1.0f;
        list->AddLine({a->x, a->y}, {b->x, b->y}, rgb(0, 0.35f * alpha), px(is_brush ? 3.0f : 4.0f));
        list->AddLine({a->x, a->y}, {b->x, b->y}, is_brush ? rgb(0xffffff, 0.9f * alpha) : faded(context().theme.curve, alpha), px(is_brush ? 1.4f : 2.2f));
    }
}

}  // namespace

void draw_marks(ImDrawList* list, const Rect& rect, const ToolOverlay& overlay, const Projector& projector, const Head& head) {
    list->PushClipRect(top_left(rect), bottom_right(rect), true);
    for (const ToolLine& line : overlay.lines) draw_line(list, line, projector);
    draw_labels(list, rect, overlay, projector, head);
    for (const Handle& handle : overlay.handles) {
        const auto at = projector.pixel(handle.place_mm);
        if (!at || !projector.sees(head.measuring, handle.place_mm, handle.normal)) continue;
        draw_handle(list, *at, handle.look);
        if (!handle.name.empty()) context().registry.record(handle.name, {at->x - px(6.0f), at->y - px(6.0f), px(12.0f), px(12.0f)});
    }
    list->PopClipRect();
}

}  // namespace trichion
