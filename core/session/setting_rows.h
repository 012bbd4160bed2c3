// Rows of the table of keys: how each reads its value out of a document and sets it.
#pragma once

#include "core/model/words.h"
#include "core/session/setting_text.h"
#include "core/session/settings.h"

#include <algorithm>
#include <fmt/format.h>
#include <functional>
#include <string>
#include <vector>

namespace trichion {

inline constexpr const char* kNone = "none";

struct SettingRow {
    Setting setting;
    std::function<Result<Document>(const Document&, const Head&, const std::string&)> set;
    std::function<std::string(const Document&)> get;
    /// In place of `get` where only the head tells the value.
    std::function<Result<std::string>(const Document&, const Head&)> measure = {};
};

/// The document with one part changed by `take`; the very same document when that changes nothing.
template <class Part, class Take>
Result<Document> with_part(const Document& document, Shared<Part> Document::*part, Take&& take) {
    Part changed = *(document.*part);
    if (const Result<void> taken = take(changed); !taken) return tl::unexpected(taken.error());
    if (changed == *(document.*part)) return document;
    Document next = document;
    next.*part = std::move(changed);
    return next;
}

/// A row about one part. @param take  reads a text into the part. @param show  tells it again.
template <class Part>
SettingRow part_row(const Setting& setting, Shared<Part> Document::*part,
                    const std::function<Result<void>(Part&, const std::string&)>& take,
                    const std::function<std::string(const Part&)>& show) {
    return {setting,
            [=](const Document& document, const Head&, const std::string& text) {
                return with_part(document, part, [&](Part& changed) { return take(changed, text); });
            },
            [=](const Document& document) { return show(*(document.*part)); }};
}

/// A number that `field_of` finds in its part.
template <class Part>
SettingRow number_row(const std::string& key, const std::string& unit, const Range& range, const std::string& meaning,
                      Shared<Part> Document::*part, const std::function<float&(Part&)>& field_of) {
    return part_row<Part>(
        {key, unit, to_text(range), meaning}, part,
        [=](Part& changed, const std::string& text) -> Result<void> {
            const Result<float> value = float_in(key, text, range, unit);
            if (!value) return tl::unexpected(value.error());
            field_of(changed) = *value;
            return {};
        },
        [=](Part shown) { return to_text(field_of(shown)); });
}

template <class Part>
SettingRow number_row(const std::string& key, const std::string& unit, const Range& range, const std::string& meaning,
                      Shared<Part> Document::*part, float Part::*field) {
    return number_row<Part>(key, unit, range, meaning, part, [field](Part& p) -> float& { return p.*field; });
}

/// A whole number.
template <class Part>
SettingRow count_row(const std::string& key, const Range& range, const std::string& meaning, Shared<Part> Document::*part,
                     const std::function<int&(Part&)>& field_of) {
    return part_row<Part>(
        {key, "", to_text(range), meaning}, part,
        [=](Part& changed, const std::string& text) -> Result<void> {
            const Result<int> value = int_in(key, text, range);
            if (!value) return tl::unexpected(value.error());
            field_of(changed) = *value;
            return {};
        },
        [=](Part shown) { return std::to_string(field_of(shown)); });
}

template <class Part>
SettingRow count_row(const std::string& key, const Range& range, const std::string& meaning, Shared<Part> Document::*part,
                     int Part::*field) {
    return count_row<Part>(key, range, meaning, part, [field](Part& p) -> int& { return p.*field; });
}

/// One of the words of `Choice`.
template <class Choice, class Part>
SettingRow word_row(const std::string& key, const std::string& meaning, Shared<Part> Document::*part,
                    const std::function<Choice&(Part&)>& field_of) {
    return part_row<Part>(
        {key, "", fmt::format("{}", fmt::join(words_of<Choice>(), ", ")), meaning}, part,
        [=](Part& changed, const std::string& text) -> Result<void> {
            const Result<std::size_t> index = word_in(key, text, words_of<Choice>());
            if (!index) return tl::unexpected(index.error());
            field_of(changed) = all_values<Choice>()[*index];
            return {};
        },
        [=](Part shown) { return std::string(to_word(field_of(shown))); });
}

template <class Choice, class Part>
SettingRow word_row(const std::string& key, const std::string& meaning, Shared<Part> Document::*part, Choice Part::*field) {
    return word_row<Choice, Part>(key, meaning, part, [field](Part& p) -> Choice& { return p.*field; });
}

/// "true" or "false".
template <class Part>
SettingRow flag_row(const std::string& key, const std::string& meaning, Shared<Part> Document::*part,
                    const std::function<bool&(Part&)>& field_of) {
    return part_row<Part>(
        {key, "", "true, false", meaning}, part,
        [=](Part& changed, const std::string& text) -> Result<void> {
            const Result<std::size_t> index = word_in(key, text, {"true", "false"});
            if (!index) return tl::unexpected(index.error());
            field_of(changed) = *index == 0;
            return {};
        },
        [=](Part shown) { return std::string(field_of(shown) ? "true" : "false"); });
}

template <class Part>
SettingRow flag_row(const std::string& key, const std::string& meaning, Shared<Part> Document::*part, bool Part::*field) {
    return flag_row<Part>(key, meaning, part, [field](Part& p) -> bool& { return p.*field; });
}

/// The texts between the separators of a list; none for "none".
std::vector<std::string> texts_of(const std::string& list, char separator);

std::vector<SettingRow> dot_rows();     // dots, native hair
std::vector<SettingRow> plan_rows();    // sessions, touch-ups, removals, pace
std::vector<SettingRow> fade_rows();    // how this client's work fades
std::vector<SettingRow> stencil_rows(); // how the stencil leaves

/// Keys of one free area: area.NAME.FIELD. Its name may hold points.
bool is_area_key(const std::string& key);
std::vector<Setting> area_settings();
/// @error NotFound  no such area or field. InvalidInput  names the value and its range.
Result<Document> with_area_text(const Document& document, const std::string& key, const std::string& text);
Result<std::string> area_text(const Document& document, const std::string& key);

}  // namespace trichion
