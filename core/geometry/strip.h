// A band of surface to both sides of a curve, as a regular grid whose vertices lie on the surface.
#pragma once

#include "core/base/cancel_token.h"
#include "core/base/error.h"
#include "core/geometry/surface.h"

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

struct StripOptions {
    double left_mm = 20.0;    // width to the left of the curve, seen from outside along its direction; 0 to 60
    double right_mm = 8.0;    // width to its right; not both 0
    double along_mm = 1.0;    // grid spacing along the curve, at most
    double across_mm = 1.25;  // grid spacing across it, at most
    /// This many columns, whatever the spacing along; 0: as `along_mm` has it. A strip that follows a drag keeps its grid,
    /// so that laying it flat can go on from the last one.
    std::size_t columns = 0;
    /// For each column the most that the line to the left or right may be long; empty: no limit. Neighbouring lines are
    /// eased to it, so the border has no steps.
    std::vector<double> left_most_mm, right_most_mm;
};

/// How many columns a strip of this curve gets: closer ones where it turns, and one at each of its corners, since a
/// chord that cuts a corner is shorter than the way round it.
std::size_t strip_columns(const SurfaceCurve& curve, const StripOptions& options);

/// A cut through a strip's grid along one of its columns, from the border to the row `tip_row`.
struct StripDart {
    std::size_t column = 0;   // neither the first nor the last
    bool is_left = true;      // of the curve
    std::size_t tip_row = 0;  // neither the curve's row nor the border's

    friend bool operator==(const StripDart&, const StripDart&) = default;
};

/// A grid of `columns` stations along a curve by `rows` lines beside it. Vertex (row, column) stands at
/// row * columns + column; rows run from the right border over the curve itself to the left border.
struct Strip {
    std::size_t rows = 0;
    std::size_t columns = 0;
    std::size_t edge_row = 0;               // the row that is the curve
    std::vector<glm::dvec3> positions_mm;   // on the surface
    std::vector<glm::uvec3> triangles;      // counter-clockwise seen from outside
    std::vector<double> arc_mm;             // for each column: way along the curve on the surface, from 0
    std::vector<double> turn_rad;           // for each column: geodesic turning of the curve there, left positive
    std::vector<double> left_angle_rad;     // for each column: from the curve's tangent to the line going left
    std::vector<double> right_angle_rad;    // the same for the line going right, negative
    std::vector<double> left_mm;            // for each column: length of the line going left, along the surface
    std::vector<double> right_mm;
    std::vector<StripDart> darts;               // by column; see with_darts
    std::vector<std::uint32_t> twin;            // for each vertex of the grid the one that cells behind a dart have in its
                                                // place, else itself; empty without darts

    /// The way along the surface from the curve to a vertex, along the line across.
    double way_across_mm(std::size_t row, std::size_t column) const {
        return row >= edge_row ? (rows - 1 == edge_row ? 0.0 : left_mm[column] * double(row - edge_row) / double(rows - 1 - edge_row))
                               : right_mm[column] * double(edge_row - row) / double(edge_row);
    }
    /// The vertex that the cells behind the column have: another one along a dart.
    std::size_t vertex_behind(std::size_t row, std::size_t column) const {
        return twin.empty() ? vertex(row, column) : twin[vertex(row, column)];
    }
    std::size_t vertex(std::size_t row, std::size_t column) const { return row * columns + column; }
};

/// Lays straightest geodesics to both sides of a curve and joins them to a grid.
///
/// A grid made afresh was preferred to cutting the surface's own triangles: its vertices are exactly on curve
/// and borders, its triangles have one shape and size whatever the mesh, and it carries the two coordinates
/// (way along, way across) from which the strip is laid flat. The surface's triangles are about 2 mm, the grid
/// is finer, so chords between its vertices miss less than 1e-5 of a length on a head.
///
/// The lines start square to the curve. Where they would cross (the inside of a sharp turn) their directions
/// are averaged along the curve, there and on that side only, more and more until no triangle folds; where that
/// does not help, or the surface ends, the lines are shortened: compare `left_mm` with what was asked.
///
/// @param curve  open, on `surface`, its samples no more than a few mm apart.
/// @error InvalidInput  widths out of range, or a curve shorter than 5 mm or closed.
/// @error Degenerate    the strip folds even at a tenth of its width.
/// @error Cancelled
/// @cost  about 3 ms for 3,000 vertices, up to 12 where directions have to be averaged.
/// @source K. Polthier, M. Schmies, "Straightest Geodesics on Polyhedral Surfaces", 1998. Averaging the
///         directions is ours.
Result<Strip> build_strip(const Surface& surface, const SurfaceCurve& curve, const StripOptions& options,
                          const CancelToken& token = {});

/// Fills in `turn_rad` from the strip's positions: what is left of the line's bending once the surface is laid flat, from
/// the angles that the strip has to the left and to the right of the line. Each of them takes in the curvature of half the
/// row of cells on its side, with opposite signs: weighed by the other side's row it cancels, however much narrower one side
/// is. Of a strip to one side alone it is taken off as the next row has it: left in, a frontal hairline cut at its line
/// landed 0.49 mm off, and with sides to both hands 0.03. Needs no normals.
void measure_turns(Strip& strip);

/// Ways along a curve where it turns at once rather than bends, both ends among them.
std::vector<double> curve_corners_mm(const SurfaceCurve& curve);

/// The same strip cut open along columns: vertices beside each dart are there twice, the tip once. The twins stand behind
/// the grid's vertices and lie at the same places on the surface.
/// @param plain  without darts. @param darts  each on a side that the strip has, no two on one column and side.
Strip with_darts(const Strip& plain, std::vector<StripDart> darts);

}  // namespace trichion
