// One flat piece as it lies on a page.
#include "core/io/sheet_piece.h"

#include "core/io/sheet_inks.h"
#include "core/io/sheet_names.h"
#include "core/io/sheet_words.h"
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

constexpr double kCaptionMm = 3.0, kAdviceWideMm = 66.0;
constexpr double kRemarkReachMm = 30.0;   // farther off a remark is looked for among the notes sooner than here
constexpr double kEndNameMm = 2.6;
constexpr double kNarrowWordsMm = 2.0;     // of a badge on a strip of 3 mm: small, but there
constexpr double kNotchWideMm = 3.2, kNotchDeepMm = 2.8;
constexpr double kTickOffEdgeMm = 5.0;    // all of a mark that does not cross the edge is farther from it
constexpr std::size_t kMostWindows = 12;
constexpr double kLabelGapMm = 1.8;        // round the label: a name beside it must not read on in it
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

void draw_dots(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetInks& inks) {
    for (const GuideDot& dot : piece.dots) {
        if (!window.grown(-double(dot.diameter_mm)).contains(dot.at) || canvas.is_taken(dot.at)) continue;
        SheetLine line = styled(piece, SheetLayer::Dots, 0.0, "dot", inks.dot);
        line.points_mm = disc(dot.at, double(dot.diameter_mm));
        line.is_closed = line.is_filled = true;
        canvas.line(std::move(line));
    }
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

constexpr double kGapMm = 0.8;            // round words that stand beside a piece

/// What is tried for a block of words: these sizes in this order, no farther than this.
struct Tries {
    std::vector<double> sizes_mm;
    double reach_mm = 60.0;
};

/// @return where its middle is; nothing where there is no room.
std::optional<glm::dvec2> place_block(SheetCanvas& canvas, WordBlock block, const Tries& tries, const glm::dvec2& wish, const SheetRect& window, const Allows& allows) {
    for (const double size : tries.sizes_mm) {
        block.size_mm = size;
        const auto centre = free_centre(canvas, wish, size_of(canvas.measure(), block), kGapMm, tries.reach_mm, [&](const SheetBox& box) {
            const SheetRect bounds = box.bounds();
            return window.contains(bounds.min) && window.contains(bounds.max) && allows(box);
        });
        if (!centre) continue;
        write_block(canvas, block, *centre);
        return centre;
    }
    return std::nullopt;
}

/// Off all pieces; a line drawn alone has no ground that words could lie on.
Allows beside_pieces(const SheetCanvas& canvas) {
    return [&canvas](const SheetBox& box) {
        return !canvas.is_on_piece(box.centre) && std::ranges::none_of(box.corners(), [&](const glm::dvec2& p) { return canvas.is_on_piece(p); }) &&
               !canvas.is_on_dots(box);
    };
}
Allows inside_of(const Points& closed) {
    return [&closed](const SheetBox& box) { return is_round(closed, box); };
}

std::string caption_of(const PagePiece& piece, const SheetContent& content, bool is_full) {
    std::string words = content.stencil.pieces.size() > 1 ? content.measure.showable(piece.label) + " · " : "";
    words += content.settings.line == StencilLine::CutEdge ? "cut along the thick line: it is the hairline" : "scalp side";
    const bool has_darts = std::ranges::any_of(content.stencil.pieces, [&](const StencilPiece& p) { return p.name == piece.name && !p.darts.empty(); });
    if (is_full && has_darts && content.settings.line == StencilLine::Strip) words += " · darts close to a point, never through the hairline";
    if (is_full && !piece.dots.empty()) words += rules_of(content.settings.medium).is_transfer ? " · dots: dot guide at true spacing" : " · grey: dot guide at true spacing";
    return words;
}

/// The caption, and under it what is to be said of this piece.
WordBlock caption_block(const PagePiece& piece, const SheetContent& content, bool is_full) {
    WordBlock block{{caption_of(piece, content, is_full)}, kCaptionMm};
    for (const std::string& words : advice_on(content.stencil, content.settings, piece.label))
        for (std::string& line : wrapped(content.measure, content.measure.showable(words), kCaptionMm, kAdviceWideMm)) block.lines.push_back(std::move(line));
    return block;
}

/// The scalp side's end of the line through the edge's middle, and the way out there.
MarkEnd crown_of(const PagePiece& piece, StencilLine line) {
    constexpr double kPastDartMm = 4.0;   // a dart there is no end of the piece
    const glm::dvec2 middle = piece.edge[piece.edge.size() / 2];
    if (line != StencilLine::Strip && piece.dots.empty()) return {middle, piece.scalp};
    const glm::dvec2 side(-piece.scalp.y, piece.scalp.x);
    double farthest = 0.0;
    for (const double off : {-kPastDartMm, 0.0, kPastDartMm})
        for (std::size_t i = 0, j = piece.border.size() - 1; i < piece.border.size(); j = i++) {
            const glm::dvec2 a = piece.border[j] - middle, b = piece.border[i] - middle;
            const double da = glm::dot(a, side) - off, db = glm::dot(b, side) - off;
            if ((da >= 0.0) != (db >= 0.0)) farthest = std::max(farthest, glm::dot(glm::mix(a, b, da / (da - db)), piece.scalp));
        }
    return {middle + farthest * piece.scalp, piece.scalp};
}

glm::dvec2 caption_centre(const SheetContent& content, const WordBlock& block, const MarkEnd& crown) {
    const glm::dvec2 half = 0.5 * size_of(content.measure, block);
    return crown.foot + crown.out * (2.0 + glm::dot(glm::abs(crown.out), half));
}

/// How far words are from a line, by places on it no farther apart than 1 mm.
double distance_to(const Points& line, const SheetBox& box) {
    double least = 1e9;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const int steps = std::max(1, static_cast<int>(std::ceil(glm::distance(line[i - 1], line[i]))));
        for (int s = 0; s <= steps; ++s)
            least = std::min(least, glm::length(glm::max(glm::abs(box.local(glm::mix(line[i - 1], line[i], double(s) / steps))) - box.half, glm::dvec2(0.0))));
    }
    return least;
}

