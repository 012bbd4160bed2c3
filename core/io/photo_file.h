// A photo from a file, read behind the same walls as a scan: what it shows and how its colours are meant.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/base/image.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace trichion {

/// How a photo says its numbers are to be read. Contrasts need the curve from light to number; that of Display P3 is
/// sRGB's own.
enum class PhotoColours : std::uint8_t { Untold, Srgb, DisplayP3, Other };

struct Photo {
    Image image;             // RGB, upright as the camera was held
    PhotoColours colours = PhotoColours::Untold;

    friend bool operator==(const Photo&, const Photo&) = default;
};

/// Reads a PNG or JPEG in a process of its own (import_worker.h): a hostile file can end that, not the program.
/// @error NotFound, ReadFailed, Cancelled  one sentence that names the file: not there, not a photo, damaged, more than
///        100 million pixels or 200 MB, or too slow.
/// @cost about 30 ms for a million pixels.
Result<Photo> read_photo(const std::filesystem::path& path, const CancelToken& token = {});

/// Why a contrast from this photo may be off by its colours; empty when it is not.
std::string colour_remark(PhotoColours colours);

/// The reader's own side. @error ReadFailed  part of a sentence.
Result<Photo> decode_photo(std::span<const std::byte> bytes);
/// How a photo travels back from the reader. Unpacking trusts nothing.
std::vector<std::byte> pack_photo(const Photo& photo);
Result<Photo> unpack_photo(std::span<const std::byte> message);

}  // namespace trichion
