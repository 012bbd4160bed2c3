// Build, write, tell.
#include "core/session/export_guide.h"

#include <fmt/format.h>

namespace trichion {

Result<PrintedGuide> export_printed_guide(const Document& document, const Head& head, const OutlineResult& outline,
                                          const std::filesystem::path& path) {
    if (!has_guide_extension(path)) return fail(ErrorCode::InvalidInput, fmt::format("{} must end in .stl or .3mf.", path.string()));
    auto guide = build_printed_guide(head, outline, document.stencil->guide);
    if (!guide) return guide;
    if (const auto written = write_printed_guide(*guide, path); !written) return tl::unexpected(written.error());
    return guide;
}

std::string how_to_print(const PrintedGuide& guide) {
    return guide.has_hooks ? "Print it as it stands, at 100 %: on its lower edge and the ends of the hooks, with supports from the plate only. "
                             "They hold the hooks and the lower edge; the hairline stays free."
                           : "Print it as it stands, at 100 %: on its lower edge, with a brim and supports from the plate only. "
                             "They hold the ends of the lower edge; the hairline stays free.";
}

std::string height_words(const PrintedGuide& guide) {
    if (guide.hairline_height_mm <= 0.0 && guide.notch_height_mm <= 0.0) return "";
    if (guide.notch_height_mm <= 0.0) return fmt::format("upper edge {:.0f} mm", guide.hairline_height_mm);
    if (guide.hairline_height_mm <= 0.0) return fmt::format("notch {:.0f} mm", guide.notch_height_mm);
    return fmt::format("upper edge {:.0f} mm, notch {:.0f} mm", guide.hairline_height_mm, guide.notch_height_mm);
}

std::string guide_words(const PrintedGuide& guide) {
    std::string text;
    if (const std::string heights = height_words(guide); !heights.empty())
        text += fmt::format("Midline     {} above the glabella along the skin\n", heights);
    text += fmt::format("Inside      {:.2f} to {:.2f} mm off the skin\n"
                        "Thickness   {:.2f} mm or more\n"
                        "Brows       {:.0f} mm below its lower edge, or more\n",
                        guide.least_gap_mm, guide.most_gap_mm, guide.least_thickness_mm, guide.above_brows_mm);
    if (guide.has_hooks) text += fmt::format("Hooks       {:.1f} mm2 across at the weakest place\n", guide.least_hook_section_mm2);
    text += fmt::format("Size        {:.0f} x {:.0f} x {:.0f} mm as it is printed\n"
                        "Weight      about {:.0f} g in PLA, printed solid\n"
                        "Overhang    {:.1f} cm2 to be held by supports\n"
                        "Printing    {}\n",
                        guide.size_mm.x, guide.size_mm.y, guide.size_mm.z, guide.grams(), guide.overhang_cm2, how_to_print(guide));
    for (const Advice& advice : guide.advice) text += fmt::format("Note        {}\n", advice.sentence);
    return text;
}

}  // namespace trichion
