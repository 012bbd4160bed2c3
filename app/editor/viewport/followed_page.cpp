// Puts the pieces' new lines in place of the old ones, about the same middle and at the same turn.
#include "app/editor/viewport/followed_page.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;

constexpr double kSameEdge = 0.1;  // of its length: an edge that differs more is torn, or another one

/// A turn and a shift that bring a piece's edge to where the page has it.
struct Move {
    glm::dmat2 turn{1.0};
    glm::dvec2 shift{0.0};

    Points operator()(const Points& flat) const {
        Points moved;
        for (const glm::dvec2& p : flat) moved.push_back(turn * p + shift);
        return moved;
    }
};

std::optional<Move> move_to(const Points& flat, const Points& paper, bool is_mirrored) {
    if (flat.size() < 2 || paper.size() < 2) return std::nullopt;
    const glm::dmat2 flip(is_mirrored ? -1.0 : 1.0, 0.0, 0.0, -1.0);  // pages have y down
    const glm::dvec2 from = flip * (flat.back() - flat.front()), to = paper.back() - paper.front();
    const double length = glm::length(from), other = glm::length(to);
    if (!(length > 0.0) || std::abs(other / length - 1.0) > kSameEdge) return std::nullopt;
    const double c = glm::dot(from, to) / (length * other), s = (from.x * to.y - from.y * to.x) / (length * other);
    Move move;
    move.turn = glm::dmat2(c, s, -s, c) * flip;
    move.shift = 0.5 * (paper.front() + paper.back()) - move.turn * (0.5 * (flat.front() + flat.back()));
    return move;
}

/// The piece's line of this name; null where it has none.
const Points* line_of(const StencilPiece& piece, const std::string& name) {
    if (name == piece.name + ".edge") return &piece.edge;
    if (name == piece.name + ".border") return &piece.border;
    for (const PlacementMark& mark : piece.marks)
        if (name == piece.name + ".mark." + mark.name) return &mark.line;
    return nullptr;
}

void follow(const StencilPiece& piece, bool is_mirrored, SheetPage& page) {
    const auto edge = std::ranges::find(page.lines, piece.name + ".edge", &SheetLine::name);
    const auto move = edge == page.lines.end() ? std::nullopt : move_to(piece.edge, edge->points_mm, is_mirrored);
    if (!move) return;
    std::set<std::string> drawn;
    std::vector<SheetLine> lines;
    for (SheetLine& line : page.lines) {
        if (const Points* now = line_of(piece, line.name)) {
            if (!drawn.insert(line.name).second) continue;  // one line has the whole of it now
            const bool is_border = now == &piece.border;
            line.points_mm = (*move)(*now);
            line.is_closed = is_border;
        }
        lines.push_back(std::move(line));
    }
    page.lines = std::move(lines);
}

}  // namespace

SheetPage followed_page(const SheetPage& page, const Stencil& followed, bool is_mirrored) {
    SheetPage now = page;
    for (const StencilPiece& piece : followed.pieces) follow(piece, is_mirrored, now);
    return now;
}

}  // namespace trichion
