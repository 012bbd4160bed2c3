// What decides whether a candidate is a dot beside the outline: services, scars, native hair, brushes, sessions that leave
// zones out, the hand; and that whatever is edited, dots stay where they are.
#include "tests/core/pipeline/ball_head.h"
#include "tests/core/pipeline/fitted_heads.h"

#include "core/pipeline/outline_presets.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>

namespace trichion {
namespace {

constexpr float kEdgeRad = 1.15f;
constexpr double kPi = std::numbers::pi;

const Head& ball_head() {
    static const Head head = ball::head();
    return head;
}
const CandidateCloud& ball_cloud() {
    static const CandidateCloud cloud = build_candidates(ball_head(), 1).value();
    return cloud;
}

/// All that decides about dots on the ball, to be changed field by field.
struct Design {
    Outline outline;
    EdgeSettings edge;
    OutlineResult curves = ball::round_outline(kEdgeRad);
    DotSettings settings;
    SessionPlan plan;
    NativeField native;
    BrushField brushed;
    float spread_mm2_per_year = 1.0e-4f;

    Dots placed(const Dots* before = nullptr) const {
        return place_dots({ball_head(), ball_cloud(), outline, edge, curves, settings, plan, native, brushed, spread_mm2_per_year}, before);
    }
};

float mm_from(const glm::vec3& p, const glm::vec3& middle) {
    return ball::kRadiusMm * std::acos(glm::clamp(glm::dot(glm::normalize(p), glm::normalize(middle)), -1.0f, 1.0f));
}
const glm::vec3 kTop{0.0f, ball::kRadiusMm, 0.0f};

double disc_cm2(float radius_mm) {
    return 2.0 * kPi * 36.0 * (1.0 - std::cos(static_cast<double>(radius_mm / ball::kRadiusMm)));
}
double density_round(const DotList& dots, const glm::vec3& middle, float radius_mm) {
    const auto count = std::ranges::count_if(dots, [&](const Dot& dot) { return mm_from(dot.position_mm, middle) < radius_mm; });
    return static_cast<double>(count) / disc_cm2(radius_mm);
}

AreaCurve ring(std::uint32_t id, const glm::vec3& middle, float radius_mm) {
    const glm::vec3 out = glm::normalize(middle), side = glm::normalize(glm::cross(out, glm::vec3(0.31f, 0.2f, 0.93f)));
    const float angle = radius_mm / ball::kRadiusMm;
    AreaCurve area{id, {}, {}};
    for (int k = 0; k <= 120; ++k) {
        const float turn = static_cast<float>(k % 120) * ball::kPi / 60.0f;
        area.curve.positions_mm.push_back(
            ball::kRadiusMm * (std::cos(angle) * out + std::sin(angle) * (std::cos(turn) * side + std::sin(turn) * glm::cross(out, side))));
    }
    area.curve.is_closed = true;
    return area;
}

/// The same change within a radius, none beyond.
std::vector<BrushField::Change> brushed_round(const glm::vec3& middle, float radius_mm, BrushField::Change change) {
    std::vector<BrushField::Change> field(ball_head().measuring.mesh().positions.size());
    for (std::size_t v = 0; v < field.size(); ++v)
        if (mm_from(ball_head().measuring.mesh().positions[v], middle) <= radius_mm) field[v] = change;
    return field;
}

Design scar_design(float density_per_cm2) {
    Design design;
    design.settings.service = Service::Scar;
    FreeArea scar;
    scar.id = 4, scar.kind = FreeArea::Kind::Scar, scar.blend_mm = 0.0f;
    scar.density_per_cm2 = density_per_cm2, scar.depth_mm = 0.9f, scar.take_up = 0.7f;
    design.outline.areas.push_back(scar);
    design.curves.areas.push_back(ring(4, ball::place(0.5f, 0.3f), 22.0f));
    return design;
}

TEST(ScarService, FillsTheScarAloneWithItsOwnDensityWhateverTheDesignsIs) {
    for (const float density : {80.0f, 150.0f}) {
        Design design = scar_design(density);
        design.settings.density_per_cm2 = 230.0f;
        const Dots dots = design.placed();
        for (const Dot& dot : dots.dots) ASSERT_LT(mm_from(dot.position_mm, ball::place(0.5f, 0.3f)), 22.2f);
        EXPECT_NEAR(density_round(dots.dots, ball::place(0.5f, 0.3f), 20.0f) / static_cast<double>(density), 1.0, 0.02);
        EXPECT_NEAR(dots.area_cm2, disc_cm2(22.0f), 0.1);
    }
}

TEST(ScarService, AScarOfFourPercentMoreMissesTheDensity) {
    const Dots dots = scar_design(156.0f).placed();
    EXPECT_GT(std::abs(density_round(dots.dots, ball::place(0.5f, 0.3f), 20.0f) / 150.0 - 1.0), 0.02);
}

TEST(ScarService, DotsAreAsDeepAndAsFaintAsTheScarMakesThem) {
    double shade = 0.0, depth = 0.0;
    const Dots dots = scar_design(150.0f).placed();
    for (const Dot& dot : dots.dots) shade += static_cast<double>(dot.shade), depth += static_cast<double>(dot.depth);
    EXPECT_NEAR(shade / static_cast<double>(dots.dots.size()), 0.7, 0.02);
    EXPECT_NEAR(depth / static_cast<double>(dots.dots.size()), 1.5, 0.03);
}

TEST(ScarService, WithoutAScarThereIsNothingAndItIsSaid) {
    Design design;
    design.settings.service = Service::Scar;
    const Dots dots = design.placed();
    EXPECT_TRUE(dots.dots.empty());
    ASSERT_EQ(dots.advice.size(), 1u);
    EXPECT_EQ(dots.advice[0].rule, "no_area");
}

TEST(Scars, InsideTheOutlineKeepTheirOwnDensity) {
    Design design = scar_design(90.0f);
    design.settings.service = Service::Shaved;
    const Dots dots = design.placed();
    EXPECT_NEAR(density_round(dots.dots, ball::place(0.5f, 0.3f), 19.0f), 90.0, 4.0);
    EXPECT_NEAR(density_round(dots.dots, ball::place(0.5f, 3.4f), 19.0f), 180.0, 6.0);
}

/// Native hair of so much of the full density everywhere.
NativeField even_hair(float share, float full_per_cm2 = 80.0f) {
    const std::size_t n = ball_head().measuring.mesh().positions.size();
    NativeField field;
    field.per_cm2.assign(n, share * full_per_cm2);
    field.full_per_cm2.assign(n, full_per_cm2);
    return field;
}

TEST(NativeHair, IsFilledUpToTheTarget) {
    for (const float share : {0.25f, 0.6f}) {
        Design design;
        design.native = even_hair(share);
        const Dots dots = design.placed();
        const double pigment = density_round(dots.dots, kTop, 30.0f), hair = density_round(dots.native_hair, kTop, 30.0f);
        EXPECT_NEAR(hair / (80.0 * static_cast<double>(share)), 1.0, 0.04);
        EXPECT_NEAR((pigment + 180.0 * hair / 80.0) / 180.0, 1.0, 0.025) << share;
    }
}

TEST(NativeHair, LeavesNothingToDoWhereItIsFull) {
    Design design;
    design.native = even_hair(1.0f);
    const Dots dots = design.placed();
    EXPECT_EQ(std::ranges::count_if(dots.dots, [](const Dot& dot) { return mm_from(dot.position_mm, kTop) < 50.0f; }), 0);
    EXPECT_GT(dots.native_hair.size(), 10'000u);
}

TEST(NativeHair, OfAnotherShareGivesADifferentFill) {
    Design design;
    design.native = even_hair(0.3f);
    const Dots dots = design.placed();
    EXPECT_GT(std::abs(density_round(dots.dots, kTop, 30.0f) / (180.0 * 0.75) - 1.0), 0.025);
}

TEST(Brushes, ChangeTheDensityAsTheirFieldSays) {
    Design design;
    const glm::vec3 middle = ball::place(0.4f, 2.0f);
    for (const BrushField::Change change : {BrushField::Change{1.5f, 0.0f}, {0.5f, 0.0f}, {0.0f, 90.0f}, {0.5f, 60.0f}}) {
        design.brushed.change = brushed_round(middle, 22.0f, change);
        const double asked = static_cast<double>(change.share * 180.0f + change.more_per_cm2);
        EXPECT_NEAR(density_round(design.placed().dots, middle, 19.0f) / asked, 1.0, 0.03) << asked;
    }
}

TEST(Brushes, ATargetCountsTheHairThatStands) {
    Design design;
    const glm::vec3 middle = ball::place(0.4f, 2.0f);
    design.brushed.change = brushed_round(middle, 22.0f, {0.0f, 150.0f});
    for (const float hair : {0.4f, 1.0f}) {
        design.native = even_hair(hair);
        const double asked = 150.0 * (1.0 - static_cast<double>(hair));
        EXPECT_NEAR(density_round(design.placed().dots, middle, 19.0f), asked, 5.0) << hair;
    }
}

TEST(Brushes, EraseLeavesNoDotAtAll) {
    Design design;
    const glm::vec3 middle = ball::place(1.0f, 0.0f);
    design.brushed.change = brushed_round(middle, 12.0f, {0.0f, 0.0f});
    for (const Dot& dot : design.placed().dots) ASSERT_GT(mm_from(dot.position_mm, middle), 10.0f);
}

TEST(Brushes, ThickenTheEdgeWithoutCrossingTheLine) {
    Design design;
    design.edge.sentinels_per_side = 0.0f;
    design.brushed.change = brushed_round(kTop, 300.0f, {1.0f, 150.0f});
    const Dots dots = design.placed();
    for (const Dot& dot : dots.dots) ASSERT_LT(ball::polar_of(ball_cloud().position_mm[dot.id]), kEdgeRad + 1e-4f);
    EXPECT_NEAR(density_round(dots.dots, kTop, 25.0f), 330.0, 8.0);
}

TEST(Brushes, LeaveTheDotsOfOtherPlacesInTheirSharedPieces) {
    Design design;
    const Dots before = design.placed();
    design.brushed.change = brushed_round(ball::place(0.5f, 1.0f), 10.0f, {1.4f, 0.0f});
    const Dots after = design.placed(&before);
    std::size_t anew = 0;
    for (const DotList::Piece& piece : after.dots.pieces())
        if (std::ranges::find(before.dots.pieces(), piece) == before.dots.pieces().end()) anew += piece->size();
    EXPECT_GT(anew, 0u);
    EXPECT_LT(anew, after.dots.size() / 4);
}

TEST(DotsByHand, AreThereWithIdsOfTheirOwnAndRemovedOnesAreNot) {
    Design design;
    const Dots plain = design.placed();
    const Dot gone = *std::next(plain.dots.begin(), 5000);
    design.brushed.removed_mm = {ball_cloud().position_mm[gone.id] + glm::vec3(0.05f, 0.0f, 0.05f)};
    const SurfacePoint at = ball_head().measuring.closest(kTop + glm::vec3(3.0f, 0.0f, 1.0f)).value();
    design.brushed.added = {{9, at}};
    const Dots dots = design.placed();
    EXPECT_EQ(dots.dots.size(), plain.dots.size());
    EXPECT_EQ(std::ranges::count(dots.dots, gone.id, &Dot::id), 0);
    EXPECT_EQ(dots.dots.back().id, ball_cloud().position_mm.size() + 9);
    EXPECT_EQ(dots.dots.back().session, 1);
    EXPECT_EQ(dots.dots.back().position_mm, ball_head().measuring.position(at));
    design.settings.density_per_cm2 = 240.0f;
    EXPECT_EQ(design.placed().dots.back(), dots.dots.back());
}

TEST(ZonesLeftOut, ShareTheDotsAmongTheSessionsThatWorkThere) {
    const auto mid = static_cast<std::uint8_t>(1u << static_cast<unsigned>(Zone::Mid));  // all of the ball
    Design design;
    const std::size_t all = design.placed().dots.size();
    design.plan.each[0].zones_left_out = mid;
    const Dots dots = design.placed();
    EXPECT_EQ(dots.dots.size(), all);
    EXPECT_EQ(dots.per_session[0], 0);
    EXPECT_NEAR(dots.per_session[1] / static_cast<double>(all), 2.0 / 3.0, 0.02);
    EXPECT_TRUE(dots.advice.empty());
}

TEST(ZonesLeftOut, ByEverySessionStayBareAndItIsSaid) {
    Design design;
    for (SessionWork& work : design.plan.each) work.zones_left_out = 0x3f;
    const Dots dots = design.placed();
    EXPECT_TRUE(dots.dots.empty());
    ASSERT_EQ(dots.advice.size(), 1u);
    EXPECT_EQ(dots.advice[0].rule, "zone_left_out");
    EXPECT_NE(dots.advice[0].sentence.find("mid"), std::string::npos) << dots.advice[0].sentence;
}

TEST(Hand, MovesADotAlongTheSkinAsFarAsAskedFor) {
    Design design;
    design.settings.jitter_mm = 0.08f, design.settings.depth_variation = 0.2f;
    double sum2 = 0.0, depth2 = 0.0;
    const Dots dots = design.placed();
    for (const Dot& dot : dots.dots) {
        const glm::vec3 step = dot.position_mm - ball_cloud().position_mm[dot.id];
        ASSERT_LT(std::abs(glm::dot(step, dot.normal)), 1e-4f);
        sum2 += static_cast<double>(glm::dot(step, step));
        const double log = std::log(static_cast<double>(dot.depth));
        depth2 += log * log;
    }
    const auto n = static_cast<double>(dots.dots.size());
    EXPECT_NEAR(std::sqrt(sum2 / n / 2.0), 0.08, 0.004);
    EXPECT_NEAR(std::sqrt(depth2 / n), 0.2, 0.01);
}

/// Of all dots, those with kCrowd others or more within `within_mm`; shares nothing with the tiles.
double brute_crowded_share(const Dots& dots, float within_mm) {
    std::vector<glm::vec3> places;
    for (const Dot& dot : dots.dots) places.push_back(ball_cloud().position_mm[dot.id]);
    std::ranges::sort(places, {}, &glm::vec3::y);
    std::vector<int> near(places.size(), 0);
    for (std::size_t i = 0; i < places.size(); ++i)
        for (std::size_t j = i + 1; j < places.size() && places[j].y - places[i].y <= within_mm; ++j)
            if (glm::distance(places[i], places[j]) <= within_mm) ++near[i], ++near[j];
    return static_cast<double>(std::ranges::count_if(near, [](int n) { return n >= Merging::kCrowd; })) /
           static_cast<double>(places.size());
}

bool warns_of_merging(const Dots& dots) {
    return std::ranges::any_of(dots.advice, [](const Advice& advice) { return advice.rule == "may_merge"; });
}

TEST(Merging, CountsDotsThatAreClosedInAndTwiceTheDiameterSpreadOverFiveYears) {
    const Dots dots = Design{}.placed();
    const float within = 2.0f * std::sqrt(0.35f * 0.35f + 32.0f * 1e-4f * 5.0f);
    EXPECT_NEAR(dots.merging.within_mm, within, 1e-5f);
    EXPECT_NEAR(static_cast<double>(dots.merging.share), brute_crowded_share(dots, within), 1e-4);
    std::size_t crowded = 0;
    for (const Dot& dot : dots.dots) crowded += dots.merging.is_crowded(dot.id);
    EXPECT_NEAR(static_cast<double>(crowded), static_cast<double>(dots.merging.share) * static_cast<double>(dots.dots.size()), 0.5);
}

TEST(Merging, KnowsThoseThatAreClosedInAlreadyWhenHealed) {
    Design design;
    design.settings.density_per_cm2 = 220.0f;
    const Dots dots = design.placed();
    const Merging& merging = dots.merging;
    EXPECT_FLOAT_EQ(merging.healed_within_mm, 2.0f * 0.35f);
    EXPECT_NEAR(static_cast<double>(merging.healed_share), brute_crowded_share(dots, 2.0f * 0.35f), 1e-4);
    EXPECT_GT(std::abs(static_cast<double>(merging.healed_share) - brute_crowded_share(dots, 1.02f * 2.0f * 0.35f)), 1e-4)
        << "two hundredths further are other dots";
    std::size_t healed = 0;
    for (const Dot& dot : dots.dots) {
        healed += merging.is_crowded_when_healed(dot.id);
        ASSERT_TRUE(!merging.is_crowded_when_healed(dot.id) || merging.is_crowded(dot.id)) << "what merges now merges later too";
    }
    EXPECT_GT(healed, 0u);
    EXPECT_NEAR(static_cast<double>(healed), static_cast<double>(merging.healed_share) * static_cast<double>(dots.dots.size()), 0.5);
    EXPECT_LT(merging.healed_share, merging.share);
}

TEST(Merging, SaysHowManyRunTogetherLaterAndHowManyAtOnce) {
    Design design;
    design.settings.density_per_cm2 = 260.0f;
    const Dots dots = design.placed();
    const auto found = std::ranges::find(dots.advice, std::string("may_merge"), &Advice::rule);
    ASSERT_NE(found, dots.advice.end());
    for (const float share : {dots.merging.share, dots.merging.healed_share})
        EXPECT_NE(found->sentence.find(std::to_string(std::lround(100.0f * share)) + " %"), std::string::npos) << found->sentence;
}

TEST(Merging, FollowsTheFadeFiguresInForceAndMovesNoDot) {
    const float oily = spread_mm2_per_year(FadeModel{}, SkinOil::Oily, Outlook::Expected);
    EXPECT_FLOAT_EQ(oily, 2.0e-4f);
    FadeSettings fade;
    fade.figures[static_cast<std::size_t>(FadeFigureKind::SpreadExpected)] = 4.0e-4f;
    Design design;
    const Dots usual = design.placed();
    for (const float spread : {oily, spread_mm2_per_year(fade_model_of(fade), SkinOil::Usual, Outlook::Expected)}) {
        design.spread_mm2_per_year = spread;
        const Dots dots = design.placed(&usual);
        const float within = 2.0f * std::sqrt(0.35f * 0.35f + 32.0f * spread * 5.0f);
        EXPECT_NEAR(dots.merging.within_mm, within, 1e-5f);
        EXPECT_NEAR(static_cast<double>(dots.merging.share), brute_crowded_share(dots, within), 1e-4);
        EXPECT_TRUE(std::ranges::equal(dots.dots, usual.dots));
    }
    EXPECT_TRUE(warns_of_merging(design.placed()));
    EXPECT_FALSE(warns_of_merging(usual));
}

TEST(Merging, IsNoWordAboutTheDefaultAndOneAboutTooManyOrTooBigDots) {
    Design design;
    const Dots usual = design.placed();
    EXPECT_FALSE(warns_of_merging(usual)) << usual.merging.share;
    EXPECT_LT(usual.merging.share, 0.12f);
    design.settings.density_per_cm2 = 260.0f;
    EXPECT_TRUE(warns_of_merging(design.placed())) << design.placed().merging.share;
    design.settings.density_per_cm2 = 180.0f, design.settings.diameter_mm = 0.5f;
    EXPECT_TRUE(warns_of_merging(design.placed())) << design.placed().merging.share;
}

/// The feather as its figures say, without mounds and clusters.
double asked_behind(double mm, const EdgeSettings& edge) {
    const double t = std::clamp(mm / static_cast<double>(edge.transition_mm), 0.0, 1.0), s = t * t * (3.0 - 2.0 * t);
    const double bend = 4.0 * (50.0 / 110.0) - 1.0, first = static_cast<double>(edge.first_row);
    return 180.0 * (first + (1.0 - first) * s * (bend + (1.0 - bend) * s));
}

/// Worst miss of the asked density in bands of 1 mm behind a front of `scale` times that density.
double worst_band(float scale) {
    Design design;
    design.edge.macro_mm = design.edge.micro_mm = design.edge.sentinels_per_side = 0.0f;
    design.settings.density_per_cm2 = 180.0f * scale;
    for (OutlineCurve& part : design.curves.parts) part.part = OutlinePart::Frontal;
    std::array<double, 10> found{}, asked{};
    const auto height = [](double mm) { return std::cos(static_cast<double>(kEdgeRad) - mm / 60.0); };
    const Dots dots = design.placed();
    for (const Dot& dot : dots.dots) {
        const float mm = (kEdgeRad - ball::polar_of(ball_cloud().position_mm[dot.id])) * ball::kRadiusMm;
        if (mm >= 0.0f && mm < 10.0f) ++found[static_cast<std::size_t>(mm)];
    }
    double worst = 0.0;
    for (std::size_t band = 0; band < found.size(); ++band) {
        for (int k = 0; k < 10; ++k) {
            const double from = static_cast<double>(band) + 0.1 * k;
            asked[band] += asked_behind(from + 0.05, design.edge) * 2.0 * kPi * 36.0 * (height(from + 0.1) - height(from));
        }
        worst = std::max(worst, std::abs(found[band] / asked[band] - 1.0));
    }
    return worst;
}

TEST(Feather, HoldsItsDensityInBandsOfAMillimetre) { EXPECT_LT(worst_band(1.0f), 0.05); }
TEST(Feather, OfATenthMoreMissesIt) { EXPECT_GT(worst_band(1.1f), 0.05); }

/// A random edit of anything that decides about dots.
void edit(Design& design, std::mt19937& random, int step) {
    std::uniform_real_distribution<float> unit(0.0f, 1.0f);
    const auto anywhere = [&] { return ball::place(1.2f * unit(random), 6.28f * unit(random)); };
    switch (step % 8) {
        case 0: design.settings.density_per_cm2 = 100.0f + 150.0f * unit(random); break;
        case 1: {
            const auto added = brushed_round(anywhere(), 6.0f + 10.0f * unit(random), {2.0f * unit(random), 80.0f * unit(random)});
            if (design.brushed.change.empty()) design.brushed.change = added;
            for (std::size_t v = 0; v < added.size(); ++v)
                if (!(added[v] == BrushField::Change{})) design.brushed.change[v] = added[v];
            break;
        }
        case 2: {
            const float azimuth = 6.28f * unit(random), pull = 0.2f * unit(random) - 0.1f;
            design.curves.parts = ball::outline([=](float a) {
                const float away = std::abs(std::remainder(a - azimuth, 2.0f * ball::kPi)) / 0.25f;
                return kEdgeRad + (away < 1.0f ? pull * (1.0f - away) * (1.0f - away) : 0.0f);
            }).parts;
            break;
        }
        case 3: design.plan.each[static_cast<std::size_t>(step / 8) % 3].zones_left_out ^= 2; break;
        case 4: {
            design.outline.areas = {FreeArea{}};
            design.outline.areas[0].id = 5, design.outline.areas[0].kind = FreeArea::Kind(step / 8 % 3);
            design.outline.areas[0].density_per_cm2 = 60.0f + 100.0f * unit(random);
            design.curves.areas = {ring(5, anywhere(), 8.0f + 6.0f * unit(random))};
            break;
        }
        case 5:
            design.brushed.removed_mm.push_back(anywhere());
            design.brushed.added.push_back({static_cast<std::uint32_t>(step + 1), ball_head().measuring.closest(anywhere()).value()});
            break;
        case 6: design.native = step / 8 % 2 == 0 ? even_hair(0.5f * unit(random)) : NativeField{}; break;
        default: design.settings.zone_share[1] = 0.6f + 0.5f * unit(random);
    }
}

TEST(AnyEdit, GivesTheDotsOfAFreshStartAndMovesNone) {
    std::mt19937 random(3);
    Design design;
    Dots dots = design.placed();
    std::map<std::uint32_t, glm::vec3> places;
    for (int step = 0; step < 32; ++step) {
        edit(design, random, step);
        const Dots fresh = design.placed();
        dots = design.placed(&dots);
        ASSERT_TRUE(std::ranges::equal(dots.dots, fresh.dots)) << step;
        ASSERT_TRUE(std::ranges::equal(dots.native_hair, fresh.native_hair)) << step;
        ASSERT_EQ(dots.per_session, fresh.per_session) << step;
        ASSERT_EQ(dots.area_cm2, fresh.area_cm2) << step;
        ASSERT_EQ(dots.least_spacing_mm, fresh.least_spacing_mm) << step;
        ASSERT_EQ(dots.merging.crowded, fresh.merging.crowded) << step;
        ASSERT_EQ(dots.merging.healed_crowded, fresh.merging.healed_crowded) << step;
        ASSERT_EQ(dots.edge.regularity, fresh.edge.regularity) << step;
        for (const Dot& dot : dots.dots) {
            if (dot.id >= ball_cloud().position_mm.size()) continue;
            const auto [known, is_new] = places.try_emplace(dot.id, dot.position_mm);
            ASSERT_EQ(known->second, dot.position_mm) << step;
        }
    }
}

TEST(NapeDesign, IsNoDenserAtTheBackThanTheFringeItMeets) {
    const Head& head = test::fitted_head("male_caucasian");
    const CandidateCloud cloud = build_candidates(head, 1).value();
    Outline settings;
    settings.extent = Extent::Nape;
    const Outline outline = fit_outline(head, settings, "natural", 74.0f).value();
    const OutlineResult curves = trace_outline(head, outline);
    const Dots dots = place_dots({head, cloud, outline, {}, curves, {}, {}, {}, {}});
    double count = 0.0, area = 0.0;
    for (const Dot& dot : dots.dots) count += dot.zone == Zone::Occiput;
    for (const RegionArea& region : dots.regions)
        if (region.name == "occiput") area = static_cast<double>(region.cm2);
    ASSERT_GT(area, 60.0);
    EXPECT_LT(count / area, 120.0);
    EXPECT_GT(count / area, 80.0);
    EXPECT_TRUE(dots.advice.empty()) << dots.advice.front().sentence;
}

}  // namespace
}  // namespace trichion
