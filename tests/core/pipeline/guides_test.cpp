// Guides against constructions of their own: plumb lines by offsets, tapes by another shortest-path method.
#include "core/pipeline/guides.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/rule_of_8.h"

#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

OutlineResult drawn_on(const Head& head) {
    return trace_outline(head, fit_outline(head, {}, "natural", usual_height_mm(head.name)).value());
}

std::vector<Guide> guides_of(const Head& head, std::initializer_list<GuideKind> kinds, const ClientFacts& client = {}) {
    const OutlineResult drawn = drawn_on(head);
    return build_guides(head, client, &drawn, std::vector(kinds));
}

/// The length of a string pulled taut over the skin: points between two places, each drawn to the middle of its
/// neighbours and put back on the skin, again and again, then twice as many. Needs skin that bulges outwards.
float taut_mm(const Surface& surface, const glm::vec3& from, const glm::vec3& to) {
    std::vector<glm::vec3> string{from, to};
    for (int level = 0; level < 5; ++level) {
        std::vector<glm::vec3> finer{string.front()};
        for (std::size_t i = 1; i < string.size(); ++i) {
            finer.push_back(surface.position(*surface.closest(0.5f * (string[i - 1] + string[i]))));
            finer.push_back(string[i]);
        }
        string = std::move(finer);
        for (int round = 0; round < 60; ++round)
            for (std::size_t i = 1; i + 1 < string.size(); ++i)
                string[i] = surface.position(*surface.closest(0.5f * (string[i - 1] + string[i + 1])));
    }
    float length = 0.0f;
    for (std::size_t i = 1; i < string.size(); ++i) length += glm::distance(string[i - 1], string[i]);
    return length;
}

constexpr float kTapeOff = 0.005f;   // share of a length

bool is_tape(float mm, float wanted_mm) { return std::abs(mm - wanted_mm) < kTapeOff * wanted_mm; }

TEST(Guides, EveryOneIsThereOnEveryBuiltInHeadAndSaysWhatItIs) {
    for (const BuiltInHead& built_in : built_in_heads()) {
        const auto guides = guides_of(fitted_head(built_in.name), {GuideKind::Midline, GuideKind::Thirds, GuideKind::Canthus, GuideKind::Pupil,
                                                                   GuideKind::TemporalPoint, GuideKind::RuleOf8});
        EXPECT_EQ(guides.size(), 6u) << built_in.name;
    }
    EXPECT_EQ(guide_infos().size(), kGuideKinds);
    for (const GuideInfo& info : guide_infos()) EXPECT_TRUE(*info.meaning && *info.source) << info.name;
}

TEST(Guides, EverySampleLiesOnTheSkin) {
    const Head& head = fitted_head("male_caucasian");
    for (const Guide& guide : guides_of(head, {GuideKind::Midline, GuideKind::Thirds, GuideKind::Canthus, GuideKind::TemporalPoint, GuideKind::RuleOf8}))
        for (const SurfaceCurve& line : guide.lines)
            for (const glm::vec3& p : line.positions_mm)
                EXPECT_LT(glm::distance(p, head.measuring.position(*head.measuring.closest(p))), 0.02f);
}

TEST(Guides, TheCanthusLineKeepsTheOffsetOfTheCanthusAllTheWayUp) {
    for (const char* name : {"male_caucasian", "female_asian"}) {
        const Head& head = fitted_head(name);
        const auto guides = guides_of(head, {GuideKind::Canthus});
        ASSERT_EQ(guides.front().lines.size(), 2u);
        for (const SurfaceCurve& line : guides.front().lines) {
            const glm::vec3 canthus = head.landmark(line.positions_mm.front().x > 0.0f ? "exocanthion_l" : "exocanthion_r");
            for (const glm::vec3& p : line.positions_mm) EXPECT_NEAR(p.x, canthus.x, 0.1f) << name;
            EXPECT_LT(glm::distance(line.positions_mm.front(), canthus), 8.0f) << "begins at the eye";
            EXPECT_GT(line.positions_mm.back().y, 80.0f) << "reaches the hairline";
        }
    }
}

