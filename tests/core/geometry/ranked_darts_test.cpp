// Scattering and ranking on flat patches: spacing, nesting, even coverage and the spectrum of blue noise.
#include "core/base/hash.h"
#include "core/geometry/candidate_sampling.h"
#include "core/geometry/ranked_darts.h"
#include "tests/support/spacing_measures.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <numeric>
#include <span>

namespace trichion {
namespace {

constexpr float kPatchMm = 44.0f;

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

std::vector<std::uint32_t> all_triangles(const Surface& surface) {
    std::vector<std::uint32_t> triangles(surface.triangle_count());
    std::iota(triangles.begin(), triangles.end(), 0u);
    return triangles;
}

std::vector<RankedDart> ranked(const Surface& surface, const DartOptions& options = {}, const EarlyDarts& early = {}) {
    const auto candidates = scatter_on(surface, all_triangles(surface), options.scattered_per_mm2, 7);
    const std::vector<std::uint8_t> all(surface.triangle_count(), 1);
    return rank_by_darts(surface, candidates, all, options, {}, {}, early).value();
}

std::vector<glm::vec3> positions_of(const Surface& surface, const std::vector<RankedDart>& darts, float least_rank_mm) {
    std::vector<glm::vec3> chosen;
    for (const RankedDart& dart : darts)
        if (dart.rank_mm >= least_rank_mm) chosen.push_back(surface.position(dart.at));
    return chosen;
}

/// A ranked patch, made once for the tests below.
struct Ranked {
    Surface surface = patch_of(kPatchMm, 10);
    std::vector<RankedDart> darts;

