// The display mesh of a scan.
#include "core/pipeline/scan_display.h"

#include "core/base/hash.h"
#include "core/base/image.h"

#include <algorithm>
#include <numeric>
#include <span>

namespace trichion {
namespace {

constexpr float kReachNoises = 4.0f;
constexpr float kLeastReach_mm = 0.3f;
constexpr float kMostReach_mm = 4.0f;
// Farther along the normal than this the skin under a place is another one: the far side of the head. Folds of ears,
// lids, lips and nostrils are nearer, so they are not papered over.
constexpr float kDeepestFold_mm = 14.0f;

// One normal for all vertices at the same place: a texture seam must not show.
std::vector<glm::vec3> welded_normals(const Mesh& mesh) {
    std::vector<std::uint32_t> order(mesh.positions.size()), group(mesh.positions.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto less = [&](std::uint32_t a, std::uint32_t b) {
        const glm::vec3 &p = mesh.positions[a], &q = mesh.positions[b];
        if (p.x != q.x) return p.x < q.x;
        if (p.y != q.y) return p.y < q.y;
        if (p.z != q.z) return p.z < q.z;
        return a < b;
    };
    std::ranges::sort(order, less);
    for (std::size_t i = 0; i < order.size(); ++i)
        group[order[i]] = i > 0 && mesh.positions[order[i]] == mesh.positions[order[i - 1]] ? group[order[i - 1]] : order[i];
    std::vector<glm::vec3> sums(mesh.positions.size(), glm::vec3(0.0f));
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 a = mesh.positions[t.x];
        const glm::vec3 n = glm::cross(mesh.positions[t.y] - a, mesh.positions[t.z] - a);
        for (int k = 0; k < 3; ++k) sums[group[t[k]]] += n;
    }
    std::vector<glm::vec3> normals(mesh.positions.size());
    for (std::size_t v = 0; v < normals.size(); ++v) {
        const float length = glm::length(sums[group[v]]);
        normals[v] = length > 0.0f ? sums[group[v]] / length : glm::vec3(0.0f, 0.0f, 1.0f);
    }
    return normals;
}

// Colours of a bridge, taken from its rim, run into each other towards its middle.
void blend_colours(std::span<std::uint32_t> colours, const std::vector<glm::uvec3>& triangles) {
    constexpr int kRounds = 40;
    std::vector<glm::vec4> now(colours.size()), sum(colours.size());
    for (std::size_t v = 0; v < colours.size(); ++v)
        for (int c = 0; c < 4; ++c) now[v][c] = static_cast<float>((colours[v] >> (8 * c)) & 0xffu);
    for (int round = 0; round < kRounds; ++round) {
        std::vector<float> weight(colours.size(), 1.0f);
        sum = now;
        for (const glm::uvec3& t : triangles)
            for (int k = 0; k < 3; ++k) {
                sum[t[k]] += now[t[(k + 1) % 3]] + now[t[(k + 2) % 3]];
                weight[t[k]] += 2.0f;
            }
        for (std::size_t v = 0; v < now.size(); ++v) now[v] = sum[v] / weight[v];
    }
    for (std::size_t v = 0; v < colours.size(); ++v) {
        colours[v] = 0;
        for (int c = 0; c < 4; ++c) colours[v] |= static_cast<std::uint32_t>(now[v][c] + 0.5f) << (8 * c);
    }
}

}  // namespace

DisplayHead display_of(const SkinMesh& scan, std::vector<std::string>& notes) {
    DisplayHead display;
    display.positions_mm = scan.mesh.positions;
    display.triangles = scan.mesh.triangles;
    display.normals = welded_normals(scan.mesh);
    if (scan.colours.size() == scan.mesh.positions.size()) display.colours = scan.colours;
    if (scan.uvs.size() == scan.mesh.positions.size()) display.uvs = scan.uvs;
    if (scan.picture.empty() || display.uvs.empty()) return display;
    if (auto picture = decode_image(scan.picture)) display.picture = std::move(*picture);
    else notes.push_back("The scan's colour picture cannot be read, so the scan is shown without it.");
    return display;
}

void lay_on_measuring(DisplayHead& display, const Surface& measuring, float noise_mm) {
    const float reach_mm = std::clamp(kReachNoises * noise_mm, kLeastReach_mm, kMostReach_mm);
    for (std::size_t v = 0; v < display.positions_mm.size(); ++v) {
        const auto at = measuring.closest(display.positions_mm[v], reach_mm);
        if (!at) continue;
        display.positions_mm[v] = measuring.position(*at);
        display.normals[v] = measuring.normal(*at);
    }
}

Bridge bridge_over_holes(const Surface& input, const Surface& measuring) {
    const Mesh& mesh = measuring.mesh();
    std::vector<std::uint8_t> is_bare(mesh.positions.size());
    const auto meets_skin = [&](const glm::vec3& from, const glm::vec3& direction) {
        const auto hit = input.hit({from, direction});
        return hit && hit->distance_mm < kDeepestFold_mm;
    };
    for (std::size_t v = 0; v < is_bare.size(); ++v) {
        const glm::vec3 out = measuring.vertex_normals()[v];
        is_bare[v] = !meets_skin(mesh.positions[v] - out, out) && !meets_skin(mesh.positions[v] + out, -out);
    }
    Bridge bridge;
    std::vector<std::uint32_t> index(mesh.positions.size(), ~0u);
    for (const glm::uvec3& t : mesh.triangles) {
        if (!is_bare[t.x] && !is_bare[t.y] && !is_bare[t.z]) continue;
        glm::uvec3 corners;
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t v = t[k];
            if (index[v] == ~0u) {
                index[v] = static_cast<std::uint32_t>(bridge.positions_mm.size());
                bridge.positions_mm.push_back(mesh.positions[v]);
                bridge.normals.push_back(measuring.vertex_normals()[v]);
                bridge.measured.push_back(v);
                const SurfacePoint nearest = *input.closest(mesh.positions[v]);
                const glm::vec3& w = nearest.weights;
                const int corner = w.x >= w.y && w.x >= w.z ? 0 : w.y >= w.z ? 1 : 2;
                bridge.worn_from.push_back(input.mesh().triangles[nearest.triangle][corner]);
            }
            corners[k] = index[v];
        }
        bridge.triangles.push_back(corners);
    }
    return bridge;
}

void wear_bridge(DisplayHead& display, const std::vector<std::uint32_t>& worn_from,
                 const std::vector<glm::uvec3>& triangles) {
    const auto first = static_cast<std::uint32_t>(display.positions_mm.size() - worn_from.size());
    for (const std::uint32_t v : worn_from) {
        if (!display.colours.empty()) display.colours.push_back(display.colours[v]);
        if (!display.uvs.empty()) display.uvs.push_back(display.uvs[v]);
    }
    if (!display.colours.empty()) blend_colours(std::span(display.colours).subspan(first), triangles);
    for (const glm::uvec3& t : triangles) display.triangles.push_back(t + glm::uvec3(first));
}

std::uint64_t scan_hash(const SkinMesh& scan) {
    return hash_bytes(std::as_bytes(std::span(scan.mesh.triangles)), hash_bytes(std::as_bytes(std::span(scan.mesh.positions))));
}

}  // namespace trichion
