// The developed strip and its relaxation, triangle by triangle.
#include "core/geometry/flatten.h"

#include "core/geometry/band_solver.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <utility>

namespace trichion {
namespace {

constexpr int kMostIterations = 60;
constexpr double kStillMm = 5e-4;       // ends when no vertex moves farther in a round
constexpr int kFewestFreeRounds = 8;    // what starts almost flat gets as flat as it can
constexpr double kStillInDragMm = 2e-3; // while the hand moves
constexpr double kStillFreeMm = 5e-3;   // without a true edge the whole strip still bends a little; its stretch has settled
// Each round goes this much farther than it finds: on strips the slowest waves fade by a third in a round, and by half so;
// from 2 on nothing would settle.
constexpr double kOvershoot = 1.5;
constexpr double kLeastCotangent = 0.02;

/// A triangle in its own plane, with the clamped cotangent opposite to each edge k -> k + 1.
struct RestTriangle {
    std::array<glm::dvec2, 3> p;
    std::array<double, 3> weight;
};

Result<std::vector<RestTriangle>> rest_triangles(const Strip& strip) {
    std::vector<RestTriangle> rest;
    rest.reserve(strip.triangles.size());
    for (const glm::uvec3& t : strip.triangles) {
        const glm::dvec3 a = strip.positions_mm[t.x];
        const glm::dvec3 u = strip.positions_mm[t.y] - a, v = strip.positions_mm[t.z] - a;
        const double length = glm::length(u), area2 = glm::length(glm::cross(u, v));
        if (!(length > 1e-9) || !(area2 > 1e-12))
            return fail(ErrorCode::Degenerate, "The strip has a triangle without area.");
        RestTriangle r;
        r.p = {glm::dvec2(0.0), {length, 0.0}, {glm::dot(u, v) / length, area2 / length}};
        for (int k = 0; k < 3; ++k) {
            const glm::dvec2 apex = r.p[(k + 2) % 3];
            const double cotangent = glm::dot(r.p[k] - apex, r.p[(k + 1) % 3] - apex) / area2;
            r.weight[k] = std::max(kLeastCotangent, cotangent);
        }
        rest.push_back(r);
    }
    return rest;
}

glm::dvec2 heading(double angle_rad) { return {std::cos(angle_rad), std::sin(angle_rad)}; }

/// The curve with its turning, turned so that its ends lie on one level.
std::vector<double> headings_of(const Strip& strip) {
    std::vector<double> headings(strip.columns - 1, 0.0);
    glm::dvec2 end(0.0);
    for (std::size_t i = 0; i < headings.size(); ++i) {
        if (i > 0) headings[i] = headings[i - 1] + strip.turn_rad[i];
        end += (strip.arc_mm[i + 1] - strip.arc_mm[i]) * heading(headings[i]);
    }
    const double level = std::atan2(end.y, end.x);
    for (double& h : headings) h -= level;
    return headings;
}

/// The strip as developed, with the heading of the curve at each column.
struct Developed {
    std::vector<glm::dvec2> flat;
    std::vector<double> tangent_rad;
};

Developed develop(const Strip& strip) {
    const std::vector<double> headings = headings_of(strip);
    Developed developed{std::vector<glm::dvec2>(strip.positions_mm.size()), {}};
    std::vector<glm::dvec2>& flat = developed.flat;
    glm::dvec2 at(0.0);
    for (std::size_t i = 0; i < strip.columns; ++i) {
        if (i > 0) at += (strip.arc_mm[i] - strip.arc_mm[i - 1]) * heading(headings[i - 1]);
        const double before = headings[i > 0 ? i - 1 : 0], after = headings[std::min(i, headings.size() - 1)];
        const double tangent = 0.5 * (before + after);
        developed.tangent_rad.push_back(tangent);
        const glm::dvec2 left = heading(tangent + strip.left_angle_rad[i]);
        const glm::dvec2 right = heading(tangent + strip.right_angle_rad[i]);
        for (std::size_t j = 0; j < strip.rows; ++j) {
            const glm::dvec2 p = at + strip.way_across_mm(j, i) * (j > strip.edge_row ? left : right);
            flat[strip.vertex(j, i)] = p;
            flat[strip.vertex_behind(j, i)] = p;
        }
    }
    return developed;
}

/// The rotation that brings a triangle's rest shape nearest to its flat shape, as (cos, sin).
glm::dvec2 nearest_rotation(const RestTriangle& rest, const std::array<double, 3>& weight,
                            const std::array<glm::dvec2, 3>& flat) {
    double dot = 0.0, cross = 0.0;
    for (int k = 0; k < 3; ++k) {
        const glm::dvec2 x = rest.p[(k + 1) % 3] - rest.p[k], u = flat[(k + 1) % 3] - flat[k];
        dot += weight[k] * glm::dot(x, u);
        cross += weight[k] * (x.x * u.y - x.y * u.x);
    }
    const double length = std::sqrt(dot * dot + cross * cross);
    return length > 0.0 ? glm::dvec2(dot, cross) / length : glm::dvec2(1.0, 0.0);
}

/// The strip's vertices column by column, along each from the right border to the left: the numbering in which the
/// equations stay near the diagonal. -1 for those that do not move.
std::vector<int> numbering(const Strip& strip, FlattenMode mode) {
    std::vector<int> number(strip.positions_mm.size(), -1);
    int count = 0;
    for (std::size_t i = 0; i < strip.columns; ++i)
        for (std::size_t j = 0; j < strip.rows; ++j) {
            const bool is_fixed = mode == FlattenMode::EdgeTrue ? j == strip.edge_row
                                                                : j == strip.edge_row && i == strip.columns / 2;
            if (is_fixed) continue;
            number[strip.vertex(j, i)] = count++;
            if (strip.vertex_behind(j, i) != strip.vertex(j, i)) number[strip.vertex_behind(j, i)] = count++;
        }
    return number;
}

std::vector<std::size_t> first_neighbours(const Strip& strip, const std::vector<int>& number, std::size_t count) {
    std::vector<std::size_t> first(count);
    std::iota(first.begin(), first.end(), std::size_t{0});
    for (const glm::uvec3& t : strip.triangles)
        for (int k = 0; k < 3; ++k)
            for (int l = 0; l < 3; ++l)
                if (const int a = number[t[k]], b = number[t[l]]; a >= 0 && b >= 0)
                    first[static_cast<std::size_t>(a)] = std::min(first[static_cast<std::size_t>(a)], static_cast<std::size_t>(b));
    return first;
}

}  // namespace

/// The free vertices' equations, factored, and the shape that they relaxed to.
struct FlattenWork {
    FlattenMode mode = FlattenMode::EdgeTrue;
    std::size_t rows = 0, columns = 0, edge_row = 0;
    std::vector<StripDart> darts;
    std::shared_ptr<const std::vector<std::array<double, 3>>> weights;  // for each triangle
    std::shared_ptr<const std::vector<int>> number;
    std::shared_ptr<const BandSolver> solver;
    std::vector<glm::dvec2> moved;  // for each vertex: from where it was developed, in the frame of its column

