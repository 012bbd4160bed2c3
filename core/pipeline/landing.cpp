// A strip of paper rolled over the head's triangles, and how far from the design its line comes to lie.
#include "core/pipeline/landing.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <optional>
#include <span>
#include <utility>

namespace trichion {
namespace {

constexpr double kTieOffLineMm = 0.5;
constexpr std::size_t kFewestTies = 3;
constexpr int kMostFits = 12;
constexpr double kFittedMm = 1e-4;
constexpr int kMostCrossings = 20000;   // of one segment: a guard, not a limit that a head can reach

/// Where the roll stands, in which triangle, by which edge it came there, and the unit direction in which it goes, square
/// to the skin's rounded normal there.
struct Stand {
    std::uint32_t triangle = 0;
    int came_by = -1;
    glm::dvec3 at_mm{0.0};
    glm::dvec3 up{0.0, 0.0, 1.0};
    glm::dvec3 ahead{1.0, 0.0, 0.0};
};

struct Corners {
    std::array<glm::dvec3, 3> p;
    glm::dvec3 normal;

    glm::dvec3 along(int edge) const { return p[(edge + 1) % 3] - p[edge]; }
    /// In the plane, square to an edge, to the inside; as long as the edge.
    glm::dvec3 inwards(int edge) const { return glm::cross(normal, along(edge)); }
};

Corners corners_of(const Surface& skin, std::uint32_t triangle) {
    const glm::uvec3& t = skin.mesh().triangles[triangle];
    Corners c;
    for (int k = 0; k < 3; ++k) c.p[k] = glm::dvec3(skin.mesh().positions[t[k]]);
    c.normal = glm::normalize(glm::cross(c.p[1] - c.p[0], c.p[2] - c.p[0]));
    return c;
}

glm::dvec3 turned(const glm::dvec3& direction, const glm::dvec3& normal, double angle_rad) {
    return std::cos(angle_rad) * direction + std::sin(angle_rad) * glm::cross(normal, direction);
}

/// A direction carried from one normal to another by the shortest turn.
glm::dvec3 swung(const glm::dvec3& direction, const glm::dvec3& from, const glm::dvec3& to) {
    const double c = glm::dot(from, to);
    const glm::dvec3 axis = glm::cross(from, to);
    return c * direction + glm::cross(axis, direction) + (glm::dot(axis, direction) / (1.0 + c)) * axis;
}

/// The corners' normals mixed as the place lies between them: paper a few mm wide feels the bend of a region, where the
/// triangles have all of it in their corners and a line would feel it or not by a hair's breadth.
glm::dvec3 rounded_normal(const Surface& skin, const Corners& c, std::uint32_t triangle, const glm::dvec3& at_mm) {
    const glm::uvec3& t = skin.mesh().triangles[triangle];
    glm::dvec3 sum(0.0);
    for (int k = 0; k < 3; ++k) {
        const double share = glm::dot(c.normal, glm::cross(c.p[(k + 1) % 3] - at_mm, c.p[(k + 2) % 3] - at_mm));
        sum += std::max(0.0, share) * glm::dvec3(skin.vertex_normals()[t[k]]);
    }
    return glm::length(sum) > 0.0 ? glm::normalize(sum) : c.normal;
}

/// Lets a stand look along the skin where it is.
void settle(const Surface& skin, const Corners& c, Stand& stand) {
    const glm::dvec3 up = rounded_normal(skin, c, stand.triangle, stand.at_mm);
    stand.ahead = glm::normalize(swung(stand.ahead, stand.up, up));
    stand.up = up;
}

void turn(Stand& stand, double angle_rad) {
    stand.ahead = turned(stand.ahead, stand.up, angle_rad);
    if (angle_rad != 0.0) stand.came_by = -1;   // it may go back
}

/// The edge by which a straight line leaves its triangle, other than the one it came by, and how far away that is.
std::pair<int, double> way_out(const Corners& c, const Stand& stand, const glm::dvec3& ahead) {
    int edge = -1;
    double nearest = std::numeric_limits<double>::max();
    for (int k = 0; k < 3; ++k) {
        const glm::dvec3 inwards = c.inwards(k);
        const double closing = -glm::dot(ahead, inwards);
        if (k == stand.came_by || closing <= 1e-12 * glm::length(inwards)) continue;
        const double way = std::max(0.0, glm::dot(stand.at_mm - c.p[k], inwards) / closing);
        if (way < nearest) nearest = way, edge = k;
    }
    return {edge, nearest};
}

/// Over an edge into the next triangle. @return false at the skin's border.
bool cross(const Surface& skin, const Corners& from, int edge, Stand& stand) {
    const int next = skin.neighbours()[stand.triangle][edge];
    if (next < 0) return false;
    // Exactly on the edge again, lest what rounding leaves adds up.
    const glm::dvec3 along = from.along(edge);
    stand.at_mm = from.p[edge] + std::clamp(glm::dot(stand.at_mm - from.p[edge], along) / glm::dot(along, along), 0.0, 1.0) * along;
    const glm::ivec3& around = skin.neighbours()[static_cast<std::size_t>(next)];
    for (int k = 0; k < 3; ++k)
        if (around[k] == static_cast<int>(stand.triangle)) stand.came_by = k;
    stand.triangle = static_cast<std::uint32_t>(next);
    return true;
}

/// Straight on over the triangles. Each edge crossed and the end are added to `trace`.
bool roll(const Surface& skin, Stand& stand, double way_mm, std::vector<glm::dvec3>* trace) {
    for (int crossings = 0; crossings < kMostCrossings; ++crossings) {
        const Corners c = corners_of(skin, stand.triangle);
        settle(skin, c, stand);
        const glm::dvec3 ahead = swung(stand.ahead, stand.up, c.normal);
        const auto [edge, out_mm] = way_out(c, stand, ahead);
        if (edge < 0) return false;
        const double step = std::min(way_mm, out_mm);
        stand.at_mm += step * ahead;
        if (trace) trace->push_back(stand.at_mm);
        settle(skin, c, stand);
        if (out_mm >= way_mm) {
            if (step > 0.0) stand.came_by = -1;
            return true;
        }
        way_mm -= step;
        if (!cross(skin, c, edge, stand)) return false;
    }
    return false;
}

double angle_of(const glm::dvec2& v) { return std::atan2(v.y, v.x); }

/// The flat line with the way along it, and its ties as ways.
struct FlatLine {
    std::vector<glm::dvec2> points;
    std::vector<double> arc_mm;
    std::vector<double> tie_arc_mm;
};

struct Foot {
    double arc_mm = 0.0;
    double off_mm = std::numeric_limits<double>::max();
};

Foot foot_on(const FlatLine& line, const glm::dvec2& p) {
    Foot best;
    for (std::size_t i = 1; i < line.points.size(); ++i) {
        const glm::dvec2 a = line.points[i - 1], d = line.points[i] - a;
        const double share = std::clamp(glm::dot(p - a, d) / glm::dot(d, d), 0.0, 1.0);
        const double off = glm::distance(p, a + share * d);
        if (off < best.off_mm) best = {line.arc_mm[i - 1] + share * glm::length(d), off};
    }
    return best;
}

Result<FlatLine> flat_line(const std::vector<glm::dvec2>& flat, const std::vector<LandingTie>& ties) {
    FlatLine line;
    for (const glm::dvec2& p : flat) {
        const double way = line.points.empty() ? 0.0 : glm::distance(line.points.back(), p);
        if (!line.points.empty() && way < 1e-6) continue;
        line.arc_mm.push_back(line.points.empty() ? 0.0 : line.arc_mm.back() + way);
        line.points.push_back(p);
    }
    if (line.points.size() < 2) return fail(ErrorCode::Degenerate, "The line on the sheet has no length: it cannot be laid on the head.");
    if (ties.size() < kFewestTies)
        return fail(ErrorCode::Degenerate, fmt::format("The line on the sheet has {} placement marks; three are needed to lay it on the "
                                                       "head.",
                                                       ties.size()));
    for (const LandingTie& tie : ties) {
        const Foot foot = foot_on(line, tie.flat_mm);
        if (foot.off_mm > kTieOffLineMm)
            return fail(ErrorCode::Degenerate, fmt::format("A placement mark lies {:.1f} mm off the line that it marks.", foot.off_mm));
        line.tie_arc_mm.push_back(foot.arc_mm);
    }
    return line;
}

/// Where and how the line's first tie is put down.
struct Placing {
    double x_mm = 0.0, y_mm = 0.0;   // off the tie's place, in the paper's own axes
    double turn_rad = 0.0;           // of the paper's axes from where they were first guessed
};

/// A flat line rolled out from one of its ties both ways.
class Rolling {
public:
    Rolling(const Surface& skin, const FlatLine& line, const std::vector<LandingTie>& ties)
        : skin_(skin), line_(line), ties_(ties), anchor_(ties.size() / 2) {
        const auto on = skin.closest(glm::vec3(ties[anchor_].head_mm));
        const Corners c = corners_of(skin, on->triangle);
        start_.triangle = on->triangle;
        start_.at_mm = glm::dvec3(0.0);
        for (int k = 0; k < 3; ++k) start_.at_mm += double(on->weights[k]) * c.p[k];
        start_.up = rounded_normal(skin, c, start_.triangle, start_.at_mm);
        start_.ahead = swung(first_guess(c), c.normal, start_.up);
    }

