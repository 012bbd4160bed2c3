// Healing and years of each session as a small model with cited constants; the shader draws from its numbers.
#include "core/pipeline/appearance.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kHealedDays = 30.0f;       // true colour evident [S34] and the skin recovered [S01]
constexpr float kDaysOfAYear = 365.25f;
constexpr float kTrackYears = 10.0f;
constexpr float kHealingShareOfTrack = 0.2f;

constexpr float kFreshPerHealedDiameter = 0.50f / 0.35f;  // seen diameters [FACTS, Rulings]
constexpr float kHealedPerFreshContrast = 0.62f;          // [S28, S29]
constexpr float kStrongestContrast = 0.95f;               // [FACTS, Rulings]

constexpr float kFadePerYear = 0.12f;         // fitted to touch-ups after 3 to 6 years [S31, S35, S36]
constexpr float kTouchUpStrength = 0.62f;     // [FACTS 2.4]
constexpr float kSpreadMm2PerYear = 1.0e-4f;  // D of the diffusion [S38, FACTS 1.7]
constexpr float kSeenDiameterMm = 0.35f;      // whose spread stands for all [FACTS, Rulings]

constexpr float kPigmentTopMm = 0.10f;        // top of the pigment column [S09, S18, FACTS 1.4]
constexpr float kErythemaDays = 3.0f;         // [S83, S34b]

/// One moment of healing; between two the look passes smoothly.
struct HealingKey {
    float day;
    float fresh;     // weight of the fresh contrast
    float healed;    // factor on the healed contrast; both are added
    float diameter;  // factor on the healed, seen diameter
};

/// Fresh; scabs larger and dark until about day 7 [S24]; the light phase of days 4 to 14 [S24, S12]; diameter
/// reached by day 14 and all final by day 30 [FACTS 1.2].
constexpr std::array<HealingKey, 7> kHealing{{{0.0f, 1.0f, 0.0f, kFreshPerHealedDiameter},
                                              {2.0f, 1.0f, 0.0f, kFreshPerHealedDiameter},
                                              {4.0f, 0.9f, 0.0f, 1.50f},
                                              {7.0f, 0.3f, 0.55f, 1.25f},
                                              {10.0f, 0.0f, 0.78f, 1.10f},
                                              {14.0f, 0.0f, 0.86f, 1.04f},
                                              {kHealedDays, 0.0f, 1.0f, 1.0f}}};

float smooth(float t) { return t * t * (3.0f - 2.0f * t); }

HealingKey healing_at(float day) {
    if (day >= kHealedDays) return kHealing.back();
    for (std::size_t i = 1; i < kHealing.size(); ++i) {
        if (day > kHealing[i].day) continue;
        const HealingKey &a = kHealing[i - 1], &b = kHealing[i];
        const float t = smooth((day - a.day) / (b.day - a.day));
        return {day, std::lerp(a.fresh, b.fresh, t), std::lerp(a.healed, b.healed, t),
                std::lerp(a.diameter, b.diameter, t)};
    }
    return kHealing.back();
}

/// Contrast of undiluted pigment for each channel. Green is what makes the shade ladder of FACTS 2.3; red and blue
/// stand to it as in the photon run of FACTS 5.3, taken to a pigment top of 0.10 mm by its law of depth. Red above
/// blue is what looks blue-grey [S41, S42]. On dark skin blue shows less (same run, melanosomes 12 %).
glm::vec3 full_contrast(const SkinSettings& skin, float warmth) {
    const float dark = smooth(std::clamp((static_cast<float>(skin.monk) - 4.0f) / 4.0f, 0.0f, 1.0f));
    const glm::vec3 at_008(std::lerp(0.85f, 0.86f, dark), 0.78f, std::lerp(0.60f, 0.44f, dark));
    const glm::vec3 depth_mm(0.17f, 0.13f, 0.10f);
    const glm::vec3 deeper = glm::exp(glm::vec3(-(kPigmentTopMm - 0.08f)) / depth_mm);
    const glm::vec3 at_top = at_008 * deeper;
    const glm::vec3 ash = at_top * (0.78f / at_top.y);
    // Warm pigment takes from all channels alike, so that the dot keeps the skin's own hue; ash stays below it.
    const float w = std::clamp(warmth, 0.0f, 1.0f);
    return glm::mix(ash, glm::vec3(ash.y), 0.8f * w);
}

