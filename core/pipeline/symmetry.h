// Left and right of a head that is not quite even: which place answers to which on the other side.
#pragma once

#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// The head's own midline surface, bent as the head is, and its natural asymmetry. Mirroring twice gives the place
/// again. Cheap to make: once for each edit.
class Symmetry {
public:
    /// @param client  its traced hairline, where there is one, is the natural asymmetry; else the left and right
    ///                landmarks are.
    Symmetry(const Head& head, const ClientFacts& client);

    /// The place on the other side. @param asymmetry  share of the natural asymmetry kept, 0 to 1.
    SurfacePoint counterpart(const SurfacePoint& at, float asymmetry) const;
    /// The place of the midline surface's crossing with the skin that is nearest over the skin.
    SurfacePoint on_midline(const SurfacePoint& at) const;
    /// The counterpart of a place in space, not put on the skin.
    glm::vec3 reflect(const glm::vec3& p) const;
    /// Left of the midline surface, mm; negative on the right.
    float offset_mm(const glm::vec3& p) const;

private:
    const Head& head_;
};

}  // namespace trichion
