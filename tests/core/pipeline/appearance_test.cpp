// How sessions look from the first day to the tenth year: the cited points hit, the course never turning back.
#include "core/pipeline/appearance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

const SessionPlan kPlan;
const SkinSettings kSkin;
constexpr float kYear = 365.25f;

SessionLook alone(float shade, float days, float warmth = 0.0f, int monk = 4) {
    SessionPlan plan;
    plan.shade = shade, plan.warmth = warmth;
    SkinSettings skin;
    skin.monk = monk;
    return appearance_at(plan, skin, {1, days}).sessions[0];
}

/// Whether `value` never rises from one of many moments between the two days to the next.
template <class Value>
bool never_rises(float from_day, float to_day, Value&& value) {
    for (int i = 0; i < 400; ++i) {
        const auto day = [&](int k) { return from_day + (to_day - from_day) * static_cast<float>(k) / 400.0f; };
        if (value(day(i + 1)) > value(day(i))) return false;
    }
    return true;
}

TEST(Track, GivesTheFirstThirtyDaysAFifthAndGoesBothWays) {
    EXPECT_FLOAT_EQ(track_from_days(30.0f), 0.2f);
    EXPECT_FLOAT_EQ(track_from_days(3652.5f), 1.0f);
    EXPECT_FLOAT_EQ(track_from_days(-1.0f), 0.0f);
    for (int i = 0; i <= 100; ++i) {
        const float fraction = 0.01f * static_cast<float>(i);
        EXPECT_NEAR(track_from_days(days_from_track(fraction)), fraction, 1e-6f);
    }
}

TEST(Appearance, AtDayThirtyIsTheShadeLadderWithinAHundredthAndTheHealedDiameter) {
    const std::array<std::pair<float, float>, 7> ladder{{{6, 0.70f}, {8, 0.66f}, {12, 0.58f}, {16, 0.52f}, {20, 0.47f}, {24, 0.42f}, {30, 0.37f}}};
    for (const auto& [shade, green] : ladder) {
        EXPECT_NEAR(alone(shade, 30.0f).contrast.y, green, 0.01f) << shade;
        EXPECT_EQ(alone(shade, 30.0f).diameter_factor, 1.0f);
    }
}

TEST(Appearance, OneShadeDarkerWouldMissTheLadder) {
    EXPECT_GT(std::abs(alone(11.0f, 30.0f).contrast.y - 0.58f), 0.01f);
}

TEST(Appearance, OnTheFirstDayIsHalfAMillimetreAndAsDarkAsFreshPigment) {
    const SessionLook fresh = alone(20.0f, 0.0f), healed = alone(20.0f, 30.0f);
    EXPECT_NEAR(0.35f * fresh.diameter_factor, 0.50f, 1e-4f);
    for (int c = 0; c < 3; ++c) EXPECT_NEAR(fresh.contrast[c], std::min(0.95f, healed.contrast[c] / 0.62f), 1e-5f);
    EXPECT_LE(alone(4.0f, 0.0f).contrast.x, 0.95f);
}

TEST(Appearance, PassesThroughALightPhaseInTheSecondWeek) {
    EXPECT_LT(alone(12.0f, 10.0f).contrast.y, 0.9f * alone(12.0f, 30.0f).contrast.y);
    EXPECT_GT(alone(12.0f, 5.0f).diameter_factor, alone(12.0f, 14.0f).diameter_factor);
}

TEST(Appearance, RednessIsGoneByTheThirdDay) {
    EXPECT_FLOAT_EQ(appearance_at(kPlan, kSkin, {3, 0.0f}).redness, 1.0f);
    EXPECT_GT(appearance_at(kPlan, kSkin, {3, 2.0f}).redness, 0.0f);
    EXPECT_EQ(appearance_at(kPlan, kSkin, {3, 3.0f}).redness, 0.0f);
}

TEST(Appearance, AfterDayThirtyDotsOnlyLightenAndOnlyGrow) {
    const auto contrast = [](float day) { return alone(12.0f, day).contrast.y; };
    const auto smallness = [](float day) { return -alone(12.0f, day).diameter_factor; };
    const auto strength = [](float day) { return seen_strength(kPlan, kSkin, {3, day}); };
    EXPECT_TRUE(never_rises(30.0f, 3652.0f, contrast));
    EXPECT_TRUE(never_rises(30.0f, 3652.0f, smallness));
    EXPECT_TRUE(never_rises(30.0f, 3652.0f, strength));
    EXPECT_FALSE(never_rises(7.0f, 30.0f, contrast)) << "the light phase must show that the check can fail";
}

