// Stations along a curve, lines beside it, and the averaging that keeps them from crossing.
#include "core/geometry/strip.h"

#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <string>
#include <utility>

namespace trichion {
namespace {

constexpr double kWidestMm = 60.0;
constexpr double kShortestCurveMm = 5.0;
constexpr double kSmoothingMm = 2.0;         // the least averaging of directions: outlasts a jagged line
constexpr double kWidestSmoothingMm = 80.0;
constexpr double kEndSmoothingMm = 10.0;     // at both ends: the strip ends across the line's course, not across its last mm
constexpr double kWideMm = 24.0;             // a wider side is rather narrower all along than ragged
constexpr double kNarrowing = 0.9;           // of a wide side that cannot be laid
// Of the nominal cell: a cell below the first share is pinched, and stretches when flat; where no averaging helps the next
// is good enough, and below the last a cell counts as folding.
constexpr double kGoodCellShare = 0.4, kFairCellShare = 0.25, kLeastCellShare = 0.12;
constexpr double kCornerRad = 0.35;          // what turns more from one sample to the next is a corner
constexpr double kTurnInStepRad = 0.25;      // stations stand closer where the curve turns more
constexpr double kClosest = 4.0;             // but at most so many times as close
constexpr double kTurnWindowMm = 1.0;        // over which turning is averaged, to both sides
constexpr int kWidenings = 10;               // of the averaging
constexpr int kWideningsBeforeShortening = 3; // more would only turn lines along the curve
constexpr int kShortenings = 40;
constexpr double kNarrowestShare = 0.1;      // of the width asked

/// The curve resampled at equal ways.
struct Stations {
    std::vector<double> arc_mm;
    std::vector<glm::dvec3> positions;
    std::vector<SurfacePoint> at;
    std::vector<glm::dvec3> normals;
    std::vector<glm::dvec3> tangents;

