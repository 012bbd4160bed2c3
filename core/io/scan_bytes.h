// A scan as bytes: the entry head/scan.bin of a .trichion file.
#pragma once

#include "core/base/error.h"
#include "core/geometry/skin_mesh.h"

#include <cstddef>
#include <span>
#include <vector>

namespace trichion {

/// Layout, all little-endian: "TRISCAN1"; three u32: vertices, triangles, flags (1 uvs, 2 colours); then the arrays
/// one after another: positions (3 f32), triangles (3 u32), uvs (2 f32), colours (u32). The picture is not in it.
std::vector<std::byte> scan_to_bytes(const SkinMesh& skin);

/// @error ReadFailed  another layout or length, a number that is not finite, an index out of range. The message
///        says what is wrong with the scan, without a full stop.
Result<SkinMesh> scan_from_bytes(std::span<const std::byte> bytes);

}  // namespace trichion
