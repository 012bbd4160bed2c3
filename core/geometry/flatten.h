// Laying a strip of surface flat, with as little stretch as its curvature allows.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/strip.h"

#include <cstddef>
#include <glm/glm.hpp>
#include <memory>
#include <vector>

namespace trichion {

/// What is kept first.
enum class FlattenMode {
    EdgeTrue,  // the curve keeps its length and its geodesic curvature exactly; the rest follows
    Free,      // no line is preferred: the least stretch over the whole strip
};

struct FlattenWork;

/// A strip in the plane. The curve runs from left to right (+x between its ends), its left side is +y.
struct FlatStrip {
    std::vector<glm::dvec2> positions_mm;  // for each vertex of the strip
    std::vector<float> stretch;            // for each triangle: largest |singular value - 1|
    double largest_stretch = 0.0;          // of them
    int iterations = 0;
    std::shared_ptr<const FlattenWork> work;  // what a strip with the same grid may go on from; null when none
};

/// Starts from the developed strip (the curve drawn with its geodesic turning, the lines beside it straight, as
/// long as on the surface and at their angle to it) and lets every triangle come as near as it can to a rotation of
/// itself ("as rigid as possible").
///
/// EdgeTrue is what a stencil needs: paper bends but does not stretch, so a strip laid down along its curve
/// follows the skin's curve only where it turns as that turns. On a sphere of radius R its stretch at distance t
/// from the curve is t^2 / 2R^2; nothing flat does better with the curve true. Free halves that for a band with
/// the curve in its middle, to +-t^2 / 4R^2.
///
/// Darts open (or close) by themselves: the paper beside them goes where it lies flattest.
///
/// @param before  a strip laid flat before this one, for what follows a drag: where it has as many rows and columns,
///                relaxing starts from its shape, and with the same darts from its factored equations too. The result
///                differs from a fresh one by some 0.01 mm, never at the edge: what is printed is laid flat afresh.
/// @error Degenerate  a triangle of the result is turned over, or the strip has no area.
/// @error Cancelled
/// @cost  one banded factorisation and about 12 rounds: 8 ms for 6,000 vertices, 2 ms with `before`; 25 ms for 25,000
///        triangles laid free.
/// @source L. Liu, L. Zhang, Y. Xu, C. Gotsman, S. Gortler, "A Local/Global Approach to Mesh Parameterization",
///         2008 (ARAP); O. Sorkine, M. Alexa, 2007. D. G. Anderson, "Iterative Procedures for Nonlinear Integral Equations",
///         1965 (mixing of rounds). The start and the true edge are ours.
Result<FlatStrip> flatten_strip(const Strip& strip, FlattenMode mode, const CancelToken& token = {},
                                const FlatStrip* before = nullptr);

/// The worst length of a flat strip.
struct LengthError {
    double mm = 0.0;          // flat less skin, signed
    double skin_mm = 0.0;     // the length it belongs to, on the surface
    enum class Line { Curve, RightBorder, LeftBorder, Along, Across } line = Line::Curve;
};

/// Compares every length that can be read off the strip's grid along one of its lines (the curve, both borders,
/// the lines beside them, the lines across), from any vertex to any other, with the same way on the surface.
/// @return the largest difference.
LengthError largest_length_error(const Strip& strip, const FlatStrip& flat);

}  // namespace trichion
