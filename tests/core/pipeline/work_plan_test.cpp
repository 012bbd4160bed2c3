// The work plan on a ball head: counts, minutes, drops and dates, each by a reckoning of the test's own.
#include "core/pipeline/work_plan.h"

#include "core/pipeline/work_words.h"
#include "tests/core/pipeline/ball_head.h"

#include <cmath>
#include <gtest/gtest.h>
#include <map>

namespace trichion {
namespace {

struct Design {
    Outline outline;
    OutlineResult curves = ball::round_outline(1.15f);
    DotSettings settings;
    SessionPlan plan;

    Dots dots() const { return place_dots({ball_head(), cloud(), outline, {}, curves, settings, plan, {}, {}}); }
    WorkPlan work() const { return plan_work({cloud(), dots(), outline, curves, plan}); }

    static const Head& ball_head() {
        static const Head head = ball::head();
        return head;
    }
    static const CandidateCloud& cloud() {
        static const CandidateCloud made = build_candidates(ball_head(), 1).value();
        return made;
    }
};

const WorkPlan& default_work() {
    static const WorkPlan work = Design{}.work();
    return work;
}

/// The mistake that a figure may have before a test must tell.
void expect_near_with_twin(double value, double expected, double tolerance) {
    EXPECT_NEAR(value, expected, tolerance);
    EXPECT_GT(std::abs(value + 2.01 * tolerance - expected), tolerance) << "the twin passes";
}

TEST(WorkPlan, CountsEveryDotOnceBySessionAndByZone) {
    const Dots dots = Design{}.dots();
    std::map<std::pair<int, Zone>, int> counted;
    for (const Dot& dot : dots.dots) ++counted[{dot.session, dot.zone}];
    const WorkPlan& work = default_work();
    EXPECT_EQ(work.dots, static_cast<int>(dots.dots.size()));
    int in_zones = 0;
    for (const PlannedZone& zone : work.zones) {
        in_zones += zone.dots;
        for (int session = 1; session <= 3; ++session)
            EXPECT_EQ(zone.per_session[static_cast<std::size_t>(session - 1)], (counted[{session, zone.zone}]));
    }
    EXPECT_EQ(in_zones, work.dots);
    for (const PlannedSession& session : work.sessions)
        EXPECT_EQ(session.dots, dots.per_session[static_cast<std::size_t>(session.session - 1)]);
}

TEST(WorkPlan, AreasOfTheZonesAddUpToTheWorkedSkin) {
    const WorkPlan& work = default_work();
    double sum = 0.0;
    for (const PlannedZone& zone : work.zones) sum += static_cast<double>(zone.cm2);
    ASSERT_GT(sum, 50.0);
    expect_near_with_twin(sum, static_cast<double>(work.area_cm2), 0.001 * sum);
}

TEST(WorkPlan, MinutesFollowTheClinicsFourteenThousandInTwoToFourHours) {
    const WorkPlan& work = default_work();
    for (const PlannedSession& session : work.sessions) {
        const double share = session.dots / 14000.0;
        const double step = 5.0;  // rounding
        EXPECT_NEAR(session.work_minutes.low, 120.0 * share, step);
        EXPECT_NEAR(session.work_minutes.high, 240.0 * share, step);
        EXPECT_NEAR(session.work_minutes.usual, session.dots / 80.0, step);
    }
    const PlannedSession& first = work.sessions.front();
    expect_near_with_twin(first.work_minutes.high, 240.0 * first.dots / 14000.0, 5.0);
}

TEST(WorkPlan, AnArtistsOwnRateRulesAndNarrowsTheRange) {
    Design design;
    design.plan.pace.dots_per_minute = 160.0f;
    const WorkPlan fast = design.work();
    const Estimate before = default_work().sessions[0].work_minutes, now = fast.sessions[0].work_minutes;
    EXPECT_NEAR(now.usual, 0.5f * before.usual, 5.0f);
    EXPECT_TRUE(fast.is_own_rate);
    EXPECT_LT(now.high / now.low, 1.45f);
    EXPECT_GT(before.high / before.low, 1.8f);
}

TEST(WorkPlan, MorePassesTakeMinutesAndNeverADot) {
    Design design;
    for (SessionWork& work : design.plan.each) work.passes = 6;
    const WorkPlan more = design.work();
    EXPECT_EQ(more.dots, default_work().dots);
    EXPECT_EQ(more.sessions[0].dots, default_work().sessions[0].dots);
    // One pass and five quarters, against one pass and one quarter.
    EXPECT_NEAR(more.sessions[0].work_minutes.usual / default_work().sessions[0].work_minutes.usual, 2.25f / 1.25f, 0.06f);
    EXPECT_GT(more.sessions[0].mix_drops.high, default_work().sessions[0].mix_drops.high);
}

TEST(WorkPlan, SetUpAndBreaksAreToldApartAndAddUp) {
    Design design;
    design.plan.pace = {100.0f, 40.0f, 15.0f, 60.0f};
    for (const PlannedSession& session : design.work().sessions) {
        EXPECT_EQ(session.setup_minutes, 40.0f);
        EXPECT_NEAR(session.breaks.usual, std::ceil(session.dots / 100.0 / 60.0) - 1.0, 0.0);
        EXPECT_EQ(session.break_minutes.usual, 15.0f * session.breaks.usual);
        EXPECT_NEAR(session.minutes.usual, 40.0 + session.dots / 100.0 + session.break_minutes.usual, 5.01);
    }
}

TEST(WorkPlan, DropsAreMixedTrueToTheShade) {
    Design design;
    design.plan.shade = 16.0f;
    design.plan.shade_step = -3.0f;
    for (const PlannedSession& session : design.work().sessions) {
        EXPECT_EQ(session.shade, 16.0f - 3.0f * static_cast<float>(session.session - 1));
        for (const auto end : {&Estimate::low, &Estimate::usual, &Estimate::high}) {
            EXPECT_EQ(session.water_drops.*end, session.shade * session.pigment_drops.*end);
            EXPECT_EQ(session.pigment_drops.*end + session.water_drops.*end, session.mix_drops.*end);
        }
        // What 0.25 mm holes of 0.6 mm hold, twice to eight times, in twentieths of a ml.
        const double held_ml = session.dots * 1.25 * 3.14159265 * 0.125 * 0.125 * 0.6 / 1000.0;
        // The cup is filled in whole drops of pigment: never too little, and less than one drop and its water too much.
        const double one_drop = 1.0 + static_cast<double>(session.shade);
        for (const auto& [drops, times] : {std::pair{session.mix_drops.low, 2.0}, {session.mix_drops.usual, 4.0}, {session.mix_drops.high, 8.0}}) {
            EXPECT_GE(drops, 20.0 * times * held_ml - 0.05);
            EXPECT_LT(drops, 20.0 * times * held_ml + one_drop + 0.05);
        }
    }
}

TEST(WorkPlan, DropsOfTheZonesAndMinutesOfTheSessionsAddUpToWhatTheSumSays) {
    Design design;
    design.plan.shade = 11.0f;
    design.plan.each[1].zones_left_out = 1;  // of the frontal zone: a session that leaves one out
    const WorkPlan work = design.work();
    Estimate minutes;
    for (const PlannedSession& session : work.sessions) {
        const auto s = static_cast<std::size_t>(session.session - 1);
        for (const auto end : {&Estimate::low, &Estimate::usual, &Estimate::high}) {
            float sum = 0.0f;
            for (const PlannedZone& zone : work.zones) {
                const float drops = zone.mix_drops[s].*end;
                sum += drops;
                EXPECT_EQ(drops, std::round(drops));
                EXPECT_EQ(drops > 0.0f, zone.per_session[s] > 0) << "each zone with dots has its drop, and no other";
                const float fair = session.mix_drops.*end * static_cast<float>(zone.per_session[s]) / static_cast<float>(std::max(session.dots, 1));
                EXPECT_NEAR(drops, fair, 1.5f);
            }
            EXPECT_EQ(sum, session.mix_drops.*end);
            minutes.*end += session.minutes.*end;
        }
        for (const PlannedZone& zone : work.zones) {
            EXPECT_LE(zone.mix_drops[s].low, zone.mix_drops[s].usual);
            EXPECT_LE(zone.mix_drops[s].usual, zone.mix_drops[s].high);
        }
    }
    EXPECT_EQ(work.minutes, minutes);
}

/// How far the minutes of the zones miss those of their session, with `more` minutes in each.
double zone_minutes_miss(const WorkPlan& work, float more) {
    double miss = 0.0;
    for (const PlannedSession& session : work.sessions) {
        const auto s = static_cast<std::size_t>(session.session - 1);
        for (const auto end : {&Estimate::low, &Estimate::usual, &Estimate::high}) {
            double sum = 0.0;
            for (const PlannedZone& zone : work.zones) sum += static_cast<double>(zone.work_minutes[s].*end + more);
            miss = std::max(miss, std::abs(sum - static_cast<double>(session.work_minutes.*end)));
        }
    }
    return miss;
}

TEST(WorkPlan, MinutesOfTheZonesAddUpToTheSessionsAndFollowTheirDots) {
    Design design;
    design.plan.each[1].zones_left_out = 1;
    const WorkPlan work = design.work();
    EXPECT_EQ(zone_minutes_miss(work, 0.0f), 0.0);
    EXPECT_GT(zone_minutes_miss(work, 5.0f), 0.0) << "one step of rounding more is told";
    for (const PlannedSession& session : work.sessions)
        for (const PlannedZone& zone : work.zones) {
            const auto s = static_cast<std::size_t>(session.session - 1);
            const Estimate& minutes = zone.work_minutes[s];
            const double fair = static_cast<double>(session.work_minutes.usual) * zone.per_session[s] / std::max(session.dots, 1);
            EXPECT_NEAR(minutes.usual, fair, 7.5);
            EXPECT_EQ(std::fmod(minutes.usual, 5.0f), 0.0f);
            EXPECT_LE(minutes.low, minutes.usual);
            EXPECT_LE(minutes.usual, minutes.high);
            if (zone.per_session[s] == 0) { EXPECT_EQ(minutes.high, 0.0f); }
        }
}

TEST(WorkPlan, EachZoneNamesItsNeedlesAndTheHairlineASingleOneToo) {
    Design design;
    design.plan.each[1].zones_left_out = 1, design.plan.each[2].needle = Needle::One;
    const WorkPlan work = design.work();
    for (const PlannedZone& zone : work.zones)
        for (const PlannedSession& session : work.sessions) {
            const auto s = static_cast<std::size_t>(session.session - 1);
            std::vector<Needle> needles;
            if (zone.per_session[s] > 0) needles.push_back(session.needle);
            if (zone.per_session[s] > 0 && zone.zone == Zone::Frontal && session.needle != Needle::One) needles.push_back(Needle::One);
            EXPECT_EQ(zone.needles[s], needles) << zone_words(zone.zone) << session.session;
        }
    EXPECT_EQ(needles_words({Needle::Three, Needle::One}), "3RL and 1RL");
    EXPECT_EQ(zone_time_words({40.0f, 60.0f, 80.0f}), "40 min to 1 h 20 min");
    EXPECT_EQ(zone_time_words({0.0f, 5.0f, 10.0f}), "at most 10 min");
    EXPECT_EQ(zone_time_words({}), "under 5 min");
}

TEST(WorkPlan, AScarTakesASingleNeedleInTheZoneItLiesIn) {
    Design design;
    design.outline.areas = {FreeArea{}};
    design.outline.areas[0].id = 5, design.outline.areas[0].kind = FreeArea::Kind::Scar;
    AreaCurve scar;
    scar.id = 5;
    for (int k = 0; k < 48; ++k) {
        const float turn = 6.2831853f * static_cast<float>(k) / 48.0f;
        scar.curve.positions_mm.push_back(ball::kRadiusMm * glm::normalize(glm::vec3(0.15f * std::cos(turn), 1.0f, 0.15f * std::sin(turn))));
    }
    scar.curve.positions_mm.push_back(scar.curve.positions_mm.front());
    design.curves.areas = {scar};
    for (const PlannedZone& zone : design.work().zones)
        EXPECT_EQ(zone.needles[0].size(), zone.per_session[0] > 0 ? 2u : 0u) << zone_words(zone.zone) << ": all of the ball is one zone";
}

TEST(WorkPlan, CartridgesAreThoseOfTheSessionAndMoreForLongOnes) {
    Design design;
    design.plan.each[0].needle = Needle::One;
    design.plan.each[1].needle = Needle::Six;
    const WorkPlan work = design.work();
    EXPECT_EQ(work.sessions[0].cartridges.size(), 1u) << "a single needle does the hairline too";
    EXPECT_EQ(work.sessions[0].cartridges[0].needle, Needle::One);
    EXPECT_EQ(work.sessions[1].cartridges[0].needle, Needle::Six);
    for (const PlannedSession& session : work.sessions)
        EXPECT_EQ(session.cartridges[0].count, 1 + static_cast<int>(session.work_minutes.high / 120.0f));
}

TEST(WorkPlan, TouchUpsTakeTheirShareOfTheDotsAtTheSamePaceAndStandApartFromTheSum) {
    Design design;
    design.plan.touch_ups = {{4.0f, 14.0f, 1.0f}, {6.5f, 11.0f, 0.25f}};
    design.plan.removal_years = {8.0f, 9.25f};
    const WorkPlan work = design.work();
    ASSERT_EQ(work.touch_ups.size(), 2u);
    for (std::size_t i = 0; i < 2; ++i) {
        const double dots = (i == 0 ? 1.0 : 0.25) * work.dots;
        EXPECT_NEAR(work.touch_ups[i].dots, dots, 0.5001);
        expect_near_with_twin(work.touch_ups[i].work_minutes.usual, dots / 80.0, dots / 80.0 < 100.0 ? 2.51 : 5.01);
        EXPECT_GT(work.touch_ups[i].minutes.low, work.touch_ups[i].work_minutes.low) << "set-up counts";
    }
    EXPECT_EQ(work.minutes, default_work().minutes);
    EXPECT_EQ(work.removal_years, design.plan.removal_years);
    EXPECT_EQ(removal_words(work.removal_years), "after 8 and 9.25 years");
    EXPECT_EQ(years_words(1.0f), "1 year");
    EXPECT_EQ(years_words(10.0f), "10 years");
}

TEST(WorkPlan, DatesFollowTheFirstUnlessTheyAreTold) {
    Design design;
    design.plan.first_on = "2026-02-20";
    design.plan.each[2].on = "2026-04-01";
    const WorkPlan work = design.work();
    EXPECT_EQ(work.sessions[0].on, "2026-02-20");
    EXPECT_EQ(work.sessions[1].on, "2026-03-06");
    EXPECT_EQ(work.sessions[2].on, "2026-04-01");
}

TEST(WorkPlan, WhatIsMissingIsSaidInWords) {
    EXPECT_EQ(default_work().remarks.size(), 2u) << "no dates, no patch test";
    Design nothing;
    nothing.curves = {};
    const WorkPlan none = nothing.work();
    EXPECT_EQ(none.dots, 0);
    ASSERT_EQ(none.remarks.size(), 1u);
    EXPECT_NE(none.remarks[0].find("no dots"), std::string::npos);
    EXPECT_EQ(none.minutes, Estimate{});
    Design idle;
    idle.plan.shares = {0.5f, 0.5f, 0.0f, 0.0f};
    const WorkPlan work = idle.work();
    EXPECT_EQ(work.sessions[2].minutes, Estimate{});
    EXPECT_NE(std::ranges::find(work.remarks, "Session 3 places no dots."), work.remarks.end());
}

TEST(WorkPlan, DatesTooCloseAndNeedlesTooDeepAreSaidInWords) {
    Design rushed;
    rushed.plan.patch_test_on = "2026-12-01";
    rushed.plan.first_on = "2026-12-02";
    rushed.plan.each[1].on = "2026-12-05";
    rushed.plan.each[2].depth_mm = 1.5f;
    const std::vector<std::string> remarks = rushed.work().remarks;
    ASSERT_EQ(remarks.size(), 3u);
    EXPECT_NE(remarks[0].find("48 hours"), std::string::npos);
    EXPECT_NE(remarks[1].find("Too soon: session 2"), std::string::npos);
    EXPECT_NE(remarks[2].find("Session 3: Too deep"), std::string::npos);
}

TEST(WorkPlan, FiguresAreRoundedToTwoDigits) {
    EXPECT_EQ(two_digits(0.0f), 0);
    EXPECT_EQ(two_digits(99.0f), 99);
    EXPECT_EQ(two_digits(18234.0f), 18000);
    EXPECT_EQ(two_digits(18500.0f), 19000);
    EXPECT_EQ(two_digits(994.0f), 990);
    EXPECT_EQ(two_digits(996.0f), 1000);
    EXPECT_EQ(grouped_words(8700), "8700");
    EXPECT_EQ(grouped_words(18000), "18\u202f000");
    EXPECT_EQ(grouped_words(1234567), "1\u202f234\u202f567");
    EXPECT_EQ(time_words(170.0f), "2 h 50 min");
    EXPECT_EQ(time_words(Estimate{170.0f, 200.0f, 240.0f}), "2 h 50 min to 4 h");
    EXPECT_EQ(time_words(Estimate{20.0f, 30.0f, 40.0f}), "20 to 40 min");
    EXPECT_EQ(area_words(4.84f), "4.8 cm²");
    EXPECT_EQ(area_words(213.4f), "213 cm²");
}

}  // namespace
}  // namespace trichion