    /// The landed line in order, and each tie on it; nothing where it leaves the skin.
    struct Landed {
        std::vector<glm::dvec3> line;
        std::vector<glm::dvec3> ties;
    };
    std::optional<Landed> at(const Placing& placing) const {
        Stand x_axis = start_;
        turn(x_axis, placing.turn_rad);
        const glm::dvec2 shift(placing.x_mm, placing.y_mm);
        if (const double way = glm::length(shift); way > 0.0) {
            turn(x_axis, angle_of(shift));
            if (!roll(skin_, x_axis, way, nullptr)) return std::nullopt;
            turn(x_axis, -angle_of(shift));
        }
        Landed landed;
        landed.ties.resize(ties_.size());
        std::vector<glm::dvec3> back{x_axis.at_mm}, on{x_axis.at_mm};
        landed.ties[anchor_] = x_axis.at_mm;
        if (!roll_out(x_axis, -1, back, landed.ties) || !roll_out(x_axis, 1, on, landed.ties)) return std::nullopt;
        landed.line.assign(back.rbegin(), back.rend());
        landed.line.insert(landed.line.end(), on.begin() + 1, on.end());
        return landed;
    }

private:
    /// The paper's x axis in the plane of the first tie's triangle: as the chord to the farthest tie lies.
    glm::dvec3 first_guess(const Corners& c) const {
        const LandingTie& from = ties_[anchor_];
        const LandingTie& to = *std::ranges::max_element(
            ties_, {}, [&](const LandingTie& tie) { return glm::distance(tie.flat_mm, from.flat_mm); });
        glm::dvec3 chord = to.head_mm - from.head_mm;
        chord -= glm::dot(chord, c.normal) * c.normal;
        if (!(glm::length(chord) > 1e-9)) chord = c.along(0);
        return turned(glm::normalize(chord), c.normal, -angle_of(to.flat_mm - from.flat_mm));
    }

