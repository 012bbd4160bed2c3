// One flat piece as it lies on a page.
#include "core/io/sheet_piece.h"

#include "core/model/media.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <functional>
#include <iterator>
#include <optional>
#include <string_view>
#include <utility>

namespace trichion {
namespace {

constexpr double kCutMm = 0.3, kMarkMm = 0.2;
constexpr double kLabelMm = 3.0, kCaptionMm = 3.0, kCountMm = 2.4;
constexpr double kTickMm = 4.0;            // of a mark to each side of a line drawn alone
constexpr double kNotchWideMm = 3.2, kNotchDeepMm = 2.8;
constexpr std::size_t kMostWindows = 12;
constexpr double kPi = 3.14159265358979323846;
constexpr glm::dvec3 kDotGrey{0.45};

using Align = SheetLabel::Align;
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

/// The border from the edge's first point round the skin side to its last: the border runs counter-clockwise, the skin
/// side lies right of the edge.
Points skin_chain(const Points& border, const Points& edge) {
    const LinePlace from = nearest_place(border, edge.front()), to = nearest_place(border, edge.back());
    Points chain{edge.front()};
    for (std::size_t i = (from.segment + 1) % border.size(), steps = 0; steps < border.size(); i = (i + 1) % border.size(), ++steps) {
        if (glm::distance(border[i], chain.back()) > 1e-6 && glm::distance(border[i], edge.back()) > 1e-6) chain.push_back(border[i]);
        if (i == to.segment) break;
    }
    chain.push_back(edge.back());
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
    for (Points* points : {&piece.border, &piece.outer, &piece.skin_side, &piece.edge, &piece.notch}) all(*points);
    for (PagePiece::Mark& mark : piece.marks) all(mark.line), mark.on_edge = map(mark.on_edge);
    for (GuideDot& dot : piece.dots) dot.at = map(dot.at);
    for (DensityWindow& window : piece.windows) all(window.border);
}

SheetLine styled(const PagePiece& piece, SheetLayer layer, double width_mm, const std::string& name) {
    SheetLine style{layer, {}, width_mm};
    style.name = piece.name + "." + name;
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

/// As a mark is drawn: right across a strip, or as a tick where only the line is there.
Points drawn_mark(const PagePiece::Mark& mark, StencilLine line) {
    if (line != StencilLine::LineOnly || mark.line.size() < 2) return mark.line;
    const glm::dvec2 along = glm::normalize(mark.line.back() - mark.line.front());
    return {mark.on_edge - kTickMm * along, mark.on_edge, mark.on_edge + kTickMm * along};
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

void draw_dots(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window) {
    for (const GuideDot& dot : piece.dots) {
        if (!window.grown(-double(dot.diameter_mm)).contains(dot.at) || canvas.is_taken(dot.at)) continue;
        SheetLine line = styled(piece, SheetLayer::Dots, 0.0, "dot");
        line.points_mm = disc(dot.at, double(dot.diameter_mm));
        line.is_closed = line.is_filled = true;
        line.rgb = kDotGrey;
        canvas.line(std::move(line));
    }
}

void draw_windows(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window) {
    for (std::size_t i = 0; i < piece.windows.size(); ++i) {
        SheetLine line = styled(piece, SheetLayer::Cut, kCutMm, fmt::format("window.{}", i + 1));
        line.is_closed = true;
        draw_clipped(canvas, line, piece.windows[i].border, window);
    }
}

/// Where words may stand.
using Allows = std::function<bool(const SheetRect&)>;

/// The free place for a block of this size nearest to `wish`, no farther than `reach_mm`.
std::optional<glm::dvec2> free_centre(const SheetCanvas& canvas, const glm::dvec2& wish, const glm::dvec2& size, double gap_mm,
                                      double reach_mm, const Allows& allows) {
    const auto is_good = [&](const glm::dvec2& centre) {
        const SheetRect room{centre - 0.5 * size, centre + 0.5 * size};
        return canvas.is_free(room, gap_mm) && allows(room);
    };
    if (is_good(wish)) return wish;
    for (double ring = 1.0; ring <= reach_mm; ring += ring < 8.0 ? 1.0 : 2.0) {
        std::optional<glm::dvec2> best;
        const double step = std::max(1.0, ring / 8.0);
        const auto consider = [&](double dx, double dy) {
            const glm::dvec2 centre = wish + glm::dvec2(dx, dy);
            if (best && glm::distance(centre, wish) >= glm::distance(*best, wish)) return;
            if (is_good(centre)) best = centre;
        };
        for (double along = 0.0; along <= ring; along += step)
            for (const double a : {along, -along}) {
                consider(a, ring), consider(a, -ring), consider(ring, a), consider(-ring, a);
                if (along == 0.0) break;
            }
        if (best) return best;
    }
    return std::nullopt;
}

glm::dvec2 block_size(const TextMeasure& measure, const std::vector<std::string>& lines, double size_mm, bool is_bold) {
    glm::dvec2 size(0.0, size_mm * (kCapHeight + 1.35 * double(lines.size() - 1)));
    for (const std::string& line : lines) size.x = std::max(size.x, measure.width_mm(line, size_mm, is_bold));
    return size;
}

void write_block(SheetCanvas& canvas, const glm::dvec2& centre, const std::vector<std::string>& lines, double size_mm, bool is_bold) {
    double baseline = centre.y - 0.5 * size_mm * (kCapHeight + 1.35 * double(lines.size() - 1)) + kCapHeight * size_mm;
    for (const std::string& line : lines) {
        canvas.label({{centre.x, baseline}, line, size_mm, is_bold, Align::Middle});
        baseline += 1.35 * size_mm;
    }
}

bool is_wholly_inside(const Points& closed, const SheetRect& room) {
    return is_inside(closed, room.min) && is_inside(closed, room.max) && is_inside(closed, {room.min.x, room.max.y}) &&
           is_inside(closed, {room.max.x, room.min.y});
}

struct Block {
    std::vector<std::string> lines;
    std::vector<double> sizes_mm;    // tried in this order
    bool is_bold = false;
    double reach_mm = 60.0;
};

/// @return whether there was room.
bool place_block(SheetCanvas& canvas, const Block& block, const glm::dvec2& wish, const SheetRect& window, const Allows& allows) {
    for (const double size : block.sizes_mm) {
        const auto centre = free_centre(canvas, wish, block_size(canvas.measure(), block.lines, size, block.is_bold), 0.8, block.reach_mm,
                                        [&](const SheetRect& room) {
                                            return window.contains(room.min) && window.contains(room.max) && allows(room);
                                        });
        if (!centre) continue;
        write_block(canvas, *centre, block.lines, size, block.is_bold);
        return true;
    }
    return false;
}

/// Off the piece; a line drawn alone has no ground that words could lie on.
Allows beside(const PagePiece& piece, StencilLine line) {
    return [&piece, line](const SheetRect& room) { return line == StencilLine::LineOnly || !is_inside(piece.border, room.centre()); };
}
Allows inside_of(const Points& closed) {
    return [&closed, bounds = bounds_of(closed)](const SheetRect& room) {
        return bounds.contains(room.min) && bounds.contains(room.max) && is_wholly_inside(closed, room);
    };
}

/// Out of the piece at a mark's end on the skin side.
struct MarkEnd {
    glm::dvec2 foot{0.0}, out{0.0};
};
MarkEnd end_of(const PagePiece::Mark& mark, StencilLine line) {
    const Points drawn = drawn_mark(mark, line);
    return {drawn.back(), glm::normalize(drawn.back() - drawn[drawn.size() - 2])};
}

/// The middle of a mark's name when it stands right below the mark.
glm::dvec2 name_centre(const TextMeasure& measure, const PagePiece::Mark& mark, const MarkEnd& end) {
    const double half = 0.5 * measure.width_mm(mark.label, kLabelMm, false);
    return end.foot + end.out * (1.8 + 0.5 * kCapHeight * kLabelMm) + glm::dvec2(end.out.x * half, 0.0);
}

/// Whether a line from a to b stays off the piece.
bool is_outside_all_along(const Points& border, const glm::dvec2& a, const glm::dvec2& b) {
    const int steps = std::max(2, static_cast<int>(glm::distance(a, b) / 2.0));
    for (int s = 1; s <= steps; ++s)
        if (is_inside(border, glm::mix(a, b, double(s) / steps))) return false;
    return true;
}

/// Writes a mark's name below its foot, or as near to that as there is room; a thin line leads there.
void name_mark(SheetCanvas& canvas, const PagePiece& piece, const PagePiece::Mark& mark, const SheetContent& content) {
    const MarkEnd end = end_of(mark, content.settings.line);
    const glm::dvec2 size = block_size(canvas.measure(), {mark.label}, kLabelMm, false);
    const glm::dvec2 wish = name_centre(canvas.measure(), mark, end);
    const glm::dvec2 start = end.foot + 0.8 * end.out;
    const auto lead_to = [&](const SheetRect& room) { return glm::clamp(end.foot, room.min - glm::dvec2(0.6), room.max + glm::dvec2(0.6)); };
    const bool is_alone = content.settings.line == StencilLine::LineOnly;
    const auto can_be_led_to = [&](const SheetRect& room) {
        const glm::dvec2 near = lead_to(room);
        return canvas.is_way_free(start, near) && (is_alone || is_outside_all_along(piece.border, start, near));
    };
    auto centre = free_centre(canvas, wish, size, 0.9, 44.0, [&](const SheetRect& room) {
        return beside(piece, content.settings.line)(room) && can_be_led_to(room);
    });
    if (!centre && !rules_of(content.settings.medium).is_transfer)
        centre = free_centre(canvas, mark.on_edge, size, 0.7, 30.0, [&](const SheetRect& room) {
            return is_inside(piece.border, room.centre()) || can_be_led_to(room);
        });
    if (!centre) return;
    if (glm::distance(*centre, wish) > 3.0 && !is_inside(piece.border, *centre)) {
        const glm::dvec2 near = lead_to({*centre - 0.5 * size, *centre + 0.5 * size});
        if (glm::distance(start, near) > 1.0) canvas.line({SheetLayer::Frame, {start, near}, 0.12});
    }
    write_block(canvas, *centre, {mark.label}, kLabelMm, false);
}

std::string caption_of(const PagePiece& piece, const SheetContent& content, bool is_full) {
    std::string words = content.stencil.pieces.size() > 1 ? content.measure.showable(piece.label) + " · " : "";
    words += content.settings.line == StencilLine::CutEdge ? "cut along this edge: it is the hairline" : "scalp side";
    const bool has_darts = std::ranges::any_of(content.stencil.pieces, [&](const StencilPiece& p) { return p.name == piece.name && !p.darts.empty(); });
    if (is_full && has_darts && content.settings.line == StencilLine::Strip) words += " · darts close to a point, never through the hairline";
    if (is_full && !piece.dots.empty()) words += " · grey: dot guide at true spacing";
    return words;
}

/// The scalp side's end of the line through the edge's middle, and the way out there.
MarkEnd crown_of(const PagePiece& piece, StencilLine line) {
    const glm::dvec2 middle = piece.edge[piece.edge.size() / 2];
    if (line != StencilLine::Strip) return {middle, piece.scalp};
    const glm::dvec2 side(-piece.scalp.y, piece.scalp.x);
    double farthest = 0.0;
    for (std::size_t i = 0, j = piece.border.size() - 1; i < piece.border.size(); j = i++) {
        const glm::dvec2 a = piece.border[j] - middle, b = piece.border[i] - middle;
        const double da = glm::dot(a, side), db = glm::dot(b, side);
        if ((da >= 0.0) != (db >= 0.0)) farthest = std::max(farthest, glm::dot(glm::mix(a, b, da / (da - db)), piece.scalp));
    }
    return {middle + farthest * piece.scalp, piece.scalp};
}

glm::dvec2 caption_centre(const SheetContent& content, const std::string& words, const MarkEnd& crown) {
    const double half = 0.5 * content.measure.width_mm(words, kCaptionMm, false);
    return crown.foot + crown.out * (2.0 + 0.5 * kCapHeight * kCaptionMm) + glm::dvec2(crown.out.x * half, 0.0);
}

void write_caption(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const MarkEnd crown = crown_of(piece, content.settings.line);
    if (!window.contains(crown.foot)) return;
    for (const bool is_full : {true, false}) {
        const std::string words = caption_of(piece, content, is_full);
        if (place_block(canvas, {{words}, {kCaptionMm}, false, is_full ? 14.0 : 40.0}, caption_centre(content, words, crown),
                        window, beside(piece, content.settings.line)))
            return;
    }
}

/// R and L near the ends; words on what is laid face down stay readable, so the letters change sides with the drawing.
void write_letters(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const bool is_transfer = rules_of(content.settings.medium).is_transfer;
    const bool is_outside = is_transfer || content.settings.line == StencilLine::LineOnly;
    const glm::dvec2 start = piece.edge.front(), end = piece.edge.back();
    const glm::dvec2 inwards = glm::normalize(end - start);
    const auto write = [&](const glm::dvec2& at, const glm::dvec2& in, const std::string& letter) {
        const Block block{{letter}, is_transfer ? std::vector{4.0, 3.0} : std::vector{6.0, 5.0, 4.0, 3.0}, true, 26.0};
        const glm::dvec2 wish = is_outside ? at - 7.0 * in : at + 7.0 * in;
        if (!window.contains(at)) return;
        if (is_outside ? place_block(canvas, block, wish, window, beside(piece, content.settings.line))
                         : place_block(canvas, block, wish, window, inside_of(piece.dots.empty() ? piece.border : piece.skin_side)))
            return;
        place_block(canvas, {{letter}, {5.0, 4.0}, true, 40.0}, at - 5.0 * in, window, beside(piece, content.settings.line));
    };
    write(start, inwards, piece.start_letter);
    if (glm::distance(start, end) > 30.0 || piece.start_letter != piece.end_letter) write(end, -inwards, piece.end_letter);
}

/// What the piece must not lose when it is cut out.
std::vector<std::string> label_parts(const SheetContent& content) {
    const SheetText& text = content.text;
    std::vector<std::string> parts;
    if (content.settings.has_label) {
        if (!text.client_code.empty()) parts.push_back(content.measure.fitted(content.measure.showable(text.client_code), 2.6, false, 24.0));
        if (!text.version_label.empty()) parts.push_back(content.measure.showable(text.version_label.substr(0, text.version_label.find(','))));
        if (!text.edited_on.empty()) parts.push_back(content.measure.showable(readable_date(text.edited_on)));
    }
    if (content.settings.has_label || text.badge != HeadBadge::Scaled) parts.emplace_back(to_words(text.badge));
    return parts;
}

/// The label as two lines, as a narrow column between two marks, as one line: whichever finds room on the piece.
std::vector<std::vector<std::string>> label_shapes(const std::vector<std::string>& parts) {
    if (parts.size() < 2) return {parts};
    const std::string all_but_last = fmt::format("{}", fmt::join(parts.begin(), parts.end() - 1, " · "));
    std::vector<std::string> column;
    for (const std::string& part : parts) {
        const std::size_t comma = part.find(", ");
        column.push_back(part.substr(0, comma == std::string::npos ? comma : comma + 1));
        if (comma != std::string::npos) column.push_back(part.substr(comma + 2));
    }
    return {{all_but_last, parts.back()}, column, {fmt::format("{}", fmt::join(parts, " · "))}};
}

void write_label(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const std::vector<std::string> parts = label_parts(content);
    const glm::dvec2 middle = piece.edge[piece.edge.size() / 2];
    if (parts.empty() || !window.contains(middle)) return;
    const bool is_strong = content.text.badge != HeadBadge::Scaled;
    // What a transfer prints inside the piece is printed on the skin.
    if (content.settings.line != StencilLine::LineOnly && !rules_of(content.settings.medium).is_transfer) {
        const double side = piece.dots.empty() && content.settings.line == StencilLine::Strip ? 9.0 : -4.0;
        // Where dots are drawn, best beside them; else some give way to it.
        std::vector<Allows> grounds{inside_of(piece.dots.empty() ? piece.border : piece.skin_side)};
        if (!piece.dots.empty()) grounds.push_back(inside_of(piece.border));
        const glm::dvec2 wish = middle + side * piece.scalp + 10.0 * glm::dvec2(-piece.scalp.y, piece.scalp.x);
        for (const Allows& allows : grounds)
            for (const double size : {2.6, 2.2, 1.9})
                for (const std::vector<std::string>& lines : label_shapes(parts))
                    if (place_block(canvas, {lines, {size}, is_strong, 90.0}, wish, window, allows)) return;
    }
    place_block(canvas, {label_shapes(parts).front(), {2.8, 2.4}, is_strong, 70.0}, middle - 22.0 * piece.scalp, window, beside(piece, content.settings.line));
}

void write_counts(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window) {
    for (const DensityWindow& square : piece.windows) {
        const glm::dvec2 centre = bounds_of(square.border).centre();
        if (window.contains(centre))
            place_block(canvas, {{fmt::format("{}", square.count)}, {kCountMm, 2.0}, false, 9.0}, centre - 7.0 * piece.scalp, window,
                        [](const SheetRect&) { return true; });
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
    piece.outer = skin_chain(source.border, source.edge);
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
        PagePiece::Mark drawn{mark.name, mark.label, mark.line, mark.on_edge};
        if (!piece.is_outer_closed) {  // the scalp side's part of it is not there
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

std::vector<SheetRect> wished_rooms(const PagePiece& piece, const SheetContent& content) {
    std::vector<SheetRect> rooms;
    const auto add = [&](const glm::dvec2& centre, const std::string& words, double size_mm) {
        const glm::dvec2 half = 0.5 * block_size(content.measure, {words}, size_mm, false) + 1.0;
        rooms.push_back({centre - half, centre + half});
    };
    for (const PagePiece::Mark& mark : piece.marks)
        add(name_centre(content.measure, mark, end_of(mark, content.settings.line)), mark.label, kLabelMm);
    const std::string caption = caption_of(piece, content, true);
    add(caption_centre(content, caption, crown_of(piece, content.settings.line)), caption, kCaptionMm);
    return rooms;
}

void draw_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const StencilSettings& settings = content.settings;
    if (settings.line != StencilLine::LineOnly) {
        SheetLine border = styled(piece, SheetLayer::Cut, kCutMm, "border");
        border.is_closed = piece.is_outer_closed;
        draw_clipped(canvas, border, piece.outer, window);
    }
    const bool is_cut_edge = settings.line == StencilLine::CutEdge;
    draw_clipped(canvas, styled(piece, is_cut_edge ? SheetLayer::Cut : SheetLayer::Hairline,
                                is_cut_edge ? kCutMm : double(settings.line_width_mm), "edge"),
                 piece.edge, window);
    for (const PagePiece::Mark& mark : piece.marks) {
        SheetLine style = styled(piece, SheetLayer::Marks, kMarkMm, "mark." + mark.name);
        style.is_dashed = settings.line != StencilLine::LineOnly;
        draw_clipped(canvas, style, drawn_mark(mark, settings.line), window);
    }
    if (!piece.notch.empty() && std::ranges::all_of(piece.notch, [&](const glm::dvec2& p) { return window.contains(p); })) {
        SheetLine notch = styled(piece, SheetLayer::Frame, 0.0, "notch");
        notch.points_mm = piece.notch;
        notch.is_closed = notch.is_filled = true;
        canvas.line(std::move(notch));
    }
    draw_windows(canvas, piece, window);
}

void write_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    for (const PagePiece::Mark& mark : piece.marks)
        if (window.contains(end_of(mark, content.settings.line).foot)) name_mark(canvas, piece, mark, content);
    write_letters(canvas, piece, window, content);
    write_label(canvas, piece, window, content);
    write_counts(canvas, piece, window);
    write_caption(canvas, piece, window, content);
    draw_dots(canvas, piece, window);
}

}  // namespace trichion
