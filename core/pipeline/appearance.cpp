// Healing and years of each session as a small model with cited constants; the shader draws from its numbers.
#include "core/pipeline/appearance.h"

#include "core/pipeline/fade_fit.h"
#include "core/pipeline/healing.h"
#include "core/pipeline/plan_dates.h"
#include "core/pipeline/shades.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kTrackYears = 10.0f;
constexpr float kHealingShareOfTrack = 0.2f;
constexpr float kBlurMm = 0.03f;             // of the skin over shallow pigment; photon run [FACTS 5.3]
constexpr float kBlurPerDepth = 0.35f;       // and what each millimetre below the epidermis adds
constexpr float kEpidermisMm = 0.08f;        // [S18]
constexpr float kShedAllMm = 0.05f;          // pigment that begins here or above leaves altogether
constexpr float kReferenceTopMm = 0.10f;     // for which full_contrast is said

/// Contrast of undiluted pigment for each channel. Green is what makes the shade ladder of FACTS 2.3; red and blue
/// stand to it as in the photon run of FACTS 5.3, taken to a pigment top of 0.10 mm by its law of depth. Red above
/// blue is what looks blue-grey [S41, S42]. On dark skin blue shows less (same run, melanosomes 12 %).
glm::vec3 full_contrast(const SkinSettings& skin, float warmth, const glm::vec3& reach_mm) {
    const float dark = smooth(std::clamp((static_cast<float>(skin.monk) - 4.0f) / 4.0f, 0.0f, 1.0f));
    const glm::vec3 at_008(std::lerp(0.85f, 0.86f, dark), 0.78f, std::lerp(0.60f, 0.44f, dark));
    const glm::vec3 deeper = glm::exp(glm::vec3(-(kReferenceTopMm - kEpidermisMm)) / reach_mm);
    const glm::vec3 at_top = at_008 * deeper;
    const glm::vec3 ash = at_top * (0.78f / at_top.y);
    // Warm pigment takes from all channels alike, so that the dot keeps the skin's own hue; ash stays below it.
    const float w = std::clamp(warmth, 0.0f, 1.0f);
    return glm::mix(ash, glm::vec3(ash.y), 0.8f * w);
}

/// The contrast with its largest channel at most `most` and its hue kept: channels cut off one by one would turn ash blue.
glm::vec3 at_most(const glm::vec3& contrast, float most) {
    const float largest = std::max({contrast.x, contrast.y, contrast.z});
    return largest > most ? contrast * (most / largest) : contrast;
}

glm::vec3 reach_of(const FadeModel& model) { return {model.reach_mm[0], model.reach_mm[1], model.reach_mm[2]}; }

float top_of(float travel_mm, const FadeModel& model) {
    return travel_mm * model.top_per_travel + std::max(travel_mm - model.too_deep_mm, 0.0f) * model.sinking_per_mm;
}

/// 0 where the needle travels as it should, 1 where pigment blows out.
float too_deep(float travel_mm, const FadeModel& model) {
    return smooth(std::clamp((travel_mm - model.too_deep_mm) / (model.blown_out_mm - model.too_deep_mm), 0.0f, 1.0f));
}

/// What the skin of this client makes of the work.
struct Pace {
    float per_year = 0.0f;
    float healed_factor = 1.0f;
    float spread_mm2_per_year = 0.0f;
};

/// Contrast that the plan promises on the mean of its dots, healed: what own results are compared with.
float planned_contrast(const SessionPlan& plan, const SkinSettings& skin, const FadeModel& model) {
    float sum = 0.0f, dots = 0.0f;
    for (int session = 1; session <= std::min(plan.sessions, 4); ++session) {
        const auto i = static_cast<std::size_t>(session - 1);
        const SessionWork& work = plan.each[i];
        const glm::vec3 reach = reach_of(model);
        const float top = top_of(work.depth_mm, model);
        const float full = full_contrast(skin, warmth_of(plan, session), reach).y * std::exp(-(top - kReferenceTopMm) / reach.y);
        sum += plan.shares[i] * full * darkness_of_shade(shade_of(plan, session)) * work.take_up;
        dots += plan.shares[i];
    }
    return dots > 0.0f ? sum / dots : 0.0f;
}

