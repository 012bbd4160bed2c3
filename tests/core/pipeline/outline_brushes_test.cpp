// Push, smooth and draw over: what a hand expects of them.
#include "core/geometry/surface_walk.h"
#include "core/pipeline/outline_order.h"
#include "sculpt_fixture.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <limits>
#include <numbers>

namespace trichion {
namespace {

using namespace test;

const Head& caucasian() { return fitted_head("male_caucasian"); }

/// Up or down the skin from a place of the line.
SurfacePoint above(const Sculpted& on, const SurfacePoint& at, float up_mm) {
    return walk_plane(on.head.measuring, at, {1.0f, 0.0f, 0.0f}, {0.0f, up_mm > 0 ? 1.0f : -1.0f, 0.0f}, std::abs(up_mm)).points.back();
}

/// A wave along the frontal part, from one share of it to another.
std::vector<SurfacePoint> wave(const Sculpted& on, float from, float to, float height_mm, float waves) {
    std::vector<SurfacePoint> stroke;
    constexpr int kPlaces = 60;
    for (int k = 0; k <= kPlaces; ++k) {
        const float way = static_cast<float>(k) / kPlaces, share = from + way * (to - from);
        const float up = height_mm * std::sin(waves * 2.0f * std::numbers::pi_v<float> * way);
        const SurfacePoint at = on.on_frontal(share);
        stroke.push_back(std::abs(up) < 1e-3f ? at : above(on, at, up));
    }
    return stroke;
}

TEST(Brushes, PushCarriesTheLineWithTheBrushAndMovesNoPointOutsideIt) {
    Sculpted on(caucasian());
    on.outline.mirror = false;
    constexpr float kRadius_mm = 15.0f;
    const SurfacePoint from = on.on_frontal(0.3f), to = above(on, from, 6.0f);
    const Outline pushed = push_outline(on.head, on.symmetry, on.outline, on.drawn, from, to, kRadius_mm).value();
    const auto line = loop_of(trace_outline(on.head, pushed));
    EXPECT_LT(distance_to_loop(on.place(to), line), 0.6f) << "the line under the brush comes along";
    for (const OutlinePoint& point : on.outline.points) {
        const float away = std::min(glm::distance(on.place(point.at), on.place(from)), glm::distance(on.place(point.at), on.place(to)));
        if (away > kRadius_mm) { EXPECT_EQ(find_point(pushed, point.id)->at, point.at); }
    }
    const auto before = loop_of(on.drawn);
    for (const glm::vec3& p : line)
        if (glm::distance(p, on.place(from)) > kRadius_mm + 16.0f) { EXPECT_LT(distance_to_loop(p, before), 0.3f); }
    std::size_t inside = 0;
    for (const OutlinePoint& point : pushed.points) inside += glm::distance(on.place(point.at), on.place(to)) < kRadius_mm;
    EXPECT_GE(inside, 3u) << "enough points to follow the brush";
    EXPECT_LE(inside, 7u) << "and no more";
}

TEST(Brushes, PushFollowsOnTheOtherSideWhileTheOutlineMirrors) {
    Sculpted on(caucasian());
    const SurfacePoint from = on.on_frontal(0.3f);
    on.outline = push_outline(on.head, on.symmetry, on.outline, on.drawn, from, above(on, from, 5.0f), 18.0f).value();
    on.draw();
    for (const OutlinePoint& point : on.outline.points) {
        if (point.twin == 0 || point.part != OutlinePart::Frontal) continue;
        EXPECT_LT(glm::distance(on.place(find_point(on.outline, point.twin)->at), on.place(on.symmetry.counterpart(point.at, 0.0f))), 0.2f);
    }
}

TEST(Brushes, SmoothNeverAddsTurningAndKeepsCornersAndEndsOfParts) {
    for (const char* preset : {"natural", "straight"}) {
        Sculpted on(caucasian());
        on.outline = fit_outline(on.head, on.outline, preset, 74.0f).value();
        on.draw();
        const float plain = total_turning_rad(on.head.measuring, on.drawn);
        on.outline = draw_over(on.head, on.symmetry, on.outline, on.drawn, wave(on, 0.1f, 0.45f, 2.5f, 2.0f)).value();
        on.draw();
        const Outline rough = on.outline;
        const float first = total_turning_rad(on.head.measuring, on.drawn);
        float last = first;
        for (int dab = 0; dab < 30; ++dab) {
            on.outline = smooth_outline(on.head, on.symmetry, on.outline, on.drawn, on.on_frontal(0.15f + 0.01f * static_cast<float>(dab)), 25.0f).value();
            on.draw();
            const float now = total_turning_rad(on.head.measuring, on.drawn);
            ASSERT_LE(now, last + 1e-4f);
            last = now;
        }
        EXPECT_LT(last - plain, 0.5f * (first - plain)) << preset << ": the wave goes";
        for (std::size_t i = 0; i < rough.points.size(); ++i)
            if (rough.points[i].is_corner || begins_part(rough.points, i)) { EXPECT_EQ(find_point(on.outline, rough.points[i].id)->at, rough.points[i].at); }
    }
}

TEST(Brushes, SmoothHardlyShortensALineThatIsSmooth) {
    Sculpted on(caucasian());
    const float before = on.part(OutlinePart::Frontal).curve.length_mm(), height = on.drawn.mid_frontal_height_mm;
    for (int dab = 0; dab < 40; ++dab) {
        on.outline = smooth_outline(on.head, on.symmetry, on.outline, on.drawn, on.on_frontal(0.02f + 0.024f * static_cast<float>(dab)), 20.0f).value();
        on.draw();
    }
    EXPECT_NEAR(on.part(OutlinePart::Frontal).curve.length_mm(), before, 0.03f * before);
    EXPECT_NEAR(on.drawn.mid_frontal_height_mm, height, 2.0f);
}

TEST(Brushes, ABrushWithoutARadiusIsRefused) {
    const Sculpted on(caucasian());
    const SurfacePoint at = on.on_frontal(0.5f);
    for (const float radius : {0.0f, -1.0f, std::numeric_limits<float>::quiet_NaN()})
        EXPECT_FALSE(push_outline(on.head, on.symmetry, on.outline, on.drawn, at, at, radius));
}

/// The largest distance of the stroke from the line, away from its two ends.
float largest_gap(const Sculpted& on, std::span<const SurfacePoint> stroke) {
    const auto line = loop_of(on.drawn);
    float largest = 0.0f;
    for (const SurfacePoint& at : stroke) {
        const float from_end = std::min(glm::distance(on.place(at), on.place(stroke.front())), glm::distance(on.place(at), on.place(stroke.back())));
        if (from_end >= kPointsApart_mm) largest = std::max(largest, distance_to_loop(on.place(at), line));
    }
    return largest;
}

TEST(DrawOver, TheLinePassesWithinHalfAMillimetreOfTheStrokeOnBothSides) {
    for (const char* name : {"male_caucasian", "female_asian"}) {
        Sculpted on(fitted_head(name));
        const Outline before = on.outline;
        const std::size_t points_before = before.points.size();
        const auto stroke = wave(on, 0.08f, 0.44f, 3.0f, 1.5f);
        on.outline = draw_over(on.head, on.symmetry, on.outline, on.drawn, stroke).value();
        on.draw();
        EXPECT_LT(largest_gap(on, stroke), kStrokeFit_mm) << name;
        std::vector<SurfacePoint> mirrored;
        for (const SurfacePoint& p : stroke) mirrored.push_back(on.symmetry.counterpart(p, 0.0f));
        EXPECT_LT(largest_gap(on, mirrored), kStrokeFit_mm + 0.3f) << name << ", other side";
        EXPECT_LE(on.outline.points.size(), points_before + 18) << "few points: nine for each side";
        for (const OutlinePoint& point : on.outline.points) {
            if (find_point(before, point.id)) continue;
            for (const OutlinePoint& other : on.outline.points)
                if (other.id != point.id) { EXPECT_GE(glm::distance(on.place(point.at), on.place(other.at)), kPointsApart_mm - 0.3f); }
        }
        // The twin of this test: a line off the stroke by the tolerance is seen.
        std::vector<SurfacePoint> shifted;
        for (const SurfacePoint& p : stroke) shifted.push_back(above(on, p, 2.0f * kStrokeFit_mm));
        EXPECT_GT(largest_gap(on, shifted), kStrokeFit_mm);
    }
}

TEST(DrawOver, ATremblingHandWithHooksAtItsEndsMakesASmoothLineOfFewPoints) {
    Sculpted on(caucasian());
    const Outline before = on.outline;
    const auto smooth = wave(on, 0.1f, 0.42f, 3.0f, 0.5f);
    auto stroke = smooth;
    Dice dice(5);
    for (SurfacePoint& at : stroke) at = above(on, at, dice.roll(0.05f, 0.35f));
    stroke.insert(stroke.begin(), above(on, stroke.front(), 3.0f));
    on.outline = draw_over(on.head, on.symmetry, on.outline, on.drawn, stroke).value();
    on.draw();
    EXPECT_LT(largest_gap(on, smooth), kStrokeFit_mm);
    EXPECT_LE(on.outline.points.size(), before.points.size() + 10) << "five for each side";
    std::size_t sharp = 0;
    for (std::size_t i = 0; i + 6 < on.part(OutlinePart::Frontal).curve.points.size(); ++i) {
        const auto& p = on.part(OutlinePart::Frontal).curve.positions_mm;
        sharp += glm::dot(glm::normalize(p[i + 3] - p[i]), glm::normalize(p[i + 6] - p[i + 3])) < 0.7f;
    }
    EXPECT_EQ(sharp, 0u) << "no hook";
}

TEST(DrawOver, TheDirectionOfTheHandDoesNotMatter) {
    Sculpted on(caucasian());
    auto stroke = wave(on, 0.08f, 0.44f, 3.0f, 1.0f);
    const Outline forth = draw_over(on.head, on.symmetry, on.outline, on.drawn, stroke).value();
    std::ranges::reverse(stroke);
    on.outline = draw_over(on.head, on.symmetry, on.outline, on.drawn, stroke).value();
    on.draw();
    EXPECT_LT(largest_gap(on, stroke), kStrokeFit_mm);
    EXPECT_NEAR(static_cast<double>(forth.points.size()), static_cast<double>(on.outline.points.size()), 6.0);
}

TEST(DrawOver, AStrokeOverTheCornerKeepsEveryPartAndItsOrder) {
    Sculpted on(caucasian());
    std::vector<OutlinePart> before;
    for (const OutlineCurve& part : on.drawn.parts) before.push_back(part.part);
    std::vector<SurfacePoint> stroke;
    const SurfaceCurve frontal = on.part(OutlinePart::Frontal).curve, temple = on.part(OutlinePart::TempleLeft).curve;
    for (std::size_t i = frontal.points.size() * 3 / 4; i < frontal.points.size(); i += 3) stroke.push_back(above(on, frontal.points[i], 3.0f));
    for (std::size_t i = 3; i < temple.points.size() / 2; i += 3) stroke.push_back(above(on, temple.points[i], 3.0f));
    on.outline = draw_over(on.head, on.symmetry, on.outline, on.drawn, stroke).value();
    on.draw();
    std::vector<OutlinePart> after;
    for (const OutlineCurve& part : on.drawn.parts) after.push_back(part.part);
    EXPECT_EQ(after, before);
    EXPECT_LT(largest_gap(on, stroke), kStrokeFit_mm + 0.3f);
    for (const OutlinePoint& point : on.outline.points)
        if (point.twin != 0) { EXPECT_EQ(find_point(on.outline, point.twin)->twin, point.id); }
}

TEST(DrawOver, AStrokeFarFromTheLineOrOverALockedPartIsRefused) {
    Sculpted on(caucasian());
    std::vector<SurfacePoint> far;
    for (int k = 0; k < 20; ++k) far.push_back(on.near(on.head.landmark("vertex") + glm::vec3(2.0f * static_cast<float>(k) - 20.0f, 0.0f, 0.0f)));
    EXPECT_FALSE(draw_over(on.head, on.symmetry, on.outline, on.drawn, far));
    EXPECT_FALSE(draw_over(on.head, on.symmetry, on.outline, on.drawn, std::span(far).first(1)));
    on.outline.locked = 1u << static_cast<unsigned>(OutlinePart::Frontal);
    const auto refused = draw_over(on.head, on.symmetry, on.outline, on.drawn, wave(on, 0.1f, 0.4f, 3.0f, 1.0f));
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("locked"), std::string::npos);
}

}  // namespace
}  // namespace trichion
