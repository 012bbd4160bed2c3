// The figures of each hairline preset, before any face: how far the line rises on its way from the midline outwards.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/outline_presets.h"

#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

namespace trichion {

/// A point of one half of the hairline.
struct FrontalPlace {
    float outward = 0.0f;     // of the way from the midline to the corner, seen from the front
    float rise_mm = 0.0f;     // farther up and back along the skin than the mid-frontal point
    float outward_mm = 0.0f;  // added to the way outwards: what is measured in mm on every head, as a peak's width is
    bool is_corner = false;   // the line turns sharply here
};

/// How a preset runs at one age.
struct FrontalLine {
    std::vector<FrontalPlace> places;  // the first on the midline, the last the frontotemporal point
    float corner_outside_mm = 0.0f;    // frontotemporal point beyond the vertical through the lateral canthus
    float corner_radius_mm = 0.0f;     // of a corner cut by a barber; 0: the line turns as its points have it
};

struct PresetShape {
    OutlinePreset preset;
    FrontalLine young;
    FrontalLine mature;
    float temple_bow_mm = 0.0f;    // on top of what the temple class has: back from the straight way down the temple
    bool has_sharp_temple = false; // the temporal point is cut as a corner

    const FrontalLine& line(HairlineAge age) const { return age == HairlineAge::Young ? young : mature; }
};

/// All shapes, the default first; men's before women's.
/// @source FACTS 3.4: rounded rises 10 to 20 mm; an M is 5 to 15 mm concave between lateral anterior point and corner; a
///         box rises at most 3 mm and turns with a radius of 3 to 6 mm; a widow's peak is 10 mm high and 21 wide [S56]
///         to 15 and 27 (young men) [S57]. FACTS 3.3: parallel to the brow in the young, rising outwards in the mature
///         [S60c]; the corner stays on the canthus vertical [S50]. What lies between these figures is ours.
std::span<const PresetShape> preset_shapes();

/// The shape of this name; null when there is none.
const PresetShape* find_shape(const std::string& preset);

/// How the temple runs by its class, on the way from frontotemporal to temporal point.
struct TempleShape {
    float point_back_mm = 0.0f;  // temporal point behind where the construction has it, seen from the side
    float bow_mm = 0.0f;         // middle of the temple behind the straight way
    float bow_at = 0.5f;         // where on the way it bows most
};
/// @source The classes: FACTS 3.3 [S59]; their figures are ours.
TempleShape temple_shape(TempleClass temple);

/// The left half of a preset as seen from the front, from the midline to the temporal point, in mm about the mid-frontal
/// point: x outwards, y up; a place at which it turns sharply comes twice. For small drawings of a usual face.
std::vector<glm::vec2> half_drawing(const PresetShape& shape, HairlineAge age);

}  // namespace trichion
