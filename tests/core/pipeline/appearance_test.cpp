// How sessions look from the first day to the tenth year: the cited points hit, the course never turning back.
#include "core/pipeline/appearance.h"

#include "core/pipeline/shades.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

const SessionPlan kPlan;
const SkinSettings kSkin;
const FadeSettings kFade;
constexpr float kYear = 365.25f;

SessionLook alone(float shade, float days, float warmth = 0.0f, int monk = 4) {
    SessionPlan plan;
    plan.shade = shade, plan.warmth = warmth;
    SkinSettings skin;
    skin.monk = monk;
    return appearance_at(plan, skin, FadeSettings{}, {1, days}).sessions[0];
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
    EXPECT_FLOAT_EQ(appearance_at(kPlan, kSkin, kFade, {3, 0.0f}).redness, 1.0f);
    EXPECT_GT(appearance_at(kPlan, kSkin, kFade, {3, 2.0f}).redness, 0.0f);
    EXPECT_EQ(appearance_at(kPlan, kSkin, kFade, {3, 3.0f}).redness, 0.0f);
}

TEST(Appearance, AfterDayThirtyDotsOnlyLightenAndOnlyGrow) {
    const auto contrast = [](float day) { return alone(12.0f, day).contrast.y; };
    const auto smallness = [](float day) { return -alone(12.0f, day).diameter_factor; };
    const auto strength = [](float day) { return seen_strength(kPlan, kSkin, kFade, {3, day}); };
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
    const auto at_third = appearance_at(kPlan, kSkin, kFade, {3, 30.0f});
    const auto at_first = appearance_at(kPlan, kSkin, kFade, {1, 58.0f});
    EXPECT_EQ(at_third.sessions[0].contrast, at_first.sessions[0].contrast);
    EXPECT_FALSE(at_first.sessions[1].is_shown);
    EXPECT_FALSE(at_third.sessions[3].is_shown);
    EXPECT_GT(at_third.sessions[2].contrast.y, at_third.sessions[0].contrast.y);
}

TEST(Appearance, BeforeAnySessionNothingIsShown) {
    for (const SessionLook& look : appearance_at(kPlan, kSkin, kFade, {0, 0.0f}).sessions) EXPECT_FALSE(look.is_shown);
    EXPECT_EQ(seen_strength(kPlan, kSkin, kFade, {0, 0.0f}), 0.0f);
}

TEST(TouchUp, IsDueWhenSixtyTwoPercentAreLeftAboutFourYearsOn) {
    const float years = touch_up_years(kPlan, kSkin, kFade).value();
    EXPECT_NEAR(years, 4.07f, 0.02f);
    EXPECT_NEAR(seen_strength(kPlan, kSkin, kFade, {3, years * kYear}), 0.62f, 0.002f);
    EXPECT_NEAR(seen_strength(kPlan, kSkin, kFade, {3, 30.0f}), 1.0f, 1e-6f);
}

/// The look of the only session of a plan, healed or years on.
SessionLook with_travel(float travel_mm, float days) {
    SessionPlan plan;
    plan.sessions = 1;
    plan.each[0].depth_mm = travel_mm;
    return appearance_at(plan, kSkin, kFade, {1, days}).sessions[0];
}

TEST(Depth, ASetTooShallowDotIsThereOnTheFirstDayAndShedInFourWeeks) {
    const auto dot = [](float travel, float days) { return seen_dot(with_travel(travel, days), 0.35f, 1.0f, 1.0f).contrast.y; };
    EXPECT_GT(dot(0.25f, 0.0f), 0.8f);
    EXPECT_LT(dot(0.25f, 28.0f), 0.001f);
    EXPECT_NEAR(dot(0.6f, 30.0f), 0.58f, 0.01f);
}

