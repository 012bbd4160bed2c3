// An artist's own figures of the fade model: each reaches the model and what is seen, and goes back to the preset.
#include "core/model/limits.h"
#include "core/pipeline/appearance.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

FadeFigureKind kind_of(std::size_t i) { return static_cast<FadeFigureKind>(i); }

/// Another value within the range, that keeps soft, expected and strong in their order.
float another(FadeFigureKind kind) {
    using Kind = FadeFigureKind;
    const float preset = preset_of(kind);
    const bool is_soft = kind == Kind::FadeSoft || kind == Kind::SpreadSoft, is_strong = kind == Kind::FadeStrong || kind == Kind::SpreadStrong;
    if (is_soft) return 1.5f * preset;
    if (is_strong) return 0.5f * preset;
    const float wanted = 0.9f * preset;
    return range_of(kind).contains(wanted) ? wanted : 1.1f * preset;
}

/// All that is computed for a client whom every figure concerns, soft, expected and strong.
std::vector<float> all_seen(FadeSettings fade, Sun sun, SkinOil oil, Aftercare care, Pigment pigment) {
    fade.sun = sun, fade.oil = oil, fade.aftercare = care;
    SessionPlan plan;
    plan.pigment = pigment;
    plan.removal_years = {6.0f};
    plan.each[0].depth_mm = 0.9f;
    std::vector<float> seen;
    for (const Outlook outlook : kOutlooks) {
        for (const float days : {0.0f, 30.0f, 1500.0f, 3000.0f})
            for (const SessionLook& look : appearance_at(plan, {}, fade, {3, days, outlook}).sessions)
                for (const float value : {look.diameter_factor, look.contrast.x, look.contrast.y, look.contrast.z, look.spread_mm2, look.reach_mm.y}) seen.push_back(value);
        seen.push_back(touch_up_years(plan, {}, fade, outlook).value_or(-1.0f));
        seen.push_back(fade_per_year(plan, fade, outlook));
    }
    return seen;
}

std::vector<float> all_seen(const FadeSettings& fade) {
    std::vector<float> seen = all_seen(fade, Sun::Little, SkinOil::Dry, Aftercare::Careful, Pigment::Lasting);
    std::ranges::copy(all_seen(fade, Sun::Much, SkinOil::Oily, Aftercare::Poor, Pigment::Resorbable), std::back_inserter(seen));
    return seen;
}

TEST(FadeFigures, WithoutAnyOwnTheModelIsThePreset) {
    EXPECT_EQ(fade_model_of({}), FadeModel{});
    for (std::size_t i = 0; i < kFadeFigures; ++i) EXPECT_TRUE(range_of(kind_of(i)).contains(preset_of(kind_of(i)))) << to_word(kind_of(i));
}

TEST(FadeFigures, EachIsSetSeenAndTakenBackAlone) {
    const std::vector<float> usual = all_seen(FadeSettings{});
    for (std::size_t i = 0; i < kFadeFigures; ++i) {
        const auto own = with_fade_figure({}, kind_of(i), another(kind_of(i)));
        ASSERT_TRUE(own.has_value()) << own.error().message;
        EXPECT_NE(fade_model_of(*own), FadeModel{});
        EXPECT_NE(all_seen(*own), usual) << to_word(kind_of(i));
        const auto back = with_fade_figure(*own, kind_of(i), std::nullopt);
        ASSERT_TRUE(back.has_value());
        EXPECT_EQ(*back, FadeSettings{});
    }
}

TEST(FadeFigures, WhatCannotBeIsASentence) {
    for (std::size_t i = 0; i < kFadeFigures; ++i)
        for (const float value : {range_of(kind_of(i)).min - 0.01f, range_of(kind_of(i)).max + 0.01f, std::nanf("")}) {
            const auto own = with_fade_figure({}, kind_of(i), value);
            ASSERT_FALSE(own.has_value()) << to_word(kind_of(i));
            EXPECT_TRUE(own.error().message.ends_with('.'));
        }
    EXPECT_FALSE(with_fade_figure({}, FadeFigureKind::FadeSoft, 0.10f).has_value()) << "slower than expected";
    EXPECT_FALSE(with_fade_figure({}, FadeFigureKind::FadeExpected, 0.07f).has_value()) << "slower than strong";
    Document document;
    FadeSettings fade;
    fade.figures[0] = 7.0f;
    document.fade = fade;
    EXPECT_FALSE(check_document(document).has_value());
}

}  // namespace
}  // namespace trichion