/// Whether words that name the scalp side, or the hairline where the piece is cut at it, stand clearly nearer to it than to
/// the piece's other side; beside a line alone, on that side of it.
bool tells_scalp_side(const PagePiece& piece, const SheetBox& box) {
    constexpr double kClearlyMm = 1.0;
    if (!piece.skin_line.empty()) return distance_to(piece.scalp_line, box) + kClearlyMm < distance_to(piece.skin_line, box);
    const EdgeWords edge(piece);
    return std::ranges::all_of(box.corners(), [&](const glm::dvec2& p) {
        const double arc = edge.arc_of(p);
        return arc > 0.0 && arc < edge.length_mm() && glm::dot(p - edge.at(arc), edge.to_scalp(arc)) > 0.0;
    });
}

/// The room of a block's last line.
SheetBox last_line(const TextMeasure& measure, const WordBlock& block, const SheetBox& box) {
    const glm::dvec2 size = size_of(measure, {{block.lines.back()}, block.size_mm, block.is_bold});
    return {box.centre + (box.half.y - 0.5 * size.y) * box.across(), size, box.along};
}

/// Places along the scalp side, from its middle outwards, and the way out at each.
std::vector<MarkEnd> scalp_side_ends(const PagePiece& piece, const SheetRect& window) {
    const Points& line = piece.scalp_line;
    std::vector<double> arcs{0.0};
    for (std::size_t i = 1; i < line.size(); ++i) arcs.push_back(arcs.back() + glm::distance(line[i - 1], line[i]));
    std::vector<MarkEnd> ends;
    for (const double share : {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82}) {
        const auto above = std::ranges::upper_bound(arcs, share * arcs.back());
        const std::size_t i = std::clamp<std::size_t>(static_cast<std::size_t>(std::distance(arcs.begin(), above)), 1, line.size() - 1);
        const glm::dvec2 along = glm::normalize(line[i] - line[i - 1]), foot = 0.5 * (line[i] + line[i - 1]);
        glm::dvec2 out(-along.y, along.x);
        if (piece.skin_line.empty() ? glm::dot(out, piece.scalp) < 0.0 : is_inside(piece.border, foot + 0.5 * out)) out = -out;
        if (window.contains(foot)) ends.push_back({foot, out});
    }
    return ends;
}

