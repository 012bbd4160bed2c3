// Reading and writing JSON values by key, as every part of a document does.
#pragma once

#include "core/model/words.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <glm/glm.hpp>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace trichion {

using Json = nlohmann::ordered_json;

/// `text` as JSON; discarded when it is none, or when an object in it has more keys than any of ours: each key is compared
/// with those before it, so that a file of nothing but keys would take hours.
Json parse_json(std::string_view text);

/// The shortest decimal that reads back as this float: 0.35 rather than 0.3499999940395355.
double decimal(float value);
Json place_json(const glm::vec3& at);
Json places_json(const std::vector<glm::vec3>& places);

/// Takes values out of JSON by key. After the first key that is missing or of another kind it gives defaults only.
class Reader {
public:
    const std::string& first_wrong_key() const { return wrong_; }

    const Json& part(const Json& json, const char* key, bool (Json::*is_kind)() const noexcept) {
        const auto found = json.is_object() ? json.find(key) : json.end();
        if (found != json.end() && ((*found).*is_kind)()) return *found;
        note(key);
        static const Json kNothing;
        return kNothing;
    }

    template <class T>
    T value(const Json& json, const char* key) {
        if constexpr (std::is_same_v<T, bool>) {
            const Json& found = part(json, key, &Json::is_boolean);
            return found.is_boolean() && found.get<bool>();
        } else if constexpr (std::is_same_v<T, std::string>) {
            const Json& found = part(json, key, &Json::is_string);
            return found.is_string() ? found.get<std::string>() : std::string();
        } else {
            return number<T>(part(json, key, &Json::is_number), key);
        }
    }

    template <std::size_t N>
    std::array<float, N> floats(const Json& json, const char* key) {
        std::array<float, N> values{};
        const Json& found = part(json, key, &Json::is_array);
        if (found.size() != N) {
            note(key);
            return values;
        }
        for (std::size_t i = 0; i < N; ++i) values[i] = number<float>(found[i], key);
        return values;
    }

    glm::vec3 vector(const Json& json, const char* key) {
        const auto v = floats<3>(json, key);
        return {v[0], v[1], v[2]};
    }

    /// At most one more than `most`, so that a check sees what is too much.
    std::vector<glm::vec3> vectors(const Json& json, const char* key, std::size_t most) {
        std::vector<glm::vec3> values;
        for (const Json& row : part(json, key, &Json::is_array)) {
            if (values.size() > most) break;
            values.push_back(vector(Json{{key, row}}, key));
        }
        return values;
    }

    std::uint64_t hexadecimal(const Json& json, const char* key) {
        const std::string text = value<std::string>(json, key);
        std::uint64_t number = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, 16);
        if (error != std::errc{} || end != text.data() + text.size()) note(key);
        return number;
    }

    /// One of the words of `Choice`.
    template <class Choice>
    Choice word(const Json& json, const char* key) {
        const std::optional<Choice> choice = from_word<Choice>(value<std::string>(json, key));
        if (!choice) note(key);
        return choice.value_or(Choice{});
    }

    std::string iso_date(const Json& json, const char* key) {
        std::string text = value<std::string>(json, key);
        bool is_date = text.empty() || text.size() == 10;
        for (std::size_t i = 0; is_date && i < text.size(); ++i)
            is_date = i == 4 || i == 7 ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
        if (!is_date) note(key);
        return text;
    }

    void note(const std::string& key) {
        if (wrong_.empty()) wrong_ = key;
    }

private:
    template <class T>
    T number(const Json& json, const char* key) {
        if constexpr (std::is_floating_point_v<T>) {
            const T value = json.is_number() ? static_cast<T>(json.get<double>()) : std::numeric_limits<T>::quiet_NaN();
            if (std::isfinite(value)) return value;
        } else if (json.is_number_integer()) {
            const auto value = json.get<std::int64_t>();
            if (value >= 0 && value <= std::int64_t{std::numeric_limits<T>::max()}) return static_cast<T>(value);
        }
        note(key);
        return T{};
    }

    std::string wrong_;
};

}  // namespace trichion
