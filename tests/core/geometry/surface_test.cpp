// Closest places and ray hits against a search through all triangles, and what a move must keep.
#include "core/geometry/surface.h"

#include "core/base/hash.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

float random_unit(std::uint64_t& state) { return unit_float(state = mix(state)); }
glm::vec3 random_place(std::uint64_t& state, float reach) {
    const float x = random_unit(state), y = random_unit(state), z = random_unit(state);
    return reach * (2.0f * glm::vec3(x, y, z) - 1.0f);
}

// A bumpy ball, not convex, so that nearest places are not where one would guess.
Mesh bumpy_ball(int rings) {
    Mesh mesh;
    const int columns = 2 * rings;
    for (int r = 0; r <= rings; ++r)
        for (int c = 0; c < columns; ++c) {
            const double a = M_PI * r / rings, b = 2.0 * M_PI * c / columns;
            const double radius = 50.0 + 8.0 * std::sin(5.0 * b) * std::sin(3.0 * a);
            mesh.positions.emplace_back(radius * std::sin(a) * std::sin(b), radius * std::cos(a), radius * std::sin(a) * std::cos(b));
        }
    for (int r = 0; r < rings; ++r)
        for (int c = 0; c < columns; ++c) {
            const auto at = [&](int dr, int dc) { return static_cast<std::uint32_t>((r + dr) * columns + (c + dc) % columns); };
            if (r > 0) mesh.triangles.emplace_back(at(0, 0), at(1, 0), at(0, 1));
            if (r + 1 < rings) mesh.triangles.emplace_back(at(0, 1), at(1, 0), at(1, 1));
        }
    return mesh;
}

// Distance to a triangle by a dense search over its weights: slow and unlike the tree's arithmetic.
double distance_by_search(const Mesh& mesh, const glm::vec3& p, int steps) {
    double best = 1e30;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[t.x]), b(mesh.positions[t.y]), c(mesh.positions[t.z]);
        for (int i = 0; i <= steps; ++i)
            for (int j = 0; i + j <= steps; ++j) {
                const double v = static_cast<double>(i) / steps, w = static_cast<double>(j) / steps;
                best = std::min(best, glm::distance(a + v * (b - a) + w * (c - a), glm::dvec3(p)));
            }
    }
    return best;
}

TEST(Surface, FindsTheClosestPlaceThatASearchFinds) {
    const Mesh mesh = bumpy_ball(12);
    const Surface surface = *Surface::build(mesh);
    constexpr int kSteps = 24;
    std::uint64_t state = 1;
    for (int k = 0; k < 60; ++k) {
        const glm::vec3 p = random_place(state, 80.0f);
        const auto at = surface.closest(p);
        ASSERT_TRUE(at);
        EXPECT_NEAR(at->weights.x + at->weights.y + at->weights.z, 1.0f, 1e-5f);
        EXPECT_GE(std::min({at->weights.x, at->weights.y, at->weights.z}), 0.0f);
        const double found = glm::distance(surface.position(*at), p), searched = distance_by_search(mesh, p, kSteps);
        EXPECT_LE(found, searched + 1e-4);
        EXPECT_GE(found, searched - 15.0 / kSteps) << "no triangle is larger than 15 mm";
    }
}

TEST(Surface, FindsNothingBeyondTheDistanceAsked) {
    const Surface surface = *Surface::build(bumpy_ball(12));
    const glm::vec3 p(0.0f, 0.0f, 100.0f);
    const float distance = glm::distance(surface.position(*surface.closest(p)), p);
    EXPECT_TRUE(surface.closest(p, distance * 1.001f));
    EXPECT_FALSE(surface.closest(p, distance * 0.999f));
}

// Along a ray, the first place where a plane test with doubles crosses a triangle.
std::optional<double> hit_by_search(const Mesh& mesh, const Ray& ray) {
    std::optional<double> first;
    const glm::dvec3 o(ray.origin), d(ray.direction);
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[t.x]), b(mesh.positions[t.y]), c(mesh.positions[t.z]);
        const glm::dvec3 n = glm::cross(b - a, c - a);
        const double s = glm::dot(a - o, n) / glm::dot(d, n);
        const glm::dvec3 p = o + s * d;
        const bool inside = glm::dot(glm::cross(b - a, p - a), n) >= 0 && glm::dot(glm::cross(c - b, p - b), n) >= 0 &&
                            glm::dot(glm::cross(a - c, p - c), n) >= 0;
        if (s >= 0 && inside && (!first || s < *first)) first = s;
    }
    return first;
}

