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

std::string guide_words(const PrintedGuide& guide) {
    std::string text = fmt::format("Inside      {:.2f} to {:.2f} mm off the skin\n"
                                   "Thickness   {:.2f} mm or more\n"
                                   "Size        {:.0f} x {:.0f} x {:.0f} mm as printed, lower edge down\n"
                                   "Weight      about {:.0f} g in PLA, printed solid\n",
                                   guide.least_gap_mm, guide.most_gap_mm, guide.least_thickness_mm, guide.size_mm.x, guide.size_mm.y, guide.size_mm.z,
                                   guide.grams());
    for (const Advice& advice : guide.advice) text += fmt::format("Note        {}\n", advice.sentence);
    return text;
}

}  // namespace trichion
