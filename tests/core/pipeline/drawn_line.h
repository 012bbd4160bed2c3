// How good a drawn outline is: on the skin, near its own limit, without kinks. By brute force and plain trigonometry.
#pragma once

#include "core/geometry/geodesic.h"
#include "core/pipeline/outline_stage.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>
#include <string>
#include <tuple>
#include <vector>

namespace trichion::test {

inline constexpr double kOnSkin_mm = 0.02;     // every sample
inline constexpr double kFromLimit_mm = 0.02;  // the drawn pieces from the curve that they stand for
inline constexpr double kSharpest_rad = 0.12;  // from piece to piece in the skin, corners apart
inline constexpr double kMoreUnrest = 1.5;     // of a line on a rough scan, against a clean one's

/// The triangles near a place, found without the program's own tree.
class NearTriangles {
public:
    explicit NearTriangles(const Mesh& mesh) : mesh_(mesh) {
        for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
            Box box;
            for (int k = 0; k < 3; ++k) box.grow(mesh.positions[mesh.triangles[t][k]]);
            const glm::ivec3 low = cell(box.min), high = cell(box.max);
            for (int x = low.x; x <= high.x; ++x)
                for (int y = low.y; y <= high.y; ++y)
                    for (int z = low.z; z <= high.z; ++z) cells_[{x, y, z}].push_back(t);
        }
    }

    /// Distance to the skin; large when none is within a few mm.
    double distance_mm(const glm::dvec3& p) const {
        double least = 1e9;
        const glm::ivec3 c = cell(glm::vec3(p));
        for (int x = -1; x <= 1; ++x)
            for (int y = -1; y <= 1; ++y)
                for (int z = -1; z <= 1; ++z)
                    if (const auto found = cells_.find({c.x + x, c.y + y, c.z + z}); found != cells_.end())
                        for (const std::uint32_t t : found->second) least = std::min(least, to_triangle(p, t));
        return least;
    }

private:
    static constexpr float kCell_mm = 3.0f;
    static glm::ivec3 cell(const glm::vec3& p) { return glm::ivec3(glm::floor(p / kCell_mm)); }
    static double to_segment(const glm::dvec3& p, const glm::dvec3& a, const glm::dvec3& b) {
        const glm::dvec3 along = b - a;
        const double length2 = glm::dot(along, along);
        const double t = length2 > 0.0 ? std::clamp(glm::dot(p - a, along) / length2, 0.0, 1.0) : 0.0;
        return glm::length(a + t * along - p);
    }
    double to_triangle(const glm::dvec3& p, std::uint32_t t) const {
        const glm::dvec3 a = mesh_.positions[mesh_.triangles[t].x], b = mesh_.positions[mesh_.triangles[t].y],
                         c = mesh_.positions[mesh_.triangles[t].z];
        const glm::dvec3 n = glm::cross(b - a, c - a);
        const bool is_over = glm::dot(glm::cross(b - a, p - a), n) >= 0.0 && glm::dot(glm::cross(c - b, p - b), n) >= 0.0 &&
                             glm::dot(glm::cross(a - c, p - c), n) >= 0.0 && glm::length(n) > 0.0;
        if (is_over) return std::abs(glm::dot(p - a, n)) / glm::length(n);
        return std::min({to_segment(p, a, b), to_segment(p, b, c), to_segment(p, c, a)});
    }

    const Mesh& mesh_;
    std::map<std::tuple<int, int, int>, std::vector<std::uint32_t>> cells_;
};

inline double farthest_off(const NearTriangles& skin, const OutlineResult& drawn) {
    double farthest = 0.0;
    for (const OutlineStretch& stretch : drawn.stretches)
        for (const glm::vec3& p : stretch.curve.positions_mm) farthest = std::max(farthest, skin.distance_mm(p));
    return farthest;
}

/// Largest distance from a row of places to the nearest pieces of another.
inline double farthest_mm(const std::vector<glm::vec3>& a, const std::vector<glm::vec3>& b) {
    double farthest = 0.0;
    for (const glm::vec3& q : a) {
        double least = 1e9;
        for (std::size_t i = 1; i < b.size(); ++i) {
            const glm::dvec3 from = b[i - 1], along = glm::dvec3(b[i]) - from, to_q = glm::dvec3(q) - from;
            const double length2 = glm::dot(along, along);
            const double t = length2 > 0.0 ? std::clamp(glm::dot(to_q, along) / length2, 0.0, 1.0) : 0.0;
            const glm::dvec3 gap = to_q - t * along;
            least = std::min(least, glm::dot(gap, gap));
        }
        farthest = std::max(farthest, least);
    }
    return std::sqrt(farthest);
}

