// Words about what the pointer rests on: where they stand, and when.
#pragma once

#include "app/editor/ui/registry.h"

#include <string>
#include <string_view>

namespace trichion::ui {

/// What is hovered in this frame and has something to say about itself, and since when.
struct Tip {
    std::string words;       // empty: nothing
    Rect clear;              // must stay readable: the control, or the row it stands in
    Rect host;               // the panel around it
    double since_s = 0.0;    // Dear ImGui's clock
    bool is_wanted = false;  // asked for in this frame
    bool is_done = false;    // the control was pressed: its words are known
    bool is_due = false;     // to be shown as soon as the pointer has rested
};

/// Says `words` once the pointer has rested, beside `clear` and never over it: beside the panel where that is a column or
/// a bar, else right, left, below or above in it, whichever has room first; a symbol's below or above.
void tooltip(std::string_view words, const Rect& clear);

/// Where a plate of this size stands so that it covers neither `clear` nor the panel of a column or bar, inside the window.
/// @param host    the panel `clear` is part of
/// @param window  the whole window
Rect tip_place(float width, float height, const Rect& clear, const Rect& host, const Rect& window);

/// Draws what tooltip() asked for; once a frame, after everything else.
void draw_tip();

}  // namespace trichion::ui
