// Scattering and ranking on flat patches: spacing, nesting, even coverage and the spectrum of blue noise.
#include "core/base/hash.h"
#include "core/geometry/candidate_sampling.h"
#include "core/geometry/ranked_darts.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <gtest/gtest.h>

namespace trichion {
namespace {

constexpr float kPatchMm = 40.0f;

Surface patch_of(float width_mm, int cells) {
    Mesh mesh;
    for (int j = 0; j <= cells; ++j)
        for (int i = 0; i <= cells; ++i)
            mesh.positions.push_back({width_mm * static_cast<float>(i) / static_cast<float>(cells),
                                      width_mm * static_cast<float>(j) / static_cast<float>(cells), 0.0f});
    const auto at = [&](int i, int j) { return static_cast<std::uint32_t>(j * (cells + 1) + i); };
    for (int j = 0; j < cells; ++j)
        for (int i = 0; i < cells; ++i) {
            mesh.triangles.push_back({at(i, j), at(i + 1, j), at(i + 1, j + 1)});
            mesh.triangles.push_back({at(i, j), at(i + 1, j + 1), at(i, j + 1)});
        }
    return Surface::build(std::move(mesh)).value();
}

std::vector<glm::vec3> scattered(const Surface& surface, double per_mm2, std::uint64_t seed) {
    const std::vector<std::uint8_t> all(surface.triangle_count(), 1);
    std::vector<glm::vec3> points;
    for (const SurfacePoint& at : scatter_on(surface, all, per_mm2, seed)) points.push_back(surface.position(at));
    return points;
}

/// A ranked patch, made once for the tests below.
struct Ranked {
    std::vector<glm::vec3> points;
    std::vector<float> ranks;

