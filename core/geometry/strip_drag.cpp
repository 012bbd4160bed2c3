// Matches two curves by the samples that they share, and moves a strip's columns from one to the other.
#include "core/geometry/strip_drag.h"

#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <unordered_map>
#include <utility>

namespace trichion {
namespace {

constexpr double kShortestWidthShare = 0.05;  // of a line's width before: a shorter one ends at the surface's border

struct PlaceHash {
    std::size_t operator()(const glm::vec3& p) const {
        std::uint64_t hash = std::bit_cast<std::uint32_t>(p.x);
        for (const float value : {p.y, p.z}) hash = hash * 0x9e3779b97f4a7c15ull + std::bit_cast<std::uint32_t>(value);
        return static_cast<std::size_t>(hash ^ (hash >> 29));
    }
};

/// Samples of two curves at the same place, in order along both.
struct SharedSample {
    std::size_t before = 0, now = 0;
};

std::vector<SharedSample> shared_samples(const SurfaceCurve& before, const SurfaceCurve& now) {
    std::unordered_map<glm::vec3, std::size_t, PlaceHash> index;
    index.reserve(before.positions_mm.size());
    for (std::size_t i = 0; i < before.positions_mm.size(); ++i) index.emplace(before.positions_mm[i], i);
    std::vector<SharedSample> shared;
    for (std::size_t i = 0; i < now.positions_mm.size(); ++i) {
        const auto found = index.find(now.positions_mm[i]);
        if (found != index.end() && (shared.empty() || found->second > shared.back().before)) shared.push_back({found->second, i});
    }
    return shared;
}

/// Ways of the corners between two samples, neither end among them.
std::vector<double> corners_between(const SurfaceCurve& curve, const std::vector<double>& corners, std::size_t first, std::size_t last) {
    std::vector<double> inside;
    for (const double arc : corners)
        if (arc > double(curve.arc_mm[first]) && arc < double(curve.arc_mm[last])) inside.push_back(arc);
    return inside;
}

glm::dvec3 edge_place(const Strip& strip, std::size_t column) { return strip.positions_mm[strip.vertex(strip.edge_row, column)]; }

glm::dvec3 course_of(const Strip& strip, std::size_t column) {
    return edge_place(strip, std::min(column + 1, strip.columns - 1)) - edge_place(strip, column > 0 ? column - 1 : 0);
}

double angle_between(const glm::dvec3& a, const glm::dvec3& b) { return std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b)); }

/// Lays one side's line of a column anew, the way that it went: directions that were fanned out once cross no more where the
/// curve is bent a little. @return false where there is no room for it.
bool lay_line(const Surface& surface, const SurfacePoint& at, const glm::dvec3& direction, std::size_t column, bool is_left, Strip& strip) {
    const std::size_t rows = is_left ? strip.rows - 1 - strip.edge_row : strip.edge_row;
    double& width = is_left ? strip.left_mm[column] : strip.right_mm[column];
    const glm::dvec2 flat = tangent_frame(surface, at.triangle).flat(direction);
    if (!(glm::length(flat) > 1e-6)) return false;
    const glm::dvec2 unit = glm::normalize(flat);
    std::vector<SurfacePoint> stops;
    if (const double reach = walk_straight(surface, at, width * unit, rows, stops).walked_mm; reach < width - 1e-6) {
        if (reach < kShortestWidthShare * width) return false;
        width = 0.98 * reach;
        walk_straight(surface, at, width * unit, rows, stops);
    }
    for (std::size_t j = 0; j < rows; ++j) {
        const std::size_t row = is_left ? strip.edge_row + 1 + j : strip.edge_row - 1 - j;
        const glm::dvec3 place(surface.position(stops[j]));
        strip.positions_mm[strip.vertex(row, column)] = place;
        strip.positions_mm[strip.vertex_behind(row, column)] = place;
    }
    const std::size_t first = strip.vertex(is_left ? strip.edge_row + 1 : strip.edge_row - 1, column);
    const double angle = angle_between(course_of(strip, column), strip.positions_mm[first] - edge_place(strip, column));
    (is_left ? strip.left_angle_rad : strip.right_angle_rad)[column] = is_left ? angle : -angle;
    return true;
}

}  // namespace

