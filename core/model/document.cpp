// The words for the document's enumerations.
#include "core/model/document.h"

namespace trichion {
namespace {

constexpr std::array<const char*, kOutlineParts> kPartWords{"frontal", "temple_left", "sideburn_left", "ear_left",
                                                            "nape", "ear_right", "sideburn_right", "blend",
                                                            "temple_right"};
constexpr std::array kTempleWords{"n", "t", "p", "r"};
constexpr std::array kHairWords{"black", "dark_brown", "brown", "light_brown", "blond", "red", "grey"};
constexpr std::array kPaperWords{"a4", "letter"};

}  // namespace

const char* to_word(OutlinePart part) { return kPartWords[static_cast<std::size_t>(part)]; }
const char* to_word(Person person) { return person == Person::Woman ? "woman" : "man"; }
const char* to_word(Extent extent) { return extent == Extent::Nape ? "nape" : "fringe"; }
const char* to_word(HairlineAge age) { return age == HairlineAge::Young ? "young" : "mature"; }
const char* to_word(TempleClass temple) { return kTempleWords[static_cast<std::size_t>(temple)]; }
const char* to_word(FreeArea::Kind kind) { return kind == FreeArea::Kind::LeftOut ? "left_out" : "added"; }
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