    std::vector<glm::vec3> at_least(float rank_mm) const {
        std::vector<glm::vec3> chosen;
        for (std::size_t i = 0; i < points.size(); ++i)
            if (ranks[i] >= rank_mm) chosen.push_back(points[i]);
        return chosen;
    }
    float rank_of_density(float per_cm2) const {
        std::vector<float> sorted = ranks;
        std::ranges::sort(sorted, std::greater<>());
        return sorted[static_cast<std::size_t>(per_cm2 * kPatchMm * kPatchMm / 100.0f)];
    }
};

const Ranked& ranked_patch() {
    static const Ranked ranked = [] {
        Ranked made;
        made.points = scattered(patch_of(kPatchMm, 10), 18.0, 7);
        const std::vector<glm::vec3> normals(made.points.size(), {0.0f, 0.0f, 1.0f});
        made.ranks = rank_by_darts(made.points, normals, {}).value();
        return made;
    }();
    return ranked;
}

/// Least distance by a sweep over x; shares nothing with the grid that made the points.
double least_distance_of(std::vector<glm::vec3> points) {
    std::ranges::sort(points, {}, &glm::vec3::x);
    double least = 1e30;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = i + 1; j < points.size() && points[j].x - points[i].x < least; ++j)
            least = std::min(least, glm::distance(glm::dvec3(points[i]), glm::dvec3(points[j])));
    return least;
}

/// Mean power of the points below a quarter of the hexagonal frequency; 1 for white noise.
double low_frequency_power(const std::vector<glm::vec3>& points) {
    const double n = static_cast<double>(points.size());
    const double hexagonal_mm = std::sqrt(2.0 / (std::sqrt(3.0) * n / (kPatchMm * kPatchMm)));
    const double highest = 0.25 / (hexagonal_mm * std::sqrt(3.0) / 2.0);
    double sum = 0.0;
    int frequencies = 0;
    for (int v = -40; v <= 40; ++v)
        for (int u = 0; u <= 40; ++u) {
            const glm::dvec2 f(u / static_cast<double>(kPatchMm), v / static_cast<double>(kPatchMm));
            if ((u == 0 && v <= 0) || glm::length(f) > highest) continue;
            std::complex<double> amplitude = 0.0;
            for (const glm::vec3& p : points)
                amplitude += std::polar(1.0, -2.0 * 3.14159265358979 * (f.x * p.x + f.y * p.y));
            sum += std::norm(amplitude) / n;
            ++frequencies;
        }
    return sum / frequencies;
}

TEST(ScatterOn, BearsTheAskedNumberOnAnyRunOfTrianglesWhateverTheirSize) {
    for (const int cells : {2, 9, 40}) {
        const Surface patch = patch_of(kPatchMm, cells);
        const std::vector<std::uint8_t> all(patch.triangle_count(), 1);
        const auto points = scatter_on(patch, all, 2.0, 3);
        EXPECT_NEAR(static_cast<double>(points.size()), 2.0 * kPatchMm * kPatchMm, 1.0);
        const auto first_half = std::ranges::count_if(
            points, [&](const SurfacePoint& p) { return p.triangle < patch.triangle_count() / 2; });
        EXPECT_NEAR(static_cast<double>(first_half), kPatchMm * kPatchMm, 2.0 * kPatchMm);
    }
}

TEST(ScatterOn, LeavesOutTrianglesThatWereNotChosen) {
    const Surface patch = patch_of(kPatchMm, 4);
    std::vector<std::uint8_t> chosen(patch.triangle_count(), 0);
    chosen[5] = 1;
    for (const SurfacePoint& p : scatter_on(patch, chosen, 1.0, 3)) {
        EXPECT_EQ(p.triangle, 5u);
        EXPECT_GE(std::min({p.weights.x, p.weights.y, p.weights.z}), 0.0f);
        EXPECT_NEAR(p.weights.x + p.weights.y + p.weights.z, 1.0f, 1e-6f);
    }
}

TEST(RankByDarts, KeepsTheSpacingAtEveryThreshold) {
    for (const float spacing_mm : {6.0f, 2.345f, 1.0f, 0.61f, 0.4f}) {
        const auto kept = ranked_patch().at_least(spacing_mm);
        ASSERT_GT(kept.size(), 10u);
        EXPECT_GE(least_distance_of(kept), spacing_mm * (1.0 - 1e-6)) << spacing_mm;
    }
}

TEST(RankByDarts, SpacingCheckFailsWhenOnePointComesOnePercentTooClose) {
    auto kept = ranked_patch().at_least(1.0f);
    kept.push_back(kept.front() + glm::vec3(0.99f, 0.0f, 0.0f));
    EXPECT_LT(least_distance_of(kept), 1.0 * (1.0 - 1e-6));
}

TEST(RankByDarts, LeavesHardlyAnyCandidateWithoutANeighbour) {
    const Ranked& ranked = ranked_patch();
    const auto kept = ranked.at_least(1.0f);
    std::size_t uncovered = 0;
    for (std::size_t i = 0; i < ranked.points.size(); i += 7) {
        const auto near = [&](const glm::vec3& q) { return glm::distance(q, ranked.points[i]) < 1.0f; };
        uncovered += std::ranges::none_of(kept, near);
    }
    EXPECT_LE(static_cast<double>(uncovered), 0.01 * static_cast<double>(ranked.points.size()) / 7.0);
}

TEST(RankByDarts, ComesAsNearToTheWidestSpacingAsTheFieldAsks) {
    const auto ratio_at = [&](float per_cm2) {
        return ranked_patch().rank_of_density(per_cm2) / (10.746f / std::sqrt(per_cm2));
    };
    EXPECT_GE(ratio_at(120.0f), 0.66f);
    EXPECT_GE(ratio_at(250.0f), 0.63f);
}

TEST(RankByDarts, HasTheSpectrumOfBlueNoiseAtEveryDensity) {
    for (const float per_cm2 : {60.0f, 120.0f, 180.0f})
        EXPECT_LE(low_frequency_power(ranked_patch().at_least(ranked_patch().rank_of_density(per_cm2))), 0.15) << per_cm2;
}

TEST(RankByDarts, SpectrumCheckFailsOnWhiteNoise) {
    std::vector<glm::vec3> white;
    for (std::size_t i = 0; i < ranked_patch().points.size(); ++i)
        if (mix(5, i) % 15 == 0) white.push_back(ranked_patch().points[i]);
    EXPECT_GT(low_frequency_power(white), 0.7);
}

TEST(RankByDarts, GivesTheSameRanksForTheSameSeedOnly) {
    const auto points = scattered(patch_of(10.0f, 4), 18.0, 7);
    const std::vector<glm::vec3> normals(points.size(), {0.0f, 0.0f, 1.0f});
    DartOptions other;
    other.seed = 2;
    EXPECT_EQ(rank_by_darts(points, normals, {}).value(), rank_by_darts(points, normals, {}).value());
    EXPECT_NE(rank_by_darts(points, normals, {}).value(), rank_by_darts(points, normals, other).value());
}

TEST(RankByDarts, LetsTheTwoSidesOfAFoldBeAndNothingElse) {
    const auto one = scattered(patch_of(20.0f, 4), 18.0, 7);
    const auto count_at_1mm = [&](const glm::vec3& normal_of_second) {
        std::vector<glm::vec3> points = one, normals(one.size(), {0.0f, 0.0f, 1.0f});
        for (const glm::vec3& p : one) points.push_back(p + glm::vec3(0.03f, 0.0f, 0.2f)), normals.push_back(normal_of_second);
        const auto ranks = rank_by_darts(points, normals, {}).value();
        return std::ranges::count_if(ranks, [](float rank) { return rank >= 1.0f; });
    };
    const auto folded = count_at_1mm({0.0f, 0.0f, -1.0f});
    const auto parallel = count_at_1mm({0.0f, 0.0f, 1.0f});
    EXPECT_NEAR(static_cast<double>(folded), 2.0 * static_cast<double>(parallel), 0.1 * static_cast<double>(folded));
}

TEST(RankByDarts, StopsWhenCancelled) {
    const auto points = scattered(patch_of(10.0f, 4), 18.0, 7);
    const std::vector<glm::vec3> normals(points.size(), {0.0f, 0.0f, 1.0f});
    const CancelToken token = CancelToken::make();
    token.cancel();
    const auto ranks = rank_by_darts(points, normals, {}, token);
    ASSERT_FALSE(ranks);
    EXPECT_EQ(ranks.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace trichion
