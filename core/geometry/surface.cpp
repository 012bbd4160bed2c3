// Normals, neighbours and the bounding-volume hierarchy of a mesh.
#include "core/geometry/surface.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

namespace trichion {
namespace {

constexpr std::uint32_t kLeafSize = 6;
constexpr int kBins = 12;
// A ray through an edge or a corner must not slip between the triangles that share it by rounding.
constexpr float kEdgeSlack = 1e-5f;

float half_area(const Box& b) {
    const glm::vec3 s = glm::max(b.size(), glm::vec3(0.0f));
    return s.x * s.y + s.y * s.z + s.z * s.x;
}

float distance2(const Box& b, const glm::vec3& p) {
    const glm::vec3 d = glm::max(glm::max(b.min - p, p - b.max), glm::vec3(0.0f));
    return glm::dot(d, d);
}

// Entry distance of a ray into a box, or infinity.
float enter(const Box& b, const glm::vec3& origin, const glm::vec3& inverse, float limit) {
    const glm::vec3 t0 = (b.min - origin) * inverse;
    const glm::vec3 t1 = (b.max - origin) * inverse;
    const glm::vec3 low = glm::min(t0, t1);
    const glm::vec3 high = glm::max(t0, t1);
    const float near = std::max({low.x, low.y, low.z, 0.0f});
    const float far = std::min({high.x, high.y, high.z, limit}) * 1.000001f;
    return near <= far ? near : std::numeric_limits<float>::infinity();
}

// Nearest weights of a point in a triangle. Source: Ericson, Real-Time Collision Detection, 2005, 5.1.5.
glm::vec3 closest_weights(const glm::vec3& p, const glm::vec3& a, const glm::vec3& b, const glm::vec3& c) {
    const glm::vec3 ab = b - a, ac = c - a, ap = p - a;
    const float d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0.0f && d2 <= 0.0f) return {1.0f, 0.0f, 0.0f};
    const glm::vec3 bp = p - b;
    const float d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0.0f && d4 <= d3) return {0.0f, 1.0f, 0.0f};
    const float vc = d1 * d4 - d3 * d2;
    if (vc <= 0.0f && d1 >= 0.0f && d3 <= 0.0f) {
        const float v = d1 / (d1 - d3);
        return {1.0f - v, v, 0.0f};
    }
    const glm::vec3 cp = p - c;
    const float d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0.0f && d5 <= d6) return {0.0f, 0.0f, 1.0f};
    const float vb = d5 * d2 - d1 * d6;
    if (vb <= 0.0f && d2 >= 0.0f && d6 <= 0.0f) {
        const float w = d2 / (d2 - d6);
        return {1.0f - w, 0.0f, w};
    }
    const float va = d3 * d6 - d5 * d4;
    if (va <= 0.0f && d4 - d3 >= 0.0f && d5 - d6 >= 0.0f) {
        const float w = (d4 - d3) / ((d4 - d3) + (d5 - d6));
        return {0.0f, 1.0f - w, w};
    }
    const float sum = va + vb + vc;
    if (sum <= 0.0f) return {1.0f, 0.0f, 0.0f};
    return {va / sum, vb / sum, vc / sum};
}

}  // namespace

Result<Surface> Surface::build(Mesh mesh) {
    if (mesh.triangles.empty()) return fail(ErrorCode::InvalidInput, "The mesh has no triangles.");
    for (const glm::vec3& p : mesh.positions)
        if (!std::isfinite(p.x) || !std::isfinite(p.y) || !std::isfinite(p.z))
            return fail(ErrorCode::InvalidInput, "The mesh has a vertex whose position is not a number.");
    const std::size_t count = mesh.positions.size();
    for (const glm::uvec3& t : mesh.triangles)
        if (t.x >= count || t.y >= count || t.z >= count)
            return fail(ErrorCode::InvalidInput, "A triangle names vertex " + std::to_string(std::max({t.x, t.y, t.z})) +
                                                     ", but there are only " + std::to_string(count) + ".");
    Surface surface;
    surface.mesh_ = std::move(mesh);
    surface.build_normals();
    surface.build_neighbours();
    surface.build_tree();
    return surface;
}

