// Mesh files in memory become a raw scan. Runs only inside the import worker: the library behind it is not safe
// with hostile files.
#pragma once

#include "core/io/raw_scan.h"

namespace trichion {

/// @param format  "obj", "ply", "stl" or "glb".
/// @error ReadFailed  the library's complaint, as part of a sentence.
Result<RawScan> read_mesh(std::span<const std::byte> file, const std::string& format);

}  // namespace trichion
