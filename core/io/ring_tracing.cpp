// Borders between cells are walked with the area on the right, then averaged.
#include "core/io/ring_tracing.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <utility>

namespace trichion {
namespace {

using Line = std::vector<glm::dvec2>;

constexpr int kSmoothings = 12;
constexpr double kFlatCells = 0.12;  // a point this near to the line without it is left out

/// Corners in the order of (row, column), so that walks begin at the same place whatever the machine.
struct ByRow {
    bool operator()(const glm::ivec2& a, const glm::ivec2& b) const { return std::pair(a.y, a.x) < std::pair(b.y, b.x); }
};

/// Borders by the corner they start at, the area on their right.
std::multimap<glm::ivec2, glm::ivec2, ByRow> directed_borders(const CellMask& mask) {
    std::multimap<glm::ivec2, glm::ivec2, ByRow> next;
    for (int y = 0; y < mask.height; ++y)
        for (int x = 0; x < mask.width; ++x) {
            if (!mask.has(x, y)) continue;
            if (!mask.has(x, y - 1)) next.emplace(glm::ivec2(x, y), glm::ivec2(x + 1, y));
            if (!mask.has(x + 1, y)) next.emplace(glm::ivec2(x + 1, y), glm::ivec2(x + 1, y + 1));
            if (!mask.has(x, y + 1)) next.emplace(glm::ivec2(x + 1, y + 1), glm::ivec2(x, y + 1));
            if (!mask.has(x - 1, y)) next.emplace(glm::ivec2(x, y + 1), glm::ivec2(x, y));
        }
    return next;
}

/// Where two cells touch at a corner, the walk turns right: the rings stay apart.
std::multimap<glm::ivec2, glm::ivec2, ByRow>::iterator turn(std::multimap<glm::ivec2, glm::ivec2, ByRow>& next,
                                                            const glm::ivec2& at, const glm::ivec2& heading) {
    const auto [first, last] = next.equal_range(at);
    const glm::ivec2 right(-heading.y, heading.x);
    for (auto border = first; border != last; ++border)
        if (border->second - at == right) return border;
    return first;
}

void smooth(Line& line, bool is_closed) {
    const std::size_t n = line.size();
    if (n < 3) return;
    for (int pass = 0; pass < kSmoothings; ++pass) {
        const Line before = line;
        for (std::size_t i = 0; i < n; ++i) {
            if (!is_closed && (i == 0 || i + 1 == n)) continue;
            line[i] = 0.25 * before[(i + n - 1) % n] + 0.5 * before[i] + 0.25 * before[(i + 1) % n];
        }
    }
}

double off_line(const glm::dvec2& p, const glm::dvec2& a, const glm::dvec2& b) {
    const glm::dvec2 way = b - a;
    const double length2 = glm::dot(way, way);
    const double t = length2 > 0.0 ? std::clamp(glm::dot(p - a, way) / length2, 0.0, 1.0) : 0.0;
    return glm::distance(p, a + t * way);
}

/// @source U. Ramer, "An Iterative Procedure for the Polygonal Approximation of Plane Curves", 1972.
void keep_corners(const Line& line, std::size_t from, std::size_t to, std::vector<bool>& keeps) {
    double most = kFlatCells;
    std::size_t farthest = 0;
    for (std::size_t i = from + 1; i < to; ++i)
        if (const double off = off_line(line[i], line[from], line[to]); off > most) most = off, farthest = i;
    if (farthest == 0) return;
    keeps[farthest] = true;
    keep_corners(line, from, farthest, keeps);
    keep_corners(line, farthest, to, keeps);
}

Line thinned(const Line& line) {
    std::vector<bool> keeps(line.size(), false);
    keeps.front() = keeps.back() = true;
    keep_corners(line, 0, line.size() - 1, keeps);
    Line thin;
    for (std::size_t i = 0; i < line.size(); ++i)
        if (keeps[i]) thin.push_back(line[i]);
    return thin;
}

double area_of(const Line& ring) {
    double twice = 0.0;
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) twice += ring[j].x * ring[i].y - ring[i].x * ring[j].y;
    return 0.5 * std::abs(twice);
}

void scale(Line& line, const glm::dvec2& origin, double cell_mm) {
    for (glm::dvec2& p : line) p = origin + cell_mm * p;
}

}  // namespace

