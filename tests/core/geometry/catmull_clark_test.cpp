// Subdivision against figures worked out by hand.
#include "core/geometry/catmull_clark.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

// Corners at +-1, quads counter-clockwise from outside, each with a unit square of its own as texture.
QuadMesh cube() {
    QuadMesh mesh;
    for (int k = 0; k < 8; ++k) mesh.positions.emplace_back(k & 1 ? 1 : -1, k & 2 ? 1 : -1, k & 4 ? 1 : -1);
    mesh.quads = {{0, 2, 3, 1}, {4, 5, 7, 6}, {0, 1, 5, 4}, {2, 6, 7, 3}, {0, 4, 6, 2}, {1, 3, 7, 5}};
    mesh.uvs = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    mesh.uv_quads.assign(6, {0, 1, 2, 3});
    return mesh;
}

QuadMesh square() {
    QuadMesh mesh;
    mesh.positions = {{0, 0, 0}, {8, 0, 0}, {8, 8, 0}, {0, 8, 0}};
    mesh.quads = {{0, 1, 2, 3}};
    return mesh;
}

double volume(const QuadMesh& mesh) {
    double six = 0.0;
    for (const auto& q : mesh.quads)
        for (const auto& [a, b, c] : {std::array{q[0], q[1], q[2]}, std::array{q[0], q[2], q[3]}})
            six += glm::dot(glm::dvec3(mesh.positions[a]), glm::cross(glm::dvec3(mesh.positions[b]), glm::dvec3(mesh.positions[c])));
    return six / 6.0;
}

TEST(CatmullClark, MovesTheCornersOfACubeToFiveNinths) {
    const QuadMesh fine = subdivide(cube());
    ASSERT_EQ(fine.positions.size(), 26u);
    ASSERT_EQ(fine.quads.size(), 24u);
    for (std::size_t v = 0; v < 8; ++v)
        for (int k = 0; k < 3; ++k) EXPECT_NEAR(std::abs(fine.positions[v][k]), 5.0 / 9.0, 1e-6);
    for (std::size_t v = 8; v < 20; ++v) EXPECT_NEAR(glm::length(fine.positions[v]), std::sqrt(2.0) * 0.75, 1e-6);
    for (std::size_t v = 20; v < 26; ++v) EXPECT_NEAR(glm::length(fine.positions[v]), 1.0, 1e-6);
}

TEST(CatmullClark, KeepsOrientationAndShrinksTowardsItsLimit) {
    QuadMesh mesh = cube();
    double before = volume(mesh);
    EXPECT_NEAR(before, 8.0, 1e-9);
    for (int step = 0; step < 4; ++step) {
        mesh = subdivide(mesh);
        EXPECT_GT(volume(mesh), 0.0);
        EXPECT_LT(volume(mesh), before);
        before = volume(mesh);
    }
}

TEST(CatmullClark, TreatsABorderAsACubicBSpline) {
    const QuadMesh fine = subdivide(square());
    EXPECT_EQ(fine.positions[0], glm::vec3(1, 1, 0));
    EXPECT_TRUE(std::ranges::count(fine.positions, glm::vec3(4, 0, 0)) == 1);
    EXPECT_EQ(fine.positions.back(), glm::vec3(4, 4, 0));
}

TEST(CatmullClark, StoresChildrenCornerByCornerSoThatTheyKnowTheirParent) {
    const QuadMesh once = subdivide(cube()), twice = subdivide(once);
    for (std::size_t k = 0; k < twice.quads.size(); ++k) {
        glm::vec3 middle(0.0f);
        for (const std::uint32_t v : twice.quads[k]) middle += 0.25f * twice.positions[v];
        // Face k % 6 of the cube, in its order: -z +z -y +y -x +x.
        const int axis = 2 - static_cast<int>(k % 6) / 2;
        const float side = k % 2 ? 1.0f : -1.0f;
        EXPECT_GT(side * middle[axis], 0.3f) << k;
    }
}

TEST(CatmullClark, HalvesTextureCoordinatesWithinEachQuad) {
    const QuadMesh fine = subdivide(cube());
    ASSERT_EQ(fine.uv_quads.size(), fine.quads.size());
    for (std::size_t k = 0; k < fine.uv_quads.size(); ++k) {
        glm::vec2 low(2.0f), high(-1.0f);
        for (const std::uint32_t v : fine.uv_quads[k]) low = glm::min(low, fine.uvs[v]), high = glm::max(high, fine.uvs[v]);
        EXPECT_EQ(high - low, glm::vec2(0.5f)) << k;
    }
}

}  // namespace
}  // namespace trichion
