// What a PNG or JPEG says of itself beside its pixels (colours, which way up), and a photo's way between processes.
#include "core/io/photo_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fmt/format.h>
#include <new>
#include <optional>
#include <string_view>

namespace trichion {
namespace {

using Bytes = std::span<const std::byte>;

constexpr std::uint64_t kPhotoMark = 0x314f544f48505254;  // "TRPHOTO1"
constexpr std::uint64_t kMostPixels = 100'000'000;
constexpr int kLongestSide = 16384;

struct Head {
    std::uint64_t mark = 0, bytes = 0;
    std::int32_t width = 0, height = 0;
    std::uint32_t colours = 0, unused = 0;
};

std::uint32_t number(Bytes bytes, std::size_t at, std::size_t length, bool is_big) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < length; ++i) {
        const std::size_t place = is_big ? at + i : at + length - 1 - i;
        if (place >= bytes.size()) return 0;
        value = value << 8 | static_cast<std::uint32_t>(bytes[place]);
    }
    return value;
}

Bytes part(Bytes bytes, std::size_t from, std::size_t length) {
    if (from >= bytes.size()) return {};
    return bytes.subspan(from, std::min(length, bytes.size() - from));
}

bool starts_with(Bytes bytes, std::string_view words) {
    return bytes.size() >= words.size() && std::memcmp(bytes.data(), words.data(), words.size()) == 0;
}

bool holds(Bytes bytes, std::string_view words) {
    const auto* text = reinterpret_cast<const char*>(bytes.data());
    return std::string_view(text, bytes.size()).find(words) != std::string_view::npos;
}

/// What a profile calls itself: in ASCII, or in UTF-16 as newer ones do.
bool is_called(Bytes profile, std::string_view name) {
    std::string wide;
    for (const char c : name) wide += '\0', wide += c;
    return holds(profile, name) || holds(profile, wide);
}

PhotoColours colours_of_profile(Bytes profile) {
    if (is_called(profile, "Display P3")) return PhotoColours::DisplayP3;
    return is_called(profile, "sRGB") ? PhotoColours::Srgb : PhotoColours::Other;
}

/// What a file tells beside its pixels.
struct Told {
    PhotoColours colours = PhotoColours::Untold;
    std::uint32_t orientation = 1;   // of TIFF: 1 upright, 3, 6, 8 turned, the others mirrored too
};

/// The TIFF directory of a camera's notes.
void read_exif(Bytes exif, Told& told) {
    constexpr std::uint32_t kOrientation = 0x0112, kMore = 0x8769, kColourSpace = 0xa001, kMostEntries = 200;
    const bool is_big = starts_with(exif, "MM");
    if (!is_big && !starts_with(exif, "II")) return;
    std::size_t directory = number(exif, 4, 4, is_big);
    for (int level = 0; level < 2 && directory > 0; ++level) {
        const std::uint32_t count = std::min(number(exif, directory, 2, is_big), kMostEntries);
        std::size_t next = 0;
        for (std::uint32_t i = 0; i < count; ++i) {
            const std::size_t at = directory + 2 + 12 * static_cast<std::size_t>(i);
            const std::uint32_t tag = number(exif, at, 2, is_big);
            if (tag == kOrientation) told.orientation = number(exif, at + 8, 2, is_big);
            if (tag == kMore) next = number(exif, at + 8, 4, is_big);
            if (tag == kColourSpace && told.colours == PhotoColours::Untold)
                told.colours = number(exif, at + 8, 2, is_big) == 1 ? PhotoColours::Srgb : PhotoColours::Other;
        }
        directory = next;
    }
}

Told told_by_png(Bytes file) {
    Told told;
    for (std::size_t at = 8; at + 12 <= file.size();) {
        const std::size_t length = number(file, at, 4, true);
        const Bytes name = part(file, at + 4, 4), data = part(file, at + 8, length);
        if (starts_with(name, "IDAT")) break;
        if (starts_with(name, "sRGB")) told.colours = PhotoColours::Srgb;
        if (starts_with(name, "iCCP")) told.colours = colours_of_profile(data);  // its name is not compressed
        if (starts_with(name, "eXIf")) read_exif(data, told);
        at += length + 12;
    }
    return told;
}

