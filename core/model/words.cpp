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
    static const std::vector<FreeArea::Kind> kAll{FreeArea::Kind::Added, FreeArea::Kind::LeftOut, FreeArea::Kind::Scar};
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
    using enum Paper;
    static const std::vector<Paper> kAll{A4, A3, Letter, Legal, Tabloid, Custom, Roll};
    return kAll;
}

template <>
const std::vector<Medium>& all_values() {
    using enum Medium;
    static const std::vector<Medium> kAll{PlainPaper, ThermalTransfer, InkjetTransfer, Vinyl, Mylar, PrintedGuide};
    return kAll;
}

template <>
const std::vector<StencilPart>& all_values() {
    using enum StencilPart;
    static const std::vector<StencilPart> kAll{Frontal, Temples, Sideburns, Ears, Nape};
    return kAll;
}

template <>
const std::vector<StencilLine>& all_values() {
    static const std::vector<StencilLine> kAll{StencilLine::Strip, StencilLine::LineOnly, StencilLine::CutEdge};
    return kAll;
}

template <>
const std::vector<CutterMarks>& all_values() {
    static const std::vector<CutterMarks> kAll{CutterMarks::None, CutterMarks::SquareAndCorners, CutterMarks::Dots};
    return kAll;
}

template <>
const std::vector<DxfVersion>& all_values() {
    static const std::vector<DxfVersion> kAll{DxfVersion::R2000, DxfVersion::R12};
    return kAll;
}

template <>
const std::vector<Service>& all_values() {
    using enum Service;
    static const std::vector<Service> kAll{Shaved, Density, Scar};
    return kAll;
}

template <>
const std::vector<Zone>& all_values() {
    using enum Zone;
    static const std::vector<Zone> kAll{Frontal, Mid, Crown, Temples, Sides, Occiput};
    return kAll;
}

template <>
const std::vector<DensityStroke::Kind>& all_values() {
    using enum DensityStroke::Kind;
    static const std::vector<DensityStroke::Kind> kAll{Denser, Thinner, Erase, Restore, ToTarget, Smooth};
    return kAll;
}

template <>
const std::vector<HandDot::Kind>& all_values() {
    using enum HandDot::Kind;
    static const std::vector<HandDot::Kind> kAll{Added, Removed};
    return kAll;
}

template <>
const std::vector<HairStroke::Kind>& all_values() {
    using enum HairStroke::Kind;
    static const std::vector<HairStroke::Kind> kAll{Hair, Bald};
    return kAll;
}

template <>
const std::vector<Needle>& all_values() {
    using enum Needle;
    static const std::vector<Needle> kAll{One, Three, Six};
    return kAll;
}

template <>
const std::vector<Pigment>& all_values() {
    using enum Pigment;
    static const std::vector<Pigment> kAll{Lasting, Resorbable};
    return kAll;
}

template <>
const std::vector<HairLoss>& all_values() {
    using enum HairLoss;
    static const std::vector<HairLoss> kAll{AsDrawn, Norwood1, Norwood2, Norwood2A, Norwood3, Norwood3A, Norwood3Vertex, Norwood4, Norwood4A,
                                            Norwood5, Norwood5A, Norwood6, Norwood7, Ludwig1, Ludwig2, Ludwig3, None};
    return kAll;
}

template <>
const std::vector<Ancestry>& all_values() {
    using enum Ancestry;
    static const std::vector<Ancestry> kAll{African, Asian, Caucasian, Hispanic};
    return kAll;
}

template <>
const std::vector<Sun>& all_values() {
    using enum Sun;
    static const std::vector<Sun> kAll{Little, Usual, Much};
    return kAll;
}

template <>
const std::vector<SkinOil>& all_values() {
    using enum SkinOil;
    static const std::vector<SkinOil> kAll{Dry, Usual, Oily};
    return kAll;
}

template <>
const std::vector<Aftercare>& all_values() {
    using enum Aftercare;
    static const std::vector<Aftercare> kAll{Careful, Usual, Poor};
    return kAll;
}

}  // namespace trichion
