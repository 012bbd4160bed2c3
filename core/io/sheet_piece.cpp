// One flat piece as it lies on a page: its lines. What is written on it: core/io/sheet_piece_words.cpp.
#include "core/io/sheet_piece.h"

#include "core/io/sheet_inks.h"
#include "core/io/sheet_names.h"
#include "core/model/media.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kNotchWideMm = 3.2, kNotchDeepMm = 2.8;
constexpr double kTickOffEdgeMm = 5.0;    // all of a mark that does not cross the edge is farther from it
constexpr std::size_t kMostWindows = 12;
constexpr double kPi = 3.14159265358979323846;

using Points = std::vector<glm::dvec2>;

std::size_t nearest_point(const Points& points, const glm::dvec2& to) {
    const auto found = std::ranges::min_element(points, {}, [&](const glm::dvec2& p) { return glm::distance(p, to); });
    return static_cast<std::size_t>(std::distance(points.begin(), found));
}

/// Where on a closed line the place nearest to p is: the segment's first point, and how far along.
struct LinePlace {
    std::size_t segment = 0;
    glm::dvec2 at{0.0};
};
LinePlace nearest_place(const Points& closed, const glm::dvec2& p) {
    LinePlace best;
    double least = 1e300;
    for (std::size_t i = 0; i < closed.size(); ++i) {
        const glm::dvec2 a = closed[i], d = closed[(i + 1) % closed.size()] - a;
        const double share = std::clamp(glm::dot(p - a, d) / std::max(1e-12, glm::dot(d, d)), 0.0, 1.0);
        const glm::dvec2 at = a + share * d;
        if (const double apart = glm::distance(p, at); apart < least) least = apart, best = {i, at};
    }
    return best;
}

/// The border from one place on it to another. It runs counter-clockwise and the skin side lies right of the edge: from the
/// edge's first point to its last it goes round the skin side, from its last to its first round the scalp side.
Points chain_between(const Points& border, const glm::dvec2& first, const glm::dvec2& last) {
    const LinePlace from = nearest_place(border, first), to = nearest_place(border, last);
    Points chain{first};
    for (std::size_t i = (from.segment + 1) % border.size(), steps = 0; steps < border.size(); i = (i + 1) % border.size(), ++steps) {
        if (glm::distance(border[i], chain.back()) > 1e-6 && glm::distance(border[i], last) > 1e-6) chain.push_back(border[i]);
        if (i == to.segment) break;
    }
    chain.push_back(last);
    return chain;
}

const PlacementMark* midline_of(const StencilPiece& piece) {
    const auto found = std::ranges::find_if(piece.marks, [](const PlacementMark& mark) { return mark.name.starts_with("midline"); });
    return found == piece.marks.end() || found->line.size() < 2 ? nullptr : &*found;
}

/// Cuts a wedge into the line where the mark ends on it: a thumbnail finds it without looking.
/// @param is_closed  whether the line is; `line` keeps its direction. @return the wedge; empty where there is no room.
Points cut_notch(Points& line, bool is_closed, const PlacementMark& mark) {
    const glm::dvec2 foot = mark.line.back();
    const glm::dvec2 up = glm::normalize(mark.line[mark.line.size() - 2] - foot);
    const double deep = std::min(kNotchDeepMm, 0.4 * glm::distance(mark.on_edge, foot)), half = 0.5 * kNotchWideMm;
    if (deep < 0.8 || line.size() < 3) return {};
    const std::size_t middle = nearest_point(line, foot), count = line.size();
    if (glm::distance(line[middle], foot) > 2.0) return {};
    // Outwards along the line to where it leaves the notch's width.
    const auto leave = [&](int step) -> std::optional<std::pair<std::size_t, glm::dvec2>> {
        std::size_t at = middle;
        for (std::size_t n = 0; n < count / 2; ++n) {
            if (!is_closed && (step > 0 ? at + 1 >= count : at == 0)) return std::nullopt;
            const std::size_t next = (at + count + static_cast<std::size_t>(step + static_cast<int>(count))) % count;
            const double here = glm::distance(line[at], foot), there = glm::distance(line[next], foot);
            if (there >= half) return std::pair{next, there - here > 1e-9 && here < half ? glm::mix(line[at], line[next], (half - here) / (there - here)) : line[next]};
            at = next;
        }
        return std::nullopt;
    };
    const auto before = leave(-1), after = leave(1);
    if (!before || !after) return {};
    const Points wedge{before->second, foot + deep * up, after->second};
    Points cut;
    if (is_closed) {
        for (std::size_t i = after->first;; i = (i + 1) % count) {
            cut.push_back(line[i]);
            if (i == before->first) break;
        }
        cut.insert(cut.end(), wedge.begin(), wedge.end());
    } else {
        cut.assign(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(before->first) + 1);
        cut.insert(cut.end(), wedge.begin(), wedge.end());
        cut.insert(cut.end(), line.begin() + static_cast<std::ptrdiff_t>(after->first), line.end());
    }
    line = std::move(cut);
    return wedge;
}