    bool has_grid_of(const Strip& strip) const {
        return rows == strip.rows && columns == strip.columns && edge_row == strip.edge_row;
    }
};

namespace {

std::shared_ptr<FlattenWork> prepare(const Strip& strip, const std::vector<RestTriangle>& rest, FlattenMode mode) {
    auto work = std::make_shared<FlattenWork>();
    work->mode = mode;
    work->rows = strip.rows;
    work->columns = strip.columns;
    work->edge_row = strip.edge_row;
    work->darts = strip.darts;
    const auto number = std::make_shared<const std::vector<int>>(numbering(strip, mode));
    const auto weights = std::make_shared<std::vector<std::array<double, 3>>>();
    const auto count = static_cast<std::size_t>(1 + *std::ranges::max_element(*number));
    BandSolver solver(first_neighbours(strip, *number, count));
    for (std::size_t t = 0; t < rest.size(); ++t) {
        weights->push_back(rest[t].weight);
        for (int k = 0; k < 3; ++k) {
            const int a = (*number)[strip.triangles[t][k]], b = (*number)[strip.triangles[t][(k + 1) % 3]];
            const double w = rest[t].weight[k];
            const auto row = [](int v) { return static_cast<std::size_t>(v); };
            if (a >= 0) solver.add(row(a), row(a), w);
            if (b >= 0) solver.add(row(b), row(b), w);
            if (a >= 0 && b >= 0) solver.add(row(a), row(b), -w);
        }
    }
    if (!solver.factor()) return nullptr;
    work->number = number;
    work->weights = weights;
    work->solver = std::make_shared<const BandSolver>(std::move(solver));
    return work;
}

/// One round: rotations, then positions. @return the farthest that a vertex was found off its new place.
double relax_once(const Strip& strip, const std::vector<RestTriangle>& rest, const FlattenWork& work,
                  std::vector<glm::dvec2>& flat, std::vector<glm::dvec2>& wishes) {
    wishes.assign(work.solver->size(), glm::dvec2(0.0));
    const std::vector<int>& number = *work.number;
    for (std::size_t t = 0; t < rest.size(); ++t) {
        const glm::uvec3& corners = strip.triangles[t];
        const auto& weight = (*work.weights)[t];
        const glm::dvec2 r = nearest_rotation(rest[t], weight, {flat[corners.x], flat[corners.y], flat[corners.z]});
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t va = corners[k], vb = corners[(k + 1) % 3];
            const int a = number[va], b = number[vb];
            const glm::dvec2 x = rest[t].p[(k + 1) % 3] - rest[t].p[k];
            const glm::dvec2 wish = weight[k] * glm::dvec2(r.x * x.x - r.y * x.y, r.y * x.x + r.x * x.y);
            if (a >= 0) wishes[static_cast<std::size_t>(a)] += (b < 0 ? weight[k] * flat[vb] : glm::dvec2(0.0)) - wish;
            if (b >= 0) wishes[static_cast<std::size_t>(b)] += (a < 0 ? weight[k] * flat[va] : glm::dvec2(0.0)) + wish;
        }
    }
    work.solver->solve(wishes);
    double farthest2 = 0.0;
    for (std::size_t v = 0; v < flat.size(); ++v) {
        if (number[v] < 0) continue;
        const glm::dvec2& p = wishes[static_cast<std::size_t>(number[v])];
        const glm::dvec2 step = p - flat[v];
        farthest2 = std::max(farthest2, glm::dot(step, step));
        flat[v] += kOvershoot * step;
    }
    return std::sqrt(farthest2);
}

glm::dvec2 turned(const glm::dvec2& p, const glm::dvec2& by) { return {by.x * p.x - by.y * p.y, by.y * p.x + by.x * p.y}; }

/// Calls `with(vertex, column)` for every vertex, twins included.
template <class With>
void for_each_vertex(const Strip& strip, const With& with) {
    for (std::size_t j = 0; j < strip.rows; ++j)
        for (std::size_t i = 0; i < strip.columns; ++i) {
            with(strip.vertex(j, i), strip.vertex(j, i), i);
            if (const std::size_t behind = strip.vertex_behind(j, i); behind != strip.vertex(j, i)) with(behind, strip.vertex(j, i), i);
        }
}

std::vector<glm::dvec2> start_from(const Strip& strip, const Developed& developed, const FlattenWork* before, FlattenMode mode) {
    std::vector<glm::dvec2> flat = developed.flat;
    if (!before || before->mode != mode || !before->has_grid_of(strip)) return flat;
    const bool same = before->darts == strip.darts;
    for_each_vertex(strip, [&](std::size_t v, std::size_t in_grid, std::size_t column) {
        flat[v] += turned(before->moved[same ? v : in_grid], heading(developed.tangent_rad[column]));
    });
    return flat;
}

void remember(const Strip& strip, const Developed& developed, const std::vector<glm::dvec2>& flat, FlattenWork& work) {
    work.moved.assign(flat.size(), glm::dvec2(0.0));
    for_each_vertex(strip, [&](std::size_t v, std::size_t, std::size_t column) {
        work.moved[v] = turned(flat[v] - developed.flat[v], heading(-developed.tangent_rad[column]));
    });
}

/// Largest |singular value - 1| of the map of one triangle to the plane; negative when it is turned over.
double stretch_of(const RestTriangle& rest, const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c) {
    const glm::dvec2 u = (b - a) / rest.p[1].x;
    const glm::dvec2 v = (c - a - rest.p[2].x * u) / rest.p[2].y;
    if (u.x * v.y - u.y * v.x <= 0.0) return -1.0;
    const double sum = std::hypot(u.x + v.y, u.y - v.x), difference = std::hypot(u.x - v.y, u.y + v.x);
    return std::max(std::abs(0.5 * (sum + difference) - 1.0), std::abs(0.5 * (sum - difference) - 1.0));
}

/// Level between the curve's ends again: a free strip may have turned.
void level(const Strip& strip, std::vector<glm::dvec2>& flat) {
    const glm::dvec2 from = flat[strip.vertex(strip.edge_row, 0)];
    const glm::dvec2 chord = flat[strip.vertex(strip.edge_row, strip.columns - 1)] - from;
    const double length = glm::length(chord);
    if (!(length > 0.0)) return;
    const glm::dvec2 r = chord / length;
    for (glm::dvec2& p : flat) {
        const glm::dvec2 q = p - from;
        p = {r.x * q.x + r.y * q.y, r.x * q.y - r.y * q.x};
    }
}

}  // namespace

