// The printed guide as files for slicers.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/printed_guide.h"

#include <filesystem>

namespace trichion {

/// Whether `path` ends in .stl or .3mf, in any case.
bool has_guide_extension(const std::filesystem::path& path);

/// `.stl` (binary, mm) or `.3mf` (unit millimeter), standing as it is printed best: lower edge down. The same guide gives the
/// same bytes. By temporary file and rename.
/// @error InvalidInput  another extension. WriteFailed.
Result<void> write_printed_guide(const PrintedGuide& guide, const std::filesystem::path& path);

}  // namespace trichion
