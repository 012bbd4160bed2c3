// The map of a ball head measured by its rings, the page by what stands where, the table by RFC 4180.
#include "core/io/plan_page.h"

#include "core/io/plan_csv.h"
#include "tests/core/pipeline/ball_head.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

constexpr float kEdgeRad = 1.15f;

struct Planned {
    Head head = ball::head();
    CandidateCloud cloud = build_candidates(head, 1).value();
    Outline outline;
    OutlineResult curves = ball::round_outline(kEdgeRad);
    SessionPlan plan;
    DotSettings settings;
    WorkPlan work = plan_work({cloud, place_dots({head, cloud, outline, {}, curves, settings, plan, {}, {}}), outline, curves, plan});
    std::vector<HeadMapView> map = map_head({head, cloud, outline, curves, settings, work});
};
const Planned& planned() {
    static const Planned made;
    return made;
}

double area_of(const MapRings& rings) {
    double twice = 0.0;
    for (const auto& ring : rings)
        for (std::size_t i = 0; i < ring.size(); ++i) {
            const glm::dvec2 &a = ring[i], &b = ring[(i + 1) % ring.size()];
            twice += a.x * b.y - b.x * a.y;
        }
    return 0.5 * std::abs(twice);
}

double worked_area(const HeadMapView& view) {
    double sum = 0.0;
    for (const MapRings& zone : view.zones) sum += area_of(zone);
    return sum;
}

TEST(PlanMap, EveryViewOfABallIsItsDisc) {
    ASSERT_EQ(planned().map.size(), kMapSides);
    const double disc = 3.14159265 * ball::kRadiusMm * ball::kRadiusMm, within = 0.01;
    for (const HeadMapView& view : planned().map) {
        ASSERT_EQ(view.silhouette.size(), 1u) << to_words(view.side);
        EXPECT_NEAR(area_of(view.silhouette) / disc, 1.0, within) << to_words(view.side);
        EXPECT_GT(std::abs(area_of(view.silhouette) / disc + 2.01 * within - 1.0), within) << "the twin passes";
    }
}

TEST(PlanMap, WorkedSkinIsWhereTheOutlineIs) {
    const double seen_mm = ball::kRadiusMm * std::sin(kEdgeRad);
    for (const HeadMapView& view : planned().map) {
        if (view.side == MapSide::Top) { EXPECT_NEAR(worked_area(view) / (3.14159265 * seen_mm * seen_mm), 1.0, 0.02); }
        // From the side the cap is the segment of the disc above its edge.
        else { EXPECT_NEAR(worked_area(view) / (ball::kRadiusMm * ball::kRadiusMm * (kEdgeRad - std::sin(kEdgeRad) * std::cos(kEdgeRad))), 1.0, 0.03) << to_words(view.side); }
    }
}

TEST(PlanMap, TheHiddenHalfOfTheEdgeIsNotDrawn) {
    for (const HeadMapView& view : planned().map) {
        double length = 0.0;
        for (const auto& stretch : view.outline)
            for (std::size_t i = 1; i < stretch.size(); ++i) length += glm::distance(stretch[i - 1], stretch[i]);
        const double round = 2.0 * ball::kRadiusMm * std::sin(kEdgeRad);
        if (view.side == MapSide::Top) { EXPECT_NEAR(length, 3.14159265 * round, 4.0); }
        else { EXPECT_NEAR(length, round, 0.12 * round) << to_words(view.side); }
    }
}

TEST(PlanMap, EveryZoneWithDotsIsNumberedAndTheNumbersAddUp) {
    std::array<int, kZones> told{};
    for (const HeadMapView& view : planned().map)
        for (const MapNumber& number : view.numbers) told[static_cast<std::size_t>(number.zone)] += number.dots;
    for (const PlannedZone& zone : planned().work.zones) EXPECT_EQ(told[static_cast<std::size_t>(zone.zone)], zone.dots);
}