/// R or L by where an end of the line lies on the head.
const char* letter_at(double x_mm) { return x_mm < 0.0 ? "R" : "L"; }

/// Applies a map to every place of a piece.
template <class Map>
void map_places(PagePiece& piece, const Map& map) {
    const auto all = [&](Points& points) { std::ranges::transform(points, points.begin(), map); };
    for (Points* points : {&piece.border, &piece.outer, &piece.skin_side, &piece.scalp_line, &piece.skin_line, &piece.edge, &piece.notch}) all(*points);
    for (PagePiece::Mark& mark : piece.marks) all(mark.line), mark.on_edge = map(mark.on_edge);
    for (GuideDot& dot : piece.dots) dot.at = map(dot.at);
    for (DensityWindow& window : piece.windows) all(window.border);
}

SheetLine styled(const PagePiece& piece, SheetLayer layer, double width_mm, const std::string& name, const glm::dvec3& rgb) {
    SheetLine style{layer, {}, width_mm};
    style.name = piece.name + "." + name;
    style.rgb = rgb;
    return style;
}

void draw_clipped(SheetCanvas& canvas, SheetLine line, const Points& points, const SheetRect& window) {
    if (points.size() < 2) return;
    if (std::ranges::all_of(points, [&](const glm::dvec2& p) { return window.contains(p); })) {
        line.points_mm = points;
        canvas.line(std::move(line));
        return;
    }
    for (Points& part : clipped(points, line.is_closed, window)) {
        line.points_mm = std::move(part);
        line.is_closed = false;
        canvas.line(line);
    }
}

/// A disc of the same area with eight corners: at 0.4 mm nothing can tell it from a circle.
Points disc(const glm::dvec2& centre, double diameter_mm) {
    constexpr int kCorners = 8;
    static const double kReach = std::sqrt(2.0 * kPi / kCorners / std::sin(2.0 * kPi / kCorners));
    Points points;
    for (int i = 0; i < kCorners; ++i) {
        const double angle = 2.0 * kPi * (i + 0.5) / kCorners;
        points.push_back(centre + 0.5 * diameter_mm * kReach * glm::dvec2(std::cos(angle), std::sin(angle)));
    }
    return points;
}

/// Of a tongue or tail at its tick, so that it can be centred on the place.
void draw_middle(SheetCanvas& canvas, const PagePiece& piece, const PagePiece::Mark& tick, const SheetRect& window, const SheetInks& inks) {
    constexpr double kUpMm = 7.0;
    const glm::dvec2 along = glm::normalize(tick.line.back() - tick.line.front()), middle = 0.5 * (tick.line.front() + tick.line.back());
    glm::dvec2 up(-along.y, along.x);
    if (glm::dot(up, tick.on_edge - middle) < 0.0) up = -up;
    draw_clipped(canvas, styled(piece, SheetLayer::Marks, inks.mark_mm, "middle." + tick.name, inks.mark), {middle, middle + kUpMm * up}, window);
}

void draw_windows(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetInks& inks) {
    for (std::size_t i = 0; i < piece.windows.size(); ++i) {
        const Points& border = piece.windows[i].border;
        SheetLine line = styled(piece, SheetLayer::Cut, inks.cut_mm, fmt::format("window.{}", i + 1), inks.cut);
        line.is_closed = true;
        draw_clipped(canvas, line, border, window);
        // Words there would fall out with it.
        canvas.keep_words_off({0.5 * (border[0] + border[2]), glm::dvec2(kWindowMm), glm::normalize(border[1] - border[0])});
    }
}

}  // namespace

void PagePiece::move(const glm::dvec2& by) {
    map_places(*this, [&](const glm::dvec2& p) { return p + by; });
}