TEST(Depth, DeeperPigmentIsFainterByTheLawOfDepthAndBluer) {
    const SessionLook usual = with_travel(0.6f, 30.0f), deep = with_travel(0.9f, 30.0f);
    EXPECT_NEAR(deep.top_mm, 0.15f, 1e-5f);
    EXPECT_NEAR(deep.contrast.x / usual.contrast.x, std::exp(-0.05f / 0.17f), 1e-4f);
    EXPECT_NEAR(deep.contrast.z / usual.contrast.z, std::exp(-0.05f / 0.10f), 1e-4f);
    EXPECT_GT(deep.contrast.x / deep.contrast.z, 1.2f * usual.contrast.x / usual.contrast.z);
    EXPECT_GT(seen_dot(deep, 0.35f, 1.0f, 1.0f).softness_mm, 1.3f * seen_dot(usual, 0.35f, 1.0f, 1.0f).softness_mm);
}

TEST(Depth, FarTooDeepBlowsOutToBetweenTwoAndThreeTimesTheDiameter) {
    EXPECT_FLOAT_EQ(with_travel(1.0f, 30.0f).diameter_factor, 1.0f);
    for (const float days : {30.0f, 3.0f * kYear, 10.0f * kYear}) {
        const float factor = with_travel(1.6f, days).diameter_factor;
        EXPECT_GE(factor, 2.0f);
        EXPECT_LE(factor, 3.0f);
    }
    const SessionLook blown = with_travel(1.5f, kYear);
    EXPECT_GT(blown.contrast.x, 3.0f * blown.contrast.z) << "red is taken far more than blue: a blue-grey patch";
}

TEST(Depth, ADotsOwnDepthFollowsTheSameLawAsItsSessions) {
    const SessionLook usual = with_travel(0.6f, 30.0f), deep = with_travel(0.72f, 30.0f);
    const SeenDot own = seen_dot(usual, 0.35f, 1.0f, 1.2f), session = seen_dot(deep, 0.35f, 1.0f, 1.0f);
    for (int c = 0; c < 3; ++c) EXPECT_NEAR(own.contrast[c], session.contrast[c], 1e-5f);
    EXPECT_NEAR(own.softness_mm, session.softness_mm, 1e-6f);
}

TEST(Outlook, SoftFadesMoreAndSpreadsMoreThanStrong) {
    const auto strength = [](Outlook outlook, float years) { return seen_strength(kPlan, kSkin, kFade, {3, 30.0f + years * kYear, outlook}); };
    for (const float years : {0.0f, 2.0f, 8.0f}) {
        EXPECT_LT(strength(Outlook::Soft, years), strength(Outlook::Expected, years));
        EXPECT_LT(strength(Outlook::Expected, years), strength(Outlook::Strong, years));
    }
    const auto diameter = [](Outlook outlook) { return appearance_at(kPlan, kSkin, kFade, {3, 5.0f * kYear, outlook}).sessions[0].diameter_factor; };
    EXPECT_GT(diameter(Outlook::Soft), diameter(Outlook::Strong));
    EXPECT_NEAR(*touch_up_years(kPlan, kSkin, kFade, Outlook::Soft), 2.4f, 0.15f);
    EXPECT_NEAR(*touch_up_years(kPlan, kSkin, kFade, Outlook::Strong), 6.0f, 0.15f);
}

TEST(Fade, SunOilAndCareMoveItWithinTheUsualRange) {
    FadeSettings fade;
    fade.sun = Sun::Little, fade.oil = SkinOil::Dry, fade.aftercare = Aftercare::Careful;
    EXPECT_NEAR(fade_per_year(kPlan, fade, Outlook::Expected), 0.08f, 0.008f);
    fade.sun = Sun::Much, fade.oil = SkinOil::Oily, fade.aftercare = Aftercare::Usual;
    EXPECT_NEAR(fade_per_year(kPlan, fade, Outlook::Expected), 0.20f, 0.02f);
    SessionPlan gone = kPlan;
    gone.pigment = Pigment::Resorbable;
    EXPECT_FLOAT_EQ(fade_per_year(gone, kFade, Outlook::Expected), 1.0f);
    EXPECT_LT(seen_strength(gone, kSkin, kFade, {3, 2.0f * kYear}), 0.16f);
}

