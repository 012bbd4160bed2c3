// Numbers and words as a user types them.
#pragma once

#include "core/base/error.h"
#include "core/model/limits.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// "20 to 400".
std::string to_text(const Range& range);
/// The shortest decimal that reads back as this value.
std::string to_text(float value);

/// A decimal number with a point, in any locale; nothing for anything else, NaN and infinities included.
std::optional<float> float_from(const std::string& text);

/// @error InvalidInput  not a number, or out of `range`: names key, value and range.
Result<float> float_in(const std::string& key, const std::string& text, const Range& range, const std::string& unit);
/// As float_in, whole numbers only.
Result<int> int_in(const std::string& key, const std::string& text, const Range& range);
/// @error InvalidInput  none of `words`: names them.
Result<std::size_t> word_in(const std::string& key, const std::string& text, const std::vector<std::string>& words);
/// "x,y,z" in mm.
std::optional<glm::vec3> vector_from(const std::string& text);

}  // namespace trichion
