// Hands the sheet to the writer that the file's name asks for.
#include "core/session/export_stencil.h"

#include "core/io/printers_file.h"
#include "core/io/sheet_words.h"
#include "core/model/media.h"
#include "core/model/versions.h"
#include "core/pipeline/outline_presets.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using Files = std::vector<std::filesystem::path>;

bool ends_in(const std::filesystem::path& path, const std::string& extension) {
    return std::ranges::equal(path.extension().string(), extension, [](char a, char b) {
        return std::tolower(static_cast<unsigned char>(a)) == b;
    });
}

}  // namespace

SheetText sheet_text(const Document& document, const Head& head) {
    SheetText text;
    text.client_code = document.client_code;
    text.edited_on = document.edited_on;
    text.badge = head.badge;
    text.preset_label = document.outline->preset;
    for (const OutlinePreset& preset : outline_presets())
        if (preset.name == document.outline->preset) text.preset_label = preset.label;
    const Version& version = *find_version(document, document.versions->active);
    const std::string agreed = agreement_words(document, version.id);
    if (document.versions->all.size() > 1 || !agreed.empty())
        text.version_label = "version " + version.name + (agreed.empty() ? "" : ", " + agreed);
    return text;
}

bool has_sheet_extension(const std::filesystem::path& path) {
    return ends_in(path, ".pdf") || ends_in(path, ".svg") || ends_in(path, ".dxf");
}

Result<Files> export_stencil(const Document& document, const Pipeline& pipeline, const std::filesystem::path& path) {
    if (!has_sheet_extension(path))
        return fail(ErrorCode::InvalidInput, fmt::format("{} must end in .pdf, .svg or .dxf.", path.string()));
    if (rules_of(document.stencil->medium).is_solid)
        return fail(ErrorCode::InvalidInput, "A 3D print has no sheet: save it as .stl or .3mf, or choose another medium.");
    if (const Error* error = pipeline.stencil_error()) return tl::unexpected(*error);
    if (!pipeline.head() || !pipeline.stencil() || !pipeline.sheet())
        return fail(ErrorCode::NotFound, "There is no sheet yet; try again in a moment.");
    const StencilSheet& sheet = *pipeline.sheet();
    if (ends_in(path, ".pdf")) {
        if (const auto written = write_sheet_pdf(sheet.pages, sheet.text, path, sheet.correction); !written) return tl::unexpected(written.error());
        return Files{path};
    }
    // The same pages as in the PDF, which is only drawn larger or smaller: what a corrected printer prints lies where these say.
    if (ends_in(path, ".svg")) return write_sheet_svg(sheet.pages, sheet.text, path);
    return write_sheet_dxf(sheet.pages, path, document.stencil->dxf);
}

glm::dvec2 test_lines_mm(const StencilSettings& settings) {
    glm::dvec2 lengths(0.0);
    for (const SheetLine& line : lay_out_test_page(settings).lines) {
        if (line.name == "measure.x") lengths.x = glm::distance(line.points_mm.front(), line.points_mm.back());
        if (line.name == "measure.y") lengths.y = glm::distance(line.points_mm.front(), line.points_mm.back());
    }
    return lengths;
}

Result<Printer> printer_from_test_page(const std::string& name, const StencilSettings& settings, const glm::dvec2& measured_mm, const std::string& today) {
    const SheetPage page = lay_out_test_page(settings);
    const glm::dvec2 asked = test_lines_mm(settings);
    if (is_paper_along_x(settings, {page.width_mm, page.height_mm})) return measured_printer(name, asked.x, measured_mm.x, asked.y, measured_mm.y, today);
    return measured_printer(name, asked.y, measured_mm.y, asked.x, measured_mm.x, today);
}

std::string landing_words(const Head& head, const PieceLanding& landing) {
    constexpr double kMiddleMm = 8.0;
    const glm::vec3 at(landing.worst_at_mm);
    const char* side = at.x > kMiddleMm ? "on the left" : at.x < -kMiddleMm ? "on the right" : "on the midline";
    const float above = at.y - head.landmark("glabella").y;
    return fmt::format("{}, {} mm {} the glabella", side, std::lround(std::abs(above)), above < 0.0f ? "below" : "above");
}

std::string landing_figures(const Head& head, const Landing& landing) {
    const auto worst = std::ranges::max_element(landing.pieces, {}, &PieceLanding::worst_mm);
    if (worst == landing.pieces.end()) return "";
    return fmt::format("the line is up to {:.2f} mm off the design {}; half of it is within {:.2f} mm", landing.worst_mm, landing_words(head, *worst), landing.median_mm);
}

std::vector<std::string> doubts_of(const Head& head, const Landing& landing, StencilLine line) {
    std::vector<std::string> doubts;
    if (head.badge == HeadBadge::Example)
        doubts.emplace_back("This is an example head, not your client: what is made from it fits nobody. Open the client's scan to make one that does.");
    if (head.badge == HeadBadge::NotToScale)
        doubts.emplace_back("This head is not to scale: its millimetres are guessed. Measure the client's head with a tape and type it in the Head step.");
    if (landing.is_within_limits()) return doubts;
    doubts.push_back(fmt::format("Do not rely on this sheet. Laid back on the head, {}; at most {:.1f} and {:.1f} mm are right. Choose {}.",
                                 landing_figures(head, landing), kLandingLimitMm, kLandingMedianLimitMm,
                                 remedy_for_landing(line)));
    return doubts;
}

}  // namespace trichion
