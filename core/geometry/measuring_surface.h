// The one surface of a head that everything is measured, drawn and flattened on.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/surface.h"

namespace trichion {

struct MeasuringSurface {
    Surface surface;           // closed, one part, 50k to 100k triangles of nearly equal size
    float noise_mm = 0.0f;     // roughness of the input below about 5 mm wavelength, as estimated
    bool is_smoothed = false;  // whether it was rough enough to be smoothed
    float bridged_mm2 = 0.0f;  // skin that the input does not have: over holes, pockets and the cut neck
};

/// Wraps one outer skin around a head and lays it on the input where the input is clean, through the middle of the
/// noise where it is not.
/// @param input  any triangles, in mm, upright if they hold shoulders: those are cut off below the neck.
/// @error Degenerate  the input is smaller than 50 mm or larger than 2 m, or encloses no space.
/// @error Cancelled
/// @cost  1 to 2.5 s.
Result<MeasuringSurface> build_measuring_surface(const Surface& input, const CancelToken& token = {},
                                                 const Progress& progress = {});

}  // namespace trichion
