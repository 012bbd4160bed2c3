// Smooth curves on surfaces against the plane's own and against what an eye would see.
#include "core/geometry/surface_spline.h"

#include "curve_shapes.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

SurfaceCurve stretch(const Surface& surface, const std::array<SplineKnot, 4>& knots) {
    GeodesicSolver solver(surface);
    const auto controls = stretch_controls(solver, surface, knots);
    EXPECT_TRUE(controls);
    return sample_stretch(solver, surface, *controls).value();
}

// Four knots on a sphere's cap, unevenly spaced, as a hairline has them.
std::array<SplineKnot, 4> cap_knots(const Surface& surface) {
    return {SplineKnot{*surface.closest({-40.0f, 60.0f, 40.0f})}, SplineKnot{*surface.closest({-20.0f, 62.0f, 50.0f})},
            SplineKnot{*surface.closest({15.0f, 65.0f, 52.0f})}, SplineKnot{*surface.closest({45.0f, 55.0f, 35.0f})}};
}

TEST(SurfaceSpline, OnAPlateItIsThePlanesCubic) {
    const Surface surface = plate(40, 100.0f);
    const glm::vec3 p[4] = {{20, 20, 0}, {40, 80, 0}, {60, 10, 0}, {85, 70, 0}};
    GeodesicSolver solver(surface);
    const auto curve = sample_stretch(solver, surface, {*surface.closest(p[0]), *surface.closest(p[1]),
                                                        *surface.closest(p[2]), *surface.closest(p[3])});
    ASSERT_TRUE(curve);
    for (const glm::vec3& q : curve->positions_mm) {
        float least = 1e9f;
        for (int i = 0; i <= 20000; ++i) {
            const float t = static_cast<float>(i) / 20000.0f, u = 1.0f - t;
            const glm::vec3 b = u * u * u * p[0] + 3.0f * u * u * t * p[1] + 3.0f * u * t * t * p[2] + t * t * t * p[3];
            least = std::min(least, glm::distance(b, q));
        }
        ASSERT_LT(least, 0.02f);
    }
}

TEST(SurfaceSpline, PassesThroughItsPointsAndLiesOnTheSkin) {
    const Surface surface = dented_sphere(6, 85.0f, 1.0f);
    const auto knots = cap_knots(surface);
    const SurfaceCurve curve = stretch(surface, knots);
    EXPECT_EQ(curve.points.front(), knots[1].at);
    EXPECT_EQ(curve.points.back(), knots[2].at);
    for (std::size_t i = 0; i < curve.points.size(); ++i) {
        const auto near = surface.closest(curve.positions_mm[i]);
        ASSERT_LT(glm::distance(surface.position(*near), curve.positions_mm[i]), 0.02f);
    }
}

TEST(SurfaceSpline, AChordBetweenItsPointsWouldLeaveTheSkin) {
    const Surface surface = dented_sphere(6, 85.0f, 1.0f);
    const auto knots = cap_knots(surface);
    const glm::vec3 middle = 0.5f * (surface.position(knots[1].at) + surface.position(knots[2].at));
    EXPECT_GT(glm::distance(surface.position(*surface.closest(middle)), middle), 0.02f);
}

TEST(SurfaceSpline, SamplesAreAtMostAMillimetreApartAndTurnLittle) {
    const Surface surface = sphere(6, 85.0f);
    const SurfaceCurve curve = stretch(surface, cap_knots(surface));
    for (std::size_t i = 1; i < curve.points.size(); ++i) ASSERT_LE(curve.arc_mm[i] - curve.arc_mm[i - 1], 1.0f);
    for (std::size_t i = 2; i < curve.points.size(); ++i) {
        const glm::vec3 a = glm::normalize(curve.positions_mm[i - 1] - curve.positions_mm[i - 2]);
        const glm::vec3 b = glm::normalize(curve.positions_mm[i] - curve.positions_mm[i - 1]);
        ASSERT_LT(std::acos(std::min(1.0f, glm::dot(a, b))), 0.1f) << i;
    }
}

TEST(SurfaceSpline, TwoStretchesMeetWithoutAKinkAtASmoothPointAndWithOneAtACorner) {
    const Surface surface = sphere(6, 85.0f);
    const auto at = [&](float x, float y, float z) { return *surface.closest({x, y, z}); };
    const SurfacePoint a = at(-50, 60, 40), b = at(-20, 62, 50), c = at(5, 80, 20), d = at(35, 60, 45), e = at(60, 40, 30);
    const auto turn_at_c = [&](bool is_corner) {
        const SurfaceCurve in = stretch(surface, {SplineKnot{a}, SplineKnot{b}, SplineKnot{c, is_corner}, SplineKnot{d}});
        const SurfaceCurve out = stretch(surface, {SplineKnot{b}, SplineKnot{c, is_corner}, SplineKnot{d}, SplineKnot{e}});
        const std::size_t n = in.positions_mm.size();
        const glm::vec3 u = glm::normalize(in.positions_mm[n - 1] - in.positions_mm[n - 2]);
        const glm::vec3 v = glm::normalize(out.positions_mm[1] - out.positions_mm[0]);
        return std::acos(std::min(1.0f, glm::dot(u, v)));
    };
    EXPECT_LT(turn_at_c(false), 0.1f);
    EXPECT_GT(turn_at_c(true), 0.5f);
}

TEST(SurfaceSpline, TheSamePointsOnFinerTrianglesGiveTheSameCurve) {
    const Surface coarse = sphere(5, 85.0f), fine = sphere(7, 85.0f);
    const SurfaceCurve a = stretch(coarse, cap_knots(coarse)), b = stretch(fine, cap_knots(fine));
    for (const glm::vec3& p : a.positions_mm) {
        float least = 1e9f;
        for (const glm::vec3& q : b.positions_mm) least = std::min(least, glm::distance(glm::normalize(p), glm::normalize(q)) * 85.0f);
        ASSERT_LT(least, 0.6f);  // half a step of samples and 0.1 mm
    }
}

TEST(SurfaceSpline, AHoleBetweenThePointsIsSaid) {
    const Surface surface = plate(20, 100.0f, [](int x, int) { return x != 10; });
    GeodesicSolver solver(surface);
    const SplineKnot left{*surface.closest({20, 20, 0})}, right{*surface.closest({90, 20, 0})};
    EXPECT_FALSE(stretch_controls(solver, surface, {left, left, right, right}));
}

}  // namespace
}  // namespace trichion
