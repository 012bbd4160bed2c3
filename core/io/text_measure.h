// How much room a line of Inter takes, and what of a text Inter can show.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace trichion {

/// Measures text as the sheet's writers set it: glyph beside glyph, without kerning.
class TextMeasure {
public:
    TextMeasure();
    ~TextMeasure();
    TextMeasure(const TextMeasure&) = delete;
    TextMeasure& operator=(const TextMeasure&) = delete;

    double width_mm(std::string_view text, double size_mm, bool is_bold) const;

    /// Valid UTF-8 of glyphs that the font has: control characters become spaces, all else becomes '?'.
    std::string showable(std::string_view text) const;

    /// The text, or as much of its beginning as fits with an ellipsis.
    std::string fitted(std::string_view text, double size_mm, bool is_bold, double room_mm) const;

private:
    struct Faces;
    std::unique_ptr<Faces> faces_;
};

/// Heights of Inter as a share of its size: what stands above the baseline and below it.
inline constexpr double kCapHeight = 0.727;
inline constexpr double kAscent = 0.80;   // of letters, digits and brackets in use here
inline constexpr double kDescent = 0.21;

/// The font file that the sheet is set in.
std::span<const std::byte> sheet_font(bool is_bold);

}  // namespace trichion