void Surface::build_normals() {
    vertex_normals_.assign(mesh_.positions.size(), glm::vec3(0.0f));
    for (const glm::uvec3& t : mesh_.triangles) {
        const glm::vec3 a = mesh_.positions[t.x];
        const glm::vec3 n = glm::cross(mesh_.positions[t.y] - a, mesh_.positions[t.z] - a);
        for (int k = 0; k < 3; ++k) vertex_normals_[t[k]] += n;
    }
    for (glm::vec3& n : vertex_normals_) {
        const float length = glm::length(n);
        n = length > 0.0f ? n / length : glm::vec3(0.0f, 0.0f, 1.0f);
    }
    box_ = {};
    for (const glm::uvec3& t : mesh_.triangles)
        for (int k = 0; k < 3; ++k) box_.grow(mesh_.positions[t[k]]);
}

void Surface::build_neighbours() {
    struct Edge {
        std::uint64_t key;
        std::uint32_t side;  // triangle * 3 + edge
    };
    std::vector<Edge> edges;
    edges.reserve(mesh_.triangles.size() * 3);
    for (std::uint32_t t = 0; t < mesh_.triangles.size(); ++t)
        for (std::uint32_t e = 0; e < 3; ++e) {
            const std::uint64_t a = mesh_.triangles[t][e], b = mesh_.triangles[t][(e + 1) % 3];
            edges.push_back({std::min(a, b) << 32 | std::max(a, b), t * 3 + e});
        }
    std::ranges::sort(edges, [](const Edge& a, const Edge& b) {
        return a.key != b.key ? a.key < b.key : a.side < b.side;
    });
    neighbours_.assign(mesh_.triangles.size(), glm::ivec3(-1));
    for (std::size_t i = 0; i < edges.size();) {
        std::size_t end = i + 1;
        while (end < edges.size() && edges[end].key == edges[i].key) ++end;
        if (end - i == 2) {
            const std::uint32_t a = edges[i].side, b = edges[i + 1].side;
            neighbours_[a / 3][a % 3] = static_cast<int>(b / 3);
            neighbours_[b / 3][b % 3] = static_cast<int>(a / 3);
        }
        i = end;
    }
}

void Surface::build_tree() {
    const auto count = static_cast<std::uint32_t>(mesh_.triangles.size());
    std::vector<Box> boxes(count);
    std::vector<glm::vec3> centres(count);
    for (std::uint32_t t = 0; t < count; ++t) {
        for (int k = 0; k < 3; ++k) boxes[t].grow(mesh_.positions[mesh_.triangles[t][k]]);
        centres[t] = boxes[t].centre();
    }
    order_.resize(count);
    std::iota(order_.begin(), order_.end(), 0u);
    nodes_.clear();
    nodes_.reserve(count);
    nodes_.push_back({.box = {}, .first = 0, .count = count});
    std::vector<std::uint32_t> open{0};
    while (!open.empty()) {
        const std::uint32_t index = open.back();
        open.pop_back();
        const std::uint32_t first = nodes_[index].first, n = nodes_[index].count;
        Box box, spread;
        for (std::uint32_t i = first; i < first + n; ++i) {
            box.grow(boxes[order_[i]].min), box.grow(boxes[order_[i]].max);
            spread.grow(centres[order_[i]]);
        }
        nodes_[index].box = box;
        if (n <= kLeafSize) continue;
        const glm::vec3 size = spread.size();
        const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
        if (size[axis] <= 0.0f) continue;

        // Binned surface-area heuristic along the widest axis.
        std::array<Box, kBins> bins{};
        std::array<std::uint32_t, kBins> filled{};
        const auto bin_of = [&](std::uint32_t t) {
            const float place = (centres[t][axis] - spread.min[axis]) / size[axis];
            return std::min(static_cast<int>(place * kBins), kBins - 1);
        };
        for (std::uint32_t i = first; i < first + n; ++i) {
            const int bin = bin_of(order_[i]);
            bins[bin].grow(boxes[order_[i]].min), bins[bin].grow(boxes[order_[i]].max);
            ++filled[bin];
        }
        std::array<float, kBins> right_cost{};
        Box right;
        std::uint32_t right_count = 0;
        for (int k = kBins - 1; k > 0; --k) {
            if (filled[k]) right.grow(bins[k].min), right.grow(bins[k].max);
            right_count += filled[k];
            right_cost[k] = right_count ? half_area(right) * static_cast<float>(right_count) : 0.0f;
        }
        Box left;
        std::uint32_t left_count = 0;
        float best = std::numeric_limits<float>::max();
        int split = -1;
        for (int k = 0; k + 1 < kBins; ++k) {
            if (filled[k]) left.grow(bins[k].min), left.grow(bins[k].max);
            left_count += filled[k];
            if (left_count == 0 || left_count == n) continue;
            const float cost = half_area(left) * static_cast<float>(left_count) + right_cost[k + 1];
            if (cost < best) best = cost, split = k;
        }
        if (split < 0) continue;
        const auto middle = std::stable_partition(order_.begin() + first, order_.begin() + first + n,
                                                  [&](std::uint32_t t) { return bin_of(t) <= split; });
        const auto left_n = static_cast<std::uint32_t>(middle - (order_.begin() + first));
        const auto child = static_cast<std::uint32_t>(nodes_.size());
        nodes_[index].first = child;
        nodes_[index].count = 0;
        nodes_.push_back({.box = {}, .first = first, .count = left_n});
        nodes_.push_back({.box = {}, .first = first + left_n, .count = n - left_n});
        open.push_back(child);
        open.push_back(child + 1);
    }
}

