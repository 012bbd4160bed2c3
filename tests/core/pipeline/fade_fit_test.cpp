// Own results: a curve that was there is found again, and results that say nothing get a sentence.
#include "core/pipeline/fade_fit.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

/// Contrasts by the plain law: healed, fading by exp(-k t), diluted as the dot spreads.
std::vector<HealedResult> results_of(float healed, float per_year, std::initializer_list<float> days) {
    std::vector<HealedResult> results;
    for (const float day : days) {
        const float years = (day - 30.0f) / 365.25f;
        const float growth2 = 1.0f + 2.0f * 1.0e-4f * years / (0.0875f * 0.0875f);
        results.push_back({day, healed * std::exp(-per_year * years) / growth2});
    }
    return results;
}

/// The largest relative error of the fitted curve over ten years.
double worst_error(const FadeFit& fit, float healed, float per_year) {
    double worst = 0.0;
    for (int years = 0; years <= 10; ++years)
        worst = std::max(worst, std::abs(fit.healed_contrast * std::exp(-fit.per_year * static_cast<float>(years)) /
                                             (healed * std::exp(-per_year * static_cast<float>(years))) - 1.0));
    return worst;
}

TEST(FadeFit, FindsTheCurveThatResultsWereMadeFromWithinOnePercentOverTenYears) {
    const FadeFit two = fit_fade(results_of(0.55f, 0.15f, {30, 395}));
    const FadeFit five = fit_fade(results_of(0.40f, 0.09f, {30, 200, 400, 800, 1500}));
    ASSERT_TRUE(two.is_usable && five.is_usable);
    EXPECT_LT(worst_error(two, 0.55f, 0.15f), 0.01);
    EXPECT_LT(worst_error(five, 0.40f, 0.09f), 0.01);
    EXPECT_LT(five.per_year_error, 1e-3f);
    EXPECT_LT(five.scatter, 1e-3f);
}

TEST(FadeFit, TheCheckAboveSeesAYearlyFadeThatIsOffByAHundredth) {
    const FadeFit fit = fit_fade(results_of(0.55f, 0.16f, {30, 395}));
    EXPECT_GT(worst_error(fit, 0.55f, 0.15f), 0.01);
}

TEST(FadeFit, TellsHowFarNoisyResultsLieOff) {
    auto results = results_of(0.5f, 0.12f, {30, 200, 400, 800});
    for (std::size_t i = 0; i < results.size(); ++i) results[i].contrast *= i % 2 == 0 ? 1.08f : 0.92f;
    const FadeFit fit = fit_fade(results);
    ASSERT_TRUE(fit.is_usable);
    EXPECT_NEAR(fit.scatter, 0.08f, 0.03f);
    EXPECT_NEAR(fit.per_year, 0.12f, 2.5f * fit.per_year_error);
    EXPECT_GT(fit.per_year_error, 0.01f);
}

TEST(FadeFit, ResultsThatSayNothingGetASentence) {
    EXPECT_FALSE(fit_fade({}).sentence.empty());
    EXPECT_FALSE(fit_fade(results_of(0.5f, 0.1f, {30})).is_usable);
    EXPECT_NE(fit_fade(results_of(0.5f, 0.1f, {30, 60})).sentence.find("30 days apart"), std::string::npos);
    EXPECT_NE(fit_fade(std::vector<HealedResult>{{30, 0.3f}, {400, 0.5f}}).sentence.find("rise"), std::string::npos);
    EXPECT_NE(fit_fade(std::vector<HealedResult>{{30, 0.9f}, {120, 0.01f}}).sentence.find("faster"), std::string::npos);
    const std::vector<HealedResult> wild{{30, 0.6f}, {200, 0.2f}, {400, 0.6f}, {800, 0.15f}};
    EXPECT_NE(fit_fade(wild).sentence.find("off any one curve"), std::string::npos);
    for (const auto& results : {wild, std::vector<HealedResult>{{30, 0.3f}}}) EXPECT_FALSE(fit_fade(results).is_usable);
}

TEST(FadeFit, OneDayHasOneResult) {
    const std::vector<HealedResult> two{{30, 0.4f}, {400, 0.3f}};
    const auto more = with_result(two, {200, 0.35f});
    ASSERT_TRUE(more);
    EXPECT_EQ(*more, (std::vector<HealedResult>{{30, 0.4f}, {200, 0.35f}, {400, 0.3f}})) << "by days";
    for (const float days : {400.0f, 400.3f}) {
        const auto again = with_result(two, {days, 0.2f});
        ASSERT_FALSE(again) << days;
        EXPECT_NE(again.error().message.find("day 400"), std::string::npos);
    }
}

}  // namespace
}  // namespace trichion
