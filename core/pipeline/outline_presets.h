// Hairlines to start from, fitted to a face by its landmarks.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/outline_stage.h"

#include <string>
#include <vector>

namespace trichion {

struct OutlinePreset {
    std::string name;   // as in files and keys
    std::string label;  // as in the interface
    Person person = Person::Man;  // whom it is drawn for
};
/// The presets, the default first.
const std::vector<OutlinePreset>& outline_presets();

/// Fits a preset to a face by its landmarks. Age, temple class, extent, mirror, asymmetry and blend are those of
/// `settings`; its free areas stay.
/// @error NotFound    no such preset; names those there are.
/// @error Degenerate  the head's landmarks cannot carry a hairline.
Result<Outline> fit_outline(const Head& head, const Outline& settings, const std::string& preset, float height_mm);

/// The height that a preset starts with: by person and age [FACTS 3.2]. A mature line on a head of the client's own sex
/// starts at that head's height instead (BuiltInHead::hairline_height_mm, a man's 74 mm: FACTS' default for men of no
/// stated age), so that choosing what a fresh design already has moves nothing.
float usual_height_mm(Person person, HairlineAge age);

}  // namespace trichion