    std::size_t size() const { return arc_mm.size(); }
};

/// A place on the surface with its position.
struct Stop {
    SurfacePoint at;
    glm::dvec3 position_mm{0.0};
};

/// One side's lines: for each station its stops from the curve outwards, all of one count.
struct Side {
    std::vector<double> smoothing_mm;
    std::vector<double> width_mm;
    std::vector<std::vector<Stop>> lines;
};

std::vector<glm::dvec3> central_differences(const std::vector<glm::dvec3>& p) {
    std::vector<glm::dvec3> tangents(p.size());
    for (std::size_t i = 0; i < p.size(); ++i)
        tangents[i] = glm::normalize(p[std::min(i + 1, p.size() - 1)] - p[i > 0 ? i - 1 : 0]);
    return tangents;
}

/// How much the curve turns at each of its samples.
std::vector<double> turns_of(const SurfaceCurve& curve) {
    std::vector<double> turns(curve.positions_mm.size(), 0.0);
    glm::dvec3 before(0.0);
    for (std::size_t i = 0; i + 1 < turns.size(); ++i) {
        const glm::dvec3 next = glm::dvec3(curve.positions_mm[i + 1]) - glm::dvec3(curve.positions_mm[i]);
        if (!(glm::length(next) > 1e-6)) continue;
        if (glm::length(before) > 0.0) turns[i] = std::atan2(glm::length(glm::cross(before, next)), glm::dot(before, next));
        before = next;
    }
    return turns;
}

/// Between two corners: how many steps of a strip's grid its ways are worth, sample by sample.
struct Leg {
    std::size_t first = 0, last = 0;   // samples of the curve
    std::vector<double> worth;         // from `first` to each sample
};

/// Samples at corners, both ends among them.
std::vector<std::size_t> corners_of(const SurfaceCurve& curve, const std::vector<double>& turns, double along_mm) {
    std::vector<std::size_t> corners{0};
    for (std::size_t i = 1; i + 1 < turns.size(); ++i)
        if (turns[i] > kCornerRad && curve.arc_mm[i] - curve.arc_mm[corners.back()] > 0.5f * float(along_mm)) corners.push_back(i);
    corners.push_back(turns.size() - 1);
    return corners;
}

std::vector<Leg> legs_of(const SurfaceCurve& curve, double along_mm) {
    const std::vector<double> turns = turns_of(curve);
    const std::vector<std::size_t> corners = corners_of(curve, turns, along_mm);
    std::vector<Leg> legs;
    for (std::size_t c = 1; c < corners.size(); ++c) {
        Leg leg{corners[c - 1], corners[c], {0.0}};
        std::size_t from = leg.first + 1, to = from;
        double sum = 0.0;
        for (std::size_t i = leg.first + 1; i <= leg.last; ++i) {
            const double middle = 0.5 * (double(curve.arc_mm[i]) + double(curve.arc_mm[i - 1]));
            while (to < leg.last && double(curve.arc_mm[to]) < middle + kTurnWindowMm) sum += turns[to++];
            while (from < to && double(curve.arc_mm[from]) < middle - kTurnWindowMm) sum -= turns[from++];
            const double by_turn = std::min(sum / (2.0 * kTurnWindowMm) / kTurnInStepRad, kClosest / along_mm);
            leg.worth.push_back(leg.worth.back() + double(curve.arc_mm[i] - curve.arc_mm[i - 1]) * std::max(1.0 / along_mm, by_turn));
        }
        legs.push_back(std::move(leg));
    }
    return legs;
}

/// Steps for each leg: as many as it is worth; or, where their sum is given, shared out by worth.
std::vector<std::size_t> steps_of(const std::vector<Leg>& legs, std::size_t asked) {
    std::vector<std::size_t> steps;
    double worth = 0.0;
    for (const Leg& leg : legs) worth += leg.worth.back();
    std::size_t sum = 0;
    for (const Leg& leg : legs) {
        const double share = asked > 0 ? leg.worth.back() / worth * double(asked) : std::ceil(leg.worth.back() - 1e-6);
        steps.push_back(static_cast<std::size_t>(std::max(1.0, std::floor(share))));
        sum += steps.back();
    }
    if (asked == 0) return steps;
    const auto widest = static_cast<std::size_t>(
        std::distance(legs.begin(), std::ranges::max_element(legs, {}, [](const Leg& leg) { return leg.worth.back(); })));
    if (sum < asked + steps[widest]) steps[widest] += asked - sum;
    return steps;
}

std::vector<double> station_arcs(const SurfaceCurve& curve, const StripOptions& options) {
    const std::vector<Leg> legs = legs_of(curve, options.along_mm);
    const std::vector<std::size_t> steps = steps_of(legs, options.columns > 1 ? options.columns - 1 : 0);
    std::vector<double> arcs{0.0};
    for (std::size_t l = 0; l < legs.size(); ++l) {
        const Leg& leg = legs[l];
        for (std::size_t k = 1; k <= steps[l]; ++k) {
            const double worth = leg.worth.back() * double(k) / double(steps[l]);
            const auto above = std::ranges::lower_bound(leg.worth, worth);
            const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(std::distance(leg.worth.begin(), above), 1,
                                                                               std::ssize(leg.worth) - 1));
            const double share = (worth - leg.worth[i - 1]) / (leg.worth[i] - leg.worth[i - 1]);
            arcs.push_back(glm::mix(double(curve.arc_mm[leg.first + i - 1]), double(curve.arc_mm[leg.first + i]),
                                    k == steps[l] ? 1.0 : std::clamp(share, 0.0, 1.0)));
        }
    }
    return arcs;
}

Result<Stations> find_stations(const Surface& surface, const SurfaceCurve& curve, const StripOptions& options) {
    const double length = curve.length_mm();
    if (curve.is_closed || curve.positions_mm.size() < 2 || length < kShortestCurveMm)
        return fail(ErrorCode::InvalidInput, "A strip is laid along an open line of 5 mm or more, and this one is " +
                                                 std::to_string(static_cast<int>(length)) +
                                                 " mm long: draw it longer, or choose other parts of the outline.");
    Stations s;
    for (const double arc : station_arcs(curve, options)) {
        const SurfacePoint at = point_on(surface, curve, static_cast<float>(arc));
        s.arc_mm.push_back(arc);
        s.at.push_back(at);
        s.positions.push_back(glm::dvec3(surface.position(at)));
        s.normals.push_back(glm::dvec3(surface.normal(at)));
    }
    s.tangents = central_differences(s.positions);
    return s;
}

glm::dvec3 averaged_tangent(const Stations& s, std::size_t i, double smoothing_mm) {
    glm::dvec3 sum(0.0);
    for (std::size_t j = 0; j < s.size(); ++j) {
        const double apart = (s.arc_mm[j] - s.arc_mm[i]) / smoothing_mm;
        const double reach = 0.5 * (s.arc_mm[std::min(j + 1, s.size() - 1)] - s.arc_mm[j > 0 ? j - 1 : 0]);
        if (std::abs(apart) < 4.0) sum += reach * std::exp(-0.5 * apart * apart) * s.tangents[j];
    }
    return glm::length(sum) > 1e-6 ? glm::normalize(sum) : s.tangents[i];
}

/// A line square to the curve, or as near to that as its averaged tangent lets it be. Where the surface ends the
/// line is shortened, and its stops with it.
std::vector<Stop> lay_line(const Surface& surface, const Stations& s, std::size_t i, const glm::dvec3& direction,
                           double& width_mm, std::size_t rows) {
    const glm::dvec2 flat = tangent_frame(surface, s.at[i].triangle).flat(direction);
    if (!(glm::length(flat) > 1e-6)) return {};
    const glm::dvec2 unit = glm::normalize(flat);
    std::vector<SurfacePoint> stops;
    const double reach = walk_straight(surface, s.at[i], width_mm * unit, rows, stops).walked_mm;
    if (reach < width_mm - 1e-6) {
        width_mm = 0.98 * reach;
        walk_straight(surface, s.at[i], width_mm * unit, rows, stops);
    }
    std::vector<Stop> line(rows);
    for (std::size_t j = 0; j < rows; ++j) line[j] = {stops[j], glm::dvec3(surface.position(stops[j]))};
    return line;
}

/// Neighbouring lines may differ in length by at most the way between them: no steps in the border.
void ease_widths(const Stations& s, std::vector<double>& width_mm) {
    for (std::size_t i = 1; i < s.size(); ++i)
        width_mm[i] = std::min(width_mm[i], width_mm[i - 1] + 0.7 * (s.arc_mm[i] - s.arc_mm[i - 1]));
    for (std::size_t i = s.size() - 1; i-- > 0;)
        width_mm[i] = std::min(width_mm[i], width_mm[i + 1] + 0.7 * (s.arc_mm[i + 1] - s.arc_mm[i]));
}

/// What a line was laid with; one that would be laid the same again is kept.
struct Laid {
    double smoothing_mm = 0.0, width_mm = 0.0;
};

bool lay_lines(const Surface& surface, const Stations& s, double hand, std::size_t rows, Side& side,
               std::vector<Laid>& laid) {
    for (int pass = 0; pass < 2; ++pass) {
        for (std::size_t i = 0; i < s.size(); ++i) {
            if (laid[i].smoothing_mm == side.smoothing_mm[i] && laid[i].width_mm == side.width_mm[i]) continue;
            const glm::dvec3 direction =
                hand * glm::cross(s.normals[i], averaged_tangent(s, i, side.smoothing_mm[i]));
            side.lines[i] = lay_line(surface, s, i, direction, side.width_mm[i], rows);
            if (side.lines[i].empty()) return false;
            laid[i] = {side.smoothing_mm[i], side.width_mm[i]};
        }
        const std::vector<double> before = side.width_mm;
        ease_widths(s, side.width_mm);
        if (before == side.width_mm) break;
    }
    return true;
}

/// Whether the cells between station i and the next keep their sense and a share of their area.
bool folds(const Surface& surface, const Stations& s, const Side& side, double hand, std::size_t i,
           std::size_t rows, double least_share) {
    const double along = s.arc_mm[i + 1] - s.arc_mm[i];
    for (std::size_t j = 0; j < rows; ++j) {
        const auto at = [&](std::size_t column, std::size_t row) {
            return row == 0 ? s.positions[column] : side.lines[column][row - 1].position_mm;
        };
        const glm::dvec3 a = at(i, j), b = at(i + 1, j), c = at(i + 1, j + 1), d = at(i, j + 1);
        const glm::dvec3 normal = hand * glm::dvec3(surface.normal(side.lines[i][j].at));
        const double least = least_share * along * std::min(side.width_mm[i], side.width_mm[i + 1]) /
                             static_cast<double>(rows);
        const glm::dvec3 corners[4] = {a, b, c, d};
        for (int k = 0; k < 4; ++k) {
            const glm::dvec3 next = corners[(k + 1) % 4] - corners[k], last = corners[(k + 3) % 4] - corners[k];
            if (glm::dot(glm::cross(next, last), normal) < least) return true;
        }
    }
    return false;
}

void widen_smoothing(const Stations& s, const std::vector<std::size_t>& folded, Side& side) {
    std::vector<double> grown = side.smoothing_mm;
    for (std::size_t f : folded)
        for (std::size_t i = 0; i < s.size(); ++i)
            if (std::abs(s.arc_mm[i] - s.arc_mm[f]) <= 2.0 * side.smoothing_mm[f] + 2.0)
                grown[i] = std::max(grown[i], std::min(kWidestSmoothingMm, 1.5 * side.smoothing_mm[f]));
    for (std::size_t i = 1; i < s.size(); ++i)
        grown[i] = std::max(grown[i], grown[i - 1] - 0.5 * (s.arc_mm[i] - s.arc_mm[i - 1]));
    for (std::size_t i = s.size() - 1; i-- > 0;)
        grown[i] = std::max(grown[i], grown[i + 1] - 0.5 * (s.arc_mm[i + 1] - s.arc_mm[i]));
    side.smoothing_mm = std::move(grown);
}

void shorten(const Stations& s, const std::vector<std::size_t>& folded, Side& side) {
    for (std::size_t f : folded)
        for (std::size_t i = f; i <= f + 1; ++i) side.width_mm[i] *= 0.92;
    ease_widths(s, side.width_mm);
}

/// Averages the directions until no cell is smaller than its share. @return false where that does not help.
Result<bool> fan_out(const Surface& surface, const Stations& s, double hand, std::size_t rows, double least_share,
                     bool may_shorten, double narrowest_mm, Side& side, const CancelToken& token) {
    std::vector<Laid> laid(s.size());
    const int widenings = may_shorten ? kWideningsBeforeShortening : kWidenings;
    for (int attempt = 0; attempt < widenings + (may_shorten ? kShortenings : 0); ++attempt) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "The strip was cancelled.");
        if (!lay_lines(surface, s, hand, rows, side, laid))
            return fail(ErrorCode::Degenerate, "The surface ends too near the line for a strip beside it.");
        std::vector<std::size_t> folded;
        for (std::size_t i = 0; i + 1 < s.size(); ++i)
            if (folds(surface, s, side, hand, i, rows, least_share)) folded.push_back(i);
        if (folded.empty()) return true;
        const auto is_widest = [&](std::size_t f) { return side.smoothing_mm[f] >= kWidestSmoothingMm; };
        if (!may_shorten && std::ranges::all_of(folded, is_widest)) break;
        if (attempt < widenings)
            widen_smoothing(s, folded, side);
        else
            shorten(s, folded, side);
        if (*std::ranges::min_element(side.width_mm) < narrowest_mm) break;
    }
    return false;
}

