// The .trichion file: a zip with document.json, the scan if there is one, and a thumbnail.
#pragma once

#include "core/base/error.h"
#include "core/base/image.h"
#include "core/geometry/surface.h"
#include "core/model/document.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <glm/glm.hpp>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

/// The version this program writes. It reads this and all older ones.
inline constexpr int kProjectVersion = 4;

/// Where the points of a document's outlines lay when it was saved. Their triangles belong to one measuring surface; a
/// later program that measures heads better has another, and puts the points back by their places.
struct OutlinePlaces {
    std::uint64_t surface_key = 0;  // of the measuring surface, see surface_key()
    /// For each outline in the order of outlines_of (core/model/versions.h), for each of its points in the order of
    /// for_each_point: in the source frame before scaling.
    std::vector<std::vector<glm::vec3>> source_mm;

    friend bool operator==(const OutlinePlaces&, const OutlinePlaces&) = default;
};
/// The same for every fit of one head's measuring surface.
std::uint64_t surface_key(const Surface& measuring);

struct Project {
    Document document;
    std::optional<OutlinePlaces> places;
};

/// Saves by temporary file in the same folder, fsync, rename, fsync of the folder: after a crash or on a full disk
/// the file holds the old document or the new one. The same document and thumbnail give the same bytes.
/// @param thumbnail  may be empty: then the file has none.
/// @param places     of all the document's outlines, or nothing where the head is not known.
/// @error WriteFailed  one sentence: what, where, what to do. Nothing is left behind.
Result<void> save_project(const Document& document, const Image& thumbnail, const std::filesystem::path& path,
                          const std::optional<OutlinePlaces>& places = std::nullopt);

/// @error NotFound, ReadFailed (damaged; which part), UnsupportedFormat (from a newer version; which).
Result<Document> load_project(const std::filesystem::path& path);
/// The same with the places of the outlines' points.
Result<Project> load_project_with_places(const std::filesystem::path& path);

/// The thumbnail in a project file, RGB.
/// @error as load_project; NotFound when the file has none.
Result<Image> load_thumbnail(const std::filesystem::path& path);

/// A whole file of at most `most_bytes`.
/// @error NotFound, ReadFailed (a folder, too large, unreadable): one sentence naming the file.
Result<std::vector<std::byte>> read_file_whole(const std::filesystem::path& path, std::uint64_t most_bytes);

/// The write that every file of ours goes through: temporary file, fsync, rename, fsync of the folder.
Result<void> write_file_whole(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace trichion