Result<FlatStrip> flatten_strip(const Strip& strip, FlattenMode mode, const CancelToken& token, const FlatStrip* before) {
    const auto rest = rest_triangles(strip);
    if (!rest) return tl::unexpected(rest.error());
    const FlattenWork* last = before ? before->work.get() : nullptr;
    const Developed developed = develop(strip);
    FlatStrip flat;
    flat.positions_mm = start_from(strip, developed, last, mode);
    std::shared_ptr<FlattenWork> work;
    const bool is_drag = last && last->mode == mode && last->has_grid_of(strip) && last->darts == strip.darts;
    if (is_drag)
        work = std::make_shared<FlattenWork>(*last);
    else
        work = prepare(strip, *rest, mode);
    if (!work) return fail(ErrorCode::Degenerate, "The strip cannot be laid flat.");
    const double still = mode == FlattenMode::Free ? kStillFreeMm : is_drag ? kStillInDragMm : kStillMm;
    std::vector<glm::dvec2> wishes;
    for (flat.iterations = 0; flat.iterations < kMostIterations;) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "Flattening was cancelled.");
        ++flat.iterations;
        if (relax_once(strip, *rest, *work, flat.positions_mm, wishes) < still && (mode != FlattenMode::Free || flat.iterations >= kFewestFreeRounds)) break;
    }
    remember(strip, developed, flat.positions_mm, *work);
    flat.work = std::move(work);
    level(strip, flat.positions_mm);
    for (std::size_t t = 0; t < rest->size(); ++t) {
        const glm::uvec3& c = strip.triangles[t];
        const double stretch = stretch_of((*rest)[t], flat.positions_mm[c.x], flat.positions_mm[c.y],
                                          flat.positions_mm[c.z]);
        if (!(stretch >= 0.0)) return fail(ErrorCode::Degenerate, "The strip folds when it is laid flat.");
        flat.stretch.push_back(static_cast<float>(stretch));
        flat.largest_stretch = std::max(flat.largest_stretch, stretch);
    }
    return flat;
}

