// The Hairline step: its sections in the order of a consult.
#include "app/editor/panels/panels.h"

namespace trichion {

using namespace ui;

void draw_hairline_panel(PanelContext& panel) {
    draw_shape_section(panel);
    if (!panel.session.pipeline().head() || !panel.session.pipeline().outline()) {
        hint("The hairline appears as soon as the head is there.");
        return;
    }
    draw_controls_section(panel);
    draw_edge_section(panel);
    draw_areas_section(panel);
    draw_guides_section(panel);
    draw_advice_section(panel);
}

}  // namespace trichion
