// Single dots by hand: add, take away, move.
#pragma once

#include "app/editor/tools/tool.h"

#include <optional>
#include <string>
#include <utility>

namespace trichion {

/// A click on a dot takes it away, a drag moves it along the skin, a click on free skin adds one; a ring shows which dot
/// it would be, or where a new one would stand. A drag beside all dots turns the head. Each is one undo step, Escape
/// puts a dragged dot back. Where dots are too small to be told apart it does nothing, and says so.
class DotTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override;
    bool is_over_something() const override { return hovered_.has_value() || held_.has_value(); }
    std::string take_problem() override { return std::exchange(problem_, {}); }

private:
    /// A dot as it can be edited.
    struct Picked {
        std::uint32_t hand_id = 0;       // HandDot::id; 0: the design's own
        glm::vec3 candidate_mm{0.0f};    // of the design's own: its candidate's place
        glm::vec3 position_mm{0.0f};     // where it is seen
        glm::vec3 normal{0.0f, 0.0f, 1.0f};
        float diameter_mm = 0.35f;
    };
    std::optional<Picked> dot_under(const PointerEvent& event, Session& session) const;
    void hover(const PointerEvent& event, Session& session);
    void drag_to(const PointerEvent& event, Session& session);
    void click(Session& session);
    void take(Session& session, Result<Document> changed, const char* label);

    std::optional<Picked> hovered_;      // under the pointer
    std::optional<Picked> held_;         // pressed on
    std::optional<SurfacePoint> free_;   // skin under the pointer without a dot
    std::optional<SurfacePoint> moved_to_;
    float diameter_mm_ = 0.35f;          // of a dot that a click would add
    float mm_per_px_ = 0.1f;             // under the pointer
    bool is_too_far_ = false;            // dots under the pointer are too small to be seen singly
    Document before_;                    // the drag
    std::string problem_;
};

}  // namespace trichion
