// The head as a ball by its own measures, then Lambert's projection from above.
#include "core/pipeline/scalp_chart.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kUsualRadiusMm = 85.0f;
constexpr float kUsualFrontMm = 76.0f;   // of the built-in men's masks
constexpr float kCentreHeight = 0.3f;    // of the vertex above the tragions: where a head is longest and widest
constexpr float kWhorlBehindMm = 62.5f;
constexpr float kMidlineMm = 6.0f;       // half the width of the stretch in which the front is looked for

}  // namespace

ScalpChart::ScalpChart(const Head& head) : sheet_(head.midline) {
    const Box& box = head.measuring.box();
    const bool has_landmarks = head.landmarks.contains("vertex") && head.landmarks.contains("glabella") &&
                               head.landmarks.contains("opisthocranion");
    const float top = has_landmarks ? head.landmark("vertex").y : box.max.y;
    centre_mm_ = 0.5f * (box.min + box.max);
    half_mm_ = glm::max(0.5f * (box.max - box.min), glm::vec3(1.0f));
    if (has_landmarks) {
        centre_mm_.y = kCentreHeight * top;
        centre_mm_.z = 0.5f * (head.landmark("glabella").z + head.landmark("opisthocranion").z);
        half_mm_ = {std::max(0.5f * head.breadth_mm, 1.0f), std::max(top - centre_mm_.y, 1.0f),
                    std::max(0.5f * head.length_mm, 1.0f)};
    }
    const auto hit = head.measuring.hit({{0.0f, box.max.y + 100.0f, -kWhorlBehindMm}, {0.0f, -1.0f, 0.0f}});
    whorl_mm_ = hit ? head.measuring.position(hit->at) : glm::vec3(0.0f, top, -kWhorlBehindMm);
    whorl_ = at(whorl_mm_);

    const auto& places = head.measuring.mesh().positions;
    front_mm_ = 0.0f;
    for (std::size_t v = 0; v < std::min(places.size(), head.scalp.size()); ++v) {
        if (head.scalp[v] < 0.5f || places[v].z < centre_mm_.z || std::abs(places[v].x) > 20.0f) continue;
        if (const glm::vec2 p = at(places[v]); p.x < kMidlineMm) front_mm_ = std::max(front_mm_, p.y);
    }
    if (!has_landmarks || front_mm_ == 0.0f) front_mm_ = kUsualFrontMm;
}

glm::vec2 ScalpChart::at(const glm::vec3& p) const {
    const glm::vec3 other(sheet_.reflect(p)), middle = 0.5f * (p + other), across = p - other;
    const glm::vec3 ball = glm::vec3(0.5f * std::sqrt(glm::dot(across, across)), middle.y - centre_mm_.y, middle.z - centre_mm_.z) / half_mm_;
    const float length = std::sqrt(glm::dot(ball, ball));
    if (!(length > 0.0f)) return glm::vec2(0.0f);
    const float up = std::max(ball.y / length, -0.999f);
    return kUsualRadiusMm * std::sqrt(2.0f / (1.0f + up)) / length * glm::vec2(ball.x, ball.z);
}

}  // namespace trichion
