// A picture in memory, and PNG and JPEG in and out of it.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace trichion {

/// Rows from the top, `channels` bytes a pixel (1 grey, 3 RGB, 4 RGBA).
struct Image {
    int width = 0;
    int height = 0;
    int channels = 0;
    std::vector<std::uint8_t> pixels;

    bool empty() const { return pixels.empty(); }
    const std::uint8_t* at(int x, int y) const {
        return pixels.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)) *
                                   static_cast<std::size_t>(channels);
    }

    friend bool operator==(const Image&, const Image&) = default;
};

/// Width and height of a PNG or JPEG, before its pixels are read. Nothing when it is neither, or either is not positive.
struct ImageSize {
    int width = 0, height = 0;
};
std::optional<ImageSize> image_size(std::span<const std::byte> bytes);

/// @param channels  wanted channels; 0 keeps the file's own.
/// @error ReadFailed  not a PNG or JPEG, or more than 16384 pixels a side.
Result<Image> decode_image(std::span<const std::byte> bytes, int channels = 0);

/// PNG bytes; the same picture gives the same bytes.
std::vector<std::byte> encode_png(const Image& image);

}  // namespace trichion
