// The compared version's picture beside the active one's: same camera, same moment, same skin.
#pragma once

#include "app/editor/viewport/picture_view.h"
#include "core/session/compared_design.h"

#include <imgui.h>
#include <optional>

namespace trichion {

/// The two halves of a viewport, a gap between them.
struct Halves {
    ui::Rect active, compared;
};
Halves halves_of(const ui::Rect& rect);

/// Whether two versions are to be drawn side by side.
bool is_side_by_side(const ViewState& view, const Document& document);

/// The plates that say which version is shown: one over each half, or one over the whole with the key that flips. None
/// while there is one version only. Before the legends, which keep clear of them.
void draw_version_plates(const ui::Rect& rect, const ViewState& view, const Document& document);

class CompareView {
public:
    /// Draws the compared version with the skin that `picture` has just drawn. Call after PictureView::update.
    /// @return the texture; null while the version's results are not there.
    ImTextureID update(Session& session, const ViewState& view, PictureView& picture, float pixel_ratio);

private:
    struct Key {
        std::optional<Shared<Dots>> dots;
        std::optional<Shared<OutlineResult>> outline;
        Shared<SessionPlan> plan;
        bool has_lines = false;
        long picture = -1;  // count of the active version's pictures: when it was drawn anew, so is this
    };

    ComparedDesign design_;
    std::optional<Shared<Dots>> uploaded_;
    std::optional<Key> shown_;
};

}  // namespace trichion
