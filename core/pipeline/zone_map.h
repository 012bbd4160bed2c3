// The scalp's zones by place: frontal, middle, crown, temples, sides and occiput, blending into each other.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <array>
#include <glm/glm.hpp>
#include <optional>

namespace trichion {

/// Where the zones lie on a head. A head without landmarks is all middle.
///
/// The top reaches from the hairline to the back; across it, 40 mm before the line of the ears, frontal passes into
/// middle. The crown is the skin within 52 mm of the whorl. Behind and below, where the skull turns down between the
/// ears, is the occiput. Beside the top lie the sides, and before them the temples, from the outer corners of the eyes
/// outwards. Each border is half way through a blend of 16 to 25 mm.
/// @source FACTS 4.1 (areas of the zones), 3.1 (landmarks); whorl 62.5 mm behind the line of the ears [S69]; the
///         borders are ours.
class ZoneMap {
public:
    ZoneMap() = default;
    explicit ZoneMap(const Head& head);

    /// How far a place belongs to each zone, by Zone; 0 to 1, sum 1.
    std::array<float, kZones> weights(const glm::vec3& p) const;
    /// The zone that has the greatest say at a place.
    Zone zone(const glm::vec3& p) const;

    friend bool operator==(const ZoneMap&, const ZoneMap&) = default;

private:
    float crown_share(const glm::vec3& p) const;
    float occiput_share(const glm::vec3& p) const;
    float side_share(const glm::vec3& p) const;
    float temple_share(const glm::vec3& p) const;
    /// From the middle of the head, without what lies below it.
    glm::vec3 outwards(const glm::vec3& p) const;

    std::optional<glm::vec3> whorl_mm_;
    float canthus_mm_ = 0.0f;   // half the distance between the outer corners of the eyes
    float middle_y_mm_ = 0.0f;  // height about which "sideways" is judged
};

/// The greatest of them; of equal ones the first.
Zone greatest(const std::array<float, kZones>& weights);

}  // namespace trichion