float usual_per_year(const SessionPlan& plan, const FadeSettings& fade, Outlook outlook, const FadeModel& model) {
    const float of_client = model.sun[static_cast<std::size_t>(fade.sun)] * model.oil[static_cast<std::size_t>(fade.oil)] *
                            model.aftercare[static_cast<std::size_t>(fade.aftercare)];
    const float k = model.fade_per_year[static_cast<std::size_t>(outlook)];
    const bool is_resorbable = plan.pigment == Pigment::Resorbable;
    return of_client * (is_resorbable ? model.resorbable_per_year * k / model.fade_per_year[1] : k);
}

/// The fitted k; soft and strong lie a standard error away, a tenth at least, the usual share where two results tell none.
float fitted_per_year(const FadeFit& fit, Outlook outlook, const FadeModel& model) {
    if (outlook == Outlook::Expected) return fit.per_year;
    if (fit.per_year_error <= 0.0f)
        return fit.per_year * model.fade_per_year[static_cast<std::size_t>(outlook)] / model.fade_per_year[1];
    const float band = std::max(fit.per_year_error, 0.1f * fit.per_year);
    return outlook == Outlook::Soft ? fit.per_year + band : std::max(fit.per_year - band, 0.0f);
}

std::optional<FadeFit> own_curve(const FadeSettings& fade, const FadeModel& model) {
    if (!fade.follows_results) return std::nullopt;
    const FadeFit fit = fit_fade(fade.results, model);
    return fit.is_usable ? std::optional(fit) : std::nullopt;
}

Pace pace_of(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, Outlook outlook, const FadeModel& model) {
    Pace pace;
    const float side = outlook == Outlook::Soft ? -1.0f : outlook == Outlook::Strong ? 1.0f : 0.0f;
    pace.healed_factor = 1.0f + side * model.healing_band;
    pace.spread_mm2_per_year = spread_mm2_per_year(model, fade.oil, outlook);
    if (const auto fit = own_curve(fade, model)) {
        pace.per_year = fitted_per_year(*fit, outlook, model);
        const float planned = planned_contrast(plan, skin, model);
        const float scatter = std::clamp(fit->scatter, 0.02f, model.healing_band);
        if (planned > 0.0f) pace.healed_factor = fit->healed_contrast / planned * (1.0f + side * scatter);
    } else {
        pace.per_year = usual_per_year(plan, fade, outlook, model);
    }
    return pace;
}

/// Pigment struck into a session's dots at one time.
struct Strike {
    float darkness = 0.0f;     // of its shade, healed, before take-up
    float take_up = 1.0f;
    float age_days = 0.0f;
    float on_years = 0.0f;     // after the last session; negative for the sessions themselves
    float travel_mm = 0.6f;
};

/// What is left of a strike.
struct Layer {
    float darkness = 0.0f;     // at the dot's centre
    float diameter_factor = 1.0f;
    float spread_mm2 = 0.0f;
};

/// What the lasers after a strike left of it.
float left_by_lasers(const SessionPlan& plan, float struck_years, float now_years, const FadeModel& model) {
    float left = 1.0f;
    for (const float years : plan.removal_years) {
        if (years <= struck_years || years > now_years) continue;
        const float cleared = smooth(std::min((now_years - years) * kDaysOfAYear / model.removal_days, 1.0f));
        left *= std::pow(model.removal_factor, cleared);
    }
    return left;
}

