// Controls in mm and degrees: moving one keeps all that was made by hand. What they show is checked by
// control_accuracy_test.cpp.
#include "core/base/hash.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_mirroring.h"
#include "core/pipeline/outline_presets.h"

#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace trichion {
namespace {
using namespace test;

Outline fitted(const Head& head, Extent extent, const std::string& preset = "natural") {
    Outline settings;
    settings.extent = extent;
    return fit_outline(head, settings, preset, usual_height_mm(head.name)).value();
}

std::optional<float> shown(const Head& head, const Outline& outline, Control control) {
    return trace_outline(head, outline).controls[static_cast<std::size_t>(control)];
}

glm::vec3 at(const Head& head, const Outline& outline, std::size_t i) { return head.measuring.position(outline.points[i].at); }

float farthest_point_mm(const Head& head, const Outline& a, const Outline& b) {
    float farthest = 0.0f;
    for (std::size_t i = 0; i < a.points.size(); ++i) farthest = std::max(farthest, glm::distance(at(head, a, i), at(head, b, i)));
    return farthest;
}

const SurfaceCurve& curve(const OutlineResult& drawn, OutlinePart part) {
    return std::ranges::find(drawn.parts, part, &OutlineCurve::part)->curve;
}

// Every point but those of the midline up to `most_mm` off its place, each side for itself.
Outline worked_by_hand(const Head& head, Outline outline, float most_mm, std::uint32_t seed) {
    outline.mirror = false;
    for (OutlinePoint& point : outline.points) {
        if (point.twin == point.id) continue;
        glm::vec3 off(0.0f);
        for (int k = 0; k < 3; ++k) off[k] = (static_cast<float>(mix(seed, point.id * 3u + static_cast<unsigned>(k)) >> 40u) / 8388608.0f - 1.0f);
        point.at = *head.measuring.closest(head.measuring.position(point.at) + most_mm * off);
    }
    return outline;
}

std::vector<Control> controls_of(const OutlineResult& drawn) {
    std::vector<Control> controls;
    for (const ControlInfo& info : control_infos())
        if (drawn.controls[static_cast<std::size_t>(info.control)]) controls.push_back(info.control);
    return controls;
}

// A value that the range holds, `by` away from the one shown.
float wanted(Control control, float value, float by) {
    const Range range = control_infos()[static_cast<std::size_t>(control)].range;
    return range.contains(value + by) ? value + by : value - by;
}

class EachHead : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(OutlineControls, EachHead, testing::Values("male_caucasian", "male_african", "male_asian", "male_mixed",
                                                                    "male_older", "female_caucasian", "female_african", "female_asian"),
                         [](const auto& head) { return head.param; });

TEST_P(EachHead, EachControlReachesItsValueAndTheWayBackIsTheWayThere) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    for (const Extent extent : {Extent::Fringe, Extent::Nape}) {
        const Outline start = fitted(head, extent);
        const OutlineResult drawn = trace_outline(head, start);
        const std::vector<Control> controls = controls_of(drawn);
        EXPECT_EQ(controls.size(), extent == Extent::Fringe ? 7u : 10u);
        for (const Control control : controls) {
            const char* label = control_infos()[static_cast<std::size_t>(control)].label;
            const float before = *drawn.controls[static_cast<std::size_t>(control)], target = wanted(control, before, 5.0f);
            const auto moved = set_control(head, symmetry, start, control, target);
            ASSERT_TRUE(moved) << label << ": " << moved.error().message;
            const OutlineResult there = trace_outline(head, *moved);
            EXPECT_NEAR(there.controls[static_cast<std::size_t>(control)].value_or(-999.0f), target, 0.05f) << label;
            EXPECT_LT(there.left_right_mm, drawn.left_right_mm + 0.1f) << label << " keeps the sides alike";
            EXPECT_GT(farthest_point_mm(head, start, *moved), 1.0f) << label;
            const auto back = set_control(head, symmetry, *moved, control, before);
            ASSERT_TRUE(back) << label << ": " << back.error().message;
            EXPECT_LT(farthest_point_mm(head, start, *back), 0.01f) << label;
        }
    }
}

