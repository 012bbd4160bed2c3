// The table of presets.
#include "core/pipeline/preset_shapes.h"

#include <algorithm>
#include <iterator>

namespace trichion {
namespace {

std::vector<PresetShape> men() {
    return {
        {{"natural", "Natural", Person::Man},
         {{{0.0f, 0.0f}, {0.36f, 0.6f}, {0.70f, 3.4f}, {1.0f, 9.0f}}, 6.0f},
         {{{0.0f, 0.0f}, {0.36f, 1.0f}, {0.70f, 5.5f}, {1.0f, 14.5f}}, 5.0f}},
        {{"rounded", "Rounded", Person::Man},
         {{{0.0f, 0.0f}, {0.42f, 0.6f}, {0.76f, 2.6f}, {0.93f, 5.5f}, {1.0f, 10.0f}}, 10.0f},
         {{{0.0f, 0.0f}, {0.42f, 0.9f}, {0.76f, 4.0f}, {0.93f, 8.5f}, {1.0f, 15.0f}}, 10.0f},
         -3.0f},
        {{"mature_m", "Mature M", Person::Man},
         {{{0.0f, 0.0f}, {0.32f, 0.3f}, {0.60f, 2.5f}, {0.83f, 13.0f}, {1.0f, 16.0f}}, 3.0f},
         {{{0.0f, 0.0f}, {0.32f, 0.4f}, {0.60f, 3.6f}, {0.82f, 20.0f}, {1.0f, 24.0f}}, 2.0f}},
        {{"straight", "Straight", Person::Man},
         {{{0.0f, 0.0f}, {0.36f, 0.1f}, {0.72f, 0.4f}, {1.0f, 1.2f, 0.0f, true}}, 4.0f},
         {{{0.0f, 0.0f}, {0.36f, 0.2f}, {0.72f, 0.8f}, {1.0f, 2.2f, 0.0f, true}}, 4.0f}},
        {{"edge_up", "Edge-up", Person::Man},
         {{{0.0f, 0.0f}, {0.45f, 0.0f}, {1.0f, 0.0f}}, 3.0f, 4.0f},
         {{{0.0f, 0.0f}, {0.45f, 0.4f}, {1.0f, 2.5f}}, 2.0f, 4.0f},
         -3.0f,
         true},
        {{"widows_peak", "Widow's peak", Person::Man},
         {{{0.0f, 0.0f}, {0.0f, 6.0f, 5.0f}, {0.0f, 13.5f, 13.5f}, {0.62f, 15.5f}, {1.0f, 21.0f}}, 5.0f},
         {{{0.0f, 0.0f}, {0.0f, 4.5f, 4.8f}, {0.0f, 10.5f, 12.0f}, {0.62f, 13.0f}, {1.0f, 23.0f}}, 3.0f}},
        {{"heart", "Heart", Person::Man},
         {{{0.0f, 0.0f}, {0.20f, 4.5f}, {0.46f, 11.5f}, {0.76f, 14.0f}, {1.0f, 12.0f}}, 8.0f},
         {{{0.0f, 0.0f}, {0.20f, 4.5f}, {0.46f, 12.5f}, {0.76f, 18.0f}, {1.0f, 20.0f}}, 6.0f}},
        {{"bell", "Bell", Person::Man},
         {{{0.0f, 0.0f}, {0.38f, -1.5f}, {0.70f, -9.0f}, {1.0f, -18.0f}}, 9.0f},
         {{{0.0f, 0.0f}, {0.38f, -1.0f}, {0.70f, -6.0f}, {1.0f, -12.0f}}, 9.0f}},
        {{"receded", "Receded", Person::Man},
         {{{0.0f, 0.0f}, {0.30f, 1.0f}, {0.58f, 9.0f}, {0.82f, 21.0f}, {1.0f, 26.0f}}, 2.0f},
         {{{0.0f, 0.0f}, {0.30f, 1.0f}, {0.58f, 12.0f}, {0.82f, 28.0f}, {1.0f, 35.0f}}, 2.0f}},
    };
}

std::vector<PresetShape> women() {
    return {
        {{"rounded_low", "Rounded low", Person::Woman},
         {{{0.0f, 0.0f}, {0.36f, -1.2f}, {0.70f, -5.5f}, {1.0f, -15.0f}}, 11.0f},
         {{{0.0f, 0.0f}, {0.36f, -0.8f}, {0.70f, -3.5f}, {1.0f, -10.0f}}, 11.0f}},
        {{"heart_low", "Heart low", Person::Woman},
         {{{0.0f, 0.0f}, {0.0f, 4.0f, 4.2f}, {0.0f, 9.0f, 10.5f}, {0.66f, 9.5f}, {1.0f, 1.0f}}, 11.0f},
         {{{0.0f, 0.0f}, {0.0f, 4.0f, 4.2f}, {0.0f, 9.0f, 10.5f}, {0.66f, 11.5f}, {1.0f, 7.0f}}, 10.0f}},
    };
}

}  // namespace

std::span<const PresetShape> preset_shapes() {
    static const std::vector<PresetShape> kShapes = [] {
        std::vector<PresetShape> shapes = men();
        std::ranges::move(women(), std::back_inserter(shapes));
        return shapes;
    }();
    return kShapes;
}

const PresetShape* find_shape(const std::string& preset) {
    const auto found = std::ranges::find(preset_shapes(), preset, [](const PresetShape& s) { return s.preset.name; });
    return found == preset_shapes().end() ? nullptr : &*found;
}

TempleShape temple_shape(TempleClass temple) {
    switch (temple) {
    case TempleClass::N: return {0.0f, 6.5f, 0.50f};
    case TempleClass::T: return {7.0f, 7.0f, 0.55f};
    case TempleClass::P: return {11.0f, 1.0f, 0.50f};
    case TempleClass::R: return {18.0f, 8.0f, 0.70f};
    }
    return {};
}

std::vector<glm::vec2> half_drawing(const PresetShape& shape, HairlineAge age) {
    constexpr float kCanthus_mm = 44.0f;                // mean of the built-in heads
    constexpr glm::vec2 kTemporalPoint(58.0f, -38.0f);  // beside the canthus vertical, below the mid-frontal point
    const FrontalLine& line = shape.line(age);
    const float corner_mm = kCanthus_mm + line.corner_outside_mm;
    std::vector<glm::vec2> drawing;
    for (const FrontalPlace& place : line.places) {
        drawing.emplace_back(place.outward * corner_mm + place.outward_mm, place.rise_mm);
        if (place.is_corner) drawing.push_back(drawing.back());
    }
    if (line.corner_radius_mm > 0.0f) drawing.push_back(drawing.back());
    const glm::vec2 corner = drawing.back();
    for (const float way : {0.22f, 0.55f, 1.0f}) {
        const float bow_mm = 10.0f * way * (1.0f - way);  // outwards: the side of a head is round
        drawing.push_back(glm::mix(corner, kTemporalPoint, way) + glm::vec2(bow_mm, 0.0f));
    }
    return drawing;
}

}  // namespace trichion