/// With a line to the piece's scalp side.
bool write_led_to_side(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, const std::string& name, const SheetRect& window) {
    const Allows allows = [&](const SheetBox& box) {
        return window.contains(box.bounds().min) && window.contains(box.bounds().max) && beside_pieces(canvas)(box);
    };
    for (const double reach : {16.0, 40.0, 90.0})
        for (const MarkEnd& end : scalp_side_ends(piece, window)) {
            const glm::dvec2 wish = end.foot + end.out * (3.5 + glm::dot(glm::abs(end.out), 0.5 * size_of(canvas.measure(), block)));
            if (write_led(canvas, block, end, wish, {piece.name + ".leader." + name, kGapMm, reach, true}, allows)) return true;
        }
    return false;
}

/// R and L near the ends; words on what is laid face down stay readable, so the letters change sides with the drawing.
void write_letters(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const bool is_inside = has_words_on_pieces(content.settings), is_transfer = rules_of(content.settings.medium).is_transfer;
    const glm::dvec2 start = piece.edge.front(), end = piece.edge.back();
    const glm::dvec2 inwards = glm::normalize(end - start);
    const auto write = [&](const glm::dvec2& at, const glm::dvec2& in, const std::string& letter) {
        if (!window.contains(at)) return;
        const WordBlock block{{letter}, 6.0, true};
        const Tries tries{is_transfer ? std::vector{4.0, 3.0} : std::vector{6.0, 5.0, 4.0, 3.0}, 26.0};
        if (is_inside ? place_block(canvas, block, tries, at + 7.0 * in, window, inside_of(piece.dots.empty() ? piece.border : piece.skin_side))
                      : place_block(canvas, block, tries, at - 7.0 * in, window, beside_pieces(canvas)))
            return;
        place_block(canvas, block, {{5.0, 4.0}, 40.0}, at - 5.0 * in, window, beside_pieces(canvas));
    };
    write(start, inwards, piece.start_letter);
    if (glm::distance(start, end) > 30.0 || piece.start_letter != piece.end_letter) write(end, -inwards, piece.end_letter);
}

/// What the ends are called that the marks' names speak of, at the ends, where R and L do not tell one from the other.
void write_end_names(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    if (piece.start_letter != piece.end_letter) return;
    const bool is_inside = has_words_on_pieces(content.settings);
    const Allows beside = [&](const SheetBox& box) { return beside_pieces(canvas)(box) && canvas.is_by(piece.name, box); };
    const Allows on_piece = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kGapMm); };
    const auto write = [&](const glm::dvec2& at, const std::string& name) {
        if (name.empty() || !window.contains(at)) return;
        const WordBlock block{{name}, kEndNameMm};
        const Tries near{{kEndNameMm, kLeastWordsMm}, 18.0};
        if (is_inside && place_block(canvas, block, near, at, window, on_piece)) return;
        const std::size_t space = std::min(name.find(' '), name.size() - 1);
        if (is_inside && place_block(canvas, {{name.substr(0, space), name.substr(space + 1)}, kEndNameMm}, near, at, window, on_piece)) return;
        place_block(canvas, block, {{kEndNameMm}, 30.0}, at, window, beside);
    };
    write(piece.edge.front(), piece.start_name);
    write(piece.edge.back(), piece.end_name);
}

/// What the piece must not lose when it is cut out.
std::vector<std::string> label_parts(const PagePiece& piece, const SheetContent& content) {
    const SheetText& text = content.text;
    std::vector<std::string> parts;
    if (content.settings.has_label) {
        if (!text.client_code.empty()) parts.push_back(content.measure.showable(text.client_code));
        if (content.stencil.pieces.size() > 1) parts.push_back(content.measure.showable(piece.label));
        if (!text.version_label.empty()) parts.push_back(content.measure.showable(text.version_label.substr(0, text.version_label.find(','))));
        if (!text.edited_on.empty()) parts.push_back(content.measure.showable(readable_date(text.edited_on)));
    }
    if (content.settings.has_label || text.badge != HeadBadge::Scaled) parts.emplace_back(to_words(text.badge));
    return parts;
}

