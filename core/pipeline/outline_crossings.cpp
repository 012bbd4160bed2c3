// Pairs of pieces that lie near each other, by spheres round runs of them; then a crossing in the skin's own plane.
#include "core/pipeline/outline_crossings.h"

#include <algorithm>
#include <optional>

namespace trichion {
namespace {

constexpr std::size_t kRun = 8;        // pieces in one sphere
constexpr float kOneSkin_mm = 1.0f;    // lines farther apart than this across the skin lie on different skin

/// A closed polyline on the skin; the last place is not the first again.
struct Loop {
    std::vector<glm::vec3> places;
    std::vector<std::uint32_t> triangles;

    void add(const SurfaceCurve& curve) {
        for (std::size_t i = 0; i + 1 < curve.points.size(); ++i) {
            places.push_back(curve.positions_mm[i]);
            triangles.push_back(curve.points[i].triangle);
        }
    }
};

struct Sphere {
    glm::vec3 centre{0.0f};
    float radius_mm = 0.0f;
};

std::optional<glm::vec3> crossing(const Loop& loop, std::size_t i, std::size_t j, const Surface& surface) {
    const std::size_t n = loop.places.size();
    const glm::vec3 &a = loop.places[i], &b = loop.places[(i + 1) % n], &c = loop.places[j], &d = loop.places[(j + 1) % n];
    const glm::vec3 along = b - a, other = d - c, gap = c - a;
    const float reach = glm::length(along) + glm::length(other);
    if (glm::dot(gap, gap) > reach * reach) return std::nullopt;
    const glm::vec3 normal = surface.face_normal(loop.triangles[i]);
    const auto turn = [&](const glm::vec3& u, const glm::vec3& v) { return glm::dot(normal, glm::cross(u, v)); };
    const float c_side = turn(along, gap), d_side = turn(along, d - a);
    const float a_side = turn(other, a - c), b_side = turn(other, b - c);
    if ((c_side > 0.0f) == (d_side > 0.0f) || (a_side > 0.0f) == (b_side > 0.0f)) return std::nullopt;
    const glm::vec3 here = glm::mix(a, b, a_side / (a_side - b_side)), there = glm::mix(c, d, c_side / (c_side - d_side));
    return glm::distance(here, there) < kOneSkin_mm ? std::optional(here) : std::nullopt;
}

void seek(const Loop& loop, const Surface& surface, std::vector<glm::vec3>& found) {
    const std::size_t n = loop.places.size();
    if (n < 4) return;
    std::vector<Sphere> spheres;
    for (std::size_t first = 0; first < n; first += kRun) {
        Box box;
        for (std::size_t i = first; i <= std::min(first + kRun, n); ++i) box.grow(loop.places[i % n]);
        spheres.push_back({box.centre(), 0.5f * glm::length(box.size())});
    }
    for (std::size_t s = 0; s < spheres.size(); ++s)
        for (std::size_t t = s; t < spheres.size(); ++t) {
            const glm::vec3 gap = spheres[s].centre - spheres[t].centre;
            const float reach = spheres[s].radius_mm + spheres[t].radius_mm;
            if (glm::dot(gap, gap) > reach * reach) continue;
            for (std::size_t i = s * kRun; i < std::min((s + 1) * kRun, n); ++i)
                for (std::size_t j = std::max(t * kRun, i + 2); j < std::min((t + 1) * kRun, n); ++j) {
                    if (i == 0 && j == n - 1) continue;  // neighbours over the loop's end
                    if (const auto place = crossing(loop, i, j, surface)) found.push_back(*place);
                }
        }
}

}  // namespace

std::vector<glm::vec3> crossings_mm(const Head& head, const OutlineResult& drawn) {
    std::vector<glm::vec3> found;
    Loop outline;
    for (const OutlineCurve& part : drawn.parts) outline.add(part.curve);
    seek(outline, head.measuring, found);
    for (const AreaCurve& area : drawn.areas) {
        Loop edge;
        edge.add(area.curve);
        seek(edge, head.measuring, found);
    }
    return found;
}

}  // namespace trichion
