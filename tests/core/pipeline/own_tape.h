// A tape of the tests' own: where a plane cuts a mesh, by brute force. Shares no code with what it checks.
#pragma once

#include "core/geometry/mesh.h"

#include <algorithm>
#include <cmath>
#include <glm/glm.hpp>
#include <limits>
#include <map>
#include <utility>
#include <vector>

namespace trichion::test {

using Polyline = std::vector<glm::dvec3>;

inline double length_mm(const Polyline& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// The place this far along; the last one beyond the end.
inline glm::dvec3 walked(const Polyline& line, double mm) {
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double piece = glm::distance(line[i - 1], line[i]);
        if (piece >= mm) return glm::mix(line[i - 1], line[i], piece > 0.0 ? mm / piece : 0.0);
        mm -= piece;
    }
    return line.back();
}

/// The closed lines in which the plane through `point` cuts a closed mesh.
inline std::vector<Polyline> plane_sections(const Mesh& mesh, const glm::dvec3& point, const glm::dvec3& normal) {
    const auto side = [&](std::uint32_t v) { return glm::dot(glm::dvec3(mesh.positions[v]) - point, normal); };
    using Edge = std::pair<std::uint32_t, std::uint32_t>;
    std::map<Edge, std::vector<Edge>> joined;
    for (const glm::uvec3& t : mesh.triangles) {
        std::vector<Edge> cut;
        for (int k = 0; k < 3; ++k)
            if ((side(t[k]) < 0.0) != (side(t[(k + 1) % 3]) < 0.0)) cut.push_back(std::minmax(t[k], t[(k + 1) % 3]));
        if (cut.size() == 2) joined[cut[0]].push_back(cut[1]), joined[cut[1]].push_back(cut[0]);
    }
    std::vector<Polyline> sections;
    while (!joined.empty()) {
        Polyline line;
        for (auto here = joined.begin(); here != joined.end();) {
            const auto [a, b] = here->first;
            line.push_back(glm::mix(glm::dvec3(mesh.positions[a]), glm::dvec3(mesh.positions[b]), side(a) / (side(a) - side(b))));
            const std::vector<Edge> next = here->second;
            joined.erase(here);
            here = joined.end();
            for (const Edge& edge : next)
                if (here == joined.end()) here = joined.find(edge);
        }
        line.push_back(line.front());
        sections.push_back(std::move(line));
    }
    return sections;
}

/// A tape along the skin in that plane, the shorter way between the places of the cut nearest to both ends.
inline Polyline taped(const Mesh& mesh, const glm::dvec3& normal, const glm::dvec3& from, const glm::dvec3& to) {
    struct Place {
        std::size_t piece = 0;
        glm::dvec3 at{0.0};
        double off = std::numeric_limits<double>::max();
    };
    const auto nearest = [](const Polyline& line, const glm::dvec3& p) {
        Place best;
        for (std::size_t i = 1; i < line.size(); ++i) {
            const glm::dvec3 along = line[i] - line[i - 1];
            const double t = glm::clamp(glm::dot(p - line[i - 1], along) / std::max(1e-12, glm::dot(along, along)), 0.0, 1.0);
            const glm::dvec3 at = line[i - 1] + t * along;
            if (const double off = glm::distance(at, p); off < best.off) best = {i, at, off};
        }
        return best;
    };
    Polyline shortest;
    double least_off = std::numeric_limits<double>::max();
    for (const Polyline& line : plane_sections(mesh, from, normal)) {
        const Place a = nearest(line, from), b = nearest(line, to);
        if (a.off + b.off >= least_off) continue;
        least_off = a.off + b.off;
        const bool is_ahead = a.piece < b.piece || (a.piece == b.piece && glm::distance(line[a.piece - 1], a.at) <= glm::distance(line[b.piece - 1], b.at));
        const Place &first = is_ahead ? a : b, &last = is_ahead ? b : a;
        const auto at = [&](std::size_t i) { return line.begin() + static_cast<std::ptrdiff_t>(i); };
        Polyline inner{first.at}, outer{last.at};
        inner.insert(inner.end(), at(first.piece), at(last.piece)), inner.push_back(last.at);
        outer.insert(outer.end(), at(last.piece), line.end());
        outer.insert(outer.end(), at(1), at(first.piece)), outer.push_back(first.at);
        std::ranges::reverse(outer);
        shortest = length_mm(inner) <= length_mm(outer) ? inner : outer;
        if (!is_ahead) std::ranges::reverse(shortest);
    }
    return shortest;
}

/// From a place on the forehead straight down to a height, by a tape in the plane parallel to the midline of a head whose
/// x runs to the left; 0 when the place is no higher.
inline double taped_above_mm(const Mesh& mesh, const glm::dvec3& place, double level_y) {
    const Polyline down = taped(mesh, {1.0, 0.0, 0.0}, place, {place.x, level_y - 5.0, 100.0});
    double length = 0.0;
    for (std::size_t i = 1; i < down.size(); ++i) {
        const double piece = glm::distance(down[i - 1], down[i]);
        if (down[i].y < level_y) return length + piece * std::max(0.0, (down[i - 1].y - level_y) / (down[i - 1].y - down[i].y));
        length += piece;
    }
    return length;
}

}  // namespace trichion::test
