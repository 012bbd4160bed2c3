// Zip files in memory: the same entries give the same bytes, and what is read has bounds.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trichion {

struct ZipEntry {
    std::string name;
    std::vector<std::byte> bytes;
    bool is_compressed = true;  // false for what is compressed already, such as pictures
};

/// In this order, all dated 1980-01-01.
/// @error WriteFailed  no memory.
Result<std::vector<std::byte>> zip_to_bytes(const std::vector<ZipEntry>& entries);

/// A zip file held in memory. `bytes` must outlive it.
class ZipReader {
public:
    /// @error ReadFailed  not a zip file, or one that is cut short.
    static Result<ZipReader> open(std::span<const std::byte> bytes);

    /// An entry's contents; nothing when there is no entry of this name.
    /// @error ReadFailed  damaged (checksum), or larger than `most_bytes` unpacked.
    Result<std::optional<std::vector<std::byte>>> read(const std::string& name, std::uint64_t most_bytes) const;

    ZipReader(ZipReader&& other) noexcept;
    ZipReader& operator=(ZipReader&&) = delete;
    ~ZipReader();

private:
    explicit ZipReader(void* archive) : archive_(archive) {}

    void* archive_ = nullptr;  // zip_t
};

}  // namespace trichion
