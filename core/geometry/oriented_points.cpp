// Spreading by averaging in cubes; the tree stores its nodes in place.
#include "core/geometry/oriented_points.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace trichion {
namespace {

constexpr std::uint32_t kLeaf = 8;
constexpr int kMostSplits = 200;           // of a triangle's edge
constexpr double kLeastShareOfCell = 0.3;  // less is noise of a rough surface, not a sheet that faces elsewhere

struct Sample {
    std::uint64_t key;
    glm::vec3 position;
    glm::vec3 normal;  // as long as the area it stands for
};

std::uint64_t key_of(const glm::vec3& p, const glm::vec3& n, const glm::vec3& origin, float spacing) {
    const glm::vec3 cell = glm::floor((p - origin) / spacing);
    const auto octant = static_cast<std::uint64_t>((n.x < 0.0f) | (n.y < 0.0f) << 1 | (n.z < 0.0f) << 2);
    return (static_cast<std::uint64_t>(cell.x) << 42 | static_cast<std::uint64_t>(cell.y) << 21 |
            static_cast<std::uint64_t>(cell.z))
               << 3 |
           octant;
}

// Middles of the small triangles that a regular split of each edge into `splits` gives.
template <class Visit>
void for_each_part(const glm::vec3& a, const glm::vec3& ab, const glm::vec3& ac, int splits, Visit&& visit) {
    const float step = 1.0f / static_cast<float>(splits);
    for (int i = 0; i < splits; ++i)
        for (int j = 0; i + j < splits; ++j) {
            const float u = static_cast<float>(i) * step, v = static_cast<float>(j) * step;
            visit(a + (u + step / 3.0f) * ab + (v + step / 3.0f) * ac);
            if (i + j + 1 < splits) visit(a + (u + step * 2.0f / 3.0f) * ab + (v + step * 2.0f / 3.0f) * ac);
        }
}

// The mean of the samples that share the key of the one at `i`, and their area; `i` ends up behind them.
std::pair<OrientedPoint, double> mean_of_run(const std::vector<Sample>& samples, std::size_t& i) {
    glm::dvec3 place(0.0), normal(0.0);
    double area = 0.0;
    const std::uint64_t key = samples[i].key;
    for (; i < samples.size() && samples[i].key == key; ++i) {
        const double w = glm::length(samples[i].normal);
        place += w * glm::dvec3(samples[i].position), normal += glm::dvec3(samples[i].normal), area += w;
    }
    const double length = glm::length(normal);
    if (!(length > 0.0)) return {{}, 0.0};
    return {{place / area, normal / length}, area};
}

}  // namespace

std::vector<OrientedPoint> spread_points(const Mesh& mesh, float spacing) {
    Box box;
    for (const glm::uvec3& t : mesh.triangles)
        for (int k = 0; k < 3; ++k) box.grow(mesh.positions[t[k]]);
    std::vector<Sample> samples;
    samples.reserve(mesh.triangles.size());
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 a = mesh.positions[t.x], ab = mesh.positions[t.y] - a, ac = mesh.positions[t.z] - a;
        const float longest = std::max({glm::length(ab), glm::length(ac), glm::length(ab - ac)});
        const int splits = std::clamp(static_cast<int>(std::ceil(longest / spacing)), 1, kMostSplits);
        const glm::vec3 normal = glm::cross(ab, ac) / static_cast<float>(splits * splits);
        for_each_part(a, ab, ac, splits, [&](const glm::vec3& p) {
            samples.push_back({key_of(p, normal, box.min, spacing), p, normal});
        });
    }
    std::ranges::stable_sort(samples, {}, &Sample::key);
    std::vector<OrientedPoint> points;
    std::vector<std::pair<OrientedPoint, double>> in_cell;
    for (std::size_t i = 0; i < samples.size();) {
        const std::uint64_t cell = samples[i].key >> 3;
        double most = 0.0;
        in_cell.clear();
        while (i < samples.size() && samples[i].key >> 3 == cell) {
            in_cell.push_back(mean_of_run(samples, i));
            most = std::max(most, in_cell.back().second);
        }
        for (const auto& [point, weight] : in_cell)
            if (weight > 0.0 && weight >= kLeastShareOfCell * most) points.push_back(point);
    }
    return points;
}

NearestPoint::NearestPoint(std::span<const OrientedPoint> points)
    : points_(points.begin(), points.end()), axis_(points.size(), 0) {
    build(0, static_cast<std::uint32_t>(points_.size()));
}

void NearestPoint::build(std::uint32_t begin, std::uint32_t end) {
    if (end - begin <= kLeaf) return;
    Box box;
    for (std::uint32_t i = begin; i < end; ++i) box.grow(points_[i].position);
    const glm::vec3 size = box.size();
    const int axis = size.x >= size.y && size.x >= size.z ? 0 : size.y >= size.z ? 1 : 2;
    const std::uint32_t middle = begin + (end - begin) / 2;
    std::nth_element(
        points_.begin() + begin, points_.begin() + middle, points_.begin() + end,
        [axis](const OrientedPoint& a, const OrientedPoint& b) { return a.position[axis] < b.position[axis]; });
    axis_[middle] = static_cast<std::uint8_t>(axis);
    build(begin, middle);
    build(middle + 1, end);
}

void NearestPoint::search(std::uint32_t begin, std::uint32_t end, const glm::vec3& p, std::uint32_t& best,
                          float& best2) const {
    const auto try_point = [&](std::uint32_t i) {
        const glm::vec3 d = points_[i].position - p;
        const float d2 = glm::dot(d, d);
        if (d2 < best2) best2 = d2, best = i;
    };
    if (end - begin <= kLeaf) {
        for (std::uint32_t i = begin; i < end; ++i) try_point(i);
        return;
    }
    const std::uint32_t middle = begin + (end - begin) / 2;
    const int axis = axis_[middle];
    const float beyond = p[axis] - points_[middle].position[axis];
    try_point(middle);
    if (beyond < 0.0f) {
        search(begin, middle, p, best, best2);
        if (beyond * beyond < best2) search(middle + 1, end, p, best, best2);
    } else {
        search(middle + 1, end, p, best, best2);
        if (beyond * beyond < best2) search(begin, middle, p, best, best2);
    }
}

std::uint32_t NearestPoint::operator()(const glm::vec3& p) const {
    std::uint32_t best = 0;
    float best2 = std::numeric_limits<float>::max();
    search(0, static_cast<std::uint32_t>(points_.size()), p, best, best2);
    return best;
}

}  // namespace trichion
