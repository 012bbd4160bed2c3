// Dates of a plan: what they say about ages, and every fault told in one sentence.
#include "core/pipeline/plan_dates.h"

#include "core/base/iso_date.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace trichion {
namespace {

bool advises(const SessionPlan& plan, const std::string& rule) {
    const auto advice = date_advice(plan);
    return std::ranges::any_of(advice, [&](const Advice& a) { return a.rule == rule && !a.sentence.empty(); });
}

SessionPlan dated(const std::string& patch, const std::string& first, const std::string& second = "") {
    SessionPlan plan;
    plan.patch_test_on = patch, plan.first_on = first, plan.each[1].on = second;
    return plan;
}

TEST(SessionDays, FollowTheGapUntilADateIsTold) {
    SessionPlan plan;
    EXPECT_FLOAT_EQ(session_day(plan, 3), 28.0f);
    plan.first_on = "2026-03-01";
    plan.each[1].on = "2026-03-22";
    EXPECT_FLOAT_EQ(session_day(plan, 2), 21.0f);
    EXPECT_FLOAT_EQ(session_day(plan, 3), 35.0f);
    EXPECT_EQ(iso_date(*session_date(plan, 3)), "2026-04-05");
}

TEST(SessionDays, CrossAMonthAndALeapDay) {
    EXPECT_FLOAT_EQ(session_day(dated("", "2028-02-20", "2028-03-05"), 2), 14.0f);
}

TEST(DateAdvice, SaysNothingOfAPlanWithTwoWeeksBetweenAndThreeDaysAfterThePatchTest) {
    EXPECT_TRUE(date_advice(SessionPlan{}).empty());
    EXPECT_TRUE(date_advice(dated("2026-03-01", "2026-03-04")).empty());
}

TEST(DateAdvice, AnswersEveryPatchTestThatIsTooLateByWhatIsMissing) {
    EXPECT_TRUE(advises(dated("2026-03-02", "2026-03-04"), "patch_test_48h") == false);
    EXPECT_TRUE(advises(dated("2026-03-03", "2026-03-04"), "patch_test_48h"));
    EXPECT_TRUE(advises(dated("2026-03-04", "2026-03-04"), "patch_test_24h"));
    EXPECT_TRUE(advises(dated("2026-03-05", "2026-03-04"), "patch_test_after"));
}

TEST(DateAdvice, TellsGapsOutOfOrderUnderSevenAndUnderTenDays) {
    EXPECT_TRUE(advises(dated("", "2026-03-10", "2026-03-03"), "dates_order"));
    EXPECT_TRUE(advises(dated("", "2026-03-10", "2026-03-16"), "gap_too_short"));
    EXPECT_TRUE(advises(dated("", "2026-03-10", "2026-03-17"), "gap_short"));
    EXPECT_TRUE(advises(dated("", "2026-03-10", "2026-03-19"), "gap_short"));
    EXPECT_FALSE(advises(dated("", "2026-03-10", "2026-03-20"), "gap_short"));
}

TEST(DateAdvice, CountsOnlySessionsOfThePlan) {
    SessionPlan plan = dated("", "2026-03-10", "2026-03-12");
    plan.sessions = 1;
    EXPECT_TRUE(date_advice(plan).empty());
}

TEST(DateAdvice, TellsLaserSessionsLessThanFourWeeksApart) {
    SessionPlan plan;
    plan.removal_years = {2.0f, 2.05f};
    EXPECT_TRUE(advises(plan, "removal_gap"));
    plan.removal_years = {2.0f, 2.1f};
    EXPECT_FALSE(advises(plan, "removal_gap"));
}

TEST(DepthAdvice, SpeaksOverOneMillimetreAndUnderThirtyFiveHundredths) {
    const auto rule = [](float depth_mm) {
        SessionPlan plan;
        plan.each[1].depth_mm = depth_mm;
        const auto advice = depth_advice(plan, 2);
        return advice ? advice->rule : std::string();
    };
    EXPECT_EQ(rule(1.05f), "too_deep");
    EXPECT_EQ(rule(1.0f), "");
    EXPECT_EQ(rule(0.35f), "");
    EXPECT_EQ(rule(0.30f), "too_shallow");
    EXPECT_FALSE(depth_advice(SessionPlan{}, 1));
}

}  // namespace
}  // namespace trichion
