// Constructs the guides.
#include "core/pipeline/guides.h"

namespace trichion {

std::span<const GuideInfo> guide_infos() { return {}; }

std::vector<Guide> build_guides(const Head&, const ClientFacts&, const OutlineResult*, std::span<const GuideKind>) {
    return {};
}

std::optional<SurfacePoint> snapped(const Head&, std::span<const Guide>, const SurfacePoint&, float) { return std::nullopt; }

}  // namespace trichion
