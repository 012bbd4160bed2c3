// Starts a locked-down copy of the program that parses a mesh file, waits for it, and takes what it made.
#pragma once

#include "core/base/cancel_token.h"
#include "core/io/photo_file.h"
#include "core/io/raw_scan.h"
#include "core/io/sandbox.h"

namespace trichion {

/// Parses an open file in a child process. The program started is $TRICHION_WORKER, else this very program
/// (/proc/self/exe), with `--import-worker` as its only word; it must call run_import_worker(). A test program that
/// imports therefore names the real program, or a small one of its own, in $TRICHION_WORKER.
/// @param file    a regular file open for reading; stays open.
/// @param format  "obj", "ply", "stl" or "glb".
/// @error ReadFailed, InvalidInput  part of a sentence: what the reader said, or that it crashed, ran too long or
///        wanted too much memory.
/// @error Cancelled.
/// @cost  12 to 21 ms beyond the parsing itself.
Result<RawScan> read_in_worker(int file, const std::string& format, const WorkerLimits& limits,
                               const CancelToken& token);

/// The same for a PNG or JPEG photo (photo_file.h).
Result<Photo> read_photo_in_worker(int file, const WorkerLimits& limits, const CancelToken& token);

}  // namespace trichion