// The measures of a point that another of its controls must leave as they are.
const std::map<Control, std::vector<Control>> kHeld{{Control::Height, {Control::Recession, Control::CornerPlace}},
                                                    {Control::Recession, {Control::CornerPlace}},
                                                    {Control::CornerPlace, {Control::Recession}},
                                                    {Control::TemporalForward, {Control::TemporalHeight}},
                                                    {Control::TemporalHeight, {Control::TemporalForward}}};

/// What a control changes of those at most, mm.
float pulled_along_mm(const Head& head, const Outline& before, const Outline& after, Control control) {
    const OutlineResult was = trace_outline(head, before), is = trace_outline(head, after);
    float most = 0.0f;
    for (const Control held : kHeld.at(control)) {
        const auto i = static_cast<std::size_t>(held);
        most = std::max(most, std::abs(is.controls[i].value_or(-999.0f) - was.controls[i].value_or(999.0f)));
    }
    return most;
}

TEST_P(EachHead, NoControlPullsTheOthersOfItsPointAlong) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    const Outline plain = fitted(head, Extent::Fringe);
    for (const Outline& start : {plain, worked_by_hand(head, plain, 2.0f, 11)})
        for (const auto& [control, held] : kHeld)
            for (const float by : {-4.0f, 7.0f}) {
                const char* label = control_infos()[static_cast<std::size_t>(control)].label;
                const float before = *shown(head, start, control);
                const auto moved = set_control(head, symmetry, start, control, wanted(control, before, by));
                ASSERT_TRUE(moved) << label << ": " << moved.error().message;
                EXPECT_LT(pulled_along_mm(head, start, *moved, control), 0.1f) << label << " by " << by;
            }
}

TEST_P(EachHead, ACornerMovedStraightAcrossWouldFailThatTest) {
    const Head& head = fitted_head(GetParam());
    const Outline start = fitted(head, Extent::Fringe);
    Outline across = start;
    for (std::size_t i = 1; i < start.points.size(); ++i) {
        const OutlinePart here = start.points[i].part, before = start.points[i - 1].part;
        const bool is_left = here == OutlinePart::TempleLeft && before == OutlinePart::Frontal;
        const bool is_right = here == OutlinePart::Frontal && before == OutlinePart::TempleRight;
        if (!is_left && !is_right) continue;
        across.points[i].at = *head.measuring.closest(at(head, start, i) + glm::vec3(is_left ? 6.0f : -6.0f, 0.0f, 0.0f));
    }
    EXPECT_GT(pulled_along_mm(head, start, across, Control::CornerPlace), 0.1f);
}

// What a user typed who saw the first number go when he typed the second.
TEST_P(EachHead, RecessionThenCornerStandAsTyped) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    Outline outline = fitted(head, Extent::Fringe);
    for (const auto& [control, value] : {std::pair{Control::Recession, 20.0f}, {Control::CornerPlace, 5.0f}, {Control::Height, 78.0f}}) {
        const auto next = set_control(head, symmetry, outline, control, value);
        ASSERT_TRUE(next) << next.error().message;
        outline = *next;
    }
    EXPECT_NEAR(*shown(head, outline, Control::Recession), 20.0f, 0.1f);
    EXPECT_NEAR(*shown(head, outline, Control::CornerPlace), 5.0f, 0.1f);
    EXPECT_NEAR(*shown(head, outline, Control::Height), 78.0f, 0.1f);
}

TEST_P(EachHead, HandWorkSurvivesEveryControl) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    for (const Extent extent : {Extent::Fringe, Extent::Nape}) {
        const Outline plain = fitted(head, extent), worked = worked_by_hand(head, plain, 2.0f, 7);
        const OutlineResult drawn = trace_outline(head, worked);
        for (const Control control : controls_of(drawn)) {
            const char* label = control_infos()[static_cast<std::size_t>(control)].label;
            const float before = *drawn.controls[static_cast<std::size_t>(control)];
            const auto moved = set_control(head, symmetry, worked, control, wanted(control, before, 4.0f));
            ASSERT_TRUE(moved) << label << ": " << moved.error().message;
            const auto plain_moved = set_control(head, symmetry, plain, control, *shown(head, plain, control) + wanted(control, before, 4.0f) - before);
            ASSERT_TRUE(plain_moved) << label << ": " << plain_moved.error().message;
            for (std::size_t i = 0; i < plain.points.size(); ++i) {
                const float detail = glm::distance(at(head, plain, i), at(head, worked, i));
                const float way = glm::distance(at(head, plain, i), at(head, *plain_moved, i));
                EXPECT_NEAR(glm::distance(at(head, *plain_moved, i), at(head, *moved, i)), detail, 0.5f + 0.12f * way) << label << " point " << i;
            }
            const auto back = set_control(head, symmetry, *moved, control, before);
            ASSERT_TRUE(back) << label << ": " << back.error().message;
            EXPECT_LT(farthest_point_mm(head, worked, *back), 0.01f) << label;
        }
    }
}

