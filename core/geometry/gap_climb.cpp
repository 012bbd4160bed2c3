// Finds the middle of the gap between points on a surface in which a place lies.
#include "core/geometry/gap_climb.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace trichion {
namespace {

constexpr int kSteps = 3;
constexpr int kHalvings = 3;
constexpr float kGain = 1.0002f;  // of the squared distance, below which a step is not worth while

float squared(const glm::vec2& v) { return glm::dot(v, v); }

}  // namespace

void GapClimb::start(const glm::vec3& from_mm, const glm::vec3& normal, float reach_mm) {
    from_ = from_mm;
    const glm::vec3 aside = std::abs(normal.x) < 0.6f ? glm::vec3(1.0f, 0.0f, 0.0f) : glm::vec3(0.0f, 1.0f, 0.0f);
    const glm::vec3 across = aside - glm::dot(aside, normal) * normal;
    x_ = across / std::sqrt(glm::dot(across, across));
    y_ = glm::cross(normal, x_);
    reach2_ = reach_mm * reach_mm;
    at_ = glm::vec2(0.0f);
    points_.clear();
}

bool GapClimb::add(const glm::vec3& point_mm) {
    const glm::vec3 d = point_mm - from_;
    if (glm::dot(d, d) > reach2_) return false;
    points_.push_back({glm::dot(d, x_), glm::dot(d, y_)});
    return true;
}

void GapClimb::run(float longest_step_mm) {
    if (points_.size() < 3) return;
    float reached2 = nearest2(at_);
    for (int step = 0; step < kSteps; ++step) {
        glm::vec2 centre;
        if (!circle_centre(centre)) return;
        glm::vec2 way = centre - at_;
        if (const float length2 = squared(way); length2 > longest_step_mm * longest_step_mm)
            way *= longest_step_mm / std::sqrt(length2);
        bool climbed = false;
        for (int halving = 0; halving < kHalvings && !climbed; ++halving, way *= 0.5f) {
            const float there2 = nearest2(at_ + way);
            if (!(there2 > kGain * reached2)) continue;
            at_ += way;
            reached2 = there2;
            climbed = true;
        }
        if (!climbed) return;
    }
}

float GapClimb::nearest2(const glm::vec2& at) const {
    float nearest = std::numeric_limits<float>::max();
    for (const glm::vec2& point : points_) nearest = std::min(nearest, squared(point - at));
    return nearest;
}

/// Of the circle through the three points nearest to the place reached; false where they lie in line.
bool GapClimb::circle_centre(glm::vec2& centre) const {
    std::array<glm::vec2, 3> nearest{};
    std::array<float, 3> distance2;
    distance2.fill(std::numeric_limits<float>::max());
    for (const glm::vec2& point : points_) {
        const float d2 = squared(point - at_);
        if (!(d2 < distance2[2])) continue;
        int k = 2;
        for (; k > 0 && d2 < distance2[static_cast<std::size_t>(k - 1)]; --k) {
            nearest[static_cast<std::size_t>(k)] = nearest[static_cast<std::size_t>(k - 1)];
            distance2[static_cast<std::size_t>(k)] = distance2[static_cast<std::size_t>(k - 1)];
        }
        nearest[static_cast<std::size_t>(k)] = point;
        distance2[static_cast<std::size_t>(k)] = d2;
    }
    const glm::vec2 b = nearest[1] - nearest[0], c = nearest[2] - nearest[0];
    const float twice_area = b.x * c.y - b.y * c.x;
    if (!(std::abs(twice_area) > 1e-6f * squared(b))) return false;
    const float b2 = squared(b), c2 = squared(c), scale = 0.5f / twice_area;
    centre = nearest[0] + scale * glm::vec2(c.y * b2 - b.y * c2, b.x * c2 - c.x * b2);
    return true;
}

}  // namespace trichion
