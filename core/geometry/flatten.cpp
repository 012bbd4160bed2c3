// The developed strip and its relaxation, triangle by triangle.
#include "core/geometry/flatten.h"

#include "core/geometry/band_solver.h"
#include "core/geometry/surface_walk.h"

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

glm::dvec2 turned(const glm::dvec2& p, const glm::dvec2& by) { return {by.x * p.x - by.y * p.y, by.y * p.x + by.x * p.y}; }

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

/// Places and wishes in the solver's numbering; what does not move stands behind what does. Column by column, so that a
/// round runs through memory once.
class Relaxation {
public:
    Relaxation(const Strip& strip, const std::vector<RestTriangle>& rest, const FlattenWork& work, const std::vector<glm::dvec2>& flat)
        : work_(work), count_(work.solver->size()), slots_(flat.size()), places_(flat.size()), wishes_(flat.size()) {
        std::uint32_t fixed = static_cast<std::uint32_t>(count_);
        for (std::size_t v = 0; v < flat.size(); ++v) {
            const int number = (*work.number)[v];
            slots_[v] = number >= 0 ? static_cast<std::uint32_t>(number) : fixed++;
            places_[slots_[v]] = flat[v];
        }
        pulls_.assign(flat.size(), glm::dvec2(0.0));
        triangles_.reserve(rest.size());
        const std::size_t cells = strip.columns - 1, rows = strip.rows - 1;
        for (std::size_t i = 0; i < cells; ++i)
            for (std::size_t j = 0; j < rows; ++j)
                for (const std::size_t t : {2 * (j * cells + i), 2 * (j * cells + i) + 1}) add(strip.triangles[t], rest[t], (*work.weights)[t]);
    }

    /// Lets every triangle turn to where it lies best and finds the places that suit them all. @return for each vertex that
    /// moves the way there.
    const std::vector<glm::dvec2>& find_ways() {
        std::ranges::copy(pulls_, wishes_.begin());
        for (const Triangle& t : triangles_) {
            const glm::dvec2 a = places_[t.corner[0]], b = places_[t.corner[1]], c = places_[t.corner[2]];
            const glm::dvec2 u = b - a, v = c - b, w = a - c;
            // The rotation that brings its rest shape nearest to its flat shape.
            const double dot = glm::dot(t.edge[0], u) + glm::dot(t.edge[1], v) + glm::dot(t.edge[2], w);
            const double cross = flat_cross(t.edge[0], u) + flat_cross(t.edge[1], v) + flat_cross(t.edge[2], w);
            const double length = std::sqrt(dot * dot + cross * cross);
            const glm::dvec2 r = length > 0.0 ? glm::dvec2(dot, cross) / length : glm::dvec2(1.0, 0.0);
            const glm::dvec2 first = turned(t.edge[0], r), second = turned(t.edge[1], r), third = turned(t.edge[2], r);
            wishes_[t.corner[0]] += third - first;
            wishes_[t.corner[1]] += first - second;
            wishes_[t.corner[2]] += second - third;
        }
        work_.solver->solve(wishes_);
        for (std::size_t v = 0; v < count_; ++v) wishes_[v] -= places_[v];
        return wishes_;
    }

    std::size_t count() const { return count_; }
    glm::dvec2* places() { return places_.data(); }

    void copy_to(std::vector<glm::dvec2>& flat) const {
        for (std::size_t v = 0; v < flat.size(); ++v) flat[v] = places_[slots_[v]];
    }

private:
    struct Triangle {
        std::array<std::uint32_t, 3> corner;
        std::array<glm::dvec2, 3> edge;  // at rest, by its weight
    };

    void add(const glm::uvec3& corners, const RestTriangle& rest, const std::array<double, 3>& weight) {
        Triangle t;
        for (int k = 0; k < 3; ++k) {
            t.corner[k] = slots_[corners[k]];
            t.edge[k] = weight[k] * (rest.p[(k + 1) % 3] - rest.p[k]);
        }
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = t.corner[k], b = t.corner[(k + 1) % 3];
            if (b >= count_) pulls_[a] += weight[k] * places_[b];
            if (a >= count_) pulls_[b] += weight[k] * places_[a];
        }
        triangles_.push_back(t);
    }

    const FlattenWork& work_;
    std::size_t count_ = 0;                // of vertices that move
    std::vector<std::uint32_t> slots_;     // for each vertex
    std::vector<glm::dvec2> places_, wishes_;
    std::vector<glm::dvec2> pulls_;        // of those that do not move
    std::vector<Triangle> triangles_;
};

/// Steps that learn from the last few: of all their mixtures the one with the shortest ways left (Anderson's mixing).
class Mixer {
public:
    explicit Mixer(std::size_t count) : count_(count) {}

    /// Moves the places on by the ways found from them.
    void move(glm::dvec2* places, const std::vector<glm::dvec2>& ways) {
        if (is_begun_) learn(places, ways);
        last_places_.assign(places, places + count_);
        last_ways_.assign(ways.begin(), ways.begin() + static_cast<std::ptrdiff_t>(count_));
        is_begun_ = true;
        const std::array<double, kKept> share = shares(ways);
        for (std::size_t v = 0; v < count_; ++v) places[v] += ways[v];
        for (std::size_t k = 0; k < kept_; ++k)
            for (std::size_t v = 0; v < count_; ++v) places[v] -= share[k] * (steps_[k][v] + changes_[k][v]);
    }

private:
    static constexpr std::size_t kKept = 5;

