// The stencil of a design as a file: what the command line and the editor's Stencil step both call.
#pragma once

#include "core/base/error.h"
#include "core/io/stencil_sheet.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/stencil_stage.h"

#include <filesystem>
#include <vector>

namespace trichion {

/// What the sheet says beside the piece.
SheetText sheet_text(const Document& document, const Head& head);

/// Whether `path` ends in .pdf, .svg or .dxf, in any case.
bool has_sheet_extension(const std::filesystem::path& path);

/// Writes the sheets as `.pdf` (all pages), `.svg` or `.dxf` (a file for each page).
/// @return the files written.
/// @error InvalidInput  another extension. WriteFailed.
Result<std::vector<std::filesystem::path>> export_stencil(const Document& document, const Head& head,
                                                          const Stencil& stencil, const std::filesystem::path& path);

}  // namespace trichion
