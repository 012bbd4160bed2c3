// Points scattered evenly over chosen triangles of a surface by hash alone: the raw material of dot placement.
#pragma once

#include "core/geometry/surface.h"

#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

/// Scatters points uniformly by area. A triangle's points depend on its index, its area, the seed and the area of
/// the chosen triangles before it, so that their number over any run of triangles is exact to one.
///
/// @param is_chosen  one flag for each triangle.
/// @param per_mm2    mean number of points on a square millimetre, >= 0.
/// @return points in the order of their triangles.
/// @cost   O(points).
/// @source Uniform points in a triangle: R. Osada et al., "Shape Distributions", ACM TOG 21(4), 2002, eq. 1.
std::vector<SurfacePoint> scatter_on(const Surface& surface, std::span<const std::uint8_t> is_chosen, double per_mm2,
                                     std::uint64_t seed);

}  // namespace trichion
