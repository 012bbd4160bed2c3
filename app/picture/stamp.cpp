// Lettering with FreeType and the program's own font.
#include "app/picture/stamp.h"

#include "fonts_resources.h"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

namespace trichion {
namespace {

constexpr std::string_view kWords = "Simulation, not a guarantee";
constexpr float kPlate[3] = {23.0f, 24.0f, 26.0f};
constexpr float kInk[3] = {236.0f, 236.0f, 238.0f};
constexpr float kPlateOpacity = 0.82f;

/// How much ink each pixel holds.
struct Lettering {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> ink;
};

Lettering letters(std::string_view words, int text_px) {
    Lettering out;
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return out;
    const auto font = fonts::find_resource("inter_regular.otf");
    FT_Face face = nullptr;
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(font.data()),
                           static_cast<FT_Long>(font.size()), 0, &face) == 0) {
        FT_Set_Pixel_Sizes(face, 0, static_cast<FT_UInt>(text_px));
        const int ascent = static_cast<int>(face->size->metrics.ascender >> 6);
        out.height = static_cast<int>((face->size->metrics.ascender - face->size->metrics.descender) >> 6) + 1;
        for (const char c : words)
            if (FT_Load_Char(face, static_cast<FT_ULong>(c), FT_LOAD_DEFAULT) == 0)
                out.width += static_cast<int>(face->glyph->advance.x >> 6);
        out.ink.assign(static_cast<std::size_t>(out.width) * static_cast<std::size_t>(out.height), 0);
        int pen = 0;
        for (const char c : words) {
            if (FT_Load_Char(face, static_cast<FT_ULong>(c), FT_LOAD_RENDER) != 0) continue;
            const FT_GlyphSlot glyph = face->glyph;
            for (unsigned row = 0; row < glyph->bitmap.rows; ++row)
                for (unsigned column = 0; column < glyph->bitmap.width; ++column) {
                    const int x = pen + glyph->bitmap_left + static_cast<int>(column);
                    const int y = ascent - glyph->bitmap_top + static_cast<int>(row);
                    if (x < 0 || y < 0 || x >= out.width || y >= out.height) continue;
                    auto& ink = out.ink[static_cast<std::size_t>(y) * static_cast<std::size_t>(out.width) +
                                        static_cast<std::size_t>(x)];
                    ink = std::max(
                        ink, glyph->bitmap.buffer[row * static_cast<unsigned>(glyph->bitmap.pitch) + column]);
                }
            pen += static_cast<int>(glyph->advance.x >> 6);
        }
        FT_Done_Face(face);
    }
    FT_Done_FreeType(library);
    return out;
}

// 1 inside a plate with round corners, smooth at its rim.
float plate_cover(float x, float y, float width, float height, float radius) {
    const float dx = std::max({radius - x, x - (width - radius), 0.0f});
    const float dy = std::max({radius - y, y - (height - radius), 0.0f});
    return std::clamp(radius + 0.5f - std::hypot(dx, dy), 0.0f, 1.0f);
}

}  // namespace

Image stamped(Image picture) {
    if (picture.width < 200 || picture.height < 60 || picture.channels != 3) return picture;
    const int text_px = std::clamp(picture.height / 55, 11, 40);
    const Lettering text = letters(kWords, text_px);
    const int pad_x = text_px * 3 / 4;
    const int pad_y = text_px / 3;
    const int margin = text_px * 5 / 4;
    const int width = text.width + 2 * pad_x;
    const int height = text.height + 2 * pad_y;
    if (text.width == 0 || width + margin > picture.width) return picture;
    const int left = margin;
    const int top = picture.height - margin - height;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const float cover =
                kPlateOpacity * plate_cover(static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f,
                                            static_cast<float>(width), static_cast<float>(height),
                                            0.35f * static_cast<float>(text_px));
            const int tx = x - pad_x;
            const int ty = y - pad_y;
            const bool has_ink = tx >= 0 && ty >= 0 && tx < text.width && ty < text.height;
            const float ink =
                has_ink ? static_cast<float>(text.ink[static_cast<std::size_t>(ty * text.width + tx)]) / 255.0f
                        : 0.0f;
            auto* pixel = picture.pixels.data() +
                          (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(picture.width) +
                           static_cast<std::size_t>(left + x)) *
                              3;
            for (int c = 0; c < 3; ++c) {
                const float plate = std::lerp(static_cast<float>(pixel[c]), kPlate[c], cover);
                pixel[c] = static_cast<std::uint8_t>(std::lround(std::lerp(plate, kInk[c], ink)));
            }
        }
    return picture;
}

}  // namespace trichion
