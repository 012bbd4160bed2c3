// Native hair as it stands on this head: by stage, ancestry and what was painted.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <vector>

namespace trichion {

struct NativeField {
    /// By vertex of the measuring surface, follicular units on a cm2: what stood there before any loss, by ancestry, zone
    /// and the head's scalp mask (more where hair was painted beyond it). What is less than that is missing.
    std::vector<float> full_per_cm2;
    /// Of it this share stands where the stage takes nothing: hair thinned all over.
    float fullness = 1.0f;
    /// What stands there now. Empty while the outline alone tells where hair ends (HairLoss::AsDrawn and nothing painted):
    /// `fullness` of full_per_cm2 stands outside it.
    std::vector<float> per_cm2;
    /// With HairLoss::AsDrawn and something painted: of what the outline leaves standing this share stands, and per_cm2
    /// is added to it, within the outline too. Empty otherwise: then per_cm2 is all that stands, whatever the outline.
    std::vector<float> outline_share;

    bool is_as_drawn() const { return per_cm2.empty(); }
};

/// Native hair by its stage; over it the strokes in their order, each with a hard rim (hard_falloff of stroke_reach.h): Bald
/// takes its strength's share of what stands there, Hair goes as far of the way to what stands where the stage takes nothing,
/// also beyond the scalp mask. Edges of stages are soft over 15 mm of a usual head.
/// @cost about 15 ms for 85k triangles.
/// @source FACTS 3.6 [S66, S68], 4.2 [S61, S71 to S75].
NativeField native_field(const Head& head, const NativeHair& hair);

}  // namespace trichion
