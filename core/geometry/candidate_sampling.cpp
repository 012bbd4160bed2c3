// Points scattered evenly over chosen triangles of a surface by hash alone: the raw material of dot placement.
#include "core/geometry/candidate_sampling.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace trichion {

std::vector<SurfacePoint> scatter_on(const Surface& surface, std::span<const std::uint32_t> triangles, double per_mm2,
                                     std::uint64_t seed) {
    std::vector<SurfacePoint> points;
    double expected = 0.0;
    for (const std::uint32_t t : triangles) {
        expected += static_cast<double>(surface.area_mm2(t)) * per_mm2;
        const std::uint64_t stream = mix(seed, t);
        for (std::uint64_t k = 0; static_cast<double>(points.size()) + 0.5 < expected; ++k) {
            const float root = std::sqrt(unit_float(mix(stream, 2 * k)));
            const float share = unit_float(mix(stream, 2 * k + 1));
            const float second = root * (1.0f - share);
            const float third = root * share;
            points.push_back({t, glm::vec3(std::max(1.0f - second - third, 0.0f), second, third)});
        }
    }
    return points;
}

}  // namespace trichion
