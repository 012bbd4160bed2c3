// Ways of brushes between the skin and the document.
#include "core/pipeline/stroke_mirroring.h"

#include "core/pipeline/stroke_reach.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace trichion {
namespace {

constexpr float kLongestStepMm = 2.0f;
constexpr float kFarthestApartMm = 80.0f;  // about a head's radius: the skin nearest to a longer straight way is no way

tl::unexpected<Error> off_skin(const glm::vec3& p) {
    char text[160];
    std::snprintf(text, sizeof text, "The place %g, %g, %g is more than %g mm off the skin; give one on the head.",
                  static_cast<double>(p.x), static_cast<double>(p.y), static_cast<double>(p.z),
                  static_cast<double>(kFarthestOffSkinMm));
    return fail(ErrorCode::InvalidInput, text);
}

tl::unexpected<Error> too_far_apart(float apart_mm) {
    char text[160];
    std::snprintf(text, sizeof text, "Two places of the stroke are %.0f mm apart, but may be %g; give one between them.",
                  static_cast<double>(apart_mm), static_cast<double>(kFarthestApartMm));
    return fail(ErrorCode::InvalidInput, text);
}

}  // namespace

glm::vec3 place_of(const Head& head, const SurfacePoint& at) {
    return head.from_source.inverse(head.measuring.position(at));
}

Result<std::vector<glm::vec3>> stroke_path(const Head& head, std::span<const glm::vec3> through) {
    std::vector<glm::vec3> path;
    for (std::size_t i = 0; i < through.size(); ++i) {
        const auto at = head.measuring.closest(through[i], kFarthestOffSkinMm);
        if (!at) return off_skin(through[i]);
        const float apart_mm = i > 0 ? glm::distance(through[i - 1], through[i]) : 0.0f;
        if (apart_mm > kFarthestApartMm) return too_far_apart(apart_mm);
        const int steps = std::max(1, static_cast<int>(std::ceil(apart_mm / kLongestStepMm)));
        for (int k = 1; k < steps; ++k) {
            const float share = static_cast<float>(k) / static_cast<float>(steps);
            path.push_back(place_of(head, *head.measuring.closest(glm::mix(through[i - 1], through[i], share))));
        }
        path.push_back(place_of(head, *at));
    }
    return path;
}

std::vector<glm::vec3> mirrored_path(const Head& head, const Symmetry& symmetry, std::span<const glm::vec3> path,
                                     float asymmetry) {
    std::vector<glm::vec3> mirrored;
    mirrored.reserve(path.size());
    for (const glm::vec3& place : path) {
        const auto at = place_on_skin(head, place);
        mirrored.push_back(at ? place_of(head, symmetry.counterpart(*at, asymmetry)) : place);
    }
    return mirrored;
}

}  // namespace trichion
