// A client's scan comes in: read in a locked-down process, checked, mended where that is safe, put upright.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/skin_mesh.h"

#include <filesystem>
#include <string>
#include <vector>

namespace trichion {

struct ImportedHead {
    SkinMesh skin;                   // mm, y up, z out of the face, x to the person's left, as far as could be told
    std::string unit;                // "mm", "cm", "m" or "in": as guessed from the size; "unknown" when none fits,
                                     // then the scan was scaled to an average head
    std::vector<std::string> notes;  // what was mended, dropped or guessed, one sentence each
};

/// Reads .obj, .ply, .stl and .glb. A colour picture named by the file is taken along when it lies beside it.
/// @error NotFound, ReadFailed, UnsupportedFormat, Degenerate (no triangles, no head-sized part), Cancelled: one
///        sentence naming the file and what to do.
/// @cost  0.1 to 3 s for up to 2 M triangles. The file is parsed in a child process with limits on memory, time
///        and system calls, so a hostile file cannot crash or hang the program.
Result<ImportedHead> import_head(const std::filesystem::path& path, const CancelToken& token = {},
                                 const Progress& progress = {});

/// The child's side: `trichion --import-worker` calls this and exits with what it returns.
int run_import_worker();

}  // namespace trichion
