// The density map's controls over the picture: what colours the skin, what the colours mean, how dense it is here.
#pragma once

#include "app/editor/state.h"
#include "core/pipeline/dots_stage.h"

#include <optional>

namespace trichion {

/// Whether the picture can be coloured by numbers at all in this step.
bool has_picture_options(const ViewState& view);

/// Below the view buttons: density map, dots that may merge. Buttons take the pointer first: call before
/// `Viewport::handle`.
void draw_picture_options(const ui::Rect& rect, PanelContext& context);

/// Where the ramp is to end when skin is worked this densely: a round number that is not below it.
float density_scale_top(float densest_per_cm2);

/// The colours with their numbers, at the lower right, and the number beside the pointer.
/// @param top_per_cm2   at the end of the ramp; denser skin has the same colour.
/// @param here_per_cm2  under the pointer; nothing beside the head.
void draw_density_legend(const ui::Rect& rect, float top_per_cm2, std::optional<float> here_per_cm2);

/// What the two colours of dots that merge mean and how many have each, at the lower right; says so when none has any.
/// @param dots  null: none are placed.
void draw_merging_legend(const ui::Rect& rect, const Dots* dots, bool is_above_density);

/// On the sheet the colours are paler, so that words on the pieces can be read; so is the legend then.
enum class StretchOn { Head, Sheet };
/// The same for the stencil's stretch. @param worst_percent  of the whole stencil.
void draw_stretch_legend(const ui::Rect& rect, double worst_percent, StretchOn where);

}  // namespace trichion
