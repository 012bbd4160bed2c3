// The plates over the picture that tell how the tool in hand is set: a slim one at its top, a card for brushes that paint.
#include "app/editor/edit.h"
#include "app/editor/ui/icons.h"
#include "app/editor/viewport/viewport.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_locks.h"

#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string>

namespace trichion {
namespace {

using namespace ui;

constexpr float kPlateHeight = 42.0f;
constexpr float kViewButtonsWidth = 330.0f;  // they stand at the right of the same row

/// At the left of the row of the view buttons, or below them where it is too wide for that.
Rect plate_at_top(const Rect& rect, float width) {
    const bool fits = rect.width > width + px(kViewButtonsWidth);
    return {rect.x + px(14.0f), rect.y + px(fits ? 8.0f : 52.0f), width, px(kPlateHeight)};
}

float plate_width(ToolKind tool) {
    switch (tool) {
        case ToolKind::Points: return 396.0f;
        case ToolKind::Push:
        case ToolKind::Smooth: return 340.0f;
        case ToolKind::DrawOver: return 300.0f;
        case ToolKind::Area: return 348.0f;
        default: return 0.0f;
    }
}

/// What keys do to the selected point, for the pointer.
void draw_point_options(const Rect& row, PanelContext& panel) {
    ToolSettings& tools = panel.view.tools;
    const Outline& outline = *panel.session.document().outline;
    const OutlinePoint* point = find_point(outline, tools.selected_point);
    const Rect snap{row.right() - px(30.0f), row.y, px(30.0f), row.height};
    if (icon_button(tools.snaps ? "Snap to guides: on" : "Snap to guides: off", icon::kMagnet, snap, tools.snaps)) tools.snaps = !tools.snaps;
    if (!point) {
        if (row.width > 2.0f * snap.width) draw_text_left(ImGui::GetWindowDrawList(), context().fonts.small, row, context().theme.muted, "Click a point to change it, double-click the line to add one");
        return;
    }
    const auto change = [&](Result<Outline> changed, const std::string& label) {
        if (changed) change_part(panel.session.editor(), &Document::outline, std::move(*changed), label);
        else panel.notices.problem(changed.error().message);
    };
    const std::uint32_t id = point->id;
    const bool is_corner = point->is_corner;
    float x = row.x;
    const auto choice = [&](const char* label, bool is_chosen) {
        const Rect box{x, row.y, px(96.0f), row.height};
        x += box.width + px(6.0f);
        const Pressable p = pressable(label, box);
        const Theme& theme = context().theme;
        fill(ImGui::GetWindowDrawList(), box, is_chosen ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised, px(6.0f));
        draw_text_centred(ImGui::GetWindowDrawList(), context().fonts.body, box, is_chosen ? theme.accent_text : theme.text, label);
        if (p.is_focused) focus_ring(ImGui::GetWindowDrawList(), box, px(6.0f));
        return p.was_pressed && !is_chosen;
    };
    if (choice("Smooth point", !is_corner)) change(with_corner(outline, id, false), "Make point smooth");
    if (choice("Corner", is_corner)) change(with_corner(outline, id, true), "Make point a corner");
    const Rect trash{x, row.y, px(30.0f), row.height};
    if (icon_button("Delete point (Del)", icon::kTrash, trash)) {
        tools.selected_point = 0;
        change(remove_outline_point(*panel.session.document().outline, id), "Delete point");
    }
}

constexpr float kHowHeight = 18.0f;  // how to draw an area, under its kinds

void draw_area_options(const Rect& row, ToolSettings& tools) {
    static constexpr std::array kKinds{"Added work", "Left out", "Scar"};
    if (const auto pressed = segmented("Area kind", kKinds, static_cast<int>(tools.area))) tools.area = static_cast<FreeArea::Kind>(*pressed);
    const char* what = tools.area == FreeArea::Kind::Scar ? "the scar" : tools.area == FreeArea::Kind::Added ? "the place to work on" : "the skin to leave out";
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.small, {row.x, row.bottom() + px(5.0f), row.width, px(kHowHeight)}, context().theme.muted,
                   fmt::format("Hold the button down and draw a loop round {}.", what));
}

void draw_options(const Rect& row, PanelContext& panel) {
    ToolSettings& tools = panel.view.tools;
    switch (panel.view.tool) {
        case ToolKind::Points: draw_point_options(row, panel); break;
        case ToolKind::Push:
        case ToolKind::Smooth:
            slider("Brush radius", tools.brush_radius_mm, kBrushRangeMm.min, kBrushRangeMm.max, {"mm", 0, 1.0f});
            break;
        case ToolKind::DrawOver:
            draw_text_left(ImGui::GetWindowDrawList(), context().fonts.small, row, context().theme.muted,
                           "Draw the new line; begin and end near the old one");
            break;
        case ToolKind::Area: draw_area_options(row, tools); break;
        default: break;
    }
}

// The card of a painting brush: everything about it in one place beside the rail.
constexpr float kCardWidth = 262.0f, kCardPad = 12.0f;
constexpr float kKindHeight = 30.0f, kKindGap = 6.0f;
constexpr NumberStyle kRadiusStyle{.unit = "mm", .decimals = 0, .step = 1.0f, .label_units = 66.0f};
constexpr NumberStyle kStrengthStyle{.unit = "%", .decimals = 0, .step = 5.0f, .label_units = 66.0f};
constexpr NumberStyle kTargetStyle{.unit = "/cm\xc2\xb2", .decimals = 0, .step = 5.0f, .label_units = 66.0f};

bool has_card(ToolKind tool) { return tool == ToolKind::DensityBrush || tool == ToolKind::HairBrush; }

/// One of a few kinds of brush, as a tile.
bool kind_tile(const std::string& label, const Rect& box, const char* words, const std::string& tip, bool is_chosen) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pressable p = pressable(label, box);
    fill(list, box, is_chosen ? theme.accent_deep : p.is_hovered ? rgb(0x43464c) : theme.raised_hover, px(6.0f));
    draw_text_centred(list, context().fonts.body, box, is_chosen ? theme.accent_text : theme.text, words);
    if (p.is_focused) focus_ring(list, box, px(6.0f));
    if (p.is_hovered) tooltip(tip, box);
    return p.was_pressed;
}

