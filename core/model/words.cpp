// Lists of the document's enumerations.
#include "core/model/words.h"

namespace trichion {

template <>
const std::vector<OutlinePart>& all_values() {
    using enum OutlinePart;
    static const std::vector<OutlinePart> kAll{Frontal,  TempleLeft,    SideburnLeft, EarLeft,    Nape,
                                               EarRight, SideburnRight, Blend,        TempleRight};
    return kAll;
}

template <>
const std::vector<Person>& all_values() {
    static const std::vector<Person> kAll{Person::Man, Person::Woman};
    return kAll;
}

template <>
const std::vector<Extent>& all_values() {
    static const std::vector<Extent> kAll{Extent::Fringe, Extent::Nape};
    return kAll;
}

template <>
const std::vector<HairlineAge>& all_values() {
    static const std::vector<HairlineAge> kAll{HairlineAge::Young, HairlineAge::Mature};
    return kAll;
}

template <>
const std::vector<TempleClass>& all_values() {
    static const std::vector<TempleClass> kAll{TempleClass::N, TempleClass::T, TempleClass::P, TempleClass::R};
    return kAll;
}

template <>
const std::vector<FreeArea::Kind>& all_values() {
    static const std::vector<FreeArea::Kind> kAll{FreeArea::Kind::Added, FreeArea::Kind::LeftOut};
    return kAll;
}

template <>
const std::vector<HairColour>& all_values() {
    using enum HairColour;
    static const std::vector<HairColour> kAll{Black, DarkBrown, Brown, LightBrown, Blond, Red, Grey};
    return kAll;
}

template <>
const std::vector<Paper>& all_values() {
    static const std::vector<Paper> kAll{Paper::A4, Paper::Letter};
    return kAll;
}

}  // namespace trichion
