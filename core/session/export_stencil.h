// The stencil of a design as a file: what the command line and the editor's Stencil step both call.
#pragma once

#include "core/base/error.h"
#include "core/io/stencil_sheet.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/session/pipeline.h"

#include <filesystem>
#include <string>
#include <vector>

namespace trichion {

/// What the sheet says beside the piece.
SheetText sheet_text(const Document& document, const Head& head);

/// Whether `path` ends in .pdf, .svg or .dxf, in any case.
bool has_sheet_extension(const std::filesystem::path& path);

/// Writes the sheets as `.pdf` (all pages), `.svg` or `.dxf` (a file for each page). All show the same
/// pages at the same places; only a PDF is corrected for the printer, the others are true: a cutter cuts where it printed.
/// @param pipeline  fresh, with its sheet.
/// @return the files written.
/// @error InvalidInput  another extension, a medium that has no sheet; as make_sheet. NotFound  no sheet yet. WriteFailed.
Result<std::vector<std::filesystem::path>> export_stencil(const Document& document, const Pipeline& pipeline,
                                                          const std::filesystem::path& path);

/// What speaks against laying this sheet on a client, a sentence each: a head that is not the client's or not to scale, a
/// line that lands too far off the design. None of it forbids to write the file.
/// @param line  how the sheet carries the line: where a strip is not yet one, it is the way out.
std::vector<std::string> doubts_of(const Head& head, const Landing& landing, StencilLine line);

/// How long the two lines of the test page on this paper are, along x and along y, when printed true: the paper's alone to say.
glm::dvec2 test_lines_mm(const StencilSettings& settings);
/// The printer whose test page on this paper measures so much along x and along y.
/// @error InvalidInput  as measured_printer.
Result<Printer> printer_from_test_page(const std::string& name, const StencilSettings& settings, const glm::dvec2& measured_mm, const std::string& today);

/// "the line is up to 0.79 mm off the design on the left, 20 mm above the glabella; half of it is within 0.53 mm": laid back on
/// the head. Empty without pieces.
std::string landing_figures(const Head& head, const Landing& landing);

/// "on the left, 20 mm above the glabella": about where, for a landing's worst place.
std::string landing_words(const Head& head, const PieceLanding& landing);

}  // namespace trichion
