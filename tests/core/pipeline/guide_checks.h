// What a printed guide is held to, measured by code of the tests' own: distances by looking at every triangle near by.
#pragma once

#include "core/geometry/mesh.h"
#include "core/pipeline/printed_guide.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <glm/glm.hpp>
#include <gtest/gtest.h>
#include <limits>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace trichion::test {

/// Triangles by the cells of space that they touch; finds those near a place.
class TriangleCells {
public:
    TriangleCells(std::vector<glm::dvec3> positions, std::vector<glm::uvec3> triangles, double cell_mm)
        : p_(std::move(positions)), t_(std::move(triangles)), cell_mm_(cell_mm) {
        for (std::uint32_t i = 0; i < t_.size(); ++i) {
            glm::dvec3 low = p_[t_[i].x], high = low;
            for (int k = 1; k < 3; ++k) low = glm::min(low, p_[t_[i][k]]), high = glm::max(high, p_[t_[i][k]]);
            each_cell(low, high, [&](std::uint64_t cell) { cells_[cell].push_back(i); });
        }
    }

    /// From a place to the nearest triangle, if that is nearer than a cell's side; else that side. Below 0 behind it.
    double signed_distance(const glm::dvec3& q) const {
        double nearest = cell_mm_;
        bool is_behind = false;
        each_cell(q - cell_mm_, q + cell_mm_, [&](std::uint64_t cell) {
            const auto found = cells_.find(cell);
            if (found == cells_.end()) return;
            for (const std::uint32_t i : found->second) {
                const glm::dvec3 &a = p_[t_[i].x], &b = p_[t_[i].y], &c = p_[t_[i].z];
                const glm::dvec3 low = glm::min(glm::min(a, b), c) - nearest, high = glm::max(glm::max(a, b), c) + nearest;
                if (glm::any(glm::lessThan(q, low)) || glm::any(glm::greaterThan(q, high))) continue;
                const double d = distance_to(q, a, b, c);
                if (d >= nearest) continue;
                nearest = d;
                is_behind = glm::dot(q - a, glm::cross(b - a, c - a)) < 0.0;
            }
        });
        return is_behind ? -nearest : nearest;
    }

    /// Pairs of triangles that share no vertex and yet cross each other.
    std::size_t crossings() const {
        std::size_t count = 0;
        for (const auto& [cell, inside] : cells_)
            for (std::size_t m = 0; m < inside.size(); ++m)
                for (std::size_t n = m + 1; n < inside.size(); ++n) count += cross(t_[inside[m]], t_[inside[n]]) ? 1 : 0;
        return count;
    }

private:
    template <class Visit>
    void each_cell(const glm::dvec3& low, const glm::dvec3& high, const Visit& visit) const {
        const glm::ivec3 from(glm::floor(low / cell_mm_)), to(glm::floor(high / cell_mm_));
        for (int x = from.x; x <= to.x; ++x)
            for (int y = from.y; y <= to.y; ++y)
                for (int z = from.z; z <= to.z; ++z)
                    visit((std::uint64_t(x + 4096) << 40) | (std::uint64_t(y + 4096) << 20) | std::uint64_t(z + 4096));
    }

    static double to_segment(const glm::dvec3& q, const glm::dvec3& a, const glm::dvec3& b) {
        const double length2 = glm::dot(b - a, b - a);
        const double t = length2 > 0.0 ? std::clamp(glm::dot(q - a, b - a) / length2, 0.0, 1.0) : 0.0;
        return glm::distance(q, a + t * (b - a));
    }

    static double distance_to(const glm::dvec3& q, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c) {
        const double edges = std::min({to_segment(q, a, b), to_segment(q, b, c), to_segment(q, c, a)});
        const glm::dvec3 normal = glm::cross(b - a, c - a);
        const double length = glm::length(normal);
        if (length < 1e-12) return edges;
        for (const auto& [from, to] : {std::pair{a, b}, {b, c}, {c, a}})
            if (glm::dot(glm::cross(to - from, q - from), normal) < 0.0) return edges;
        return std::min(edges, std::abs(glm::dot(q - a, normal)) / length);
    }

    static bool crosses(const glm::dvec3& from, const glm::dvec3& to, const glm::dvec3& a, const glm::dvec3& b, const glm::dvec3& c) {
        const glm::dvec3 normal = glm::cross(b - a, c - a);
        const double before = glm::dot(from - a, normal), after = glm::dot(to - a, normal);
        if ((before > 0.0) == (after > 0.0) || before == after) return false;
        const glm::dvec3 at = glm::mix(from, to, before / (before - after));
        for (const auto& [p, q] : {std::pair{a, b}, {b, c}, {c, a}})
            if (glm::dot(glm::cross(q - p, at - p), normal) <= 0.0) return false;
        return true;
    }