std::optional<CurveMatch> CurveMatch::between(const SurfaceCurve& before, const SurfaceCurve& now) {
    if (before.is_closed || now.is_closed || before.positions_mm.size() < 2 || now.positions_mm.size() < 2) return std::nullopt;
    std::vector<SharedSample> shared = shared_samples(before, now);
    const SharedSample ends[2] = {{0, 0}, {before.positions_mm.size() - 1, now.positions_mm.size() - 1}};
    if (shared.empty() || shared.front().before != 0 || shared.front().now != 0) {
        std::erase_if(shared, [](const SharedSample& s) { return s.before == 0 || s.now == 0; });
        shared.insert(shared.begin(), ends[0]);
    }
    if (shared.back().before != ends[1].before || shared.back().now != ends[1].now) {
        std::erase_if(shared, [&](const SharedSample& s) { return s.before >= ends[1].before || s.now >= ends[1].now; });
        shared.push_back(ends[1]);
    }
    const std::vector<double> corners = curve_corners_mm(before), corners_now = curve_corners_mm(now);
    CurveMatch match;
    for (std::size_t k = 0; k + 1 < shared.size(); ++k) {
        const SharedSample &a = shared[k], &b = shared[k + 1];
        const bool is_kept = b.before == a.before + 1 && b.now == a.now + 1 && before.positions_mm[a.before] == now.positions_mm[a.now] &&
                             before.positions_mm[b.before] == now.positions_mm[b.now];
        match.ties_.push_back({double(before.arc_mm[a.before]), double(now.arc_mm[a.now]), is_kept});
        if (is_kept) continue;
        const std::vector<double> old_corners = corners_between(before, corners, a.before, b.before);
        const std::vector<double> new_corners = corners_between(now, corners_now, a.now, b.now);
        // A corner that comes or goes is passed over.
        for (std::size_t c = 0; old_corners.size() == new_corners.size() && c < old_corners.size(); ++c) match.ties_.push_back({old_corners[c], new_corners[c], false});
    }
    match.ties_.push_back({double(before.arc_mm.back()), double(now.arc_mm.back()), false});
    return match;
}

double CurveMatch::now_mm(double arc_mm) const {
    const auto above = std::ranges::upper_bound(ties_, arc_mm, {}, &Tie::before_mm);
    const auto k = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(std::distance(ties_.begin(), above), 1, std::ssize(ties_) - 1));
    const Tie &a = ties_[k - 1], &b = ties_[k];
    const double step = b.before_mm - a.before_mm;
    if (a.is_kept_after || !(step > 0.0)) return a.now_mm + (arc_mm - a.before_mm);
    return a.now_mm + (arc_mm - a.before_mm) / step * (b.now_mm - a.now_mm);
}

bool CurveMatch::is_kept_between(double from_mm, double to_mm) const {
    for (std::size_t k = 0; k + 1 < ties_.size(); ++k)
        if (!ties_[k].is_kept_after && ties_[k].before_mm < to_mm && ties_[k + 1].before_mm > from_mm) return false;
    return true;
}

bool CurveMatch::is_kept(double arc_mm, double reach_mm) const { return is_kept_between(arc_mm - reach_mm, arc_mm + reach_mm); }

std::optional<FollowedStrip> follow_strip(const Surface& surface, const Strip& before, const SurfaceCurve& now, const CurveMatch& match,
                                          const DragWidths& widths) {
    if (!(widths.left_share > 0.0) || !(widths.right_share > 0.0)) return std::nullopt;
    FollowedStrip followed{before, 0};
    Strip& strip = followed.strip;
    std::vector<SurfacePoint> stations(strip.columns);
    std::vector<bool> is_moved(strip.columns, false);
    for (std::size_t i = 0; i < strip.columns; ++i) {
        strip.arc_mm[i] = match.now_mm(before.arc_mm[i]);
        // Up to the neighbours, which give the curve its course there.
        const double from = before.arc_mm[i > 0 ? i - 1 : 0], to = before.arc_mm[std::min(i + 1, strip.columns - 1)];
        is_moved[i] = !match.is_kept_between(from, to);
        const bool needs_station = is_moved[i] || widths.left_share != 1.0 || widths.right_share != 1.0;
        if (!needs_station) continue;
        stations[i] = point_on(surface, now, static_cast<float>(strip.arc_mm[i]));
        strip.positions_mm[strip.vertex(strip.edge_row, i)] = glm::dvec3(surface.position(stations[i]));
    }
    for (const bool is_left : {true, false}) {
        const double share = is_left ? widths.left_share : widths.right_share;
        if (is_left ? strip.edge_row + 1 == strip.rows : strip.edge_row == 0) continue;
        for (std::size_t i = 0; i < strip.columns; ++i) {
            if (!is_moved[i] && share == 1.0) continue;
            (is_left ? strip.left_mm : strip.right_mm)[i] *= share;
            const glm::dvec3 direction = before.positions_mm[before.vertex(is_left ? before.edge_row + 1 : before.edge_row - 1, i)] - edge_place(before, i);
            if (!lay_line(surface, stations[i], direction, i, is_left, strip)) return std::nullopt;
            ++followed.lines_laid;
        }
    }
    measure_turns(strip);
    return followed;
}

}  // namespace trichion