TEST(OutlineControls, RoundTheEarAllAroundIsMoved) {
    const Head& head = fitted_head("male_caucasian");
    const Outline start = fitted(head, Extent::Nape);
    const float before = *shown(head, start, Control::EarDistance);
    EXPECT_NEAR(before, 7.0f, 0.6f) << "a preset leaves 7 mm round the ear";
    const Outline moved = *set_control(head, Symmetry(head, {}), start, Control::EarDistance, before + 4.0f);
    for (std::size_t i = 0; i < start.points.size(); ++i)
        if (start.points[i].part == OutlinePart::EarLeft) { EXPECT_NEAR(glm::distance(at(head, start, i), at(head, moved, i)), 4.0f, 1.5f); }
}

TEST(OutlineControls, BeyondTheNeighbouringNamedPointsNothingMoves) {
    const Head& head = fitted_head("male_african");
    const Symmetry symmetry(head, {});
    const Outline start = fitted(head, Extent::Nape);
    const std::map<Control, std::set<OutlinePart>> reach{
        {Control::Recession, {OutlinePart::Frontal, OutlinePart::TempleLeft, OutlinePart::TempleRight}},
        {Control::TemporalHeight, {OutlinePart::TempleLeft, OutlinePart::TempleRight, OutlinePart::SideburnLeft, OutlinePart::SideburnRight}},
        {Control::TempleAngle, {OutlinePart::TempleLeft, OutlinePart::TempleRight}},
        {Control::NapeHeight, {OutlinePart::Nape}},
        {Control::NapeWidth, {OutlinePart::Nape}}};
    for (const auto& [control, parts] : reach) {
        const float before = *shown(head, start, control);
        const Outline moved = *set_control(head, symmetry, start, control, before + 4.0f);
        const std::size_t n = start.points.size();
        for (std::size_t i = 0; i < n; ++i) {
            const bool is_inside = parts.contains(start.points[i].part) && parts.contains(start.points[(i + n - 1) % n].part);
            if (!is_inside) { EXPECT_EQ(start.points[i], moved.points[i]) << static_cast<int>(control) << " point " << i; }
        }
    }
}

TEST(OutlineControls, SidesThatDifferMoveAlikeAndKeepTheirDifference) {
    const Head& head = fitted_head("male_caucasian");
    Outline uneven = fitted(head, Extent::Fringe);
    uneven.mirror = false;
    std::size_t left = 0, right = 0;
    for (std::size_t i = 1; i < uneven.points.size(); ++i)
        if (uneven.points[i].part == OutlinePart::TempleLeft && uneven.points[i - 1].part == OutlinePart::Frontal) left = i;
    uneven.points[left].at = *head.measuring.closest(at(head, uneven, left) + glm::vec3(0.0f, 5.0f, -4.0f));
    const float before = *shown(head, uneven, Control::Recession);
    for (const bool mirror : {false, true}) {
        uneven.mirror = mirror;
        const Outline moved = *set_control(head, Symmetry(head, {}), uneven, Control::Recession, before + 6.0f);
        EXPECT_NEAR(glm::distance(at(head, uneven, left), at(head, moved, left)), 6.0f, 0.5f);
        EXPECT_NEAR(glm::distance(at(head, uneven, right), at(head, moved, right)), 6.0f, 0.5f);
        EXPECT_NEAR(trace_outline(head, moved).left_right_mm, trace_outline(head, uneven).left_right_mm, 0.8f);
    }
}

