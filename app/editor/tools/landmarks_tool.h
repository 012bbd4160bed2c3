// Sets the three landmarks that put a head upright: glabella, right ear, left ear.
#pragma once

#include "app/editor/tools/tool.h"

#include <vector>

namespace trichion {

/// Each click places the next of the three; the third makes one undo step of all. Escape starts again.
class LandmarksTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session& session) override;
    bool is_over_something() const override { return is_over_skin_; }
    /// Whether the three were set since the last call.
    bool take_finished() { return std::exchange(is_finished_, false); }
    /// The named view in which the next place is best seen, once after each click; empty otherwise.
    std::string take_wanted_view() { return std::exchange(wanted_view_, {}); }
    /// The reason why the last three, or the last click, could not be used; empty when they could.
    std::string take_problem() override { return std::exchange(problem_, {}); }

private:
    std::vector<glm::vec3> clicked_mm_;
    bool is_over_skin_ = false;
    bool is_finished_ = false;
    std::string problem_;
    std::string wanted_view_;
};

}  // namespace trichion
