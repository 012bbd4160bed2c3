// Tables of skin and hair.
#include "app/picture/colours.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

constexpr std::array<glm::vec3, 10> kSkinLab = {{{84.0f, 7.0f, 11.0f},
                                                 {81.5f, 8.0f, 13.0f},
                                                 {78.5f, 9.0f, 15.5f},
                                                 {74.0f, 11.0f, 18.0f},
                                                 {66.0f, 13.0f, 22.5f},
                                                 {54.5f, 14.5f, 25.0f},
                                                 {44.0f, 14.5f, 22.0f},
                                                 {34.5f, 13.5f, 17.5f},
                                                 {26.0f, 10.0f, 12.0f},
                                                 {19.5f, 7.0f, 8.0f}}};

// CIE Lab (D65) to linear sRGB.
glm::vec3 linear_from_lab(const glm::vec3& lab) {
    const float fy = (lab.x + 16.0f) / 116.0f;
    const auto undo = [](float t) {
        return t > 6.0f / 29.0f ? t * t * t : 3.0f * 36.0f / 841.0f * (t - 4.0f / 29.0f);
    };
    const glm::vec3 xyz(0.95047f * undo(fy + lab.y / 500.0f), undo(fy), 1.08883f * undo(fy - lab.z / 200.0f));
    const glm::mat3 to_rgb(3.2404542f, -0.9692660f, 0.0556434f, -1.5371385f, 1.8760108f, -0.2040259f, -0.4985314f,
                           0.0415560f, 1.0572252f);
    return glm::clamp(to_rgb * xyz, glm::vec3(0.0f), glm::vec3(1.0f));
}

}  // namespace

glm::vec3 skin_tone_linear(int monk) {
    return linear_from_lab(kSkinLab[static_cast<std::size_t>(std::clamp(monk, 1, 10) - 1)]);
}

glm::vec3 hair_linear(HairColour colour) {
    switch (colour) {
        case HairColour::Black:
            return {0.011f, 0.009f, 0.008f};
        case HairColour::DarkBrown:
            return {0.026f, 0.015f, 0.010f};
        case HairColour::Brown:
            return {0.058f, 0.033f, 0.020f};
        case HairColour::LightBrown:
            return {0.120f, 0.075f, 0.044f};
        case HairColour::Blond:
            return {0.330f, 0.235f, 0.130f};
        case HairColour::Red:
            return {0.190f, 0.070f, 0.028f};
        case HairColour::Grey:
            return {0.270f, 0.265f, 0.260f};
    }
    return {0.026f, 0.015f, 0.010f};
}

glm::vec3 linear_from_srgb(const glm::vec3& srgb) {
    const auto one = [](float c) { return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f); };
    return {one(srgb.x), one(srgb.y), one(srgb.z)};
}

glm::vec3 srgb_from_linear(const glm::vec3& linear) {
    const auto one = [](float c) { return c <= 0.0031308f ? 12.92f * c : 1.055f * std::pow(c, 1.0f / 2.4f) - 0.055f; };
    return {one(linear.x), one(linear.y), one(linear.z)};
}

}  // namespace trichion
