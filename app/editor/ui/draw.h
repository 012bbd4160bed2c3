// Words and shapes on a draw list, in the theme's fonts.
#pragma once

#include "app/editor/ui/context.h"

#include <string_view>

namespace trichion::ui {

/// The rectangle as Dear ImGui takes it.
inline ImVec2 top_left(const Rect& r) { return {r.x, r.y}; }
inline ImVec2 bottom_right(const Rect& r) { return {r.x + r.width, r.y + r.height}; }

/// The same rectangle, smaller by `by` on each side.
Rect inset(const Rect& rect, float by);

ImVec2 text_size(ImFont* font, std::string_view words);
/// The words cut with an ellipsis so that they fit.
std::string fitted(ImFont* font, std::string_view words, float width);

/// Draws words with their top left corner at `at` (whole pixels).
void draw_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 colour, std::string_view words);
/// Words in the middle of a rectangle, by the height of capitals, not of the line.
void draw_text_centred(ImDrawList* list, ImFont* font, const Rect& rect, ImU32 colour, std::string_view words);
/// Words vertically in the middle of `rect`, starting at its left edge, or ending at its right one.
void draw_text_left(ImDrawList* list, ImFont* font, const Rect& rect, ImU32 colour, std::string_view words);
void draw_text_right(ImDrawList* list, ImFont* font, const Rect& rect, ImU32 colour, std::string_view words);
/// Words broken into lines. @return the height used. Draws nothing when `list` is null.
float draw_text_wrapped(ImDrawList* list, ImFont* font, ImVec2 at, float width, ImU32 colour, std::string_view words);

void fill(ImDrawList* list, const Rect& rect, ImU32 colour, float radius = 0.0f);
void outline(ImDrawList* list, const Rect& rect, ImU32 colour, float radius, float thickness = 1.0f);
/// The 2 px ring round the widget that the keyboard acts on.
void focus_ring(ImDrawList* list, const Rect& rect, float radius);

}  // namespace trichion::ui