/// Between two drawings of one outline, either way, stretch by stretch.
inline double largest_gap_mm(const OutlineResult& a, const OutlineResult& b) {
    double largest = 0.0;
    for (std::size_t s = 0; s < std::min(a.stretches.size(), b.stretches.size()); ++s) {
        const auto &p = a.stretches[s].curve.positions_mm, &q = b.stretches[s].curve.positions_mm;
        largest = std::max({largest, farthest_mm(p, q), farthest_mm(q, p)});
    }
    return a.stretches.size() == b.stretches.size() ? largest : 1e9;
}

/// As largest_gap_mm, but as seen from above the skin that `a` is drawn on: how far the line has moved on it.
inline double largest_sideways_mm(const Head& head, const OutlineResult& a, const OutlineResult& b) {
    double largest = 0.0;
    for (std::size_t s = 0; s < std::min(a.stretches.size(), b.stretches.size()); ++s) {
        const SurfaceCurve& line = a.stretches[s].curve;
        for (const glm::vec3& q : b.stretches[s].curve.positions_mm) {
            double least = 1e9;
            for (std::size_t i = 1; i < line.points.size(); ++i) {
                const glm::dvec3 normal = head.measuring.normal(line.points[i]), from = line.positions_mm[i - 1];
                const auto flat = [&](const glm::dvec3& v) { return v - glm::dot(v, normal) * normal; };
                const glm::dvec3 to_q = glm::dvec3(q) - from, along = flat(glm::dvec3(line.positions_mm[i]) - from);
                if (glm::length(to_q) > 5.0) continue;
                const double length2 = glm::dot(along, along);
                const double t = length2 > 0.0 ? std::clamp(glm::dot(to_q, along) / length2, 0.0, 1.0) : 0.0;
                least = std::min(least, glm::length(flat(to_q) - t * along));
            }
            largest = std::max(largest, least);
        }
    }
    return largest;
}

/// From the drawn pieces to the same cubics sampled many times finer.
inline double farthest_from_limit(const Head& head, const OutlineResult& drawn) {
    GeodesicSolver solver(head.measuring);
    double farthest = 0.0;
    for (const OutlineStretch& stretch : drawn.stretches) {
        const auto controls = stretch_controls(solver, head.measuring, stretch.knots);
        if (!controls) continue;
        const auto limit = sample_stretch(solver, head.measuring, *controls, {0.2, 0.01, 0.02});
        if (limit) farthest = std::max(farthest, farthest_mm(limit->positions_mm, stretch.curve.positions_mm));
    }
    return farthest;
}

/// The sharpest turn from one piece to the next as seen from above the skin, but for corners.
inline double sharpest_turn_rad(const Head& head, const Outline& outline, const OutlineResult& drawn) {
    double sharpest = 0.0;
    const std::size_t n = drawn.stretches.size();
    const auto turn = [&](const glm::dvec3& a, const SurfacePoint& at, const glm::dvec3& c) {
        const glm::dvec3 b = head.measuring.position(at), normal = head.measuring.normal(at);
        glm::dvec3 in = b - a, out = c - b;
        in -= glm::dot(in, normal) * normal, out -= glm::dot(out, normal) * normal;
        if (glm::length(in) < 1e-3 || glm::length(out) < 1e-3) return 0.0;
        return std::abs(std::atan2(glm::dot(normal, glm::cross(in, out)), glm::dot(in, out)));
    };
    for (std::size_t s = 0; s < n; ++s) {
        const auto &here = drawn.stretches[s].curve, &next = drawn.stretches[(s + 1) % n].curve;
        const auto& p = here.positions_mm;
        for (std::size_t i = 1; i + 1 < p.size(); ++i) sharpest = std::max(sharpest, turn(p[i - 1], here.points[i], p[i + 1]));
        if (!outline.points[(s + 1) % n].is_corner && p.size() > 1 && next.positions_mm.size() > 1)
            sharpest = std::max(sharpest, turn(p[p.size() - 2], here.points.back(), next.positions_mm[1]));
    }
    return sharpest;
}

