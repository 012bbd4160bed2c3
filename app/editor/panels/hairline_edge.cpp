// How the front edge breaks up.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/model/limits.h"

namespace trichion {

using namespace ui;

void draw_edge_section(PanelContext& panel) {
    section("Edge");
    EdgeSettings edge = *panel.session.document().edge;
    const Edited transition = slider("Transition", edge.transition_mm, kTransitionRangeMm.min, kTransitionRangeMm.max, {.unit = "mm", .decimals = 1, .step = 0.5f});
    follow(panel.session.editor(), &Document::edge, edge, transition, "Change transition");
    ImGui::Dummy({1.0f, px(12.0f)});
}

}  // namespace trichion
