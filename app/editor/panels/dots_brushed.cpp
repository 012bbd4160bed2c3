// What was brushed, dotted and painted by hand: a list that points at the head, and ways to take it back.
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/brushwork.h"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

namespace trichion {
namespace {

using namespace ui;

constexpr std::size_t kMostRows = 6;   // the newest; older ones are undone, or cleared with all

std::string counted(std::size_t count, const char* one, const char* many) { return fmt::format("{} {}", count, count == 1 ? one : many); }

void take_step(PanelContext& panel, Result<Document> next, const std::string& label) {
    if (!next) {
        panel.notices.problem(next.error().message);
        return;
    }
    panel.session.editor().preview(std::move(*next));
    panel.session.editor().commit(label, Session::today());
}

std::string title_of(const DensityStroke& stroke) {
    if (stroke.kind == DensityStroke::Kind::ToTarget) return fmt::format("To {:.0f} per cm\xc2\xb2", stroke.target_per_cm2);
    return name_of(stroke.kind);
}

std::string aside_of(const Stroke& stroke) {
    return fmt::format("{:.0f} mm, {:.0f} %{}", stroke.radius_mm, 100.0f * stroke.strength, stroke.mirrored.empty() ? "" : ", both sides");
}

bool is_pointed_at(const std::string& label) {
    const Rect* row = context().registry.find(label);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return row && row->contains(mouse.x, mouse.y) && ImGui::IsWindowHovered();
}

/// Two buttons in a row. @return 1 or 2 for the one pressed, 0 for none.
int button_pair(const std::string& first, const std::string& second) {
    const Rect row = next_row(32.0f, 8.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float width = 0.5f * (row.width - px(6.0f));
    int pressed = 0;
    if (button(first, {row.x, row.y, width, row.height}, icon::kTrash)) pressed = 1;
    if (button(second, {row.x + width + px(6.0f), row.y, width, row.height})) pressed = 2;
    ImGui::SetCursorScreenPos(after);
    return pressed;
}

void draw_strokes(PanelContext& panel) {
    const Shared<Brushwork> work = panel.session.document().brushwork;
    ToolSettings& tools = panel.view.tools;
    const std::size_t shown = std::min(work->strokes.size(), kMostRows);
    for (std::size_t k = 0; k < shown; ++k) {
        const DensityStroke& stroke = work->strokes[work->strokes.size() - 1 - k];
        const std::string label = fmt::format("Stroke {}", stroke.id);
        const bool is_chosen = tools.selected_stroke == stroke.id;
        if (list_row(label, title_of(stroke), aside_of(stroke.stroke), is_chosen)) tools.selected_stroke = is_chosen ? 0 : stroke.id;
        if (is_pointed_at(label)) tools.shown_stroke = stroke.id;
    }
    if (work->strokes.size() > shown) hint(fmt::format("and {} before them", counted(work->strokes.size() - shown, "stroke", "strokes")));
    if (work->strokes.empty()) return;
    const std::uint32_t chosen = tools.selected_stroke != 0 ? tools.selected_stroke : work->strokes.back().id;
    const int pressed = button_pair(tools.selected_stroke != 0 ? "Delete this stroke" : "Delete last stroke", "Clear all strokes");
    if (pressed == 1) take_step(panel, without_stroke(panel.session.document(), chosen), "Delete stroke");
    if (pressed == 2) take_step(panel, without_strokes(panel.session.document()), "Clear strokes");
}

void draw_hand_dots(PanelContext& panel) {
    const auto& dots = panel.session.document().brushwork->dots;
    if (dots.empty()) return;
    const auto added = static_cast<std::size_t>(std::ranges::count(dots, HandDot::Kind::Added, &HandDot::kind));
    value_row("Single dots", fmt::format("{} added, {} taken away", added, dots.size() - added));
    if (row_button("Clear single dots")) take_step(panel, without_hand_dots(panel.session.document()), "Clear single dots");
}

void draw_painted_hair(PanelContext& panel) {
    const auto& strokes = panel.session.document().native_hair->strokes;
    if (strokes.empty()) return;
    value_row("Own hair painted", counted(strokes.size(), "stroke", "strokes"));
    const std::uint32_t last = strokes.back().id;
    const int pressed = button_pair("Delete last of hair", "Clear painted hair");
    if (pressed == 1) take_step(panel, without_hair_stroke(panel.session.document(), last), "Delete hair stroke");
    if (pressed == 2) take_step(panel, without_hair_strokes(panel.session.document()), "Clear painted hair");
}

/// "12 strokes, 3 dots".
std::string summary(const Document& document) {
    const std::size_t strokes = document.brushwork->strokes.size() + document.native_hair->strokes.size();
    const std::size_t dots = document.brushwork->dots.size();
    std::string words;
    if (strokes > 0) words = counted(strokes, "stroke", "strokes");
    if (dots > 0) words += (words.empty() ? "" : ", ") + counted(dots, "dot", "dots");
    return words;
}

}  // namespace

void draw_brushed_section(PanelContext& panel) {
    ToolSettings& tools = panel.view.tools;
    const auto& strokes = panel.session.document().brushwork->strokes;
    if (std::ranges::find(strokes, tools.selected_stroke, &DensityStroke::id) == strokes.end()) tools.selected_stroke = 0;
    tools.shown_stroke = tools.selected_stroke;
    const std::string words = summary(panel.session.document());
    if (words.empty()) return;
    if (!folding_section("Brushed by hand", panel.view.open_sections, words)) {
        tools.shown_stroke = 0;
        return;
    }
    draw_strokes(panel);
    draw_hand_dots(panel);
    draw_painted_hair(panel);
}

}  // namespace trichion
