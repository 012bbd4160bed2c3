// One head in other triangles: finer, coarser, rough. Deterministic.
#pragma once

#include "core/base/hash.h"
#include "core/geometry/cage_obj.h"
#include "core/geometry/measuring_surface.h"
#include "core/pipeline/built_in_heads.h"
#include "core/pipeline/head.h"

#include <cmath>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <meshoptimizer.h>
#include <string>
#include <vector>

namespace trichion::test {

/// The head with another surface to measure on, given in its source frame. Only what is drawn and measured on the
/// surface is of use then: its scalp belongs to the old triangles and is dropped.
inline Head with_measuring(const Head& head, const Surface& in_source_frame) {
    Head other = head;
    other.measuring = in_source_frame.transformed(head.from_source);
    other.scalp.clear();
    return other;
}

/// The outline with each point at the nearest place of another head.
inline Outline laid_on(const Head& from, const Outline& outline, const Head& to) {
    Outline moved = outline;
    for (OutlinePoint& p : moved.points) p.at = *to.measuring.closest(from.measuring.position(p.at));
    return moved;
}

/// A built-in head's cage made smooth: 4^steps times its 4,304 quads, each cut in two.
inline Mesh smooth_cage(const std::string& name, int steps) {
    std::ifstream file(std::string(TRICHION_SOURCE_DIR) + "/models/cages/" + name + ".obj", std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    QuadMesh quads = parse_quad_obj(std::as_bytes(std::span(text))).value();
    for (int step = 0; step < steps; ++step) quads = subdivide(quads);
    Mesh mesh{std::move(quads.positions), {}};
    for (const auto& q : quads.quads) mesh.triangles.insert(mesh.triangles.end(), {{q[0], q[1], q[2]}, {q[0], q[2], q[3]}});
    return mesh;
}

/// The same shape in fewer triangles: their corners moved onto it, for a coarse cage made smooth is a larger one.
inline Surface put_on(Mesh coarse, const Surface& fine) {
    for (glm::vec3& p : coarse.positions) p = fine.position(*fine.closest(p));
    return Surface::build(std::move(coarse)).value();
}

/// The same shape in about this many triangles, larger where it is flat.
inline Surface simplified(const Surface& fine, std::size_t triangles) {
    const Mesh& mesh = fine.mesh();
    std::vector<unsigned> kept(3 * mesh.triangles.size());
    kept.resize(meshopt_simplify(kept.data(), &mesh.triangles[0].x, 3 * mesh.triangles.size(), &mesh.positions[0].x,
                                 mesh.positions.size(), sizeof(glm::vec3), 3 * triangles, 0.02f, 0, nullptr));
    Mesh coarse{mesh.positions, {}};
    for (std::size_t i = 0; i < kept.size(); i += 3) coarse.triangles.push_back({kept[i], kept[i + 1], kept[i + 2]});
    return Surface::build(std::move(coarse)).value();
}

/// How a scanner may spoil a head.
struct Roughness {
    float even_mm = 0.0f;   // standard deviation of every vertex in each direction
    float patchy_mm = 0.0f; // the same, swelling from none to twice this over patches some 40 mm wide
    float spike_mm = 0.0f;  // length of single spikes, on one vertex in a hundred, either way
};

inline Mesh roughened(Mesh mesh, const Roughness& rough) {
    const auto normal = [](std::uint64_t seed) {
        double sum = -6.0;  // twelve even numbers are normal enough
        for (std::uint64_t j = 0; j < 12; ++j) sum += unit_double(mix(seed, j));
        return static_cast<float>(sum);
    };
    for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
        glm::vec3& p = mesh.positions[i];
        const float patch = 1.0f + std::sin(0.15f * p.x) * std::sin(0.15f * p.y + 1.0f) * std::sin(0.15f * p.z + 2.0f);
        const float amount = rough.even_mm + rough.patchy_mm * patch;
        glm::vec3 moved = p;
        for (int k = 0; k < 3; ++k) moved[k] += amount * normal(mix(17, i * 3 + static_cast<std::size_t>(k)));
        const std::uint64_t luck = mix(23, i);
        if (rough.spike_mm > 0.0f && luck % 100 == 0)
            moved += rough.spike_mm * ((luck >> 20) % 2 ? 1.0f : -1.0f) *
                     glm::normalize(glm::vec3(normal(mix(29, i)), normal(mix(31, i)), normal(mix(37, i))));
        p = moved;
    }
    return mesh;
}

/// The built-in head as a scanner with this roughness would give it, measured anew.
inline Head measured_rough(const Head& head, const Roughness& rough) {
    const auto measured = build_measuring_surface(Surface::build(roughened(load_built_in(head.name)->skin, rough)).value());
    EXPECT_TRUE(measured);
    return with_measuring(head, measured->surface);
}

}  // namespace trichion::test
