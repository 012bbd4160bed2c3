// The mid-plane, and the midline in it.
#include "core/pipeline/mirror.h"

#include "core/geometry/surface_walk.h"

namespace trichion {

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

}  // namespace trichion