Layer layer_of(const Strike& strike, const Pace& pace, const FadeModel& model) {
    const HealingKey key = healing_at(strike.age_days, model);
    const float years = years_healed(strike.age_days, model);
    const float deep = too_deep(strike.travel_mm, model);
    const float blown = std::lerp(1.0f, model.blown_out_diameter, deep);
    // A blow-out spreads as the dot heals: the pigment stays the same, its area grows.
    const float healed_share = key.healed;
    const float blown_now = std::lerp(1.0f, blown, healed_share);

    Layer layer;
    const float spread_per_year = std::lerp(pace.spread_mm2_per_year, std::max(model.deep_spread_mm2_per_year, pace.spread_mm2_per_year), deep);
    layer.spread_mm2 = 2.0f * spread_per_year * years;
    const float sigma_mm = blown * kSeenDiameterMm / 4.0f;
    const float growth = std::sqrt(1.0f + layer.spread_mm2 / (sigma_mm * sigma_mm));
    const float fresh = strike.darkness / model.healed_per_fresh_contrast;
    const float healed = darkness_spread(strike.darkness, blown_now * blown_now) * strike.take_up * pace.healed_factor;
    layer.diameter_factor = key.diameter * blown_now * growth;
    layer.darkness = (key.fresh * fresh + key.healed * healed) * std::exp(-pace.per_year * years) / (growth * growth);
    return layer;
}

/// The old dots with a share of them struck again.
Layer touched_up(const Layer& old, const Layer& fresh, float share) {
    // Absorptions add up; beyond what pigment can do (fresh work is darker than the ladder) the darker of both stays.
    const float both = std::max({darkness_of_both(old.darkness, fresh.darkness), old.darkness, fresh.darkness});
    return {std::lerp(old.darkness, both, share),
            std::lerp(old.diameter_factor, std::max(old.diameter_factor, fresh.diameter_factor), share),
            std::lerp(old.spread_mm2, std::min(old.spread_mm2, fresh.spread_mm2), share)};
}

/// All that looks of one plan at one moment have in common.
struct Scene {
    const SessionPlan& plan;
    const SkinSettings& skin;
    const FadeModel& model;
    Pace pace;
    int sessions = 0;
    float days = 0.0f;
    float now_years = -1.0f;   // after the last session; negative while not all are done
};

float redness_at(float age_days, const FadeModel& model) {
    return smooth(std::clamp(1.0f - age_days / model.erythema_days, 0.0f, 1.0f));
}

SessionLook look_of(const Scene& scene, int session) {
    const SessionPlan& plan = scene.plan;
    const FadeModel& model = scene.model;
    const SessionWork& work = plan.each[static_cast<std::size_t>(session - 1)];
    const float age = std::max(scene.days + session_day(plan, scene.sessions) - session_day(plan, session), 0.0f);
    const auto left_of = [&](const Strike& strike) {
        Layer layer = layer_of(strike, scene.pace, model);
        layer.darkness *= left_by_lasers(plan, strike.on_years, scene.now_years, model);
        return layer;
    };
    Layer layer = left_of({darkness_of_shade(shade_of(plan, session)), work.take_up, age, -1.0f, work.depth_mm});
    SessionLook look;
    look.redness = redness_at(age, model);
    for (const TouchUp& touch : plan.touch_ups) {
        if (scene.now_years < touch.years) continue;
        const float since = (scene.now_years - touch.years) * kDaysOfAYear;
        layer = touched_up(layer, left_of({darkness_of_shade(touch.shade), work.take_up, since, touch.years, work.depth_mm}), touch.share);
        look.redness = std::max(look.redness, touch.share * redness_at(since, model));
    }

    look.is_shown = true;
    look.reach_mm = reach_of(model);
    look.top_mm = top_of(work.depth_mm, model);
    look.diameter_factor = layer.diameter_factor;
    look.spread_mm2 = layer.spread_mm2;
    look.softness_mm = kBlurMm;
    look.shed = smooth(std::min(age / model.shedding_days, 1.0f));
    const glm::vec3 full = full_contrast(scene.skin, warmth_of(plan, session), look.reach_mm) *
                           glm::exp(glm::vec3(kReferenceTopMm - look.top_mm) / look.reach_mm);
    look.contrast = at_most(full * layer.darkness, model.strongest_contrast);
    return look;
}

