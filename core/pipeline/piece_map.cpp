// A grid of cells over the strip's triangles.
#include "core/pipeline/piece_map.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kCellMm = 2.5f;
constexpr float kReachMm = 0.5f;  // cells hold what lies so near them: places a little off the strip's chords

/// Weights of the place of a triangle that is nearest to a point.
/// @source C. Ericson, "Real-Time Collision Detection", 2005, 5.1.5.
glm::dvec3 nearest_weights(const glm::dvec3& p, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c) {
    const glm::dvec3 ab = b - a, ac = c - a, ap = p - a;
    const double d1 = glm::dot(ab, ap), d2 = glm::dot(ac, ap);
    if (d1 <= 0.0 && d2 <= 0.0) return {1.0, 0.0, 0.0};
    const glm::dvec3 bp = p - b;
    const double d3 = glm::dot(ab, bp), d4 = glm::dot(ac, bp);
    if (d3 >= 0.0 && d4 <= d3) return {0.0, 1.0, 0.0};
    const double vc = d1 * d4 - d3 * d2;
    if (vc <= 0.0 && d1 >= 0.0 && d3 <= 0.0) return {1.0 - d1 / (d1 - d3), d1 / (d1 - d3), 0.0};
    const glm::dvec3 cp = p - c;
    const double d5 = glm::dot(ab, cp), d6 = glm::dot(ac, cp);
    if (d6 >= 0.0 && d5 <= d6) return {0.0, 0.0, 1.0};
    const double vb = d5 * d2 - d1 * d6;
    if (vb <= 0.0 && d2 >= 0.0 && d6 <= 0.0) return {1.0 - d2 / (d2 - d6), 0.0, d2 / (d2 - d6)};
    const double va = d3 * d6 - d5 * d4;
    if (va <= 0.0 && d4 - d3 >= 0.0 && d5 - d6 >= 0.0) {
        const double w = (d4 - d3) / (d4 - d3 + d5 - d6);
        return {0.0, 1.0 - w, w};
    }
    const double sum = va + vb + vc;
    return {va / sum, vb / sum, vc / sum};
}

}  // namespace

PieceMap::PieceMap(const std::vector<glm::vec3>& skin_mm, const std::vector<glm::dvec2>& flat, const std::vector<glm::uvec3>& triangles)
    : skin_mm_(skin_mm), flat_(flat), triangles_(triangles) {
    for (std::size_t k = 0; k < triangles.size(); ++k) {
        const glm::vec3 &a = skin_mm[triangles[k].x], &b = skin_mm[triangles[k].y], &c = skin_mm[triangles[k].z];
        const auto low = cell_of(glm::min(a, glm::min(b, c)) - kReachMm), high = cell_of(glm::max(a, glm::max(b, c)) + kReachMm);
        for (int x = low[0]; x <= high[0]; ++x)
            for (int y = low[1]; y <= high[1]; ++y)
                for (int z = low[2]; z <= high[2]; ++z) cells_[key_of({x, y, z})].push_back(static_cast<std::uint32_t>(k));
    }
}

std::array<int, 3> PieceMap::cell_of(const glm::vec3& p) const {
    const glm::vec3 cell = glm::floor(p / kCellMm);
    return {static_cast<int>(cell.x), static_cast<int>(cell.y), static_cast<int>(cell.z)};
}

std::uint64_t PieceMap::key_of(const std::array<int, 3>& cell) {
    const auto part = [](int value) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(value) & 0x1FFFFFu); };
    return part(cell[0]) << 42 | part(cell[1]) << 21 | part(cell[2]);
}

std::optional<glm::dvec2> PieceMap::flat_at(const glm::vec3& place_mm, double off_mm) const {
    const auto found = cells_.find(key_of(cell_of(place_mm)));
    if (found == cells_.end()) return std::nullopt;
    std::optional<glm::dvec2> best;
    double nearest = std::min(off_mm, double(kReachMm));
    for (const std::uint32_t k : found->second) {
        const glm::uvec3& t = triangles_[k];
        const glm::dvec3 a(skin_mm_[t.x]), b(skin_mm_[t.y]), c(skin_mm_[t.z]), p(place_mm);
        const glm::dvec3 w = nearest_weights(p, a, b, c);
        const double off = glm::distance(p, w.x * a + w.y * b + w.z * c);
        if (off >= nearest) continue;
        nearest = off;
        best = w.x * flat_[t.x] + w.y * flat_[t.y] + w.z * flat_[t.z];
    }
    return best;
}

}  // namespace trichion
