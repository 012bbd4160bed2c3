// Native hair as it stands on this head: by stage, ancestry and what was painted.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <vector>

namespace trichion {

struct NativeField {
    /// By vertex of the measuring surface: follicular units on a cm2 that stand there, and what stood there before any
    /// loss. Empty while the outline tells where hair ends (HairLoss::AsDrawn and nothing painted).
    std::vector<float> per_cm2, full_per_cm2;

    bool is_as_drawn() const { return per_cm2.empty(); }
};

/// The share of the full native hair that a stage leaves at a place of the head, 0 to 1; 1 everywhere for AsDrawn.
/// @source FACTS 3.6 [S66, S68], 4.2 [S61, S71 to S75].
NativeField native_field(const Head& head, const NativeHair& hair);

}  // namespace trichion
