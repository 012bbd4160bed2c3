// The colours of people: skin by Monk tone, hair by name. Linear light.
#pragma once

#include "core/model/document.h"

#include <glm/glm.hpp>

namespace trichion {

/// Albedo of bare scalp skin for a Monk Skin Tone.
/// @param monk  1 to 10; clamped.
/// @source The order and spacing of the scale follow E. Monk's ten swatches; the values are ours. The swatches are
///         annotation targets, lighter and greyer than skin (docs/SOURCES.md), so 1 to 5 carry added blood and all
///         are moved towards measured skin (a* 6 to 14, b* 8 to 24).
glm::vec3 skin_tone_linear(int monk);

/// Reflectance of hair as a mass.
glm::vec3 hair_linear(HairColour colour);

glm::vec3 linear_from_srgb(const glm::vec3& srgb);
glm::vec3 srgb_from_linear(const glm::vec3& linear);

}  // namespace trichion
