// Walks over shapes whose ends are known.
#include "core/geometry/surface_walk.h"

#include "core/geometry/surface_spline.h"
#include "curve_shapes.h"

#include <gtest/gtest.h>
#include <numbers>

namespace trichion {
namespace {

using namespace test;

TEST(WalkStraight, OnAPlateGoesStraightForItsLength) {
    const Surface surface = plate(40, 100.0f);
    for (int i = 0; i < 60; ++i) {
        const SurfacePoint a = *surface.closest({50.0f, 50.0f, 0.0f});
        const double angle = 0.1 + i * std::numbers::pi / 30.0;
        const glm::dvec3 way(40.0 * std::cos(angle), 40.0 * std::sin(angle), 0.0);
        const StraightEnd end = walk_straight(surface, a, tangent_frame(surface, a.triangle).flat(way));
        ASSERT_NEAR(end.walked_mm, 40.0, 1e-9);
        ASSERT_LT(glm::distance(surface.position(end.at), surface.position(a) + glm::vec3(way)), 1e-3f) << i;
    }
}

TEST(WalkStraight, StopsAtABorderAndSaysHowFarItCame) {
    const Surface surface = plate(10, 100.0f);
    const SurfacePoint a = *surface.closest({50.0f, 52.0f, 0.0f});
    const StraightEnd end = walk_straight(surface, a, tangent_frame(surface, a.triangle).flat({80.0, 0.0, 0.0}));
    EXPECT_NEAR(end.walked_mm, 50.0, 1e-3);
    EXPECT_NEAR(surface.position(end.at).x, 100.0f, 1e-3f);
}

TEST(WalkStraight, AllRoundASphereComesBack) {
    const Surface surface = sphere(6, 85.0f);
    const SurfacePoint a = some_point(surface, 6);
    const StraightEnd end = walk_straight(surface, a, {2.0 * std::numbers::pi * 85.0, 0.0});
    EXPECT_LT(glm::distance(surface.position(end.at), surface.position(a)), 2.0f);
}

TEST(WalkStraight, NowhereToGoStays) {
    const Surface surface = sphere(2, 85.0f);
    for (const glm::dvec2 way : {glm::dvec2(0.0), glm::dvec2(std::nan(""), 1.0)})
        EXPECT_EQ(walk_straight(surface, {3, {0.2f, 0.3f, 0.5f}}, way).at, (SurfacePoint{3, {0.2f, 0.3f, 0.5f}}));
}

TEST(WalkPlane, StaysInItsPlaneForItsLength) {
    const Surface surface = dented_sphere(6, 85.0f, 2.0f);
    for (std::uint64_t i = 0; i < 100; ++i) {
        const SurfacePoint a = some_point(surface, i);
        const glm::vec3 p = surface.position(a), normal = glm::normalize(glm::vec3(1.0f, 0.3f, -0.2f));
        if (std::abs(glm::dot(normal, surface.normal(a))) > 0.8f) continue;  // there the crossing closes early
        const SurfaceCurve way = walk_plane(surface, a, normal, {0.0f, 1.0f, 0.0f}, 20.0f);
        ASSERT_NEAR(way.length_mm(), 20.0f, 1e-3f) << i;
        for (const glm::vec3& q : way.positions_mm) ASSERT_NEAR(glm::dot(q - p, normal), 0.0f, 1e-3f) << i;
        ASSERT_EQ(way.points.size(), way.arc_mm.size());
    }
}

TEST(WalkPlane, ThereAndBackEndsWhereItBegan) {
    const Surface surface = dented_sphere(6, 85.0f, 2.0f);
    const glm::vec3 normal(1.0f, 0.0f, 0.0f), up(0.0f, 1.0f, -1.0f);
    for (int i = 0; i < 50; ++i) {
        const glm::vec3 front(-30.0f + 1.2f * static_cast<float>(i), 40.0f, 70.0f);
        const SurfacePoint a = *surface.closest(front);
        const SurfacePoint b = walk_plane(surface, a, normal, up, 30.0f).points.back();
        const SurfacePoint c = walk_plane(surface, b, normal, -up, 30.0f).points.back();
        ASSERT_LT(glm::distance(surface.position(a), surface.position(c)), 0.01f) << i;
    }
}

TEST(WalkPlane, PointOnFindsTheWayWalked) {
    const Surface surface = sphere(5, 85.0f);
    const SurfaceCurve way = walk_plane(surface, some_point(surface, 2), {0.2f, 0.4f, 1.0f}, {0.0f, 1.0f, 0.0f}, 40.0f);
    const glm::vec3 before = surface.position(point_on(surface, way, 20.0f)), after = surface.position(point_on(surface, way, 21.0f));
    EXPECT_NEAR(glm::distance(before, after), 1.0f, 1e-3f);
    EXPECT_EQ(point_on(surface, way, -1.0f), way.points.front());
    EXPECT_EQ(point_on(surface, way, 99.0f), way.points.back());
}

// Samples of a spline lie triangles apart; a plane walk's do not.
TEST(PointOn, GoesAsFarAlongTheSkinAsItIsAskedOnEveryKindOfCurve) {
    const Surface surface = dented_sphere(6, 85.0f, 2.0f);
    const auto at = [&](float x, float y, float z) { return *surface.closest({x, y, z}); };
    GeodesicSolver solver(surface);
    const SurfaceCurve spline =
        sample_stretch(solver, surface, {at(-40, 60, 40), at(-20, 80, 50), at(15, 40, 52), at(45, 55, 35)}).value();
    const SurfaceCurve way = shortest_way(surface, at(-40, 60, 40), at(45, 55, 35)).value();
    const SurfaceCurve crossing = walk_plane(surface, at(-40, 60, 40), {0.2f, 0.4f, 1.0f}, {1.0f, 0.0f, 0.0f}, 60.0f);
    for (const SurfaceCurve* curve : {&spline, &way, &crossing}) {
        constexpr float kStep_mm = 0.1f;
        for (float arc = 0.0f; arc + kStep_mm < curve->length_mm(); arc += kStep_mm) {
            const SurfacePoint p = point_on(surface, *curve, arc), q = point_on(surface, *curve, arc + kStep_mm);
            const float apart = glm::distance(surface.position(p), surface.position(q));
            ASSERT_LT(apart, 1.002f * kStep_mm) << arc;  // the skin's own turns make the chord a little shorter
            ASSERT_GT(apart, 0.98f * kStep_mm) << arc;
        }
    }
}

}  // namespace
}  // namespace trichion
