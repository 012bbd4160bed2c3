// The verbs that write files for others: render, stencil, export.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "app/picture/render_picture.h"
#include "core/io/project_file.h"
#include "core/session/export_guide.h"
#include "core/session/export_stencil.h"
#include "core/session/settings.h"

#include <algorithm>
#include <cctype>
#include <cstdio>
#include <fmt/format.h>

namespace trichion {
namespace {

std::string wrote(const std::filesystem::path& path) { return fmt::format("Wrote {}\n", path.string()); }

Result<void> export_design(const Pipeline& pipeline, const ExportOptions& options) {
    switch (options.what) {
        case ExportKind::Dots: return export_dots(*pipeline.dots(), options.output);
        case ExportKind::Outline: return export_outline(*pipeline.outline(), options.output);
        case ExportKind::Head: return export_head(*pipeline.head(), options.output);
    }
    return {};
}

/// Values for one sheet: the file keeps its own.
Result<void> choose_for_this_sheet(Session& session, const std::vector<std::pair<std::string, std::string>>& values) {
    static const Head kNoHead;  // no key of the stencil looks at it
    Document document = session.document();
    for (const auto& [key, value] : values) {
        Result<Document> next = with_setting(document, kNoHead, key, value);
        if (!next) return tl::unexpected(next.error());
        document = std::move(*next);
    }
    if (!values.empty()) session.editor().preview(std::move(document));
    return {};
}

/// What the sheet amounts to, and how the check of it went.
std::string sheet_words(const Head& head, const Stencil& stencil, const StencilSheet& sheet) {
    std::string text = fmt::format("Pieces      {} on {} page{}\n", stencil.pieces.size(), sheet.pages.size(), sheet.pages.size() == 1 ? "" : "s");
    for (const PieceLanding& piece : sheet.landing.pieces)
        text += fmt::format("Laid back   {}: at most {:.2f} mm off the design ({}), half of it within {:.2f} mm\n", piece.piece, piece.worst_mm, landing_words(head, piece),
                            piece.median_mm);
    for (const Advice& advice : stencil.advice) text += fmt::format("Note        {}\n", advice.sentence);
    return text;
}

/// Only a PDF is made for a printer.
void tell_of_unused_printer(const StencilSheet& sheet, const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (extension != ".pdf") return;
    for (const Advice& advice : sheet.advice)
        if (advice.rule == "printer_unused") fmt::print(stderr, "Note: {} Choose it with --printer NAME.\n", advice.sentence);
}

/// The 3D-printable guide, whatever medium the file names: its own name asks for it.
Result<std::string> write_guide(OpenDesign& design, const std::filesystem::path& path) {
    if (const Result<void> up = bring_up(design, Wanted::Design); !up) return tl::unexpected(up.error());
    const Head& head = *design.pipeline().head();
    const auto guide = export_printed_guide(design.session().document(), head, *design.pipeline().outline(), path);
    if (!guide) return tl::unexpected(guide.error());
    for (const std::string& doubt : doubts_of(head, Landing{}, design.session().document().stencil->line)) fmt::print(stderr, "Beware: {}\n", doubt);
    return wrote(path) + guide_words(*guide);
}

}  // namespace

Result<std::string> run_render(const RenderVerbOptions& options) {
    Result<std::unique_ptr<OpenDesign>> design = open_design(options.file, Wanted::Design);
    if (!design) return tl::unexpected(design.error());
    const Pipeline& pipeline = (*design)->pipeline();
    RenderOptions render;
    render.view = options.view;
    render.width = options.width;
    render.height = options.height;
    render.sessions = options.sessions;
    render.days = options.days;
    for (const Outlook outlook : kOutlooks)
        if (options.outlook == to_word(outlook)) render.outlook = outlook;
    render.is_before = options.is_before;
    const Result<Image> picture =
        render_picture((*design)->document(), *pipeline.head(), pipeline.outline(), pipeline.dots(), render);
    if (!picture) return tl::unexpected(picture.error());
    const std::vector<std::byte> png = encode_png(*picture);
    if (png.empty()) return fail(ErrorCode::WriteFailed, "The picture cannot be packed: there is not enough memory.");
    if (const auto written = write_file_whole(options.output, png); !written) return tl::unexpected(written.error());
    return wrote(options.output);
}

Result<std::string> run_stencil(const StencilOptions& options) {
    auto design = std::make_unique<OpenDesign>();
    Session& session = design->session();
    if (const auto opened = session.open_project(options.file); !opened) return tl::unexpected(opened.error());
    if (const auto chosen = choose_for_this_sheet(session, options.values); !chosen) return tl::unexpected(chosen.error());
    if (has_guide_extension(options.output)) return write_guide(*design, options.output);
    // A sheet that is corrected for none needs no list of them.
    if (const auto read = session.refresh_printers(); !read && !session.document().stencil->printer.empty()) return tl::unexpected(read.error());
    if (const Result<void> up = bring_up(*design, Wanted::Stencil); !up) return tl::unexpected(up.error());
    const Pipeline& pipeline = design->pipeline();
    const auto files = export_stencil(session.document(), pipeline, options.output);
    if (!files) return tl::unexpected(files.error());
    std::string text;
    for (const auto& file : *files) text += wrote(file);
    for (const std::string& doubt : doubts_of(*pipeline.head(), pipeline.sheet()->landing, session.document().stencil->line))
        fmt::print(stderr, "Beware: {}\n", doubt);
    tell_of_unused_printer(*pipeline.sheet(), options.output);
    return text + sheet_words(*pipeline.head(), *pipeline.stencil(), *pipeline.sheet());
}

Result<std::string> run_export(const ExportOptions& options) {
    Result<std::unique_ptr<OpenDesign>> design = open_design(options.file, Wanted::Design);
    if (!design) return tl::unexpected(design.error());
    if (const auto written = export_design((*design)->pipeline(), options); !written)
        return tl::unexpected(written.error());
    return wrote(options.output);
}

}  // namespace trichion