const char* explained(DensityStroke::Kind kind) {
    switch (kind) {
        case DensityStroke::Kind::Denser: return "More dots where you brush";
        case DensityStroke::Kind::Thinner: return "Fewer dots where you brush";
        case DensityStroke::Kind::Erase: return "No dots where you brush";
        case DensityStroke::Kind::Restore: return "Back to the design as it is without brushing";
        case DensityStroke::Kind::ToTarget: return "To the density that you set";
        case DensityStroke::Kind::Smooth: return "Evens out what lies side by side";
    }
    return "";
}

void draw_density_kinds(DensityBrush& brush) {
    constexpr std::size_t kColumns = 3;
    for (std::size_t first = 0; first < kDensityBrushes; first += kColumns) {
        const Rect row = next_row(kKindHeight, kKindGap);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - 2.0f * px(kKindGap)) / static_cast<float>(kColumns));
        for (std::size_t i = 0; i < kColumns; ++i) {
            const auto kind = static_cast<DensityStroke::Kind>(first + i);
            const Rect box{row.x + static_cast<float>(i) * (width + px(kKindGap)), row.y, width, row.height};
            const std::string tip = fmt::format("{}  ({})", explained(kind), letter_of(kind));
            if (kind_tile(fmt::format("Brush {}", to_word(kind)), box, name_of(kind), tip, brush.kind == kind)) brush.kind = kind;
        }
        ImGui::SetCursorScreenPos(after);
    }
}

void strength_slider(float& strength) {
    float percent = 100.0f * strength;
    if (slider("Strength", percent, 5.0f, 100.0f, kStrengthStyle).changed) strength = 0.01f * percent;
}

void draw_density_card(DensityBrush& brush) {
    draw_density_kinds(brush);
    slider("Radius", brush.radius_mm, kDensityBrushRangeMm.min, kDensityBrushRangeMm.max, kRadiusStyle);
    strength_slider(brush.strength());
    if (brush.kind == DensityStroke::Kind::ToTarget) slider("Target", brush.target_per_cm2, kBrushTargetRange.min, kBrushTargetRange.max, kTargetStyle);
    toggle("Both sides of the head", brush.mirrors);
}

void draw_hair_card(ToolSettings& tools) {
    static constexpr std::array kKinds{"Own hair", "Bald skin"};
    if (const auto pressed = segmented("Paint", kKinds, static_cast<int>(tools.hair))) tools.hair = static_cast<HairStroke::Kind>(*pressed);
    slider("Radius", tools.hair_brush.radius_mm, kDensityBrushRangeMm.min, kDensityBrushRangeMm.max, kRadiusStyle);
    strength_slider(tools.hair_brush.strength);
    toggle("Both sides of the head", tools.hair_brush.mirrors);
}

