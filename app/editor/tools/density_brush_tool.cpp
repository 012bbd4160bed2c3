// One stroke of the brushwork for each drag.
#include "app/editor/tools/density_brush_tool.h"

#include "core/model/brushwork.h"

namespace trichion {

bool DensityBrushTool::pointer(const PointerEvent& event, Session& session) {
    if (event.settings) brush_ = event.settings->density;
    return painter_.pointer(event, session, brush_.now(), step_label(brush_.kind), [this](const Document& before, Stroke stroke) {
        DensityStroke drawn;
        drawn.kind = brush_.kind;
        drawn.target_per_cm2 = brush_.target_per_cm2;
        drawn.stroke = std::move(stroke);
        return with_stroke(before, std::move(drawn));
    });
}

ToolOverlay DensityBrushTool::overlay(Session& session) const {
    ToolOverlay overlay;
    painter_.add_rings(session, overlay);
    return overlay;
}

}  // namespace trichion
