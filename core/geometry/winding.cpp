// Generalised winding numbers over a tree of dipoles.
#include "core/geometry/winding.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace trichion {
namespace {

constexpr std::uint32_t kLeaf = 8;
constexpr float kFarRadii = 2.0f;  // a part this many radii away counts as one dipole

// Whether corner order must be swapped for each triangle.
std::vector<std::uint8_t> find_flips(const Surface& surface) {
    const auto& triangles = surface.mesh().triangles;
    const auto& positions = surface.mesh().positions;
    std::vector<std::uint8_t> flip(triangles.size(), 0), seen(triangles.size(), 0);
    std::vector<std::uint32_t> part;
    for (std::uint32_t seed = 0; seed < triangles.size(); ++seed) {
        if (seen[seed]) continue;
        part.assign(1, seed);
        seen[seed] = 1;
        for (std::size_t i = 0; i < part.size(); ++i) {
            const std::uint32_t t = part[i];
            for (int e = 0; e < 3; ++e) {
                const int other = surface.neighbours()[t][e];
                if (other < 0 || seen[static_cast<std::size_t>(other)]) continue;
                const auto o = static_cast<std::uint32_t>(other);
                const std::uint32_t a = triangles[t][e], b = triangles[t][(e + 1) % 3];
                bool same_direction = false;
                for (int k = 0; k < 3; ++k) same_direction |= triangles[o][k] == a && triangles[o][(k + 1) % 3] == b;
                flip[o] = flip[t] ^ static_cast<std::uint8_t>(same_direction);
                seen[o] = 1;
                part.push_back(o);
            }
        }
        glm::dvec3 centre(0.0);
        for (const std::uint32_t t : part) centre += glm::dvec3(positions[triangles[t].x]);
        centre /= static_cast<double>(part.size());
        double volume = 0.0;
        for (const std::uint32_t t : part) {
            const glm::dvec3 a = glm::dvec3(positions[triangles[t].x]) - centre, b = glm::dvec3(positions[triangles[t].y]) - centre,
                             c = glm::dvec3(positions[triangles[t].z]) - centre;
            volume += (flip[t] ? -1.0 : 1.0) * glm::dot(a, glm::cross(b, c));
        }
        if (volume < 0.0)
            for (const std::uint32_t t : part) flip[t] ^= 1;
    }
    return flip;
}

// Source: A. van Oosterom, J. Strackee, "The solid angle of a plane triangle", 1983.
float solid_angle(const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const float la = glm::length(a), lb = glm::length(b), lc = glm::length(c);
    const float above = glm::dot(a, glm::cross(b, c));
    const float below = la * lb * lc + glm::dot(a, b) * lc + glm::dot(b, c) * la + glm::dot(c, a) * lb;
    return 2.0f * std::atan2(above, below);
}

}  // namespace

WindingNumber::WindingNumber(const Surface& surface) {
    const auto flip = find_flips(surface);
    const auto& positions = surface.mesh().positions;
    for (std::size_t t = 0; t < flip.size(); ++t) {
        const glm::uvec3& c = surface.mesh().triangles[t];
        triangles_.push_back({positions[c.x], positions[flip[t] ? c.z : c.y], positions[flip[t] ? c.y : c.z]});
    }
    if (triangles_.empty()) return;
    nodes_.reserve(triangles_.size());
    nodes_.emplace_back();
    build(0, 0, static_cast<std::uint32_t>(triangles_.size()));
}

void WindingNumber::build(std::uint32_t node, std::uint32_t first, std::uint32_t count) {
    const auto middle_of = [](const Triangle& t) { return (t.a + t.b + t.c) / 3.0f; };
    Box spread;
    glm::dvec3 centre(0.0), dipole(0.0);
    double area = 0.0;
    for (std::uint32_t i = first; i < first + count; ++i) {
        const Triangle& t = triangles_[i];
        const glm::vec3 vector = 0.5f * glm::cross(t.b - t.a, t.c - t.a);
        const double size = static_cast<double>(glm::length(vector)) + 1e-12;
        centre += size * glm::dvec3(middle_of(t));
        dipole += glm::dvec3(vector);
        area += size;
        spread.grow(middle_of(t));
    }
    nodes_[node].centre = glm::vec3(centre / area);
    nodes_[node].dipole = glm::vec3(dipole);
    float radius2 = 0.0f;
    for (std::uint32_t i = first; i < first + count; ++i)
        for (const glm::vec3& p : {triangles_[i].a, triangles_[i].b, triangles_[i].c}) {
            const glm::vec3 d = p - nodes_[node].centre;
            radius2 = std::max(radius2, glm::dot(d, d));
        }
    nodes_[node].radius_mm = std::sqrt(radius2);
    nodes_[node].first = first;
    nodes_[node].count = count;
    if (count <= kLeaf) return;
    const glm::vec3 size = spread.size();
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const std::uint32_t half = count / 2;
    const auto begin = triangles_.begin() + first;
    std::nth_element(begin, begin + half, begin + count, [&](const Triangle& a, const Triangle& b) {
        return middle_of(a)[axis] < middle_of(b)[axis];
    });
    const auto child = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
    nodes_.emplace_back();
    nodes_[node].first = child;
    nodes_[node].count = 0;
    build(child, first, half);
    build(child + 1, first + half, count - half);
}

float WindingNumber::at(const glm::vec3& p) const {
    if (nodes_.empty()) return 0.0f;
    double sum = 0.0;
    std::array<std::uint32_t, 128> stack;
    std::size_t depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
        const Node& node = nodes_[stack[--depth]];
        const glm::vec3 d = node.centre - p;
        const float distance2 = glm::dot(d, d);
        if (distance2 > kFarRadii * kFarRadii * node.radius_mm * node.radius_mm) {
            sum += glm::dot(node.dipole, d) / (distance2 * std::sqrt(distance2));
        } else if (node.count > 0) {
            for (std::uint32_t i = node.first; i < node.first + node.count; ++i)
                sum += solid_angle(triangles_[i].a - p, triangles_[i].b - p, triangles_[i].c - p);
        } else {
            stack[depth++] = node.first;
            stack[depth++] = node.first + 1;
        }
    }
    return static_cast<float>(sum / (4.0 * std::numbers::pi));
}

}  // namespace trichion
