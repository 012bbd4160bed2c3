// How often a drawn outline crosses itself, counted on the head unrolled from above. Shares no code with the program.
#pragma once

#include "core/pipeline/outline_stage.h"

#include <cmath>
#include <glm/glm.hpp>
#include <vector>

namespace trichion::test {

/// Angle from straight up as radius, so that nape and ears lie far out.
inline glm::vec2 from_above(const glm::vec3& p) {
    const glm::vec3 d = glm::normalize(p - glm::vec3(0.0f, 30.0f, -10.0f));
    const float angle = std::acos(d.y), side = std::hypot(d.x, d.z);
    return side > 0.0f ? glm::vec2(d.x, d.z) * (angle / side) : glm::vec2(0.0f);
}

inline int crossings(const OutlineResult& drawn) {
    std::vector<glm::vec2> flat;
    for (const OutlineCurve& part : drawn.parts)
        for (std::size_t i = 0; i + 1 < part.curve.positions_mm.size(); ++i) flat.push_back(from_above(part.curve.positions_mm[i]));
    const auto turn = [](const glm::vec2& a, const glm::vec2& b, const glm::vec2& c) {
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    };
    const std::size_t n = flat.size();
    int found = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 2; j < n; ++j) {
            if (i == 0 && j == n - 1) continue;
            const glm::vec2 a = flat[i], b = flat[(i + 1) % n], c = flat[j], d = flat[(j + 1) % n];
            found += turn(a, b, c) * turn(a, b, d) < 0.0f && turn(c, d, a) * turn(c, d, b) < 0.0f;
        }
    return found;
}

}  // namespace trichion::test