/// The label as two lines, as one, as three, as a narrow column between two marks: whichever finds room on the piece.
std::vector<std::vector<std::string>> label_shapes(const std::vector<std::string>& parts) {
    const auto run = [&](std::size_t from, std::size_t end) {
        return fmt::format("{}", fmt::join(parts.begin() + static_cast<std::ptrdiff_t>(from), parts.begin() + static_cast<std::ptrdiff_t>(end), " · "));
    };
    const std::size_t count = parts.size();
    std::vector<std::vector<std::string>> shapes;
    if (count > 1) shapes.push_back({run(0, count - 1), parts.back()});
    shapes.push_back({run(0, count)});
    if (const std::size_t space = parts[0].rfind(' '); count == 1 && space != std::string::npos && parts[0].find(", ") == std::string::npos)
        shapes.push_back({parts[0].substr(0, space), parts[0].substr(space + 1)});
    if (count > 3) shapes.push_back({run(0, 2), run(2, count)}), shapes.push_back({run(0, 2), run(2, count - 1), parts.back()});
    std::vector<std::string> column;
    for (const std::string& part : parts) {
        const std::size_t comma = part.find(", ");
        column.push_back(part.substr(0, comma == std::string::npos ? comma : comma + 1));
        if (comma != std::string::npos) column.push_back(part.substr(comma + 2));
    }
    shapes.push_back(std::move(column));
    return shapes;
}

/// Along the edge on one of its sides, as near to the middle as there is room.
bool label_along_edge(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, bool is_scalp_side, const SheetRect& window, const Allows& allows) {
    const EdgeWords edge(piece);
    const glm::dvec2 size = size_of(canvas.measure(), block);
    const double middle = 0.5 * edge.length_mm();
    for (double away = 0.0; away < middle; away += 3.0)
        for (const double arc : {middle + away, middle - away}) {
            const double reach = edge.reach_mm(arc, is_scalp_side), spare = 0.5 * (reach - size.y);
            for (double shift = 0.0; shift < spare; shift += 0.5)
                for (const double off : {0.5 * reach + shift, 0.5 * reach - shift}) {
                    const auto box = edge.box(arc, is_scalp_side ? off : -off, size);
                    if (!box || !window.contains(box->bounds().min) || !window.contains(box->bounds().max) || !allows(*box)) continue;
                    write_block(canvas, block, box->centre, box->along);
                    return true;
                }
        }
    return false;
}

/// One word after the other, each turned as the edge turns: for a strip too narrow for words on one straight line.
bool words_along_edge(SheetCanvas& canvas, const PagePiece& piece, const std::string& words, double size_mm, const SheetRect& window,
                      const Allows& allows = [](const SheetBox&) { return true; }) {
    constexpr double kLeastGapMm = 0.3, kSpaceMm = 1.2, kStepMm = 2.0;
    const EdgeWords edge(piece);
    std::vector<WordBlock> blocks;
    std::vector<double> wide;
    for (std::size_t from = 0; from < words.size();) {
        const std::size_t end = std::min(words.find(' ', from), words.size());
        blocks.push_back({{words.substr(from, end - from)}, size_mm, true});
        wide.push_back(size_of(canvas.measure(), blocks.back()).x);
        from = end + 1;
    }
    const double high = size_of(canvas.measure(), blocks.front()).y;
    /// Read along the edge's own way where `is_on`, else against it; nothing where a word would stand on its head.
    const auto boxes_from = [&](double from_mm, double off_mm, bool is_on) {
        std::vector<SheetBox> boxes;
        for (std::size_t i = 0, n = blocks.size(); i < n; ++i) {
            const std::size_t word = is_on ? i : n - 1 - i;
            const double arc = from_mm + 0.5 * wide[word];
            const auto box = edge.box(arc, off_mm, {wide[word], high});
            if (!box || (glm::dot(box->along, edge.at(arc + 0.5) - edge.at(arc - 0.5)) > 0.0) != is_on) return std::vector<SheetBox>{};
            if (!window.contains(box->bounds().min) || !window.contains(box->bounds().max) || !is_free_on(canvas, piece, *box, kLeastGapMm) || !allows(*box)) return std::vector<SheetBox>{};
            if (std::ranges::any_of(boxes, [&](const SheetBox& other) { return other.grown(kLeastGapMm).overlaps(*box); })) return std::vector<SheetBox>{};
            boxes.insert(is_on ? boxes.end() : boxes.begin(), *box);
            from_mm += wide[word] + kSpaceMm;
        }
        return boxes;
    };
    for (double from = 0.0; from < edge.length_mm(); from += kStepMm)
        for (const bool is_scalp_side : {true, false})
            for (double off = 0.5 * high + kLeastGapMm, reach = edge.reach_mm(from, is_scalp_side); off < reach; off += 0.25)
                for (const bool is_on : {true, false}) {
                    const std::vector<SheetBox> boxes = boxes_from(from, is_scalp_side ? off : -off, is_on);
                    for (std::size_t i = 0; i < boxes.size(); ++i) write_block(canvas, blocks[i], boxes[i].centre, boxes[i].along);
                    if (!boxes.empty()) return true;
                }
    return false;
}

