// Walls round the import worker: what a hostile file could do once it has taken over the reader.
#pragma once

#include <cstdint>

namespace trichion {

/// What the worker may use up before the kernel stops it.
struct WorkerLimits {
    std::uint64_t memory_bytes = 4ull << 30;  // address space; not held under a sanitizer, which maps terabytes
    std::uint32_t cpu_seconds = 40;
    std::uint64_t result_bytes = 3ull << 30;
    std::uint32_t wall_seconds = 60;          // held by the program, not by the worker
};

/// From here on this process can compute, read and write the descriptors it holds, and nothing else: no file can
/// be opened (EACCES), no process started, no socket made. Cannot be undone.
/// @return false when the system refused the limits or the filter of system calls; then nothing may be parsed.
///         A kernel without Landlock is accepted: the filter already denies opening files.
bool enter_sandbox(const WorkerLimits& limits);

}  // namespace trichion
