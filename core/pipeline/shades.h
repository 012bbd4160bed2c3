// Shades of pigment: their names, how dark they heal, and which to begin with on a skin.
#pragma once

#include "core/model/document.h"

namespace trichion {

/// The name of the nearest rung of the ladder: "Silver", "Ash", "Light grey", "Medium grey", "Dark grey", "Charcoal",
/// "Soft black", "Black". @param shade  ml of water to 1 ml of pigment. @source FACTS 2.3.
const char* shade_name(float shade);

/// The shade of a session's pigment: its own, or by the plan's ladder; 1 at the least.
float shade_of(const SessionPlan& plan, int session);
float warmth_of(const SessionPlan& plan, int session);

/// How much of the greatest possible contrast a shade has when healed, 0 to 1. @source FACTS 2.3 [calc].
float darkness_of_shade(float shade);
/// The same of the pigment of both, one upon the other: their absorptions add up.
float darkness_of_both(float darkness, float other);
/// The same of the pigment spread over `area` times its area.
float darkness_spread(float darkness, float area);

/// The plan to begin with: session 1 by Fitzpatrick type (I 26 to VI 7; under dark hair I 22 to VI 6, so that medium
/// skin heals 3 to 6 of L* darker), later ones darker by up to 4 towards what the hair wears; grey and fair hair keep it
/// light on any skin. All else as in SessionPlan{}. @source FACTS 2.3, Rulings, S40.
SessionPlan default_plan_for(const SkinSettings& skin);

}  // namespace trichion
