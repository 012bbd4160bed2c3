// How the front edge breaks up, what the meter says of it, free areas, and that an edit gives what a fresh start
// gives.
#include "tests/core/pipeline/ball_head.h"

#include "core/pipeline/edge_meter.h"
#include "core/pipeline/edge_noise.h"
#include "core/pipeline/edge_styles.h"
#include "core/pipeline/placing_trace.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <random>
#include <set>

namespace trichion {
namespace {

constexpr float kEdgeRad = 1.15f;

const Head& ball_head() {
    static const Head head = ball::head();
    return head;
}
const CandidateCloud& ball_cloud() {
    static const CandidateCloud cloud = build_candidates(ball_head(), 1).value();
    return cloud;
}
EdgeSettings style(const std::string& name) {
    return std::ranges::find_if(edge_styles(), [&](const EdgeStyle& s) { return s.name == name; })->edge;
}
Dots placed(const OutlineResult& curves, const EdgeSettings& edge, const Outline& outline = {},
            const Dots* before = nullptr) {
    return place_dots({ball_head(), ball_cloud(), outline, edge, curves, {}, {}, {}, {}}, before);
}

float behind_mm(const Dot& dot) {
    return (kEdgeRad - ball::polar_of(dot.position_mm)) * ball::kRadiusMm;
}

/// Sentinels of one half: 1 the left, -1 the right.
std::vector<Dot> sentinels(const Dots& dots, float side) {
    std::vector<Dot> found;
    for (const Dot& dot : dots.dots)
        if (behind_mm(dot) < -0.02f && dot.position_mm.x * side > 0.0f) found.push_back(dot);
    return found;
}

bool are_same(const auto& a, const auto& b) { return std::ranges::equal(a, b); }

/// The way an outline of the ball is redrawn when one place of it is pulled by `pull_rad`.
OutlineResult pulled(float azimuth, float pull_rad) {
    return ball::outline([=](float a) {
        const float away = std::abs(std::remainder(a - azimuth, 2.0f * ball::kPi)) / 0.25f;
        return kEdgeRad + (away < 1.0f ? pull_rad * (1.0f - away) * (1.0f - away) : 0.0f);
    });
}

/// A place so far from a middle, in one direction round it.
glm::vec3 place_round(float polar, float azimuth, float radius_mm, float turn) {
    const glm::vec3 middle = glm::normalize(ball::place(polar, azimuth));
    const glm::vec3 side = glm::normalize(glm::cross(middle, glm::vec3(0.31f, 0.2f, 0.93f)));
    const glm::vec3 up = glm::cross(middle, side);
    const float angle = radius_mm / ball::kRadiusMm;
    return ball::kRadiusMm * (std::cos(angle) * middle + std::sin(angle) * (std::cos(turn) * side + std::sin(turn) * up));
}
AreaCurve closed_area(std::uint32_t id, std::vector<glm::vec3> edge) {
    AreaCurve area{id, {}, {}};
    edge.push_back(edge.front());
    area.curve.positions_mm = std::move(edge);
    area.curve.is_closed = true;
    return area;
}
/// A ring on the ball.
AreaCurve ring(std::uint32_t id, float polar, float azimuth, float radius_mm) {
    std::vector<glm::vec3> edge;
    for (int k = 0; k < 120; ++k) edge.push_back(place_round(polar, azimuth, radius_mm, static_cast<float>(k) * ball::kPi / 60.0f));
    return closed_area(id, std::move(edge));
}
/// A piece of a wide ring, as bent as a scar round the back of a head.
AreaCurve bow(std::uint32_t id, float polar, float azimuth, float inner_mm, float outer_mm, float opening_rad) {
    std::vector<glm::vec3> edge;
    for (int k = 0; k <= 80; ++k) edge.push_back(place_round(polar, azimuth, outer_mm, opening_rad * static_cast<float>(k) / 80.0f));
    for (int k = 80; k >= 0; --k) edge.push_back(place_round(polar, azimuth, inner_mm, opening_rad * static_cast<float>(k) / 80.0f));
    return closed_area(id, std::move(edge));
}
float from_middle_mm(const Dot& dot, float polar, float azimuth) {
    return std::acos(
               glm::clamp(glm::dot(glm::normalize(dot.position_mm), glm::normalize(ball::place(polar, azimuth))),
                          -1.0f, 1.0f)) *
           ball::kRadiusMm;
}

TEST(Sentinels, StandAheadOfTheFrontWithinTheirReachAsManyAsAskedFor) {
    EdgeSettings edge;
    for (const float count : {8.0f, 16.0f}) {
        edge.sentinels_per_side = count;
        const Dots dots = placed(ball::round_outline(kEdgeRad), edge);
        const float expected = count * 57.3f / 66.0f;  // this ball's half front against a usual one
        float both = 0.0f;
        for (const float side : {1.0f, -1.0f}) {
            const auto found = sentinels(dots, side);
            both += static_cast<float>(found.size());
            EXPECT_NEAR(static_cast<float>(found.size()), expected, 0.5f * expected) << count << " on side " << side;
            for (const Dot& dot : found) ASSERT_GE(behind_mm(dot), -edge.sentinel_reach_mm - 0.02f);
        }
        EXPECT_NEAR(both, 2.0f * expected, 0.3f * 2.0f * expected) << count;
    }
}

TEST(Sentinels, AreNoneWhenNoneAreAskedFor) {
    EdgeSettings edge;
    edge.sentinels_per_side = 0.0f;
    const Dots dots = placed(ball::round_outline(kEdgeRad), edge);
    EXPECT_TRUE(sentinels(dots, 1.0f).empty() && sentinels(dots, -1.0f).empty());
}

TEST(Sentinels, AreSingleDotsApartFromEachOther) {
    const Dots dots = placed(ball::round_outline(kEdgeRad), {});
    for (const float side : {1.0f, -1.0f}) {
        const auto found = sentinels(dots, side);
        for (const Dot& a : found)
            for (const Dot& b : found)
                if (a.id != b.id) {
                    EXPECT_GT(glm::distance(a.position_mm, b.position_mm), 3.0f);
                }
    }
}

TEST(Sentinels, OfAFewArePartOfThoseOfMany) {
    EdgeSettings few, many;
    few.sentinels_per_side = 5.0f, many.sentinels_per_side = 20.0f;
    std::set<std::uint32_t> ids;
    for (const Dot& dot : placed(ball::round_outline(kEdgeRad), many).dots) ids.insert(dot.id);
    for (const Dot& dot : sentinels(placed(ball::round_outline(kEdgeRad), few), 1.0f))
        EXPECT_TRUE(ids.contains(dot.id));
}

/// Share of 1 mm steps along the front behind which no dot stands within `deep_mm`.
double open_share(const Dots& dots, float deep_mm) {
    std::vector<bool> is_open(90, true);
    for (const Dot& dot : dots.dots) {
        const float along = (ball::azimuth_of(dot.position_mm) + 0.82f) * 54.77f;
        if (behind_mm(dot) >= 0.0f && behind_mm(dot) < deep_mm && along >= 0.0f && along < 90.0f)
            is_open[static_cast<std::size_t>(along)] = false;
    }
    return static_cast<double>(std::ranges::count(is_open, true)) / 90.0;
}

TEST(Gaps, OpenTheFirstRow) {
    EdgeSettings edge = style("edge_up");
    const double closed = open_share(placed(ball::round_outline(kEdgeRad), edge), 2.5f);
    edge.gaps = 0.4f;
    const double open = open_share(placed(ball::round_outline(kEdgeRad), edge), 2.5f);
    EXPECT_LT(closed, 0.05);
    EXPECT_GT(open, closed + 0.1);
    EXPECT_LT(open, 0.6);
}

TEST(EdgeNoise, LeavesTheShareOfTheRowOpenThatIsAskedFor) {
    std::mt19937 random(5);
    std::uniform_real_distribution<float> place(-100.0f, 100.0f);
    EdgeSettings edge;
    edge.macro_mm = edge.micro_mm = 0.0f;
    for (const float share : {0.1f, 0.25f, 0.45f}) {
        edge.gaps = share;
        const EdgeNoise noise(7, edge);
        int open = 0;
        for (int i = 0; i < 20000; ++i)
            open += noise.recess_mm({place(random), place(random), place(random)}) > 0.5f * EdgeNoise::kGapDepthMm;
        EXPECT_NEAR(open / 20000.0, static_cast<double>(share), 0.02) << share;
    }
}

TEST(EdgeNoise, HasTheDepthAndTheWavelengthThatAreAskedFor) {
    EdgeSettings edge;
    edge.macro_mm = 4.0f, edge.micro_mm = 0.0f;
    const auto crossings = [](const EdgeSettings& settings) {
        int count = 0;
        for (int line = 0; line < 40; ++line) {
            const EdgeNoise noise(static_cast<std::uint64_t>(line), settings);
            bool was_above = false;
            for (int i = 0; i < 1000; ++i) {
                const bool is_above = noise.recess_mm({0.3f * static_cast<float>(i), 11.0f, 7.0f}) > 2.0f;
                count += i > 0 && is_above != was_above;
                was_above = is_above;
            }
        }
        return count;
    };
    edge.macro_wave_mm = 20.0f;
    const int often = crossings(edge);
    edge.macro_wave_mm = 40.0f;
    EXPECT_NEAR(static_cast<double>(often) / crossings(edge), 2.0, 0.35);
    float least = 10.0f, most = 0.0f;
    const EdgeNoise noise(3, edge);
    for (int i = 0; i < 4000; ++i) {
        const float recess =
            noise.recess_mm({static_cast<float>(i % 200), static_cast<float>(i / 200) * 9.0f, 0.0f});
        least = std::min(least, recess), most = std::max(most, recess);
    }
    EXPECT_LT(least, 0.4f);
    EXPECT_GT(most, 3.6f);
    EXPECT_LE(most, noise.most_mm());
}

TEST(EdgeNoise, AnotherSeedIsAnotherEdgeAndTheSameSeedTheSame) {
    EdgeSettings edge;
    const EdgeNoise noise(1, edge), again(1, edge);
    edge.seed = 2;
    const EdgeNoise other(1, edge);
    int differs = 0;
    for (int i = 0; i < 100; ++i) {
        const glm::vec3 p(static_cast<float>(i), 40.0f, 80.0f);
        EXPECT_EQ(noise.recess_mm(p), again.recess_mm(p));
        differs += std::abs(noise.recess_mm(p) - other.recess_mm(p)) > 0.2f;
    }
    EXPECT_GT(differs, 60);
}

/// A row of dots behind a straight line: `even` 0 for a ruler's, growing for a careless hand's.
EdgeMeter meter_of_row(float even, std::uint32_t seed = 1) {
    std::mt19937 random(seed);
    std::normal_distribution<float> hand(0.0f, 1.0f);
    std::vector<glm::vec3> line, dots;
    for (int i = 0; i <= 120; ++i) line.push_back({static_cast<float>(i), 0.0f, 0.0f});
    for (int i = 0; i < 92; ++i)
        dots.push_back(
            {1.3f * static_cast<float>(i) + 0.25f * even * hand(random), 2.0f + even * hand(random), 0.0f});
    return measure_edge(line, dots);
}

TEST(EdgeMeter, ARulersRowIsPerfectlyRegular) {
    const EdgeMeter meter = meter_of_row(0.0f);
    ASSERT_TRUE(meter.is_measured);
    EXPECT_GT(meter.regularity, 0.999f);
    EXPECT_STREQ(to_words(meter), "too regular");
}

TEST(EdgeMeter, FallsAsTheHandGrowsFreer) {
    float last = 1.1f;
    for (const float even : {0.05f, 0.2f, 0.4f, 0.7f}) {
        const float regularity = meter_of_row(even).regularity;
        EXPECT_LT(regularity, last) << even;
        last = regularity;
    }
    EXPECT_STREQ(to_words(meter_of_row(0.05f)), "too regular");
    EXPECT_STREQ(to_words(meter_of_row(0.9f)), "natural");
}

TEST(EdgeMeter, TellsMoundsFromClusters) {
    std::vector<glm::vec3> line, mounds, clusters;
    for (int i = 0; i <= 150; ++i) line.push_back({static_cast<float>(i), 0.0f, 0.0f});
    for (int i = 0; i < 300; ++i) {
        const float x = 0.5f * static_cast<float>(i);
        mounds.push_back({x, 3.0f + 1.5f * std::sin(x * 2.0f * ball::kPi / 40.0f), 0.0f});
        clusters.push_back({x, 3.0f + 1.5f * std::sin(x * 2.0f * ball::kPi / 6.0f), 0.0f});
    }
    const EdgeMeter slow = measure_edge(line, mounds), quick = measure_edge(line, clusters);
    EXPECT_GT(slow.macro_mm, 3.0f * slow.micro_mm);
    EXPECT_GT(quick.micro_mm, 3.0f * quick.macro_mm);
    EXPECT_NEAR(slow.macro_mm, 1.5f / std::sqrt(2.0f), 0.25f);
}

TEST(EdgeMeter, SaysNothingOfAFewDots) {
    const std::vector<glm::vec3> line{{0, 0, 0}, {50, 0, 0}}, dots{{10, 1, 0}, {20, 1, 0}, {30, 1, 0}};
    EXPECT_FALSE(measure_edge(line, dots).is_measured);
    EXPECT_FALSE(measure_edge({}, {}).is_measured);
}

/// Mean regularity of a style over some seeds: this ball's front is short.
float regularity_of(const char* name) {
    float sum = 0.0f;
    for (const std::uint32_t seed : {1u, 2u, 3u, 4u}) {
        EdgeSettings edge = style(name);
        edge.seed = seed;
        sum += placed(ball::round_outline(kEdgeRad), edge).edge.regularity / 4.0f;
    }
    return sum;
}

TEST(EdgeMeter, OrdersTheStylesFromBrokenToEdgeUp) {
    EXPECT_LT(regularity_of("broken"), regularity_of("natural"));
    EXPECT_LT(regularity_of("natural"), kNeatFrom);
    EXPECT_LT(regularity_of("natural"), regularity_of("defined"));
    EXPECT_LT(regularity_of("defined"), kTooRegularFrom);
    EXPECT_GT(regularity_of("edge_up"), kTooRegularFrom);
}

TEST(EdgeMeter, AdvisesOnAnEdgeDrawnWithARulerOnly) {
    const auto warns = [](const char* name) {
        const Dots dots = placed(ball::round_outline(kEdgeRad), style(name));
        return std::ranges::any_of(dots.advice, [](const Advice& advice) { return advice.rule == "too_regular"; });
    };
    EXPECT_TRUE(warns("edge_up"));
    EXPECT_FALSE(warns("natural"));
}

TEST(FreeAreas, AddedOneBearsDotsOutsideTheOutlineAndFadesAtItsEdge) {
    Outline outline;
    outline.areas.push_back({7, "Scar", FreeArea::Kind::Added, 4.0f, {}});
    OutlineResult curves = ball::round_outline(0.8f);
    const Dots before = placed(curves, {}, outline);
    curves.areas.push_back(ring(7, 1.25f, 3.0f, 14.0f));
    const Dots dots = placed(curves, {}, outline);
    std::array<int, 4> rings{};  // 0 to 7, 7 to 11, 11 to 14, beyond
    for (const Dot& dot : dots.dots) {
        const float mm = from_middle_mm(dot, 1.25f, 3.0f);
        if (mm < 25.0f) ++rings[mm < 7.0f ? 0 : mm < 11.0f ? 1 : mm < 14.02f ? 2 : 3];
    }
    EXPECT_NEAR(rings[0] / (ball::kPi * 0.49), 180.0, 20.0);
    EXPECT_LT(rings[2] / (ball::kPi * (1.96 - 1.21)), 0.7 * 180.0);
    EXPECT_EQ(rings[3], 0);
    EXPECT_NEAR(dots.area_cm2 - before.area_cm2, ball::kPi * 1.96f, 0.1f);
    ASSERT_EQ(dots.regions.back().area, 7u);
    EXPECT_NEAR(dots.regions.back().cm2, ball::kPi * 1.96f, 0.1f);
    for (const Dot& dot : dots.native_hair) ASSERT_GT(from_middle_mm(dot, 1.25f, 3.0f), 9.0f);
}

TEST(FreeAreas, ALongBentScarIsAsLargeAsItsLengthTimesItsWidth) {
    constexpr float kInner_mm = 14.0f, kOuter_mm = 24.0f, kOpening_rad = 2.4f;
    Outline outline;
    outline.areas.push_back({7, "Scar", FreeArea::Kind::Scar, 2.0f, {}});
    OutlineResult curves = ball::round_outline(0.8f);
    curves.areas.push_back(bow(7, 0.9f, 3.0f, kInner_mm, kOuter_mm, kOpening_rad));
    const Dots dots = placed(curves, {}, outline);
    // On a ball a circle of radius r along the skin encloses less than on a table.
    const auto cap_mm2 = [](float r_mm) { return ball::kRadiusMm * ball::kRadiusMm * (1.0f - std::cos(r_mm / ball::kRadiusMm)); };
    const auto bow_cm2 = [&](float outer_mm) { return kOpening_rad * (cap_mm2(outer_mm) - cap_mm2(kInner_mm)) / 100.0f; };
    ASSERT_EQ(dots.regions.back().area, 7u);
    const float cm2 = dots.regions.back().cm2;
    EXPECT_NEAR(cm2, bow_cm2(kOuter_mm), 0.03f * cm2);
    EXPECT_GT(std::abs(cm2 - bow_cm2(kOuter_mm + 0.5f)), 0.03f * cm2) << "half a millimetre wider would be seen";
}

TEST(FreeAreas, LeftOutOneIsFreeOfDotsAndTakesNoneFromElsewhere) {
    Outline outline;
    outline.areas.push_back({3, "Mole", FreeArea::Kind::LeftOut, 5.0f, {}});
    OutlineResult curves = ball::round_outline(kEdgeRad);
    const Dots whole = placed(curves, {}, outline);
    curves.areas.push_back(ring(3, 0.2f, 0.5f, 9.0f));
    const Dots dots = placed(curves, {}, outline);
    std::vector<Dot> far_before, far_after;
    for (const Dot& dot : dots.dots) ASSERT_GT(from_middle_mm(dot, 0.2f, 0.5f), 8.98f);
    for (const Dot& dot : whole.dots)
        if (from_middle_mm(dot, 0.2f, 0.5f) > 14.2f) far_before.push_back(dot);
    for (const Dot& dot : dots.dots)
        if (from_middle_mm(dot, 0.2f, 0.5f) > 14.2f) far_after.push_back(dot);
    EXPECT_TRUE(are_same(far_before, far_after));
    EXPECT_NEAR(whole.area_cm2 - dots.area_cm2, ball::kPi * 0.81f, 0.08f);
}

TEST(Regions, AddUpToTheWorkedSkin) {
    const Dots dots = placed(ball::round_outline(kEdgeRad), {});
    float sum = 0.0f;
    for (const RegionArea& region : dots.regions) sum += region.cm2;
    EXPECT_FLOAT_EQ(sum, dots.area_cm2);
    EXPECT_EQ(dots.regions.front().name, "front");
    // 20 mm behind 120 degrees of the edge, and a little round its ends.
    const float band =
        (std::cos(kEdgeRad - 20.0f / 60.0f) - std::cos(kEdgeRad)) * 36.0f * (2.0f * ball::kPi / 3.0f);
    EXPECT_GT(dots.regions.front().cm2, band - 0.2f);
    EXPECT_LT(dots.regions.front().cm2, band + 8.0f);
}

TEST(NapeOutline, HasDotsToItsLowerEdgeWhereTheyTaperIntoTheHairBelow) {
    OutlineResult curves = ball::round_outline(kEdgeRad);
    for (OutlineCurve& part : curves.parts)
        if (part.part == OutlinePart::Blend) part.part = OutlinePart::Nape;
    const Dots dots = placed(curves, {});
    const auto is_behind = [](const Dot& dot) { return std::abs(ball::azimuth_of(dot.position_mm)) > 2.2f; };
    std::size_t near_edge = 0;
    for (const Dot& dot : dots.dots) near_edge += is_behind(dot) && behind_mm(dot) < 6.0f;
    EXPECT_GT(near_edge, 200u);
    ASSERT_GT(dots.native_hair.size(), 500u);
    float densest = 0.0f;  // of both together, along the taper: no dark rim, no bare one
    float thinnest = 1e9f;
    for (float from = -8.0f; from < 10.0f; from += 3.0f) {
        const auto lies = [&](const Dot& dot) {
            return is_behind(dot) && behind_mm(dot) >= from && behind_mm(dot) < from + 3.0f;
        };
        const auto count = std::ranges::count_if(dots.dots, lies) + std::ranges::count_if(dots.native_hair, lies);
        const float angle = kEdgeRad - (from + 1.5f) / ball::kRadiusMm;
        const float area_cm2 = 0.03f * ball::kRadiusMm * std::sin(angle) * 2.0f * (ball::kPi - 2.2f);
        const float density = static_cast<float>(count) / area_cm2;
        densest = std::max(densest, density), thinnest = std::min(thinnest, density);
    }
    EXPECT_GT(thinnest, 60.0f);
    EXPECT_LT(densest, 190.0f);
    for (const Dot& dot : dots.native_hair) ASSERT_LT(behind_mm(dot), 10.02f);
}

/// Native hairs inside a nape design whose native hair ends so far beyond the line.
std::ptrdiff_t hairs_inside(float hair_beyond_mm) {
    OutlineResult curves = ball::round_outline(kEdgeRad);
    for (OutlineCurve& part : curves.parts)
        if (part.part == OutlinePart::Blend) part.part = OutlinePart::Nape;
    CandidateCloud cloud = ball_cloud();
    const auto& places = ball_head().measuring.mesh().positions;
    for (std::size_t v = 0; v < places.size(); ++v)
        cloud.hair_goes_on_mm[v] = std::max((kEdgeRad - ball::polar_of(places[v])) * ball::kRadiusMm + hair_beyond_mm, 0.0f);
    const Dots dots = place_dots({ball_head(), cloud, Outline{}, {}, curves, {}, {}, {}, {}});
    return std::ranges::count_if(dots.native_hair, [](const Dot& dot) { return behind_mm(dot) > 0.05f; });
}

TEST(NapeOutline, HasNoNativeHairInsideWhereHairEndsAtTheLine) {
    EXPECT_EQ(hairs_inside(0.0f), 0);
    EXPECT_EQ(hairs_inside(2.0f), 0);
    EXPECT_GT(hairs_inside(9.0f), 300);
}

/// All that a placing tells, to the last bit.
void expect_same(const Dots& a, const Dots& b, int step) {
    EXPECT_TRUE(are_same(a.dots, b.dots)) << step;
    EXPECT_TRUE(are_same(a.native_hair, b.native_hair)) << step;
    EXPECT_EQ(a.area_cm2, b.area_cm2) << step;
    EXPECT_EQ(a.per_session, b.per_session) << step;
    EXPECT_EQ(a.least_spacing_mm, b.least_spacing_mm) << step;
    EXPECT_EQ(a.edge.regularity, b.edge.regularity) << step;
    EXPECT_TRUE(*a.trace->skin == *b.trace->skin) << step;
    EXPECT_EQ(a.merging.share, b.merging.share) << step;
    EXPECT_EQ(a.merging.crowded, b.merging.crowded) << step;
    EXPECT_EQ(a.advice.size(), b.advice.size()) << step;
}

TEST(AnEdit, GivesTheDotsOfAFreshStartToTheLastBit) {
    std::mt19937 random(11);
    std::uniform_real_distribution<float> azimuth(-ball::kPi, ball::kPi), pull(-0.25f, 0.15f);
    Dots dots = placed(ball::round_outline(kEdgeRad), {});
    for (int step = 0; step < 25; ++step) {
        const OutlineResult curves = pulled(azimuth(random), pull(random));
        const Dots fresh = placed(curves, {});
        dots = placed(curves, {}, {}, &dots);
        expect_same(dots, fresh, step);
    }
}

TEST(AnEdit, OfSettingsOrAreasGivesTheDotsOfAFreshStart) {
    Outline outline;
    outline.areas.push_back({1, "Patch", FreeArea::Kind::Added, 6.0f, {}});
    outline.areas.push_back({2, "Mole", FreeArea::Kind::LeftOut, 3.0f, {}});
    OutlineResult curves = ball::round_outline(kEdgeRad);
    Dots dots = placed(curves, {}, outline);
    const auto follow = [&](int step, const EdgeSettings& edge) {
        const Dots fresh = placed(curves, edge, outline);
        dots = placed(curves, edge, outline, &dots);
        expect_same(dots, fresh, step);
    };
    curves.areas.push_back(ring(1, 1.3f, 2.6f, 10.0f)), follow(1, {});
    curves.areas.push_back(ring(2, 0.3f, 0.0f, 8.0f)), follow(2, {});
    curves.areas[0] = ring(1, 1.25f, 2.7f, 12.0f), follow(3, {});
    outline.areas[1].blend_mm = 9.0f, follow(4, {});
    follow(5, style("broken"));
    outline.blend_mm = 22.0f, follow(6, style("broken"));
    curves.areas.clear(), follow(7, {});
    for (int step = 8; step < 20; ++step) {  // edges and lines by turns: what was kept under one must not go stale
        if (step % 2 == 0)
            curves = pulled(0.4f * static_cast<float>(step) - 3.0f, 0.02f * static_cast<float>(step % 5) - 0.05f);
        follow(step, edge_styles()[static_cast<std::size_t>(step) % edge_styles().size()].edge);
    }
}

TEST(AnEdit, SharesMostDotsWhileOnePlaceIsDragged) {
    const Dots before = placed(ball::round_outline(kEdgeRad), {});
    const Dots after = placed(pulled(0.3f, -0.02f), {}, {}, &before);
    std::size_t shared = 0;
    for (const DotList::Piece& piece : after.dots.pieces())
        if (std::ranges::find(before.dots.pieces(), piece) != before.dots.pieces().end()) shared += piece->size();
    EXPECT_GT(shared, after.dots.size() * 3 / 4);
    EXPECT_LT(shared, after.dots.size());
}

TEST(AnEdit, OnAnotherCloudCopiesNothing) {
    const CandidateCloud other = build_candidates(ball_head(), 2).value();
    const OutlineResult curves = ball::round_outline(kEdgeRad);
    const Dots before = placed(curves, {});
    const Dots dots = place_dots({ball_head(), other, {}, {}, curves, {}, {}, {}, {}}, &before);
    expect_same(dots, place_dots({ball_head(), other, {}, {}, curves, {}, {}, {}, {}}), 0);
}

}  // namespace
}  // namespace trichion
