// Drags points of the outline along the skin.
#pragma once

#include "app/editor/tools/tool.h"

namespace trichion {

/// Hover highlights a point, a drag moves it on the skin and its twin with it, off the silhouette it keeps its last
/// place, Escape puts it back. One drag is one undo step.
class PointsTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override;
    bool is_over_something() const override { return hovered_ != 0 || active_ != 0; }

private:
    std::uint32_t point_under(const PointerEvent& event, Session& session) const;
    void drag_to(const PointerEvent& event, Session& session);

    std::uint32_t hovered_ = 0;
    std::uint32_t active_ = 0;
    bool is_dragging_ = false;
    glm::vec2 grab_offset_px_{0.0f};
    std::optional<Shared<Outline>> before_;
};

}  // namespace trichion