TEST(Sessions, AgeByTheirDatesAndScaleByTheirTakeUp) {
    SessionPlan plan = kPlan;
    plan.first_on = "2026-03-01", plan.each[1].on = "2026-03-08", plan.each[2].on = "2026-03-22";
    plan.each[2].take_up = 0.8f;
    const Appearance dated = appearance_at(plan, kSkin, kFade, {3, 2.0f});
    EXPECT_EQ(dated.sessions[0].diameter_factor, alone(12.0f, 23.0f).diameter_factor);
    EXPECT_EQ(dated.sessions[1].diameter_factor, alone(12.0f, 16.0f).diameter_factor);
    EXPECT_NEAR(appearance_at(plan, kSkin, kFade, {3, 30.0f}).sessions[2].contrast.y,
                0.8f * appearance_at(kPlan, kSkin, kFade, {3, 30.0f}).sessions[2].contrast.y, 1e-5f);
}

TEST(Sessions, WearTheirOwnShadeAndWarmth) {
    SessionPlan plan = kPlan;
    plan.each[1].shade = 24.0f, plan.each[1].warmth = 1.0f;
    const Appearance looks = appearance_at(plan, kSkin, kFade, {3, 30.0f});
    EXPECT_EQ(looks.sessions[0].contrast, appearance_at(kPlan, kSkin, kFade, {3, 30.0f}).sessions[0].contrast);
    EXPECT_NEAR(looks.sessions[1].contrast.y, 0.42f, 0.01f);
    EXPECT_NEAR(looks.sessions[1].contrast.x / looks.sessions[1].contrast.y, 1.0f, 0.05f);
}

TEST(TouchUp, BringsBackWhatItsShareStrikesAgainAndHealsLikeFreshWork) {
    SessionPlan plan = kPlan;
    plan.touch_ups = {{4.0f, 14.0f, 1.0f}};
    const auto strength = [&](float days) { return seen_strength(plan, kSkin, kFade, {3, days}); };
    EXPECT_EQ(strength(4.0f * kYear - 1.0f), seen_strength(kPlan, kSkin, kFade, {3, 4.0f * kYear - 1.0f}));
    EXPECT_GT(strength(4.0f * kYear + 1.0f), 1.3f) << "fresh again";
    EXPECT_NEAR(strength(4.0f * kYear + 30.0f), 1.05f, 0.12f);
    EXPECT_EQ(appearance_at(plan, kSkin, kFade, {3, 4.0f * kYear}).redness, 1.0f);
    const float whole = strength(4.2f * kYear), none = seen_strength(kPlan, kSkin, kFade, {3, 4.2f * kYear});
    plan.touch_ups[0].share = 0.5f;
    EXPECT_NEAR(strength(4.2f * kYear), 0.5f * (whole + none), 0.04f);
    plan.touch_ups[0].share = 1.0f;
    EXPECT_GT(*touch_up_years(plan, kSkin, kFade), 7.0f) << "the next one after it";
    EXPECT_EQ(appearance_at(plan, kSkin, kFade, {2, 5.0f * kYear}).sessions[0].contrast,
              appearance_at(kPlan, kSkin, kFade, {2, 5.0f * kYear}).sessions[0].contrast) << "not before the plan is done";
}

TEST(TouchUp, IsNotAskedForWhereALaserComesFirstAndIsAgainAfterNewWork) {
    SessionPlan plan = kPlan;
    plan.removal_years = {6.0f};
    EXPECT_NEAR(touch_up_years(plan, kSkin, kFade).value(), 4.07f, 0.02f) << "due before the laser";
    plan.touch_ups = {{4.0f, 14.0f, 1.0f}};
    EXPECT_FALSE(touch_up_years(plan, kSkin, kFade));
    plan.touch_ups = {};
    plan.removal_years = {3.0f};
    EXPECT_FALSE(touch_up_years(plan, kSkin, kFade));
    plan.touch_ups = {{4.0f, 14.0f, 1.0f}};
    EXPECT_GT(touch_up_years(plan, kSkin, kFade).value(), 4.1f);
}

