// The course of healing in the first month, from which appearance and the fit of own results both take it.
#pragma once

#include "core/pipeline/fade_model.h"

namespace trichion {

inline constexpr float kDaysOfAYear = 365.25f;
inline constexpr float kSeenDiameterMm = 0.35f;  // healed; whose spread stands for all [FACTS, Rulings]

/// One moment of healing; between two the look passes smoothly.
struct HealingKey {
    float day = 0.0f;
    float fresh = 0.0f;     // weight of the fresh contrast
    float healed = 0.0f;    // factor on the healed contrast; both are added
    float diameter = 1.0f;  // factor on the healed, seen diameter
};

/// Fresh before and at day 0; healed from model.healed_days on.
HealingKey healing_at(float days, const FadeModel& model);

/// Years since the work was healed; 0 before.
float years_healed(float days, const FadeModel& model);

/// 0 to 1 with level ends.
inline float smooth(float t) { return t * t * (3.0f - 2.0f * t); }

}  // namespace trichion