    bool cross(const glm::uvec3& s, const glm::uvec3& t) const {
        for (int i = 0; i < 3; ++i)
            for (int j = 0; j < 3; ++j)
                if (s[i] == t[j]) return false;
        for (int k = 0; k < 3; ++k)
            if (crosses(p_[s[k]], p_[s[(k + 1) % 3]], p_[t.x], p_[t.y], p_[t.z]) ||
                crosses(p_[t[k]], p_[t[(k + 1) % 3]], p_[s.x], p_[s.y], p_[s.z]))
                return true;
        return false;
    }

    std::vector<glm::dvec3> p_;
    std::vector<glm::uvec3> t_;
    double cell_mm_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> cells_;
};

/// The skin above the ears' lower ends, where guides lie.
inline TriangleCells skull_cells(const Head& head, double cell_mm) {
    const Mesh& mesh = head.measuring.mesh();
    std::vector<glm::uvec3> above;
    for (const glm::uvec3& t : mesh.triangles)
        if (mesh.positions[t.x].y > -30.0f) above.push_back(t);
    return {std::vector<glm::dvec3>(mesh.positions.begin(), mesh.positions.end()), std::move(above), cell_mm};
}

struct GapRange {
    double least_mm = std::numeric_limits<double>::max();
    double most_mm = std::numeric_limits<double>::lowest();

    bool is_within(double gap_mm, double tolerance_mm) const { return least_mm >= gap_mm - tolerance_mm && most_mm <= gap_mm + tolerance_mm; }
};

/// Of the guide's inside: vertices, edges' middles, triangles' middles.
inline GapRange measured_gap(const TriangleCells& skin, const PrintedGuide& guide) {
    GapRange range;
    const auto add = [&](const glm::dvec3& p) {
        const double off = skin.signed_distance(p);
        range = {std::min(range.least_mm, off), std::max(range.most_mm, off)};
    };
    for (std::size_t t = 0; t < guide.inside_triangles; ++t) {
        const glm::uvec3& corner = guide.triangles[t];
        const glm::dvec3 &a = guide.positions_mm[corner.x], &b = guide.positions_mm[corner.y], &c = guide.positions_mm[corner.z];
        for (const glm::dvec3& p : {a, 0.5 * (a + b), 0.5 * (b + c), 0.5 * (c + a), (a + b + c) / 3.0}) add(p);
    }
    return range;
}

/// Every edge has two triangles that run along it in opposite ways, and every vertex one fan of triangles.
inline bool is_closed_and_manifold(const std::vector<glm::uvec3>& triangles) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> next;
    std::map<std::uint32_t, std::size_t> degree;
    for (const glm::uvec3& t : triangles)
        for (int k = 0; k < 3; ++k) {
            if (!next.emplace(std::pair{t[k], t[(k + 1) % 3]}, t[(k + 2) % 3]).second) return false;
            ++degree[t[k]];
        }
    for (const auto& [edge, third] : next)
        if (!next.contains({edge.second, edge.first})) return false;
    for (const auto& [edge, third] : next) {
        const std::uint32_t middle = edge.first;
        std::uint32_t at = edge.second;
        std::size_t turned = 0;
        do {
            at = next.at({middle, at});
            ++turned;
        } while (at != edge.second && turned <= degree[middle]);
        if (turned != degree[middle]) return false;
    }
    return true;
}

/// Least distance from the outside's vertices and middles to the inside.
inline double measured_thickness_mm(const PrintedGuide& guide) {
    const auto begin = guide.triangles.begin(), end = begin + static_cast<std::ptrdiff_t>(guide.inside_triangles);
    const TriangleCells inside(guide.positions_mm, {begin, end}, 1.0 + guide.least_thickness_mm);
    double least = std::numeric_limits<double>::max();
    for (std::size_t t = guide.inside_triangles; t < 2 * guide.inside_triangles; ++t) {
        const glm::uvec3& corner = guide.triangles[t];
        const glm::dvec3 &a = guide.positions_mm[corner.x], &b = guide.positions_mm[corner.y], &c = guide.positions_mm[corner.z];
        for (const glm::dvec3& p : {a, (a + b + c) / 3.0}) least = std::min(least, std::abs(inside.signed_distance(p)));
    }
    return least;
}

/// From the skin and ears to the nearest of the whole solid: vertices and middles of triangles; as far as the cells see.
inline double least_off_mm(const TriangleCells& skin, const PrintedGuide& guide) {
    double least = std::numeric_limits<double>::max();
    for (const glm::dvec3& p : guide.positions_mm) least = std::min(least, skin.signed_distance(p));
    for (const glm::uvec3& t : guide.triangles)
        least = std::min(least, skin.signed_distance((guide.positions_mm[t.x] + guide.positions_mm[t.y] + guide.positions_mm[t.z]) / 3.0));
    return least;
}

