// One closed outer skin around whatever a scan holds: pockets, holes and inner parts are left behind it.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/surface.h"
#include "core/geometry/voxel_grid.h"

#include <array>
#include <cstdint>
#include <limits>
#include <vector>

namespace trichion {

/// Which space a finger could reach from outside: a ball of `kPocketRadius_mm` that rolls over the skin, kept out of
/// the head by winding numbers where the skin has holes.
struct OuterSpace {
    VoxelGrid grid;
    std::vector<float> way_to_ball_mm;  // distance from each point to the nearest centre that the ball can reach
};

/// A mouth, an eye or a nostril narrower than twice this is a pocket.
inline constexpr float kPocketRadius_mm = 7.0f;

/// @error Cancelled.
/// @cost  about 0.4 s for a head.
Result<OuterSpace> find_outer_space(const Surface& input, const CancelToken& token);

struct WrapOptions {
    float step_mm = 2.0f;           // about the edge length of the result
    float floor_mm = std::numeric_limits<float>::lowest();  // cut flat below this height
};

/// Quads of the outer skin. They stand `offset_mm` off the input, over its holes and pockets too.
struct WrappedSkin {
    std::vector<glm::vec3> positions;
    std::vector<std::array<std::uint32_t, 4>> quads;
    float offset_mm = 0.0f;
};

/// Surface nets on the distance to the input, kept free of touching corners so that each edge has two quads; the
/// largest part only. Closed but where it meets no border.
/// @error Degenerate  nothing encloses space. Cancelled.
/// @source S. Gibson, "Constrained elastic surface nets", 1998; well-composed sets: L. Latecki, 1997; the offset
///         follows the idea of "Alpha wrapping with an offset", Portaneri et al. 2022.
Result<WrappedSkin> wrap_skin(const Surface& input, const OuterSpace& outer, const WrapOptions& options,
                              const CancelToken& token);

}  // namespace trichion
