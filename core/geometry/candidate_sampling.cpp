// Points scattered evenly over chosen triangles of a surface by hash alone: the raw material of dot placement.
#include "core/geometry/candidate_sampling.h"

#include "core/base/hash.h"
#include "core/base/parallel.h"

#include <algorithm>
#include <cmath>

namespace trichion {

namespace {

constexpr std::size_t kOfAPiece = 2048;  // triangles

}  // namespace

std::vector<SurfacePoint> scatter_on(const Surface& surface, std::span<const std::uint32_t> triangles, double per_mm2,
                                     std::uint64_t seed, unsigned threads) {
    std::vector<std::size_t> first{0};  // point of each triangle, and one past the last
    first.reserve(triangles.size() + 1);
    double expected = 0.0;
    for (const std::uint32_t t : triangles) {
        expected += static_cast<double>(surface.area_mm2(t)) * per_mm2;
        std::size_t points = first.back();
        while (static_cast<double>(points) + 0.5 < expected) ++points;
        first.push_back(points);
    }
    std::vector<SurfacePoint> points(first.back());
    in_pieces((triangles.size() + kOfAPiece - 1) / kOfAPiece, threads, [&](std::size_t piece) {
        for (std::size_t i = piece * kOfAPiece; i < std::min(triangles.size(), (piece + 1) * kOfAPiece); ++i) {
            const std::uint64_t stream = mix(seed, triangles[i]);
            for (std::uint64_t k = 0; k < first[i + 1] - first[i]; ++k) {
                const float root = std::sqrt(unit_float(mix(stream, 2 * k)));
                const float share = unit_float(mix(stream, 2 * k + 1));
                const float second = root * (1.0f - share);
                const float third = root * share;
                points[first[i] + k] = {triangles[i], glm::vec3(std::max(1.0f - second - third, 0.0f), second, third)};
            }
        }
    });
    return points;
}

}  // namespace trichion