/// The worse side of both.
struct HookWay {
    double over_ear_mm = std::numeric_limits<double>::max();         // above the ear's upper end of attachment
    double behind_ear_mm = std::numeric_limits<double>::max();       // behind its hindmost place of attachment
    double down_behind_ear_mm = std::numeric_limits<double>::max();  // below its upper end, there
};

inline HookWay way_of_hooks(const Head& head, const PrintedGuide& guide) {
    HookWay way;
    for (const std::string side : {"_l", "_r"}) {
        const glm::dvec3 top(head.landmark("ear_attachment_superior" + side)), back(head.landmark("ear_attachment_posterior" + side));
        double above = std::numeric_limits<double>::max(), behind = above, down = 0.0;
        for (const glm::dvec3& p : guide.positions_mm) {
            if (p.x * top.x < 0.0 || p.z > top.z + 20.0) continue;
            if (std::abs(p.z - top.z) < 3.0) above = std::min(above, p.y - top.y);
            if (std::abs(p.y - back.y) < 5.0) behind = std::min(behind, back.z - p.z);
            if (p.z < back.z) down = std::max(down, top.y - p.y);
        }
        way = {std::min(way.over_ear_mm, above), std::min(way.behind_ear_mm, behind), std::min(way.down_behind_ear_mm, down)};
    }
    return way;
}

/// Of cuts by planes through each ear's middle, square to the way round it, from above the ear to 8 mm before the hooks' ends.
inline double least_section_round_ears_mm2(const Head& head, const PrintedGuide& guide) {
    double least = std::numeric_limits<double>::max();
    for (const std::string side : {"_l", "_r"}) {
        const glm::dvec3 top(head.landmark("ear_attachment_superior" + side)), back(head.landmark("ear_attachment_posterior" + side));
        const glm::dvec3 middle(back.x, back.y, top.z);
        for (double degrees = 110.0; degrees <= 150.0; degrees += 5.0) {
            const double angle = degrees * 3.14159265358979 / 180.0;
            const glm::dvec3 out(0.0, std::sin(angle), std::cos(angle)), square(0.0, std::cos(angle), -std::sin(angle));
            double area = 0.0;
            for (const glm::uvec3& t : guide.triangles) {
                std::vector<glm::dvec3> ends;
                for (int k = 0; k < 3; ++k) {
                    const glm::dvec3 a = guide.positions_mm[t[k]] - middle, b = guide.positions_mm[t[(k + 1) % 3]] - middle;
                    const double before = glm::dot(a, square), after = glm::dot(b, square);
                    if ((before < 0.0) != (after < 0.0)) ends.push_back(glm::mix(a, b, before / (before - after)));
                }
                if (ends.size() != 2 || ends[0].x * top.x + middle.x * top.x < 0.0 || glm::dot(ends[0], out) < 0.0) continue;
                const glm::dvec3 facing = glm::cross(guide.positions_mm[t.y] - guide.positions_mm[t.x], guide.positions_mm[t.z] - guide.positions_mm[t.x]);
                if (glm::dot(glm::cross(facing, ends[1] - ends[0]), square) < 0.0) std::swap(ends[0], ends[1]);
                area += 0.5 * glm::dot(glm::cross(ends[0], ends[1]), square);
            }
            least = std::min(least, std::abs(area));
        }
    }
    return least;
}

/// How far up the faces round the hairline's edge look when printed: 1 straight up, -1 straight down. Below -0.7 a slicer
/// would hold them by supports.
inline double least_upwards_at_hairline(const PrintedGuide& guide, const std::vector<glm::dvec3>& printed) {
    std::vector<bool> is_hairline(guide.positions_mm.size(), false);
    for (const std::uint32_t v : guide.hairline) is_hairline[v] = true;
    double least = 1.0;
    for (const glm::uvec3& t : guide.triangles) {
        if (!is_hairline[t.x] && !is_hairline[t.y] && !is_hairline[t.z]) continue;
        least = std::min(least, glm::normalize(glm::cross(printed[t.y] - printed[t.x], printed[t.z] - printed[t.x])).z);
    }
    return least;
}

/// Closed, manifold, nowhere through itself, as thick as set.
inline void expect_solid(const PrintedGuide& guide, double thickness_mm) {
    EXPECT_TRUE(is_closed_and_manifold(guide.triangles));
    EXPECT_EQ(TriangleCells(guide.positions_mm, guide.triangles, 1.0).crossings(), 0u);
    const double thickness = measured_thickness_mm(guide);
    EXPECT_GT(thickness, 0.9 * thickness_mm);
    EXPECT_NEAR(thickness, guide.least_thickness_mm, 0.03);
    EXPECT_GT(guide.volume_cm3, 1.0);
}

}  // namespace trichion::test
