// Length, breadth and girth of a head, as anthropometry and a tape take them.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"

#include <span>
#include <vector>

namespace trichion {

struct HeadMeasures {
    float length_mm = 0.0f;
    float breadth_mm = 0.0f;
    float circumference_mm = 0.0f;
};

/// @param skin       the measuring surface in the anatomical frame.
/// @param landmarks  in the same frame; glabella and opisthocranion are needed.
/// @param scalp      hair-bearing share of each vertex of skin: tells the head from its ears, which stand out farther.
/// @return length: glabella to opisthocranion. breadth: the widest scalp above the ears. circumference: a taut tape over
///         glabella and opisthocranion, the convex hull of the section through both without the ears.
/// @cost   O(n), about 2 ms.
/// @source The rules of the built-in heads' README; ISO 7250-1 defines length and breadth alike.
HeadMeasures measure_head(const Surface& skin, const Landmarks& landmarks, std::span<const float> scalp);

/// Where the edges of `mesh` cross the plane through `point` with this normal. Unordered.
std::vector<glm::vec3> plane_section(const Mesh& mesh, const glm::vec3& point, const glm::vec3& normal);

/// Length of the closed convex hull of points in a plane.
double hull_length(std::vector<glm::dvec2> points);

}  // namespace trichion
