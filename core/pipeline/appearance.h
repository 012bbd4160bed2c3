// The appearance stage: how each session's dots look at a moment. The shader runs on these numbers.
#pragma once

#include "core/model/document.h"

#include <array>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// The moment shown: the first `sessions` are done, and `days` have passed since the last of them.
struct Moment {
    int sessions = 3;
    float days = 30.0f;

    friend bool operator==(const Moment&, const Moment&) = default;
};

/// The track of the time line: the first 30 days take 20 % of it, 10 years the rest.
float track_from_days(float days);      // 0 to 1
float days_from_track(float fraction);  // 0 to 3652.5

/// Uniforms of one session. Seen darkness at a dot's centre: skin * (1 - contrast), for each channel (linear).
struct SessionLook {
    bool is_shown = false;
    float diameter_factor = 1.0f;   // on the healed, seen diameter
    glm::vec3 contrast{0.0f};       // linear RGB, 0 to 1
    float softness_mm = 0.03f;      // sigma of the edge's blur
    float redness = 0.0f;           // 0 to 1 of fresh erythema round the dots
};

struct Appearance {
    std::array<SessionLook, 4> sessions;
    float redness = 0.0f;           // of the worked skin as a whole
};

Appearance appearance_at(const SessionPlan& plan, const SkinSettings& skin, const Moment& moment);

/// Mean contrast (green channel) left of all shown sessions, relative to the healed result at day 30 of the last;
/// what the time line draws.
float seen_strength(const SessionPlan& plan, const SkinSettings& skin, const Moment& moment);

/// Years after the last session at which a touch-up is due (contrast at 62 % of healed).
float touch_up_years(const SessionPlan& plan);

}  // namespace trichion
