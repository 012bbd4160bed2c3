// The two halves of a head: its mid-plane, its midline on the skin, and the same place on the other side.
#pragma once

#include "core/geometry/surface.h"
#include "core/pipeline/head.h"

#include <glm/glm.hpp>

namespace trichion {

/// The plane between the person's left and right half.
struct MidPlane {
    glm::vec3 point{0.0f};
    glm::vec3 left{1.0f, 0.0f, 0.0f};  // unit, towards the person's left

    float offset_mm(const glm::vec3& p) const { return glm::dot(p - point, left); }
    glm::vec3 reflect(const glm::vec3& p) const { return p - 2.0f * offset_mm(p) * left; }
    glm::vec3 reflect_direction(const glm::vec3& d) const { return d - 2.0f * glm::dot(d, left) * left; }
};

/// Through the glabella and midway between the tragions, as square to the line between them as that allows.
MidPlane mid_plane(const Head& head);

/// The midline on the skin from the glabella up and over the head, as far as `length_mm`.
SurfaceCurve midline_from_glabella(const Head& head, float length_mm);

/// The same place on the other side of the head: reflected in the mid-plane and put on the skin there, by the
/// nearest skin that faces the same way, so never on an ear or inside the mouth when the point is not.
SurfacePoint mirrored(const Head& head, const SurfacePoint& point);

/// The nearest place of the midline to a point, over the skin.
SurfacePoint on_midline(const Head& head, const SurfacePoint& point);

}  // namespace trichion
