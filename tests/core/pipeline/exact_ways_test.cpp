// Ways along a head against CGAL's exact shortest paths, computed apart by tests/oracle/cgal_geodesic.cpp and kept in
// tests/data/exact_ways.txt: two places and the length in mm on each line.
#include "core/geometry/geodesic.h"

#include "head_triangles.h"

#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <string>

namespace trichion {
namespace {

using namespace test;

constexpr double kAllowed = 0.005;

// 34,000 triangles of very unequal size: harder than the even ones that the program measures on.
Mesh reference_mesh() { return smooth_cage("male_caucasian", 1); }

struct ExactWay {
    SurfacePoint from, to;
    double length_mm = 0.0;
};

std::vector<ExactWay> exact_ways() {
    std::ifstream file(std::string(TRICHION_SOURCE_DIR) + "/tests/data/exact_ways.txt");
    std::vector<ExactWay> ways;
    ExactWay way;
    const auto read = [&](SurfacePoint& p) { return static_cast<bool>(file >> p.triangle >> p.weights.x >> p.weights.y >> p.weights.z); };
    while (read(way.from) && read(way.to) && file >> way.length_mm) ways.push_back(way);
    return ways;
}

TEST(ExactWays, OursAreWithinHalfAPercentOfThem) {
    const Surface surface = Surface::build(reference_mesh()).value();
    GeodesicSolver solver(surface);
    const std::vector<ExactWay> ways = exact_ways();
    ASSERT_GE(ways.size(), 10u);
    double worst = 0.0;
    for (const ExactWay& way : ways) {
        ASSERT_TRUE(solver.solve(way.from, way.to));
        const double error = solver.length_mm() / way.length_mm - 1.0;
        EXPECT_LT(std::abs(error), kAllowed) << way.length_mm;
        EXPECT_GT(error, -1e-5) << "shorter than the shortest way";
        worst = std::max(worst, error);
    }
    RecordProperty("worst_percent", std::to_string(100.0 * worst));
}

TEST(ExactWays, TheStraightLineThroughTheHeadIsNot) {
    const Surface surface = Surface::build(reference_mesh()).value();
    int tried = 0, failed = 0;
    for (const ExactWay& way : exact_ways()) {
        const double chord = glm::distance(surface.position(way.from), surface.position(way.to));
        ++tried;
        failed += std::abs(chord / way.length_mm - 1.0) > kAllowed;
    }
    EXPECT_GT(2 * failed, tried);
}

// By hand, before the reference program: TRICHION_WRITE_WAYS=FOLDER writes what it reads.
TEST(ExactWays, AreWrittenForTheReferenceProgramWhereAsked) {
    const char* folder = std::getenv("TRICHION_WRITE_WAYS");
    if (!folder) GTEST_SKIP() << "nothing is written without TRICHION_WRITE_WAYS";
    const Mesh mesh = reference_mesh();
    std::ofstream off(std::string(folder) + "/mesh.off"), pairs(std::string(folder) + "/pairs.txt");
    off.precision(9);
    off << "OFF\n" << mesh.positions.size() << ' ' << mesh.triangles.size() << " 0\n";
    for (const glm::vec3& p : mesh.positions) off << p.x << ' ' << p.y << ' ' << p.z << '\n';
    for (const glm::uvec3& t : mesh.triangles) off << "3 " << t.x << ' ' << t.y << ' ' << t.z << '\n';
    const float lowest_mm = load_built_in("male_caucasian")->landmarks.at("glabella").position_mm.y + 10.0f;
    int count = 0;
    for (std::uint64_t i = 0; count < 24; ++i) {
        const auto pick = [&](std::uint64_t k) { return mix(41, 2 * i + k) % mesh.triangles.size(); };
        const auto is_low = [&](std::uint64_t t) { return mesh.positions[mesh.triangles[t].x].y < lowest_mm; };
        if (is_low(pick(0)) || is_low(pick(1))) continue;
        ++count;
        pairs << pick(0) << " 0.25 0.25 0.5 " << pick(1) << " 0.25 0.25 0.5\n";
    }
    EXPECT_TRUE(off && pairs);
}

}  // namespace
}  // namespace trichion