glm::vec3 Surface::position(const SurfacePoint& p) const {
    const glm::uvec3& t = mesh_.triangles[p.triangle];
    return p.weights.x * mesh_.positions[t.x] + p.weights.y * mesh_.positions[t.y] +
           p.weights.z * mesh_.positions[t.z];
}

glm::vec3 Surface::normal(const SurfacePoint& p) const {
    const glm::uvec3& t = mesh_.triangles[p.triangle];
    const glm::vec3 n = p.weights.x * vertex_normals_[t.x] + p.weights.y * vertex_normals_[t.y] +
                        p.weights.z * vertex_normals_[t.z];
    const float length = glm::length(n);
    return length > 1e-6f ? n / length : face_normal(p.triangle);
}

glm::vec3 Surface::face_normal(std::uint32_t triangle) const {
    const glm::uvec3& t = mesh_.triangles[triangle];
    const glm::vec3 a = mesh_.positions[t.x];
    const glm::vec3 n = glm::cross(mesh_.positions[t.y] - a, mesh_.positions[t.z] - a);
    const float length = glm::length(n);
    return length > 0.0f ? n / length : glm::vec3(0.0f, 0.0f, 1.0f);
}

float Surface::area_mm2(std::uint32_t triangle) const {
    const glm::uvec3& t = mesh_.triangles[triangle];
    const glm::vec3 a = mesh_.positions[t.x];
    return 0.5f * glm::length(glm::cross(mesh_.positions[t.y] - a, mesh_.positions[t.z] - a));
}

std::optional<SurfacePoint> Surface::closest(const glm::vec3& p, float max_distance_mm) const {
    if (nodes_.empty()) return std::nullopt;
    float best = max_distance_mm < 1e18f ? max_distance_mm * max_distance_mm : std::numeric_limits<float>::max();
    std::optional<SurfacePoint> found;
    struct Visit {
        std::uint32_t node;
        float distance2;
    };
    std::array<Visit, 128> stack;
    int depth = 0;
    stack[depth++] = {0, distance2(nodes_[0].box, p)};
    while (depth > 0) {
        const Visit visit = stack[--depth];
        if (visit.distance2 > best) continue;
        const Node& node = nodes_[visit.node];
        if (node.count > 0) {
            for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
                const std::uint32_t t = order_[i];
                const glm::uvec3& corners = mesh_.triangles[t];
                const glm::vec3 weights = closest_weights(p, mesh_.positions[corners.x], mesh_.positions[corners.y],
                                                          mesh_.positions[corners.z]);
                const glm::vec3 d = position({t, weights}) - p;
                const float d2 = glm::dot(d, d);
                if (d2 < best || (d2 == best && (!found || t < found->triangle))) best = d2, found = {t, weights};
            }
            continue;
        }
        const float left = distance2(nodes_[node.first].box, p);
        const float right = distance2(nodes_[node.first + 1].box, p);
        if (depth + 2 > static_cast<int>(stack.size())) break;
        if (left < right) {
            stack[depth++] = {node.first + 1, right};
            stack[depth++] = {node.first, left};
        } else {
            stack[depth++] = {node.first, left};
            stack[depth++] = {node.first + 1, right};
        }
    }
    return found;
}