std::vector<Line> smooth_rings(const CellMask& mask, const glm::dvec2& origin, double cell_mm, double least_mm2) {
    auto next = directed_borders(mask);
    std::vector<Line> rings;
    while (!next.empty()) {
        const glm::ivec2 start = next.begin()->first;
        Line ring{glm::dvec2(start)};
        auto border = next.begin();
        while (true) {
            const glm::ivec2 at = border->second, heading = at - border->first;
            next.erase(border);
            if (at == start) break;
            ring.emplace_back(at);
            border = turn(next, at, heading);
        }
        if (area_of(ring) * cell_mm * cell_mm < least_mm2) continue;
        smooth(ring, true);
        ring.push_back(ring.front());
        ring = thinned(ring);
        ring.pop_back();
        scale(ring, origin, cell_mm);
        rings.push_back(std::move(ring));
    }
    return rings;
}

std::vector<Line> smooth_lines(const std::vector<CellBorder>& borders, const glm::dvec2& origin, double cell_mm, double least_mm) {
    std::multimap<glm::ivec2, glm::ivec2, ByRow> next;
    for (const CellBorder& border : borders) next.emplace(border.from, border.to), next.emplace(border.to, border.from);
    const auto take = [&](const glm::ivec2& from, const glm::ivec2& to) {
        const auto [first, last] = next.equal_range(from);
        next.erase(std::find_if(first, last, [&](const auto& border) { return border.second == to; }));
    };
    const auto walk = [&](glm::ivec2 at) {
        Line line;
        for (auto border = next.find(at); border != next.end(); border = next.find(at)) {
            const glm::ivec2 to = border->second;
            take(at, to), take(to, at);
            line.emplace_back(to);
            at = to;
        }
        return line;
    };
    std::vector<Line> lines;
    while (!next.empty()) {
        const glm::ivec2 start = next.begin()->first;
        Line line = walk(start);
        Line other = walk(start);
        std::ranges::reverse(other);
        other.emplace_back(start);
        other.insert(other.end(), line.begin(), line.end());
        if (static_cast<double>(other.size() - 1) * cell_mm < least_mm) continue;
        smooth(other, false);
        other = thinned(other);
        scale(other, origin, cell_mm);
        lines.push_back(std::move(other));
    }
    return lines;
}

/// Two sweeps of whole steps and diagonals: within 8 % of the true distance.
/// @source G. Borgefors, "Distance Transformations in Digital Images", 1986 (3-4 chamfer).
RoomiestCell roomiest_cell(const CellMask& mask) {
    const int w = mask.width, h = mask.height;
    std::vector<int> thirds(mask.cells.size(), 0);
    const auto at = [&](int x, int y) { return x < 0 || y < 0 || x >= w || y >= h ? 0 : thirds[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)]; };
    const auto sweep = [&](int x, int y, int side, bool is_first) {
        if (!mask.has(x, y)) return;
        int& here = thirds[static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)];
        const int near = std::min({at(x - side, y) + 3, at(x, y - side) + 3, at(x - side, y - side) + 4, at(x + side, y - side) + 4});
        here = is_first ? near : std::min(here, near);
    };
    for (int y = 0; y < h; ++y)
        for (int x = 0; x < w; ++x) sweep(x, y, 1, true);
    RoomiestCell best;
    int most = 0;
    for (int y = h - 1; y >= 0; --y)
        for (int x = w - 1; x >= 0; --x) {
            sweep(x, y, -1, false);
            if (at(x, y) >= most && at(x, y) > 0) most = at(x, y), best = {x, y, at(x, y) / 3.0};
        }
    return best;
}

}  // namespace trichion
