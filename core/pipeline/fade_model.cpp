// The table of constants in words.
#include "core/pipeline/fade_model.h"

#include "core/model/limits.h"

#include <cmath>
#include <fmt/format.h>

namespace trichion {

const char* to_word(Outlook outlook) {
    switch (outlook) {
        case Outlook::Soft: return "soft";
        case Outlook::Expected: return "expected";
        case Outlook::Strong: return "strong";
    }
    return "";
}

namespace {

/// Where a figure of the settings lies in the model.
float& field_of(FadeModel& m, FadeFigureKind figure) {
    using Kind = FadeFigureKind;
    switch (figure) {
        case Kind::HealedShare: return m.healed_per_fresh_contrast;
        case Kind::FreshDiameter: return m.fresh_per_healed_diameter;
        case Kind::FadeSoft: return m.fade_per_year[0];
        case Kind::FadeExpected: return m.fade_per_year[1];
        case Kind::FadeStrong: return m.fade_per_year[2];
        case Kind::Resorbable: return m.resorbable_per_year;
        case Kind::SunLittle: return m.sun[0];
        case Kind::SunMuch: return m.sun[2];
        case Kind::OilDry: return m.oil[0];
        case Kind::OilOily: return m.oil[2];
        case Kind::CareGood: return m.aftercare[0];
        case Kind::CarePoor: return m.aftercare[2];
        case Kind::SpreadSoft: return m.spread_mm2_per_year[0];
        case Kind::SpreadExpected: return m.spread_mm2_per_year[1];
        case Kind::SpreadStrong: return m.spread_mm2_per_year[2];
        case Kind::TouchUpAt: return m.touch_up_at;
        case Kind::ReachRed: return m.reach_mm[0];
        case Kind::ReachGreen: return m.reach_mm[1];
        case Kind::ReachBlue: return m.reach_mm[2];
        case Kind::LaserLeft: return m.removal_factor;
    }
    return m.touch_up_at;
}

bool falls(const std::array<float, 3>& soft_to_strong) {
    return soft_to_strong[0] >= soft_to_strong[1] && soft_to_strong[1] >= soft_to_strong[2];
}

}  // namespace

FadeModel fade_model_of(const FadeSettings& fade) {
    FadeModel model;
    for (std::size_t i = 0; i < kFadeFigures; ++i)
        if (fade.figures[i]) field_of(model, static_cast<FadeFigureKind>(i)) = *fade.figures[i];
    return model;
}

float spread_mm2_per_year(const FadeModel& model, SkinOil oil, Outlook outlook) {
    return model.spread_mm2_per_year[static_cast<std::size_t>(outlook)] * (oil == SkinOil::Oily ? model.oily_spread : 1.0f);
}

float preset_of(FadeFigureKind figure) {
    FadeModel preset;
    return field_of(preset, figure);
}

Result<FadeSettings> with_fade_figure(const FadeSettings& fade, FadeFigureKind figure, std::optional<float> value) {
    const Range range = range_of(figure);
    if (value && !range.contains(*value))
        return fail(ErrorCode::InvalidInput, fmt::format("The fade figure {} is {:g} to {:g}, not {:g}.", to_word(figure), range.min, range.max, *value));
    FadeSettings changed = fade;
    changed.figures[static_cast<std::size_t>(figure)] = value;
    const FadeModel model = fade_model_of(changed);
    if (falls(model.fade_per_year) && falls(model.spread_mm2_per_year)) return changed;
    return fail(ErrorCode::InvalidInput, "Soft fades and spreads at least as fast as expected, and expected as strong: change the others first.");
}

std::vector<FadeFigure> figures_of(const FadeModel& m) {
    const auto three = [](const std::array<float, 3>& v, float factor, const char* unit) {
        return fmt::format("{:g} / {:g} / {:g}{}", v[0] * factor, v[1] * factor, v[2] * factor, unit);
    };
    const auto percent_a_year = [](float k) { return 100.0f * (1.0f - std::exp(-k)); };
    return {
        {"Healed after", fmt::format("{:.0f} days", m.healed_days), "clinics [S01, S34]"},
        {"Healed contrast", fmt::format("{:.0f} % of fresh", 100.0f * m.healed_per_fresh_contrast), "courses, clinics [S28, S29]"},
        {"Healed diameter", fmt::format("{:.0f} % of fresh", 100.0f / m.fresh_per_healed_diameter), "clinics, trichoscopy [S02, S08]"},
        {"Fades in a year", fmt::format("{:.0f} / {:.0f} / {:.0f} %", percent_a_year(m.fade_per_year[0]), percent_a_year(m.fade_per_year[1]), percent_a_year(m.fade_per_year[2])),
         "soft, expected, strong; fitted to touch-ups [S31, S35, S36]"},
        {"Resorbable, in a year", fmt::format("{:.0f} %", percent_a_year(m.resorbable_per_year)), "clinics: gone in about two years [S37]"},
        {"Sun", three(m.sun, 1.0f, " \xc3\x97"), "little, usual, much; order from [S35], size assumed"},
        {"Skin", three(m.oil, 1.0f, " \xc3\x97"), "dry, usual, oily; order from [S35], size assumed"},
        {"Aftercare", three(m.aftercare, 1.0f, " \xc3\x97"), "good, usual, poor; order from [S35], size assumed"},
        {"Spread in a year", three(m.spread_mm2_per_year, 1.0e6f, " \xc2\xb5m\xc2\xb2"), "soft, expected, strong; ink spreads as heat does [S38], size assumed"},
        {"Touch-up is due at", fmt::format("{:.0f} % of healed", 100.0f * m.touch_up_at), "four years as a rule [S31, S35]"},
        {"Left by one laser session", fmt::format("{:.0f} %", 100.0f * m.removal_factor), "assumed; four patients were clear after 1 to 3 [S39]"},
    };
}

}  // namespace trichion