TEST(Appearance, SpreadKeepsThePigmentAndGrowsByTheLawOfDiffusion) {
    const SessionLook healed = alone(12.0f, 30.0f);
    for (const float years : {1.0f, 5.0f, 10.0f}) {
        const SessionLook later = alone(12.0f, 30.0f + years * kYear);
        const float diameter = 4.0f * std::sqrt(0.0875f * 0.0875f + 2.0f * 1e-4f * years);
        EXPECT_NEAR(0.35f * later.diameter_factor, diameter, 1e-4f);
        const float pigment = later.contrast.y * later.diameter_factor * later.diameter_factor;
        EXPECT_NEAR(pigment / healed.contrast.y, std::exp(-0.12f * years), 1e-4f);
    }
}

TEST(Appearance, AshIsCoolerThanSkinAndWarmthNeverTurnsItBrown) {
    for (const int monk : {1, 4, 7, 10})
        for (const float warmth : {0.0f, 0.5f, 1.0f}) {
            const glm::vec3 c = alone(12.0f, 30.0f, warmth, monk).contrast;
            EXPECT_GT(c.x, c.y);
            EXPECT_GT(c.y, c.z);
        }
    const auto blue_to_red = [](float warmth) {
        const glm::vec3 c = alone(12.0f, 30.0f, warmth).contrast;
        return c.z / c.x;
    };
    EXPECT_GT(blue_to_red(1.0f), 1.1f * blue_to_red(0.0f));
}

TEST(Appearance, EarlierSessionsAreOlderByTheGapsOfThePlan) {
    const auto at_third = appearance_at(kPlan, kSkin, {3, 30.0f});
    const auto at_first = appearance_at(kPlan, kSkin, {1, 58.0f});
    EXPECT_EQ(at_third.sessions[0].contrast, at_first.sessions[0].contrast);
    EXPECT_FALSE(at_first.sessions[1].is_shown);
    EXPECT_FALSE(at_third.sessions[3].is_shown);
    EXPECT_GT(at_third.sessions[2].contrast.y, at_third.sessions[0].contrast.y);
}

TEST(Appearance, BeforeAnySessionNothingIsShown) {
    for (const SessionLook& look : appearance_at(kPlan, kSkin, {0, 0.0f}).sessions) EXPECT_FALSE(look.is_shown);
    EXPECT_EQ(seen_strength(kPlan, kSkin, {0, 0.0f}), 0.0f);
}

TEST(TouchUp, IsDueWhenSixtyTwoPercentAreLeftAboutFourYearsOn) {
    const float years = touch_up_years(kPlan);
    EXPECT_NEAR(years, 4.07f, 0.02f);
    EXPECT_NEAR(seen_strength(kPlan, kSkin, {3, years * kYear}), 0.62f, 0.002f);
    EXPECT_NEAR(seen_strength(kPlan, kSkin, {3, 30.0f}), 1.0f, 1e-6f);
}

double lightness(const glm::dvec3& linear) {
    const double y = 0.2126 * linear.x + 0.7152 * linear.y + 0.0722 * linear.z;
    return 116.0 * std::cbrt(y) - 16.0;
}

/// How much darker the healed top of the default design is than bare medium skin (Fitzpatrick III, #D59E74), by
/// coverage times contrast.
double darkening_of_default(double density_per_cm2) {
    const auto to_linear = [](double c) { return std::pow((c / 255.0 + 0.055) / 1.055, 2.4); };
    const glm::dvec3 skin(to_linear(0xD5), to_linear(0x9E), to_linear(0x74));
    const Appearance healed = appearance_at(kPlan, kSkin, {3, 30.0f});
    const double mean_square = std::exp(2.0 * 0.12 * 0.12);
    glm::dvec3 left(1.0);
    for (std::size_t s = 0; s < 3; ++s) {
        const double diameter_cm = 0.035 * static_cast<double>(healed.sessions[s].diameter_factor);
        const double coverage = density_per_cm2 * static_cast<double>(kPlan.shares[s]) * mean_square * 0.785398 * diameter_cm * diameter_cm;
        left -= coverage * glm::dvec3(healed.sessions[s].contrast);
    }
    return lightness(skin) - lightness(skin * left);
}

TEST(Appearance, TheDefaultPlanHealedDarkensMediumSkinByThreeToSixOfLightness) {
    const double darker = darkening_of_default(180.0);
    RecordProperty("dL", std::to_string(darker));
    EXPECT_GE(darker, 3.0);
    EXPECT_LE(darker, 6.0);
}

TEST(Appearance, AThirdFewerDotsWouldNotBeDarkEnough) { EXPECT_LT(darkening_of_default(120.0), 3.0); }

}  // namespace
}  // namespace trichion
