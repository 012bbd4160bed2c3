// The sheet of a document's stencil, checked: what preview and files are made of.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/io/stencil_sheet.h"
#include "core/model/printer.h"
#include "core/pipeline/dots_stage.h"

#include <string>
#include <vector>

namespace trichion {

/// Pages and what the check said of them.
struct StencilSheet {
    std::vector<SheetPage> pages;
    Landing landing;              // without pieces where it could not be checked; `advice` says why
    std::vector<Advice> advice;   // of the check, on the pages as well; and of a measured printer that is not used
    PrintCorrection correction;   // for the PDF writer
    SheetText text;
};

/// Lays the sheet out, reads its SVG back, lays what was read on the head (landing.h) and lays it out again with the
/// result printed. A line that lands farther off than it may, and a sheet that could not be checked, leave with a
/// sentence on every page: the artist decides, but knows.
/// @param dots  of the design; may be null without a dot guide.
/// @param printers  those measured on this computer; the settings' printer is looked for among them.
/// @error InvalidInput  as lay_out_sheet; a printer that is not among them: says how to measure it.
/// @error Cancelled
Result<StencilSheet> make_sheet(const Head& head, const Stencil& stencil, const Dots* dots, const StencilSettings& settings,
                                const SheetText& text, const std::vector<Printer>& printers, const CancelToken& token = {});

/// Reads pages back from their SVG, joins those of one piece by the crosses that they share, and lays every piece's line
/// on the head by three of its placement marks: the outermost two and the midline, or what is nearest to the middle.
/// Of the pages it knows the names of lines alone (SheetLine::name); of the stencil where each mark belongs on the head,
/// and the design.
/// @param settings  whose pages they are: a mirrored sheet is turned over before it is laid on.
/// @error ReadFailed  a page is no SVG that svg_reader.h takes; a piece, or a part of its line, is missing. As land_line.
/// @cost  10 ms for each piece.
Result<Landing> check_landing(const Head& head, const Stencil& stencil, const std::vector<std::string>& svg_pages,
                              const StencilSettings& settings);

}  // namespace trichion
