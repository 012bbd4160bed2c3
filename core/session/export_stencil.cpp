// Lays the sheet out and hands it to the writer that the file's name asks for.
#include "core/session/export_stencil.h"

#include "core/model/versions.h"
#include "core/pipeline/outline_presets.h"

#include <algorithm>
#include <cctype>
#include <fmt/format.h>

namespace trichion {
namespace {

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

Result<std::vector<std::filesystem::path>> export_stencil(const Document& document, const Head& head,
                                                          const Stencil& stencil, const std::filesystem::path& path) {
    if (!has_sheet_extension(path))
        return fail(ErrorCode::InvalidInput, fmt::format("{} must end in .pdf, .svg or .dxf.", path.string()));
    const SheetText text = sheet_text(document, head);
    const auto laid_out = lay_out_sheet(stencil, *document.stencil, text);
    if (!laid_out) return tl::unexpected(laid_out.error());
    const std::vector<SheetPage>& pages = *laid_out;
    if (ends_in(path, ".svg")) return write_sheet_svg(pages, text, path);
    if (ends_in(path, ".dxf")) return write_sheet_dxf(pages, path);
    if (const Result<void> written = write_sheet_pdf(pages, text, path); !written) return tl::unexpected(written.error());
    return std::vector{path};
}

}  // namespace trichion
