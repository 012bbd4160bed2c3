// Lays the sheet out as preview and files show it, and lets it leave only with what the check found.
#include "core/session/make_sheet.h"

#include "core/io/sheet_words.h"
#include "core/model/media.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace trichion {
namespace {

Result<SheetExtras> extras_of(const Stencil& stencil, const Dots* dots, const StencilSettings& settings,
                              const std::vector<Printer>& printers) {
    SheetExtras extras;
    if (!settings.printer.empty()) {
        const auto printer = std::ranges::find(printers, settings.printer, &Printer::name);
        if (printer == printers.end())
            return fail(ErrorCode::InvalidInput, fmt::format("The printer \"{}\" was not measured on this computer: measure it under "
                                                             "Stencil, Printer, or choose none.",
                                                             settings.printer));
        extras.printer = *printer;
    }
    if (settings.has_dot_guide && dots)
        for (const StencilPiece& piece : stencil.pieces) extras.dots.push_back(dots_on_piece(piece, *dots));
    return extras;
}

/// A printer is a fact of the desk: what is known of it and not used is worth a word.
std::optional<Advice> advise_on_printer(const StencilSettings& settings, const std::vector<Printer>& printers) {
    if (!settings.printer.empty() || printers.empty() || rules_of(settings.medium).is_cut) return std::nullopt;
    const std::string known = printers.size() == 1 ? fmt::format("{} is measured but not used", printers.front().name)
                                                   : fmt::format("{} printers are measured but none is used", printers.size());
    return Advice{"printer_unused", known + ": the PDF comes out as the printer draws it, without correction.", "", {}};
}

std::string label_of(const Stencil& stencil, const std::string& piece) {
    const auto found = std::ranges::find(stencil.pieces, piece, &StencilPiece::name);
    return found == stencil.pieces.end() ? piece : found->label;
}

std::vector<Advice> advise(const Stencil& stencil, const Landing& landing) {
    std::vector<Advice> advice;
    for (const PieceLanding& piece : landing.pieces)
        if (piece.worst_mm > kLandingLimitMm)
            advice.push_back({"landing", fmt::format("Laid back on the head, the line of the piece \"{}\" lands up to {:.1f} mm off the design: "
                                                     "split it, or lay it on by every mark and not by the outer ones alone.",
                                                     label_of(stencil, piece.piece), piece.worst_mm), "", {glm::vec3(piece.worst_at_mm)}});
    if (advice.empty() && landing.median_mm > kLandingMedianLimitMm)
        advice.push_back({"landing", fmt::format("Laid back on the head, the lines land {:.1f} mm off the design in the median; {:.1f} mm is "
                                                 "what we ask of a sheet.",
                                                 landing.median_mm, kLandingMedianLimitMm)});
    return advice;
}

void check(const Head& head, const Stencil& stencil, const StencilSettings& settings, StencilSheet& sheet) {
    std::vector<std::string> svg;
    for (const SheetPage& page : sheet.pages) svg.push_back(sheet_svg(page));
    auto landing = check_landing(head, stencil, svg, settings);
    if (!landing) {
        sheet.advice.push_back({"not_checked", "The sheet could not be laid back on the head to check it. " + landing.error().message});
        return;
    }
    sheet.advice = advise(stencil, *landing);
    sheet.landing = std::move(*landing);
}

}  // namespace

Result<StencilSheet> make_sheet(const Head& head, const Stencil& stencil, const Dots* dots, const StencilSettings& settings,
                                const SheetText& text, const std::vector<Printer>& printers, const CancelToken& token) {
    auto extras = extras_of(stencil, dots, settings, printers);
    if (!extras) return tl::unexpected(extras.error());
    StencilSheet sheet;
    sheet.text = text;
    auto pages = lay_out_sheet(stencil, settings, text, *extras);
    if (!pages) return tl::unexpected(pages.error());
    sheet.pages = std::move(*pages);
    if (token.cancelled()) return fail(ErrorCode::Cancelled, "Making the sheet was cancelled.");

    check(head, stencil, settings, sheet);
    if (token.cancelled()) return fail(ErrorCode::Cancelled, "Making the sheet was cancelled.");
    if (!sheet.landing.pieces.empty()) extras->landing = sheet.landing;
    if (auto advice = advise_on_seams(sheet.pages, stencil, settings, text, *extras)) sheet.advice.push_back(std::move(*advice));
    if (auto advice = advise_on_words(text)) sheet.advice.push_back(std::move(*advice));
    Stencil told = stencil;
    told.advice.insert(told.advice.end(), sheet.advice.begin(), sheet.advice.end());
    // For who prints it; who reads the paper has it printed.
    if (auto advice = advise_on_printer(settings, printers)) sheet.advice.push_back(std::move(*advice));
    pages = lay_out_sheet(told, settings, text, *extras);
    if (!pages) return tl::unexpected(pages.error());
    sheet.pages = std::move(*pages);
    // All pages of a sheet lie one way round.
    const SheetPage& page = sheet.pages.front();
    if (extras->printer) sheet.correction = correction_for(*extras->printer, is_paper_along_x(settings, {page.width_mm, page.height_mm}));
    return sheet;
}

}  // namespace trichion
