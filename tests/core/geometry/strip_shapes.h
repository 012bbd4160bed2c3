// Pieces of known surfaces and curves on them, for tests of strips.
#pragma once

#include "core/geometry/surface.h"

#include <cmath>
#include <functional>
#include <glm/glm.hpp>
#include <vector>

namespace trichion::shapes {

/// A grid of triangles over u, v in [-1, 1], about `edge_mm` long, seen from outside counter-clockwise when
/// u x v points outside.
inline Surface patch(const std::function<glm::dvec3(double u, double v)>& at, double size_mm, double edge_mm = 2.0) {
    Mesh mesh;
    const int n = static_cast<int>(std::ceil(size_mm / edge_mm));
    for (int j = 0; j <= n; ++j)
        for (int i = 0; i <= n; ++i) mesh.positions.push_back(glm::vec3(at(2.0 * i / n - 1.0, 2.0 * j / n - 1.0)));
    for (int j = 0; j < n; ++j)
        for (int i = 0; i < n; ++i) {
            const auto a = static_cast<std::uint32_t>(j * (n + 1) + i), b = a + 1;
            const auto d = static_cast<std::uint32_t>(a + static_cast<std::uint32_t>(n) + 1), c = d + 1;
            mesh.triangles.push_back({a, b, c});
            mesh.triangles.push_back({a, c, d});
        }
    return *Surface::build(std::move(mesh));
}

inline Surface plane() {
    return patch([](double u, double v) { return glm::dvec3(150.0 * u, 150.0 * v, 0.0); }, 300.0);
}

/// Axis along y, facing +z; u runs half way round.
inline Surface cylinder(double radius_mm) {
    return patch(
        [=](double u, double v) {
            const double angle = 1.5 * u;
            return glm::dvec3(radius_mm * std::sin(angle), 100.0 * v, radius_mm * std::cos(angle));
        },
        3.0 * radius_mm);
}

/// The part of a sphere that faces +z, by longitude and latitude.
inline Surface sphere(double radius_mm) {
    return patch(
        [=](double u, double v) {
            const double east = 1.5 * u, north = 1.2 * v;
            return radius_mm * glm::dvec3(std::cos(north) * std::sin(east), std::sin(north),
                                          std::cos(north) * std::cos(east));
        },
        3.0 * radius_mm);
}

/// The curve through `at(t)`, t in [0, 1], brought onto the surface. Its arc is the sum of its chords.
inline SurfaceCurve curve_on(const Surface& surface, const std::function<glm::dvec3(double)>& at, int samples = 400) {
    SurfaceCurve curve;
    double arc = 0.0;
    for (int i = 0; i <= samples; ++i) {
        const SurfacePoint point = *surface.closest(glm::vec3(at(double(i) / samples)));
        const glm::vec3 position = surface.position(point);
        if (i > 0) arc += glm::length(glm::dvec3(position) - glm::dvec3(curve.positions_mm.back()));
        curve.points.push_back(point);
        curve.positions_mm.push_back(position);
        curve.arc_mm.push_back(static_cast<float>(arc));
    }
    return curve;
}

}  // namespace trichion::shapes
