// Reads the plain OBJ files that the built-in heads are made of. Clients' files take the importer instead.
#pragma once

#include "core/base/error.h"
#include "core/geometry/catmull_clark.h"
#include "core/geometry/mesh.h"

#include <cstddef>
#include <span>

namespace trichion {

/// Reads the `v`, `vt` and `f` lines of an OBJ whose faces are all quads with texture coordinates.
/// @error InvalidInput  another kind of face, a number that is none, or an index out of range.
Result<QuadMesh> parse_quad_obj(std::span<const std::byte> bytes);

/// Reads the `v` and `f` lines of an OBJ of triangles; quads are cut in two.
/// @error InvalidInput  as above.
Result<Mesh> parse_triangle_obj(std::span<const std::byte> bytes);

}  // namespace trichion
