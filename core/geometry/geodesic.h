// Shortest ways along a surface between two of its points.
#pragma once

#include "core/base/error.h"
#include "core/geometry/surface.h"

#include <array>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// How hard to look for a way.
enum class WaySearch {
    Local,     // one that no small change shortens
    Compared,  // the same, and where it is much longer than the straight line, compared with one found by A*
    Widest,    // that, compared with ways to both sides of it: the other side of a bump may be shorter
};

/// Finds ways that no small change shortens. Keeps its buffers from one search to the next: make one for each
/// thread and surface, and use it for many searches.
///
/// A strip of triangles from one point to the other is unfolded into the plane, a taut string drawn in it, and the
/// strip led round the other side of each vertex where the string bends, until it bends nowhere that it could
/// straighten.
///
/// @source Strip, funnel and flips: C. Mancinelli et al., "b/Surf: Interactive Bezier Splines on Surface Meshes",
///         TVCG 2022; D.-T. Lee and F. P. Preparata, "Euclidean shortest paths in the presence of rectilinear
///         barriers", Networks 14, 1984. The first strip follows a plane; a search over the triangles (A*) helps
///         where that fails.
class GeodesicSolver {
public:
    /// @param surface  outlives the solver.
    explicit GeodesicSolver(const Surface& surface) : surface_(surface) {}

    /// Finds the way; false when no way along the skin joins the two points. The questions below answer for the
    /// last search that succeeded.
    /// @cost a few passes over the triangles crossed, when the straight line runs near the skin; A* otherwise. Widest
    ///       costs 7 times as much as Local.
    bool solve(const SurfacePoint& from, const SurfacePoint& to, WaySearch search = WaySearch::Compared);

    double length_mm() const { return length_; }
    /// The place at this fraction of the way, 0 to 1.
    SurfacePoint point_at(double fraction) const;
    /// How the way leaves its start: in the tangent frame of the start's triangle, as long as the way is.
    glm::dvec2 leaving() const;
    /// Every place where the way crosses an edge, with its start and end.
    SurfaceCurve curve() const;

    /// Triangles looked at since the solver was made: what a search costs, whatever the machine.
    std::uint64_t triangles_visited() const { return visited_; }

private:
    struct Bend {
        glm::dvec2 at;
        std::size_t portal;   // leaves the strip's triangle of this index
        std::uint32_t vertex;
    };
    struct Portal {
        glm::dvec2 left, right;
        std::uint32_t left_vertex, right_vertex;
    };

    void lead_along_plane(double lean_rad);
    template <class Lead>
    bool keep_the_shorter(const Lead& lead);
    bool search_strip(std::uint32_t from, std::uint32_t to);
    bool shorten();
    bool unfold_strip();
    void pull_taut();
    bool flip_bends();
    bool other_side(std::size_t first, std::size_t last, std::uint32_t vertex, std::vector<std::uint32_t>& fan,
                    double& total_angle);
    double corner_angle(std::uint32_t triangle, std::uint32_t vertex) const;
    double edge_length(std::uint32_t a, std::uint32_t b) const;
    void drop_detours();
    std::size_t first_portal_ahead(std::size_t leg) const;

    const Surface& surface_;
    SurfacePoint from_, to_;
    std::vector<std::uint32_t> strip_, next_strip_, fan_, best_strip_;
    std::vector<std::array<glm::dvec2, 3>> flat_;  // the corners of each triangle of the strip, unfolded
    std::vector<Portal> portals_;                  // one fewer than triangles
    std::vector<Bend> bends_;
    glm::dvec2 start_{0.0}, end_{0.0};
    double length_ = 0.0;
    std::uint64_t visited_ = 0;
};

/// The shortest way as a curve.
/// @error Degenerate  no way along the skin joins the two points.
Result<SurfaceCurve> shortest_way(const Surface& surface, const SurfacePoint& from, const SurfacePoint& to);

}  // namespace trichion
