// Contrast of healed dots out of a photo: two patches of it, one of bare and one of pigmented skin.
#pragma once

#include "core/base/image.h"
#include "core/model/document.h"

#include <glm/glm.hpp>
#include <string>
#include <vector>

namespace trichion {

/// A part of a photo, in its pixels, y down: a rectangle, or the ellipse inside it.
struct PhotoPatch {
    glm::vec2 from{0.0f};
    glm::vec2 to{0.0f};      // right of and below `from`
    bool is_round = false;

    bool is_empty() const { return to.x <= from.x || to.y <= from.y; }
    glm::vec2 middle() const { return 0.5f * (from + to); }

    friend bool operator==(const PhotoPatch&, const PhotoPatch&) = default;
};

/// What a patch sends back. Light is linear (sRGB decoded), green: the channel in which contrasts are told
/// (HealedResult, FadeFit).
struct PatchLight {
    std::size_t pixels = 0;
    glm::vec3 colour{0.0f};      // mean linear RGB
    float light = 0.0f;          // its green, 0 to 1
    float error = 0.0f;          // standard error of `light`, from the means of up to 64 cells of the patch
    glm::vec2 slope{0.0f};       // change of the light for each pixel right and down
    glm::vec2 slope_error{0.0f};
    float clipped = 0.0f;        // share of pixels that are burnt out or black in a channel
    float dark = 0.0f;           // share of pixels under 0.7 of the patch's median: hair, scabs, shadow
};

/// Both patches, and what they say of the dots.
struct PhotoContrast {
    PatchLight bare, worked;
    float darkening = 0.0f;        // 1 - worked / bare: of the patch as a whole
    float darkening_error = 0.0f;
    float contrast = 0.0f;         // of the dots: HealedResult::contrast
    float contrast_error = 0.0f;   // standard error
    std::string problem;           // why there is no contrast, and what to do; empty: there is one
    std::vector<std::string> remarks;  // what may spoil it, worst first
};

/// Reads both patches. The dots' contrast is the patch's darkening over the share of it that dots cover: blur takes from
/// a dot's middle what it adds round it, and leaves the mean.
/// @param covered  0 to 1 (covered_by_dots); 1 when the patch lies inside one dot.
/// @cost about 5 ns for each pixel of both patches.
PhotoContrast photo_contrast(const Image& photo, const PhotoPatch& bare, const PhotoPatch& worked, float covered);

/// Share of the skin under dots of this density at a moment: healed diameter, grown by spread as the model says.
/// @param days  since the last session.
float covered_by_dots(const Document& document, float dots_per_cm2, float diameter_mm, float days);

}  // namespace trichion
