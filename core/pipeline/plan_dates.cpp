// Days between sessions, the needle's depth, and the advice on them.
#include "core/pipeline/plan_dates.h"

#include "core/base/iso_date.h"
#include "core/model/versions.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr int kTooShortGapDays = 7;       // [S34] least named; scabs fall about day 7 [S24]
constexpr int kShortGapDays = 10;         // [S15, S31]
constexpr int kLeastPatchTestDays = 1;    // 24 h [S82]
constexpr float kRemovalGapYears = 28.0f / 365.25f;  // [S39]

constexpr float kTooDeepMm = 1.0f;           // of needle travel: pigment sinks and spreads [S23]
constexpr float kTooShallowMm = 0.35f;       // most pigment begins in the epidermis, which is shed [S09, S18]

const char* const kGapSource = "Between sessions: clinics name 7 to 14 days and more [S01, S15, S31, S34]";
const char* const kPatchSource = "Patch test: 24 hours at least, 48 recommended [S82]";

std::optional<int> told(const SessionPlan& plan, int session) {
    const std::string& own = plan.each[static_cast<std::size_t>(session - 1)].on;
    if (!own.empty()) return day_number(own);
    return session == 1 && !plan.first_on.empty() ? day_number(plan.first_on) : std::nullopt;
}

std::string words(int day) { return day_words(iso_date(day)); }
std::string days(int count) { return count == 1 ? "1 day" : fmt::format("{} days", count); }

void advise_gap(std::vector<Advice>& advice, const SessionPlan& plan, int session) {
    const auto before = session_date(plan, session - 1), here = session_date(plan, session);
    const int gap = static_cast<int>(std::lround(session_day(plan, session) - session_day(plan, session - 1)));
    if (gap <= 0 && before && here)
        advice.push_back({"dates_order", fmt::format("Dates out of order: session {} on {} is not after session {} on {}.", session, words(*here), session - 1, words(*before)), "", {}});
    else if (gap < kTooShortGapDays)
        advice.push_back({"gap_too_short", fmt::format("Too soon: session {} comes {} after session {}; the skin needs 7 at least, 14 as a rule.", session, days(gap), session - 1), kGapSource, {}});
    else if (gap < kShortGapDays)
        advice.push_back({"gap_short", fmt::format("Short gap: session {} comes {} after session {}; most wait 10 to 14, until no scab is left.", session, days(gap), session - 1), kGapSource, {}});
}

void advise_patch_test(std::vector<Advice>& advice, const SessionPlan& plan) {
    const auto patch = plan.patch_test_on.empty() ? std::nullopt : day_number(plan.patch_test_on);
    if (!patch) return;
    std::optional<int> first;
    for (int session = 1; session <= plan.sessions; ++session)
        if (const auto day = session_date(plan, session); day && (!first || *day < *first)) first = day;
    if (!first) return;
    const int wait = *first - *patch;
    if (wait < 0)
        advice.push_back({"patch_test_after", fmt::format("No patch test before the work: it is dated {}, the first session {}.", words(*patch), words(*first)), kPatchSource, {}});
    else if (wait < kLeastPatchTestDays)
        advice.push_back({"patch_test_24h", fmt::format("Stop: the patch test is on the day of the first session, {}; 48 hours lie between them as a rule.", words(*patch)), kPatchSource, {}});
    else if (wait < kPatchTestDays)
        advice.push_back({"patch_test_48h", fmt::format("Patch test: only a day lies between it and the first session on {}; 48 hours are recommended.", words(*first)), kPatchSource, {}});
}

}  // namespace

std::optional<int> session_date(const SessionPlan& plan, int session) {
    if (const auto day = told(plan, session)) return day;
    if (session <= 1) return std::nullopt;
    const auto before = session_date(plan, session - 1);
    return before ? std::optional(*before + static_cast<int>(std::lround(plan.gap_days))) : std::nullopt;
}

float session_day(const SessionPlan& plan, int session) {
    float day = 0.0f;
    for (int s = 2; s <= session; ++s) {
        const auto before = session_date(plan, s - 1), here = told(plan, s);
        day += before && here ? static_cast<float>(*here - *before) : plan.gap_days;
    }
    return day;
}

std::vector<Advice> date_advice(const SessionPlan& plan) {
    std::vector<Advice> advice;
    advise_patch_test(advice, plan);
    for (int session = 2; session <= std::min(plan.sessions, 4); ++session) advise_gap(advice, plan, session);
    for (std::size_t i = 1; i < plan.removal_years.size(); ++i)
        if (plan.removal_years[i] - plan.removal_years[i - 1] < kRemovalGapYears) {
            advice.push_back({"removal_gap", "Laser sessions lie less than 28 days apart: the skin needs four weeks between them.", "Laser: 3 to 4 weeks apart [S39]", {}});
            break;
        }
    return advice;
}

std::optional<Advice> depth_advice(const SessionPlan& plan, int session) {
    const float depth_mm = plan.each[static_cast<std::size_t>(session - 1)].depth_mm;
    if (depth_mm > kTooDeepMm)
        return Advice{"too_deep", fmt::format("Too deep: at {:.2f} mm pigment turns blue and blurred, and the dots grow.", depth_mm), "Needle depth: blow-out and blue tone come from pigment set too deep [S23]", {}};
    if (depth_mm < kTooShallowMm)
        return Advice{"too_shallow", fmt::format("Too shallow: at {:.2f} mm most of the pigment is shed with the upper skin.", depth_mm), "Needle depth: what lies in the epidermis leaves with it [S09, S18]", {}};
    return std::nullopt;
}

}  // namespace trichion
