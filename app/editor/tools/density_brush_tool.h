// The brush on the density of the dots: denser, thinner, erase, restore, to target, smooth.
#pragma once

#include "app/editor/tools/painter.h"

namespace trichion {

/// ToolSettings::density says which. The dots follow while the brush is drawn; see Painter for the drag.
class DensityBrushTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override { painter_.leave(session); }
    bool is_over_something() const override { return painter_.is_over_skin(); }
    std::string take_problem() override { return painter_.take_problem(); }

private:
    DensityBrush brush_;   // as last told
    Painter painter_;
};

}  // namespace trichion
