// The head as a map: five views laid flat as areas and lines, the zones tinted, their dots in numbers.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"
#include "core/pipeline/work_plan.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace trichion {

/// From where the head is looked at. Left and Right are the person's.
enum class MapSide { Right, Front, Top, Back, Left };
inline constexpr std::size_t kMapSides = 5;

/// Closed lines on a view; inside is what an odd number of them goes round. mm of the head, x right, y down.
using MapRings = std::vector<std::vector<glm::dvec2>>;

struct MapNumber {
    Zone zone = Zone::Mid;
    int dots = 0;            // of the zone, or of this side's half of it; not rounded
    glm::dvec2 at_mm{0.0};   // the middle of the roomiest place of the zone in this view
    double room_mm = 0.0;    // radius of the circle round it that lies in the zone
};

/// One view of the head.
struct HeadMapView {
    MapSide side = MapSide::Front;
    MapRings silhouette;
    std::array<MapRings, 3> shades;                         // where the skin turns away, each inside the one before
    std::array<MapRings, kZones> zones;                     // worked skin by zone
    std::vector<std::vector<glm::dvec2>> folds;             // where one part of the head hides another: ears, nose
    std::vector<std::vector<glm::dvec2>> outline;           // the outline's edge as far as it is seen
    std::vector<std::vector<glm::dvec2>> areas;             // the edges of free areas
    std::vector<MapNumber> numbers;
    glm::dvec2 min_mm{0.0}, max_mm{0.0};                    // round the silhouette
};

struct MapInput {
    const Head& head;
    const CandidateCloud& cloud;
    const Outline& outline;
    const OutlineResult& curves;
    const DotSettings& settings;
    const WorkPlan& plan;
};

/// All five views, by MapSide. Every zone with dots has its number in one view, temples and sides in one on each side of
/// the head. Neck and shoulders below the chin are left out.
/// @cost about 0.3 s.
std::vector<HeadMapView> map_head(const MapInput& input);

/// "Front", "Person's left".
const char* to_words(MapSide side);

}  // namespace trichion