/// The averaging that a side begins with: more towards the ends, and all along a wide side.
std::vector<double> first_smoothing(const Stations& s, double width_mm) {
    const double least = std::max(kSmoothingMm, 0.25 * (width_mm - kWideMm));
    std::vector<double> smoothing;
    for (const double arc : s.arc_mm) smoothing.push_back(std::max(least, kEndSmoothingMm - 0.5 * std::min(arc, s.arc_mm.back() - arc)));
    return smoothing;
}

Result<Side> lay_side(const Surface& surface, const Stations& s, double width_mm, const std::vector<double>& most_mm,
                      double hand, std::size_t rows, const CancelToken& token) {
    Side side;
    side.lines.assign(s.size(), {});
    if (rows == 0) {
        side.width_mm.assign(s.size(), width_mm);
        return side;
    }
    const auto try_width = [&](double widest_mm, double share, bool may_shorten) {
        side.smoothing_mm = first_smoothing(s, widest_mm);
        side.width_mm.assign(s.size(), widest_mm);
        for (std::size_t i = 0; i < most_mm.size(); ++i) side.width_mm[i] = std::clamp(most_mm[i], kNarrowestShare * width_mm, widest_mm);
        if (!most_mm.empty()) ease_widths(s, side.width_mm);
        return fan_out(surface, s, hand, rows, share, may_shorten, 0.999 * kNarrowestShare * width_mm, side, token);
    };
    for (double widest_mm = width_mm; widest_mm == width_mm || widest_mm >= kWideMm; widest_mm *= kNarrowing)
        for (const double share : {kGoodCellShare, kFairCellShare}) {
            const auto is_laid = try_width(widest_mm, share, false);
            if (!is_laid) return tl::unexpected(is_laid.error());
            if (*is_laid) return side;
        }
    const auto is_laid = try_width(width_mm, kLeastCellShare, true);
    if (!is_laid) return tl::unexpected(is_laid.error());
    if (*is_laid) return side;
    return fail(ErrorCode::Degenerate, "The line turns too sharply for a strip of " +
                                           std::to_string(static_cast<int>(std::lround(width_mm))) +
                                           " mm beside it.");
}

