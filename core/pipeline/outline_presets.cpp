// What panels and keys ask of presets.
#include "core/pipeline/outline_presets.h"

#include "core/pipeline/preset_shapes.h"

namespace trichion {

const std::vector<OutlinePreset>& outline_presets() {
    static const std::vector<OutlinePreset> kPresets = [] {
        std::vector<OutlinePreset> presets;
        for (const PresetShape& shape : preset_shapes()) presets.push_back(shape.preset);
        return presets;
    }();
    return kPresets;
}

float usual_height_mm(Person person, HairlineAge age) {
    if (person == Person::Woman) return 60.0f;
    return age == HairlineAge::Young ? 70.0f : 80.0f;
}

}  // namespace trichion