TEST(Surface, HitsWhatASearchHits) {
    const Mesh mesh = bumpy_ball(20);
    const Surface surface = *Surface::build(mesh);
    std::uint64_t state = 2;
    int hits = 0;
    for (int k = 0; k < 400; ++k) {
        const Ray ray{random_place(state, 90.0f), glm::normalize(random_place(state, 1.0f))};
        const auto found = surface.hit(ray);
        const auto searched = hit_by_search(mesh, ray);
        ASSERT_EQ(found.has_value(), searched.has_value()) << k;
        if (!found) continue;
        ++hits;
        EXPECT_NEAR(found->distance_mm, *searched, 1e-3);
        EXPECT_LT(glm::distance(surface.position(found->at), ray.origin + found->distance_mm * ray.direction), 1e-3f);
    }
    EXPECT_GT(hits, 50);
}

TEST(Surface, NoRaySlipsThroughACornerBetweenTriangles) {
    const auto ball = Surface::build(bumpy_ball(24));
    ASSERT_TRUE(ball);
    for (const glm::vec3& corner : ball->mesh().positions) {
        const glm::vec3 out = glm::normalize(corner);
        const auto hit = ball->hit({corner + 200.0f * out, -out});
        ASSERT_TRUE(hit) << corner.x << ' ' << corner.y << ' ' << corner.z;
        EXPECT_NEAR(hit->distance_mm, 200.0f, 0.01f);
    }
}

TEST(Surface, SeesNoBackFaceWhenAskedForFrontsOnly) {
    const Surface surface = *Surface::build(bumpy_ball(20));
    const Ray from_inside{{1.0f, 2.0f, 3.0f}, glm::normalize(glm::vec3(0.3f, 0.2f, 0.9f))};
    EXPECT_TRUE(surface.hit(from_inside));
    EXPECT_FALSE(surface.hit(from_inside, true));
}

TEST(Surface, KeepsPlacesNormalsAndAnswersWhenMoved) {
    const Surface surface = *Surface::build(bumpy_ball(16));
    Similarity move;
    move.rotation = glm::mat3(0.36f, 0.48f, -0.8f, -0.8f, 0.6f, 0.0f, 0.48f, 0.64f, 0.6f);
    move.shift = {5.0f, -7.0f, 11.0f};
    move.scale = 1.25f;
    const Surface moved = surface.transformed(move);
    const Surface rebuilt = *Surface::build(moved.mesh());
    std::uint64_t state = 3;
    for (int k = 0; k < 200; ++k) {
        const glm::vec3 p = random_place(state, 80.0f);
        const SurfacePoint at = *surface.closest(p);
        EXPECT_LT(glm::distance(moved.position(at), move(surface.position(at))), 1e-4f);
        const SurfacePoint fresh = *rebuilt.closest(move(p)), kept = *moved.closest(move(p));
        EXPECT_NEAR(glm::distance(rebuilt.position(fresh), move(p)), glm::distance(moved.position(kept), move(p)), 1e-5f);
    }
    for (std::size_t v = 0; v < moved.vertex_normals().size(); ++v)
        EXPECT_GT(glm::dot(moved.vertex_normals()[v], rebuilt.vertex_normals()[v]), 0.99999f);
    EXPECT_EQ(moved.neighbours(), rebuilt.neighbours());
}

TEST(Surface, RefusesWhatIsNoMesh) {
    EXPECT_EQ(Surface::build({}).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(Surface::build({{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}, {{0, 1, 3}}}).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(Surface::build({{{0, 0, 0}, {1, 0, 0}, {0, NAN, 0}}, {{0, 1, 2}}}).error().code, ErrorCode::InvalidInput);
}

}  // namespace
}  // namespace trichion
