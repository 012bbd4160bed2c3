// The hairline in mm and degrees, and its two sides.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/pipeline/outline_controls.h"

#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

void draw_height(PanelContext& panel, const Head& head, const OutlineResult& traced) {
    Editor& editor = panel.session.editor();
    float height = panel.session.document().outline->height_mm;
    if (!editor.is_editing()) height = std::round(traced.mid_frontal_height_mm * 10.0f) / 10.0f;
    const Edited edited = slider("Height", height, kHeightRangeMm.min, kHeightRangeMm.max, {.unit = "mm", .decimals = 0, .step = 1.0f});
    if (edited.changed) {
        // Always from where the drag began: a way there and back must end at the same outline.
        if (!panel.view.outline_before) panel.view.outline_before = panel.session.document().outline;
        if (auto moved = set_control(head, Symmetry(head, *panel.session.document().client), **panel.view.outline_before, Control::Height, height))
            preview_part(editor, &Document::outline, std::move(*moved));
    }
    if (edited.cancelled) editor.cancel();
    if (edited.committed) editor.commit("Move hairline", Session::today());
    if (edited.cancelled || edited.committed) panel.view.outline_before.reset();
}

}  // namespace

void draw_controls_section(PanelContext& panel) {
    const Head* head = panel.session.pipeline().head();
    const OutlineResult* traced = panel.session.pipeline().outline();
    if (!head || !traced) return;
    section("Position");
    draw_height(panel, *head, *traced);
    Editor& editor = panel.session.editor();
    Outline outline = *panel.session.document().outline;
    const Edited blend = slider("Fringe blend", outline.blend_mm, kBlendRangeMm.min, kBlendRangeMm.max, {.unit = "mm", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::outline, outline, blend, "Change fringe blend");
    ImGui::Dummy({1.0f, px(12.0f)});
    section("Symmetry");
    if (toggle("Mirror while editing", outline.mirror))
        change_part(editor, &Document::outline, outline, outline.mirror ? "Mirror while editing" : "Edit sides separately");
    value_row("Left and right differ by", fmt::format("{:.1f}", traced->left_right_mm), "mm");
    ImGui::Dummy({1.0f, px(12.0f)});
}

}  // namespace trichion
