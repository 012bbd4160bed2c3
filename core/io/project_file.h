// The .trichion file: a zip with document.json, the scan if there is one, and a thumbnail.
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/model/document.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace trichion {

/// The version this program writes. It reads this and all older ones.
inline constexpr int kProjectVersion = 1;

/// Saves by temporary file in the same folder, fsync, rename, fsync of the folder: after a crash or on a full disk
/// the file holds the old document or the new one. The same document and thumbnail give the same bytes.
/// @param thumbnail  may be empty: then the file has none.
/// @error WriteFailed  one sentence: what, where, what to do. Nothing is left behind.
Result<void> save_project(const Document& document, const Image& thumbnail, const std::filesystem::path& path);

/// @error NotFound, ReadFailed (damaged; which part), UnsupportedFormat (from a newer version; which).
Result<Document> load_project(const std::filesystem::path& path);

/// The thumbnail in a project file, RGB.
/// @error as load_project; NotFound when the file has none.
Result<Image> load_thumbnail(const std::filesystem::path& path);

/// A whole file of at most `most_bytes`.
/// @error NotFound, ReadFailed (a folder, too large, unreadable): one sentence naming the file.
Result<std::vector<std::byte>> read_file_whole(const std::filesystem::path& path, std::uint64_t most_bytes);

/// The write that every file of ours goes through: temporary file, fsync, rename, fsync of the folder.
Result<void> write_file_whole(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace trichion
