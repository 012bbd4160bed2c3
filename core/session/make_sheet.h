// The sheet of a document's stencil, checked: what preview and files are made of.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/io/stencil_sheet.h"
#include "core/model/printer.h"
#include "core/pipeline/dots_stage.h"

#include <vector>

namespace trichion {

/// Pages and what the check said of them.
struct StencilSheet {
    std::vector<SheetPage> pages;
    Landing landing;
    PrintCorrection correction;   // for the PDF writer
    SheetText text;
};

/// Lays the sheet out, reads its SVG back, lays what was read on the head (landing.h) and lays it out again with the
/// result printed.
/// @param dots  of the design; may be null without a dot guide.
/// @param printers  those measured on this computer; the settings' printer is looked for among them.
/// @error InvalidInput  as lay_out_sheet; a printer that is not among them: says how to measure it.
Result<StencilSheet> make_sheet(const Head& head, const Stencil& stencil, const Dots* dots, const StencilSettings& settings,
                                const SheetText& text, const std::vector<Printer>& printers, const CancelToken& token = {});

/// Reads pages back from their SVG, joins tiles by their alignment marks and lays every piece's line on the head by three
/// of its placement marks.
/// @error ReadFailed  a piece is missing from the pages. As land_line.
Result<Landing> check_landing(const Head& head, const Stencil& stencil, const std::vector<std::string>& svg_pages);

}  // namespace trichion