/// Which side it is on one line, on two, on three.
std::vector<std::vector<std::string>> side_shapes(const std::string& words) {
    std::vector<std::vector<std::string>> shapes{{words}};
    std::vector<std::string> lines;
    constexpr std::string_view kBetween = " · ";
    const std::size_t dot = words.find(kBetween);
    if (dot != std::string::npos) lines.push_back(words.substr(0, dot));
    const std::string side = dot == std::string::npos ? words : words.substr(dot + kBetween.size());
    if (dot != std::string::npos) shapes.push_back({lines.front(), side});
    if (const std::size_t colon = side.find(": "); colon != std::string::npos) {
        lines.push_back(side.substr(0, colon + 1)), lines.push_back(side.substr(colon + 2));
        shapes.push_back(std::move(lines));
    }
    return shapes;
}

/// Which side it is, and of several pieces which: nobody may take it for another side's or another piece's.
bool write_side(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content, const Allows& by_side) {
    const auto shapes = side_shapes(caption_of(piece, content, false));
    const bool is_strip = content.settings.line == StencilLine::Strip;
    if (has_words_on_pieces(content.settings)) {
        for (const std::vector<std::string>& lines : shapes) {
            const WordBlock block{lines, kLeastWordsMm};
            const Allows on_side = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kGapMm) && tells_scalp_side(piece, box) && tells_scalp_side(piece, last_line(canvas.measure(), block, box)); };
            if (label_along_edge(canvas, piece, block, is_strip, window, on_side)) return true;
        }
        // The word alone: what the thick line is.
        const Allows at_side = [&](const SheetBox& box) { return tells_scalp_side(piece, box); };
        for (const double size : {kLeastWordsMm, kNarrowWordsMm})
            if (!is_strip && words_along_edge(canvas, piece, "hairline", size, window, at_side)) return true;
    }
    for (const std::vector<std::string>& lines : shapes)
        for (const MarkEnd& end : scalp_side_ends(piece, window)) {
            const WordBlock block{lines, kLeastWordsMm};
            const Allows all_by_side = [&](const SheetBox& box) { return by_side(box) && by_side(last_line(canvas.measure(), block, box)); };
            if (place_block(canvas, block, {{kLeastWordsMm}, 10.0}, caption_centre(content, block, end), window, all_by_side)) return true;
        }
    return std::ranges::any_of(shapes, [&](const std::vector<std::string>& lines) {
        return write_led_to_side(canvas, piece, {lines, kLeastWordsMm}, "scalp_side", window);
    });
}

/// @return what is to be said of this piece and found no room.
std::vector<std::string> write_caption(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const MarkEnd crown = crown_of(piece, content.settings.line);
    if (!window.contains(crown.foot)) return {};
    // A remark that stands no nearer to its piece than to another is read as the other's.
    const Allows by_piece = [&](const SheetBox& box) { return beside_pieces(canvas)(box) && canvas.is_by(piece.name, box); };
    const Allows by_side = [&](const SheetBox& box) { return by_piece(box) && tells_scalp_side(piece, box); };
    for (const bool is_full : {true, false}) {
        const WordBlock block = caption_block(piece, content, is_full);
        // The first line tells side and piece: it must stand as near as what is said under it.
        const glm::dvec2 first = size_of(content.measure, {{block.lines.front()}, kCaptionMm});
        const Allows first_by_side = [&](const SheetBox& box) {
            return by_side(box) && by_side({box.centre + glm::dvec2(0.0, 0.5 * first.y - box.half.y), first, box.along});
        };
        if (place_block(canvas, block, {{kCaptionMm}, 14.0}, caption_centre(content, block, crown), window, first_by_side)) return {};
    }
    write_side(canvas, piece, window, content, by_side);
    std::vector<std::string> left;
    for (const std::string& words : advice_on(content.stencil, content.settings, piece.label)) {
        const std::string whole = content.measure.showable(piece.label + ": " + words);
        const WordBlock block{wrapped(content.measure, whole, kCaptionMm, kAdviceWideMm), kCaptionMm};
        if (!place_block(canvas, block, {{kCaptionMm, kLeastWordsMm}, kRemarkReachMm}, caption_centre(content, block, crown), window, by_piece)) left.push_back(whole);
    }
    return left;
}