    /// From the anchor to one end of the line. @param x_axis  stands on the anchor and looks along the paper's x axis.
    bool roll_out(Stand stand, int sense, std::vector<glm::dvec3>& trace, std::vector<glm::dvec3>& ties) const {
        const double anchor_arc = line_.tie_arc_mm[anchor_];
        const std::vector<double>& arc = line_.arc_mm;
        // The point of the line that comes next; the segment before it is number min(next, before).
        auto next = static_cast<std::ptrdiff_t>(std::ranges::upper_bound(arc, anchor_arc) - arc.begin());
        next = std::clamp<std::ptrdiff_t>(next, 1, static_cast<std::ptrdiff_t>(arc.size()) - 1);
        if (sense < 0) --next;
        double heading = 0.0, at_arc = anchor_arc;
        for (; next >= 0 && next < static_cast<std::ptrdiff_t>(arc.size()); next += sense) {
            const auto n = static_cast<std::size_t>(next);
            const std::size_t a = sense > 0 ? n - 1 : n + 1;
            const double towards = angle_of(line_.points[n] - line_.points[a]);
            turn(stand, towards - heading);
            heading = towards;
            if (!roll_segment(stand, at_arc, arc[n], trace, ties)) return false;
            at_arc = arc[n];
        }
        return true;
    }

