// The shade ladder of FACTS 2.3.
#include "core/pipeline/shades.h"

#include "core/model/limits.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

struct Rung {
    float shade;
    const char* name;
};
constexpr std::array<Rung, 8> kLadder{{{30, "Silver"}, {24, "Ash"}, {20, "Light grey"}, {16, "Medium grey"},
                                       {12, "Dark grey"}, {8, "Charcoal"}, {6, "Soft black"}, {4, "Black"}}};

// C = C_max (1 - exp(-(mu / 6)^0.85)) with mu = 112 / (N + 1) per mm [FACTS 2.3, calc].
constexpr float kAbsorptionOfNeat = 112.0f, kAbsorptionScale = 6.0f, kAbsorptionPower = 0.85f;
constexpr float kMostDarkness = 0.995f;  // whose absorption is still a number

float darkness_of_absorption(float per_mm) {
    return 1.0f - std::exp(-std::pow(per_mm / kAbsorptionScale, kAbsorptionPower));
}
float absorption_of(float darkness) {
    const float d = std::clamp(darkness, 0.0f, kMostDarkness);
    return kAbsorptionScale * std::pow(-std::log1p(-d), 1.0f / kAbsorptionPower);
}

constexpr std::array<float, 6> kStartByFitzpatrick{26, 22, 18, 14, 10, 7};
/// A rung or more darker than those: with them dark hair on skin of types III and IV healed only 2.2 to 2.9 of L* darker
/// than bare, less than a shaved head's own hair, at the densities and diameters in use [FACTS, Rulings].
constexpr std::array<float, 6> kStartForDarkHair{22, 18, 14, 8, 7, 6};

/// What the last session comes to under this hair: the ladder's typical clients, dark hair a rung darker as above.
float last_shade_for(HairColour hair) {
    switch (hair) {
        case HairColour::Black: return 6.0f;
        case HairColour::DarkBrown: return 8.0f;
        case HairColour::Brown: return 16.0f;
        case HairColour::LightBrown: return 20.0f;
        case HairColour::Red: return 20.0f;
        case HairColour::Blond: return 24.0f;
        case HairColour::Grey: return 28.0f;
    }
    return 12.0f;
}

}  // namespace

const char* shade_name(float shade) {
    const auto nearest = std::ranges::min_element(kLadder, {}, [&](const Rung& rung) { return std::abs(rung.shade - shade); });
    return nearest->name;
}

float shade_of(const SessionPlan& plan, int session) {
    const auto& own = plan.each[static_cast<std::size_t>(session - 1)].shade;
    if (own) return *own;
    return std::clamp(plan.shade + plan.shade_step * static_cast<float>(session - 1), 1.0f, kShadeRange.max);
}

float warmth_of(const SessionPlan& plan, int session) {
    return plan.each[static_cast<std::size_t>(session - 1)].warmth.value_or(plan.warmth);
}

float darkness_of_shade(float shade) { return darkness_of_absorption(kAbsorptionOfNeat / (std::max(shade, 0.0f) + 1.0f)); }

float darkness_of_both(float darkness, float other) {
    return darkness_of_absorption(absorption_of(darkness) + absorption_of(other));
}

float darkness_spread(float darkness, float area) {
    return darkness_of_absorption(absorption_of(darkness) / std::max(area, 1.0f));
}

SessionPlan default_plan_for(const SkinSettings& skin) {
    constexpr float kLeastStep = 2.0f, kMostStep = 4.0f;  // numbers darker from session to session
    SessionPlan plan;
    const float steps = static_cast<float>(plan.sessions - 1);
    const float last = last_shade_for(skin.hair);
    // Light hair is never made darker than it is because the skin is dark; black hair takes what the skin bears.
    const bool is_dark_hair = skin.hair == HairColour::Black || skin.hair == HairColour::DarkBrown;
    const auto& starts = is_dark_hair ? kStartForDarkHair : kStartByFitzpatrick;
    const float by_skin = starts[static_cast<std::size_t>(std::clamp(skin.fitzpatrick, 1, 6) - 1)];
    plan.shade = std::min(is_dark_hair ? by_skin : std::max(by_skin, last + kLeastStep * steps), kShadeRange.max);
    plan.shade_step = -std::clamp((plan.shade - last) / steps, kLeastStep, kMostStep);
    if (plan.shade + plan.shade_step * steps < kShadeRange.min) plan.shade_step = (kShadeRange.min - plan.shade) / steps;
    return plan;
}

}  // namespace trichion
