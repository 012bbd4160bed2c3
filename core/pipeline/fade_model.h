// The constants of healing and fading: one table, so that they can be shown, cited and exchanged.
#pragma once

#include "core/base/error.h"
#include "core/model/document.h"

#include <array>
#include <string>
#include <vector>

namespace trichion {

/// How the skin may take the work: what is likely, and how far either way it usually goes. No one of them is a promise.
enum class Outlook : std::uint8_t { Soft, Expected, Strong };
inline constexpr std::array kOutlooks{Outlook::Soft, Outlook::Expected, Outlook::Strong};
const char* to_word(Outlook outlook);

/// What the appearance stage computes with. There is no published standard for any of these in scalp micropigmentation:
/// they are presets, mostly from clinics' own words. Marks in brackets are those of docs/SOURCES.md.
struct FadeModel {
    // Healing.
    float healed_days = 30.0f;                         // true colour evident [S34], skin recovered [S01]
    float fresh_per_healed_diameter = 0.50f / 0.35f;   // seen diameters [S02, S03, S08]
    float healed_per_fresh_contrast = 0.62f;           // fresh looks 30 to 50 % darker [S28]; two to three shades [S29]
    float strongest_contrast = 0.95f;                  // of the channel it takes most from
    float healing_band = 0.10f;                        // of the healed contrast, soft and strong: it differs by place [S29]
    float erythema_days = 3.0f;                        // [S83, S34b]
    float shedding_days = 28.0f;                       // what lies in the epidermis leaves with it [S09, S18]

    // Fading: contrast falls by exp(-k t).
    std::array<float, 3> fade_per_year{0.20f, 0.12f, 0.08f};  // soft, expected, strong: touch-up after 2.4, 4 and 6 years [S31, S35, S36]
    float resorbable_per_year = 1.0f;                  // gone in about two years [S37]
    std::array<float, 3> sun{0.80f, 1.0f, 1.35f};      // factors on k. Sun first, oily skin and care after it [S35]; the
    std::array<float, 3> oil{0.92f, 1.0f, 1.25f};      // products of the least and the greatest meet 0.08 and 0.20,
    std::array<float, 3> aftercare{0.90f, 1.0f, 1.15f};// the ends of the usual range, within a tenth
    float touch_up_at = 0.62f;                         // of the healed strength

    // Spread by diffusion: variance grows by 2 D t [S38].
    std::array<float, 3> spread_mm2_per_year{2.0e-4f, 1.0e-4f, 0.5e-4f};  // soft, expected, strong
    float oily_spread = 2.0f;                          // factor on D
    float deep_spread_mm2_per_year = 1.0e-3f;          // of pigment set too deep

    // Depth.
    float top_per_travel = 0.10f / 0.60f;              // pigment begins at 0.10 mm when the needle travels 0.6 mm [S09, S18]
    float too_deep_mm = 1.0f;                          // of needle travel: from here pigment sinks and spreads [S23]
    float sinking_per_mm = 0.25f;                      // beyond it, on top of the share above
    float blown_out_mm = 1.5f;                         // of needle travel: here the spread below is reached
    float blown_out_diameter = 2.2f;                   // healed; grows to between two and three times over years [S23]
    std::array<float, 3> reach_mm{0.17f, 0.13f, 0.10f};  // R, G, B: contrast falls by exp(-z / L); photon run, docs/SOURCES.md

    float removal_factor = 0.35f;                      // contrast left by one picosecond laser session [S39]
    float removal_days = 28.0f;                        // until the body has cleared it

    friend bool operator==(const FadeModel&, const FadeModel&) = default;
};

/// The preset with an artist's own figures in place of its own: what every client of these settings is shown with.
FadeModel fade_model_of(const FadeSettings& fade);

/// D of the diffusion in this client's skin, with the artist's own figures where there are any: the variance of a dot's
/// pigment grows by 2 D t.
float spread_mm2_per_year(const FadeModel& model, SkinOil oil, Outlook outlook);

/// The preset's value of a figure.
float preset_of(FadeFigureKind figure);

/// The settings with one figure set, or (nothing) back to the preset's.
/// @error InvalidInput  outside its range, or soft, expected and strong out of order: soft fades and spreads most.
Result<FadeSettings> with_fade_figure(const FadeSettings& fade, FadeFigureKind figure, std::optional<float> value);

/// A line of the table as a person reads it.
struct FadeFigure {
    std::string name;
    std::string value;   // with its unit
    std::string source;
};
std::vector<FadeFigure> figures_of(const FadeModel& model);

}  // namespace trichion