TEST(TouchUp, IsFreshForThirtyDaysOnceAllSessionsAreDone) {
    SessionPlan plan = kPlan;
    plan.touch_ups = {{4.0f, 14.0f, 1.0f}, {4.05f, 14.0f, 1.0f}};
    const float first = 4.0f * kYear;
    EXPECT_FALSE(fresh_touch_up(plan, {3, first - 1.0f}));
    EXPECT_EQ(fresh_touch_up(plan, {3, first}).value().index, 0u);
    EXPECT_EQ(fresh_touch_up(plan, {3, first + 20.0f}).value().index, 1u);
    EXPECT_FALSE(fresh_touch_up(plan, {3, first + 60.0f}));
    EXPECT_FALSE(fresh_touch_up(plan, {2, first}));
    EXPECT_FLOAT_EQ(healed_moment(plan, {3, first + 20.0f}).days, first - 1.0f) << "before both";
    EXPECT_FLOAT_EQ(healed_moment(plan, {3, kYear}).days, kYear);
}

TEST(Laser, LeavesAThirdEachAndSparesWhatIsStruckLater) {
    SessionPlan plan = kPlan;
    plan.removal_years = {2.0f, 2.2f};
    const auto ratio = [&](const SessionPlan& p, float days) { return seen_strength(p, kSkin, kFade, {3, days}) / seen_strength(kPlan, kSkin, kFade, {3, days}); };
    EXPECT_FLOAT_EQ(ratio(plan, 1.9f * kYear), 1.0f);
    EXPECT_NEAR(ratio(plan, 2.15f * kYear), 0.35f, 1e-3f);
    EXPECT_NEAR(ratio(plan, 2.5f * kYear), 0.35f * 0.35f, 1e-3f);
    plan.touch_ups = {{3.0f, 12.0f, 1.0f}};
    EXPECT_GT(seen_strength(plan, kSkin, kFade, {3, 3.1f * kYear}), 0.8f);
}

TEST(OwnResults, AreFollowedOnceTheyAreChosenAndUsable) {
    FadeSettings fade;
    fade.results = {{30.0f, 0.40f}, {760.5f, 0.30f}};
    EXPECT_EQ(fade_per_year(kPlan, fade, Outlook::Expected), 0.12f);
    fade.follows_results = true;
    EXPECT_NEAR(fade_per_year(kPlan, fade, Outlook::Expected), 0.12f, 0.02f);
    float sum = 0.0f;
    const Appearance healed = appearance_at(kPlan, kSkin, fade, {3, 30.0f});
    for (std::size_t s = 0; s < 3; ++s) sum += kPlan.shares[s] * healed.sessions[s].contrast.y;
    EXPECT_NEAR(sum, 0.40f, 0.01f) << "the mean of all dots, as measured";
    fade.results.pop_back();
    EXPECT_EQ(fade_per_year(kPlan, fade, Outlook::Expected), 0.12f) << "one result says nothing";
}

TEST(Shades, AreNamedByTheirNearestRung) {
    EXPECT_STREQ(shade_name(30.0f), "Silver");
    EXPECT_STREQ(shade_name(17.5f), "Medium grey");
    EXPECT_STREQ(shade_name(12.0f), "Dark grey");
    EXPECT_STREQ(shade_name(4.0f), "Black");
}

TEST(DefaultPlan, BeginsByFitzpatrickAndEndsNearTheHair) {
    SkinSettings skin;
    skin.fitzpatrick = 3, skin.hair = HairColour::DarkBrown;
    EXPECT_EQ(default_plan_for(skin).shade, 14.0f);
    EXPECT_EQ(shade_of(default_plan_for(skin), 3), 8.0f);
    skin.fitzpatrick = 6, skin.hair = HairColour::Black;
    EXPECT_EQ(default_plan_for(skin).shade, 6.0f);
    EXPECT_GE(shade_of(default_plan_for(skin), 3), 4.0f);
    skin.hair = HairColour::Grey;
    EXPECT_GE(shade_of(default_plan_for(skin), 3), 24.0f) << "light hair stays light on dark skin";
    for (int type = 1; type <= 6; ++type)
        for (int hair = 0; hair <= static_cast<int>(HairColour::Grey); ++hair) {
            skin.fitzpatrick = type, skin.hair = static_cast<HairColour>(hair);
            const SessionPlan plan = default_plan_for(skin);
            for (int session = 1; session <= 3; ++session) {
                EXPECT_GE(shade_of(plan, session), 4.0f);
                EXPECT_LE(shade_of(plan, session), 30.0f);
                if (session > 1) { EXPECT_LT(shade_of(plan, session), shade_of(plan, session - 1)); }
            }
        }
}

