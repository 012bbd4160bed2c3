// One stroke of the native hair for each drag.
#include "app/editor/tools/hair_brush_tool.h"

#include "core/model/brushwork.h"

namespace trichion {

const char* step_label(HairStroke::Kind kind) { return kind == HairStroke::Kind::Bald ? "Paint bald skin" : "Paint own hair"; }

bool HairBrushTool::pointer(const PointerEvent& event, Session& session) {
    if (event.settings) {
        kind_ = event.settings->hair;
        brush_ = event.settings->hair_brush;
    }
    return painter_.pointer(event, session, brush_, step_label(kind_), [this](const Document& before, Stroke stroke) {
        HairStroke drawn;
        drawn.kind = kind_;
        drawn.stroke = std::move(stroke);
        return with_hair_stroke(before, std::move(drawn));
    });
}

ToolOverlay HairBrushTool::overlay(Session& session) const {
    ToolOverlay overlay;
    painter_.add_rings(session, overlay);
    return overlay;
}

}  // namespace trichion
