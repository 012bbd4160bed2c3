// Before beside after in one picture.
#pragma once

#include "app/editor/state.h"

namespace trichion {

/// Whether the picture is split: only where the result is judged. An artist who works in the half of before would see
/// nothing of what he does.
bool is_split(const ViewState& view);

/// Names the halves on both sides of the line: "Before", and what the time line shows.
void draw_split_words(const ui::Rect& rect, PanelContext& context);

}  // namespace trichion
