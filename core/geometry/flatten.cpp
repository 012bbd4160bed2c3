// The developed strip and its relaxation, triangle by triangle.
#include "core/geometry/flatten.h"

#include <Eigen/Sparse>
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

constexpr int kMostIterations = 60;
constexpr double kStillMm = 5e-4;       // ends when no vertex moves farther
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

std::vector<glm::dvec2> develop(const Strip& strip) {
    const std::vector<double> headings = headings_of(strip);
    std::vector<glm::dvec2> flat(strip.positions_mm.size());
    glm::dvec2 at(0.0);
    for (std::size_t i = 0; i < strip.columns; ++i) {
        if (i > 0) at += (strip.arc_mm[i] - strip.arc_mm[i - 1]) * heading(headings[i - 1]);
        const double before = headings[i > 0 ? i - 1 : 0], after = headings[std::min(i, headings.size() - 1)];
        const double tangent = 0.5 * (before + after);
        const std::size_t left_rows = strip.rows - 1 - strip.edge_row;
        for (std::size_t j = 0; j < strip.rows; ++j) {
            glm::dvec2& p = flat[strip.vertex(j, i)];
            p = at;
            if (j > strip.edge_row)
                p += strip.left_mm[i] * double(j - strip.edge_row) / double(left_rows) *
                     heading(tangent + strip.left_angle_rad[i]);
            if (j < strip.edge_row)
                p += strip.right_mm[i] * double(strip.edge_row - j) / double(strip.edge_row) *
                     heading(tangent + strip.right_angle_rad[i]);
        }
    }
    return flat;
}

/// The rotation that brings a triangle's rest shape nearest to its flat shape, as (cos, sin).
glm::dvec2 nearest_rotation(const RestTriangle& rest, const std::array<glm::dvec2, 3>& flat) {
    double dot = 0.0, cross = 0.0;
    for (int k = 0; k < 3; ++k) {
        const glm::dvec2 x = rest.p[(k + 1) % 3] - rest.p[k], u = flat[(k + 1) % 3] - flat[k];
        dot += rest.weight[k] * glm::dot(x, u);
        cross += rest.weight[k] * (x.x * u.y - x.y * u.x);
    }
    const double length = std::hypot(dot, cross);
    return length > 0.0 ? glm::dvec2(dot, cross) / length : glm::dvec2(1.0, 0.0);
}

/// The free vertices' equations: factored once, solved in every round.
class Relaxation {
public:
    Relaxation(const Strip& strip, const std::vector<RestTriangle>& rest, FlattenMode mode)
        : strip_(strip), rest_(rest), unknown_(strip.positions_mm.size(), -1) {
        const std::size_t first = strip.vertex(strip.edge_row, 0), last = first + strip.columns;
        const std::size_t pin = first + strip.columns / 2;
        for (std::size_t v = 0; v < unknown_.size(); ++v) {
            const bool is_fixed = mode == FlattenMode::EdgeTrue ? v >= first && v < last : v == pin;
            if (!is_fixed) unknown_[v] = count_++;
        }
        std::vector<Eigen::Triplet<double>> entries;
        entries.reserve(rest.size() * 12);
        for (std::size_t t = 0; t < rest.size(); ++t)
            for (int k = 0; k < 3; ++k) add_edge(entries, t, k);
        Eigen::SparseMatrix<double> matrix(count_, count_);
        matrix.setFromTriplets(entries.begin(), entries.end());
        solver_.compute(matrix);
    }

    bool is_sound() const { return solver_.info() == Eigen::Success; }

