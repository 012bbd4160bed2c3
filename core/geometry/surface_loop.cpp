// Which side of a closed curve a place on a rounded surface lies on.
#include "core/geometry/surface_loop.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr double kLargestRadiusMm = 300.0;
constexpr std::size_t kRows = 512;

}  // namespace

CapProjection CapProjection::fitted(std::span<const glm::vec3> positions_mm, std::span<const glm::vec3> normals) {
    CapProjection cap;
    if (positions_mm.empty()) return cap;
    const double n = static_cast<double>(positions_mm.size());
    glm::dvec3 mean_p(0.0), mean_n(0.0);
    for (const glm::vec3& p : positions_mm) mean_p += glm::dvec3(p) / n;
    for (const glm::vec3& normal : normals) mean_n += glm::dvec3(normal) / n;
    double shared = 0.0, spread = 0.0;
    for (std::size_t i = 0; i < positions_mm.size(); ++i) {
        const glm::dvec3 d = glm::dvec3(normals[i]) - mean_n;
        shared += glm::dot(glm::dvec3(positions_mm[i]) - mean_p, d);
        spread += glm::dot(d, d);
    }
    const double radius =
        shared > 0.0 && shared < kLargestRadiusMm * spread ? shared / spread : kLargestRadiusMm;
    cap.centre_mm_ = mean_p - radius * mean_n;
    if (glm::length(mean_n) > 1e-3) cap.axis_ = glm::normalize(mean_n);
    const glm::dvec3 helper = std::abs(cap.axis_.x) < 0.9 ? glm::dvec3(1, 0, 0) : glm::dvec3(0, 1, 0);
    cap.up_ = glm::normalize(glm::cross(cap.axis_, helper));
    cap.across_ = glm::cross(cap.up_, cap.axis_);
    return cap;
}

glm::dvec2 CapProjection::operator()(const glm::vec3& p) const {
    const glm::dvec3 d = glm::dvec3(p) - centre_mm_;
    const double from_pole = std::max(glm::length(d) + glm::dot(d, axis_), 1e-9);
    return {glm::dot(d, across_) / from_pole, glm::dot(d, up_) / from_pole};
}

SurfaceLoop::SurfaceLoop(const CapProjection& projection, std::span<const glm::vec3> loop_mm)
    : projection_(projection), row_start_(kRows + 1, 0) {
    if (loop_mm.size() < 3) return;
    std::vector<glm::dvec2> flat;
    for (const glm::vec3& p : loop_mm) flat.push_back(projection(p));
    least_ = most_ = flat.front();
    for (std::size_t i = 0; i < flat.size(); ++i) {
        edges_.push_back({flat[i], flat[(i + 1) % flat.size()]});
        least_ = glm::min(least_, flat[i]), most_ = glm::max(most_, flat[i]);
    }
    rows_per_unit_ = static_cast<double>(kRows) / std::max(most_.y - least_.y, 1e-12);
    const auto for_each_row = [&](auto&& visit) {
        for (std::uint32_t e = 0; e < edges_.size(); ++e) {
            const auto [low, high] = std::minmax(edges_[e].from.y, edges_[e].to.y);
            for (std::size_t row = row_of(low); row <= row_of(high); ++row) visit(row, e);
        }
    };
    for_each_row([&](std::size_t row, std::uint32_t) { ++row_start_[row + 1]; });
    for (std::size_t row = 0; row < kRows; ++row) row_start_[row + 1] += row_start_[row];
    row_edges_.resize(row_start_.back());
    std::vector<std::uint32_t> next(row_start_.begin(), row_start_.end() - 1);
    for_each_row([&](std::size_t row, std::uint32_t e) { row_edges_[next[row]++] = e; });
}

std::size_t SurfaceLoop::row_of(double y) const {
    const double row = (y - least_.y) * rows_per_unit_;
    return static_cast<std::size_t>(std::clamp(row, 0.0, static_cast<double>(kRows - 1)));
}

bool SurfaceLoop::contains(const glm::dvec2& p) const {
    if (edges_.empty() || p.x < least_.x || p.x > most_.x || p.y < least_.y || p.y > most_.y) return false;
    int winding = 0;
    const std::size_t row = row_of(p.y);
    for (std::uint32_t i = row_start_[row]; i < row_start_[row + 1]; ++i) {
        const Edge& edge = edges_[row_edges_[i]];
        const bool starts_above = edge.from.y > p.y;
        if (starts_above == (edge.to.y > p.y)) continue;
        const double side = (edge.to.x - edge.from.x) * (p.y - edge.from.y) -
                            (edge.to.y - edge.from.y) * (p.x - edge.from.x);
        if (starts_above ? side < 0.0 : side > 0.0) winding += starts_above ? 1 : -1;
    }
    return winding != 0;
}

}  // namespace trichion