Scene scene_of(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, int sessions, Outlook outlook,
               const FadeModel& model) {
    Scene scene{plan, skin, model, pace_of(plan, skin, fade, outlook, model)};
    scene.sessions = std::clamp(sessions, 0, std::min(plan.sessions, 4));
    return scene;
}

Appearance appearance_of(Scene scene, float days) {
    scene.days = std::max(days, 0.0f);
    scene.now_years = scene.sessions == std::min(scene.plan.sessions, 4) ? scene.days / kDaysOfAYear : -1.0f;
    Appearance appearance;
    for (int session = 1; session <= scene.sessions; ++session) {
        SessionLook& look = appearance.sessions[static_cast<std::size_t>(session - 1)];
        look = look_of(scene, session);
        appearance.redness = std::max(appearance.redness, look.redness);
    }
    return appearance;
}

/// What each shown session darkens, in the green channel: dots times their area times their contrast.
std::array<float, 4> darkening(const SessionPlan& plan, const Appearance& appearance) {
    std::array<float, 4> sums{};
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (!appearance.sessions[i].is_shown) continue;
        const SeenDot dot = seen_dot(appearance.sessions[i], 1.0f, 1.0f, 1.0f);
        sums[i] = plan.shares[i] * dot.contrast.y * dot.diameter_mm * dot.diameter_mm;
    }
    return sums;
}

float total(const std::array<float, 4>& of_sessions) {
    return of_sessions[0] + of_sessions[1] + of_sessions[2] + of_sessions[3];
}

/// The plan without what comes years later.
SessionPlan sessions_only(const SessionPlan& plan) {
    SessionPlan only = plan;
    only.touch_ups.clear();
    only.removal_years.clear();
    return only;
}

}  // namespace

float track_from_days(float days) {
    constexpr float kHealed = 30.0f, kLast = kTrackYears * kDaysOfAYear;
    const float d = std::clamp(days, 0.0f, kLast);
    if (d <= kHealed) return d / kHealed * kHealingShareOfTrack;
    return kHealingShareOfTrack + (d - kHealed) / (kLast - kHealed) * (1.0f - kHealingShareOfTrack);
}

float days_from_track(float fraction) {
    constexpr float kHealed = 30.0f, kLast = kTrackYears * kDaysOfAYear;
    const float f = std::clamp(fraction, 0.0f, 1.0f);
    if (f <= kHealingShareOfTrack) return f / kHealingShareOfTrack * kHealed;
    return kHealed + (f - kHealingShareOfTrack) / (1.0f - kHealingShareOfTrack) * (kLast - kHealed);
}

Appearance appearance_at(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment,
                         const FadeModel& model) {
    return appearance_of(scene_of(plan, skin, fade, moment.sessions, moment.outlook, model), moment.days);
}
SeenDot seen_dot(const SessionLook& look, float diameter_mm, float shade, float depth) {
    const float top_mm = look.top_mm * depth;
    const float shallow = std::clamp((kEpidermisMm - top_mm) / (kEpidermisMm - kShedAllMm), 0.0f, 1.0f);
    const glm::vec3 deeper = glm::exp(glm::vec3(look.top_mm - top_mm) / look.reach_mm);
    const float blur_mm = look.softness_mm + kBlurPerDepth * std::max(top_mm - kEpidermisMm, 0.0f);
    SeenDot seen;
    seen.diameter_mm = diameter_mm * look.diameter_factor;
    seen.softness_mm = std::sqrt(blur_mm * blur_mm + look.spread_mm2);
    seen.contrast = at_most(look.contrast * deeper * (shade * (1.0f - look.shed * shallow)), FadeModel{}.strongest_contrast);
    return seen;
}

