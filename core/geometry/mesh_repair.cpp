// Welding by sorting, parts and winding by walking over shared edges.
#include "core/geometry/mesh_repair.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace trichion {
namespace {

constexpr std::uint32_t kNone = 0xffffffffu;

// A triangle's neighbour over each edge and whether both run along it the same way (then one is turned over).
struct EdgeLinks {
    std::vector<glm::uvec3> neighbour;
    std::vector<std::array<bool, 3>> disagrees;
};

struct Edge {
    std::uint64_t key;
    std::uint32_t triangle;
    std::uint8_t side;
    bool is_forward;
};

std::vector<Edge> sorted_edges(const Mesh& mesh, std::span<const std::uint32_t> place) {
    std::vector<Edge> edges;
    edges.reserve(mesh.triangles.size() * 3);
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t)
        for (std::uint8_t e = 0; e < 3; ++e) {
            const std::uint64_t a = place[mesh.triangles[t][e]], b = place[mesh.triangles[t][(e + 1) % 3]];
            edges.push_back({std::min(a, b) << 32 | std::max(a, b), t, e, a < b});
        }
    std::ranges::sort(edges, [](const Edge& a, const Edge& b) {
        return std::tie(a.key, a.triangle) < std::tie(b.key, b.triangle);
    });
    return edges;
}

// Edges with more than two triangles link none: what is inside and outside there cannot be told.
EdgeLinks link_edges(const Mesh& mesh, std::span<const std::uint32_t> place) {
    EdgeLinks links{std::vector<glm::uvec3>(mesh.triangles.size(), glm::uvec3(kNone)),
                    std::vector<std::array<bool, 3>>(mesh.triangles.size(), {false, false, false})};
    const std::vector<Edge> edges = sorted_edges(mesh, place);
    for (std::size_t i = 0; i + 1 < edges.size();) {
        std::size_t end = i + 1;
        while (end < edges.size() && edges[end].key == edges[i].key) ++end;
        if (end - i == 2) {
            const Edge &a = edges[i], &b = edges[i + 1];
            links.neighbour[a.triangle][a.side] = b.triangle;
            links.neighbour[b.triangle][b.side] = a.triangle;
            links.disagrees[a.triangle][a.side] = links.disagrees[b.triangle][b.side] =
                a.is_forward == b.is_forward;
        }
        i = end;
    }
    return links;
}

glm::dvec3 twice_area(const Mesh& mesh, std::size_t triangle) {
    const glm::uvec3& t = mesh.triangles[triangle];
    const glm::dvec3 a(mesh.positions[t.x]), b(mesh.positions[t.y]), c(mesh.positions[t.z]);
    return glm::cross(b - a, c - a);
}

std::uint32_t root_of(std::vector<std::uint32_t>& parent, std::uint32_t i) {
    while (parent[i] != i) i = parent[i] = parent[parent[i]];
    return i;
}

template <class T>
std::vector<T> gather(const std::vector<T>& values, std::span<const std::uint32_t> chosen) {
    std::vector<T> out;
    if (values.empty()) return out;
    out.reserve(chosen.size());
    for (const std::uint32_t i : chosen) out.push_back(values[i]);
    return out;
}

// The skin with its triangles' corners renamed by `same`, and only the vertices in use.
SkinMesh compacted(const SkinMesh& skin, std::span<const std::uint32_t> same, std::vector<glm::uvec3> triangles) {
    std::vector<std::uint32_t> number(skin.mesh.positions.size(), kNone), chosen;
    for (glm::uvec3& t : triangles)
        for (int k = 0; k < 3; ++k) {
            std::uint32_t& n = number[same[t[k]]];
            if (n == kNone) n = static_cast<std::uint32_t>(chosen.size()), chosen.push_back(same[t[k]]);
            t[k] = n;
        }
    SkinMesh out;
    out.mesh.positions = gather(skin.mesh.positions, chosen);
    out.uvs = gather(skin.uvs, chosen);
    out.colours = gather(skin.colours, chosen);
    out.mesh.triangles = std::move(triangles);
    out.picture = skin.picture;
    out.picture_format = skin.picture_format;
    return out;
}

std::vector<std::uint32_t> identity(std::size_t count) {
    std::vector<std::uint32_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0u);
    return numbers;
}

// Sorts indices by `key` and gives each the lowest index with an equal key.
template <class Key>
std::vector<std::uint32_t> first_with_equal(std::size_t count, const Key& key) {
    std::vector<std::uint32_t> order = identity(count), first(count);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        const auto ka = key(a), kb = key(b);
        return ka != kb ? ka < kb : a < b;
    });
    for (std::size_t i = 0; i < count; ++i)
        first[order[i]] = i > 0 && key(order[i]) == key(order[i - 1]) ? first[order[i - 1]] : order[i];
    return first;
}

}  // namespace