    std::vector<glm::vec3> at_least(float rank_mm) const { return positions_of(surface, darts, rank_mm); }
    float rank_of_density(float per_cm2) const {
        std::vector<float> sorted;
        for (const RankedDart& dart : darts) sorted.push_back(dart.rank_mm);
        std::ranges::sort(sorted, std::greater<>());
        return sorted[static_cast<std::size_t>(per_cm2 * kPatchMm * kPatchMm / 100.0f) - 1];
    }
};

const Ranked& ranked_patch() {
    static const Ranked made = [] {
        Ranked patch;
        patch.darts = ranked(patch.surface);
        return patch;
    }();
    return made;
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

/// Mean power of the points below a quarter of the hexagonal frequency, clear of the patch's rim; 1 for white noise.
double low_frequency_power(const Surface& surface, const std::vector<glm::vec3>& points) {
    const std::vector<std::uint8_t> all(surface.triangle_count(), 1);
    const std::vector<glm::vec3> normals(points.size(), {0.0f, 0.0f, 1.0f});
    const std::vector<test::Window> middle{{glm::dvec3(0.5 * kPatchMm, 0.5 * kPatchMm, 0.0)}};
    return test::spectrum_of({surface, all, points, normals}, middle).low;
}

TEST(ScatterOn, BearsTheAskedNumberOnAnyRunOfTrianglesWhateverTheirSize) {
    for (const int cells : {2, 9, 40}) {
        const Surface patch = patch_of(kPatchMm, cells);
        const auto points = scatter_on(patch, all_triangles(patch), 2.0, 3);
        EXPECT_NEAR(static_cast<double>(points.size()), 2.0 * kPatchMm * kPatchMm, 1.0);
        const auto first_half = std::ranges::count_if(
            points, [&](const SurfacePoint& p) { return p.triangle < patch.triangle_count() / 2; });
        EXPECT_NEAR(static_cast<double>(first_half), kPatchMm * kPatchMm, 2.0 * kPatchMm);
    }
}

TEST(ScatterOn, LeavesOutTrianglesThatWereNotChosen) {
    const Surface patch = patch_of(kPatchMm, 4);
    const std::vector<std::uint32_t> chosen{5};
    ASSERT_FALSE(scatter_on(patch, chosen, 1.0, 3).empty());
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

TEST(RankByDarts, LeavesHardlyAnyPlaceWithoutANeighbour) {
    const Ranked& patch = ranked_patch();
    const auto kept = patch.at_least(1.0f);
    const auto asked = scatter_on(patch.surface, all_triangles(patch.surface), 1.0, 11);
    std::size_t uncovered = 0;
    for (const SurfacePoint& at : asked) {
        const glm::vec3 p = patch.surface.position(at);
        uncovered += std::ranges::none_of(kept, [&](const glm::vec3& q) { return glm::distance(q, p) < 1.15f; });
    }
    EXPECT_LE(static_cast<double>(uncovered), 0.01 * static_cast<double>(asked.size()));
}

TEST(RankByDarts, ComesAsNearToTheWidestSpacingAsTheFieldAsks) {
    const auto ratio_at = [&](float per_cm2) {
        return ranked_patch().rank_of_density(per_cm2) / (10.746f / std::sqrt(per_cm2));
    };
    EXPECT_GE(ratio_at(60.0f), 0.68f);
    EXPECT_GE(ratio_at(120.0f), 0.68f);
    EXPECT_GE(ratio_at(250.0f), 0.64f);
}

TEST(RankByDarts, HasTheSpectrumOfBlueNoiseAtEveryDensity) {
    const Ranked& patch = ranked_patch();
    for (const float per_cm2 : {60.0f, 120.0f, 250.0f})
        EXPECT_LE(low_frequency_power(patch.surface, patch.at_least(patch.rank_of_density(per_cm2))), 0.10) << per_cm2;
}

TEST(RankByDarts, SpectrumCheckFailsOnWhiteNoiseAndOnATenthOfIt) {
    const Surface& patch = ranked_patch().surface;
    std::vector<glm::vec3> white, mixed = ranked_patch().at_least(ranked_patch().rank_of_density(120.0f));
    std::uint64_t i = 0;
    for (const SurfacePoint& at : scatter_on(patch, all_triangles(patch), 18.0, 7))
        if (mix(5, ++i) % 15 == 0) white.push_back(patch.position(at));
    EXPECT_NEAR(low_frequency_power(patch, white), 1.0, 0.25);
    for (std::size_t k = 0; k < mixed.size(); k += 10) mixed[k] = white[k];
    EXPECT_GT(low_frequency_power(patch, mixed), 0.10);
}

TEST(RankByDarts, GivesTheSameDartsForTheSameSeedOnlyWhateverTheNumberOfThreads) {
    const Surface patch = patch_of(20.0f, 4);
    DartOptions alone, other;
    alone.threads = 1;
    other.seed = 2;
    EXPECT_EQ(ranked(patch), ranked(patch));
    EXPECT_EQ(ranked(patch), ranked(patch, alone));
    EXPECT_NE(ranked(patch), ranked(patch, other));
}

TEST(RankByDarts, GivesTheSameDartsToTheLastBitWithEveryCompilerAndBuild) {
    // A bumpy plate whose places are exact in any arithmetic.
    Mesh plate = patch_of(24.0f, 24).mesh();
    for (std::size_t i = 0; i < plate.positions.size(); ++i) plate.positions[i].z = 0.125f * static_cast<float>(i * 7 % 8);
    const auto darts = ranked(Surface::build(std::move(plate)).value());
    std::uint64_t hash = 0;
    for (const RankedDart& dart : darts) {
        const float numbers[] = {dart.rank_mm, dart.at.weights.x, dart.at.weights.y, dart.at.weights.z};
        hash = hash_bytes(std::as_bytes(std::span(numbers)), mix(hash, dart.at.triangle));
    }
    // Another number means that all dots of all documents move: raise the cloud's kCacheVersion and say so in the changelog.
    EXPECT_EQ(hash, 0xbcce5a1b60b27be1ull) << std::hex << hash;
}

TEST(RankByDarts, TellsTheFirstDartsEarlyAtTheirFinalPlacesAndRanks) {
    const Surface patch = patch_of(20.0f, 4);
    DartOptions options;
    options.early_mm = 0.9f;
    std::vector<RankedDart> early;
    std::vector<RankedDart> all = ranked(patch, options, [&](std::vector<RankedDart> darts) {
        EXPECT_TRUE(early.empty());
        early = std::move(darts);
    });
    std::erase_if(all, [](const RankedDart& dart) { return dart.rank_mm < 0.9f; });
    EXPECT_GT(early.size(), 200u);
    EXPECT_EQ(early, all);
}

TEST(RankByDarts, CutsAndCoarseTrianglesLeaveNoTraceInTheDensity) {
    // Two halves that share no vertex, and triangles of 15 mm beside others of 0.75 mm.
    Mesh cut = patch_of(30.0f, 2).mesh();
    const Mesh fine = patch_of(30.0f, 40).mesh();
    const auto first = static_cast<std::uint32_t>(cut.positions.size());
    for (const glm::vec3& p : fine.positions) cut.positions.push_back(p + glm::vec3(30.0f, 0.0f, 0.0f));
    for (const glm::uvec3& t : fine.triangles) cut.triangles.push_back(t + first);
    const Surface surface = Surface::build(std::move(cut)).value();
    const auto kept = positions_of(surface, ranked(surface), 0.5f);
    const auto per_mm2 = [&](float from, float to) {
        const auto count = std::ranges::count_if(kept, [&](const glm::vec3& p) {
            return p.x >= from && p.x < to && p.y > 2.0f && p.y < 28.0f;
        });
        return static_cast<float>(count) / ((to - from) * 26.0f);
    };
    const float away = 0.5f * (per_mm2(3.0f, 27.0f) + per_mm2(33.0f, 57.0f));
    EXPECT_NEAR(per_mm2(3.0f, 27.0f) / away, 1.0f, 0.01f);
    EXPECT_NEAR(per_mm2(28.0f, 32.0f) / away, 1.0f, 0.03f);  // 250 dots astride the cut
}

TEST(RankByDarts, LetsTheTwoSidesOfAFoldBeAndNothingElse) {
    const auto at_1mm = [&](int sheets, bool is_folded) {
        const Mesh one = patch_of(20.0f, 4).mesh();
        Mesh mesh = one;
        const auto first = static_cast<std::uint32_t>(one.positions.size());
        for (const glm::vec3& p : one.positions)
            if (sheets == 2) mesh.positions.push_back(p + glm::vec3(0.03f, 0.0f, 0.2f));
        for (const glm::uvec3& t : one.triangles)
            if (sheets == 2) mesh.triangles.push_back(first + (is_folded ? glm::uvec3(t.x, t.z, t.y) : t));
        const Surface surface = Surface::build(std::move(mesh)).value();
        return positions_of(surface, ranked(surface), 1.0f);
    };
    const auto single = static_cast<double>(at_1mm(1, false).size());
    EXPECT_NEAR(static_cast<double>(at_1mm(2, true).size()), 2.0 * single, 0.1 * single);
    EXPECT_GE(least_distance_of(at_1mm(2, false)), 1.0 - 1e-6);
    EXPECT_LT(least_distance_of(at_1mm(2, true)), 0.9);
}

TEST(RankByDarts, StopsWhenCancelled) {
    const Surface patch = patch_of(10.0f, 4);
    const CancelToken token = CancelToken::make();
    token.cancel();
    const auto candidates = scatter_on(patch, all_triangles(patch), 16.0, 7);
    const auto darts = rank_by_darts(patch, candidates, std::vector<std::uint8_t>(patch.triangle_count(), 1), {}, token);
    ASSERT_FALSE(darts);
    EXPECT_EQ(darts.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace trichion
