// The words for the document's enumerations.
#include "core/model/document.h"

namespace trichion {
namespace {

constexpr std::array kHairWords{"black", "dark_brown", "brown", "light_brown", "blond", "red", "grey"};
constexpr std::array kPaperWords{"a4", "letter"};

}  // namespace

const char* to_word(OutlinePart part) {
    switch (part) {
        case OutlinePart::Frontal: return "frontal";
        case OutlinePart::TempleLeft: return "temple_left";
        case OutlinePart::Blend: return "blend";
        case OutlinePart::TempleRight: return "temple_right";
    }
    return "frontal";
}

const char* to_word(HairColour colour) { return kHairWords[static_cast<std::size_t>(colour)]; }
const char* to_word(Paper paper) { return kPaperWords[static_cast<std::size_t>(paper)]; }

std::optional<HairColour> hair_colour_from(const std::string& word) {
    for (std::size_t i = 0; i < kHairWords.size(); ++i)
        if (word == kHairWords[i]) return static_cast<HairColour>(i);
    return std::nullopt;
}

std::optional<Paper> paper_from(const std::string& word) {
    for (std::size_t i = 0; i < kPaperWords.size(); ++i)
        if (word == kPaperWords[i]) return static_cast<Paper>(i);
    return std::nullopt;
}

}  // namespace trichion
