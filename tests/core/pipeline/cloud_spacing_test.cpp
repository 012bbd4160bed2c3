// The candidate cloud at every density and session: how far apart, how even, without direction, whatever the triangles.
#include "head_triangles.h"

#include "core/base/hash.h"
#include "core/pipeline/dots_stage.h"
#include "tests/support/spacing_limits.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <gtest/gtest.h>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

namespace trichion {
namespace {

using test::broken_limits;
using test::dots_of;
using test::DotsOfCloud;
using test::figures_of;
using test::joined;

constexpr const char* kName = "male_caucasian";

/// Every cloud is made anew here: one from the cache would tell of the program that made it.
class CloudSpacing : public ::testing::Test {
protected:
    static void SetUpTestSuite() { ::setenv("TRICHION_CACHE_DIR", "/dev/null/none", 1); }
    static void TearDownTestSuite() { ::setenv("TRICHION_CACHE_DIR", TRICHION_TEST_CACHE, 1); }
};

/// The skin within 62 mm of the head's vertex, with scalp within 30 mm: candidates then lie within some 60 mm.
Head top_of(const Surface& whole) {
    constexpr float kCutMm = 62.0f, kScalpMm = 30.0f;
    const Mesh& mesh = whole.mesh();
    glm::vec3 top = mesh.positions.front();
    for (const glm::vec3& p : mesh.positions)
        if (p.y > top.y) top = p;
    Mesh cut;
    std::vector<std::uint32_t> name(mesh.positions.size(), 0);
    for (std::size_t v = 0; v < mesh.positions.size(); ++v)
        if (glm::distance(mesh.positions[v], top) < kCutMm) {
            cut.positions.push_back(mesh.positions[v]);
            name[v] = static_cast<std::uint32_t>(cut.positions.size());
        }
    for (const glm::uvec3& t : mesh.triangles)
        if (name[t.x] && name[t.y] && name[t.z]) cut.triangles.push_back(glm::uvec3(name[t.x], name[t.y], name[t.z]) - 1u);
    Head head;
    for (const glm::vec3& p : cut.positions) head.scalp.push_back(glm::distance(p, top) < kScalpMm ? 1.0f : 0.0f);
    head.measuring = Surface::build(std::move(cut)).value();
    return head;
}

/// A built-in head's top in 4^steps times 8,608 triangles for the whole head.
const Head& top_in(int steps) {
    static std::map<int, Head> heads;
    const auto found = heads.find(steps);
    if (found != heads.end()) return found->second;
    return heads.emplace(steps, top_of(Surface::build(test::smooth_cage(kName, steps)).value())).first->second;
}

const CandidateCloud& cloud_in(int steps) {
    static std::map<int, CandidateCloud> clouds;
    const auto found = clouds.find(steps);
    return found != clouds.end() ? found->second : clouds.emplace(steps, build_candidates(top_in(steps), 1).value()).first->second;
}

DotsOfCloud dots_at(float per_cm2) { return dots_of(top_in(1).measuring, cloud_in(1), per_cm2); }

std::string broken_by(const DotsOfCloud& dots, double per_cm2) { return joined(broken_limits(figures_of(dots.spread(), per_cm2))); }

TEST_F(CloudSpacing, HoldsForEveryCumulativeSessionOn35ThousandTriangles) {
    for (const float full : {120.0f, 180.0f, 250.0f})
        for (const float share : {0.55f, 0.85f, 1.0f}) EXPECT_EQ(broken_by(dots_at(share * full), share * full), "") << share * full;
}

TEST_F(CloudSpacing, HoldsOn550ThousandTriangles) {
    for (const float per_cm2 : {66.0f, 120.0f, 250.0f})
        EXPECT_EQ(broken_by(dots_of(top_in(3).measuring, cloud_in(3), per_cm2), per_cm2), "") << per_cm2;
}

TEST_F(CloudSpacing, HoldsOnAnotherSeed) {
    const CandidateCloud cloud = build_candidates(top_in(1), 77).value();
    EXPECT_EQ(broken_by(dots_of(top_in(1).measuring, cloud, 120.0f), 120.0), "");
}

bool breaks(const DotsOfCloud& dots, double per_cm2, const std::string& what) {
    return broken_by(dots, per_cm2).find(what) != std::string::npos;
}

TEST_F(CloudSpacing, TwinsThatBreakOneLimitAreFoundOut) {
    constexpr float kPerCm2 = 120.0f;
    const double hexagonal_mm = test::hexagonal_mm(kPerCm2 / 100.0);
    const DotsOfCloud good = dots_at(kPerCm2);
    const auto at_random = [&](std::size_t i) { return cloud_in(1).position_mm[mix(3, i) % cloud_in(1).at.size()]; };

    DotsOfCloud close = good;  // one pair 0.66 of the hexagonal spacing apart
    close.positions_mm.push_back(close.positions_mm[100] + glm::vec3(static_cast<float>(0.66 * hexagonal_mm), 0.0f, 0.0f));
    close.normals.push_back(close.normals[100]);
    EXPECT_TRUE(breaks(close, kPerCm2, "least spacing"));

    DotsOfCloud strewn = good;  // a tenth strewn by chance
    for (std::size_t i = 0; i < strewn.positions_mm.size(); i += 10) strewn.positions_mm[i] = at_random(i);
    EXPECT_TRUE(breaks(strewn, kPerCm2, "mean spacing"));
    EXPECT_TRUE(breaks(strewn, kPerCm2, "long waves"));

    DotsOfCloud uneven = good;  // three in ten missing by chance
    for (std::size_t i = uneven.positions_mm.size(); i-- > 0;)
        if (mix(9, i) % 10 < 3) {
            uneven.positions_mm.erase(uneven.positions_mm.begin() + static_cast<std::ptrdiff_t>(i));
            uneven.normals.erase(uneven.normals.begin() + static_cast<std::ptrdiff_t>(i));
        }
    EXPECT_TRUE(breaks(uneven, 0.7 * kPerCm2, "variance"));
    EXPECT_TRUE(breaks(good, 1.02 * kPerCm2, "density"));
}

TEST_F(CloudSpacing, ALatticeHasADirection) {
    Mesh square{{{0, 0, 0}, {60, 0, 0}, {60, 60, 0}, {0, 60, 0}}, {{0, 1, 2}, {0, 2, 3}}};
    const Surface surface = Surface::build(std::move(square)).value();
    DotsOfCloud lattice{surface, {1, 1}, {}, {}};
    for (int row = 0; row < 66; ++row)
        for (int i = 0; i < 57; ++i)
            lattice.positions_mm.push_back({1.05f * (static_cast<float>(i) + (row % 2 ? 0.5f : 0.0f)), 0.909f * static_cast<float>(row), 0.0f});
    lattice.normals.assign(lattice.positions_mm.size(), {0.0f, 0.0f, 1.0f});
    EXPECT_GT(test::spectrum_of(lattice.spread(), std::vector<test::Window>{{glm::dvec3(30.0, 30.0, 0.0)}}).angular_peak, 3.0);
}

TEST_F(CloudSpacing, ASetOfGreaterDensityHoldsThoseOfSmaller) {
    const auto key = [](const glm::vec3& p) { return std::array{p.x, p.y, p.z}; };
    std::set<std::array<float, 3>> before;
    for (const float per_cm2 : {66.0f, 102.0f, 120.0f, 250.0f}) {
        std::set<std::array<float, 3>> now;
        for (const glm::vec3& p : dots_at(per_cm2).positions_mm) now.insert(key(p));
        EXPECT_TRUE(std::ranges::includes(now, before)) << per_cm2;
        before = std::move(now);
    }
}

TEST_F(CloudSpacing, TheCloudThatComesEarlyHasThePlacesOfTheFullOne) {
    const Head& head = top_in(1);
    std::optional<CandidateCloud> early;
    const CandidateCloud full = build_candidates(head, 4242, {}, {}, [&](CandidateCloud cloud) { early = std::move(cloud); }).value();
    ASSERT_TRUE(early);  // and not from the cache
    EXPECT_GE(early->complete_per_cm2, 110.0f);
    EXPECT_LT(early->complete_per_cm2, 200.0f);
    EXPECT_EQ(full.complete_per_cm2, 400.0f);
    EXPECT_NE(early->key, full.key);
    for (const float per_cm2 : {30.0f, 66.0f, 99.0f, 110.0f}) {
        ASSERT_EQ(early->spacing_mm(per_cm2), full.spacing_mm(per_cm2));
        const auto names = [&](const CandidateCloud& cloud) {
            std::vector<std::uint64_t> found;
            for (std::uint32_t i = 0; i < cloud.at.size(); ++i)
                if (cloud.rank_mm[i] >= cloud.spacing_mm(per_cm2)) found.push_back(cloud.name(i));
            return found;
        };
        EXPECT_EQ(names(*early), names(full)) << per_cm2;
    }
}

TEST_F(CloudSpacing, StopsWhenCancelledAfterTheFirstDots) {
    const CancelToken token = CancelToken::make();
    const auto cloud = build_candidates(top_in(1), 4343, token, {}, [&](const CandidateCloud&) { token.cancel(); });
    ASSERT_FALSE(cloud);
    EXPECT_EQ(cloud.error().code, ErrorCode::Cancelled);
}

TEST_F(CloudSpacing, ACandidateTakesNoMoreThan48Bytes) {
    const CandidateCloud& cloud = cloud_in(1);
    const std::size_t n = cloud.at.size();
    ASSERT_GT(n, 10'000u);
    EXPECT_EQ(cloud.position_mm.size(), n);
    EXPECT_EQ(cloud.normal.size(), n);
    EXPECT_EQ(cloud.rank_mm.size(), n);
    EXPECT_EQ(cloud.entry_per_cm2.size(), n);
    static_assert(sizeof cloud.at[0] + sizeof cloud.position_mm[0] + sizeof cloud.normal[0] +
                      sizeof cloud.rank_mm[0] + sizeof cloud.entry_per_cm2[0] <= 48);
}

/// The places and ranks of all candidates in one number.
std::uint64_t fingerprint(const CandidateCloud& cloud) {
    std::uint64_t hash = hash_bytes(std::as_bytes(std::span(cloud.rank_mm)));
    hash = hash_bytes(std::as_bytes(std::span(cloud.position_mm)), hash);
    return hash_bytes(std::as_bytes(std::span(cloud.at)), hash);
}

TEST_F(CloudSpacing, IsTheSameToTheLastBitWithEveryCompilerAndBuild) {
    // A bumpy plate whose places are exact in any arithmetic.
    Head head;
    Mesh plate;
    for (int j = 0; j <= 24; ++j)
        for (int i = 0; i <= 24; ++i)
            plate.positions.push_back({2.0f * static_cast<float>(i), 0.125f * static_cast<float>((i * 7 + j * 5) % 8), 2.0f * static_cast<float>(j)});
    for (std::uint32_t j = 0; j < 24; ++j)
        for (std::uint32_t i = 0; i < 24; ++i) {
            const std::uint32_t a = 25 * j + i;
            plate.triangles.push_back({a, a + 25, a + 1});
            plate.triangles.push_back({a + 1, a + 25, a + 26});
        }
    head.scalp.assign(plate.positions.size(), 1.0f);
    head.measuring = Surface::build(std::move(plate)).value();
    const CandidateCloud cloud = build_candidates(head, 5).value();
    // Another number means that all dots of all documents move: raise kCacheVersion and say so in the changelog.
    EXPECT_EQ(fingerprint(cloud), 0x9c3b422624a0f290ull) << std::hex << fingerprint(cloud);
}

}  // namespace
}  // namespace trichion
