// What the client sees: the head over the whole window and a few large controls.
#pragma once

#include "app/editor/state.h"

namespace trichion {

/// The controls of Present mode, over a viewport that fills the window. Call before `Viewport::handle`.
void draw_present_controls(const ui::Rect& rect, PanelContext& context);

}  // namespace trichion
