// The flat pieces beside the head, for the eye that looks at the head: they follow every frame of a drag.
#pragma once

#include "app/editor/panels/panels.h"

#include <imgui.h>

namespace trichion {

/// A small paper above the read-outs: every piece's border, hairline, darts and marks at one scale, and the hairline's
/// length on it. Nothing while there is no stencil.
void draw_flat_inset(ImDrawList* list, const ui::Rect& viewport, PanelContext& panel);

}  // namespace trichion
