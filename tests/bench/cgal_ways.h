// Ways along a mesh asked of CGAL, which runs as a program of its own (tests/oracle/cgal_geodesic.cpp).
#pragma once

#include "core/geometry/surface.h"

#include <optional>
#include <vector>

namespace trichion {

struct Way {
    SurfacePoint from, to;
};

struct CgalAnswer {
    std::vector<double> length_mm;  // of each way
    double prepare_ms = 0.0;        // of CPU time, once for the mesh
    double each_ms = 0.0;           // of CPU time, for a way
};

/// True where CGAL was found when CMake was configured.
bool has_cgal();

/// @param method  "exact": the shortest ways of all, each sought on the skin within its reach; "heat": the heat method, from corner to corner of the mesh.
/// @return nothing where there is no CGAL, or it failed.
/// @cost   up to a minute for a head.
std::optional<CgalAnswer> ask_cgal(const Mesh& mesh, const std::vector<Way>& ways, const char* method);

}  // namespace trichion
