// The table of constants in words.
#include "core/pipeline/fade_model.h"

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
