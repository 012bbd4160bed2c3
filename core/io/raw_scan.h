// A scan as a file tells it, before anything is checked, and how it travels from the import worker to the program.
#pragma once

#include "core/base/error.h"

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <string>
#include <vector>

namespace trichion {

/// Triangles in the file's own unit and axes. Vertices may repeat; nothing says that the shape makes sense.
struct RawScan {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec2> uvs;          // one for each vertex (v up), or none
    std::vector<std::uint32_t> colours;  // 0xAABBGGRR sRGB for each vertex, or none
    std::vector<glm::uvec3> triangles;
    std::vector<std::byte> picture;      // embedded PNG or JPEG, or none
    std::string picture_format;          // "png", "jpg", or empty
    std::uint32_t picture_count = 0;     // colour pictures that the file's materials name; only one is taken

    friend bool operator==(const RawScan&, const RawScan&) = default;
};

/// What the worker sends: a scan, or the reader's complaint.
std::vector<std::byte> pack(const RawScan& scan);
std::vector<std::byte> pack_complaint(const std::string& words);

/// Trusts nothing: lengths are checked against the bytes there are, indices against the vertices, and the numbers
/// that triangles use must be finite.
/// @error ReadFailed  the reader's own complaint, or a message that is not whole.
/// @error InvalidInput  an index out of range, or a position that is not a number.
Result<RawScan> unpack(std::span<const std::byte> message);

}  // namespace trichion
