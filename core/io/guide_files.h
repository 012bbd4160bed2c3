// The printed guide as files for slicers.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/printed_guide.h"

#include <filesystem>

namespace trichion {

/// `.stl` (binary, mm) or `.3mf` (unit millimeter), lying as it is printed best: lower edge down. The same guide gives the
/// same bytes. By temporary file and rename.
/// @error InvalidInput  another extension. WriteFailed.
Result<void> write_printed_guide(const PrintedGuide& guide, const std::filesystem::path& path);

}  // namespace trichion