PagePiece page_piece(const SheetContent& content, std::size_t index) {
    const StencilPiece& source = content.stencil.pieces[index];
    const StencilSettings& settings = content.settings;
    PagePiece piece;
    piece.name = source.name, piece.label = source.label, piece.edge = source.edge;
    piece.outer = chain_between(source.border, source.edge.front(), source.edge.back());
    if (settings.line != StencilLine::LineOnly) piece.skin_line = piece.outer;
    piece.scalp_line = settings.line == StencilLine::Strip ? chain_between(source.border, source.edge.back(), source.edge.front()) : source.edge;
    piece.skin_side = piece.outer;
    piece.skin_side.insert(piece.skin_side.end(), source.edge.rbegin() + 1, source.edge.rend() - 1);
    piece.is_outer_closed = settings.line != StencilLine::CutEdge;
    if (piece.is_outer_closed) piece.outer = source.border;
    if (const PlacementMark* midline = midline_of(source); midline && settings.line != StencilLine::LineOnly)
        piece.notch = cut_notch(piece.outer, piece.is_outer_closed, *midline);
    piece.border = piece.outer;
    if (!piece.is_outer_closed) piece.border.insert(piece.border.end(), source.edge.rbegin() + 1, source.edge.rend() - 1);
    for (const PlacementMark& mark : source.marks) {
        if (mark.line.size() < 2) continue;
        const bool is_tick = std::ranges::all_of(mark.line, [&](const glm::dvec2& p) { return glm::distance(p, mark.on_edge) > kTickOffEdgeMm; });
        const bool is_notched = &mark == midline_of(source) && !piece.notch.empty() && !mark.notched_label.empty();
        PagePiece::Mark drawn{mark.name, is_notched ? mark.notched_label : mark.label, mark.line, mark.on_edge, is_tick};
        if (!piece.is_outer_closed && !is_tick) {  // the scalp side's part of it is not there
            drawn.line.erase(drawn.line.begin(), drawn.line.begin() + static_cast<std::ptrdiff_t>(nearest_point(mark.line, mark.on_edge)));
            if (drawn.line.size() < 2) drawn.line = {mark.on_edge, mark.line.back()};
            drawn.line.front() = mark.on_edge;
        }
        piece.marks.push_back(std::move(drawn));
    }
    if (settings.has_dot_guide && index < content.extras.dots.size()) {
        if (rules_of(settings.medium).is_cut)
            piece.windows = density_windows(source, content.extras.dots[index], kMostWindows);
        else
            piece.dots = content.extras.dots[index];
        if (!piece.is_outer_closed) piece.dots.clear(), piece.windows.clear();
    }
    const std::vector<glm::vec3>& on_head = source.line.positions_mm;
    piece.start_letter = on_head.empty() ? "R" : letter_at(double(on_head.front().x));
    piece.end_letter = on_head.empty() ? "L" : letter_at(double(on_head.back().x));
    piece.start_name = source.start_label, piece.end_name = source.end_label;
    const glm::dvec2 along = glm::normalize(source.edge[std::min(source.edge.size() / 2 + 1, source.edge.size() - 1)] -
                                            source.edge[source.edge.size() / 2 - 1]);
    const double side = settings.is_mirrored ? -1.0 : 1.0;
    piece.scalp = glm::dvec2(side * -along.y, -along.x);
    map_places(piece, [&](const glm::dvec2& p) { return glm::dvec2(side * p.x, -p.y); });
    return piece;
}

PagePiece turned(const PagePiece& piece, double angle_rad) {
    const double c = std::cos(angle_rad), s = std::sin(angle_rad);
    const auto turn = [&](const glm::dvec2& p) { return glm::dvec2(c * p.x + s * p.y, -s * p.x + c * p.y); };
    PagePiece out = piece;
    if (angle_rad == 0.0) return out;
    map_places(out, turn);
    out.scalp = turn(piece.scalp);
    return out;
}

void draw_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const StencilSettings& settings = content.settings;
    const SheetInks inks = inks_of(settings);
    if (settings.line != StencilLine::LineOnly) {
        canvas.ground(piece.border);
        SheetLine border = styled(piece, SheetLayer::Cut, inks.cut_mm, "border", inks.cut);
        border.is_closed = piece.is_outer_closed;
        draw_clipped(canvas, border, piece.outer, window);
    }
    const bool is_cut_edge = settings.line == StencilLine::CutEdge;
    draw_clipped(canvas, is_cut_edge ? styled(piece, SheetLayer::Cut, double(settings.line_width_mm), "edge", inks.cut)
                                     : styled(piece, SheetLayer::Hairline, double(settings.line_width_mm), "edge", glm::dvec3(0.0)),
                 piece.edge, window);
    for (const PagePiece::Mark& mark : piece.marks) {
        SheetLine style = styled(piece, SheetLayer::Marks, inks.mark_mm, "mark." + mark.name, inks.mark);
        // A dash or two on a narrow tail are no line that could be laid on a place.
        style.is_dashed = settings.line != StencilLine::LineOnly && !mark.is_tick;
        draw_clipped(canvas, style, drawn_mark(mark, settings.line), window);
        if (mark.is_tick && settings.line != StencilLine::LineOnly) draw_middle(canvas, piece, mark, window, inks);
    }
    if (!piece.notch.empty() && std::ranges::all_of(piece.notch, [&](const glm::dvec2& p) { return window.contains(p); })) {
        SheetLine notch = styled(piece, SheetLayer::Frame, 0.0, "notch", glm::dvec3(0.0));
        notch.points_mm = piece.notch;
        notch.is_closed = notch.is_filled = true;
        canvas.line(std::move(notch));
    }
    draw_windows(canvas, piece, window, inks);
    canvas.keep_words_off_dots(piece.dots);
    canvas.outline(piece.name, settings.line == StencilLine::LineOnly ? piece.edge : piece.border);
}

void draw_dots(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const SheetInks inks = inks_of(content.settings);
    for (const GuideDot& dot : piece.dots) {
        if (!window.grown(-double(dot.diameter_mm)).contains(dot.at) || canvas.is_taken(dot.at)) continue;
        SheetLine line = styled(piece, SheetLayer::Dots, 0.0, "dot", inks.dot);
        line.points_mm = disc(dot.at, double(dot.diameter_mm));
        line.is_closed = line.is_filled = true;
        canvas.line(std::move(line));
    }
}

}  // namespace trichion
