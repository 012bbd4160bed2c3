// Which unit a scan is in and which way it stands, told from the head in it.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/skin_mesh.h"

#include <string>
#include <vector>

namespace trichion {

struct UprightScan {
    SkinMesh skin;                   // mm, y up, z out of the face, x to the person's left, wound outward
    std::string unit;                // "mm", "cm", "m", "in" or "unknown"
    std::vector<std::string> notes;
};

/// Finds the head, tells the unit from its length (160 to 240 mm; what fits no unit is scaled to an average head),
/// turns the scan upright and leaves out parts that are not skin (teeth, eyeballs, shells inside). A scan whose axes
/// lie within 15 degrees of the head's keeps its own axes and origin, renamed where needed.
/// @error Degenerate  no head-sized cranium: part of a sentence.
/// @error Cancelled.
/// @cost  about 0.5 s.
Result<UprightScan> put_upright(SkinMesh skin, const CancelToken& token = {});

}  // namespace trichion