double angle_between(const glm::dvec3& a, const glm::dvec3& b) {
    return std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b));
}

/// Of a strip to one side alone: the curvature of the half row of cells that the curve's own angles take in, for each
/// column, as the next row's vertices have it, by area. 0 where there is no row inside.
std::vector<double> curvature_taken_in(const Strip& strip, bool is_left) {
    constexpr double kFullRad = 6.28318530717958647692;
    std::vector<double> taken(strip.columns, 0.0), next_angle(taken), next_area(taken), edge_area(taken);
    if ((is_left ? strip.rows - 1 - strip.edge_row : strip.edge_row) < 2) return taken;
    const std::size_t edge = strip.vertex(strip.edge_row, 0), next = strip.vertex(is_left ? strip.edge_row + 1 : strip.edge_row - 1, 0);
    for (const glm::uvec3& t : strip.triangles)
        for (int k = 0; k < 3; ++k) {
            const glm::dvec3& p = strip.positions_mm[t[k]];
            const glm::dvec3 to = strip.positions_mm[t[(k + 1) % 3]] - p, back = strip.positions_mm[t[(k + 2) % 3]] - p;
            const double area = glm::length(glm::cross(to, back));
            if (t[k] >= edge && t[k] < edge + strip.columns) edge_area[t[k] - edge] += area;
            if (t[k] < next || t[k] >= next + strip.columns) continue;
            next_area[t[k] - next] += area;
            next_angle[t[k] - next] += angle_between(to, back);
        }
    for (std::size_t i = 1; i + 1 < strip.columns; ++i)
        if (next_area[i] > 0.0) taken[i] = (kFullRad - next_angle[i]) * edge_area[i] / next_area[i];
    return taken;
}

}  // namespace