/// Where no place along the edge is long enough, level or standing: beside a sharp turn, on a tongue.
bool label_off_edge(SheetCanvas& canvas, const PagePiece& piece, const WordBlock& block, const SheetRect& window, const Allows& allows) {
    constexpr double kStepMm = 2.0;
    const glm::dvec2 size = size_of(canvas.measure(), block), middle = piece.edge[piece.edge.size() / 2];
    const SheetRect bounds = bounds_of(piece.border);
    std::optional<SheetBox> best;
    for (double y = bounds.min.y; y <= bounds.max.y; y += kStepMm)
        for (double x = bounds.min.x; x <= bounds.max.x; x += kStepMm) {
            const glm::dvec2 at(x, y);
            if (!is_inside(piece.border, at) || (best && glm::distance(at, middle) >= glm::distance(best->centre, middle))) continue;
            for (const glm::dvec2& way : {glm::dvec2(1.0, 0.0), glm::dvec2(0.0, -1.0)}) {
                const SheetBox box{at, size, way};
                if (!window.contains(box.bounds().min) || !window.contains(box.bounds().max) || !allows(box)) continue;
                best = box;
                break;
            }
        }
    if (!best) return false;
    write_block(canvas, block, best->centre, best->along);
    return true;
}

bool label_on_piece(SheetCanvas& canvas, const PagePiece& piece, const std::vector<std::string>& parts, bool is_bold, const SheetRect& window) {
    const auto is_free = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kLabelGapMm); };
    const auto is_nearly_free = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kGapMm); };
    // Where nothing else is left, some dots of the guide give way to it.
    const auto is_free_of_lines = [&](const SheetBox& box) { return canvas.is_free(box, kGapMm) && is_round(piece.border, box); };
    for (const Allows& allows : {Allows(is_free), Allows(is_nearly_free), Allows(is_free_of_lines)}) {
        for (const double size : {2.6, kLeastWordsMm})
            for (const bool is_scalp_side : {true, false})
                for (const std::vector<std::string>& lines : label_shapes(parts))
                    if (label_along_edge(canvas, piece, {lines, size, is_bold}, is_scalp_side, window, allows)) return true;
        for (const std::vector<std::string>& lines : label_shapes(parts))
            if (label_off_edge(canvas, piece, {lines, kLeastWordsMm, is_bold}, window, allows)) return true;
    }
    return false;
}

const char* short_badge(HeadBadge badge) { return badge == HeadBadge::Example ? "example head" : to_words(badge); }

/// What of the label stands on the piece, and what is left to stand beside it.
struct LabelSplit {
    std::vector<std::string> on_piece, beside;
};

/// The most on the piece first. Where the whole label finds no room there, whose it is and that it is not this client's
/// head, or not its size, must not be lost when the piece is cut out.
std::vector<LabelSplit> label_splits(const std::vector<std::string>& parts, HeadBadge badge) {
    std::vector<LabelSplit> splits{{parts, {}}};
    if (parts.size() > 2) splits.push_back({{parts.front(), parts.back()}, {parts.begin() + 1, parts.end() - 1}});
    if (badge == HeadBadge::Scaled) return splits;
    if (parts.size() > 1) splits.push_back({{parts.back()}, {parts.begin(), parts.end() - 1}});
    splits.push_back({{short_badge(badge)}, parts});
    return splits;
}

