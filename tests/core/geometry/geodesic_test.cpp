// Shortest ways against shapes whose answers are known.
#include "core/geometry/geodesic.h"

#include "core/geometry/surface_walk.h"
#include "curve_shapes.h"

#include <gtest/gtest.h>
#include <queue>

namespace trichion {
namespace {

using namespace test;

constexpr float kRadius_mm = 85.0f;

double great_circle_mm(const glm::vec3& a, const glm::vec3& b) {
    const glm::dvec3 u = a, v = b;
    return kRadius_mm * std::atan2(glm::length(glm::cross(u, v)), glm::dot(u, v));
}

// The shortest way along edges from every vertex of one triangle: what no shortest way may exceed.
std::vector<double> along_edges(const Surface& surface, std::uint32_t source) {
    std::vector<std::vector<std::uint32_t>> next(surface.mesh().positions.size());
    for (const glm::uvec3& t : surface.mesh().triangles)
        for (int k = 0; k < 3; ++k) next[t[k]].push_back(t[(k + 1) % 3]), next[t[(k + 1) % 3]].push_back(t[k]);
    std::vector<double> far(next.size(), 1e30);
    std::priority_queue<std::pair<double, std::uint32_t>> open;
    far[source] = 0.0;
    open.push({0.0, source});
    while (!open.empty()) {
        const auto [cost, v] = open.top();
        open.pop();
        if (-cost > far[v]) continue;
        for (const std::uint32_t w : next[v]) {
            const double there = far[v] + glm::length(surface.mesh().positions[v] - surface.mesh().positions[w]);
            if (there < far[w]) far[w] = there, open.push({-there, w});
        }
    }
    return far;
}

SurfacePoint at_vertex(const Surface& surface, std::uint32_t vertex) {
    for (std::uint32_t t = 0; t < surface.triangle_count(); ++t)
        for (int k = 0; k < 3; ++k)
            if (surface.mesh().triangles[t][k] == vertex) {
                SurfacePoint p{t, glm::vec3(0.0f)};
                p.weights[k] = 1.0f;
                return p;
            }
    return {};
}

TEST(Geodesic, OnAPlateTheWayIsTheStraightLine) {
    const Surface surface = plate(40, 100.0f);
    GeodesicSolver solver(surface);
    for (std::uint64_t i = 0; i < 400; ++i) {
        const SurfacePoint a = some_point(surface, 2 * i), b = some_point(surface, 2 * i + 1);
        ASSERT_TRUE(solver.solve(a, b));
        const glm::vec3 p = surface.position(a), q = surface.position(b);
        ASSERT_NEAR(solver.length_mm(), glm::distance(p, q), 1e-4) << i;
        ASSERT_LT(glm::distance(surface.position(solver.point_at(0.3)), glm::mix(p, q, 0.3f)), 1e-3f) << i;
    }
}

TEST(Geodesic, OnASphereTheWayIsTheGreatCircleWithinHalfAPercent) {
    const Surface surface = sphere(6, kRadius_mm);
    GeodesicSolver solver(surface);
    for (std::uint64_t i = 0; i < 200; ++i) {
        const SurfacePoint a = some_point(surface, 2 * i), b = some_point(surface, 2 * i + 1);
        const double exact = great_circle_mm(surface.position(a), surface.position(b));
        ASSERT_TRUE(solver.solve(a, b));
        ASSERT_NEAR(solver.length_mm(), exact, 0.005 * exact) << i;
    }
}

TEST(Geodesic, TheStraightLineThroughTheSphereWouldFailThatTest) {
    const Surface surface = sphere(6, kRadius_mm);
    int failed = 0, tried = 0;
    for (std::uint64_t i = 0; i < 200; ++i) {
        const glm::vec3 p = surface.position(some_point(surface, 2 * i)), q = surface.position(some_point(surface, 2 * i + 1));
        const double exact = great_circle_mm(p, q);
        if (exact < 40.0) continue;  // shorter chords are within half a percent
        ++tried;
        failed += std::abs(glm::distance(p, q) - exact) > 0.005 * exact;
    }
    EXPECT_GT(tried, 100);
    EXPECT_EQ(failed, tried);
}

TEST(Geodesic, OverBumpsTheWayIsNeverLongerThanOneAlongTheEdges) {
    const Surface surface = dented_sphere(5, kRadius_mm, 2.0f);
    GeodesicSolver solver(surface);
    for (std::uint32_t source = 0; source < 4; ++source) {
        const std::vector<double> bound = along_edges(surface, source);
        const SurfacePoint a = at_vertex(surface, source);
        for (std::uint32_t target = 50; target < surface.mesh().positions.size(); target += 211) {
            ASSERT_TRUE(solver.solve(a, at_vertex(surface, target)));
            ASSERT_LE(solver.length_mm(), bound[target] + 1e-4) << source << " to " << target;
            ASSERT_GE(solver.length_mm(),
                      glm::distance(surface.mesh().positions[source], surface.mesh().positions[target]) - 1e-4);
        }
    }
}

TEST(Geodesic, TheWayGoesRoundAHoleByItsCorners) {
    const Surface surface = plate(20, 100.0f, [](int x, int y) { return x < 8 || x >= 12 || y < 8 || y >= 12; });
    const SurfacePoint a = *surface.closest({30.0f, 50.0f, 0.0f}), b = *surface.closest({70.0f, 50.0f, 0.0f});
    const auto way = shortest_way(surface, a, b);
    ASSERT_TRUE(way);
    EXPECT_NEAR(way->length_mm(), 20.0 + 2.0 * std::sqrt(200.0), 1e-3);
}

TEST(Geodesic, OverAnEdgeOfABoxTheWayIsStraightWhenTheBoxIsUnfolded) {
    Mesh mesh = plate(10, 10.0f).mesh();
    for (glm::vec3& p : mesh.positions) {
        if (p.x > 4.6f && p.x < 5.4f) p.x = 5.0f;
        if (p.x > 5.0f) p = {5.0f, p.y, -(p.x - 5.0f)};
    }
    const Surface surface = Surface::build(mesh).value();
    const auto way = shortest_way(surface, *surface.closest({2.0f, 1.0f, 0.0f}), *surface.closest({5.0f, 8.0f, -4.0f}));
    ASSERT_TRUE(way);
    EXPECT_NEAR(way->length_mm(), std::sqrt(7.0 * 7.0 + 7.0 * 7.0), 1e-3);
}

TEST(Geodesic, FromAPointToItselfThereIsNoWayToGo) {
    const Surface surface = sphere(3, kRadius_mm);
    GeodesicSolver solver(surface);
    for (std::uint64_t i = 0; i < 50; ++i) {
        const SurfacePoint p = some_point(surface, i);
        ASSERT_TRUE(solver.solve(p, p));
        ASSERT_EQ(solver.length_mm(), 0.0);
        ASSERT_EQ(solver.point_at(0.5), p);
    }
}

TEST(Geodesic, TwoNamesOfOneVertexAreNoDistanceApart) {
    const Surface surface = sphere(3, kRadius_mm);
    GeodesicSolver solver(surface);
    for (std::uint32_t t = 0; t < surface.triangle_count(); ++t) {
        const std::uint32_t vertex = surface.mesh().triangles[t].x;
        ASSERT_TRUE(solver.solve({t, {1.0f, 0.0f, 0.0f}}, at_vertex(surface, vertex)));
        ASSERT_LT(solver.length_mm(), 1e-6) << t;
    }
}

TEST(Geodesic, PartsThatDoNotTouchHaveNoWayBetweenThem) {
    const Surface surface = plate(20, 100.0f, [](int x, int) { return x != 10; });
    const auto way = shortest_way(surface, *surface.closest({20.0f, 20.0f, 0.0f}), *surface.closest({90.0f, 20.0f, 0.0f}));
    ASSERT_FALSE(way);
    EXPECT_EQ(way.error().code, ErrorCode::Degenerate);
}

// Where a way leads between bumps there are many that no small change shortens.
TEST(Geodesic, TheWidestSearchFindsTheWayOnTheOtherSideOfABump) {
    Mesh mesh = icosphere(6, kRadius_mm);
    for (glm::vec3& p : mesh.positions)
        for (std::uint64_t k = 0; k < 60; ++k) {
            const glm::vec3 bump = kRadius_mm * glm::normalize(glm::vec3(unit_float(mix(1, k)), unit_float(mix(2, k)), unit_float(mix(3, k))) - 0.5f);
            const float off = glm::distance(kRadius_mm * glm::normalize(p), bump) / 10.0f;
            p += 8.0f * std::exp(-off * off) * glm::normalize(p);
        }
    const Surface surface = Surface::build(std::move(mesh)).value();
    GeodesicSolver solver(surface);
    int shorter = 0;
    for (std::uint64_t i = 0; i < 100; ++i) {
        const SurfacePoint a = some_point(surface, 2 * i), b = some_point(surface, 2 * i + 1);
        ASSERT_TRUE(solver.solve(a, b));
        const double compared = solver.length_mm();
        ASSERT_TRUE(solver.solve(a, b, WaySearch::Widest));
        ASSERT_LE(solver.length_mm(), compared + 1e-9) << i;
        shorter += solver.length_mm() < 0.995 * compared;
    }
    EXPECT_GE(shorter, 3);
}

TEST(Geodesic, TheCurveStartsEndsAndMeasuresAsTheWay) {
    const Surface surface = dented_sphere(5, kRadius_mm, 2.0f);
    for (std::uint64_t i = 0; i < 50; ++i) {
        const SurfacePoint a = some_point(surface, 2 * i), b = some_point(surface, 2 * i + 1);
        const auto way = shortest_way(surface, a, b);
        ASSERT_TRUE(way);
        ASSERT_EQ(way->points.front(), a);
        ASSERT_EQ(way->points.back(), b);
        double sum = 0.0;
        for (std::size_t k = 1; k < way->points.size(); ++k)
            sum += glm::distance(way->positions_mm[k - 1], way->positions_mm[k]);
        ASSERT_NEAR(sum, way->length_mm(), 1e-3);
    }
}

TEST(Geodesic, AShortWayCostsTheTrianglesItCrossesNotTheMesh) {
    const auto cost = [](int steps) {
        const Surface surface = sphere(steps, kRadius_mm);
        GeodesicSolver solver(surface);
        for (std::uint64_t i = 0; i < 100; ++i) {
            const SurfacePoint a = some_point(surface, i);
            const glm::vec3 p = surface.position(a);
            const glm::vec3 q = p + 30.0f * glm::normalize(glm::cross(p, glm::vec3(0.3f, 0.5f, 0.8f)));
            EXPECT_TRUE(solver.solve(a, *surface.closest(kRadius_mm * glm::normalize(q))));
        }
        return static_cast<double>(solver.triangles_visited()) / 100.0;
    };
    const double coarse = cost(5), fine = cost(7);  // 20,480 and 327,680 triangles: 4 times as many to cross
    EXPECT_LT(fine, 12.0 * coarse);
    EXPECT_LT(fine, 1000.0);
}

TEST(LogarithmMap, WalkingStraightAlongItArrives) {
    const Surface surface = dented_sphere(6, kRadius_mm, 1.0f);
    GeodesicSolver solver(surface);
    int arrived = 0;
    for (std::uint64_t i = 0; i < 100; ++i) {
        SurfacePoint a = some_point(surface, i);
        a.weights = 0.7f * a.weights + glm::vec3(0.1f);
        const glm::vec3 away = glm::normalize(glm::cross(surface.position(a), glm::vec3(0.3f, 0.5f, 0.8f)));
        const SurfacePoint b = *surface.closest(surface.position(a) + 25.0f * away);
        ASSERT_TRUE(solver.solve(a, b));
        const StraightEnd end = walk_straight(surface, a, solver.leaving());
        ASSERT_NEAR(end.walked_mm, solver.length_mm(), 1e-9);
        const float missed = glm::distance(surface.position(end.at), surface.position(b));
        ASSERT_LT(missed, 0.2f) << i;  // a way may pass through a vertex, where straight on has two meanings
        arrived += missed < 0.01f;
    }
    EXPECT_GE(arrived, 85);
}

}  // namespace
}  // namespace trichion
