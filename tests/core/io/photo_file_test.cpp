// Photos as files: which way up, what their colours mean, and what happens to broken ones.
#include "core/io/photo_file.h"
#include "tests/core/io/scan_files.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

using testing::ScanFolder;

Image small_photo() {
    Image image{3, 2, 3, {}};
    for (int i = 0; i < 18; ++i) image.pixels.push_back(static_cast<std::uint8_t>(10 * i));
    return image;
}

std::string text_of(const std::vector<std::byte>& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
std::vector<std::byte> bytes_of(const std::string& text) {
    const auto* data = reinterpret_cast<const std::byte*>(text.data());
    return {data, data + text.size()};
}

/// A chunk before the pixels; readers here do not look at its checksum.
std::string with_chunk(const std::string& png, const std::string& name, const std::string& data) {
    const auto at = png.find("IDAT") - 4;
    std::string chunk(4, '\0');
    chunk[3] = static_cast<char>(data.size());
    return png.substr(0, at) + chunk + name + data + std::string(4, '\0') + png.substr(at);
}

std::string exif_with(std::uint8_t orientation, std::uint8_t colour_space) {
    std::string exif("II*\0\x08\0\0\0\x02\0", 10);
    const auto entry = [](std::uint16_t tag, std::uint8_t type, std::uint8_t value) {
        return std::string{static_cast<char>(tag & 0xff), static_cast<char>(tag >> 8), static_cast<char>(type), 0, 1, 0, 0, 0, static_cast<char>(value), 0, 0, 0};
    };
    exif += entry(0x0112, 3, orientation) + entry(0x8769, 4, 38) + std::string(4, '\0');
    exif += std::string("\x01\0", 2) + entry(0xa001, 3, colour_space) + std::string(4, '\0');
    return exif;
}

TEST(PhotoFileTest, APhotoComesThroughTheWorkerAsItIs) {
    const ScanFolder folder;
    const auto photo = read_photo(folder.write("p.png", text_of(encode_png(small_photo()))));
    ASSERT_TRUE(photo.has_value()) << photo.error().message;
    EXPECT_EQ(photo->image, small_photo());
    EXPECT_EQ(unpack_photo(pack_photo(*photo)).value(), *photo);
}

TEST(PhotoFileTest, EveryWayACameraWasHeldComesOutUpright) {
    const std::string png = text_of(encode_png(small_photo()));
    const Image stored = small_photo();
    // Where the stored first pixel stands in the upright picture, and its size.
    struct Way { std::uint8_t orientation; int width, x, y; };
    for (const Way& way : {Way{1, 3, 0, 0}, Way{2, 3, 2, 0}, Way{3, 3, 2, 1}, Way{4, 3, 0, 1}, Way{5, 2, 0, 0}, Way{6, 2, 1, 0}, Way{7, 2, 1, 2}, Way{8, 2, 0, 2}}) {
        const auto photo = decode_photo(bytes_of(with_chunk(png, "eXIf", exif_with(way.orientation, 1))));
        ASSERT_TRUE(photo.has_value());
        ASSERT_EQ(photo->image.width, way.width) << int(way.orientation);
        EXPECT_EQ(*photo->image.at(way.x, way.y), *stored.at(0, 0)) << int(way.orientation);
        EXPECT_EQ(photo->colours, PhotoColours::Srgb);
    }
}

TEST(PhotoFileTest, WhatItsColoursMeanIsReadAndTold) {
    std::string png = text_of(encode_png(small_photo()));
    if (const auto at = png.find("sRGB"); at != std::string::npos) png.replace(at, 4, "tEXt");  // the writer's own word
    const auto colours = [&](const std::string& name, const std::string& data) { return decode_photo(bytes_of(with_chunk(png, name, data)))->colours; };
    EXPECT_EQ(colours("sRGB", std::string(1, '\0')), PhotoColours::Srgb);
    EXPECT_EQ(colours("iCCP", std::string("Display P3\0\0xx", 14)), PhotoColours::DisplayP3);
    EXPECT_EQ(colours("iCCP", std::string("Adobe RGB (1998)\0\0xx", 20)), PhotoColours::Other);
    EXPECT_EQ(colours("tEXt", "nothing"), PhotoColours::Untold);
    EXPECT_TRUE(colour_remark(PhotoColours::Srgb).empty());
    EXPECT_NE(colour_remark(PhotoColours::Other).find("not sRGB"), std::string::npos);
    EXPECT_NE(colour_remark(PhotoColours::Untold).find("does not say"), std::string::npos);
}

TEST(PhotoFileTest, WhatIsNoPhotoIsOneSentence) {
    const ScanFolder folder;
    const std::string png = text_of(encode_png(small_photo()));
    std::string huge = png;
    huge[16] = 0x3f, huge[18] = 0x3f, huge[20] = 0x3f;  // 1 073 million pixels a side
    std::filesystem::create_directory(folder / "folder.png");
    const std::filesystem::path paths[] = {folder / "not there.png",
                                           folder / "folder.png",
                                           folder.write("empty.png", ""),
                                           folder.write("words.jpg", "these are words and no photo at all"),
                                           folder.write("half.png", png.substr(0, png.size() / 2)),
                                           folder.write("huge.png", huge),
                                           folder.write("head.jpg", std::string("\xff\xd8\xff\xe1\xff\xff" "Exif\0\0", 12) + std::string(50, '\xff'))};
    for (const auto& path : paths) {
        const auto photo = read_photo(path);
        ASSERT_FALSE(photo.has_value()) << path;
        EXPECT_NE(photo.error().message.find(path.filename().string()), std::string::npos) << photo.error().message;
        EXPECT_TRUE(photo.error().message.ends_with('.')) << photo.error().message;
    }
}

TEST(PhotoFileTest, NoBrokenByteBringsTheReaderDown) {
    const std::string whole = with_chunk(text_of(encode_png(small_photo())), "eXIf", exif_with(6, 1));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const char c : {'\0', '\x7f', '\xff'}) {
            std::string broken = whole;
            broken[at] = c;
            const auto photo = decode_photo(bytes_of(broken));
            EXPECT_TRUE(!photo || photo->image.pixels.size() == 18u || photo->image.pixels.size() % 3 == 0);
        }
}

}  // namespace
}  // namespace trichion
