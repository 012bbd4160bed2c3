// The inline executor makes one update bring everything up.
#include "app/cli/design.h"

#include "app/picture/render_picture.h"

namespace trichion {

OpenDesign::OpenDesign(Document document) : executor_(make_inline_executor()), session_(*executor_, std::move(document)) {}

Result<void> bring_up(OpenDesign& design, Wanted wanted) {
    design.session().update(wanted == Wanted::Stencil);
    const Error* error = design.pipeline().error();
    if (error && error != design.pipeline().stencil_error()) return tl::unexpected(*error);
    return {};
}

Result<std::unique_ptr<OpenDesign>> open_design(const std::filesystem::path& path, Wanted wanted) {
    auto design = std::make_unique<OpenDesign>();
    if (const Result<void> opened = design->session().open_project(path); !opened)
        return tl::unexpected(opened.error());
    if (const Result<void> up = bring_up(*design, wanted); !up) return tl::unexpected(up.error());
    return design;
}

Result<void> open_on_paper(Session& session, const std::filesystem::path& path, std::optional<Paper> paper) {
    if (const Result<void> opened = session.open_project(path); !opened) return opened;
    if (!paper) return {};
    Document document = session.document();
    StencilSettings settings = *document.stencil;
    settings.paper = *paper;
    document.stencil = settings;
    session.editor().preview(std::move(document));
    return {};
}

Image thumbnail_of(OpenDesign& design) {
    const Pipeline& pipeline = design.pipeline();
    if (!pipeline.head()) return {};
    RenderOptions options;
    options.width = 320;
    options.height = 320;
    options.shows_stamp = false;
    const Result<Image> picture =
        render_picture(design.document(), *pipeline.head(), pipeline.outline(), pipeline.dots(), options);
    return picture ? *picture : Image{};
}

}  // namespace trichion
