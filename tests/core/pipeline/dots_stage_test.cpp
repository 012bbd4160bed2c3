// Dots on a ball: where they are, how many, how they keep still, and what is said about them.
#include "tests/core/pipeline/ball_head.h"

#include "core/base/hash.h"
#include "core/pipeline/edge_styles.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/ground.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <gtest/gtest.h>
#include <set>

namespace trichion {
namespace {

constexpr float kEdgeRad = 1.15f;  // 69 mm from the top
constexpr float kHexagonalMm = 10.746f;  // spacing of one dot on a cm2

const Head& ball_head() {
    static const Head head = ball::head();
    return head;
}
const CandidateCloud& ball_cloud() {
    static const CandidateCloud cloud = build_candidates(ball_head(), 1).value();
    return cloud;
}

Dots placed(const OutlineResult& curves, DotSettings settings = {}, SessionPlan plan = {},
            const CandidateCloud& cloud = ball_cloud()) {
    return place_dots({ball_head(), cloud, Outline{}, {}, curves, settings, plan, {}, {}});
}
const Dots& default_dots() {
    static const Dots dots = placed(ball::round_outline(kEdgeRad));
    return dots;
}

float mm_to_edge(const Dot& dot) { return (kEdgeRad - ball::polar_of(dot.position_mm)) * ball::kRadiusMm; }
bool is_frontal(const Dot& dot) { return std::abs(ball::azimuth_of(dot.position_mm)) < 0.9f; }
bool is_beyond_frontal(const Dot& dot) { return std::abs(ball::azimuth_of(dot.position_mm)) > 1.15f; }

/// Dots on a cm2 of the disc of 25 mm round the top, which is far from every edge.
double density_of_top(const DotList& dots) {
    const float rim_rad = 25.0f / ball::kRadiusMm;
    const auto count = std::ranges::count_if(dots, [&](const Dot& d) { return ball::polar_of(d.position_mm) < rim_rad; });
    const double area_cm2 = 2.0 * 3.14159265 * 36.0 * (1.0 - std::cos(static_cast<double>(rim_rad)));
    return static_cast<double>(count) / area_cm2;
}

/// By a sweep along y; shares nothing with the tiles.
double least_distance_of(std::vector<glm::vec3> points) {
    std::ranges::sort(points, {}, &glm::vec3::y);
    double least = 1e30;
    for (std::size_t i = 0; i < points.size(); ++i)
        for (std::size_t j = i + 1; j < points.size() && points[j].y - points[i].y < least; ++j)
            least = std::min(least, glm::distance(glm::dvec3(points[i]), glm::dvec3(points[j])));
    return least;
}

/// Before the hand's jitter.
std::vector<glm::vec3> positions_up_to_session(const Dots& dots, int session) {
    std::vector<glm::vec3> positions;
    for (const Dot& dot : dots.dots)
        if (dot.session <= session) positions.push_back(ball_cloud().position_mm[dot.id]);
    return positions;
}

TEST(PlaceDots, PutsEveryDotInsideTheOutlineButSentinelsAheadOfTheFront) {
    ASSERT_GT(default_dots().dots.size(), 10000u);
    for (const Dot& dot : default_dots().dots) {
        if (is_frontal(dot)) { ASSERT_GE(mm_to_edge(dot), -EdgeSettings{}.sentinel_reach_mm - 0.02f); }
        else { ASSERT_GE(mm_to_edge(dot), is_beyond_frontal(dot) ? -0.02f : -EdgeSettings{}.sentinel_reach_mm); }
    }
}

TEST(PlaceDots, ListsDotsByRisingId) {
    EXPECT_TRUE(std::ranges::is_sorted(default_dots().dots, {}, &Dot::id));
    std::set<std::uint32_t> ids;
    for (const Dot& dot : default_dots().dots) ids.insert(dot.id);
    EXPECT_EQ(ids.size(), default_dots().dots.size());
}

TEST(PlaceDots, MeasuresTheAreaOfTheCapWithinHalfAPercent) {
    const float cap_cm2 = 2.0f * ball::kPi * 36.0f * (1.0f - std::cos(kEdgeRad));
    EXPECT_NEAR(default_dots().area_cm2 / cap_cm2, 1.0f, 0.005f);
    EXPECT_NEAR(default_dots().density_per_cm2 * default_dots().area_cm2, static_cast<float>(default_dots().dots.size()), 1.0f);
    const float one_percent_wider = placed(ball::round_outline(kEdgeRad + 0.0067f)).area_cm2;
    EXPECT_GT(one_percent_wider / cap_cm2, 1.005f);
}

TEST(PlaceDots, MeetsTheAskedDensityWithinTwoPercent) {
    for (const float density : {60.0f, 120.0f, 180.0f, 250.0f}) {
        const Dots dots = placed(ball::round_outline(kEdgeRad), {.density_per_cm2 = density, .diameter_mm = 0.2f});
        EXPECT_NEAR(density_of_top(dots.dots) / static_cast<double>(density), 1.0, 0.02) << density;
    }
}

TEST(PlaceDots, ADensityTableTwoPercentTooWideMissesTheDensity) {
    CandidateCloud wide = ball_cloud();
    for (float& entry : wide.entry_per_cm2) entry *= 1.0f / (1.02f * 1.02f);
    const Dots dots = placed(ball::round_outline(kEdgeRad), {}, {}, wide);
    EXPECT_GT(std::abs(density_of_top(dots.dots) / 180.0 - 1.0), 0.02);
}

TEST(PlaceDots, RaisingTheDensityOnlyAddsDotsAndMovesNone) {
    const Dots more = placed(ball::round_outline(kEdgeRad), {.density_per_cm2 = 200.0f, .diameter_mm = 0.35f});
    EXPECT_GT(more.dots.size(), default_dots().dots.size());
    auto other = more.dots.begin();
    for (const Dot& dot : default_dots().dots) {
        while (other != more.dots.end() && other->id < dot.id) ++other;
        ASSERT_NE(other, more.dots.end());
        ASSERT_EQ(other->id, dot.id);
        ASSERT_EQ(other->position_mm, dot.position_mm);
        ASSERT_EQ(other->diameter_mm, dot.diameter_mm);
        ASSERT_EQ(other->shade, dot.shade);
        ASSERT_EQ(other->depth, dot.depth);
    }
}

TEST(PlaceDots, MovingOneEndOfTheHairlineLeavesAllOtherDotsAsTheyWere) {
    const auto moved = [](float azimuth) {
        const float bump = std::max(0.0f, 1.0f - std::abs(azimuth - 0.7f) / 0.2f);
        return kEdgeRad - 0.12f * bump * bump;
    };
    const Dots after = placed(ball::outline(moved));
    const auto is_far = [](const Dot& dot) { return glm::distance(dot.position_mm, ball::place(kEdgeRad, 0.7f)) > 40.0f; };
    std::vector<Dot> far_before, far_after;
    std::ranges::copy_if(default_dots().dots, std::back_inserter(far_before), is_far);
    std::ranges::copy_if(after.dots, std::back_inserter(far_after), is_far);
    EXPECT_NE(after.dots.size(), default_dots().dots.size());
    ASSERT_EQ(far_before.size(), far_after.size());
    for (std::size_t i = 0; i < far_before.size(); ++i) ASSERT_TRUE(far_before[i] == far_after[i]);
}

TEST(PlaceDots, DotsThatStayNearAMovedHairlineKeepPlaceAndShade) {
    const Dots after = placed(ball::round_outline(kEdgeRad - 0.05f));
    std::size_t kept = 0;
    auto old = default_dots().dots.begin();
    for (const Dot& dot : after.dots) {
        while (old != default_dots().dots.end() && old->id < dot.id) ++old;
        if (old == default_dots().dots.end() || old->id != dot.id) continue;
        ASSERT_EQ(old->position_mm, dot.position_mm);
        ASSERT_EQ(old->shade, dot.shade);
        ++kept;
    }
    EXPECT_GT(kept, after.dots.size() * 9 / 10);
}

TEST(PlaceDots, EverySumOfSessionsKeepsItsDistanceAndIsEvenlySpread) {
    const std::array<double, 3> cumulative{0.55, 0.85, 1.0};
    for (int session = 1; session <= 3; ++session) {
        const auto positions = positions_up_to_session(default_dots(), session);
        const double density = 180.0 * cumulative[static_cast<std::size_t>(session - 1)];
        EXPECT_GE(least_distance_of(positions) / (static_cast<double>(kHexagonalMm) / std::sqrt(density)), 0.64) << session;
    }
}

TEST(PlaceDots, SessionsTakeTheirSharesRescaledToTheSessionsInUse) {
    const auto share = [](const Dots& dots, std::size_t session) {
        return static_cast<double>(dots.per_session[session]) / static_cast<double>(dots.dots.size());
    };
    EXPECT_NEAR(share(default_dots(), 0), 0.55, 0.02);
    EXPECT_NEAR(share(default_dots(), 1), 0.30, 0.02);
    EXPECT_NEAR(share(default_dots(), 2), 0.15, 0.02);
    SessionPlan two;
    two.sessions = 2;
    const Dots dots = placed(ball::round_outline(kEdgeRad), {}, two);
    EXPECT_NEAR(share(dots, 0), 0.55 / 0.85, 0.02);
    EXPECT_EQ(dots.dots.size(), default_dots().dots.size());
    EXPECT_EQ(dots.per_session[2], 0);
}

TEST(PlaceDots, ReportsTheExactDistanceOfTheClosestPair) {
    for (const float density : {3.0f, 180.0f, 350.0f}) {
        const Dots dots = placed(ball::round_outline(kEdgeRad), {.density_per_cm2 = density, .diameter_mm = 0.35f});
        const double brute = least_distance_of(positions_up_to_session(dots, 4));
        EXPECT_NEAR(static_cast<double>(dots.least_spacing_mm), brute, 1e-5) << density;
    }
}

/// Dots on a cm2 of the front's band from `from_mm` to `to_mm` behind the drawn line.
double density_behind_line(float from_mm, float to_mm) {
    double count = 0.0;
    for (const Dot& dot : default_dots().dots)
        count += is_frontal(dot) && mm_to_edge(dot) >= from_mm && mm_to_edge(dot) < to_mm;
    const auto height = [](float mm) { return std::cos(kEdgeRad - mm / ball::kRadiusMm); };
    return count / (1.8 * 36.0 * static_cast<double>(height(to_mm) - height(from_mm)));
}

TEST(PlaceDots, DensityRisesSoftlyBehindTheHairline) {
    EXPECT_LT(density_behind_line(0.0f, 1.0f), 60.0);
    EXPECT_GT(density_behind_line(2.0f, 4.0f), density_behind_line(0.0f, 2.0f));
    EXPECT_GT(density_behind_line(4.0f, 6.0f), density_behind_line(2.0f, 4.0f));
    EXPECT_NEAR(density_behind_line(12.0f, 20.0f), 180.0, 9.0);
}

TEST(PlaceDots, TheHairlineIsBrokenBackByMillimetres) {
    std::vector<float> foremost(36, 100.0f);
    for (const Dot& dot : default_dots().dots)
        if (is_frontal(dot) && mm_to_edge(dot) > 0.0f) {
            const auto sector = static_cast<std::size_t>((ball::azimuth_of(dot.position_mm) + 0.9f) * 20.0f);
            if (sector < foremost.size()) foremost[sector] = std::min(foremost[sector], mm_to_edge(dot));
        }
    EXPECT_LT(*std::ranges::min_element(foremost), 1.5f);
    EXPECT_GT(*std::ranges::max_element(foremost), 2.0f);
    EXPECT_LT(*std::ranges::max_element(foremost), 7.5f);
}

TEST(PlaceDots, TheFirstRowIsFiner) {
    double first = 0.0, rest = 0.0, first_count = 0.0, rest_count = 0.0;
    for (const Dot& dot : default_dots().dots) {
        if (is_frontal(dot) && mm_to_edge(dot) < 2.0f) first += dot.diameter_mm, ++first_count;
        if (ball::polar_of(dot.position_mm) < 0.4f) rest += dot.diameter_mm, ++rest_count;
    }
    EXPECT_NEAR(rest / rest_count, 0.35 * std::exp(0.5 * 0.12 * 0.12), 0.005);
    EXPECT_LT(first / first_count, 0.95 * rest / rest_count);
}

TEST(PlaceDots, SizesAndShadesVaryLikeAHandNotLikeAMachine) {
    double sum = 0.0, sum2 = 0.0, count = 0.0;
    for (const Dot& dot : default_dots().dots) {
        if (ball::polar_of(dot.position_mm) > 0.4f) continue;
        const double log = std::log(static_cast<double>(dot.diameter_mm) / 0.35);
        sum += log, sum2 += log * log, ++count;
    }
    EXPECT_NEAR(sum / count, 0.0, 0.01);
    EXPECT_NEAR(std::sqrt(sum2 / count), 0.12, 0.01);
}

TEST(PlaceDots, NativeHairStandsBehindTheBlendEdgeAndThinsOutWhereDotsFadeIn) {
    const auto& hair = default_dots().native_hair;
    ASSERT_GT(hair.size(), 1000u);
    std::size_t outside = 0;
    for (const Dot& dot : hair) {
        EXPECT_EQ(dot.session, 0);
        ASSERT_FALSE(is_frontal(dot)) << "no hair before the hairline";
        ASSERT_LT(mm_to_edge(dot), Outline{}.blend_mm);
        ASSERT_GT(dot.position_mm.y, -1.0f) << "no hair where there is no scalp";
        outside += mm_to_edge(dot) < 0.0f;
    }
    EXPECT_GT(outside, hair.size() / 3);
    std::vector<glm::vec3> all;
    for (const Dot& dot : hair) all.push_back(ball_cloud().position_mm[dot.id]);
    for (const Dot& dot : default_dots().dots) all.push_back(ball_cloud().position_mm[dot.id]);
    EXPECT_GT(least_distance_of(all), 0.4);
}

TEST(PlaceDots, WithoutAnOutlineThereIsNothing) {
    const Dots none = placed(OutlineResult{});
    EXPECT_TRUE(none.dots.empty());
    EXPECT_TRUE(none.native_hair.empty());
    EXPECT_EQ(none.least_spacing_mm, 0.0f);
}

TEST(PlaceDots, SaysNothingOfTheDefaultAndWarnsOfHelmetsAndMergingDots) {
    EXPECT_TRUE(default_dots().advice.empty()) << default_dots().merging.share;
    const Dots dense = placed(ball::round_outline(kEdgeRad), {.density_per_cm2 = 300.0f, .diameter_mm = 0.2f});
    ASSERT_EQ(dense.advice.size(), 1u);
    EXPECT_EQ(dense.advice[0].rule, "too_dense");
    const Dots big = placed(ball::round_outline(kEdgeRad), {.density_per_cm2 = 180.0f, .diameter_mm = 0.6f});
    ASSERT_EQ(big.advice.size(), 1u);
    EXPECT_EQ(big.advice[0].rule, "may_merge");
}

TEST(BuildCandidates, GivesTheSameCloudFromTheCacheAndAfresh) {
    const CandidateCloud cached = build_candidates(ball_head(), 1).value();
    EXPECT_EQ(cached.at, ball_cloud().at);
    EXPECT_EQ(cached.position_mm, ball_cloud().position_mm);
    EXPECT_EQ(cached.rank_mm, ball_cloud().rank_mm);
    EXPECT_EQ(cached.tile_start, ball_cloud().tile_start);
    EXPECT_EQ(cached.triangles, ball_cloud().triangles);
    EXPECT_EQ(cached.spacing_of_density_mm, ball_cloud().spacing_of_density_mm);
}

TEST(BuildCandidates, TakesAtMostFortyEightBytesForEachCandidate) {
    const CandidateCloud& cloud = ball_cloud();
    const std::size_t bytes = cloud.at.size() * sizeof(CandidateCloud::Place) +
                              (cloud.position_mm.size() + cloud.normal.size()) * sizeof(glm::vec3) +
                              (cloud.rank_mm.size() + cloud.entry_per_cm2.size()) * sizeof(float) +
                              cloud.tile_start.size() * 33 + cloud.tile_vertex.size() * sizeof(std::uint32_t);
    EXPECT_LE(bytes, 48 * cloud.at.size());
}

TEST(BuildCandidates, CoversTheScalpAndThirtyMillimetresBeforeIt) {
    float lowest = 1e30f;
    for (const glm::vec3& p : ball_cloud().position_mm) lowest = std::min(lowest, p.y);
    EXPECT_NEAR(lowest, ball::kRadiusMm * -std::sin(30.0f / ball::kRadiusMm), 3.0f);
}

TEST(BuildCandidates, AHeadWithoutScalpIsAnErrorInWords) {
    Head bald = ball::head(2);
    std::ranges::fill(bald.scalp, 0.0f);
    const auto cloud = build_candidates(bald, 1);
    ASSERT_FALSE(cloud);
    EXPECT_EQ(cloud.error().code, ErrorCode::Degenerate);
}

TEST(BuildCandidates, StopsWhenCancelled) {
    const CancelToken token = CancelToken::make();
    token.cancel();
    const auto cloud = build_candidates(ball::head(3), 77, token);
    ASSERT_FALSE(cloud);
    EXPECT_EQ(cloud.error().code, ErrorCode::Cancelled);
}

/// The default design on the default head, as the program makes it.
struct BuiltIn {
    Head head;
    CandidateCloud cloud;
    Outline outline;
    OutlineResult curves;
};
const BuiltIn& built_in() {
    static const BuiltIn made = [] {
        BuiltIn b;
        const HeadReference reference;
        b.head = fit_head(build_head_shape(reference).value(), reference, {}).value();
        b.cloud = build_candidates(b.head, 1).value();
        b.outline = fit_outline(b.head, {}, outline_presets().front().name, 74.0f).value();
        b.curves = trace_outline(b.head, b.outline);
        return b;
    }();
    return made;
}

TEST(DefaultDesign, CoversANorwoodSixWithAsManyDotsAsClinicsPlace) {
    const BuiltIn& b = built_in();
    const Dots dots = place_dots({b.head, b.cloud, b.outline, {}, b.curves, {}, {}, {}, {}});
    EXPECT_NEAR(dots.area_cm2, 215.0f, 30.0f);
    EXPECT_GT(dots.dots.size(), 22'000u);
    EXPECT_LT(dots.dots.size(), 42'000u);
    EXPECT_NEAR(dots.per_session[0], 14'000, 4'000);
    EXPECT_GT(dots.least_spacing_mm, 0.5f);
    EXPECT_GT(dots.native_hair.size(), 20'000u);
    EXPECT_TRUE(dots.advice.empty());
}

TEST(DefaultDesign, FollowsADragWithTheDotsOfAFreshStartToTheLastBit) {
    const BuiltIn& b = built_in();
    Outline outline = b.outline;
    OutlineResult curves = b.curves;
    Dots dots = place_dots({b.head, b.cloud, outline, {}, curves, {}, {}, {}, {}});
    for (std::uint64_t step = 0; step < 12; ++step) {
        const std::uint64_t bits = mix(step, 3);
        OutlinePoint& point = outline.points[bits % outline.points.size()];
        const glm::vec3 pull(unit_float(mix(bits, 1)) - 0.5f, unit_float(mix(bits, 2)) - 0.5f, unit_float(mix(bits, 3)) - 0.5f);
        point.at = b.head.measuring.closest(b.head.measuring.position(point.at) + (step % 4 == 0 ? 24.0f : 5.0f) * pull).value();
        curves = trace_outline(b.head, outline, &curves);
        const Dots fresh = place_dots({b.head, b.cloud, outline, {}, curves, {}, {}, {}, {}});
        dots = place_dots({b.head, b.cloud, outline, {}, curves, {}, {}, {}, {}}, &dots);
        ASSERT_TRUE(std::ranges::equal(dots.dots, fresh.dots)) << step;
        ASSERT_TRUE(std::ranges::equal(dots.native_hair, fresh.native_hair)) << step;
        ASSERT_EQ(dots.area_cm2, fresh.area_cm2) << step;
        ASSERT_EQ(dots.edge.regularity, fresh.edge.regularity) << step;
    }
}

glm::vec3 on_built_in_skin(const Ray& ray) {
    const Surface& skin = built_in().head.measuring;
    return skin.position(skin.hit(ray).value().at);
}

TEST(DefaultDesign, HasItsZonesWhereAnAnatomistLooksForThem) {
    const ZoneMap& zones = built_in().cloud.zones;
    const auto below = [](float x, float z) { return on_built_in_skin({{x, 300.0f, z}, {0.0f, -1.0f, 0.0f}}); };
    const auto behind = [](float y) { return on_built_in_skin({{0.0f, y, -300.0f}, {0.0f, 0.0f, 1.0f}}); };
    EXPECT_EQ(zones.zone(below(0.0f, 60.0f)), Zone::Frontal);
    EXPECT_EQ(zones.zone(below(0.0f, 15.0f)), Zone::Mid);
    EXPECT_EQ(zones.zone(below(0.0f, -62.5f)), Zone::Crown);
    EXPECT_EQ(zones.zone(behind(10.0f)), Zone::Occiput);
    EXPECT_EQ(zones.zone(on_built_in_skin({{200.0f, 60.0f, 0.0f}, {-1.0f, 0.0f, 0.0f}})), Zone::Sides);
    EXPECT_EQ(zones.zone(built_in().head.landmark("temple_l")), Zone::Temples);
    for (const std::array<float, kZones>& weights : built_in().cloud.zone_weights) {
        float sum = 0.0f;
        for (const float weight : weights) sum += weight;
        ASSERT_GE(*std::ranges::min_element(weights), 0.0f);
        ASSERT_NEAR(sum, 1.0f, 1e-5f);
    }
}

TEST(DefaultDesign, BearsAtEachZoneWhatItsShareAsksFor) {
    const BuiltIn& b = built_in();
    const Ground ground = ground_of(b.cloud, {}, {});
    const auto density = [&](const glm::vec3& p) -> float {
        const SurfacePoint at = b.head.measuring.closest(p).value();
        const glm::uvec3& c = b.head.measuring.mesh().triangles[at.triangle];
        return 180.0f * (at.weights.x * ground.share[c.x] + at.weights.y * ground.share[c.y] + at.weights.z * ground.share[c.z]);
    };
    EXPECT_NEAR(density(on_built_in_skin({{0.0f, 300.0f, 40.0f}, {0.0f, -1.0f, 0.0f}})), 180.0f, 0.1f);
    EXPECT_NEAR(density(on_built_in_skin({{0.0f, 300.0f, -62.5f}, {0.0f, -1.0f, 0.0f}})), 160.0f, 0.1f);
    EXPECT_NEAR(density(on_built_in_skin({{200.0f, 60.0f, 0.0f}, {-1.0f, 0.0f, 0.0f}})), 110.0f, 0.1f);
    EXPECT_NEAR(density(on_built_in_skin({{0.0f, 10.0f, -300.0f}, {0.0f, 0.0f, 1.0f}})), 110.0f, 0.1f);
}

TEST(EdgeStyle, TheDefaultEdgeIsTheNaturalStyleAndAnyOtherFigureIsNobodys) {
    EdgeSettings edge;
    ASSERT_NE(style_of(edge), nullptr);
    EXPECT_STREQ(style_of(edge)->name, "natural");
    edge.seed = 9;
    EXPECT_NE(style_of(edge), nullptr);
    edge.macro_mm += 0.1f;
    EXPECT_EQ(style_of(edge), nullptr);
}

}  // namespace
}  // namespace trichion
