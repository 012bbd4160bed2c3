// The drawn line itself: closed, on the skin, redrawn only where it changed, and never lost to a bad point.
#include "core/pipeline/outline_presets.h"

#include "drawn_line.h"
#include "fitted_heads.h"
#include "head_triangles.h"

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

class EachDrawnHead : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(OutlineDrawing, EachDrawnHead,
                         testing::Values("male_caucasian", "male_african", "male_asian", "male_mixed", "male_older",
                                         "female_caucasian", "female_african", "female_asian"),
                         [](const auto& head) { return head.param; });

TEST_P(EachDrawnHead, EveryPresetLiesOnTheSkinAndIsSmoothToTheEye) {
    const Head& head = fitted_head(GetParam());
    const NearTriangles skin(head.measuring.mesh());
    for (const OutlinePreset& preset : outline_presets()) {
        const Outline outline = fitted(head, preset.name);
        expect_fine_line(head, skin, outline, trace_outline(head, outline), preset.name);
    }
}

TEST(OutlineDrawing, ALineThreeHundredthsOffTheSkinOrDrawnInLongerPiecesWouldFailThoseTests) {
    const Head& head = fitted_head("male_caucasian");
    const NearTriangles skin(head.measuring.mesh());
    const Outline outline = fitted(head);
    OutlineResult lifted = trace_outline(head, outline), coarse = lifted;
    for (OutlineStretch& stretch : lifted.stretches)
        for (std::size_t i = 0; i < stretch.curve.points.size(); ++i)
            stretch.curve.positions_mm[i] += 0.03f * head.measuring.normal(stretch.curve.points[i]);
    GeodesicSolver solver(head.measuring);
    for (OutlineStretch& stretch : coarse.stretches)
        stretch.curve = *sample_stretch(solver, head.measuring, *stretch_controls(solver, head.measuring, stretch.knots), {4.0, 0.3, 0.04});
    EXPECT_GT(farthest_off(skin, lifted), kOnSkin_mm);
    EXPECT_GT(farthest_from_limit(head, coarse), kFromLimit_mm);
    EXPECT_GT(sharpest_turn_rad(head, outline, coarse), kSharpest_rad);
}

TEST(OutlineDrawing, TheSamePointsOn35And140And550ThousandTrianglesGiveTheSameLine) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head, "mature_m");
    const Surface fine = Surface::build(smooth_cage(head.name, 3)).value();
    std::vector<OutlineResult> drawn;
    for (const Surface& surface : {simplified(fine, 35000), put_on(smooth_cage(head.name, 2), fine), fine}) {
        const Head other = with_measuring(head, surface);
        drawn.push_back(trace_outline(other, laid_on(head, outline, other)));
    }
    EXPECT_LT(largest_gap_mm(drawn[0], drawn[1]), 0.3);
    EXPECT_LT(largest_gap_mm(drawn[1], drawn[2]), 0.3);
    EXPECT_LT(largest_gap_mm(drawn[0], drawn[2]), 0.3);
    EXPECT_LT(largest_gap_mm(trace_outline(head, outline), drawn[2]), 0.3);
    Outline nudged = outline;
    const glm::vec3 at = head.measuring.position(nudged.points[1].at);
    nudged.points[1].at = *head.measuring.closest(at + glm::vec3(0.0f, 0.5f, -0.5f));
    EXPECT_GT(largest_gap_mm(trace_outline(head, outline), trace_outline(head, nudged)), 0.3);
}

TEST(OutlineDrawing, ScanNoiseDoesNotMakeTheLineJitter) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head, "mature_m");
    const OutlineResult clean = trace_outline(head, outline);
    const Head rough = measured_rough(head, {.even_mm = 0.3f});
    const OutlineResult drawn = trace_outline(rough, laid_on(head, outline, rough));
    EXPECT_LT(largest_sideways_mm(head, clean, drawn), 0.3);
    EXPECT_LT(largest_gap_mm(clean, drawn), 0.5);  // as far as the skin itself may move
    EXPECT_LT(unrest_rad_per_m(drawn), kMoreUnrest * unrest_rad_per_m(clean));
    // Drawn on the scan itself the same line fails.
    const Head raw = with_measuring(head, Surface::build(roughened(load_built_in(head.name)->skin, {.even_mm = 0.3f})).value());
    EXPECT_GT(unrest_rad_per_m(trace_outline(raw, laid_on(head, outline, raw))), kMoreUnrest * unrest_rad_per_m(clean));
}

