// What is drawn of a client's scan.
#pragma once

#include "core/geometry/skin_mesh.h"
#include "core/pipeline/head.h"

#include <cstdint>
#include <string>
#include <vector>

namespace trichion {

/// The scan as it came, with smooth normals (also across texture seams) and its picture decoded.
/// @param notes  gets a sentence when the picture cannot be read.
DisplayHead display_of(const SkinMesh& scan, std::vector<std::string>& notes);

/// Lays a rough scan on its measuring surface, so that what is drawn wears what is measured and dots stand neither
/// in the air nor under bumps. Places farther from it than the roughness explains (nostrils, the folds of an ear)
/// stay.
void lay_on_measuring(DisplayHead& display, const Surface& measuring, float noise_mm);

/// Everything in the scan that its shape depends on, as a number.
std::uint64_t scan_hash(const SkinMesh& scan);

}  // namespace trichion
