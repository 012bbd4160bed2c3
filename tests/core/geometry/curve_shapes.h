// Shapes whose shortest ways are known: a jittered plate, a holed plate, a sphere, a dented sphere.
#pragma once

#include "core/base/hash.h"
#include "core/geometry/surface.h"

#include <cmath>
#include <map>
#include <utility>

namespace trichion::test {

/// A plate of n x n cells in the plane z = 0 from (0, 0) to (size, size), its inner vertices moved about.
/// @param is_kept  which cells exist.
template <class IsKept>
Surface plate(int n, float size, IsKept&& is_kept) {
    Mesh mesh;
    const float cell = size / static_cast<float>(n);
    for (int y = 0; y <= n; ++y)
        for (int x = 0; x <= n; ++x) {
            const std::uint64_t id = static_cast<std::uint64_t>(y * (n + 1) + x);
            const bool is_inner = x > 0 && y > 0 && x < n && y < n && is_kept(x - 1, y - 1) && is_kept(x, y - 1) &&
                                  is_kept(x - 1, y) && is_kept(x, y);
            const float jitter = is_inner ? 0.3f * cell : 0.0f;
            mesh.positions.push_back({static_cast<float>(x) * cell + jitter * (unit_float(mix(1, id)) - 0.5f),
                                      static_cast<float>(y) * cell + jitter * (unit_float(mix(2, id)) - 0.5f), 0.0f});
        }
    for (int y = 0; y < n; ++y)
        for (int x = 0; x < n; ++x) {
            if (!is_kept(x, y)) continue;
            const auto a = static_cast<std::uint32_t>(y * (n + 1) + x), b = a + 1, d = a + static_cast<std::uint32_t>(n) + 1,
                       c = d + 1;
            if ((x * 7 + y * 3) % 2) mesh.triangles.push_back({a, b, c}), mesh.triangles.push_back({a, c, d});
            else mesh.triangles.push_back({a, b, d}), mesh.triangles.push_back({b, c, d});
        }
    return Surface::build(std::move(mesh)).value();
}

inline Surface plate(int n, float size) {
    return plate(n, size, [](int, int) { return true; });
}

/// An icosahedron halved `steps` times and blown up to a sphere: 20 * 4^steps triangles.
inline Mesh icosphere(int steps, float radius) {
    const float g = 0.5f * (1.0f + std::sqrt(5.0f));
    Mesh mesh;
    mesh.positions = {{-1, g, 0}, {1, g, 0}, {-1, -g, 0}, {1, -g, 0}, {0, -1, g}, {0, 1, g},
                      {0, -1, -g}, {0, 1, -g}, {g, 0, -1}, {g, 0, 1}, {-g, 0, -1}, {-g, 0, 1}};
    mesh.triangles = {{0, 11, 5}, {0, 5, 1}, {0, 1, 7}, {0, 7, 10}, {0, 10, 11}, {1, 5, 9}, {5, 11, 4},
                      {11, 10, 2}, {10, 7, 6}, {7, 1, 8}, {3, 9, 4}, {3, 4, 2}, {3, 2, 6}, {3, 6, 8},
                      {3, 8, 9}, {4, 9, 5}, {2, 4, 11}, {6, 2, 10}, {8, 6, 7}, {9, 8, 1}};
    for (int step = 0; step < steps; ++step) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
        const auto middle = [&](std::uint32_t a, std::uint32_t b) {
            const auto [at, is_new] = middles.try_emplace(std::minmax(a, b), static_cast<std::uint32_t>(mesh.positions.size()));
            if (is_new) mesh.positions.push_back(0.5f * (mesh.positions[a] + mesh.positions[b]));
            return at->second;
        };
        std::vector<glm::uvec3> finer;
        for (const glm::uvec3& t : mesh.triangles) {
            const std::uint32_t a = middle(t.x, t.y), b = middle(t.y, t.z), c = middle(t.z, t.x);
            finer.insert(finer.end(), {{t.x, a, c}, {t.y, b, a}, {t.z, c, b}, {a, b, c}});
        }
        mesh.triangles = std::move(finer);
        for (glm::vec3& p : mesh.positions) p = glm::normalize(p);
    }
    for (glm::vec3& p : mesh.positions) p = radius * glm::normalize(p);
    return mesh;
}

inline Surface sphere(int steps, float radius) { return Surface::build(icosphere(steps, radius)).value(); }

/// A sphere with bumps and dents `depth` high, some 20 mm wide.
inline Surface dented_sphere(int steps, float radius, float depth) {
    Mesh mesh = icosphere(steps, radius);
    for (glm::vec3& p : mesh.positions) {
        const glm::vec3 q = p * 0.3f;
        p += glm::normalize(p) * depth * std::sin(q.x + 1.0f) * std::sin(q.y + 2.0f) * std::sin(q.z + 0.5f);
    }
    return Surface::build(std::move(mesh)).value();
}

/// Point number `index` of an endless row: some inside triangles, some on edges, some on vertices.
inline SurfacePoint some_point(const Surface& surface, std::uint64_t index) {
    SurfacePoint p;
    p.triangle = static_cast<std::uint32_t>(unit_double(mix(11, index)) * static_cast<double>(surface.triangle_count()));
    const float u = unit_float(mix(12, index)), v = unit_float(mix(13, index));
    switch (mix(14, index) % 4) {
        case 0: p.weights = {0.0f, 1.0f, 0.0f}; break;
        case 1: p.weights = {u, 0.0f, 1.0f - u}; break;
        default: p.weights = u + v > 1.0f ? glm::vec3(1.0f - u, 1.0f - v, u + v - 1.0f) : glm::vec3(u, v, 1.0f - u - v);
    }
    return p;
}

}  // namespace trichion::test
