// The scalp's zones by place: frontal, middle, crown, temples, sides and occiput, blending into each other.
#include "core/pipeline/zone_map.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kWhorlBehindMm = 62.5f;  // [S69]
constexpr float kCrownRadiusMm = 40.0f;
constexpr float kZoneFadeMm = 24.0f;
constexpr float kFrontalFromMm = 30.0f, kFrontalToMm = 50.0f;  // along z: where middle becomes frontal
constexpr float kOcciputFromMm = 5.0f, kOcciputToMm = 30.0f;   // behind the line of the ears
constexpr float kLowBelow = 0.30f, kLowFrom = 0.55f;           // sines of the height over the middle of the head

float smooth_between(float from, float to, float x) {
    const float t = std::clamp((x - from) / (to - from), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

}  // namespace

ZoneMap::ZoneMap(const Head& head) {
    const auto find = [&](const char* name) -> const glm::vec3* {
        const auto found = head.landmarks.find(name);
        return found == head.landmarks.end() ? nullptr : &found->second.position_mm;
    };
    const glm::vec3 *vertex = find("vertex"), *canthus = find("exocanthion_l");
    if (!vertex || !canthus) return;
    const Ray down{{0.0f, vertex->y + 100.0f, -kWhorlBehindMm}, {0.0f, -1.0f, 0.0f}};
    const auto hit = head.measuring.hit(down);
    if (!hit) return;
    whorl_mm_ = head.measuring.position(hit->at);
    canthus_mm_ = std::abs(canthus->x);
    middle_y_mm_ = 0.35f * vertex->y;
}

glm::vec3 ZoneMap::outwards(const glm::vec3& p) const { return {p.x, std::max(p.y - middle_y_mm_, 0.0f), p.z}; }

float ZoneMap::crown_share(const glm::vec3& p) const {
    return 1.0f - smooth_between(kCrownRadiusMm, kCrownRadiusMm + kZoneFadeMm, glm::distance(p, *whorl_mm_));
}

float ZoneMap::occiput_share(const glm::vec3& p) const {
    const glm::vec3 out = outwards(p);
    const float up = out.y / std::max(glm::length(out), 1.0f);
    return (1.0f - smooth_between(kLowBelow, kLowFrom, up)) * smooth_between(kOcciputFromMm, kOcciputToMm, -p.z);
}

float ZoneMap::side_share(const glm::vec3& p) const {
    return smooth_between(0.72f, 0.90f, std::abs(p.x) / std::max(glm::length(outwards(p)), 1.0f));
}

float ZoneMap::temple_share(const glm::vec3& p) const {
    return smooth_between(canthus_mm_, canthus_mm_ + 16.0f, std::abs(p.x)) * smooth_between(5.0f, 30.0f, p.z);
}

std::array<float, kZones> ZoneMap::weights(const glm::vec3& p) const {
    if (!whorl_mm_) return {0.0f, 1.0f, 0.0f, 0.0f, 0.0f, 0.0f};
    const float frontal = smooth_between(kFrontalFromMm, kFrontalToMm, p.z);
    const float crown = crown_share(p), occiput = occiput_share(p) * (1.0f - crown);
    const float temples = temple_share(p), beside = std::max(side_share(p), temples);
    const float top = (1.0f - beside) * (1.0f - occiput);
    return {top * (1.0f - crown) * frontal, top * (1.0f - crown) * (1.0f - frontal),
            top * crown,                    temples,
            beside - temples,               (1.0f - beside) * occiput};
}

Zone ZoneMap::zone(const glm::vec3& p) const { return greatest(weights(p)); }

Zone greatest(const std::array<float, kZones>& weights) {
    return static_cast<Zone>(std::ranges::max_element(weights) - weights.begin());
}

}  // namespace trichion
