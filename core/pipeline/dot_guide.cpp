// Dots through the strip's triangles onto the paper, and windows to count them in.
#include "core/pipeline/dot_guide.h"

#include "core/pipeline/piece_map.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>

namespace trichion {
namespace {

constexpr double kOffPieceMm = 0.1;   // a dot lies on the skin, the strip's chords a little under it
constexpr double kAlongMm = 1.0;      // windows are tried so often along the edge
constexpr double kOutwardsMm = 0.5;   // and across
constexpr double kApartMm = 3.0;      // of two windows
constexpr double kMoreOutMm = 4.0;    // beyond the nearest place, for a window to find a partner across the midline
constexpr double kPairedShare = 0.7;  // of the windows there could be that are enough in pairs

/// A square of paper, with its sides along and across the edge.
struct Square {
    glm::dvec2 middle{0.0}, along{1.0, 0.0};
    double way_mm = 0.0;  // along the edge
    double out_mm = 0.0;  // from it

    glm::dvec2 across() const { return {-along.y, along.x}; }
    /// From a point to the square; 0 inside.
    double off(const glm::dvec2& p) const {
        const glm::dvec2 q(glm::dot(p - middle, along), glm::dot(p - middle, across()));
        const glm::dvec2 beyond = glm::max(glm::abs(q) - glm::dvec2(0.5 * kWindowMm), glm::dvec2(0.0));
        return glm::length(beyond);
    }
    std::vector<glm::dvec2> corners() const {
        const glm::dvec2 a = 0.5 * kWindowMm * along, b = 0.5 * kWindowMm * across();
        return {middle - a - b, middle + a - b, middle + a + b, middle - a + b};
    }
};

/// Points along all that a window must keep clear of, at most 0.5 mm apart.
std::vector<glm::dvec2> obstacles(const StencilPiece& piece) {
    std::vector<glm::dvec2> points;
    const auto add = [&](const glm::dvec2& a, const glm::dvec2& b) {
        const int steps = std::max(1, static_cast<int>(std::ceil(glm::distance(a, b) / 0.5)));
        for (int k = 0; k <= steps; ++k) points.push_back(glm::mix(a, b, double(k) / steps));
    };
    const auto add_line = [&](const std::vector<glm::dvec2>& line) {
        for (std::size_t i = 1; i < line.size(); ++i) add(line[i - 1], line[i]);
    };
    add_line(piece.border);
    if (!piece.border.empty()) add(piece.border.back(), piece.border.front());
    add_line(piece.edge);
    for (const PlacementMark& mark : piece.marks) add_line(mark.line);
    return points;
}

bool is_inside(const std::vector<glm::dvec2>& closed, const glm::dvec2& p) {
    bool inside = false;
    for (std::size_t i = 0, j = closed.size() - 1; i < closed.size(); j = i++)
        if ((closed[i].y > p.y) != (closed[j].y > p.y) &&
            p.x < closed[i].x + (closed[j].x - closed[i].x) * (p.y - closed[i].y) / (closed[j].y - closed[i].y))
            inside = !inside;
    return inside;
}

/// The edge as a way.
class EdgeWay {
public:
    explicit EdgeWay(const std::vector<glm::dvec2>& edge) : edge_(edge), ways_{0.0} {
        for (std::size_t i = 1; i < edge.size(); ++i) ways_.push_back(ways_.back() + glm::distance(edge[i - 1], edge[i]));
    }

    double length_mm() const { return ways_.back(); }
    glm::dvec2 at(double way_mm) const {
        const auto above = std::ranges::upper_bound(ways_, way_mm);
        const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(std::distance(ways_.begin(), above) - 1, 0, static_cast<std::ptrdiff_t>(ways_.size()) - 2));
        return glm::mix(edge_[i], edge_[i + 1], (way_mm - ways_[i]) / (ways_[i + 1] - ways_[i]));
    }
    double way_of(const glm::dvec2& p) const {
        const auto nearest = std::ranges::min_element(edge_, {}, [&](const glm::dvec2& q) { return glm::distance(p, q); });
        return ways_[static_cast<std::size_t>(std::distance(edge_.begin(), nearest))];
    }

private:
    const std::vector<glm::dvec2>& edge_;
    std::vector<double> ways_;
};

/// Places with room for a window, the nearest to the edge first at each way along it.
class Rooms {
public:
    explicit Rooms(const StencilPiece& piece) : piece_(piece), edge_(piece.edge), keep_off_(obstacles(piece)) {}

