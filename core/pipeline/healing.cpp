// The keys of healing.
#include "core/pipeline/healing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

/// Fresh; scabs larger and dark until about day 7 [S24]; the light phase of days 4 to 14 [S24, S12]; diameter
/// reached by day 14 and all final by day 30 [FACTS 1.2]. Diameters as shares of what is lost from fresh to healed.
constexpr std::array<HealingKey, 7> kHealing{{{0.0f, 1.0f, 0.0f, 1.0f},
                                              {2.0f, 1.0f, 0.0f, 1.0f},
                                              {4.0f, 0.9f, 0.0f, 1.1667f},
                                              {7.0f, 0.3f, 0.55f, 0.5833f},
                                              {10.0f, 0.0f, 0.78f, 0.2333f},
                                              {14.0f, 0.0f, 0.86f, 0.0933f},
                                              {30.0f, 0.0f, 1.0f, 0.0f}}};
constexpr float kLastDay = 30.0f;

}  // namespace

HealingKey healing_at(float days, const FadeModel& model) {
    const float day = std::max(days, 0.0f) * kLastDay / model.healed_days;
    HealingKey here = kHealing.back();
    for (std::size_t i = 1; i < kHealing.size() && day < kLastDay; ++i) {
        if (day > kHealing[i].day) continue;
        const HealingKey &a = kHealing[i - 1], &b = kHealing[i];
        const float t = smooth((day - a.day) / (b.day - a.day));
        here = {day, std::lerp(a.fresh, b.fresh, t), std::lerp(a.healed, b.healed, t), std::lerp(a.diameter, b.diameter, t)};
        break;
    }
    here.diameter = 1.0f + (model.fresh_per_healed_diameter - 1.0f) * here.diameter;
    return here;
}

float years_healed(float days, const FadeModel& model) {
    return std::max(days - model.healed_days, 0.0f) / kDaysOfAYear;
}

}  // namespace trichion
