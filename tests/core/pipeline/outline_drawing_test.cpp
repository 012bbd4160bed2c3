// The drawn line itself: closed, on the skin, redrawn only where it changed, and never lost to a bad point.
#include "core/pipeline/outline_presets.h"

#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

Outline fitted(const Head& head, const std::string& preset = "natural") {
    return fit_outline(head, {}, preset, usual_height_mm(head.name)).value();
}

OutlinePoint near(const Head& head, std::uint32_t id, const glm::vec3& place) {
    return {id, *head.measuring.closest(place), OutlinePart::Frontal, false, 0};
}

// A patch on the crown, about 40 mm wide.
FreeArea crown_patch(const Head& head, std::uint32_t first_id) {
    const glm::vec3 top = head.landmark("vertex");
    FreeArea area;
    area.id = first_id;
    for (std::uint32_t i = 0; i < 5; ++i) {
        const float angle = 1.2566f * static_cast<float>(i);
        area.points.push_back(near(head, first_id + 1 + i, top + glm::vec3(20.0f * std::cos(angle), 0.0f, 20.0f * std::sin(angle) - 30.0f)));
    }
    return area;
}

TEST(OutlineDrawing, AFreeAreaIsAClosedCurveThroughItsPoints) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head);
    outline.areas = {crown_patch(head, 900)};
    const OutlineResult drawn = trace_outline(head, outline);
    ASSERT_EQ(drawn.areas.size(), 1u);
    const AreaCurve& area = drawn.areas[0];
    EXPECT_EQ(area.id, 900u);
    EXPECT_TRUE(area.curve.is_closed);
    EXPECT_EQ(area.curve.points.front(), area.curve.points.back());
    EXPECT_EQ(area.stretches.size(), 5u);
    EXPECT_GT(area.curve.length_mm(), 100.0f);
    EXPECT_LT(area.curve.length_mm(), 150.0f);
    for (const OutlinePoint& p : outline.areas[0].points)
        EXPECT_NE(std::ranges::find(area.curve.points, p.at), area.curve.points.end()) << p.id;
}

TEST(OutlineDrawing, AFreeAreaIsRedrawnOnlyWhereItChanged) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head);
    outline.areas = {crown_patch(head, 900), crown_patch(head, 950)};
    const OutlineResult before = trace_outline(head, outline);
    EXPECT_EQ(trace_outline(head, outline, &before).triangles_visited, 0u);
    outline.areas.erase(outline.areas.begin());
    EXPECT_EQ(trace_outline(head, outline, &before).triangles_visited, 0u);
    outline.points.clear();
    const OutlineResult alone = trace_outline(head, outline, &before);
    EXPECT_TRUE(alone.parts.empty());
    ASSERT_EQ(alone.areas.size(), 1u);
    EXPECT_EQ(alone.areas[0].curve.points, before.areas[1].curve.points);
}

TEST(OutlineDrawing, WhatDoesNotLieOnTheHeadIsLeftOutAndTheRestIsDrawn) {
    const Head& head = fitted_head("male_caucasian");
    const auto with_bad_point = [&](const SurfacePoint& bad) {
        Outline outline = fitted(head);
        outline.areas = {crown_patch(head, 900), crown_patch(head, 950)};
        outline.areas[0].points[2].at = bad;
        return outline;
    };
    const float none = std::nanf("");
    for (const SurfacePoint& bad : {SurfacePoint{4000000000u, {1, 0, 0}}, SurfacePoint{0, {none, none, none}},
                                    SurfacePoint{0, {5.0f, -2.0f, -2.0f}}, SurfacePoint{0, {0, 0, 0}}}) {
        const OutlineResult drawn = trace_outline(head, with_bad_point(bad));
        ASSERT_EQ(drawn.areas.size(), 2u);
        EXPECT_TRUE(drawn.areas[0].curve.points.empty());
        EXPECT_FALSE(drawn.areas[1].curve.points.empty());
        EXPECT_EQ(drawn.parts.size(), 4u);
        Outline outline = fitted(head);
        outline.points[4].at = bad;
        EXPECT_TRUE(trace_outline(head, outline).parts.empty());
    }
}

}  // namespace
}  // namespace trichion