float card_height(const PanelContext& panel) {
    constexpr float kSlider = 31.0f, kToggle = 32.0f;
    const float sliders = 2.0f * kSlider + kToggle + 2.0f * kCardPad;
    if (panel.view.tool == ToolKind::HairBrush) return 36.0f + sliders;
    const bool has_target = panel.view.tools.density.kind == DensityStroke::Kind::ToTarget;
    return 2.0f * (kKindHeight + kKindGap) + sliders + (has_target ? kSlider : 0.0f);
}

/// What a number that was refused adds to the height of a plate, pixels.
float room_for_refusal(float inner_width) {
    float height = 0.0f;
    for (const char* label : {"Brush radius", "Radius", "Strength", "Target"}) height += refusal_height(label, inner_width);
    return height;
}

/// A part of the viewport with widgets in it.
template <class Draw>
void draw_in_plate(const Rect& plate, const ImVec2& pad, Draw draw) {
    fill(ImGui::GetWindowDrawList(), plate, context().theme.overlay, px(8.0f));
    ImGui::SetCursorScreenPos(top_left(plate));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, rgb(0, 0.0f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, pad);
    if (ImGui::BeginChild("Tool options", {plate.width, plate.height}, false, ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse)) {
        context().registry.record("Tool options", plate);
        draw();
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

void draw_card(const Rect& rect, PanelContext& panel) {
    const float height = px(card_height(panel)) + room_for_refusal(px(kCardWidth - 2.0f * kCardPad));
    const Rect plate{rect.x + px(14.0f), rect.y + px(14.0f), px(kCardWidth), height};
    draw_in_plate(plate, {px(kCardPad), px(kCardPad)}, [&] {
        if (panel.view.tool == ToolKind::HairBrush) draw_hair_card(panel.view.tools);
        else draw_density_card(panel.view.tools.density);
    });
}

bool is_asking(ToolKind tool) {
    return tool == ToolKind::Mark || tool == ToolKind::Measure || tool == ToolKind::SetLandmarks || tool == ToolKind::SingleDots;
}

/// What the next click does, at the left: the head below stays free. @return the plate; empty when nothing is asked.
Rect draw_ask(const Rect& rect, PanelContext& panel, const Tool* tool) {
    const std::string ask = tool && is_asking(panel.view.tool) ? tool->overlay(panel.session).ask : std::string();
    if (ask.empty()) return {rect.x + px(8.0f), rect.y + px(8.0f), 0.0f, px(kPlateHeight)};
    ImFont* font = context().fonts.strong;
    const Rect plate = plate_at_top(rect, text_size(font, ask).x + px(32.0f));
    fill(ImGui::GetWindowDrawList(), plate, context().theme.overlay, px(8.0f));
    draw_text_centred(ImGui::GetWindowDrawList(), font, plate, context().theme.text, ask);
    context().registry.record("Asked", plate);
    return plate;
}

/// Beside the plate, or below it where the view buttons leave no room.
void draw_clear_measures(const Rect& rect, const Rect& plate, PanelContext& panel) {
    if (panel.view.step != Step::Hairline || panel.view.tools.measures.all().empty()) return;
    const float width = px(150.0f), beside = plate.right() + px(6.0f);
    const bool fits = plate.y < rect.y + px(40.0f) && beside + width < rect.right() - px(kViewButtonsWidth);
    const Rect box{fits ? beside : rect.x + px(14.0f), fits ? plate.y + px(5.0f) : plate.bottom() + px(6.0f), width, px(32.0f)};
    if (button("Clear the measures", box, icon::kTrash)) panel.view.tools.measures.clear();
}

}  // namespace

void draw_tool_options(const Rect& rect, PanelContext& panel, const Tool* tool) {
    if (has_card(panel.view.tool)) {
        draw_card(rect, panel);
        return;
    }
    // In a narrow view no hint covers the head's top.
    const bool is_narrow = rect.width <= px(plate_width(panel.view.tool) + kViewButtonsWidth);
    const bool has_only_snap = is_narrow && panel.view.tool == ToolKind::Points && panel.view.tools.selected_point == 0;
    const float width = px(has_only_snap ? 54.0f : plate_width(panel.view.tool));
    if (width <= 0.0f || !panel.session.pipeline().outline()) {
        draw_clear_measures(rect, draw_ask(rect, panel, tool), panel);
        return;
    }
    Rect plate = plate_at_top(rect, width);
    plate.height += room_for_refusal(plate.width - px(24.0f)) + (panel.view.tool == ToolKind::Area ? px(kHowHeight) : 0.0f);
    draw_clear_measures(rect, plate, panel);
    draw_in_plate(plate, {px(12.0f), px(6.0f)}, [&] {
        draw_options({plate.x + px(12.0f), plate.y + px(7.0f), plate.width - px(24.0f), px(kPlateHeight - 14.0f)}, panel);
    });
}

}  // namespace trichion
