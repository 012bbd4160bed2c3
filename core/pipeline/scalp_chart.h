// Any scalp laid flat as seen from above, in the proportions of one usual head: what is drawn there fits every head.
#pragma once

#include "core/pipeline/head.h"

#include <glm/glm.hpp>

namespace trichion {

/// Places of a head on a flat chart, in mm of a usual head: x outwards from the midline (never below 0: both halves are one),
/// y forward, the origin at the top of the head. The head is first made a ball by its own length, breadth and height, then
/// laid flat from above so that areas stay in proportion; a chart mm is about 1.1 mm of skin. The hairline's middle lies
/// at about (0, 76), the whorl at (0, -48), the top of the ear at (129, 8).
/// @source Lambert's azimuthal equal-area projection, 1772; the rest is ours.
class ScalpChart {
public:
    explicit ScalpChart(const Head& head);

    glm::vec2 at(const glm::vec3& p) const;
    /// How far forward hair reaches on the midline by the head's scalp mask; where a usual head has it when no mask tells.
    float front_mm() const { return front_mm_; }
    glm::vec2 whorl() const { return whorl_; }
    /// The skin of the whorl, 62.5 mm behind the line of the ears [FACTS 3.6: S69].
    const glm::vec3& whorl_mm() const { return whorl_mm_; }

private:
    const MidlineSheet& sheet_;
    glm::vec3 centre_mm_{0.0f};
    glm::vec3 half_mm_{1.0f};
    float front_mm_ = 0.0f;
    glm::vec3 whorl_mm_{0.0f};
    glm::vec2 whorl_{0.0f};
};

}  // namespace trichion
