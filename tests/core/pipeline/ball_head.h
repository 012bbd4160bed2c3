// A head that is a ball with hair on its upper half, and outlines on it, so that every answer has a formula.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <cmath>
#include <functional>
#include <map>
#include <utility>

namespace trichion::ball {

inline constexpr float kRadiusMm = 60.0f;
inline constexpr float kPi = 3.14159265f;

/// y up, azimuth from the front (+z) towards the person's left (+x).
inline glm::vec3 place(float polar_rad, float azimuth_rad) {
    return kRadiusMm * glm::vec3(std::sin(polar_rad) * std::sin(azimuth_rad), std::cos(polar_rad),
                                 std::sin(polar_rad) * std::cos(azimuth_rad));
}
inline float polar_of(const glm::vec3& p) { return std::acos(glm::clamp(p.y / glm::length(p), -1.0f, 1.0f)); }
inline float azimuth_of(const glm::vec3& p) { return std::atan2(p.x, p.z); }

/// An octahedron split `levels` times and pushed out to the ball.
inline Mesh mesh(int levels) {
    Mesh ball;
    ball.positions = {{1, 0, 0}, {-1, 0, 0}, {0, 1, 0}, {0, -1, 0}, {0, 0, 1}, {0, 0, -1}};
    ball.triangles = {{0, 2, 4}, {4, 2, 1}, {1, 2, 5}, {5, 2, 0}, {4, 3, 0}, {1, 3, 4}, {5, 3, 1}, {0, 3, 5}};
    for (int level = 0; level < levels; ++level) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
        const auto middle = [&](std::uint32_t a, std::uint32_t b) {
            const auto [found, is_new] = middles.try_emplace(std::minmax(a, b), ball.positions.size());
            if (is_new) ball.positions.push_back(glm::normalize(ball.positions[a] + ball.positions[b]));
            return found->second;
        };
        std::vector<glm::uvec3> split;
        for (const glm::uvec3& t : ball.triangles) {
            const std::uint32_t a = middle(t.x, t.y), b = middle(t.y, t.z), c = middle(t.z, t.x);
            for (const glm::uvec3& part : {glm::uvec3(t.x, a, c), {a, t.y, b}, {c, b, t.z}, {a, b, c}}) split.push_back(part);
        }
        ball.triangles = std::move(split);
    }
    for (glm::vec3& p : ball.positions) p *= kRadiusMm;
    return ball;
}

inline Head head(int levels = 6) {
    Head made;
    made.measuring = Surface::build(mesh(levels)).value();
    for (const glm::vec3& p : made.measuring.mesh().positions) made.scalp.push_back(p.y > 0.0f ? 1.0f : 0.0f);
    return made;
}

/// A closed outline whose edge lies at `polar(azimuth)`: frontal over the front 120 degrees, temples of 40 degrees,
/// blend behind.
inline OutlineResult outline(const std::function<float(float)>& polar) {
    OutlineResult result;
    const auto add = [&](OutlinePart part, int from_degree, int to_degree) {
        OutlineCurve curve{part, {}};
        for (int half = 2 * from_degree; half <= 2 * to_degree; ++half) {
            const float azimuth = static_cast<float>(half) * kPi / 360.0f;
            curve.curve.positions_mm.push_back(place(polar(azimuth), azimuth));
        }
        result.parts.push_back(std::move(curve));
    };
    add(OutlinePart::Frontal, -60, 60);
    add(OutlinePart::TempleLeft, 60, 100);
    add(OutlinePart::Blend, 100, 260);
    add(OutlinePart::TempleRight, 260, 300);
    return result;
}
inline OutlineResult round_outline(float polar_rad) {
    return outline([=](float) { return polar_rad; });
}

}  // namespace trichion::ball
