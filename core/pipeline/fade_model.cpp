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
        return fmt::format("{:.2g} / {:.2g} / {:.2g}{}", v[0] * factor, v[1] * factor, v[2] * factor, unit);
    };
    return {
        {"Healed after", fmt::format("{:.0f} days", m.healed_days), "clinics [S01, S34]"},
        {"Healed, of fresh contrast", fmt::format("{:.0f} %", 100.0f * m.healed_per_fresh_contrast), "courses, clinics [S28, S29]"},
        {"Healed, of fresh diameter", fmt::format("{:.0f} %", 100.0f / m.fresh_per_healed_diameter), "clinics, trichoscopy [S02, S08]"},
        {"Fades by year, soft / expected / strong", three(m.fade_per_year, 100.0f, " %"), "fitted to touch-ups [S31, S35, S36]"},
        {"Resorbable pigment, by year", fmt::format("{:.0f} %", 100.0f * (1.0f - std::exp(-m.resorbable_per_year))), "clinics [S37]"},
        {"Sun: little / usual / much", three(m.sun, 1.0f, " \xc3\x97"), "order from [S35], size assumed"},
        {"Skin: dry / usual / oily", three(m.oil, 1.0f, " \xc3\x97"), "order from [S35], size assumed"},
        {"Aftercare: careful / usual / poor", three(m.aftercare, 1.0f, " \xc3\x97"), "order from [S35], size assumed"},
        {"Spread, soft / expected / strong", three(m.spread_mm2_per_year, 1.0e4f, " \xc2\xb7 10\xe2\x81\xbb\xe2\x81\xb4 mm\xc2\xb2/year"), "physics of ink [S38], size assumed"},
        {"Touch-up is due at", fmt::format("{:.0f} % of healed", 100.0f * m.touch_up_at), "4 years, expected"},
        {"Left by one laser session", fmt::format("{:.0f} %", 100.0f * m.removal_factor), "four patients [S39]"},
    };
}

}  // namespace trichion