TEST(Guides, TheMidlineStaysInTheMiddleAndRunsOverTheTopToTheBack) {
    const Head& head = fitted_head("male_asian");
    const SurfaceCurve line = guides_of(head, {GuideKind::Midline}).front().lines.front();
    float highest = 0.0f;
    for (const glm::vec3& p : line.positions_mm) {
        EXPECT_NEAR(p.x, 0.0f, 0.3f);
        highest = std::max(highest, p.y);
    }
    EXPECT_NEAR(highest, head.landmark("vertex").y, 1.0f);
    EXPECT_LT(line.positions_mm.back().z, -60.0f);
}

TEST(Guides, TheThirdsAreEqualHeights) {
    const Head& head = fitted_head("male_caucasian");
    const Guide thirds = guides_of(head, {GuideKind::Thirds}).front();
    ASSERT_EQ(thirds.lines.size(), 4u);
    for (const SurfaceCurve& line : thirds.lines)
        for (const glm::vec3& p : line.positions_mm) EXPECT_NEAR(p.y, line.positions_mm.front().y, 0.1f) << "level";
    const auto level = [&](std::size_t k) { return thirds.lines[k].positions_mm.front().y; };
    EXPECT_NEAR(level(0) - level(1), level(1) - level(2), 0.2f);
    EXPECT_NEAR(level(1), head.landmark("glabella").y, 0.1f);
    EXPECT_NEAR(level(2), head.landmark("subnasale").y, 0.1f);
}

TEST(Guides, TheRuleOf8LaysOffItsTapesWithinHalfAPercentByAnotherMethod) {
    for (const char* name : {"male_caucasian", "male_african"}) {
        const Head& head = fitted_head(name);
        const auto rule = rule_of_8(head, Symmetry(head, {}), true);
        ASSERT_TRUE(rule) << name;
        const auto place = [&](const SurfacePoint& at) { return head.measuring.position(at); };
        const auto tape = [&](const SurfacePoint& from, const SurfacePoint& to) { return taut_mm(head.measuring, place(from), place(to)); };
        EXPECT_TRUE(is_tape(tape(rule->glabella, rule->mid_frontal), 80.0f)) << tape(rule->glabella, rule->mid_frontal);
        EXPECT_TRUE(is_tape(tape(rule->glabella, rule->side), 80.0f)) << tape(rule->glabella, rule->side);
        EXPECT_TRUE(is_tape(tape(rule->mid_frontal, rule->corner), 80.0f)) << tape(rule->mid_frontal, rule->corner);
        EXPECT_TRUE(is_tape(tape(rule->side, rule->corner), 80.0f)) << tape(rule->side, rule->corner);
        EXPECT_TRUE(is_tape(tape(rule->corner, rule->temporal), 50.0f)) << tape(rule->corner, rule->temporal);
        EXPECT_TRUE(is_tape(tape(rule->temporal, rule->side), 30.0f)) << "on the way from corner to side";
        EXPECT_GT(place(rule->corner).y, place(rule->side).y + 40.0f);
    }
}

TEST(Guides, ATapeThatIsOnePercentOffFailsTheCheckOfTheRuleOf8) {
    const Head& head = fitted_head("male_caucasian");
    const auto rule = rule_of_8(head, Symmetry(head, {}), true);
    ASSERT_TRUE(rule);
    const SurfaceCurve line = midline_from_glabella(head, 80.8f);
    EXPECT_FALSE(is_tape(taut_mm(head.measuring, head.measuring.position(rule->glabella), line.positions_mm.back()), 80.0f));
}