Told told_by_jpeg(Bytes file) {
    Told told;
    std::optional<PhotoColours> profile;
    for (std::size_t at = 2; at + 4 <= file.size() && file[at] == std::byte{0xff};) {
        const auto marker = static_cast<unsigned>(file[at + 1]);
        if (marker == 0xda) break;  // the picture itself
        const std::size_t length = std::max(number(file, at + 2, 2, true), 2u);
        const Bytes data = part(file, at + 4, length - 2);
        if (marker == 0xe1 && starts_with(data, std::string_view("Exif\0\0", 6))) read_exif(part(data, 6, data.size()), told);
        if (marker == 0xe2 && starts_with(data, "ICC_PROFILE") && !profile) profile = colours_of_profile(data);
        at += length + 2;
    }
    if (profile) told.colours = *profile;
    return told;
}

/// The picture as the camera was held.
Image upright(Image image, std::uint32_t orientation) {
    if (orientation < 2 || orientation > 8) return image;
    const bool is_turned = orientation >= 5;
    Image turned{is_turned ? image.height : image.width, is_turned ? image.width : image.height, image.channels, {}};
    turned.pixels.resize(image.pixels.size());
    const auto channels = static_cast<std::size_t>(image.channels);
    const int last_x = image.width - 1, last_y = image.height - 1;
    std::uint8_t* out = turned.pixels.data();
    for (int y = 0; y < turned.height; ++y)
        for (int x = 0; x < turned.width; ++x, out += channels) {
            int from_x = is_turned ? y : x, from_y = is_turned ? x : y;
            if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8) from_x = last_x - from_x;
            if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7) from_y = last_y - from_y;
            std::memcpy(out, image.at(from_x, from_y), channels);
        }
    return turned;
}

tl::unexpected<Error> torn() { return fail(ErrorCode::ReadFailed, "the reader stopped before it was done"); }

}  // namespace

Result<Photo> decode_photo(std::span<const std::byte> bytes) {
    const bool is_png = starts_with(bytes, "\x89PNG");
    const bool is_jpeg = starts_with(bytes, "\xff\xd8\xff");
    if (!is_png && !is_jpeg) return fail(ErrorCode::ReadFailed, "it is neither a PNG nor a JPEG");
    const auto size = image_size(bytes);
    if (!size) return fail(ErrorCode::ReadFailed, "its contents are broken");
    if (static_cast<std::uint64_t>(size->width) * static_cast<std::uint64_t>(size->height) > kMostPixels)
        return fail(ErrorCode::ReadFailed, fmt::format("it has {} by {} pixels, more than 100 million", size->width, size->height));
    Result<Image> image = decode_image(bytes, 3);
    if (!image) return fail(ErrorCode::ReadFailed, "its contents are broken");
    const Told told = is_png ? told_by_png(bytes) : told_by_jpeg(bytes);
    return Photo{upright(std::move(*image), told.orientation), told.colours};
}

std::string colour_remark(PhotoColours colours) {
    switch (colours) {
        case PhotoColours::Srgb:
        case PhotoColours::DisplayP3: return {};
        case PhotoColours::Untold: return "The photo does not say how its colours are meant. They are read as sRGB, which most cameras and phones use.";
        case PhotoColours::Other: return "The photo's colours are not sRGB, so the contrast may be off by a tenth or more: save it as sRGB first.";
    }
    return {};
}

std::vector<std::byte> pack_photo(const Photo& photo) {
    Head head{kPhotoMark, sizeof(Head) + photo.image.pixels.size(), photo.image.width, photo.image.height, static_cast<std::uint32_t>(photo.colours), 0};
    std::vector<std::byte> out(head.bytes);
    std::memcpy(out.data(), &head, sizeof(Head));
    std::memcpy(out.data() + sizeof(Head), photo.image.pixels.data(), photo.image.pixels.size());
    return out;
}

Result<Photo> unpack_photo(std::span<const std::byte> message) {
    Head head;
    if (message.size() < sizeof(Head)) return torn();
    std::memcpy(&head, message.data(), sizeof(Head));
    const bool is_sized = head.width > 0 && head.height > 0 && head.width <= kLongestSide && head.height <= kLongestSide;
    if (head.mark != kPhotoMark || head.bytes != message.size() || !is_sized || head.colours > static_cast<std::uint32_t>(PhotoColours::Other)) return torn();
    const std::size_t pixels = 3 * static_cast<std::size_t>(head.width) * static_cast<std::size_t>(head.height);
    if (message.size() - sizeof(Head) != pixels) return torn();
    Photo photo{{head.width, head.height, 3, std::vector<std::uint8_t>(pixels)}, static_cast<PhotoColours>(head.colours)};
    std::memcpy(photo.image.pixels.data(), message.data() + sizeof(Head), pixels);
    return photo;
}

}  // namespace trichion