    bool roll_segment(Stand& stand, double from_arc, double to_arc, std::vector<glm::dvec3>& trace,
                      std::vector<glm::dvec3>& ties) const {
        const double low = std::min(from_arc, to_arc), high = std::max(from_arc, to_arc);
        for (std::size_t k = 0; k < ties_.size(); ++k) {
            const double tie = line_.tie_arc_mm[k];
            if (k == anchor_ || tie < low || tie > high) continue;
            Stand there = stand;
            if (!roll(skin_, there, std::abs(tie - from_arc), nullptr)) return false;
            ties[k] = there.at_mm;
        }
        return roll(skin_, stand, high - low, &trace);
    }

    const Surface& skin_;
    const FlatLine& line_;
    const std::vector<LandingTie>& ties_;
    std::size_t anchor_ = 0;
    Stand start_;
};

std::vector<double> misses(const std::vector<glm::dvec3>& landed, const std::vector<LandingTie>& ties) {
    std::vector<double> out;
    for (std::size_t k = 0; k < ties.size(); ++k)
        for (int axis = 0; axis < 3; ++axis) out.push_back(landed[k][axis] - ties[k].head_mm[axis]);
    return out;
}

/// One Gauss-Newton step of three unknowns from differences. @return nothing where the paper leaves the skin.
std::optional<glm::dvec3> better_by(const Rolling& rolling, const Placing& placing, const std::vector<LandingTie>& ties) {
    // Long enough that a triangle's edge crossed or not does not decide the slope.
    constexpr double kByMm = 0.05, kByRad = 5e-4;
    const auto here = rolling.at(placing);
    if (!here) return std::nullopt;
    const std::vector<double> miss = misses(here->ties, ties);
    std::array<std::vector<double>, 3> slope;
    for (int u = 0; u < 3; ++u) {
        Placing moved = placing;
        (u == 0 ? moved.x_mm : u == 1 ? moved.y_mm : moved.turn_rad) += u < 2 ? kByMm : kByRad;
        const auto there = rolling.at(moved);
        if (!there) return std::nullopt;
        slope[u] = misses(there->ties, ties);
        for (std::size_t i = 0; i < miss.size(); ++i) slope[u][i] = (slope[u][i] - miss[i]) / (u < 2 ? kByMm : kByRad);
    }
    glm::dmat3 normal(0.0);
    glm::dvec3 right(0.0);
    for (int u = 0; u < 3; ++u)
        for (std::size_t i = 0; i < miss.size(); ++i) {
            right[u] -= slope[u][i] * miss[i];
            for (int v = 0; v < 3; ++v) normal[u][v] += slope[u][i] * slope[v][i];
        }
    if (!(std::abs(glm::determinant(normal)) > 1e-9)) return std::nullopt;
    return glm::inverse(normal) * right;
}

std::optional<Rolling::Landed> fit(const Rolling& rolling, const std::vector<LandingTie>& ties) {
    Placing placing;
    for (int k = 0; k < kMostFits; ++k) {
        const auto step = better_by(rolling, placing, ties);
        if (!step) break;
        placing.x_mm += std::clamp(step->x, -5.0, 5.0);
        placing.y_mm += std::clamp(step->y, -5.0, 5.0);
        placing.turn_rad += std::clamp(step->z, -0.2, 0.2);
        if (std::abs(step->x) + std::abs(step->y) < kFittedMm) break;
    }
    return rolling.at(placing);
}

/// The same line as places evenly apart, both ends among them.
std::vector<glm::dvec3> even_places(const std::vector<glm::dvec3>& line) {
    std::vector<double> arc{0.0};
    for (std::size_t i = 1; i < line.size(); ++i) arc.push_back(arc.back() + glm::distance(line[i - 1], line[i]));
    const auto count = static_cast<std::size_t>(std::max(1.0, std::ceil(arc.back() / kLandingPlaceMm)));
    std::vector<glm::dvec3> places;
    std::size_t i = 1;
    for (std::size_t k = 0; k <= count; ++k) {
        const double at = arc.back() * double(k) / double(count);
        while (i + 1 < arc.size() && arc[i] < at) ++i;
        const double length = arc[i] - arc[i - 1];
        places.push_back(glm::mix(line[i - 1], line[i], length > 0.0 ? std::clamp((at - arc[i - 1]) / length, 0.0, 1.0) : 0.0));
    }
    return places;
}

/// Answers how far a place is from a line. Segments stand in blocks with a ball round each: most need no look.
class Nearness {
public:
    explicit Nearness(const std::vector<glm::dvec3>& line) : line_(line) {
        for (std::size_t from = 0; from + 1 < line.size(); from += kBlock) {
            Block block{from, std::min(from + kBlock, line.size() - 1), glm::dvec3(0.0), 0.0};
            block.centre = 0.5 * (line[block.from] + line[block.to]);
            for (std::size_t i = block.from; i <= block.to; ++i)
                block.radius = std::max(block.radius, glm::distance(line[i], block.centre));
            blocks_.push_back(block);
        }
    }