    double product(const std::vector<glm::dvec2>& a, const std::vector<glm::dvec2>& b) const {
        double sum = 0.0;
        for (std::size_t v = 0; v < count_; ++v) sum += glm::dot(a[v], b[v]);
        return sum;
    }

    void learn(const glm::dvec2* places, const std::vector<glm::dvec2>& ways) {
        const std::size_t k = next_;
        next_ = (next_ + 1) % kKept;
        kept_ = std::max(kept_, k + 1);
        steps_[k].resize(count_), changes_[k].resize(count_);
        for (std::size_t v = 0; v < count_; ++v) {
            steps_[k][v] = places[v] - last_places_[v];
            changes_[k][v] = ways[v] - last_ways_[v];
        }
        for (std::size_t l = 0; l < kept_; ++l) products_[k][l] = products_[l][k] = product(changes_[k], changes_[l]);
    }

    /// Least squares by Cholesky; what depends on the others gets nothing.
    std::array<double, kKept> shares(const std::vector<glm::dvec2>& ways) const {
        constexpr double kDependent = 1e-10;
        std::array<std::array<double, kKept>, kKept> factor{};
        std::array<double, kKept> share{};
        std::array<bool, kKept> is_used{};
        for (std::size_t i = 0; i < kept_; ++i) {
            double rest = products_[i][i], value = product(changes_[i], ways);
            for (std::size_t j = 0; j < i; ++j) {
                if (!is_used[j]) continue;
                double sum = products_[i][j];
                for (std::size_t l = 0; l < j; ++l) sum -= factor[i][l] * factor[j][l];
                factor[i][j] = sum / factor[j][j];
                rest -= factor[i][j] * factor[i][j];
                value -= factor[i][j] * share[j];
            }
            is_used[i] = rest > kDependent * products_[i][i];
            if (!is_used[i]) continue;
            factor[i][i] = std::sqrt(rest);
            share[i] = value / factor[i][i];
        }
        for (std::size_t i = kept_; i-- > 0;) {
            if (!is_used[i]) continue;
            for (std::size_t j = i + 1; j < kept_; ++j) share[i] -= factor[j][i] * share[j];
            share[i] /= factor[i][i];
        }
        return share;
    }

    std::size_t count_ = 0, kept_ = 0, next_ = 0;
    bool is_begun_ = false;
    std::vector<glm::dvec2> last_places_, last_ways_;
    std::array<std::vector<glm::dvec2>, kKept> steps_, changes_;  // of places and of ways, from round to round
    std::array<std::array<double, kKept>, kKept> products_{};
};

double farthest(const std::vector<glm::dvec2>& ways, std::size_t count) {
    double farthest2 = 0.0;
    for (std::size_t v = 0; v < count; ++v) farthest2 = std::max(farthest2, glm::dot(ways[v], ways[v]));
    return std::sqrt(farthest2);
}

/// Calls `with(vertex, its vertex of the grid, the curve's heading there)` for every vertex, twins included.
template <class With>
void for_each_vertex(const Strip& strip, const Developed& developed, const With& with) {
    for (std::size_t i = 0; i < strip.columns; ++i) {
        const glm::dvec2 along = heading(developed.tangent_rad[i]);
        for (std::size_t j = 0; j < strip.rows; ++j) {
            const std::size_t v = strip.vertex(j, i), behind = strip.vertex_behind(j, i);
            with(v, v, along);
            if (behind != v) with(behind, v, along);
        }
    }
}

std::vector<glm::dvec2> start_from(const Strip& strip, const Developed& developed, const FlattenWork* before, FlattenMode mode) {
    std::vector<glm::dvec2> flat = developed.flat;
    if (!before || before->mode != mode || !before->has_grid_of(strip)) return flat;
    const bool same = before->darts == strip.darts;
    for_each_vertex(strip, developed, [&](std::size_t v, std::size_t in_grid, const glm::dvec2& along) {
        flat[v] += turned(before->moved[same ? v : in_grid], along);
    });
    return flat;
}

void remember(const Strip& strip, const Developed& developed, const std::vector<glm::dvec2>& flat, FlattenWork& work) {
    work.moved.assign(flat.size(), glm::dvec2(0.0));
    for_each_vertex(strip, developed, [&](std::size_t v, std::size_t, const glm::dvec2& along) {
        work.moved[v] = turned(flat[v] - developed.flat[v], {along.x, -along.y});
    });
}

/// Largest |singular value - 1| of the map of one triangle to the plane; negative when it is turned over.
double stretch_of(const RestTriangle& rest, const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c) {
    const glm::dvec2 u = (b - a) / rest.p[1].x;
    const glm::dvec2 v = (c - a - rest.p[2].x * u) / rest.p[2].y;
    if (u.x * v.y - u.y * v.x <= 0.0) return -1.0;
    const auto length = [](double x, double y) { return std::sqrt(x * x + y * y); };
    const double sum = length(u.x + v.y, u.y - v.x), difference = length(u.x - v.y, u.y + v.x);
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
    Relaxation relaxation(strip, *rest, *work, flat.positions_mm);
    Mixer mixer(relaxation.count());
    while (flat.iterations < kMostIterations) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "Flattening was cancelled.");
        ++flat.iterations;
        const std::vector<glm::dvec2>& ways = relaxation.find_ways();
        const bool is_still = farthest(ways, relaxation.count()) < still;
        mixer.move(relaxation.places(), ways);
        if (is_still && (mode != FlattenMode::Free || flat.iterations >= kFewestFreeRounds)) break;
    }
    relaxation.copy_to(flat.positions_mm);
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
