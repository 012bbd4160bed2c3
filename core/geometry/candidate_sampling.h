// Points scattered evenly over chosen triangles of a surface by hash alone: the raw material of dot placement.
#pragma once

#include "core/geometry/surface.h"

#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

/// Scatters points uniformly by area. A triangle's points depend on its index, its area, the seed and the area of
/// the triangles before it in the list, so that their number over any run of the list is exact to one: neighbours that
/// follow each other make the points more even than chance.
///
/// @param triangles  of the surface, in the order in which points are wanted; none twice.
/// @param per_mm2    mean number of points on a square millimetre, >= 0.
/// @return points in the order of their triangles.
/// @cost   O(points).
/// @source Uniform points in a triangle: R. Osada et al., "Shape Distributions", ACM TOG 21(4), 2002, eq. 1.
std::vector<SurfacePoint> scatter_on(const Surface& surface, std::span<const std::uint32_t> triangles, double per_mm2,
                                     std::uint64_t seed, unsigned threads = 1);

}  // namespace trichion
