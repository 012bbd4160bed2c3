// Where on a head an outline may run: off eyes and mouth, off the ears, not below the neck's hairline.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"

#include <vector>

namespace trichion {

/// For each vertex of the measuring surface 1 where an outline may run, else 0. A face ends above the brows, over the
/// outer corners of the eyes and before the sideburns; behind the ears the zone goes down to the neck's hairline. An
/// ear is skin within its attachment, thin skin near it, and what stands off the head behind it; 2 mm beside it count
/// as ear, since no needle works there.
/// @param head  with its landmarks; `outline_skin` itself is not read.
/// @cost   about 10 ms; once for each fit of a head (fit_head).
/// @source Lower edge of the nape's hair: some 65 mm below the inion. The rest is ours.
std::vector<float> outline_skin_of(const Head& head);

/// Whether an outline may run here. A head that knows no zone allows everything. @cost some ns.
bool is_outline_skin(const Head& head, const SurfacePoint& at);

/// The target where an outline may run there, else the last such place on the way to it; `from` when there is no way
/// or the way starts outside.
SurfacePoint held_on_outline_skin(const Head& head, const SurfacePoint& from, const SurfacePoint& target);

}  // namespace trichion
