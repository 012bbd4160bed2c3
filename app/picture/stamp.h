// The words that every exported picture carries.
#pragma once

#include "core/base/image.h"

namespace trichion {

/// "Simulation, not a guarantee" on a dark plate in the lower left corner: at least 4.5:1 on any picture.
/// @param picture  RGB; returned unchanged when it is too small to hold the words (below 200 px wide).
Image stamped(Image picture);

}  // namespace trichion
