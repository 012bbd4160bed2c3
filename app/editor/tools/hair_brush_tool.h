// The brush that paints the client's own hair on and off.
#pragma once

#include "app/editor/tools/painter.h"

namespace trichion {

/// ToolSettings::hair says which; a click with Bald is an alopecia patch. See Painter for the drag.
class HairBrushTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override { painter_.leave(session); }
    bool is_over_something() const override { return painter_.is_over_skin(); }
    std::string take_problem() override { return painter_.take_problem(); }

private:
    HairStroke::Kind kind_ = HairStroke::Kind::Bald;   // as last told
    PaintBrush brush_{15.0f, 1.0f, false};
    Painter painter_;
};

/// "Paint bald skin": the step's label in the history.
const char* step_label(HairStroke::Kind kind);

}  // namespace trichion
