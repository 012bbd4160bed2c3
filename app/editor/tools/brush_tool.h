// Brushes on the line: push and smooth.
#pragma once

#include "app/editor/tools/tool.h"

namespace trichion {

/// A drag with the brush pushes or smooths the line under it; a ring on the skin shows how far it reaches. Off the
/// silhouette it waits at its last place. Escape puts everything back. One drag is one undo step.
class BrushTool final : public Tool {
public:
    enum class Kind { Push, Smooth };
    explicit BrushTool(Kind kind) : kind_(kind) {}

    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override;
    bool is_over_something() const override { return at_.has_value(); }
    std::string take_problem() override { return std::exchange(problem_, {}); }

private:
    void brush_to(const PointerEvent& event, Session& session);

    Kind kind_;
    std::optional<SurfacePoint> at_;  // under the pointer, or where the brush last was
    float radius_mm_ = 15.0f;
    bool is_brushing_ = false;
    std::string problem_;
};

}  // namespace trichion