TEST(OutlineDrawing, OnRawNoiseNothingIsNotANumberAndTheLineStaysWhole) {
    const Head& head = fitted_head("male_caucasian");
    const Mesh skin = load_built_in(head.name)->skin;
    for (const Roughness& rough : {Roughness{.even_mm = 1.0f}, Roughness{.patchy_mm = 1.0f, .spike_mm = 4.0f}}) {
        const Head raw = with_measuring(head, Surface::build(roughened(skin, rough)).value());
        for (const OutlinePreset& preset : outline_presets()) {
            Outline outline = laid_on(head, fitted(head, preset.name), raw);
            outline.areas = {crown_patch(raw, 900)};
            const OutlineResult drawn = trace_outline(raw, outline);
            expect_numbers(drawn);
            for (const OutlineStretch& stretch : drawn.stretches) EXPECT_FALSE(stretch.is_broken) << preset.name;
        }
    }
}

// No artist draws so, but a drag may pass through it: points in no order, on opposite sides, in ears, eyes and mouth.
TEST(OutlineDrawing, AbsurdOutlinesAreDrawnWholeAndWithoutSearchingTheWholeHead) {
    const Head& head = fitted_head("male_caucasian");
    const auto count = static_cast<std::uint32_t>(head.measuring.triangle_count());
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        Outline outline = fitted(head);
        for (std::size_t i = 0; i < outline.points.size(); ++i)
            outline.points[i].at = {static_cast<std::uint32_t>(mix(seed, i) % count), glm::vec3(1.0f / 3.0f)};
        const OutlineResult drawn = trace_outline(head, outline);
        expect_numbers(drawn);
        for (const OutlineStretch& stretch : drawn.stretches) EXPECT_FALSE(stretch.is_broken) << seed;
        EXPECT_LT(drawn.triangles_visited, 40 * count) << seed;
    }
}

TEST(OutlineDrawing, AHoleThatCutsTheHeadInTwoBreaksOnlyTheStretchesAcrossIt) {
    const Head& head = fitted_head("male_caucasian");
    Mesh mesh = head.measuring.mesh();
    std::erase_if(mesh.triangles, [&](const glm::uvec3& t) { return std::abs(mesh.positions[t.x].x - 20.0f) < 3.0f; });
    Head cut = head;
    cut.measuring = Surface::build(std::move(mesh)).value();
    const Outline outline = laid_on(head, fitted(head), cut);
    const OutlineResult drawn = trace_outline(cut, outline);
    expect_numbers(drawn);
    const std::size_t n = outline.points.size();
    ASSERT_EQ(drawn.stretches.size(), n);
    int broken = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const float a = cut.measuring.position(outline.points[i].at).x, b = cut.measuring.position(outline.points[(i + 1) % n].at).x;
        if ((a > 20.0f) != (b > 20.0f)) { EXPECT_TRUE(drawn.stretches[i].is_broken) << i; }
        broken += drawn.stretches[i].is_broken;
    }
    EXPECT_GE(broken, 2);
    EXPECT_LE(broken, 6);  // the two across, and neighbours whose handles reach over
    EXPECT_EQ(drawn.parts.size(), 4u);
}

// Whatever the number of points: a dragged point costs its four stretches.
TEST(OutlineDrawing, ADraggedPointCostsTheSameAmongManyPointsAndLessBetweenNearOnes) {
    const Head& head = fitted_head("male_caucasian");
    const Outline few = fitted(head);
    const auto cost = [&](const Outline& outline) {
        const OutlineResult before = trace_outline(head, outline);
        Outline dragged = outline;
        const glm::vec3 at = head.measuring.position(dragged.points[2].at);
        dragged.points[2].at = *head.measuring.closest(at + glm::vec3(0.0f, 0.5f, 0.0f));
        return trace_outline(head, dragged, &before).triangles_visited;
    };
    const std::uint64_t among_few = cost(few);
    EXPECT_LT(cost(with_more_points(head, few, 60)), among_few);
    EXPECT_LT(cost(with_more_points(head, few, 300)), among_few);
    EXPECT_LT(trace_outline(head, with_more_points(head, few, 300)).triangles_visited,
              4 * trace_outline(head, few).triangles_visited);
}

}  // namespace
}  // namespace trichion
