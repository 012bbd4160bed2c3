// Curves that are drawn as straight pieces, for machines that follow every corner.
#pragma once

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A line with more points where its straight pieces cut off too much of the curve that it was sampled from. Every point
/// given stays. What is meant straight stays straight: pieces longer than 4 mm, or next to a piece three times as long or
/// as short, and corners of more than 40°, are not taken for samples of a curve.
///
/// @param is_closed  the last point is joined to the first, which is not repeated.
/// @param most_mm  between a piece and its curve, by the circles through three neighbours; > 0.
/// @cost  O(n) for n points.
/// @source Ours: the middle of a cubic Hermite piece, whose tangents are those of the circles.
std::vector<glm::dvec2> with_chords_within(const std::vector<glm::dvec2>& points, bool is_closed, double most_mm);

}  // namespace trichion
