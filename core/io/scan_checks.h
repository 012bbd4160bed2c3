// What can be told and mended about a scan before anyone knows where the head is.
#pragma once

#include "core/geometry/skin_mesh.h"
#include "core/io/raw_scan.h"

#include <string>
#include <vector>

namespace trichion {

struct MendedScan {
    SkinMesh skin;                   // still in the file's unit and axes
    std::vector<std::string> notes;  // one sentence for each thing mended or dropped
};

/// Welds doubled vertices (those of a texture seam stay apart), drops triangles without area or said twice, and
/// drops loose parts with less than 1 % of the largest part's area.
/// @error Degenerate  no triangle is left: part of a sentence.
/// @cost  about 1 s for 1 M triangles.
Result<MendedScan> mend_scan(RawScan scan);

}  // namespace trichion
