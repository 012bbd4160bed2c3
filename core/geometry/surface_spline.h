// Smooth curves on a surface through given points: piecewise cubic, every sample on the skin.
#pragma once

#include "core/base/error.h"
#include "core/geometry/geodesic.h"
#include "core/geometry/surface.h"

#include <array>
#include <cstdint>

namespace trichion {

/// A point that the curve passes through.
struct SplineKnot {
    SurfacePoint at;
    bool is_corner = false;  // the curve may turn sharply here

    friend bool operator==(const SplineKnot&, const SplineKnot&) = default;
};

/// How finely a stretch is sampled. Both limits hold, down to the smallest step.
struct SplineSampling {
    double longest_step_mm = 1.0;
    double largest_turn_rad = 0.06;
    double smallest_step_mm = 0.04;
};

/// The four control places of the stretch from knots[1] to knots[2]: its ends, and handles laid off on the skin.
/// The handles follow from the two neighbours as well and from nothing else. At a point where the line turns sharply
/// the handles are made long enough for a radius of about 1 mm: what is no corner must not look like one.
/// @return nothing is lost at a corner: there the stretch ends without bending.
/// @error  Degenerate  no way along the skin joins two knots.
/// @source Tangents: E. Catmull and R. Rom, "A Class of Local Interpolating Splines", 1974, with the centripetal
///         spacing of C. Yuksel et al., "Parameterization and Applications of Catmull-Rom Curves", 2011 (no loops
///         or cusps within a stretch); on the skin by logarithm and exponential maps.
Result<std::array<SurfacePoint, 4>> stretch_controls(GeodesicSolver& solver, const Surface& surface,
                                                     const std::array<SplineKnot, 4>& knots);

/// Samples the cubic with these control places. Halves it until each piece is short and straight enough.
/// @error  Degenerate  no way along the skin joins two of the places.
/// @source Recursive de Casteljau bisection with geodesic midpoints: C. Mancinelli et al., "b/Surf: Interactive
///         Bezier Splines on Surface Meshes", TVCG 2022.
Result<SurfaceCurve> sample_stretch(GeodesicSolver& solver, const Surface& surface,
                                    const std::array<SurfacePoint, 4>& controls, const SplineSampling& sampling = {});

}  // namespace trichion
