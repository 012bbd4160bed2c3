// The sequence by which a file of ours reaches the disk whole, over a disk that a test can stand in for.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace trichion {

/// The calls that a whole write is made of. Each returns 0, or the errno that the system gave.
class Disk {
public:
    virtual ~Disk() = default;

    /// Creates a new file (never opens an old one) with the permissions of `like`, if that exists.
    virtual int create(const std::filesystem::path& file, const std::filesystem::path& like) = 0;
    /// Appends to the file created last.
    virtual int write(std::span<const std::byte> bytes) = 0;
    /// Makes the contents of the file created last durable.
    virtual int sync() = 0;
    virtual int close() = 0;
    virtual int rename(const std::filesystem::path& from, const std::filesystem::path& to) = 0;
    /// Makes the names in a folder durable.
    virtual int sync_folder(const std::filesystem::path& folder) = 0;
    virtual void remove(const std::filesystem::path& file) = 0;
    /// Removes what lies beside the file `fresh`, has a name that begins so and was written an hour or longer before it: whoever
    /// wrote it was ended.
    virtual void remove_abandoned(const std::filesystem::path& fresh, const std::string& beginning) = 0;
};

/// `write_file_whole` of project_file.h on any disk.
/// What a program that was ended while it saved this file left beside it is taken away, an hour later at the soonest: until
/// then another one may still be at it.
/// @error WriteFailed  one sentence: which file, why, what to do. The temporary file is gone again.
Result<void> write_file_whole(const std::filesystem::path& path, std::span<const std::byte> bytes, Disk& disk);

struct NewFile {
    std::filesystem::path path;
    std::string contents;
};

/// Several files of which all are written or none: each lies whole and durable beside its place before the first takes it.
/// Should the disk then still refuse a rename, those that replaced nothing are removed again; those that replaced an old
/// file stay new, and the sentence says so.
/// @error WriteFailed  one sentence: which file, why, what to do. No temporary file is left.
Result<void> write_files_whole(const std::vector<NewFile>& files, Disk& disk);
Result<void> write_files_whole(const std::vector<NewFile>& files);

}  // namespace trichion