    /// One round: rotations, then positions. @return the farthest that a vertex moved.
    double step(std::vector<glm::dvec2>& flat) const {
        Eigen::MatrixX2d right = Eigen::MatrixX2d::Zero(count_, 2);
        for (std::size_t t = 0; t < rest_.size(); ++t) add_wishes(right, flat, t);
        const Eigen::MatrixX2d solved = solver_.solve(right);
        double farthest = 0.0;
        for (std::size_t v = 0; v < unknown_.size(); ++v) {
            if (unknown_[v] < 0) continue;
            const glm::dvec2 p(solved(unknown_[v], 0), solved(unknown_[v], 1));
            farthest = std::max(farthest, glm::distance(p, flat[v]));
            flat[v] = p;
        }
        return farthest;
    }

private:
    void add_edge(std::vector<Eigen::Triplet<double>>& entries, std::size_t t, int k) const {
        const glm::uvec3& corners = strip_.triangles[t];
        const int a = unknown_[corners[k]], b = unknown_[corners[(k + 1) % 3]];
        const double w = rest_[t].weight[k];
        if (a >= 0) entries.emplace_back(a, a, w);
        if (b >= 0) entries.emplace_back(b, b, w);
        if (a >= 0 && b >= 0) {
            entries.emplace_back(a, b, -w);
            entries.emplace_back(b, a, -w);
        }
    }

    void add_wishes(Eigen::MatrixX2d& right, const std::vector<glm::dvec2>& flat, std::size_t t) const {
        const glm::uvec3& corners = strip_.triangles[t];
        const glm::dvec2 r = nearest_rotation(rest_[t], {flat[corners.x], flat[corners.y], flat[corners.z]});
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t va = corners[k], vb = corners[(k + 1) % 3];
            const int a = unknown_[va], b = unknown_[vb];
            const double w = rest_[t].weight[k];
            const glm::dvec2 x = rest_[t].p[(k + 1) % 3] - rest_[t].p[k];
            const glm::dvec2 wish = w * glm::dvec2(r.x * x.x - r.y * x.y, r.y * x.x + r.x * x.y);
            if (a >= 0) add(right, a, (b < 0 ? w * flat[vb] : glm::dvec2(0.0)) - wish);
            if (b >= 0) add(right, b, (a < 0 ? w * flat[va] : glm::dvec2(0.0)) + wish);
        }
    }

    static void add(Eigen::MatrixX2d& right, int row, const glm::dvec2& value) {
        right(row, 0) += value.x;
        right(row, 1) += value.y;
    }

    const Strip& strip_;
    const std::vector<RestTriangle>& rest_;
    std::vector<int> unknown_;
    int count_ = 0;
    Eigen::SimplicialLDLT<Eigen::SparseMatrix<double>> solver_;
};

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

Result<FlatStrip> flatten_strip(const Strip& strip, FlattenMode mode, const CancelToken& token) {
    const auto rest = rest_triangles(strip);
    if (!rest) return tl::unexpected(rest.error());
    FlatStrip flat;
    flat.positions_mm = develop(strip);
    const Relaxation relaxation(strip, *rest, mode);
    if (!relaxation.is_sound()) return fail(ErrorCode::Degenerate, "The strip cannot be laid flat.");
    for (flat.iterations = 0; flat.iterations < kMostIterations;) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "Flattening was cancelled.");
        ++flat.iterations;
        if (relaxation.step(flat.positions_mm) < kStillMm) break;
    }
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

/// The largest difference over all stretches of one grid line is the range of the running difference.
LengthError error_along(const Strip& strip, const FlatStrip& flat, std::size_t from, std::size_t step,
                        std::size_t count) {
    double skin = 0.0, difference = 0.0;
    struct Mark {
        double difference = 0.0, skin = 0.0;
    } lowest, highest;
    for (std::size_t k = 1; k < count; ++k) {
        const std::size_t a = from + (k - 1) * step, b = from + k * step;
        const bool on_curve = step == 1 && from == strip.vertex(strip.edge_row, 0);
        const double way = on_curve ? strip.arc_mm[k] - strip.arc_mm[k - 1]
                                    : glm::distance(strip.positions_mm[a], strip.positions_mm[b]);
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
        consider(error_along(strip, flat, strip.vertex(j, 0), 1, strip.columns),
                 j == strip.edge_row       ? LengthError::Line::Curve
                 : j == 0                  ? LengthError::Line::RightBorder
                 : j + 1 == strip.rows     ? LengthError::Line::LeftBorder
                                           : LengthError::Line::Along);
    for (std::size_t i = 0; i < strip.columns; ++i)
        consider(error_along(strip, flat, i, strip.columns, strip.rows), LengthError::Line::Across);
    return worst;
}

}  // namespace trichion