TEST(OutlineControls, ALockedPartStaysToTheLastBitOrTheControlSaysWhy) {
    const Head& head = fitted_head("male_caucasian");
    const Symmetry symmetry(head, {});
    Outline outline = fitted(head, Extent::Fringe);
    outline.locked = 1u << static_cast<unsigned>(OutlinePart::TempleLeft);
    const Outline raised = *set_control(head, symmetry, outline, Control::Height, 80.0f);
    EXPECT_NEAR(*shown(head, raised, Control::Height), 80.0f, 0.05f);
    EXPECT_EQ(curve(draw_outline(head, outline), OutlinePart::TempleLeft).points, curve(draw_outline(head, raised), OutlinePart::TempleLeft).points);
    for (const Control control : {Control::Recession, Control::TemporalForward, Control::TempleAngle}) {
        const auto refused = set_control(head, symmetry, outline, control, *shown(head, outline, control) + 3.0f);
        ASSERT_FALSE(refused);
        EXPECT_NE(refused.error().message.find("left temple"), std::string::npos) << refused.error().message;
        EXPECT_NE(refused.error().message.find("unlock"), std::string::npos);
    }
}

TEST(OutlineControls, WhatCannotBeIsToldInASentence) {
    const Head& head = fitted_head("male_caucasian");
    const Symmetry symmetry(head, {});
    const Outline fringe = fitted(head, Extent::Fringe);
    for (const ControlInfo& info : control_infos()) {
        EXPECT_FALSE(set_control(head, symmetry, fringe, info.control, info.range.max + 1.0f)) << info.label;
        EXPECT_FALSE(set_control(head, symmetry, fringe, info.control, std::nanf(""))) << info.label;
        EXPECT_FALSE(set_control(head, symmetry, {}, info.control, info.range.min)) << info.label;
    }
    EXPECT_NE(set_control(head, symmetry, fringe, Control::NapeHeight, -40.0f).error().message.find("no such part"), std::string::npos);
    const auto far = set_control(head, symmetry, fringe, Control::TemporalHeight, 1.0f);
    ASSERT_FALSE(far) << "the temple would lie on the ear";
    EXPECT_NE(far.error().message.find("no farther than"), std::string::npos) << far.error().message;
}

TEST(OutlineControls, TheHeightTypedIsTheHeightKept) {
    const Head& head = fitted_head("male_caucasian");
    const Outline start = fitted(head, Extent::Fringe);
    EXPECT_FLOAT_EQ(set_control(head, Symmetry(head, {}), start, Control::Height, 81.5f)->height_mm, 81.5f);
    EXPECT_FLOAT_EQ(set_control(head, Symmetry(head, {}), start, Control::Recession, 20.0f)->height_mm, start.height_mm);
}

TEST(OutlineMeasures, LeftAgainstRightIsToldPlaceByPlace) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head, Extent::Fringe);
    EXPECT_LT(trace_outline(head, outline).left_right_mm, 0.1f);
    outline.mirror = false;
    std::size_t left = 0;
    for (std::size_t i = 1; i < outline.points.size(); ++i)
        if (outline.points[i].part == OutlinePart::TempleLeft && outline.points[i - 1].part == OutlinePart::Frontal) left = i;
    const glm::vec3 corner = at(head, outline, left);
    for (const float up : {5.0f, -5.0f}) {
        Outline moved = outline;
        moved.points[left].at = *head.measuring.closest(corner + glm::vec3(0.0f, up, -up));
        const OutlineResult drawn = trace_outline(head, moved);
        const auto worst = std::ranges::max_element(drawn.sides, {}, [](const SideDifference& s) { return std::abs(s.mm); });
        EXPECT_LT(worst->mm * up, 0.0f) << "higher is farther in";
        EXPECT_GT(std::abs(worst->mm), 3.0f);
        EXPECT_FLOAT_EQ(drawn.left_right_mm, std::abs(worst->mm));
        EXPECT_LT(glm::distance(worst->place_mm, corner), 20.0f);
        EXPECT_LT(std::abs(drawn.sides.back().mm), 0.1f) << "the back was not touched";
        EXPECT_FLOAT_EQ(drawn.sides.front().along_mm, 0.0f);
    }
}

