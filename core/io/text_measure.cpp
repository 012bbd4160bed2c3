// Inter's own advance widths, read by FreeType.
#include "core/io/text_measure.h"

#include "fonts_resources.h"

#include <array>
#include <ft2build.h>
#include FT_FREETYPE_H

#include <cstdint>
#include <vector>

namespace trichion {
namespace {

constexpr std::uint32_t kWrong = 0xFFFFFFFFu;

/// The code point at `at`, which moves behind it; kWrong for a byte that is no UTF-8.
std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned char first = byte(at++);
    if (first < 0x80) return first;
    const int more = first >= 0xF0 && first < 0xF5 ? 3 : first >= 0xE0 && first < 0xF0 ? 2
                     : first >= 0xC2 && first < 0xE0                                   ? 1
                                                                                       : 0;
    if (more == 0) return kWrong;
    std::uint32_t code = first & (0x3Fu >> more);
    std::size_t end = at;
    for (int k = 0; k < more; ++k, ++end) {
        if (end >= text.size() || (byte(end) & 0xC0) != 0x80) return kWrong;
        code = (code << 6) | (byte(end) & 0x3Fu);
    }
    constexpr std::uint32_t kLeast[] = {0, 0x80, 0x800, 0x10000};
    if (code < kLeast[more] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return kWrong;
    at = end;
    return code;
}

}  // namespace

struct TextMeasure::Faces {
    FT_Library library = nullptr;
    FT_Face regular = nullptr;
    FT_Face bold = nullptr;

    // Advances in font units as they were asked for, 0 before that: words are measured many times while a page is laid out.
    static constexpr std::size_t kKept = 0x250;
    std::array<std::array<double, kKept>, 2> kept{};

    FT_Face of(bool is_bold) const { return is_bold ? bold : regular; }
    double advance(bool is_bold, std::uint32_t code) {
        double once = 0.0;
        double& width = code < kKept ? kept[is_bold][code] : once;
        const FT_Face face = of(is_bold);
        if (width == 0.0 && FT_Load_Glyph(face, FT_Get_Char_Index(face, code), FT_LOAD_NO_SCALE) == 0)
            width = double(face->glyph->advance.x);
        return width;
    }
};

TextMeasure::TextMeasure() : faces_(std::make_unique<Faces>()) {
    if (FT_Init_FreeType(&faces_->library) != 0) return;
    const auto load = [&](bool is_bold, FT_Face& face) {
        const auto bytes = sheet_font(is_bold);
        FT_New_Memory_Face(faces_->library, reinterpret_cast<const FT_Byte*>(bytes.data()),
                           static_cast<FT_Long>(bytes.size()), 0, &face);
    };
    load(false, faces_->regular);
    load(true, faces_->bold);
}

TextMeasure::~TextMeasure() {
    if (faces_->regular) FT_Done_Face(faces_->regular);
    if (faces_->bold) FT_Done_Face(faces_->bold);
    if (faces_->library) FT_Done_FreeType(faces_->library);
}

double TextMeasure::width_mm(std::string_view text, double size_mm, bool is_bold) const {
    const FT_Face face = faces_->of(is_bold);
    if (!face) return 0.6 * size_mm * static_cast<double>(text.size());
    double units = 0.0;
    for (std::size_t at = 0; at < text.size();) {
        const std::uint32_t code = next_code_point(text, at);
        units += faces_->advance(is_bold, code == kWrong ? '?' : code);
    }
    return units / double(face->units_per_EM) * size_mm;
}

std::string TextMeasure::showable(std::string_view text) const {
    std::string shown;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const std::uint32_t code = next_code_point(text, at);
        if (code == kWrong)
            shown += '?';
        else if (code < 0x20 || (code >= 0x7F && code < 0xA0))
            shown += ' ';
        else if (faces_->regular && FT_Get_Char_Index(faces_->regular, code) == 0)
            shown += '?';
        else
            shown += text.substr(from, at - from);
    }
    return shown;
}

std::string TextMeasure::fitted(std::string_view text, double size_mm, bool is_bold, double room_mm) const {
    if (width_mm(text, size_mm, is_bold) <= room_mm) return std::string(text);
    std::string best = "…";
    for (std::size_t at = 0; at < text.size();) {
        next_code_point(text, at);
        const std::string shorter = std::string(text.substr(0, at)) + "…";
        if (width_mm(shorter, size_mm, is_bold) > room_mm) break;
        best = shorter;
    }
    return best;
}

std::span<const std::byte> sheet_font(bool is_bold) {
    return fonts::find_resource(is_bold ? "inter_semibold.otf" : "inter_regular.otf");
}

}  // namespace trichion
