// The appearance stage: how each session's dots look at a moment. The shader runs on these numbers.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/fade_model.h"

#include <array>
#include <glm/glm.hpp>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

/// The moment shown: the first `sessions` are done, and `days` have passed since the last of them.
struct Moment {
    int sessions = 3;
    float days = 30.0f;
    Outlook outlook = Outlook::Expected;

    friend bool operator==(const Moment&, const Moment&) = default;
};

/// The track of the time line: the first 30 days take 20 % of it, 10 years the rest.
float track_from_days(float days);      // 0 to 1
float days_from_track(float fraction);  // 0 to 3652.5

/// A touch-up that is still healing at a moment.
struct FreshTouchUp {
    std::size_t index = 0;   // in SessionPlan::touch_ups
    float days = 0.0f;       // since it, under 30
};
/// The last touch-up done at this moment, while its 30 days of healing run; nothing before all sessions are done.
std::optional<FreshTouchUp> fresh_touch_up(const SessionPlan& plan, const Moment& moment, const FadeModel& model = {});
/// The same moment, or the day before the touch-up that is fresh in it: what is seen there has healed.
Moment healed_moment(const SessionPlan& plan, Moment moment, const FadeModel& model = {});

/// Uniforms of one session: what a dot of shade 1 and depth 1 looks like. Seen darkness at a dot's centre:
/// skin * (1 - contrast), for each channel (linear).
struct SessionLook {
    bool is_shown = false;
    float diameter_factor = 1.0f;   // on the healed, seen diameter
    glm::vec3 contrast{0.0f};       // linear RGB, 0 to 1, at this depth
    float softness_mm = 0.03f;      // sigma of the edge's blur of pigment right under the surface
    float redness = 0.0f;           // 0 to 1 of fresh erythema round the dots
    float top_mm = 0.10f;           // where the pigment begins; a dot's own depth is a factor on it
    float spread_mm2 = 0.0f;        // variance that diffusion has added to the blur
    float shed = 0.0f;              // 0 to 1: how much of what lies in the epidermis has left with it
    glm::vec3 reach_mm{0.17f, 0.13f, 0.10f};  // contrast falls by exp(-z / reach)
};

struct Appearance {
    std::array<SessionLook, 4> sessions;
    float redness = 0.0f;           // of the worked skin as a whole
};

/// Ages come from the sessions' dates where they are told (plan_dates.h); a session's own shade, warmth, depth and
/// take-up, touch-ups and laser sessions count as the plan says them. A touch-up of a share of the dots shows as the mean
/// over all of them. Touch-ups and laser sessions are shown when all sessions of the plan are.
/// @param model  here and below: with the artist's own figures where left out (fade_model_of).
Appearance appearance_at(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment,
                         const FadeModel& model);
inline Appearance appearance_at(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment) {
    return appearance_at(plan, skin, fade, moment, fade_model_of(fade));
}

/// What the shader makes of one dot.
struct SeenDot {
    float diameter_mm = 0.0f;
    float softness_mm = 0.0f;       // sigma of its edge
    glm::vec3 contrast{0.0f};       // of the sharp disc; the blur lowers the centre and keeps the sum
};
/// @param diameter_mm, shade, depth  the dot's own (Dot in dots_stage.h).
SeenDot seen_dot(const SessionLook& look, float diameter_mm, float shade, float depth);

/// Contrast (green channel) times area left of all shown sessions, relative to the expected healed result at day 30 of
/// the last; what the time line draws.
float seen_strength(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment,
                    const FadeModel& model);
inline float seen_strength(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment) {
    return seen_strength(plan, skin, fade, moment, fade_model_of(fade));
}
/// What each session adds to it; 0 for those not shown.
std::array<float, 4> seen_strengths(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                    const Moment& moment, const FadeModel& model);
inline std::array<float, 4> seen_strengths(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade, const Moment& moment) {
    return seen_strengths(plan, skin, fade, moment, fade_model_of(fade));
}

/// seen_strengths at many moments of one outlook. @param days  since the last shown session. @cost 2 us for each day.
std::vector<std::array<float, 4>> strength_curve(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                                 int sessions, Outlook outlook, std::span<const float> days,
                                                 const FadeModel& model);
inline std::vector<std::array<float, 4>> strength_curve(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                                        int sessions, Outlook outlook, std::span<const float> days) {
    return strength_curve(plan, skin, fade, sessions, outlook, days, fade_model_of(fade));
}

/// Years after the last session at which a touch-up is due: when 62 % of the healed strength are left, after the last
/// touch-up that is planned. Nothing when that is more than 30 years away, or when a laser removal comes first: what is
/// being taken out is not touched up. @cost about 0.05 ms.
std::optional<float> touch_up_years(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                    Outlook outlook, const FadeModel& model);
inline std::optional<float> touch_up_years(const SessionPlan& plan, const SkinSettings& skin, const FadeSettings& fade,
                                           Outlook outlook = Outlook::Expected) {
    return touch_up_years(plan, skin, fade, outlook, fade_model_of(fade));
}

/// How fast this client's work fades: k of exp(-k t) per year, by sun, skin, aftercare and pigment, or by own results.
float fade_per_year(const SessionPlan& plan, const FadeSettings& fade, Outlook outlook, const FadeModel& model);
inline float fade_per_year(const SessionPlan& plan, const FadeSettings& fade, Outlook outlook) {
    return fade_per_year(plan, fade, outlook, fade_model_of(fade));
}

}  // namespace trichion
