// Dots through the strip's triangles onto the paper.
#include "core/pipeline/dot_guide.h"

namespace trichion {

std::vector<GuideDot> dots_on_piece(const StencilPiece&, const Dots&) { return {}; }

std::vector<DensityWindow> density_windows(const StencilPiece&, const std::vector<GuideDot>&, std::size_t) { return {}; }

}  // namespace trichion
