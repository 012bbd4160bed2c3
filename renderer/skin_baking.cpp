// The neck's edge, bending, and a coarse copy.
#include "renderer/skin_baking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace trichion {
namespace {

using Edge = std::pair<std::uint32_t, std::uint32_t>;

// Vertices that texture seams doubled become one again: the lowest index at the same place.
std::vector<std::uint32_t> welded(std::span<const glm::vec3> positions) {
    std::vector<std::uint32_t> order(positions.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto key = [&](std::uint32_t i) {
        return std::tuple(positions[i].x, positions[i].y, positions[i].z, i);
    };
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
    std::vector<std::uint32_t> first(positions.size());
    for (std::size_t k = 0; k < order.size(); ++k) {
        const bool is_same = k > 0 && positions[order[k]] == positions[order[k - 1]];
        first[order[k]] = is_same ? first[order[k - 1]] : order[k];
    }
    return first;
}

// Directed edges, in the lower part of the box, whose other side has no triangle.
std::vector<Edge> open_edges(const SkinGeometry& skin, float highest_mm) {
    const auto same = welded(skin.positions_mm);
    std::vector<std::uint64_t> sides;  // both ends in order, and whether that turned the side round
    for (const auto& t : skin.triangles) {
        if (skin.positions_mm[t[0]].y > highest_mm) continue;
        for (int e = 0; e < 3; ++e) {
            const std::uint64_t a = same[t[e]], b = same[t[(e + 1) % 3]];
            if (a != b) sides.push_back(std::min(a, b) << 32 | std::max(a, b) << 1 | (a > b ? 1u : 0u));
        }
    }
    std::sort(sides.begin(), sides.end());
    std::vector<Edge> open;
    for (std::size_t i = 0; i < sides.size();) {
        std::size_t end = i + 1;
        while (end < sides.size() && sides[end] >> 1 == sides[i] >> 1) ++end;
        if (end == i + 1) {
            const auto a = static_cast<std::uint32_t>(sides[i] >> 32);
            const auto b = static_cast<std::uint32_t>((sides[i] >> 1) & 0x7fffffffu);
            open.push_back((sides[i] & 1) != 0 ? Edge(b, a) : Edge(a, b));
        }
        i = end;
    }
    return open;
}

constexpr float kLeastHead_mm = 120.0f;  // a smaller piece of skin has no neck to fade

struct Loop {
    float length_mm = 0.0f;
    glm::vec3 sum{0.0f};
    glm::vec3 area{0.0f};
    float weight = 0.0f;
};

}  // namespace

glm::vec4 hem_plane(const SkinGeometry& skin) {
    Box box;
    for (const auto& p : skin.positions_mm) box.grow(p);
    if (box.size().y < kLeastHead_mm) return {0.0f, 1.0f, 0.0f, -1e6f};
    glm::vec4 plane(0.0f, 1.0f, 0.0f, box.min.y);

    // A little above the middle: a loop whose centre is low may reach that far.
    const auto edges = open_edges(skin, box.centre().y + 0.1f * box.size().y);
    std::vector<std::uint32_t> parent(skin.positions_mm.size());
    std::iota(parent.begin(), parent.end(), 0u);
    const auto root = [&](std::uint32_t v) {
        while (parent[v] != v) v = parent[v] = parent[parent[v]];
        return v;
    };
    for (const auto& [a, b] : edges) parent[std::max(root(a), root(b))] = std::min(root(a), root(b));

    std::unordered_map<std::uint32_t, Loop> loops;
    for (const auto& [a, b] : edges) {
        Loop& loop = loops[root(a)];
        const glm::vec3 p = skin.positions_mm[a];
        const glm::vec3 q = skin.positions_mm[b];
        const float length = glm::distance(p, q);
        loop.length_mm += length;
        loop.sum += length * 0.5f * (p + q);
        loop.weight += length;
        loop.area += glm::cross(p - box.centre(), q - box.centre());
    }
    float longest = 150.0f;  // shorter is a hole, not a neck
    for (const auto& [id, loop] : loops) {
        const glm::vec3 centre = loop.sum / std::max(loop.weight, 1e-6f);
        const bool is_low = centre.y < box.centre().y - 0.1f * box.size().y;
        if (loop.length_mm <= longest || !is_low || glm::length(loop.area) < 1.0f) continue;
        longest = loop.length_mm;
        glm::vec3 normal = glm::normalize(loop.area);
        if (glm::dot(normal, box.centre() - centre) < 0.0f) normal = -normal;
        plane = glm::vec4(normal, glm::dot(normal, centre));
    }
    return plane;
}

std::vector<float> bending(const SkinGeometry& skin) {
    constexpr float kSharpest_mm = 12.0f;
    std::vector<float> sum(skin.positions_mm.size(), 0.0f);
    std::vector<float> count(skin.positions_mm.size(), 0.0f);
    for (const auto& t : skin.triangles)
        for (int e = 0; e < 3; ++e) {
            const auto a = t[e];
            const auto b = t[(e + 1) % 3];
            const glm::vec3 step = skin.positions_mm[b] - skin.positions_mm[a];
            const float square = glm::dot(step, step);
            if (square < 1e-8f) continue;
            const float bend = std::abs(glm::dot(skin.normals[b] - skin.normals[a], step)) / square;
            sum[a] += bend, sum[b] += bend;
            count[a] += 1.0f, count[b] += 1.0f;
        }
    for (std::size_t i = 0; i < sum.size(); ++i)
        sum[i] = count[i] > 0.0f ? std::min(kSharpest_mm * sum[i] / count[i], 1.0f) : 0.0f;
    return sum;
}

std::vector<glm::uvec3> coarse_triangles(const SkinGeometry& skin, float cell_mm) {
    std::unordered_map<std::uint64_t, std::uint32_t> first;
    std::vector<std::uint32_t> stand_in(skin.positions_mm.size());
    for (std::uint32_t i = 0; i < stand_in.size(); ++i) {
        const auto cell = glm::ivec3(glm::floor(skin.positions_mm[i] / cell_mm)) + 1048576;
        const auto key = (static_cast<std::uint64_t>(cell.x) << 42) ^ (static_cast<std::uint64_t>(cell.y) << 21) ^
                         static_cast<std::uint64_t>(cell.z);
        stand_in[i] = first.try_emplace(key, i).first->second;
    }
    std::vector<std::array<std::uint32_t, 3>> kept;
    for (const auto& t : skin.triangles) {
        const std::array<std::uint32_t, 3> c{stand_in[t.x], stand_in[t.y], stand_in[t.z]};
        if (c[0] != c[1] && c[1] != c[2] && c[2] != c[0]) kept.push_back(c);
    }
    std::sort(kept.begin(), kept.end());
    kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
    std::vector<glm::uvec3> triangles;
    triangles.reserve(kept.size());
    for (const auto& c : kept) triangles.emplace_back(c[0], c[1], c[2]);
    return triangles;
}

}  // namespace trichion
