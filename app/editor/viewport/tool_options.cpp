// The slim plate at the top of the picture: how the tool in hand is set.
#include "app/editor/edit.h"
#include "app/editor/ui/icons.h"
#include "app/editor/viewport/viewport.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_locks.h"

#include <array>
#include <cmath>

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

void draw_area_options(ToolSettings& tools) {
    static constexpr std::array kKinds{"Added work", "Left out"};
    if (const auto pressed = segmented("Area kind", kKinds, static_cast<int>(tools.area))) tools.area = static_cast<FreeArea::Kind>(*pressed);
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
        case ToolKind::Area: draw_area_options(tools); break;
        default: break;
    }
}

bool is_asking(ToolKind tool) { return tool == ToolKind::Mark || tool == ToolKind::Measure || tool == ToolKind::SetLandmarks; }

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
    // In a narrow view no hint covers the head's top.
    const bool is_narrow = rect.width <= px(plate_width(panel.view.tool) + kViewButtonsWidth);
    const bool has_only_snap = is_narrow && panel.view.tool == ToolKind::Points && panel.view.tools.selected_point == 0;
    const float width = px(has_only_snap ? 54.0f : plate_width(panel.view.tool));
    if (width <= 0.0f || !panel.session.pipeline().outline()) {
        draw_clear_measures(rect, draw_ask(rect, panel, tool), panel);
        return;
    }
    const Rect plate = plate_at_top(rect, width);
    draw_clear_measures(rect, plate, panel);
    fill(ImGui::GetWindowDrawList(), plate, context().theme.overlay, px(8.0f));
    ImGui::SetCursorScreenPos(top_left(plate));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, rgb(0, 0.0f));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{px(12.0f), px(6.0f)});
    if (ImGui::BeginChild("Tool options", {plate.width, plate.height}, false, ImGuiWindowFlags_AlwaysUseWindowPadding | ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse)) {
        context().registry.record("Tool options", plate);
        draw_options({plate.x + px(12.0f), plate.y + px(7.0f), plate.width - px(24.0f), plate.height - px(14.0f)}, panel);
    }
    ImGui::EndChild();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
}

}  // namespace trichion
