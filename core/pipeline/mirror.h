// The flat plane between the two halves of a head, from three landmarks; the bent sheet that mirrors: midline_sheet.h.
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
};

/// Through the glabella and midway between the tragions, as square to the line between them as that allows.
MidPlane mid_plane(const Head& head);

/// The midline on the skin from the glabella up and over the head, as far as `length_mm`.
SurfaceCurve midline_from_glabella(const Head& head, float length_mm);

}  // namespace trichion