std::optional<FreshTouchUp> fresh_touch_up(const SessionPlan& plan, const Moment& moment, const FadeModel& model) {
    if (moment.sessions < plan.sessions) return std::nullopt;
    constexpr float kRoundingDays = 1e-2f;  // of a year's day counted back into years
    for (std::size_t i = plan.touch_ups.size(); i-- > 0;) {
        const float since = moment.days - plan.touch_ups[i].years * kDaysOfAYear;
        if (since < -kRoundingDays) continue;
        if (since < model.healed_days) return FreshTouchUp{i, std::max(since, 0.0f)};
        return std::nullopt;
    }
    return std::nullopt;
}

Moment healed_moment(const SessionPlan& plan, Moment moment, const FadeModel& model) {
    while (const auto fresh = fresh_touch_up(plan, moment, model))
        moment.days = plan.touch_ups[fresh->index].years * kDaysOfAYear - 1.0f;
    return moment;
}

std::array<float, 4> seen_strengths(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                    const Moment& moment, const FadeModel& model) {
    return strength_curve(plan, skin, fade, moment.sessions, moment.outlook, std::array{moment.days}, model).front();
}

std::vector<std::array<float, 4>> strength_curve(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                                 int sessions, Outlook outlook, std::span<const float> days, const FadeModel& model) {
    const SessionPlan only = sessions_only(plan);
    const float healed = total(darkening(plan, appearance_of(scene_of(only, skin, fade, sessions, Outlook::Expected, model), model.healed_days)));
    const Scene scene = scene_of(plan, skin, fade, sessions, outlook, model);
    std::vector<std::array<float, 4>> curve;
    curve.reserve(days.size());
    for (const float day : days) {
        curve.push_back(darkening(plan, appearance_of(scene, day)));
        for (float& strength : curve.back()) strength = healed > 0.0f ? strength / healed : 0.0f;
    }
    return curve;
}

float seen_strength(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment,
                    const FadeModel& model) {
    return total(seen_strengths(plan, skin, fade, moment, model));
}

std::optional<float> touch_up_years(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                    Outlook outlook, const FadeModel& model) {
    constexpr float kStepYears = 0.25f, kFarYears = 30.0f;
    const float from = plan.touch_ups.empty() ? model.healed_days / kDaysOfAYear
                                              : plan.touch_ups.back().years + model.healed_days / kDaysOfAYear;
    const float last_work = plan.touch_ups.empty() ? 0.0f : plan.touch_ups.back().years;
    const auto removal = std::ranges::find_if(plan.removal_years, [&](float years) { return years >= last_work; });
    const float until = removal != plan.removal_years.end() ? *removal : kFarYears;
    const float healed = seen_strength(sessions_only(plan), skin, fade, {plan.sessions, model.healed_days, outlook}, model);
    const auto is_due = [&](float years) {
        return seen_strength(plan, skin, fade, {plan.sessions, years * kDaysOfAYear, outlook}, model) <= model.touch_up_at * healed;
    };
    if (from >= until) return std::nullopt;
    if (is_due(from)) return from;
    for (float years = from; years < until; years += kStepYears) {
        if (!is_due(years + kStepYears)) continue;
        float early = years, late = years + kStepYears;
        for (int i = 0; i < 12; ++i) {
            const float middle = 0.5f * (early + late);
            (is_due(middle) ? late : early) = middle;
        }
        return late < until ? std::optional(late) : std::nullopt;
    }
    return std::nullopt;
}

float fade_per_year(const SessionPlan& plan, const FadeSettings& fade, Outlook outlook, const FadeModel& model) {
    if (const auto fit = own_curve(fade, model)) return fitted_per_year(*fit, outlook, model);
    return usual_per_year(plan, fade, outlook, model);
}

}  // namespace trichion
