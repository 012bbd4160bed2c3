// Lays the sheet out as preview and files show it.
#include "core/session/make_sheet.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {

Result<StencilSheet> make_sheet(const Head&, const Stencil& stencil, const Dots* dots, const StencilSettings& settings,
                                const SheetText& text, const std::vector<Printer>& printers, const CancelToken&) {
    StencilSheet sheet;
    sheet.text = text;
    SheetExtras extras;
    if (!settings.printer.empty()) {
        const auto printer = std::ranges::find(printers, settings.printer, &Printer::name);
        if (printer == printers.end())
            return fail(ErrorCode::InvalidInput, fmt::format("The printer \"{}\" was not measured on this computer: measure it under "
                                                             "Stencil, Printer, or choose none.",
                                                             settings.printer));
        extras.printer = *printer;
        sheet.correction = correction_for(*printer);
    }
    if (settings.has_dot_guide && dots)
        for (const StencilPiece& piece : stencil.pieces) extras.dots.push_back(dots_on_piece(piece, *dots));
    auto pages = lay_out_sheet(stencil, settings, text, extras);
    if (!pages) return tl::unexpected(pages.error());
    sheet.pages = std::move(*pages);
    return sheet;
}

}  // namespace trichion
