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

/// Skin drawn where the scan has none: parts of the measuring surface that span a hole or a cut.
struct Bridge {
    std::vector<glm::vec3> positions_mm;
    std::vector<glm::vec3> normals;
    std::vector<std::uint32_t> worn_from;  // for each of these vertices the display vertex whose colour it wears
    std::vector<std::uint32_t> measured;   // for each of these vertices the measuring vertex that it is
    std::vector<glm::uvec3> triangles;     // into the vertices above
};
/// @param input  the display mesh as a surface, as it was before anything was laid on `measuring`.
/// @cost two rays for each measuring vertex; 100k take about 0.2 s.
Bridge bridge_over_holes(const Surface& input, const Surface& measuring);
/// Adds the colours, texture places and triangles of a bridge whose positions and normals are in `display` already,
/// at its end.
void wear_bridge(DisplayHead& display, const std::vector<std::uint32_t>& worn_from,
                 const std::vector<glm::uvec3>& triangles);

/// Everything in the scan that its shape depends on, as a number.
std::uint64_t scan_hash(const SkinMesh& scan);

}  // namespace trichion
