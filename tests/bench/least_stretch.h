// How flat a strip can lie at all: the figure itself minimised, for as long as it takes. Shares no code with the program.
#pragma once

#include "core/geometry/strip.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// Goes down from `flat` on the area's mean of the larger of each triangle's |singular value - 1|, squared, first in a
/// rounded form (a sum of p-th powers, p from 2 to 32), by a limited-memory quasi-Newton method.
/// @return  where it came to rest: no small change of the shape lowers the figure any more.
/// @cost    some 10 s for 2,000 triangles.
/// @source  J. Nocedal, "Updating Quasi-Newton Matrices with Limited Storage", 1980.
std::vector<glm::dvec2> least_stretch(const Strip& strip, std::vector<glm::dvec2> flat);

}  // namespace trichion