TEST(FadeModel, NamesASourceForEveryFigure) {
    for (const FadeFigure& figure : figures_of({})) EXPECT_FALSE(figure.name.empty() || figure.value.empty() || figure.source.empty());
    FadeModel twice;
    for (float& k : twice.fade_per_year) k *= 2.0f;
    EXPECT_FLOAT_EQ(fade_per_year(kPlan, kFade, Outlook::Expected, twice), 0.24f);
}

double lightness(const glm::dvec3& linear) {
    const double y = 0.2126 * linear.x + 0.7152 * linear.y + 0.0722 * linear.z;
    return 116.0 * std::cbrt(y) - 16.0;
}

/// How much darker a healed plan makes skin of this colour (sRGB, 0xRRGGBB), by coverage times contrast.
double darkening_of(const SessionPlan& plan, const SkinSettings& skin, unsigned rgb, double density_per_cm2) {
    const auto to_linear = [](unsigned c) { return std::pow((static_cast<double>(c) / 255.0 + 0.055) / 1.055, 2.4); };
    const glm::dvec3 bare(to_linear(rgb >> 16), to_linear(rgb >> 8 & 0xffu), to_linear(rgb & 0xffu));
    const Appearance healed = appearance_at(plan, skin, kFade, {3, 30.0f});
    const double mean_square = std::exp(2.0 * 0.12 * 0.12);
    glm::dvec3 left(1.0);
    for (std::size_t s = 0; s < 3; ++s) {
        const double diameter_cm = 0.035 * static_cast<double>(healed.sessions[s].diameter_factor);
        const double coverage = density_per_cm2 * static_cast<double>(plan.shares[s]) * mean_square * 0.785398 * diameter_cm * diameter_cm;
        left -= coverage * glm::dvec3(healed.sessions[s].contrast);
    }
    return lightness(bare) - lightness(bare * left);
}

constexpr unsigned kMediumSkin = 0xD59E74;  // Fitzpatrick III

double darkening_of_default(double density_per_cm2) { return darkening_of(kPlan, kSkin, kMediumSkin, density_per_cm2); }

TEST(Appearance, TheDefaultPlanHealedDarkensMediumSkinByThreeToSixOfLightness) {
    const double darker = darkening_of_default(180.0);
    RecordProperty("dL", std::to_string(darker));
    EXPECT_GE(darker, 3.0);
    EXPECT_LE(darker, 6.0);
}

TEST(Appearance, EveryUsualPlanForDarkHairOnMediumSkinHealsThreeToSixOfLightnessDarker) {
    struct Skin { int fitzpatrick, monk; unsigned rgb; };
    // Both ends of what is published for III and IV, and their middles [S96b].
    for (const Skin& skin : {Skin{3, 4, 0xDDA582}, Skin{3, 4, kMediumSkin}, Skin{3, 5, 0xCD9766}, Skin{4, 5, 0xB87659}, Skin{4, 6, 0xA47148}})
        for (const HairColour hair : {HairColour::Black, HairColour::DarkBrown}) {
            const SkinSettings client{.monk = skin.monk, .fitzpatrick = skin.fitzpatrick, .hair = hair};
            const SessionPlan plan = default_plan_for(client);
            const double darker = darkening_of(plan, client, skin.rgb, 180.0);
            EXPECT_GE(darker, 3.0) << "Fitzpatrick " << skin.fitzpatrick << ", " << to_word(hair);
            EXPECT_LE(darker, 6.0) << "Fitzpatrick " << skin.fitzpatrick << ", " << to_word(hair);
            SessionPlan lighter = plan;  // the twin: a rung lighter throughout
            lighter.shade += 4.0f;
            EXPECT_LT(darkening_of(lighter, client, skin.rgb, 180.0), 3.0) << "Fitzpatrick " << skin.fitzpatrick << ", " << to_word(hair);
        }
}

TEST(Appearance, AThirdFewerDotsWouldNotBeDarkEnough) { EXPECT_LT(darkening_of_default(120.0), 3.0); }

}  // namespace
}  // namespace trichion
