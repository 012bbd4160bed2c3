// Keys of service, zones, dates, touch-ups and scars, where one value meets another.
#include "core/model/limits.h"
#include "core/session/settings.h"

#include "tests/core/session/designs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using Values = std::vector<std::pair<std::string, std::string>>;

class PlanSettings : public ::testing::Test {
protected:
    /// Set as `trichion set` does: all in one step or nothing. @return why not; empty when all were taken.
    std::string set(const Values& values) {
        const Document before = session_.document();
        const Result<void> applied = session_.apply_settings(values);
        if (applied) return {};
        EXPECT_EQ(session_.document(), before) << "a refused value leaves the document alone";
        EXPECT_EQ(applied.error().message.find('\n'), std::string::npos);
        EXPECT_THAT(applied.error().message, ::testing::EndsWith("."));
        return applied.error().message;
    }
    std::string value(const std::string& key) { return *setting_of(session_.document(), key); }
    const SessionPlan& plan() { return *session_.document().plan; }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_, sample_design()};
};

TEST_F(PlanSettings, AnotherServiceBringsItsUsualDensityAndTheSameOneNothing) {
    EXPECT_EQ(set({{"dots.service", "density"}}), "");
    EXPECT_EQ(value("dots.density_per_cm2"), "200");
    EXPECT_EQ(set({{"dots.density_per_cm2", "230"}, {"dots.service", "density"}}), "");
    EXPECT_EQ(value("dots.density_per_cm2"), "230");
    EXPECT_EQ(set({{"dots.service", "scar"}}), "");
    EXPECT_EQ(value("dots.density_per_cm2"), "230") << "a density that was chosen stays";
    EXPECT_EQ(set({{"dots.density_per_cm2", "150"}}), "");
    EXPECT_EQ(set({{"dots.service", "shaved"}}), "");
    EXPECT_EQ(value("dots.density_per_cm2"), "180");
}

TEST_F(PlanSettings, AZonesDensityIsToldInDotsAndFollowsTheDesigns) {
    EXPECT_EQ(value("dots.zone.crown"), "160");
    EXPECT_EQ(set({{"dots.zone.crown", "140"}}), "");
    EXPECT_FLOAT_EQ(session_.document().dots->zone_share[static_cast<std::size_t>(Zone::Crown)], 140.0f / 180.0f);
    EXPECT_EQ(set({{"dots.density_per_cm2", "90"}}), "");
    EXPECT_EQ(value("dots.zone.crown"), "70");
    EXPECT_EQ(set({{"dots.zone.crown", "136"}}), "dots.zone.crown cannot be \"136\": it must be a number from 0 to 135 dots/cm2.");
}

TEST_F(PlanSettings, DatesThatAreNoneOrOutOfOrderAreRefusedWithBothDates) {
    EXPECT_EQ(set({{"plan.first_on", "2026-02-31"}}),
              "plan.first_on cannot be \"2026-02-31\": it must be a day of the calendar such as 2026-11-22, or none.");
    EXPECT_EQ(set({{"plan.first_on", "2026-11-22"}, {"plan.session_2.on", "2026-12-06"}}), "");
    EXPECT_EQ(set({{"plan.session_2.on", "2026-11-22"}}),
              "The date of session 2 is 22 Nov 2026, but session 1 is on 22 Nov 2026: give it a later one.");
    EXPECT_EQ(set({{"plan.session_2.on", "2026-11-23"}}), "") << "two days running are how some work";
    EXPECT_THAT(set({{"plan.session_3.on", "2026-11-23"}}), HasSubstr("The date of session 3 is 23 Nov 2026"));
    // Without a date of its own a session comes gap_days after the one before.
    EXPECT_EQ(set({{"plan.session_2.on", "none"}}), "");
    EXPECT_THAT(set({{"plan.session_3.on", "2026-12-06"}}), HasSubstr("but session 2 is on 6 Dec 2026"));
    EXPECT_EQ(set({{"plan.session_3.on", "2026-12-07"}}), "");
}

TEST_F(PlanSettings, AWholePlanIsMovedInAnyOrderOfItsDates) {
    ASSERT_EQ(set({{"plan.first_on", "2026-11-22"}, {"plan.session_2.on", "2026-12-06"}}), "");
    EXPECT_EQ(set({{"plan.first_on", "2027-01-10"}, {"plan.session_2.on", "2027-01-24"}}), "");
    EXPECT_EQ(set({{"plan.session_2.on", "2026-12-06"}, {"plan.first_on", "2026-11-22"}}), "");
}

