// Reflection in the mid-plane, and the midline.
#include "core/pipeline/mirror.h"

#include "core/geometry/geodesic.h"
#include "core/geometry/surface_walk.h"

#include <cmath>
#include <optional>

namespace trichion {
namespace {

constexpr float kMostUneven_mm = 15.0f;  // how far the halves of a real head may differ
constexpr float kFacesAlike = 0.4f;      // cosine between the normals

// The crossing of a line through `p` along `normal` that lies nearest to `p` and faces that way.
std::optional<SurfacePoint> nearest_crossing(const Surface& surface, const glm::vec3& p, const glm::vec3& normal) {
    std::optional<SurfacePoint> best;
    float best_gap = kMostUneven_mm;
    float from = kMostUneven_mm;
    while (from > -kMostUneven_mm) {
        const auto hit = surface.hit({p + from * normal, -normal}, true);
        if (!hit) break;
        from -= hit->distance_mm;
        if (std::abs(from) <= best_gap && glm::dot(surface.normal(hit->at), normal) > kFacesAlike)
            best_gap = std::abs(from), best = hit->at;
        from -= 0.01f;
    }
    return best;
}

}  // namespace

MidPlane mid_plane(const Head& head) {
    const glm::vec3 left = head.landmark("tragion_l"), right = head.landmark("tragion_r");
    const glm::vec3 middle = 0.5f * (left + right), forward = head.landmark("glabella") - middle;
    glm::vec3 across = left - right;
    const float forward2 = glm::dot(forward, forward);
    if (forward2 > 0.0f) across -= forward * (glm::dot(across, forward) / forward2);
    const float length = glm::length(across);
    return {middle, length > 1e-3f ? across / length : glm::vec3(1.0f, 0.0f, 0.0f)};
}

SurfaceCurve midline_from_glabella(const Head& head, float length_mm) {
    const auto glabella = head.measuring.closest(head.landmark("glabella"));
    if (!glabella) return {};
    return walk_plane(head.measuring, *glabella, mid_plane(head).left, {0.0f, 1.0f, 0.0f}, length_mm);
}

SurfacePoint mirrored(const Head& head, const SurfacePoint& point) {
    const Surface& surface = head.measuring;
    const MidPlane plane = mid_plane(head);
    const glm::vec3 p = plane.reflect(surface.position(point));
    const glm::vec3 normal = plane.reflect_direction(surface.normal(point));
    const auto near = surface.closest(p, kMostUneven_mm);
    if (near && glm::dot(surface.normal(*near), normal) > kFacesAlike) return *near;
    if (const auto crossing = nearest_crossing(surface, p, normal)) return *crossing;
    if (near) return *near;
    return surface.closest(p).value_or(point);
}

SurfacePoint on_midline(const Head& head, const SurfacePoint& point) {
    GeodesicSolver solver(head.measuring);
    if (!solver.solve(point, mirrored(head, point))) return point;
    SurfacePoint middle = solver.point_at(0.5);
    // Halves that differ put the half-way point beside the plane: cross to it along the way just found.
    const MidPlane plane = mid_plane(head);
    const float offset = plane.offset_mm(head.measuring.position(middle));
    if (std::abs(offset) < 1e-3f) return middle;
    const glm::vec3 normal = head.measuring.normal(middle);
    const glm::vec3 up = glm::cross(normal, plane.left);
    const SurfaceCurve across = walk_plane(head.measuring, middle, up, -offset * plane.left, 2.0f * std::abs(offset));
    for (std::size_t i = 1; i < across.points.size(); ++i) {
        const float before = plane.offset_mm(across.positions_mm[i - 1]), after = plane.offset_mm(across.positions_mm[i]);
        if (before == after || (before > 0.0f) == (after > 0.0f)) continue;
        const float part = before / (before - after);
        return point_on(head.measuring, across, glm::mix(across.arc_mm[i - 1], across.arc_mm[i], part));
    }
    return middle;
}

}  // namespace trichion