/// By its own piece, else with a line to it: of several pieces the label has the piece's name in it.
void label_beside(SheetCanvas& canvas, const PagePiece& piece, const std::vector<std::string>& parts, bool is_bold, const SheetRect& window) {
    const glm::dvec2 wish = piece.edge[piece.edge.size() / 2] - 22.0 * piece.scalp;
    const Allows anywhere = beside_pieces(canvas);
    const Allows by_piece = [&](const SheetBox& box) { return anywhere(box) && canvas.is_by(piece.name, box); };
    for (const double reach : {24.0, 70.0})
        for (const std::vector<std::string>& lines : label_shapes(parts))
            if (place_block(canvas, {lines, kCaptionMm, is_bold}, {{2.8, kLeastWordsMm}, reach}, wish, window, by_piece)) return;
    for (const std::vector<std::string>& lines : label_shapes(parts))
        if (write_led_to_side(canvas, piece, {lines, kLeastWordsMm, is_bold}, "label", window)) return;
    // Nowhere sooner than where it is taken for another piece's: the heading tells client, version and day, too.
}

/// How much of the label stands where it must, from the least: of what may not bear words nothing has to.
enum class LabelKept { Nothing, Badge, Whole };

/// The label on the piece: how much of it, and what is left to stand beside it.
struct WrittenLabel {
    LabelKept kept = LabelKept::Whole;
    std::vector<std::string> beside;
    bool is_bold = false;   // what must not be overlooked: not what is left of a label whose badge stands on the piece
};

WrittenLabel label_of_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    const std::vector<std::string> parts = label_parts(piece, content);
    if (parts.empty() || !window.contains(piece.edge[piece.edge.size() / 2])) return {};
    const HeadBadge badge = content.text.badge;
    const bool is_strong = badge != HeadBadge::Scaled;
    if (!has_words_on_pieces(content.settings)) return {LabelKept::Whole, parts, is_strong};
    for (LabelSplit& split : label_splits(parts, badge)) {
        if (!label_on_piece(canvas, piece, split.on_piece, is_strong, window)) continue;
        const LabelKept kept = split.beside.empty() ? LabelKept::Whole : LabelKept::Badge;
        return {kept, std::move(split.beside), false};
    }
    const bool has_badge = is_strong && (words_along_edge(canvas, piece, short_badge(badge), kLeastWordsMm, window) ||
                                         words_along_edge(canvas, piece, short_badge(badge), kNarrowWordsMm, window));
    return {has_badge ? LabelKept::Badge : LabelKept::Nothing, parts, is_strong};
}

/// Names find their places best where nothing else stands yet; but the label, with whose head it is, must stay on the piece.
bool has_room_behind_names(const SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    SheetCanvas behind = canvas, before = canvas;
    write_names(behind, piece, window, content);
    const LabelKept kept = label_of_piece(behind, piece, window, content).kept;
    return kept == LabelKept::Whole || kept >= label_of_piece(before, piece, window, content).kept;
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

std::vector<SheetRect> wished_rooms(const PagePiece& piece, const SheetContent& content) {
    std::vector<SheetRect> rooms;
    const auto add = [&](const glm::dvec2& centre, const WordBlock& block) {
        const glm::dvec2 half = 0.5 * size_of(content.measure, block) + 1.0;
        rooms.push_back({centre - half, centre + half});
    };
    if (!has_words_on_pieces(content.settings))
        for (const PagePiece::Mark& mark : piece.marks)
            add(name_centre(content.measure, mark, end_of(mark, content.settings.line)), {{mark.label}, kCaptionMm});
    const WordBlock caption = caption_block(piece, content, true);
    add(caption_centre(content, caption, crown_of(piece, content.settings.line)), caption);
    return rooms;
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

std::vector<std::string> write_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    write_counts(canvas, piece, window);
    write_letters(canvas, piece, window, content);
    const bool is_label_last = has_room_behind_names(canvas, piece, window, content);
    WrittenLabel label;
    if (!is_label_last) label = label_of_piece(canvas, piece, window, content);
    write_names(canvas, piece, window, content);
    if (is_label_last) label = label_of_piece(canvas, piece, window, content);
    write_end_names(canvas, piece, window, content);
    std::vector<std::string> unsaid = write_caption(canvas, piece, window, content);
    if (!label.beside.empty()) label_beside(canvas, piece, label.beside, label.is_bold, window);
    draw_dots(canvas, piece, window, inks_of(content.settings));
    return unsaid;
}

}  // namespace trichion