void measure_turns(Strip& strip) {
    std::vector<double> left(strip.columns, 0.0), right(strip.columns, 0.0);
    const std::size_t first = strip.vertex(strip.edge_row, 0), last = first + strip.columns;
    for (const glm::uvec3& t : strip.triangles) {
        const bool is_left = std::min({t.x, t.y, t.z}) >= first;
        for (int k = 0; k < 3; ++k) {
            if (t[k] < first || t[k] >= last) continue;
            const glm::dvec3& p = strip.positions_mm[t[k]];
            (is_left ? left : right)[t[k] - first] += angle_between(strip.positions_mm[t[(k + 1) % 3]] - p,
                                                                    strip.positions_mm[t[(k + 2) % 3]] - p);
        }
    }
    constexpr double kPi = 3.14159265358979323846;
    strip.turn_rad.assign(strip.columns, 0.0);
    const bool has_left = strip.edge_row + 1 < strip.rows, has_right = strip.edge_row > 0;
    const std::vector<double> taken = has_left && has_right ? std::vector<double>(strip.columns, 0.0) : curvature_taken_in(strip, has_left);
    for (std::size_t i = 1; i + 1 < strip.columns; ++i) {
        const double by_left = kPi - left[i], by_right = right[i] - kPi;
        if (left[i] > 0.0 && right[i] > 0.0) {
            const double left_row = strip.way_across_mm(strip.edge_row + 1, i), right_row = strip.way_across_mm(strip.edge_row - 1, i);
            strip.turn_rad[i] = (right_row * by_left + left_row * by_right) / (left_row + right_row);
        } else {
            strip.turn_rad[i] = left[i] > 0.0 ? by_left - taken[i] : by_right + taken[i];
        }
    }
}

