// Drags, adds and deletes points of the outline and of free areas; nudges them by keys.
#pragma once

#include "app/editor/tools/tool.h"

namespace trichion {

/// Hover highlights a point, a drag moves it on the skin and its twin with it, off the silhouette it keeps its last
/// place, Escape puts it back. A double click or Ctrl and a click on the line add a point that can be dragged at once.
/// The point clicked last is selected: arrow keys nudge it by 0.5 mm (0.1 with Shift) as seen on the screen, Delete takes
/// it away, C makes it a corner or smooth. One drag, and one series of nudges, is one undo step.
class PointsTool final : public Tool {
public:
    enum class Scope { OutlineAndAreas, Areas };
    explicit PointsTool(Scope scope = Scope::OutlineAndAreas) : scope_(scope) {}

    bool pointer(const PointerEvent& event, Session& session) override;
    bool key(const KeyEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override;
    bool is_over_something() const override { return hovered_ != 0 || active_ != 0; }
    std::string take_problem() override { return std::exchange(problem_, {}); }

private:
    std::uint32_t point_under(const PointerEvent& event, Session& session) const;
    bool press(const PointerEvent& event, Session& session);
    bool add_point(const PointerEvent& event, Session& session);
    void drag_to(const PointerEvent& event, Session& session);
    bool release(const PointerEvent& event, Session& session);
    bool nudge(const KeyEvent& event, Session& session);
    void finish_nudging(Session& session);
    void add_handles(const Session& session, const Head& head, ToolOverlay& overlay) const;

    Scope scope_;
    std::uint32_t hovered_ = 0;
    std::uint32_t active_ = 0;
    std::uint32_t selected_ = 0;   // as the settings had it when last seen
    bool is_dragging_ = false;
    bool is_adding_ = false;       // the point in hand is a new one
    bool is_nudging_ = false;
    glm::vec2 grab_offset_px_{0.0f};
    std::vector<Guide> guides_;    // to snap to, as they were when the drag began
    std::string problem_;
};

}  // namespace trichion