TEST(PlanPage, EverythingStandsOnThePaper) {
    const SheetText text{"0412", "2026-11-22", "Natural", "version A, stamp 3fa90c", HeadBadge::Example, "work plan"};
    for (const Paper paper : {Paper::A4, Paper::Letter}) {
        const auto pages = lay_out_plan(planned().work, planned().map, paper, text);
        ASSERT_EQ(pages.size(), 1u);
        EXPECT_LT(pages[0].width_mm, pages[0].height_mm);
        for (const SheetLabel& label : pages[0].labels) {
            EXPECT_GT(label.at_mm.y, 10.0) << label.text;
            EXPECT_LT(label.at_mm.y, pages[0].height_mm - 8.0) << label.text;
            EXPECT_GE(label.at_mm.x, 10.0) << label.text;
            EXPECT_LE(label.at_mm.x, pages[0].width_mm - 10.0) << label.text;
        }
    }
}

TEST(PlanPage, WithoutDotsItSaysSo) {
    WorkPlan none;
    none.remarks = {"There are no dots yet, so there is nothing to plan."};
    const auto pages = lay_out_plan(none, {}, Paper::A4, {});
    ASSERT_EQ(pages.size(), 1u);
    EXPECT_TRUE(std::ranges::any_of(pages[0].labels, [&](const SheetLabel& label) { return label.text == none.remarks[0]; }));
}

TEST(PlanPage, ServiceTouchUpsAndRemovalsAreNamed) {
    WorkPlan work = planned().work;
    work.service = Service::Density;
    work.touch_ups = {{4.0f, 14.0f, "Dark grey", 12345, 12000, {100.0f, 150.0f, 200.0f}, {140.0f, 190.0f, 250.0f}}};
    work.removal_years = {6.0f, 7.5f};
    const auto pages = lay_out_plan(work, planned().map, Paper::Letter, {});
    const auto says = [&](const std::string& words) {
        return std::ranges::any_of(pages[0].labels, [&](const SheetLabel& label) { return label.text.find(words) != std::string::npos; });
    };
    for (const char* words : {"Density effect", "Touch-up, 4 years", "2 h 20 min to 4 h 10 min", "after 6 and 7.5 years", "Means include the soft edges"})
        EXPECT_TRUE(says(words)) << words;
    const std::string csv = plan_csv(work);
    EXPECT_NE(csv.find("\ntouch_up,,,,,14,Dark grey,,,,,12345,12000,"), std::string::npos) << csv;
    EXPECT_NE(csv.find(",7.5\r\nall,,,density,"), std::string::npos) << csv;
}

TEST(PlanTable, NoNameIsAFormulaToASpreadsheet) {
    for (const char* name : {"=1+1", "+4", "-4", "@SUM(A1)", "\tx"}) {
        WorkPlan plan;
        plan.areas.push_back({3, name, FreeArea::Kind::Scar, 4.25f, 310, 310});
        EXPECT_NE(plan_csv(plan).find(std::string("area,,'") + name + ",scar,"), std::string::npos) << plan_csv(plan);
    }
    WorkPlan plan;
    plan.areas.push_back({3, "Crown =", FreeArea::Kind::Scar, 4.25f, 310, 310});
    EXPECT_NE(plan_csv(plan).find("area,,Crown =,scar,"), std::string::npos);
}

TEST(PlanTable, NamesWithCommasQuotesAndLinesStayOneCell) {
    WorkPlan plan;
    plan.areas.push_back({3, "Scar, \"old\"\nleft", FreeArea::Kind::Scar, 4.25f, 310, 310});
    const std::string csv = plan_csv(plan);
    EXPECT_NE(csv.find("area,,\"Scar, \"\"old\"\"\nleft\",scar,"), std::string::npos) << csv;
    EXPECT_TRUE(csv.ends_with("\r\n"));
    EXPECT_NE(csv.find("4.2"), std::string::npos) << "decimals with a point";
}

}  // namespace
}  // namespace trichion
