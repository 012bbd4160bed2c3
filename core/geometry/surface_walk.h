// Walking over a surface one triangle at a time: straight on, or along a plane.
#pragma once

#include "core/geometry/surface.h"

#include <cstdint>
#include <functional>
#include <glm/glm.hpp>
#include <optional>
#include <vector>

namespace trichion {

/// The plane of one triangle: flat coordinates for directions at a point of it.
struct TangentFrame {
    glm::dvec3 origin{0.0};  // corner 0
    glm::dvec3 x{1.0, 0.0, 0.0};
    glm::dvec3 y{0.0, 1.0, 0.0};

    glm::dvec2 flat(const glm::dvec3& direction) const { return {glm::dot(direction, x), glm::dot(direction, y)}; }
    glm::dvec3 space(const glm::dvec2& direction) const { return direction.x * x + direction.y * y; }
};

/// Corner 0 is the origin, corner 1 lies on the x axis, corner 2 above it.
TangentFrame tangent_frame(const Surface& surface, std::uint32_t triangle);

/// Where a straight walk ended.
struct StraightEnd {
    SurfacePoint at;
    double walked_mm = 0.0;  // less than asked where a border stopped it
};

/// Walks straight on along the skin (a straightest geodesic): the exponential map.
/// @param direction  in the tangent frame of the start's triangle; its length is the way to walk, in mm.
/// @cost   O(triangles crossed).
/// @source K. Polthier and M. Schmies, "Straightest Geodesics on Polyhedral Surfaces", 1998, within faces and
///         across edges; a walk that meets a vertex passes it on one side.
StraightEnd walk_straight(const Surface& surface, const SurfacePoint& from, const glm::dvec2& direction);

/// The same walk with its stops after each of `count` equal parts of the way; the last is where it ended. Where a border
/// stopped it, the stops beyond lie at the border.
/// @param count  at least 1. @cost  as one walk.
StraightEnd walk_straight(const Surface& surface, const SurfacePoint& from, const glm::dvec2& direction, std::size_t count,
                          std::vector<SurfacePoint>& stops);

/// The crossing of a surface with a plane, followed one way from a point.
/// @param normal   of the plane through `from`; need not be unit.
/// @param towards  which of the two ways to go.
/// @param length_mm  where to stop, measured along the crossing.
/// @return points where edges are crossed, and the end; ends early at a border or when the crossing closes.
/// @cost   O(triangles crossed).
SurfaceCurve walk_plane(const Surface& surface, const SurfacePoint& from, const glm::vec3& normal,
                        const glm::vec3& towards, float length_mm);

/// The line on a surface along which a function of the place keeps the value that it has at `from`, followed one way.
/// Within a triangle the function is taken as even, so it is exact for planes and good to the triangle's size for all
/// that bends little over it.
/// @param value  finite everywhere; asked twice for each triangle crossed.
/// @param towards, length_mm, return  as for walk_plane.
SurfaceCurve walk_level(const Surface& surface, const SurfacePoint& from,
                        const std::function<double(const glm::dvec3&)>& value, const glm::vec3& towards,
                        float length_mm);

/// The place on a curve at this way along it; its nearer end beyond. Between two samples the curve runs straight on the
/// skin, whatever triangles lie between them.
SurfacePoint point_on(const Surface& surface, const SurfaceCurve& curve, float arc_mm);

/// Weights of a flat point in a flat triangle, made to be at least 0 and to sum to 1.
glm::vec3 flat_weights(const glm::dvec2& p, const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c);

/// Where the third corner of a triangle lies when it is unfolded across an edge.
/// @param left, right  the edge's ends as seen when leaving across it.
glm::dvec2 unfold(const glm::dvec2& left, const glm::dvec2& right, double left_length_mm, double right_length_mm);

inline double flat_cross(const glm::dvec2& a, const glm::dvec2& b) { return a.x * b.y - a.y * b.x; }

}  // namespace trichion