std::optional<SurfaceHit> Surface::hit(const Ray& ray, bool front_only) const {
    if (nodes_.empty()) return std::nullopt;
    glm::vec3 inverse;
    for (int k = 0; k < 3; ++k)  // finite, for 0 times infinity would lose boxes that the ray runs along
        inverse[k] = std::abs(ray.direction[k]) > 1e-12f ? 1.0f / ray.direction[k] : 1e12f;
    float best = std::numeric_limits<float>::max();
    std::optional<SurfaceHit> found;
    std::array<std::uint32_t, 128> stack;
    int depth = 0;
    stack[depth++] = 0;
    while (depth > 0) {
        const Node& node = nodes_[stack[--depth]];
        if (!(enter(node.box, ray.origin, inverse, best) <= best)) continue;
        if (node.count == 0) {
            if (depth + 2 > static_cast<int>(stack.size())) break;
            const float left = enter(nodes_[node.first].box, ray.origin, inverse, best);
            const float right = enter(nodes_[node.first + 1].box, ray.origin, inverse, best);
            const bool left_first = left <= right;
            stack[depth++] = left_first ? node.first + 1 : node.first;
            stack[depth++] = left_first ? node.first : node.first + 1;
            continue;
        }
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i) {
            // Source: Moller and Trumbore, "Fast, Minimum Storage Ray/Triangle Intersection", 1997.
            const std::uint32_t t = order_[i];
            const glm::uvec3& corners = mesh_.triangles[t];
            const glm::vec3 a = mesh_.positions[corners.x];
            const glm::vec3 e1 = mesh_.positions[corners.y] - a, e2 = mesh_.positions[corners.z] - a;
            const glm::vec3 h = glm::cross(ray.direction, e2);
            const float determinant = glm::dot(e1, h);
            if (determinant == 0.0f || (front_only && determinant < 0.0f)) continue;
            const glm::vec3 s = ray.origin - a;
            const float u = glm::dot(s, h) / determinant;
            if (u < -kEdgeSlack || u > 1.0f + kEdgeSlack) continue;
            const glm::vec3 q = glm::cross(s, e1);
            const float v = glm::dot(ray.direction, q) / determinant;
            if (v < -kEdgeSlack || u + v > 1.0f + kEdgeSlack) continue;
            const float distance = glm::dot(e2, q) / determinant;
            if (distance < 0.0f || distance >= best) continue;
            best = distance;
            const glm::vec3 weights = glm::max(glm::vec3(1.0f - u - v, u, v), glm::vec3(0.0f));
            found = SurfaceHit{{t, weights / (weights.x + weights.y + weights.z)}, distance};
        }
    }
    return found;
}

void Surface::refit_tree() {
    for (std::size_t index = nodes_.size(); index-- > 0;) {
        Node& node = nodes_[index];
        node.box = {};
        if (node.count == 0) {
            for (const std::uint32_t child : {node.first, node.first + 1})
                node.box.grow(nodes_[child].box.min), node.box.grow(nodes_[child].box.max);
            continue;
        }
        for (std::uint32_t i = node.first; i < node.first + node.count; ++i)
            for (int k = 0; k < 3; ++k) node.box.grow(mesh_.positions[mesh_.triangles[order_[i]][k]]);
    }
}

Surface Surface::transformed(const Similarity& move) const {
    Surface moved = *this;
    if (move == Similarity{}) return moved;
    for (glm::vec3& p : moved.mesh_.positions) p = move(p);
    for (glm::vec3& n : moved.vertex_normals_) n = move.rotation * n;
    // A turn keeps neighbours together, so the tree's order stays good and only its boxes change.
    moved.refit_tree();
    if (!moved.nodes_.empty()) moved.box_ = moved.nodes_.front().box;
    return moved;
}

}  // namespace trichion
