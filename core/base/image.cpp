// PNG and JPEG through stb (read) and libpng (write).
#include "core/base/image.h"

#include <algorithm>
#include <cstring>
#include <png.h>
#include <stb_image.h>

namespace trichion {

std::optional<ImageSize> image_size(std::span<const std::byte> bytes) {
    ImageSize size;
    int channels = 0;
    const auto length = static_cast<int>(std::min<std::size_t>(bytes.size(), 0x7fffffff));
    if (!stbi_info_from_memory(reinterpret_cast<const stbi_uc*>(bytes.data()), length, &size.width, &size.height, &channels)) return std::nullopt;
    if (size.width <= 0 || size.height <= 0) return std::nullopt;
    return size;
}

Result<Image> decode_image(std::span<const std::byte> bytes, int channels) {
    constexpr int kMaxSide = 16384;
    const auto* data = reinterpret_cast<const stbi_uc*>(bytes.data());
    const auto size = static_cast<int>(std::min<std::size_t>(bytes.size(), 0x7fffffff));
    Image image;
    int own = 0;
    if (!stbi_info_from_memory(data, size, &image.width, &image.height, &own))
        return fail(ErrorCode::ReadFailed, "The picture is neither a PNG nor a JPEG.");
    if (image.width > kMaxSide || image.height > kMaxSide)
        return fail(ErrorCode::ReadFailed, "The picture is larger than 16384 pixels a side.");
    stbi_uc* pixels = stbi_load_from_memory(data, size, &image.width, &image.height, &own, channels);
    if (!pixels) return fail(ErrorCode::ReadFailed, "The picture is damaged.");
    image.channels = channels ? channels : own;
    const auto length = static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height) *
                        static_cast<std::size_t>(image.channels);
    image.pixels.assign(pixels, pixels + length);
    stbi_image_free(pixels);
    return image;
}

std::vector<std::byte> encode_png(const Image& image) {
    png_image out{};
    out.version = PNG_IMAGE_VERSION;
    out.width = static_cast<png_uint_32>(image.width);
    out.height = static_cast<png_uint_32>(image.height);
    out.format = image.channels == 1 ? PNG_FORMAT_GRAY : image.channels == 3 ? PNG_FORMAT_RGB : PNG_FORMAT_RGBA;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(out);
    std::vector<std::byte> bytes(size);
    if (!png_image_write_to_memory(&out, bytes.data(), &size, 0, image.pixels.data(), 0, nullptr)) return {};
    bytes.resize(size);
    return bytes;
}

}  // namespace trichion
