// The verbs that write files for others: render, stencil, export.
#include "app/cli/design.h"
#include "app/cli/verbs.h"
#include "app/picture/render_picture.h"
#include "core/io/project_file.h"
#include "core/session/export_stencil.h"

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
    if (const auto opened = open_on_paper(session, options.file, options.paper); !opened)
        return tl::unexpected(opened.error());
    if (const Result<void> up = bring_up(*design, Wanted::Stencil); !up) return tl::unexpected(up.error());
    const Pipeline& pipeline = design->pipeline();
    if (const Error* error = pipeline.stencil_error()) return tl::unexpected(*error);
    const auto files = export_stencil(session.document(), *pipeline.head(), *pipeline.stencil(), options.output);
    if (!files) return tl::unexpected(files.error());
    std::string text;
    for (const auto& file : *files) text += wrote(file);
    return text;
}

Result<std::string> run_export(const ExportOptions& options) {
    Result<std::unique_ptr<OpenDesign>> design = open_design(options.file, Wanted::Design);
    if (!design) return tl::unexpected(design.error());
    if (const auto written = export_design((*design)->pipeline(), options); !written)
        return tl::unexpected(written.error());
    return wrote(options.output);
}

}  // namespace trichion
