// Reading goes through from_chars: no locale, no half-read number.
#include "core/session/setting_text.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace trichion {

std::string to_text(const Range& range) { return fmt::format("{} to {}", range.min, range.max); }
std::string to_text(float value) { return fmt::format("{}", value); }

std::optional<float> float_from(const std::string& text) {
    float value = 0.0f;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
    return value;
}

Result<float> float_in(const std::string& key, const std::string& text, const Range& range, const std::string& unit) {
    const std::optional<float> value = float_from(text);
    if (value && range.contains(*value)) return *value;
    return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be \"{}\": it must be a number from {}{}{}.", key,
                                                     plain_text(text, 40), to_text(range), unit.empty() ? "" : " ", unit));
}

Result<int> int_in(const std::string& key, const std::string& text, const Range& range) {
    const std::optional<float> value = float_from(text);
    if (value && range.contains(*value) && *value == std::floor(*value)) return static_cast<int>(*value);
    return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be \"{}\": it must be a whole number from {}.", key,
                                                     plain_text(text, 40), to_text(range)));
}

Result<std::size_t> word_in(const std::string& key, const std::string& text, const std::vector<std::string>& words) {
    const auto found = std::ranges::find(words, text);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    return fail(ErrorCode::InvalidInput, fmt::format("{} cannot be \"{}\": it must be one of {}.", key,
                                                     plain_text(text, 40), fmt::join(words, ", ")));
}

std::optional<glm::vec3> vector_from(const std::string& text) {
    const std::size_t first = text.find(',');
    const std::size_t second = first == std::string::npos ? first : text.find(',', first + 1);
    if (second == std::string::npos) return std::nullopt;
    const auto x = float_from(text.substr(0, first));
    const auto y = float_from(text.substr(first + 1, second - first - 1));
    const auto z = float_from(text.substr(second + 1));
    if (!x || !y || !z) return std::nullopt;
    return glm::vec3(*x, *y, *z);
}

}  // namespace trichion
