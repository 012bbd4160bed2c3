// The section is a cloud of points along the midline: extremes need no order.
#include "core/pipeline/midline_profile.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

namespace trichion {
namespace {

using Places = std::map<std::string, glm::vec3>;

// Points of the section by the plane x = 0 of the frame, in the frame: on every crossed edge and between.
std::vector<glm::vec3> section_of(const Surface& surface, const Similarity& frame) {
    std::vector<glm::vec3> points;
    const Mesh& mesh = surface.mesh();
    for (const glm::uvec3& t : mesh.triangles) {
        glm::vec3 corner[3], crossing[2];
        for (int k = 0; k < 3; ++k) corner[k] = frame.inverse(mesh.positions[t[k]]);
        int found = 0;
        for (int e = 0; e < 3 && found < 2; ++e) {
            const glm::vec3 &a = corner[e], &b = corner[(e + 1) % 3];
            if ((a.x < 0.0f) == (b.x < 0.0f)) continue;
            crossing[found++] = a + (b - a) * (a.x / (a.x - b.x));
        }
        if (found < 2) continue;
        const int steps = 1 + static_cast<int>(glm::distance(crossing[0], crossing[1]));
        for (int i = 0; i < steps; ++i)
            points.push_back(glm::mix(crossing[0], crossing[1], (float(i) + 0.5f) / float(steps)));
    }
    return points;
}

// The point within `reach_mm` of `near` for which `value` is largest; nothing when that lies at the edge of the
// search, where it is no extreme of the shape.
template <class Value>
std::optional<glm::vec3> extreme(const std::vector<glm::vec3>& points, const glm::vec3& near, float reach_mm,
                                 const Value& value) {
    std::optional<glm::vec3> best;
    for (const glm::vec3& p : points)
        if (glm::distance(p, near) < reach_mm && (!best || value(p) > value(*best))) best = p;
    if (best && glm::distance(*best, near) > 0.92f * reach_mm) return std::nullopt;
    return best;
}

// The profile in the anatomical frame, with what has been read from it and guesses for the rest.
class Profile {
public:
    Profile(const Surface& surface, const Similarity& frame, const Landmarks& nearby)
        : points_(section_of(surface, frame)) {
        for (const auto& [name, landmark] : nearby) places_[name] = frame.inverse(landmark.position_mm);
    }

    /// The best known place of a name.
    std::optional<glm::vec3> at(const std::string& name) const {
        const auto found = places_.find(name);
        return found == places_.end() ? std::nullopt : std::optional(found->second);
    }

    /// Reads `name` as the extreme of `value` within `reach_mm` of its guess.
    template <class Value>
    void read(const std::string& name, float reach_mm, const Value& value) {
        const auto near = at(name);
        if (!near) return;
        if (const auto place = extreme(points_, *near, reach_mm, value)) places_[name] = read_[name] = *place;
    }

    const Places& places_read() const { return read_; }

private:
    std::vector<glm::vec3> points_;
    Places places_, read_;
};

// The root of the nose lies deepest under a chord from the nose tip to the forehead; the brow is foremost above
// it, seen from a little below, since a forehead may go on forward far above the brow.
void read_brow(Profile& profile) {
    constexpr float kForeheadAboveTipMm = 72.0f, kLookUp = 0.2f;
    const auto tip = profile.at("pronasale"), brow = profile.at("glabella");
    if (!tip || !brow) return;
    const glm::vec3 forehead(0.0f, tip->y + kForeheadAboveTipMm, brow->z);
    const glm::vec3 chord = glm::normalize(forehead - *tip);
    const glm::vec3 forward(0.0f, -chord.z, chord.y);
    profile.read("nasion", 11.0f, [&](const glm::vec3& p) { return -glm::dot(p, forward); });
    const auto root = profile.at("nasion");
    profile.read("glabella", 17.0f, [&](const glm::vec3& p) {
        const float above = p.y - root->y;
        return above > 9.0f && above < 26.0f ? p.z - kLookUp * above : -1e9f;
    });
}

// The hairline's middle is no shape: as far above the brow as the base of the nose below it [Vitruvius' thirds].
void read_trichion(Profile& profile) {
    constexpr float kLeastMm = 52.0f, kMostMm = 66.0f, kForeheadRadiusMm = 95.0f;
    const auto brow = profile.at("glabella"), base = profile.at("subnasale");
    if (!brow || !base) return;
    const float along_mm = std::clamp(glm::distance(*brow, *base), kLeastMm, kMostMm);
    const float half_angle = 0.5f * along_mm / kForeheadRadiusMm;
    const float chord_mm = 2.0f * kForeheadRadiusMm * std::sin(half_angle);
    profile.read("trichion", 40.0f, [&](const glm::vec3& p) {
        return p.y > brow->y ? -std::abs(glm::distance(p, *brow) - chord_mm) : -1e9f;
    });
}

}  // namespace

std::optional<glm::vec3> highest_place(const Surface& surface, const Similarity& frame, const glm::vec3& nearby) {
    constexpr float kReachMm = 40.0f;
    const auto top = extreme(section_of(surface, frame), frame.inverse(nearby), kReachMm,
                             [](const glm::vec3& p) { return p.y; });
    return top ? std::optional(frame(*top)) : std::nullopt;
}

Places read_profile(const Surface& surface, const Similarity& frame, const Landmarks& nearby) {
    Profile profile(surface, frame, nearby);
    profile.read("pronasale", 14.0f, [](const glm::vec3& p) { return p.z; });
    read_brow(profile);
    read_trichion(profile);
    if (const auto front = profile.at("glabella"))
        profile.read("opisthocranion", 45.0f, [&](const glm::vec3& p) { return glm::distance(p, *front); });
    Places places;
    for (const auto& [name, place] : profile.places_read()) places[name] = frame(place);
    return places;
}

}  // namespace trichion
