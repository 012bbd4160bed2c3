// Inside or outside of loops on a sphere, and distances to polylines, against direct formulas.
#include "core/geometry/curve_distance.h"
#include "core/geometry/surface_loop.h"

#include "core/base/hash.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

constexpr float kRadiusMm = 85.0f;

glm::vec3 on_sphere(float polar_rad, float azimuth_rad) {
    return kRadiusMm * glm::vec3(std::sin(polar_rad) * std::sin(azimuth_rad), std::cos(polar_rad),
                                 std::sin(polar_rad) * std::cos(azimuth_rad));
}

/// An upper part of the sphere, down to 110 degrees from the top, as a scalp would be.
CapProjection sphere_projection() {
    std::vector<glm::vec3> positions, normals;
    for (int i = 0; i < 4000; ++i) {
        const float polar = std::acos(1.0f - 1.34f * unit_float(mix(1, static_cast<std::uint64_t>(i))));
        positions.push_back(on_sphere(polar, 6.2831853f * unit_float(mix(2, static_cast<std::uint64_t>(i)))));
        normals.push_back(positions.back() / kRadiusMm);
    }
    return CapProjection::fitted(positions, normals);
}

/// A loop whose distance from the top waves five times round: concave in places.
float edge_polar(float azimuth_rad) { return 1.1f + 0.25f * std::sin(5.0f * azimuth_rad); }
std::vector<glm::vec3> wavy_loop() {
    std::vector<glm::vec3> loop;
    for (int i = 0; i < 1500; ++i) {
        const float azimuth = 6.2831853f * static_cast<float>(i) / 1500.0f;
        loop.push_back(on_sphere(edge_polar(azimuth), azimuth));
    }
    return loop;
}

/// Places at which the loop is wrong about the side of a point `beyond_mm` outside or inside the true edge.
int errors_at(const SurfaceLoop& loop, float beyond_mm) {
    int errors = 0;
    for (int i = 0; i < 3000; ++i) {
        const float azimuth = 6.2831853f * unit_float(mix(3, static_cast<std::uint64_t>(i)));
        const float polar = edge_polar(azimuth) + beyond_mm / kRadiusMm;
        errors += loop.contains(on_sphere(polar, azimuth)) != (beyond_mm < 0.0f);
    }
    return errors;
}

TEST(CapProjection, FindsTheCentreAndTheTopOfASphere) {
    const CapProjection cap = sphere_projection();
    EXPECT_LT(glm::length(cap.centre_mm()), 0.01);
    EXPECT_GT(cap.axis().y, 0.99);
}

TEST(SurfaceLoop, TellsInsideFromOutsideWithinATwentiethOfAMillimetre) {
    const SurfaceLoop loop(sphere_projection(), wavy_loop());
    EXPECT_EQ(errors_at(loop, -0.05f), 0);
    EXPECT_EQ(errors_at(loop, 0.05f), 0);
    EXPECT_EQ(errors_at(loop, 20.0f), 0);
}

TEST(SurfaceLoop, TheCheckFailsForALoopATenthOfAMillimetreOff) {
    std::vector<glm::vec3> lower = wavy_loop();
    for (std::size_t i = 0; i < lower.size(); ++i) {
        const float azimuth = 6.2831853f * static_cast<float>(i) / 1500.0f;
        lower[i] = on_sphere(edge_polar(azimuth) + 0.1f / kRadiusMm, azimuth);
    }
    EXPECT_GT(errors_at(SurfaceLoop(sphere_projection(), lower), 0.05f), 100);
}

TEST(SurfaceLoop, HoldsNothingOfTheFarSideAndTheWholeTop) {
    const SurfaceLoop loop(sphere_projection(), wavy_loop());
    EXPECT_TRUE(loop.contains(on_sphere(0.0f, 0.0f)));
    for (int i = 0; i < 60; ++i) EXPECT_FALSE(loop.contains(on_sphere(3.0f, 0.1f * static_cast<float>(i))));
}

TEST(SurfaceLoop, WithoutAPolygonHoldsNothing) {
    EXPECT_FALSE(SurfaceLoop(sphere_projection(), {}).contains(on_sphere(0.0f, 0.0f)));
}

double brute_distance(const std::vector<glm::vec3>& line, const glm::vec3& p) {
    double least = 1e30;
    for (std::size_t i = 0; i + 1 < line.size(); ++i) {
        const glm::dvec3 a(line[i]), ab = glm::dvec3(line[i + 1]) - a, ap = glm::dvec3(p) - a;
        const double t = glm::clamp(glm::dot(ap, ab) / glm::dot(ab, ab), 0.0, 1.0);
        least = std::min(least, glm::length(ap - t * ab));
    }
    return least;
}

TEST(CurveDistance, IsTheDistanceToTheNearestPieceHoweverItIsAsked) {
    const std::vector<glm::vec3> line = wavy_loop();
    CurveDistance curve;
    curve.add(line);
    NearPieces near;
    for (std::uint64_t i = 0; i < 300; ++i) {
        const glm::vec3 centre = on_sphere(1.6f * unit_float(mix(4, i)), 6.2831853f * unit_float(mix(5, i)));
        const float to_centre = curve.distance(centre);
        EXPECT_NEAR(to_centre, brute_distance(line, centre), 2e-4);
        const glm::vec3 p = centre + glm::vec3(1.5f, -1.2f, 1.7f) * (2.0f * unit_float(mix(6, i)) - 1.0f);
        curve.gather(centre, to_centre, 3.0f, near);
        EXPECT_NEAR(near.distance(p), brute_distance(line, p), 2e-4);
        EXPECT_EQ(curve.distance(p, to_centre + 3.0f), curve.distance(p));
    }
}

TEST(CurveDistance, IsInfiniteWithoutAnyPiece) {
    EXPECT_TRUE(std::isinf(CurveDistance().distance({1.0f, 2.0f, 3.0f})));
    EXPECT_TRUE(std::isinf(NearPieces().distance({1.0f, 2.0f, 3.0f})));
}

}  // namespace
}  // namespace trichion
