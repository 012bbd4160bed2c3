// Freehand strokes: one drawn over the line replaces that stretch, one closed to a loop makes a free area.
#pragma once

#include "app/editor/tools/points_tool.h"
#include "app/editor/tools/skin_pointer.h"

namespace trichion {

/// The stroke shows while it is drawn; the line changes when the button is let go. Escape forgets the stroke.
class DrawOverTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session&) override { stroke_.clear(); }
    bool is_over_something() const override { return is_over_skin_; }
    std::string take_problem() override { return std::exchange(problem_, {}); }

private:
    void finish(Session& session);

    SkinStroke stroke_;
    bool is_over_skin_ = false;
    std::string problem_;
};

/// A loop on the skin makes an area; the points of areas are dragged, added and deleted as the outline's are.
class AreaTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    bool key(const KeyEvent& event, Session& session) override { return points_.key(event, session); }
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override;
    bool is_over_something() const override { return is_over_skin_ || points_.is_over_something(); }
    std::string take_problem() override;

private:
    void finish(const PointerEvent& event, Session& session);

    PointsTool points_{PointsTool::Scope::Areas};
    SkinStroke stroke_;
    bool is_over_skin_ = false;
    std::string problem_;
};

}  // namespace trichion
