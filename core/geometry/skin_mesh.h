// A scanned or drawn skin as it came: a mesh with what it wears.
#pragma once

#include "core/geometry/mesh.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace trichion {

/// A mesh with optional texture coordinates, vertex colours and one colour picture. Millimetres, y up, z out of
/// the face, x to the person's left, as well as the reader could tell.
struct SkinMesh {
    Mesh mesh;
    std::vector<glm::vec2> uvs;                // one for each vertex (v up), or none
    std::vector<std::uint32_t> colours;        // 0xAABBGGRR sRGB for each vertex, or none
    std::vector<std::byte> picture;            // the file's own PNG or JPEG bytes, or none; needs uvs
    std::string picture_format;                // "png" or "jpg"

    friend bool operator==(const SkinMesh&, const SkinMesh&) = default;
};

}  // namespace trichion