/// Turning that is taken back within a few mm: what an eye calls jitter. The line is read every 2 mm, and the change
/// of turning from step to step summed over its length.
inline double unrest_rad_per_m(const OutlineResult& drawn) {
    double sum = 0.0, length = 0.0;
    for (const OutlineStretch& stretch : drawn.stretches) {
        std::vector<glm::dvec3> steps;
        float walked = -1.0f;
        for (std::size_t i = 0; i < stretch.curve.positions_mm.size(); ++i) {
            if (walked >= 0.0f && stretch.curve.arc_mm[i] - walked < 2.0f) continue;
            walked = stretch.curve.arc_mm[i];
            steps.push_back(stretch.curve.positions_mm[i]);
        }
        length += static_cast<double>(stretch.curve.length_mm());
        for (std::size_t i = 3; i < steps.size(); ++i) {
            const auto turning = [&](std::size_t k) {
                const glm::dvec3 a = glm::normalize(steps[k - 1] - steps[k - 2]), b = glm::normalize(steps[k] - steps[k - 1]);
                return glm::cross(a, b);
            };
            sum += glm::length(turning(i) - turning(i - 1));
        }
    }
    return 1000.0 * sum / length;
}

inline void expect_numbers(const OutlineResult& drawn) {
    const auto expect_curve = [](const SurfaceCurve& curve) {
        ASSERT_EQ(curve.points.size(), curve.positions_mm.size());
        ASSERT_EQ(curve.points.size(), curve.arc_mm.size());
        for (std::size_t i = 0; i < curve.points.size(); ++i) {
            const glm::vec3 p = curve.positions_mm[i], w = curve.points[i].weights;
            ASSERT_TRUE(std::isfinite(p.x + p.y + p.z + w.x + w.y + w.z + curve.arc_mm[i]));
            ASSERT_NEAR(w.x + w.y + w.z, 1.0f, 1e-4f);
            if (i > 0) { ASSERT_GE(curve.arc_mm[i], curve.arc_mm[i - 1]); }
        }
    };
    for (const OutlineCurve& part : drawn.parts) expect_curve(part.curve);
    for (const AreaCurve& area : drawn.areas) expect_curve(area.curve);
    EXPECT_TRUE(std::isfinite(drawn.length_mm + drawn.hairline_mm + drawn.mid_frontal_height_mm + drawn.left_right_mm));
}

/// Everything asked of a drawn line at once.
inline void expect_fine_line(const Head& head, const NearTriangles& skin, const Outline& outline,
                             const OutlineResult& drawn, const std::string& name) {
    expect_numbers(drawn);
    EXPECT_LT(farthest_off(skin, drawn), kOnSkin_mm) << name;
    EXPECT_LT(farthest_from_limit(head, drawn), kFromLimit_mm) << name;
    EXPECT_LT(sharpest_turn_rad(head, outline, drawn), kSharpest_rad) << name;
    for (const OutlineStretch& stretch : drawn.stretches) EXPECT_FALSE(stretch.is_broken) << name;
}

/// The same outline with points added along its drawn line until it has `count`.
inline Outline with_more_points(const Head& head, const Outline& outline, std::size_t count) {
    const OutlineResult drawn = trace_outline(head, outline);
    Outline more = outline;
    more.points.clear();
    const std::size_t n = outline.points.size();
    for (std::size_t s = 0; s < n; ++s) {
        more.points.push_back(outline.points[s]);
        const SurfaceCurve& curve = drawn.stretches[s].curve;
        const std::size_t added = (count - n) * (s + 1) / n - (count - n) * s / n;
        for (std::size_t k = 1; k <= added; ++k) {
            const float arc = curve.length_mm() * static_cast<float>(k) / static_cast<float>(added + 1);
            const auto at = std::ranges::lower_bound(curve.arc_mm, arc) - curve.arc_mm.begin();
            OutlinePoint point{more.next_id++, curve.points[static_cast<std::size_t>(at)], outline.points[s].part, false, 0};
            if (!(point.at == more.points.back().at)) more.points.push_back(point);
        }
    }
    return more;
}

}  // namespace trichion::test