std::vector<std::uint32_t> first_of_equal(std::span<const glm::vec3> positions) {
    return first_with_equal(positions.size(), [&](std::uint32_t i) {
        return std::array{positions[i].x, positions[i].y, positions[i].z};
    });
}

SkinMesh weld(const SkinMesh& skin) {
    const std::vector<std::uint32_t> same = first_with_equal(skin.mesh.positions.size(), [&](std::uint32_t i) {
        const glm::vec3& p = skin.mesh.positions[i];
        const glm::vec2 uv = skin.uvs.empty() ? glm::vec2(0.0f) : skin.uvs[i];
        return std::tuple(p.x, p.y, p.z, uv.x, uv.y, skin.colours.empty() ? 0u : skin.colours[i]);
    });
    return compacted(skin, same, skin.mesh.triangles);
}

SkinMesh keep_triangles(const SkinMesh& skin, std::span<const std::uint8_t> keep) {
    std::vector<glm::uvec3> kept;
    for (std::size_t t = 0; t < skin.mesh.triangles.size(); ++t)
        if (keep[t]) kept.push_back(skin.mesh.triangles[t]);
    return compacted(skin, identity(skin.mesh.positions.size()), std::move(kept));
}

std::vector<std::uint8_t> sound_triangles(const Mesh& mesh) {
    const std::vector<std::uint32_t> place = first_of_equal(mesh.positions);
    const auto corners = [&](std::uint32_t t) {
        std::array<std::uint32_t, 3> c{};
        for (int k = 0; k < 3; ++k) c[k] = place[mesh.triangles[t][k]];
        std::ranges::sort(c);
        return c;
    };
    const std::vector<std::uint32_t> first = first_with_equal(mesh.triangles.size(), corners);
    std::vector<std::uint8_t> sound(mesh.triangles.size());
    for (std::uint32_t t = 0; t < sound.size(); ++t) {
        const auto c = corners(t);
        const bool spans = c[0] != c[1] && c[1] != c[2] && glm::length(twice_area(mesh, t)) > 0.0;
        sound[t] = spans && first[t] == t;
    }
    return sound;
}

MeshParts parts_of(const Mesh& mesh) {
    const std::vector<Edge> edges = sorted_edges(mesh, first_of_equal(mesh.positions));
    std::vector<std::uint32_t> parent = identity(mesh.triangles.size());
    for (std::size_t i = 1; i < edges.size(); ++i)
        if (edges[i].key == edges[i - 1].key)
            parent[root_of(parent, edges[i].triangle)] = root_of(parent, edges[i - 1].triangle);
    std::vector<double> area_of_root(mesh.triangles.size(), 0.0);
    std::vector<std::uint32_t> roots;
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        const std::uint32_t root = root_of(parent, t);
        if (root == t) roots.push_back(t);
        area_of_root[root] += 0.5 * glm::length(twice_area(mesh, t));
    }
    std::ranges::stable_sort(roots, std::greater{}, [&](std::uint32_t r) { return area_of_root[r]; });
    std::vector<std::uint32_t> number(mesh.triangles.size(), 0);
    MeshParts parts;
    for (std::uint32_t i = 0; i < roots.size(); ++i) {
        number[roots[i]] = i;
        parts.area.push_back(area_of_root[roots[i]]);
    }
    parts.of_triangle.reserve(mesh.triangles.size());
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t)
        parts.of_triangle.push_back(number[root_of(parent, t)]);
    return parts;
}

std::size_t wind_outward(Mesh& mesh, const glm::vec3& inside) {
    const EdgeLinks links = link_edges(mesh, first_of_equal(mesh.positions));
    std::vector<std::uint8_t> turn(mesh.triangles.size(), 2);  // 2: not visited yet
    std::vector<std::uint32_t> patch;
    std::size_t turned = 0;
    for (std::uint32_t start = 0; start < mesh.triangles.size(); ++start) {
        if (turn[start] != 2) continue;
        turn[start] = 0;
        patch.assign(1, start);
        double flux = 0.0;
        for (std::size_t i = 0; i < patch.size(); ++i) {
            const std::uint32_t t = patch[i];
            const glm::dvec3 from_inside = glm::dvec3(mesh.positions[mesh.triangles[t].x]) - glm::dvec3(inside);
            flux += (turn[t] ? -1.0 : 1.0) * glm::dot(twice_area(mesh, t), from_inside);
            for (int e = 0; e < 3; ++e) {
                const std::uint32_t n = links.neighbour[t][e];
                if (n == kNone || turn[n] != 2) continue;
                turn[n] = turn[t] ^ static_cast<std::uint8_t>(links.disagrees[t][e]);
                patch.push_back(n);
            }
        }
        // Turned within the patch and the patch turned as a whole cancel out.
        for (const std::uint32_t t : patch)
            if ((turn[t] == 1) != (flux < 0.0)) std::swap(mesh.triangles[t].y, mesh.triangles[t].z), ++turned;
    }
    return turned;
}

}  // namespace trichion