TEST(OutlineMeasures, AMiddlePulledAsideIsADifferenceOfTheSides) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head, Extent::Fringe);
    outline.mirror = false;
    for (OutlinePoint& point : outline.points)
        if (point.twin == point.id && point.part == OutlinePart::Frontal)
            point.at = *head.measuring.closest(head.measuring.position(point.at) + glm::vec3(8.0f, -7.0f, 4.0f));
    EXPECT_GT(trace_outline(head, outline).left_right_mm, 3.0f);
}

TEST(OutlineMeasures, WidthsAreThoseOfATapeAndFollowTheLine) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head, Extent::Fringe);
    const OutlineResult drawn = trace_outline(head, outline);
    const glm::vec3 l = curve(drawn, OutlinePart::Frontal).positions_mm.back(), r = curve(drawn, OutlinePart::Frontal).positions_mm.front();
    EXPECT_GT(*drawn.corner_width_mm, glm::distance(l, r));
    EXPECT_LT(*drawn.corner_width_mm, drawn.hairline_mm) << "a tape is shorter than the line";
    EXPECT_GT(*drawn.temporal_width_mm, *drawn.corner_width_mm);
    EXPECT_FLOAT_EQ(drawn.part_mm[0], drawn.hairline_mm);
    const Outline wider = *set_control(head, Symmetry(head, {}), outline, Control::CornerPlace, *shown(head, outline, Control::CornerPlace) + 5.0f);
    const OutlineResult warm = trace_outline(head, wider, &drawn), cold = trace_outline(head, wider);
    EXPECT_GT(*warm.corner_width_mm, *drawn.corner_width_mm + 9.0f);
    EXPECT_EQ(warm.corner_width_mm, cold.corner_width_mm);
    EXPECT_EQ(warm.temporal_width_mm, cold.temporal_width_mm);
}

TEST(OutlineMirroring, ASideIsLaidAsTheOther) {
    const Head& head = fitted_head("male_asian");
    const Symmetry symmetry(head, {});
    const Outline worked = worked_by_hand(head, fitted(head, Extent::Nape), 3.0f, 3);
    ASSERT_GT(trace_outline(head, worked).left_right_mm, 2.0f);
    for (const Side to : kSides) {
        const Outline even = with_side_mirrored(head, symmetry, worked, to);
        EXPECT_LT(trace_outline(head, even).left_right_mm, 0.1f);
        for (std::size_t i = 0; i < worked.points.size(); ++i)
            if (sign_of(to) * at(head, worked, i).x < -1.0f) { EXPECT_EQ(even.points[i], worked.points[i]) << "the other side stays"; }
    }
}

TEST(OutlineMirroring, TheNaturalAsymmetryComesAndGoesWithItsShare) {
    const Head& head = fitted_head("male_caucasian");
    ClientFacts client;
    for (float x = -58.0f; x <= 58.0f; x += 2.0f) {
        const float higher = x > 0.0f ? 6.0f * std::clamp(x / 30.0f, 0.0f, 1.0f) : 0.0f;
        const auto hit = head.measuring.hit({{x, 95.0f + higher, 260.0f}, glm::normalize(glm::vec3(0.0f, -0.25f, -1.0f))}, true);
        if (hit) client.traced_hairline.push_back(head.from_source.inverse(head.measuring.position(hit->at)));
    }
    const Symmetry symmetry(head, client);
    const Outline even = fitted(head, Extent::Fringe);
    const Outline natural = *with_asymmetry(head, symmetry, even, 1.0f), half = *with_asymmetry(head, symmetry, even, 0.5f);
    const float all_mm = trace_outline(head, natural).left_right_mm, half_mm = trace_outline(head, half).left_right_mm;
    EXPECT_GT(all_mm, 3.0f);
    EXPECT_NEAR(half_mm, 0.5f * all_mm, 0.25f * all_mm);
    EXPECT_LT(farthest_point_mm(head, even, *with_asymmetry(head, symmetry, natural, 0.0f)), 0.1f);
    EXPECT_FALSE(with_asymmetry(head, symmetry, even, 1.5f));
}

}  // namespace
}  // namespace trichion
