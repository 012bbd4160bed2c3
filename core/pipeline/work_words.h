// The work plan's figures in words: the same on screen, on the page and on the command line.
#pragma once

#include "core/pipeline/work_plan.h"

#include <string>
#include <vector>

namespace trichion {

/// "18 000": groups of three, parted by a thin no-break space; four digits stay together ("1200").
std::string grouped_words(int value);
/// "45 min", "3 h", "2 h 50 min".
std::string time_words(float minutes);
/// "2 h 50 min to 4 h", "20 to 40 min", or one time where low and high are the same.
std::string time_words(const Estimate& minutes);
/// "3 to 9", or "3" where low and high are the same.
std::string count_words(const Estimate& count);
/// "213 cm²"; with one decimal below 10.
std::string area_words(float cm2);
/// "1RL": one needle, round liner, as cartridges are labelled.
std::string needle_words(Needle needle);
/// "2 × 3RL, 1 × 1RL (hairline and scars)"; empty when there are none.
std::string cartridge_words(const std::vector<CartridgeCount>& cartridges);
/// "3RL", "3RL and 1RL"; empty when there are none.
std::string needles_words(const std::vector<Needle>& needles);
/// Of a zone, whose minutes come in steps of 5: "40 to 80 min"; "at most 10 min"; "under 5 min".
std::string zone_time_words(const Estimate& minutes);
/// "Mid scalp".
const char* zone_words(Zone zone);
/// "Dark grey, 12:1": the nearest name of the ladder, and water to pigment.
std::string shade_words(const PlannedSession& session);
/// "2 to 4, 20 to 40 min"; "at most 1, 10 min"; "none".
std::string break_words(const PlannedSession& session);
/// "Shaved effect".
const char* service_words(Service service);
/// "4 years": of a time after the last session; with up to two decimals.
std::string years_words(float years);
/// "after 1.5, 2 and 3 years"; empty when there are none.
std::string removal_words(const std::vector<float>& years);
/// What the plan's figures rest on, one sentence each, with the constants in use.
std::vector<std::string> work_notes(const WorkPlan& plan);

}  // namespace trichion
