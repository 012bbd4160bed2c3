// Puts the client's marks on the head: the highest forehead crease, the old trichion, the client's own hairline.
#pragma once

#include "app/editor/tools/skin_pointer.h"
#include "app/editor/tools/tool.h"

#include <string>
#include <utility>

namespace trichion {

/// ToolSettings::mark says which; its guide is shown from then on. Crease and trichion take one click, the hairline one stroke; each is one undo step and
/// replaces the mark there was. Escape forgets a stroke.
class MarkTool final : public Tool {
public:
    bool pointer(const PointerEvent& event, Session& session) override;
    ToolOverlay overlay(Session& session) const override;
    void leave(Session&) override;
    bool is_over_something() const override { return over_.has_value(); }
    std::string take_problem() override { return std::exchange(problem_, {}); }
    /// Whether a mark was made since the last call.
    bool take_finished() { return std::exchange(is_finished_, false); }

private:
    void mark(Session& session, ToolSettings* settings);

    MarkKind kind_ = MarkKind::Crease;   // as last told
    std::optional<SurfacePoint> over_;   // the skin under the pointer
    SkinStroke stroke_;
    std::string problem_;
    bool is_finished_ = false;
};

/// The guide that shows a mark.
GuideKind guide_of(MarkKind kind);
/// "Mark crease": the step's label in the history.
const char* step_label(MarkKind kind);

}  // namespace trichion
