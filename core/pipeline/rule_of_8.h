// Garg's rule of 8: a man's hairline from five places, each laid off with a tape.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"
#include "core/pipeline/symmetry.h"

#include <optional>

namespace trichion {

/// One side of the construction. The letters are those of the text.
struct RuleOf8 {
    SurfacePoint glabella;     // A
    SurfacePoint mid_frontal;  // B: 80 mm above A, on the midline
    SurfacePoint side;         // E: 80 mm to the side of A, level with it
    SurfacePoint corner;       // C: 80 mm from B and 80 mm from E
    SurfacePoint temporal;     // D: on the way from C to E, 50 mm from C
};

/// All lengths are shortest ways along the skin, good to 0.05 mm.
/// @return nothing where the head is too small or too open for it.
/// @cost  about 5 ms.
/// @source Garg, "Decoding facial esthetics", J Cutan Aesthet Surg (431 men) [FACTS 3.3: S51].
std::optional<RuleOf8> rule_of_8(const Head& head, const Symmetry& symmetry, bool is_left);

}  // namespace trichion
