// A normal in four bytes, good enough to tell the two sides of a fold apart.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>

namespace trichion {

/// Three signed bytes.
inline std::uint32_t pack_normal(const glm::vec3& unit) {
    const glm::ivec3 bytes(unit * 127.0f);
    return (static_cast<std::uint32_t>(bytes.x) & 0xffu) | (static_cast<std::uint32_t>(bytes.y) & 0xffu) << 8 |
           (static_cast<std::uint32_t>(bytes.z) & 0xffu) << 16;
}

/// Whether two packed normals look away from each other, by more than 100 degrees or so: then their places lie on two
/// sides of a fold.
inline bool are_opposed(std::uint32_t a, std::uint32_t b) {
    constexpr int kOpposed = -3226;  // -0.2 * 127^2
    const auto part = [](std::uint32_t n, int shift) { return static_cast<int>(static_cast<std::int8_t>(n >> shift)); };
    int dot = 0;
    for (const int shift : {0, 8, 16}) dot += part(a, shift) * part(b, shift);
    return dot < kOpposed;
}

}  // namespace trichion
