// Measures of a head from its measuring surface.
#include "core/pipeline/head_measures.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kScalp = 0.9f;               // the crease behind an ear has less
constexpr float kOverWidest_mm = 2.0f;        // what stands out farther than the widest scalp is an ear
constexpr float kAboveEar_mm = 3.0f;          // breadth is taken above the ear attachment by this much
constexpr float kEarAboveTragion_mm = 26.0f;  // otobasion superius over tragion, mean of the built-in heads

float breadth_floor_mm(const Landmarks& landmarks) {
    const auto ear = landmarks.find("otobasion_superius_l");
    if (ear != landmarks.end()) return ear->second.position_mm.y + kAboveEar_mm;
    return kEarAboveTragion_mm + kAboveEar_mm;
}

double cross(const glm::dvec2& o, const glm::dvec2& a, const glm::dvec2& b) {
    return (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
}

}  // namespace

std::vector<glm::vec3> plane_section(const Mesh& mesh, const glm::vec3& point, const glm::vec3& normal) {
    std::vector<float> height(mesh.positions.size());
    for (std::size_t v = 0; v < height.size(); ++v) height[v] = glm::dot(mesh.positions[v] - point, normal);
    std::vector<glm::vec3> section;
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = t[k], b = t[(k + 1) % 3];
            if ((height[a] < 0.0f) == (height[b] < 0.0f)) continue;
            section.push_back(glm::mix(mesh.positions[a], mesh.positions[b], height[a] / (height[a] - height[b])));
        }
    return section;
}

// Source: A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", 1979.
double hull_length(std::vector<glm::dvec2> points) {
    std::ranges::sort(points, [](const glm::dvec2& a, const glm::dvec2& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
    if (points.size() < 2) return 0.0;
    double length = 0.0;
    for (int side = 0; side < 2; ++side) {
        std::vector<glm::dvec2> chain;
        for (const glm::dvec2& p : points) {
            while (chain.size() >= 2 && cross(chain[chain.size() - 2], chain.back(), p) <= 0.0) chain.pop_back();
            chain.push_back(p);
        }
        for (std::size_t i = 1; i < chain.size(); ++i) length += glm::distance(chain[i - 1], chain[i]);
        std::ranges::reverse(points);
    }
    return length;
}

HeadMeasures measure_head(const Surface& skin, const Landmarks& landmarks, std::span<const float> scalp) {
    HeadMeasures measures;
    const auto front = landmarks.find("glabella"), back = landmarks.find("opisthocranion");
    if (front == landmarks.end() || back == landmarks.end()) return measures;
    const glm::vec3 glabella = front->second.position_mm, opisthocranion = back->second.position_mm;
    measures.length_mm = glm::distance(glabella, opisthocranion);

    float left = 0.0f, right = 0.0f;
    const float floor_mm = breadth_floor_mm(landmarks);
    const auto& positions = skin.mesh().positions;
    for (std::size_t v = 0; v < positions.size() && v < scalp.size(); ++v)
        if (const glm::vec3& p = positions[v]; p.y > floor_mm && scalp[v] > kScalp) left = std::max(left, p.x), right = std::min(right, p.x);
    measures.breadth_mm = left - right;

    const glm::vec3 along = glm::normalize(opisthocranion - glabella);
    const glm::vec3 normal = glm::normalize(glm::cross(glm::vec3(1.0f, 0.0f, 0.0f), along));
    const glm::vec3 across = glm::cross(normal, along);
    std::vector<glm::dvec2> section;
    for (const glm::vec3& p : plane_section(skin.mesh(), glabella, normal))
        if (p.x < left + kOverWidest_mm && p.x > right - kOverWidest_mm)
            section.emplace_back(glm::dot(p - glabella, across), glm::dot(p - glabella, along));
    measures.circumference_mm = static_cast<float>(hull_length(std::move(section)));
    return measures;
}

}  // namespace trichion