namespace {

Strip join(const Stations& s, const Side& left, const Side& right, std::size_t left_rows, std::size_t right_rows) {
    Strip strip;
    strip.columns = s.size();
    strip.rows = left_rows + 1 + right_rows;
    strip.edge_row = right_rows;
    for (std::size_t j = right_rows; j-- > 0;)
        for (const auto& line : right.lines) strip.positions_mm.push_back(line[j].position_mm);
    strip.positions_mm.insert(strip.positions_mm.end(), s.positions.begin(), s.positions.end());
    for (std::size_t j = 0; j < left_rows; ++j)
        for (const auto& line : left.lines) strip.positions_mm.push_back(line[j].position_mm);
    for (std::size_t j = 0; j + 1 < strip.rows; ++j)
        for (std::size_t i = 0; i + 1 < strip.columns; ++i) {
            const auto a = static_cast<std::uint32_t>(strip.vertex(j, i)), b = a + 1;
            const auto c = static_cast<std::uint32_t>(strip.vertex(j + 1, i + 1)), d = c - 1;
            // Diagonals mirrored about the middle: a symmetric head gives a symmetric piece.
            if (2 * i + 1 < strip.columns) {
                strip.triangles.push_back({a, b, c});
                strip.triangles.push_back({a, c, d});
            } else {
                strip.triangles.push_back({a, b, d});
                strip.triangles.push_back({b, c, d});
            }
        }
    strip.arc_mm = s.arc_mm;
    strip.left_mm = left.width_mm;
    strip.right_mm = right.width_mm;
    strip.left_angle_rad.assign(s.size(), 0.0);
    strip.right_angle_rad.assign(s.size(), 0.0);
    for (std::size_t i = 0; i < s.size(); ++i) {
        const auto angle = [&](const glm::dvec3& to) {
            return angle_between(s.tangents[i], to - s.positions[i]);
        };
        if (left_rows > 0) strip.left_angle_rad[i] = angle(left.lines[i][0].position_mm);
        if (right_rows > 0) strip.right_angle_rad[i] = -angle(right.lines[i][0].position_mm);
    }
    measure_turns(strip);
    return strip;
}

}  // namespace

std::vector<double> curve_corners_mm(const SurfaceCurve& curve) {
    std::vector<double> corners;
    for (const std::size_t i : corners_of(curve, turns_of(curve), StripOptions{}.along_mm)) corners.push_back(double(curve.arc_mm[i]));
    return corners;
}

std::size_t strip_columns(const SurfaceCurve& curve, const StripOptions& options) {
    return curve.positions_mm.size() < 2 ? 0 : station_arcs(curve, options).size();
}

Strip with_darts(const Strip& plain, std::vector<StripDart> darts) {
    Strip strip = plain;
    std::ranges::sort(darts, {}, [](const StripDart& d) { return std::pair(d.column, d.is_left); });
    strip.darts = std::move(darts);
    strip.twin.resize(plain.rows * plain.columns);
    std::iota(strip.twin.begin(), strip.twin.end(), 0u);
    for (const StripDart& dart : strip.darts) {
        const std::size_t first = dart.is_left ? dart.tip_row + 1 : 0, last = dart.is_left ? plain.rows : dart.tip_row;
        for (std::size_t row = first; row < last; ++row) {
            const std::size_t vertex = strip.vertex(row, dart.column);
            strip.twin[vertex] = static_cast<std::uint32_t>(strip.positions_mm.size());
            strip.positions_mm.push_back(plain.positions_mm[vertex]);
        }
    }
    // Triangles follow each other cell by cell, two to a cell.
    for (std::size_t t = 0; t < strip.triangles.size(); ++t) {
        const std::size_t column = t / 2 % (plain.columns - 1);
        for (int k = 0; k < 3; ++k)
            if (std::uint32_t& v = strip.triangles[t][k]; v % plain.columns == column) v = strip.twin[v];
    }
    return strip;
}

Result<Strip> build_strip(const Surface& surface, const SurfaceCurve& curve, const StripOptions& options,
                          const CancelToken& token) {
    const auto in_range = [](double width) { return width >= 0.0 && width <= kWidestMm; };
    if (!in_range(options.left_mm) || !in_range(options.right_mm) || !(options.left_mm + options.right_mm > 0.0) ||
        !(options.along_mm > 0.0) || !(options.across_mm > 0.0))
        return fail(ErrorCode::InvalidInput, "A strip is 0 to 60 mm wide to each side, and not 0 to both.");
    const auto rows_of = [&](double width) {
        return static_cast<std::size_t>(std::ceil(width / options.across_mm));
    };
    auto stations = find_stations(surface, curve, options);
    if (!stations) return tl::unexpected(stations.error());
    for (const auto* most : {&options.left_most_mm, &options.right_most_mm})
        if (!most->empty() && most->size() != stations->size())
            return fail(ErrorCode::InvalidInput, "A strip's widths are limited at each of its columns or at none.");
    auto left = lay_side(surface, *stations, options.left_mm, options.left_most_mm, 1.0, rows_of(options.left_mm), token);
    if (!left) return tl::unexpected(left.error());
    auto right = lay_side(surface, *stations, options.right_mm, options.right_most_mm, -1.0, rows_of(options.right_mm), token);
    if (!right) return tl::unexpected(right.error());
    return join(*stations, *left, *right, rows_of(options.left_mm), rows_of(options.right_mm));
}

}  // namespace trichion