/// Healed contrast at a dot's centre of a pigment with `shade` ml of water to 1 ml [FACTS 2.3].
glm::vec3 healed_contrast(const SkinSettings& skin, float shade, float warmth) {
    const float absorption_per_mm = 112.0f / (std::max(shade, 0.0f) + 1.0f);
    const float share = 1.0f - std::exp(-std::pow(absorption_per_mm / 6.0f, 0.85f));
    return glm::min(full_contrast(skin, warmth) * share, glm::vec3(kStrongestContrast));
}

float age_days(const SessionPlan& plan, const Moment& moment, int session) {
    return std::max(moment.days, 0.0f) + static_cast<float>(moment.sessions - session) * plan.gap_days;
}

/// The look of one session's dots at an age, given their healed contrast.
SessionLook look_at(const glm::vec3& healed, float age) {
    const HealingKey key = healing_at(age);
    const glm::vec3 fresh = glm::min(healed / kHealedPerFreshContrast, glm::vec3(kStrongestContrast));
    const float years = std::max(age - kHealedDays, 0.0f) / kDaysOfAYear;
    const float sigma_mm = kSeenDiameterMm / 4.0f;
    const float spread_mm2 = 2.0f * kSpreadMm2PerYear * years;
    const float growth = std::sqrt(1.0f + spread_mm2 / (sigma_mm * sigma_mm));

    SessionLook look;
    look.is_shown = true;
    look.diameter_factor = key.diameter * growth;
    look.contrast = (key.fresh * fresh + key.healed * healed) * (std::exp(-kFadePerYear * years) / (growth * growth));
    const float blur_mm = 0.03f + 0.35f * std::max(0.0f, kPigmentTopMm - 0.08f);
    look.softness_mm = std::sqrt(blur_mm * blur_mm + spread_mm2);
    const float calm = std::clamp(1.0f - age / kErythemaDays, 0.0f, 1.0f);
    look.redness = smooth(calm);
    return look;
}

int shown_sessions(const SessionPlan& plan, const Moment& moment) {
    return std::clamp(moment.sessions, 0, std::min(plan.sessions, 4));
}

/// What all shown sessions darken, in the green channel: dots times their area times their contrast.
float darkening(const SessionPlan& plan, const SkinSettings& skin, const Moment& moment) {
    const Appearance appearance = appearance_at(plan, skin, moment);
    float sum = 0.0f;
    for (std::size_t i = 0; i < appearance.sessions.size(); ++i) {
        const SessionLook& look = appearance.sessions[i];
        if (look.is_shown) sum += plan.shares[i] * look.contrast.y * look.diameter_factor * look.diameter_factor;
    }
    return sum;
}

}  // namespace

float track_from_days(float days) {
    const float last = kTrackYears * kDaysOfAYear;
    const float d = std::clamp(days, 0.0f, last);
    if (d <= kHealedDays) return d / kHealedDays * kHealingShareOfTrack;
    return kHealingShareOfTrack + (d - kHealedDays) / (last - kHealedDays) * (1.0f - kHealingShareOfTrack);
}

float days_from_track(float fraction) {
    const float last = kTrackYears * kDaysOfAYear;
    const float f = std::clamp(fraction, 0.0f, 1.0f);
    if (f <= kHealingShareOfTrack) return f / kHealingShareOfTrack * kHealedDays;
    return kHealedDays + (f - kHealingShareOfTrack) / (1.0f - kHealingShareOfTrack) * (last - kHealedDays);
}

Appearance appearance_at(const SessionPlan& plan, const SkinSettings& skin, const Moment& moment) {
    Appearance appearance;
    const Moment shown{shown_sessions(plan, moment), moment.days};
    for (int session = 1; session <= shown.sessions; ++session) {
        const float shade = std::max(plan.shade + plan.shade_step * static_cast<float>(session - 1), 1.0f);
        SessionLook& look = appearance.sessions[static_cast<std::size_t>(session - 1)];
        look = look_at(healed_contrast(skin, shade, plan.warmth), age_days(plan, shown, session));
        appearance.redness = std::max(appearance.redness, look.redness);
    }
    return appearance;
}

float seen_strength(const SessionPlan& plan, const SkinSettings& skin, const Moment& moment) {
    const float healed = darkening(plan, skin, {moment.sessions, kHealedDays});
    return healed > 0.0f ? darkening(plan, skin, moment) / healed : 0.0f;
}

float touch_up_years(const SessionPlan&) {
    return kHealedDays / kDaysOfAYear - std::log(kTouchUpStrength) / kFadePerYear;
}

}  // namespace trichion