TEST(Guides, TheTemporalPointLiesWhereBothStringsCrossAndFollowsTheMidFrontalPoint) {
    const Head& head = fitted_head("male_caucasian");
    const OutlineResult low = trace_outline(head, fit_outline(head, {}, "natural", 66.0f).value());
    const OutlineResult high = trace_outline(head, fit_outline(head, {}, "natural", 85.0f).value());
    const auto temporal = [&](const OutlineResult& drawn) { return build_guides(head, {}, &drawn, std::array{GuideKind::TemporalPoint}); };
    const auto at = [&](const std::vector<Guide>& guides) { return head.measuring.position(guides.front().spots.front()); };
    const auto guides = temporal(low);
    ASSERT_EQ(guides.front().spots.size(), 2u);
    for (std::size_t k = 0; k < 2; ++k) {
        float least = 1e9f;
        for (const glm::vec3& p : guides.front().lines[k].positions_mm) least = std::min(least, glm::distance(p, at(guides)));
        EXPECT_LT(least, 2.0f) << "line " << k << " passes the crossing";
    }
    EXPECT_GT(at(temporal(high)).y, at(guides).y + 2.0f);
    EXPECT_TRUE(build_guides(head, {}, nullptr, std::array{GuideKind::TemporalPoint}).empty()) << "no hairline, no such guide";
}

TEST(Guides, MarksOfTheClientBecomeGuidesOnceTheyAreThere) {
    const Head& head = fitted_head("female_caucasian");
    EXPECT_TRUE(guides_of(head, {GuideKind::Crease, GuideKind::OldTrichion, GuideKind::TracedHairline}).empty());
    const SurfaceCurve midline = midline_from_glabella(head, 60.0f);
    ClientFacts client;
    client.forehead_crease = head.from_source.inverse(midline.positions_mm[midline.positions_mm.size() / 2]);
    client.old_trichion = head.from_source.inverse(midline.positions_mm.back());
    for (float x = -40.0f; x <= 40.0f; x += 1.0f) {
        const auto hit = head.measuring.hit({{x, 85.0f, 300.0f}, {0.0f, 0.0f, -1.0f}}, true);
        client.traced_hairline.push_back(head.from_source.inverse(head.measuring.position(hit->at)));
    }
    const auto guides = guides_of(head, {GuideKind::Crease, GuideKind::OldTrichion, GuideKind::TracedHairline}, client);
    ASSERT_EQ(guides.size(), 3u);
    for (const glm::vec3& p : guides[0].lines.front().positions_mm) EXPECT_NEAR(p.y, head.from_source(*client.forehead_crease).y, 0.1f);
    const SurfaceCurve& traced = guides[2].lines.front();
    for (const glm::vec3& p : traced.positions_mm) EXPECT_NEAR(p.y, 85.0f, 0.5f) << "along the stroke";
    EXPECT_LT(traced.positions_mm.front().x, -38.0f);
    EXPECT_GT(traced.positions_mm.back().x, 38.0f);
}

TEST(Guides, APointNearALineSnapsToItASpotComesFirstAndFarAwayNothingHappens) {
    const Head& head = fitted_head("male_caucasian");
    const auto guides = guides_of(head, {GuideKind::Canthus, GuideKind::RuleOf8});
    const SurfaceCurve& line = guides.front().lines.front();
    const glm::vec3 on = line.positions_mm[line.positions_mm.size() / 2];
    const auto beside = [&](float mm) { return *head.measuring.closest(on + glm::vec3(mm, 0.0f, 0.0f)); };
    const auto near = snapped(head, guides, beside(1.5f), 2.0f);
    ASSERT_TRUE(near);
    EXPECT_NEAR(head.measuring.position(*near).x, on.x, 0.05f);
    EXPECT_FALSE(snapped(head, guides, beside(-9.0f), 2.0f));
    const SurfacePoint corner = guides[1].spots[1];
    const glm::vec3 place = head.measuring.position(corner);
    const auto spot = snapped(head, guides, *head.measuring.closest(place + glm::vec3(0.0f, 1.0f, 0.5f)), 2.0f);
    ASSERT_TRUE(spot);
    EXPECT_LT(glm::distance(head.measuring.position(*spot), place), 0.05f);
}

}  // namespace
}  // namespace trichion
