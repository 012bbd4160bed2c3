// Dots through the strip's triangles onto the paper, and windows to count them in.
#include "core/pipeline/dot_guide.h"

#include "core/pipeline/piece_map.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace trichion {
namespace {

constexpr double kOffPieceMm = 0.1;   // a dot lies on the skin, the strip's chords a little under it
constexpr double kAlongMm = 1.0;      // windows are tried so often along the edge
constexpr double kOutwardsMm = 0.5;   // and across
constexpr double kApartMm = 3.0;      // of two windows

/// A square of paper, with its sides along and across the edge.
struct Square {
    glm::dvec2 middle{0.0}, along{1.0, 0.0};
    double way_mm = 0.0;  // along the edge

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

/// Every place with room for a window, the nearest to the edge at each way along it.
std::vector<Square> places(const StencilPiece& piece) {
    const std::vector<glm::dvec2> keep_off = obstacles(piece);
    constexpr double kNearest = 0.5 * kWindowMm + kWindowClearMm, kFarthest = 55.0;
    std::vector<Square> found;
    double way = 0.0, next = 0.0;
    for (std::size_t i = 1; i + 1 < piece.edge.size(); ++i) {
        way += glm::distance(piece.edge[i - 1], piece.edge[i]);
        if (way < next) continue;
        next = way + kAlongMm;
        Square square{piece.edge[i], glm::normalize(piece.edge[i + 1] - piece.edge[i - 1]), way};
        for (double out = kNearest; out < kFarthest; out += kOutwardsMm) {
            square.middle = piece.edge[i] + out * square.across();
            if (!is_inside(piece.border, square.middle)) break;
            if (std::ranges::any_of(keep_off, [&](const glm::dvec2& p) { return square.off(p) < kWindowClearMm; })) continue;
            found.push_back(square);
            break;
        }
    }
    return found;
}

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

std::vector<DensityWindow> density_windows(const StencilPiece& piece, const std::vector<GuideDot>& dots, std::size_t most) {
    const auto count_in = [&](const Square& square) {
        return static_cast<int>(std::ranges::count_if(dots, [&](const GuideDot& dot) { return !(square.off(dot.at) > 0.0); }));
    };
    std::vector<Square> room = places(piece);
    std::erase_if(room, [&](const Square& square) { return count_in(square) < kLeastCount; });
    std::vector<Square> chosen;
    for (std::size_t k = 0; k < most; ++k) {
        const double wish = piece.edge_length_flat_mm * (double(k) + 0.5) / double(most);
        const Square* best = nullptr;
        for (const Square& square : room)
            if (keeps_apart(square, chosen) && (!best || std::abs(square.way_mm - wish) < std::abs(best->way_mm - wish))) best = &square;
        if (best) chosen.push_back(*best);
    }
    std::ranges::sort(chosen, {}, &Square::way_mm);
    std::vector<DensityWindow> windows;
    for (const Square& square : chosen) windows.push_back({square.corners(), count_in(square)});
    return windows;
}

}  // namespace trichion
