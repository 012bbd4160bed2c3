// Several ways to lay one strip flat, and one ruler for all of them.
#pragma once

#include "core/geometry/flatten.h"
#include "core/geometry/strip.h"
#include "core/geometry/surface.h"

#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

struct FlatWay {
    std::vector<glm::dvec2> positions_mm;   // for each vertex of the strip
    double ms = 0.0;                        // of CPU time
};

/// @param times  repeated so often; the median is told.
std::optional<FlatWay> flat_by_us(const Strip& strip, FlattenMode mode, int times);
/// What a template drawn over a photo does: straight down onto the plane that lies best through the strip.
FlatWay flat_by_projection(const Strip& strip);
/// CGAL with its defaults, a program of its own (tests/oracle/cgal_flatten.cpp). @param method  "arap" or "lscm".
/// @return nothing where there is no CGAL, or it failed.
std::optional<FlatWay> flat_by_cgal(const Strip& strip, const char* method);
bool has_cgal_flatten();

struct Flatness {
    double edge_percent = 0.0;    // the curve's length on paper, less that on the skin
    double rms_percent = 0.0;     // over area, of each triangle's largest |singular value - 1|
    double p99_percent = 0.0, max_percent = 0.0;
    int turned_over = 0;          // triangles, among those whose sense is not that of the most
    std::optional<double> worst_mm, median_mm;  // laid back by three places of the curve; nothing where it leaves the skin
};

/// @param is_scaled  first to the size that stretches least: for ways that know no size.
Flatness flatness_of(const Surface& skin, const SurfaceCurve& curve, const Strip& strip, std::vector<glm::dvec2> flat, bool is_scaled);

}  // namespace trichion