    const EdgeWay& edge() const { return edge_; }
    std::vector<Square> at(double way_mm) const {
        constexpr double kNearest = 0.5 * kWindowMm + kWindowClearMm, kFarthest = 55.0, kStep = 0.5;
        std::vector<Square> found;
        if (way_mm < kStep || way_mm > edge_.length_mm() - kStep) return found;
        const glm::dvec2 from = edge_.at(way_mm);
        Square square{from, glm::normalize(edge_.at(way_mm + kStep) - edge_.at(way_mm - kStep)), way_mm, 0.0};
        for (double out = kNearest; out < kFarthest && (found.empty() || out <= found.front().out_mm + kMoreOutMm); out += kOutwardsMm) {
            square.middle = from + out * square.across();
            square.out_mm = out;
            if (!is_inside(piece_.border, square.middle)) break;
            if (std::ranges::none_of(keep_off_, [&](const glm::dvec2& p) { return square.off(p) < kWindowClearMm; })) found.push_back(square);
        }
        return found;
    }

private:
    const StencilPiece& piece_;
    EdgeWay edge_;
    std::vector<glm::dvec2> keep_off_;
};

bool keeps_apart(const Square& square, const std::vector<Square>& others) {
    // Between the squares' circles: simple, and never too near.
    const double least = std::sqrt(2.0) * kWindowMm + kApartMm - 4.0;
    return std::ranges::none_of(others, [&](const Square& other) {
        const auto is_near = [&](const Square& a, const Square& b) {
            return std::ranges::any_of(b.corners(), [&](const glm::dvec2& c) { return a.off(c) < kApartMm; });
        };
        return glm::distance(square.middle, other.middle) < least || is_near(square, other) || is_near(other, square);
    });
}

}  // namespace

std::vector<GuideDot> dots_on_piece(const StencilPiece& piece, const Dots& dots) {
    const PieceMap paper(piece.skin_mm, piece.flat, piece.triangles);
    std::vector<GuideDot> on_piece;
    for (const Dot& dot : dots.dots)
        if (const auto at = paper.flat_at(dot.position_mm, kOffPieceMm)) on_piece.push_back({*at, dot.diameter_mm});
    return on_piece;
}

constexpr int kLeastCount = 10;  // a window with fewer tells nothing of density

namespace {

/// One window, or two at mirrored places.
using Group = std::vector<Square>;

/// At most `most` groups that keep apart, each the nearest to one of as many ways evenly spread over a length.
template <class Way>
std::vector<Square> spread(const std::vector<Group>& groups, std::size_t most, double length_mm, const Way& way_of) {
    std::vector<Square> chosen;
    for (std::size_t k = 0; k < most; ++k) {
        const double wish = length_mm * (double(k) + 0.5) / double(most);
        const Group* best = nullptr;
        for (const Group& group : groups) {
            const bool is_apart = std::ranges::all_of(group, [&](const Square& square) { return keeps_apart(square, chosen); });
            if (is_apart && (!best || std::abs(way_of(group) - wish) < std::abs(way_of(*best) - wish))) best = &group;
        }
        if (best) chosen.insert(chosen.end(), best->begin(), best->end());
    }
    return chosen;
}

}  // namespace

std::vector<DensityWindow> density_windows(const StencilPiece& piece, const std::vector<GuideDot>& dots, std::size_t most) {
    const auto count_in = [&](const Square& square) {
        return static_cast<int>(std::ranges::count_if(dots, [&](const GuideDot& dot) { return !(square.off(dot.at) > 0.0); }));
    };
    const auto tells = [&](const Square& square) { return count_in(square) >= kLeastCount; };
    if (piece.edge.size() < 3) return {};
    const Rooms rooms(piece);
    const double length = rooms.edge().length_mm();
    std::vector<Group> singles, pairs;
    for (double way = kAlongMm; way < length; way += kAlongMm)
        if (const auto found = rooms.at(way); !found.empty() && tells(found.front())) singles.push_back({found.front()});
    std::vector<Square> chosen = spread(singles, most, length, [](const Group& group) { return group.front().way_mm; });

    // A line that is the same on both sides shows the same on both.
    const auto midline = std::ranges::find_if(piece.marks, [](const PlacementMark& mark) { return mark.name.starts_with("midline"); });
    if (midline != piece.marks.end()) {
        const double middle = rooms.edge().way_of(midline->on_edge), half = std::min(middle, length - middle);
        for (double way = kAlongMm; way < half; way += kAlongMm) {
            const std::vector<Square> before = rooms.at(middle - way), behind = rooms.at(middle + way);
            for (const Square& one : before) {
                const auto other = std::ranges::find(behind, one.out_mm, &Square::out_mm);
                if (other == behind.end() || !tells(one) || !tells(*other) || !keeps_apart(one, {*other})) continue;
                pairs.push_back({one, *other});
                break;
            }
        }
        const auto paired = spread(pairs, most / 2, half, [&](const Group& group) { return middle - group.front().way_mm; });
        if (double(paired.size()) >= kPairedShare * double(chosen.size())) chosen = paired;
    }
    std::ranges::sort(chosen, {}, &Square::way_mm);
    std::vector<DensityWindow> windows;
    for (const Square& square : chosen) windows.push_back({square.corners(), count_in(square)});
    return windows;
}

}  // namespace trichion
