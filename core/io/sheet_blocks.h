// Blocks of words on a page, level or turned, and the search for room for them.
#pragma once

#include "core/io/sheet_canvas.h"

#include <functional>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// Lines of words, one under another, each in the middle.
struct WordBlock {
    std::vector<std::string> lines;
    double size_mm = 3.0;
    bool is_bold = false;
    glm::dvec3 rgb{0.0};
};

/// From the first line's capitals to the last line's foot.
glm::dvec2 size_of(const TextMeasure& measure, const WordBlock& block);

/// The way along a line that words on it run: never upside down, upwards where it stands.
glm::dvec2 reading_way(const glm::dvec2& way);

/// @param along  of length 1.
void write_block(SheetCanvas& canvas, const WordBlock& block, const glm::dvec2& centre, const glm::dvec2& along = {1.0, 0.0});

/// Where words may stand.
using Allows = std::function<bool(const SheetBox&)>;

/// A place on a line that words speak of, and the way out to where they stand.
struct MarkEnd {
    glm::dvec2 foot{0.0}, out{0.0};
};

/// A thin line from words to the place they speak of.
struct Leader {
    std::string name;         // of the line, for files
    double gap_mm = 0.9;      // kept white round the words
    double reach_mm = 16.0;   // how far from `wish` they may stand
    bool has_arrow = false;   // at the place
    double clear_mm = 0.0;    // kept from other words and lines on both sides, but where it begins
};

/// The free place for level words of this size nearest to `wish`, no farther than `reach_mm`.
std::optional<glm::dvec2> free_centre(const SheetCanvas& canvas, const glm::dvec2& wish, const glm::dvec2& size, double gap_mm,
                                      double reach_mm, const Allows& allows);

/// Writes words at the free place nearest to `wish` from which a line that crosses nothing leads to the end; right beside it
/// they need none. @return whether there was one.
bool write_led(SheetCanvas& canvas, const WordBlock& block, const MarkEnd& end, const glm::dvec2& wish, const Leader& leader, const Allows& allows);

/// Whether a closed line goes round all of a box that no line crosses.
bool is_round(const std::vector<glm::dvec2>& closed, const SheetBox& box);

}  // namespace trichion
