// Landmarks from the proportions of a mean head laid over the cranium.
#include "core/pipeline/landmark_guess.h"

#include <algorithm>

namespace trichion {
namespace {

struct Proportion {
    const char* name;
    glm::vec3 mean_mm;
};

// Means of the eight built-in heads, origin midway between the tragions; see models/README.md.
constexpr float kMeanLengthMm = 193.7f, kMeanBreadthMm = 151.8f, kMeanVertexMm = 126.1f, kMeanMiddleZMm = -7.8f;
const Proportion kMeanHead[] = {
    {"glabella", {0.0f, 31.0f, 89.1f}},
    {"nasion", {0.0f, 16.8f, 87.8f}},
    {"pronasale", {0.0f, -15.9f, 106.6f}},
    {"subnasale", {0.0f, -27.7f, 95.9f}},
    {"pogonion", {0.0f, -59.5f, 92.8f}},
    {"menton", {0.0f, -88.6f, 75.6f}},
    {"trichion", {0.0f, 87.3f, 74.4f}},
    {"vertex", {0.0f, 126.1f, -6.3f}},
    {"opisthocranion", {0.0f, 48.8f, -104.6f}},
    {"inion", {0.0f, -0.8f, -97.6f}},
    {"tragion_", {72.3f, 0.0f, 0.0f}},
    {"pupil_", {29.8f, 20.0f, 78.7f}},
    {"exocanthion_", {43.0f, 19.3f, 68.1f}},
    {"endocanthion_", {19.5f, 17.9f, 73.4f}},
    {"temple_", {64.9f, 33.1f, 30.1f}},
    {"frontotemporale_", {44.8f, 45.1f, 76.3f}},
    {"ear_attachment_superior_", {72.8f, 25.7f, -5.7f}},
    {"ear_attachment_posterior_", {73.4f, 6.2f, -26.7f}},
    {"otobasion_inferius_", {69.1f, -26.1f, -4.2f}},
};

// The box of what lies 45 to 75 mm below the top: the cranium at its widest, above ears and nose.
Box widest_part(const Surface& surface) {
    const float top = surface.box().max.y;
    Box box;
    for (const glm::vec3& p : surface.mesh().positions)
        if (p.y < top - 45.0f && p.y > top - 75.0f) box.grow(p);
    return box.min.x > box.max.x ? surface.box() : box;
}

}  // namespace

Landmarks guess_landmarks(const Surface& measuring) {
    Landmarks guesses;
    if (measuring.triangle_count() == 0) return guesses;
    const Box cranium = widest_part(measuring);
    const glm::vec3 middle(cranium.centre().x, measuring.box().max.y - kMeanVertexMm * cranium.size().z / kMeanLengthMm,
                           cranium.centre().z);
    const glm::vec3 scale(cranium.size().x / kMeanBreadthMm, cranium.size().z / kMeanLengthMm,
                          cranium.size().z / kMeanLengthMm);
    const auto place = [&](const std::string& name, const glm::vec3& mean_mm) {
        const glm::vec3 p = middle + scale * (mean_mm - glm::vec3(0.0f, 0.0f, kMeanMiddleZMm));
        guesses[name] = {measuring.position(measuring.closest(p).value_or(SurfacePoint{})), true};
    };
    for (const Proportion& p : kMeanHead) {
        const std::string name = p.name;
        if (name.back() != '_') {
            place(name, p.mean_mm);
            continue;
        }
        place(name + "l", p.mean_mm);
        place(name + "r", {-p.mean_mm.x, p.mean_mm.y, p.mean_mm.z});
    }
    return guesses;
}

Landmarks reguess_landmarks(const Surface& measuring, const Landmarks& fixed) {
    Landmarks guesses = guess_landmarks(measuring);
    for (const auto& [name, landmark] : fixed) guesses[name] = landmark;
    return guesses;
}

}  // namespace trichion
