// The work plan of a design as a file: what the command line and the editor's Dots step both call.
#pragma once

#include "core/base/error.h"
#include "core/io/stencil_sheet.h"
#include "core/model/document.h"
#include "core/session/pipeline.h"

#include <filesystem>

namespace trichion {

/// What the page says of whose plan this is: client, version with its stamp, dates, badge.
SheetText plan_text(const Document& document, const Head& head);

/// Whether `path` ends in .pdf or .csv, in any case.
bool has_plan_extension(const std::filesystem::path& path);

/// Writes the plan as a page (`.pdf`) or as a table (`.csv`). The same document gives the same bytes.
/// @param pipeline  fresh, with head, outline and cloud; without dots the page says so.
/// @error InvalidInput  another extension. NotFound  no plan yet. WriteFailed.
Result<void> export_plan(const Document& document, const Pipeline& pipeline, const std::filesystem::path& path);

}  // namespace trichion
