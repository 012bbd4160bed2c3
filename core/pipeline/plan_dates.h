// A plan's dates and depths: how far its sessions lie apart, how deep they go, and what is wrong with them.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/outline_stage.h"

#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// From the patch test to the first session: 48 hours. @source S82.
inline constexpr int kPatchTestDays = 2;

/// The day number (core/base/iso_date.h) of a session, 1 to 4: its own date, else `gap_days` after the one before it;
/// nothing while no date is told that it could follow from.
std::optional<int> session_date(const SessionPlan& plan, int session);
/// Days from session 1 to this one: by both dates where they are told, else by `gap_days`. Negative when dates are out
/// of order, which date_advice tells.
float session_day(const SessionPlan& plan, int session);

/// One sentence for each fault of the dates: "dates_order", "patch_test_after", "patch_test_24h", "patch_test_48h",
/// "gap_too_short" (under 7 days), "gap_short" (under 10), "removal_gap" (laser sessions under 28 days apart).
/// @source FACTS 2.1 (gaps), 6.1 (patch test), 2.6 (laser).
std::vector<Advice> date_advice(const SessionPlan& plan);
/// What the needle's depth of a session, 1 to 4, does to its dots: "too_deep" over 1.0 mm, "too_shallow" under 0.35 mm,
/// else nothing. @source FACTS 1.4.
std::optional<Advice> depth_advice(const SessionPlan& plan, int session);

}  // namespace trichion
