// Sheets in formats that hold one page each.
#pragma once

#include "core/base/error.h"
#include "core/io/stencil_sheet.h"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace trichion {

/// Writes each page as a file of its own; the second page onwards gets -2, -3 before the extension.
/// @return the files written. @error WriteFailed: all files are written or none.
Result<std::vector<std::filesystem::path>> write_page_files(const std::vector<SheetPage>& pages, const std::filesystem::path& path,
                                                            const std::function<std::string(const SheetPage&)>& to_text);

}  // namespace trichion
