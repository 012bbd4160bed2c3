// The anatomical frame.
#include "core/pipeline/head_frame.h"

#include <cmath>

namespace trichion {
namespace {

constexpr float kLeastTragionSpan_mm = 60.0f;
constexpr float kLeastGlabellaReach_mm = 30.0f;

}  // namespace

Result<Similarity> anatomical_frame(const Landmarks& landmarks, float elevation_rad) {
    const auto left = landmarks.find("tragion_l"), right = landmarks.find("tragion_r"), front = landmarks.find("glabella");
    if (left == landmarks.end() || right == landmarks.end() || front == landmarks.end())
        return fail(ErrorCode::Degenerate, "The head has no glabella or no tragion, so it cannot be set upright.");
    const glm::vec3 across = left->second.position_mm - right->second.position_mm;
    if (!(glm::length(across) >= kLeastTragionSpan_mm))
        return fail(ErrorCode::Degenerate, "The two tragions lie less than 60 mm apart; click one on each ear.");
    const glm::vec3 origin = 0.5f * (left->second.position_mm + right->second.position_mm);
    const glm::vec3 x = glm::normalize(across);
    glm::vec3 reach = front->second.position_mm - origin;
    reach -= glm::dot(reach, x) * x;
    if (!(glm::length(reach) >= kLeastGlabellaReach_mm))
        return fail(ErrorCode::Degenerate, "The glabella lies on the line between the tragions; click it between the brows.");
    const glm::vec3 ahead = glm::normalize(reach), above = glm::cross(ahead, x);
    const glm::vec3 z = std::cos(elevation_rad) * ahead - std::sin(elevation_rad) * above;
    const glm::vec3 y = std::sin(elevation_rad) * ahead + std::cos(elevation_rad) * above;
    Similarity frame;
    frame.rotation = glm::transpose(glm::mat3(x, y, z));
    frame.shift = -(frame.rotation * origin);
    return frame;
}

float glabella_elevation_rad(const Landmarks& landmarks) {
    const auto front = landmarks.find("glabella");
    if (front == landmarks.end()) return kGlabellaElevation_rad;
    return std::atan2(front->second.position_mm.y, front->second.position_mm.z);
}

}  // namespace trichion
