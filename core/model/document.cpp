// The words for the document's enumerations.
#include "core/model/document.h"

namespace trichion {
namespace {

constexpr std::array<const char*, kOutlineParts> kPartWords{"frontal", "temple_left", "sideburn_left", "ear_left",
                                                            "nape", "ear_right", "sideburn_right", "blend",
                                                            "temple_right"};
constexpr std::array kTempleWords{"n", "t", "p", "r"};
constexpr std::array kHairWords{"black", "dark_brown", "brown", "light_brown", "blond", "red", "grey"};
constexpr std::array kPaperWords{"a4", "a3", "letter", "legal", "tabloid", "custom", "roll"};
constexpr std::array kMediumWords{"plain_paper", "thermal_transfer", "inkjet_transfer", "vinyl", "mylar", "printed_guide"};
constexpr std::array<const char*, kStencilParts> kStencilPartWords{"frontal", "temples", "sideburns", "ears", "nape"};
constexpr std::array kStencilLineWords{"strip", "line_only", "cut_edge"};
constexpr std::array kCutterMarksWords{"none", "square_and_corners", "dots"};
constexpr std::array kDxfWords{"r2000", "r12"};
constexpr std::array kAreaWords{"added", "left_out", "scar"};
constexpr std::array kServiceWords{"shaved", "density", "scar"};
constexpr std::array<const char*, kZones> kZoneWords{"frontal", "mid", "crown", "temples", "sides", "occiput"};
constexpr std::array kStrokeWords{"denser", "thinner", "erase", "restore", "to_target", "smooth"};
constexpr std::array kNeedleWords{"1rl", "3rl", "6rl"};
constexpr std::array kLossWords{"as_drawn",   "norwood_1", "norwood_2",        "norwood_2a", "norwood_3",  "norwood_3a",
                                "norwood_3v", "norwood_4", "norwood_4a",       "norwood_5",  "norwood_5a", "norwood_6",
                                "norwood_7",  "ludwig_1",  "ludwig_2",         "ludwig_3",   "none"};
constexpr std::array kAncestryWords{"african", "asian", "caucasian", "hispanic"};
constexpr std::array kSunWords{"little", "usual", "much"};
constexpr std::array kOilWords{"dry", "usual", "oily"};
constexpr std::array kAftercareWords{"careful", "usual", "poor"};
constexpr std::array<const char*, kFadeFigures> kFadeFigureWords{
    "healed_share", "fresh_diameter", "fade_soft", "fade_expected", "fade_strong", "resorbable", "sun_little",
    "sun_much", "oil_dry", "oil_oily", "care_good", "care_poor", "spread_soft", "spread_expected",
    "spread_strong", "touch_up_at", "reach_red", "reach_green", "reach_blue", "laser_left"};

template <std::size_t N, class Choice>
const char* word_in(const std::array<const char*, N>& words, Choice choice) {
    return words[static_cast<std::size_t>(choice)];
}

}  // namespace

const char* to_word(OutlinePart part) { return kPartWords[static_cast<std::size_t>(part)]; }
const char* to_word(Person person) { return person == Person::Woman ? "woman" : "man"; }
const char* to_word(Extent extent) { return extent == Extent::Nape ? "nape" : "fringe"; }
const char* to_word(HairlineAge age) { return age == HairlineAge::Young ? "young" : "mature"; }
const char* to_word(TempleClass temple) { return kTempleWords[static_cast<std::size_t>(temple)]; }
const char* to_word(FreeArea::Kind kind) { return word_in(kAreaWords, kind); }
const char* to_word(HairColour colour) { return kHairWords[static_cast<std::size_t>(colour)]; }
const char* to_word(Service service) { return word_in(kServiceWords, service); }
const char* to_word(Zone zone) { return word_in(kZoneWords, zone); }
const char* to_word(DensityStroke::Kind kind) { return word_in(kStrokeWords, kind); }
const char* to_word(HandDot::Kind kind) { return kind == HandDot::Kind::Removed ? "removed" : "added"; }
const char* to_word(HairStroke::Kind kind) { return kind == HairStroke::Kind::Bald ? "bald" : "hair"; }
const char* to_word(Needle needle) { return word_in(kNeedleWords, needle); }
const char* to_word(Pigment pigment) { return pigment == Pigment::Resorbable ? "resorbable" : "lasting"; }
const char* to_word(HairLoss loss) { return word_in(kLossWords, loss); }
const char* to_word(Ancestry ancestry) { return word_in(kAncestryWords, ancestry); }
const char* to_word(Sun sun) { return word_in(kSunWords, sun); }
const char* to_word(SkinOil oil) { return word_in(kOilWords, oil); }
const char* to_word(Aftercare aftercare) { return word_in(kAftercareWords, aftercare); }
const char* to_word(FadeFigureKind figure) { return word_in(kFadeFigureWords, figure); }
const char* to_word(Paper paper) { return word_in(kPaperWords, paper); }
const char* to_word(Medium medium) { return word_in(kMediumWords, medium); }
const char* to_word(StencilPart part) { return word_in(kStencilPartWords, part); }
const char* to_word(StencilLine line) { return word_in(kStencilLineWords, line); }
const char* to_word(CutterMarks marks) { return word_in(kCutterMarksWords, marks); }
const char* to_word(DxfVersion version) { return word_in(kDxfWords, version); }

std::optional<HairColour> hair_colour_from(const std::string& word) {
    for (std::size_t i = 0; i < kHairWords.size(); ++i)
        if (word == kHairWords[i]) return static_cast<HairColour>(i);
    return std::nullopt;
}

}  // namespace trichion
