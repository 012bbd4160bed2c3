// Capitals and digits of single strokes: what a pen can draw, for files that have no fonts.
#pragma once

#include <glm/glm.hpp>
#include <string_view>
#include <vector>

namespace trichion {

/// The strokes of one line of words, in the order of its characters. x runs along it from 0, y up from its foot; capitals and
/// digits are `height_mm` high. Small letters are drawn as capitals, a hyphen as one; of anything else nothing but its room.
/// @param most_wide_mm  drawn narrower where it would be longer.
std::vector<std::vector<glm::dvec2>> stroke_letters(std::string_view words, double height_mm, double most_wide_mm);

/// How long such a line is where nothing narrows it. 0 of no words.
double stroke_letters_wide_mm(std::string_view words, double height_mm);

}  // namespace trichion
