// Catmull-Clark subdivision.
#include "core/geometry/catmull_clark.h"

#include <algorithm>

namespace trichion {
namespace {

using Quad = std::array<std::uint32_t, 4>;

// The edges of quads, each once: edge_of[quad][c] is the edge from corner c to the next.
struct Edges {
    std::vector<std::array<std::uint32_t, 2>> ends;
    std::vector<std::array<std::int32_t, 2>> quads;  // on both sides; -1 none
    std::vector<Quad> edge_of;
};

Edges find_edges(const std::vector<Quad>& quads) {
    struct Side {
        std::uint64_t key;
        std::uint32_t at;
    };
    std::vector<Side> sides;
    sides.reserve(quads.size() * 4);
    for (std::uint32_t q = 0; q < quads.size(); ++q)
        for (std::uint32_t c = 0; c < 4; ++c) {
            const std::uint64_t a = quads[q][c], b = quads[q][(c + 1) % 4];
            sides.push_back({std::min(a, b) << 32 | std::max(a, b), q * 4 + c});
        }
    std::ranges::sort(sides, [](const Side& a, const Side& b) { return a.key != b.key ? a.key < b.key : a.at < b.at; });
    Edges edges;
    edges.edge_of.resize(quads.size());
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (i == 0 || sides[i].key != sides[i - 1].key) {
            edges.ends.push_back({static_cast<std::uint32_t>(sides[i].key >> 32), static_cast<std::uint32_t>(sides[i].key)});
            edges.quads.push_back({-1, -1});
        }
        auto& beside = edges.quads.back();
        (beside[0] < 0 ? beside[0] : beside[1]) = static_cast<std::int32_t>(sides[i].at / 4);
        edges.edge_of[sides[i].at / 4][sides[i].at % 4] = static_cast<std::uint32_t>(edges.ends.size() - 1);
    }
    return edges;
}

std::vector<Quad> split(const std::vector<Quad>& quads, const std::vector<Quad>& edge_of, std::size_t vertices,
                        std::size_t edges) {
    std::vector<Quad> children(quads.size() * 4);
    for (std::size_t c = 0; c < 4; ++c)
        for (std::size_t q = 0; q < quads.size(); ++q)
            children[c * quads.size() + q] = {quads[q][c], static_cast<std::uint32_t>(vertices + edge_of[q][c]),
                                              static_cast<std::uint32_t>(vertices + edges + q),
                                              static_cast<std::uint32_t>(vertices + edge_of[q][(c + 3) % 4])};
    return children;
}

std::vector<glm::vec3> refine_positions(const QuadMesh& cage, const Edges& edges) {
    const std::size_t vertices = cage.positions.size(), edge_count = edges.ends.size();
    std::vector<glm::vec3> refined(vertices + edge_count + cage.quads.size());
    glm::vec3* const face_points = refined.data() + vertices + edge_count;
    std::vector<glm::vec3> face_sum(vertices, glm::vec3(0.0f)), middle_sum(vertices, glm::vec3(0.0f)),
        border_sum(vertices, glm::vec3(0.0f));
    std::vector<int> valence(vertices, 0), edge_valence(vertices, 0), border(vertices, 0);
    for (std::size_t q = 0; q < cage.quads.size(); ++q) {
        glm::vec3 sum(0.0f);
        for (const std::uint32_t v : cage.quads[q]) sum += cage.positions[v];
        face_points[q] = 0.25f * sum;
        for (const std::uint32_t v : cage.quads[q]) face_sum[v] += face_points[q], ++valence[v];
    }
    for (std::size_t e = 0; e < edge_count; ++e) {
        const auto [a, b] = edges.ends[e];
        const auto [left, right] = edges.quads[e];
        const glm::vec3 middle = 0.5f * (cage.positions[a] + cage.positions[b]);
        refined[vertices + e] = right < 0 ? middle : 0.5f * middle + 0.25f * (face_points[left] + face_points[right]);
        for (const std::uint32_t v : {a, b}) {
            middle_sum[v] += middle, ++edge_valence[v];
            if (right < 0) border_sum[v] += middle, ++border[v];
        }
    }
    for (std::size_t v = 0; v < vertices; ++v) {
        const glm::vec3 p = cage.positions[v];
        const auto n = static_cast<float>(valence[v]);
        if (border[v] > 0) refined[v] = 0.5f * p + 0.5f * border_sum[v] / static_cast<float>(border[v]);
        else if (valence[v] == 0) refined[v] = p;
        else
            refined[v] = (face_sum[v] / n + 2.0f * middle_sum[v] / static_cast<float>(edge_valence[v]) + (n - 3.0f) * p) / n;
    }
    return refined;
}

}  // namespace

QuadMesh subdivide(const QuadMesh& cage) {
    const Edges edges = find_edges(cage.quads);
    QuadMesh fine;
    fine.positions = refine_positions(cage, edges);
    fine.quads = split(cage.quads, edges.edge_of, cage.positions.size(), edges.ends.size());
    if (cage.uv_quads.empty()) return fine;
    const Edges seams = find_edges(cage.uv_quads);
    fine.uvs = cage.uvs;
    for (const auto& [a, b] : seams.ends) fine.uvs.push_back(0.5f * (cage.uvs[a] + cage.uvs[b]));
    for (const Quad& q : cage.uv_quads)
        fine.uvs.push_back(0.25f * (cage.uvs[q[0]] + cage.uvs[q[1]] + cage.uvs[q[2]] + cage.uvs[q[3]]));
    fine.uv_quads = split(cage.uv_quads, seams.edge_of, cage.uvs.size(), seams.ends.size());
    return fine;
}

}  // namespace trichion