namespace {

struct LinePiece {
    std::size_t from = 0, to = 0;
    double on_curve_mm = 0.0;  // its length along the skin where it lies on the curve; else 0
};

std::vector<LinePiece> row_pieces(const Strip& strip, std::size_t row) {
    std::vector<LinePiece> pieces;
    for (std::size_t i = 1; i < strip.columns; ++i)
        pieces.push_back({strip.vertex_behind(row, i - 1), strip.vertex(row, i),
                          row == strip.edge_row ? strip.arc_mm[i] - strip.arc_mm[i - 1] : 0.0});
    return pieces;
}

/// @param is_behind  along the side of a dart that faces the later columns.
std::vector<LinePiece> column_pieces(const Strip& strip, std::size_t column, bool is_behind) {
    std::vector<LinePiece> pieces;
    const auto at = [&](std::size_t row) { return is_behind ? strip.vertex_behind(row, column) : strip.vertex(row, column); };
    for (std::size_t j = 1; j < strip.rows; ++j) pieces.push_back({at(j - 1), at(j), 0.0});
    return pieces;
}

/// The largest difference over all stretches of one grid line is the range of the running difference.
/// @param pieces  the line's pieces: from one vertex to the next, with the skin's length where it is not the chord; a
///                dart that the line crosses is closed, as on the skin.
LengthError error_along(const Strip& strip, const FlatStrip& flat, const std::vector<LinePiece>& pieces) {
    double skin = 0.0, difference = 0.0;
    struct Mark {
        double difference = 0.0, skin = 0.0;
    } lowest, highest;
    for (const auto& [a, b, on_curve_mm] : pieces) {
        const double way = on_curve_mm > 0.0 ? on_curve_mm : glm::distance(strip.positions_mm[a], strip.positions_mm[b]);
        skin += way;
        difference += glm::distance(flat.positions_mm[a], flat.positions_mm[b]) - way;
        if (difference < lowest.difference) lowest = {difference, skin};
        if (difference > highest.difference) highest = {difference, skin};
    }
    const double sign = highest.skin >= lowest.skin ? 1.0 : -1.0;
    return {sign * (highest.difference - lowest.difference), std::abs(highest.skin - lowest.skin)};
}

}  // namespace

LengthError largest_length_error(const Strip& strip, const FlatStrip& flat) {
    LengthError worst;
    const auto consider = [&](LengthError error, LengthError::Line line) {
        error.line = line;
        if (std::abs(error.mm) > std::abs(worst.mm)) worst = error;
    };
    for (std::size_t j = 0; j < strip.rows; ++j)
        consider(error_along(strip, flat, row_pieces(strip, j)),
                 j == strip.edge_row   ? LengthError::Line::Curve
                 : j == 0              ? LengthError::Line::RightBorder
                 : j + 1 == strip.rows ? LengthError::Line::LeftBorder
                                       : LengthError::Line::Along);
    for (std::size_t i = 0; i < strip.columns; ++i)
        consider(error_along(strip, flat, column_pieces(strip, i, false)), LengthError::Line::Across);
    for (const StripDart& dart : strip.darts)
        consider(error_along(strip, flat, column_pieces(strip, dart.column, true)), LengthError::Line::Across);
    return worst;
}

}  // namespace trichion
