// A line whose flat shape is known by a formula lands where it belongs, and one that is a little wrong does not.
#include "core/pipeline/landing.h"

#include "ball_head.h"
#include "tests/core/geometry/strip_shapes.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace trichion {
namespace {

constexpr double kAccuracyMm = 0.05;   // of triangles 2 mm long in place of a ball

SurfaceCurve curve_of(const std::function<glm::dvec3(double share)>& at) {
    SurfaceCurve curve;
    for (int i = 0; i <= 300; ++i) curve.positions_mm.push_back(glm::vec3(at(i / 300.0)));
    return curve;
}

std::vector<glm::dvec2> flat_of(const std::function<glm::dvec2(double share)>& at) {
    std::vector<glm::dvec2> flat;
    for (int i = 0; i <= 150; ++i) flat.push_back(at(i / 150.0));
    return flat;
}

std::vector<LandingTie> ties_of(const std::function<glm::dvec2(double)>& flat, const std::function<glm::dvec3(double)>& head) {
    std::vector<LandingTie> ties;
    for (const double share : {0.1, 0.55, 0.9}) ties.push_back({flat(share), head(share)});
    return ties;
}

// A circle of latitude 35 degrees from the pole of a ball of 60 mm: unrolled, an arc of radius R tan(polar).
constexpr double kPolar = 0.61, kAround = 2.0;
glm::dvec3 on_ball(double share) {
    const double azimuth = kAround * (share - 0.5);
    return glm::dvec3(ball::place(static_cast<float>(kPolar), static_cast<float>(azimuth)));
}
glm::dvec2 unrolled(double share, double stretch = 1.0, double bend = 1.0) {
    const double radius = ball::kRadiusMm * std::tan(kPolar) * stretch / bend;
    const double angle = bend * kAround * (share - 0.5) * std::cos(kPolar);
    return {radius * std::sin(angle), -radius * std::cos(angle)};   // the pole is above it
}

TEST(LandLine, PutsTheUnrolledCircleOfABallBackOnIt) {
    const Head head = ball::head();
    const auto flat = [](double share) { return unrolled(share); };

    const auto landed = land_line(head.measuring, flat_of(flat), ties_of(flat, on_ball), curve_of(on_ball));

    ASSERT_TRUE(landed) << landed.error().message;
    EXPECT_LT(landed->worst_mm, kAccuracyMm);
    EXPECT_LE(landed->median_mm, landed->worst_mm);
    EXPECT_GT(landed->off_mm.size(), 2 * 68u / kLandingPlaceMm * 0.9);
}

TEST(LandLine, SeesALineThatIsStretchedByHalfAPercentOrBentByThree) {
    const Head head = ball::head();
    for (const auto& [stretch, bend] : {std::pair{1.005, 1.0}, {0.995, 1.0}, {1.0, 1.03}, {1.0, 0.97}}) {
        const auto flat = [&](double share) { return unrolled(share, stretch, bend); };

        const auto landed = land_line(head.measuring, flat_of(flat), ties_of(flat, on_ball), curve_of(on_ball));

        ASSERT_TRUE(landed) << landed.error().message;
        EXPECT_GT(landed->worst_mm, 2.0 * kAccuracyMm) << stretch << ", " << bend;
    }
}

TEST(LandLine, SeesALineThatIsShortAtOneEnd) {
    const Head head = ball::head();
    const auto flat = [](double share) { return unrolled(share); };
    auto shorter = flat_of(flat);
    shorter.resize(shorter.size() - 2);

    const auto landed = land_line(head.measuring, shorter, ties_of(flat, on_ball), curve_of(on_ball));

    ASSERT_TRUE(landed) << landed.error().message;
    EXPECT_NEAR(landed->worst_mm, 2.0 / 150.0 * kAround * ball::kRadiusMm * std::sin(kPolar), 0.05);
    EXPECT_LT(glm::distance(landed->worst_at_mm, on_ball(1.0)), 0.5);
}

TEST(LandLine, SeesAMirroredSheet) {
    const Head head = ball::head();
    const auto flat = [](double share) { return glm::dvec2(1.0, -1.0) * unrolled(share); };

    const auto landed = land_line(head.measuring, flat_of(flat), ties_of(flat, on_ball), curve_of(on_ball));

    ASSERT_TRUE(landed) << landed.error().message;
    EXPECT_GT(landed->worst_mm, 3.0);
}

TEST(LandLine, FollowsSharpCornersOnACylinderToTheHundredth) {
    constexpr double kRadius = 80.0;
    const Surface skin = shapes::cylinder(kRadius);
    // A zigzag: what is straight on paper is straight on a cylinder.
    const std::vector<glm::dvec2> flat{{-60, 0}, {-30, 25}, {-5, -5}, {20, 40}, {55, 35}};
    const auto on = [&](const glm::dvec2& p) { return glm::dvec3(kRadius * std::sin(p.x / kRadius), p.y, kRadius * std::cos(p.x / kRadius)); };
    SurfaceCurve design;
    for (std::size_t i = 1; i < flat.size(); ++i)
        for (int k = 0; k < 40; ++k) design.positions_mm.push_back(glm::vec3(on(glm::mix(flat[i - 1], flat[i], k / 40.0))));
    design.positions_mm.push_back(glm::vec3(on(flat.back())));

    const auto landed = land_line(skin, flat, {{flat[1], on(flat[1])}, {flat[2], on(flat[2])}, {flat[3], on(flat[3])}}, design);

    ASSERT_TRUE(landed) << landed.error().message;
    EXPECT_LT(landed->worst_mm, 0.02);
}

TEST(LandLine, SaysWhyItCannot) {
    const Head head = ball::head(4);
    const auto flat = [](double share) { return unrolled(share); };
    auto ties = ties_of(flat, on_ball);
    ties.pop_back();
    EXPECT_NE(land_line(head.measuring, flat_of(flat), ties, curve_of(on_ball)).error().message.find("three are needed"), std::string::npos);
    ties = ties_of(flat, on_ball);
    ties.front().flat_mm.y += 2.0;
    EXPECT_NE(land_line(head.measuring, flat_of(flat), ties, curve_of(on_ball)).error().message.find("off the line"), std::string::npos);
    const Surface small = shapes::patch([](double u, double v) { return glm::dvec3(20.0 * u, 20.0 * v, 0.0); }, 40.0);
    const std::vector<glm::dvec2> longer{{-30, 0}, {0, 0}, {30, 0}};
    SurfaceCurve design;
    design.positions_mm = {{-10, 0, 0}, {10, 0, 0}};
    const auto off = land_line(small, longer, {{{-10, 0}, {-10, 0, 0}}, {{0, 0}, {0, 0, 0}}, {{10, 0}, {10, 0, 0}}}, design);
    ASSERT_FALSE(off);
    EXPECT_NE(off.error().message.find("leaves the skin"), std::string::npos) << off.error().message;
}

}  // namespace
}  // namespace trichion
