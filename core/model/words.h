// The document's enumerations by the words that stand for them in files and keys.
#pragma once

#include "core/model/document.h"

#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// Every value of an enumeration that has `to_word`, in its order.
template <class Choice>
const std::vector<Choice>& all_values();
template <> const std::vector<OutlinePart>& all_values();
template <> const std::vector<Person>& all_values();
template <> const std::vector<Extent>& all_values();
template <> const std::vector<HairlineAge>& all_values();
template <> const std::vector<TempleClass>& all_values();
template <> const std::vector<FreeArea::Kind>& all_values();
template <> const std::vector<HairColour>& all_values();
template <> const std::vector<Paper>& all_values();
template <> const std::vector<Medium>& all_values();
template <> const std::vector<StencilPart>& all_values();
template <> const std::vector<StencilLine>& all_values();
template <> const std::vector<CutterMarks>& all_values();
template <> const std::vector<DxfVersion>& all_values();
template <> const std::vector<Service>& all_values();
template <> const std::vector<Zone>& all_values();
template <> const std::vector<DensityStroke::Kind>& all_values();
template <> const std::vector<HandDot::Kind>& all_values();
template <> const std::vector<HairStroke::Kind>& all_values();
template <> const std::vector<Needle>& all_values();
template <> const std::vector<Pigment>& all_values();
template <> const std::vector<HairLoss>& all_values();
template <> const std::vector<Ancestry>& all_values();
template <> const std::vector<Sun>& all_values();
template <> const std::vector<SkinOil>& all_values();
template <> const std::vector<Aftercare>& all_values();

/// The value whose word this is; nothing when it is nobody's.
template <class Choice>
std::optional<Choice> from_word(const std::string& word) {
    for (const Choice value : all_values<Choice>())
        if (word == to_word(value)) return value;
    return std::nullopt;
}

/// The words of all values, in their order.
template <class Choice>
std::vector<std::string> words_of() {
    std::vector<std::string> words;
    for (const Choice value : all_values<Choice>()) words.emplace_back(to_word(value));
    return words;
}

}  // namespace trichion