TEST_F(PlanSettings, DatesOfSessionsThatAreNotInUseWaitWithoutBeingJudged) {
    ASSERT_EQ(set({{"plan.first_on", "2026-11-22"}, {"plan.sessions", "1"}, {"plan.session_2.on", "2026-11-01"}}), "");
    EXPECT_THAT(set({{"plan.sessions", "2"}}), HasSubstr("The date of session 2 is 1 Nov 2026, but session 1 is on 22 Nov 2026"));
}

TEST_F(PlanSettings, TouchUpsAreMadeByTheirYearsAndRise) {
    EXPECT_THAT(set({{"plan.touch_up_1.shade", "12"}}), HasSubstr("set plan.touch_up_1.years first"));
    EXPECT_THAT(set({{"plan.touch_up_2.years", "6"}}), HasSubstr("there are 0 touch-ups"));
    EXPECT_EQ(set({{"plan.touch_up_1.years", "4"}, {"plan.touch_up_2.years", "8"}, {"plan.touch_up_2.share", "0.5"}}), "");
    ASSERT_EQ(plan().touch_ups.size(), 2u);
    EXPECT_EQ(plan().touch_ups[0], (TouchUp{4.0f, plan().shade, 1.0f}));
    EXPECT_THAT(set({{"plan.touch_up_1.years", "9"}}), HasSubstr("their years must rise"));
    EXPECT_EQ(set({{"plan.touch_up_1.years", "none"}}), "");
    EXPECT_EQ(value("plan.touch_up_1.years"), "8") << "the next moves up";
    EXPECT_EQ(value("plan.touch_up_2.years"), "none");
}

TEST_F(PlanSettings, AnotherNumberOfSessionsBringsItsSharesUntilTheyAreSet) {
    EXPECT_EQ(set({{"plan.sessions", "4"}}), "");
    EXPECT_EQ(value("plan.session_4.share"), "0.09");
    EXPECT_EQ(set({{"plan.sessions", "2"}}), "");
    EXPECT_EQ(value("plan.session_1.share"), "0.65");
    EXPECT_EQ(set({{"plan.session_1.share", "0.4"}, {"plan.sessions", "3"}}), "");
    EXPECT_EQ(value("plan.session_1.share"), "0.4") << "set by hand";
}

TEST_F(PlanSettings, OneSessionAtLeastPlacesDots) {
    EXPECT_EQ(set({{"plan.sessions", "1"}, {"plan.session_1.share", "0"}}), "The sessions' shares are all 0: one of them must place dots.");
    EXPECT_EQ(set({{"plan.session_1.share", "0"}}), "") << "the others do";
}

TEST_F(PlanSettings, AScarIsSetByItsName) {
    EXPECT_EQ(set({{"area.Left scar.kind", "scar"}}), "There is no free area \"Left scar\": this design has none.");
    Document document = session_.document();
    Outline outline = *document.outline;
    FreeArea area;
    area.id = outline.next_id++;
    area.name = "Scar no. 1";
    for (std::size_t i = 0; i < 3; ++i) area.points.push_back({outline.next_id++, outline.points[i].at});
    outline.areas = {area};
    document.outline = outline;
    session_.editor().preview(document);
    session_.editor().commit("Draw an area", "2026-11-22");
    const std::string key = "area.Scar no. 1.";
    EXPECT_EQ(set({{key + "kind", "scar"}, {key + "density_per_cm2", "120"}, {key + "depth_mm", "0.8"}, {key + "take_up", "0.7"}, {key + "blend_mm", "3"}}), "");
    const FreeArea& scar = session_.document().outline->areas[0];
    EXPECT_EQ(scar.kind, FreeArea::Kind::Scar);
    EXPECT_EQ(scar.density_per_cm2, 120.0f);
    EXPECT_EQ(scar.depth_mm, 0.8f);
    EXPECT_EQ(scar.take_up, 0.7f);
    EXPECT_EQ(scar.blend_mm, 3.0f);
    EXPECT_EQ(value(key + "take_up"), "0.7");
    EXPECT_EQ(set({{key + "density_per_cm2", "0"}}), "area.Scar no. 1.density_per_cm2 cannot be \"0\": it must be a number from 20 to 250 dots/cm2.");
    EXPECT_THAT(set({{key + "colour", "1"}}), HasSubstr("a free area has kind, blend_mm, density_per_cm2, depth_mm, take_up"));
    EXPECT_THAT(set({{"area.Scar.kind", "scar"}}), HasSubstr("there are Scar no. 1"));
}

}  // namespace
}  // namespace trichion
