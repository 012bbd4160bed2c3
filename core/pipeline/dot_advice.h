// Remarks on dots that need more than the dots themselves: areas too small or off the scalp, bald patches and brush strokes
// outside the work, designs without a dot.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <vector>

namespace trichion {

/// The rules, by their keys: dot_too_big (an area, or all skin to work on, is smaller than one dot), no_room (an area so
/// small that not one dot falls into it at its density), outside_scalp (a scar or an added area, in all or in part),
/// bald_patch (painted bald, and bears no dots since it lies outside the work), brushed_outside (a brush stroke that was to
/// make skin denser and lies outside the work), no_dots (all zones at 0, or native hair that lacks nothing).
/// @param work  what input.brushed was made of. @param dots  of this input, with its trace. @cost some us for each area and each bald stroke.
std::vector<Advice> advise_dots(const DotsInput& input, const NativeHair& hair, const Brushwork& work, const Dots& dots);

}  // namespace trichion
