// The part of a head's shape that is slow to find, kept between starts.
#pragma once

#include "core/pipeline/head.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// What `build_head_shape` finds out about a head, apart from what its source holds already.
struct FoundHead {
    Mesh measuring;
    Landmarks landmarks;
    std::vector<float> scalp;
    std::vector<glm::vec3> display_positions_mm;
    std::vector<glm::vec3> display_normals;
    std::vector<float> occlusion;
    std::vector<std::uint32_t> bridge_worn_from;  // the last display vertices are a scan_display.h Bridge
    std::vector<glm::uvec3> bridge_triangles;
    std::vector<std::uint32_t> bridge_measured;
    std::vector<std::string> notes;

    friend bool operator==(const FoundHead& a, const FoundHead& b);
};

/// Raise it whenever the same head would give another shape.
inline constexpr std::uint32_t kHeadShapeVersion = 6;

std::vector<std::byte> pack_found_head(const FoundHead& head);
/// Nothing when the bytes are torn or of a head that cannot be: all lengths and indices are checked.
std::optional<FoundHead> unpack_found_head(std::span<const std::byte> bytes);

}  // namespace trichion