    double mm(const glm::dvec3& p) const {
        double nearest = std::numeric_limits<double>::max();
        for (const Block& b : blocks_) {
            if (glm::distance(p, b.centre) - b.radius >= nearest) continue;
            for (std::size_t i = b.from; i < b.to; ++i) nearest = std::min(nearest, to_segment(p, line_[i], line_[i + 1]));
        }
        return nearest;
    }

private:
    static constexpr std::size_t kBlock = 16;
    struct Block {
        std::size_t from, to;
        glm::dvec3 centre;
        double radius;
    };
    static double to_segment(const glm::dvec3& p, const glm::dvec3& a, const glm::dvec3& b) {
        const glm::dvec3 d = b - a;
        const double length2 = glm::dot(d, d);
        const double share = length2 > 0.0 ? std::clamp(glm::dot(p - a, d) / length2, 0.0, 1.0) : 0.0;
        return glm::distance(p, a + share * d);
    }

    const std::vector<glm::dvec3>& line_;
    std::vector<Block> blocks_;
};

double median_of(std::vector<float> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return double(*middle);
}

void note(PieceLanding& landing, const glm::dvec3& at_mm, double off_mm) {
    if (off_mm <= landing.worst_mm) return;
    landing.worst_mm = off_mm;
    landing.worst_at_mm = at_mm;
}

PieceLanding compare(const Rolling::Landed& landed, const std::vector<LandingTie>& ties, const std::vector<glm::dvec3>& design) {
    PieceLanding landing;
    const Nearness to_design(design), to_landed(landed.line);
    const auto measure = [&](const std::vector<glm::dvec3>& places, const Nearness& other) {
        for (const glm::dvec3& p : places) {
            const double off = other.mm(p);
            landing.off_mm.push_back(static_cast<float>(off));
            note(landing, p, off);
        }
    };
    measure(even_places(landed.line), to_design);
    measure(even_places(design), to_landed);
    for (std::size_t k = 0; k < ties.size(); ++k) note(landing, ties[k].head_mm, glm::distance(landed.ties[k], ties[k].head_mm));
    landing.median_mm = median_of(landing.off_mm);
    return landing;
}

}  // namespace

Landing landing_of(std::vector<PieceLanding> pieces) {
    Landing landing;
    std::vector<float> all;
    for (const PieceLanding& piece : pieces) {
        landing.worst_mm = std::max(landing.worst_mm, piece.worst_mm);
        all.insert(all.end(), piece.off_mm.begin(), piece.off_mm.end());
    }
    landing.median_mm = median_of(std::move(all));
    landing.pieces = std::move(pieces);
    return landing;
}

Result<PieceLanding> land_line(const Surface& skin, const std::vector<glm::dvec2>& flat, const std::vector<LandingTie>& ties,
                               const SurfaceCurve& design) {
    const auto line = flat_line(flat, ties);
    if (!line) return tl::unexpected(line.error());
    if (design.positions_mm.size() < 2) return fail(ErrorCode::Degenerate, "There is no line on the head to compare the sheet with.");
    const Rolling rolling(skin, *line, ties);
    const auto landed = fit(rolling, ties);
    if (!landed) return fail(ErrorCode::Degenerate, "Laid on the head, the line on the sheet leaves the skin: it is longer than the head goes.");
    return compare(*landed, ties, {design.positions_mm.begin(), design.positions_mm.end()});
}

}  // namespace trichion
