// The rules of each medium.
#include "core/model/media.h"

namespace trichion {
namespace {

// Mirror follows the medium: a thermal transfer carries its carbon on the underside and is laid on face up, ink for
// transfer is laid face down [FEATURES section 8, stencil printing].
constexpr std::array<MediumRules, 6> kRules{{
    {"Plain paper", false, 0.7f, 6.0f, false, false, false,
     "Laid on face up: not mirrored; most printers leave 6 mm free.",
     "Cut out with scissors and laid on face up: not mirrored; most printers leave 6 mm free."},
    {"Thermal transfer", false, 0.5f, 10.0f, false, false, true,
     "The carbon is on the underside, so the sheet is laid on as it is printed: not mirrored; a thin line, since carbon spreads.",
     "The carbon is on the underside, so the sheet is laid on as it is printed: not mirrored; a thin line, since carbon spreads."},
    {"Ink-jet transfer", true, 0.5f, 8.0f, false, false, true,
     "The ink is laid on the skin face down: mirrored; a thin line, since stencil ink spreads.",
     "The ink is laid on the skin face down: mirrored; a thin line, since stencil ink spreads."},
    {"Vinyl", false, 0.5f, 10.0f, true, false, false,
     "Nothing is cut: the line is printed or drawn by the cutter’s pen. Laid on face up: not mirrored.",
     "Cut from the front and laid on face up: not mirrored. The blade runs along the middle of each magenta line."},
    {"Mylar", false, 0.5f, 10.0f, true, false, false,
     "Nothing is cut: the line is printed or drawn by the cutter’s pen. Laid on face up: not mirrored.",
     "Cut from the front and laid on face up: not mirrored. The blade runs along the middle of each magenta line."},
    {"3D print", false, 0.7f, 6.0f, false, true, false,
     "Printed in the shape of the forehead: nothing is laid flat, nothing is mirrored.",
     "Printed in the shape of the forehead: nothing is laid flat, nothing is mirrored."},
}};

}  // namespace

const MediumRules& rules_of(Medium medium) { return kRules[static_cast<std::size_t>(medium)]; }

StencilSettings with_medium(StencilSettings settings, Medium medium) {
    const MediumRules& rules = rules_of(medium);
    settings.medium = medium;
    settings.is_mirrored = rules.is_mirrored;
    settings.line_width_mm = rules.line_width_mm;
    settings.margin_mm = rules.margin_mm;
    return settings;
}

}  // namespace trichion
