// Names beside their marks, counts beside their windows.
#include "core/io/sheet_names.h"

#include "core/io/sheet_word_places.h"
#include "core/model/media.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <utility>

namespace trichion {
namespace {

constexpr double kNameMm = 2.6, kNameBesideMm = 3.0, kCountMm = kLeastWordsMm;
constexpr double kTickMm = 4.0;            // of a mark to each side of a line drawn alone
constexpr double kGapMm = 0.7;             // round words on a piece
constexpr double kGapBesideMm = 0.9;
constexpr double kFarthestMm = 60.0;       // from the edge that words on a piece are tried

using Points = std::vector<glm::dvec2>;

/// A place for a name, the better the less it costs.
struct Place {
    SheetBox box;
    double cost = 0.0;
    std::size_t shape = 0;   // which of the name's shapes
};

/// A name on one line, and on two: broken behind its comma, or where its halves are most alike; a long one on three.
std::vector<std::vector<std::string>> shapes_of(const std::string& name) {
    std::vector<std::vector<std::string>> shapes{{name}};
    std::size_t at = name.find(", ");
    if (at != std::string::npos) {
        shapes.push_back({name.substr(0, at + 1), name.substr(at + 2)});
        if (const std::size_t above = name.find(" above ", at); above != std::string::npos && above > at + 8)
            shapes.push_back({name.substr(0, at + 1), name.substr(at + 2, above - at - 2), name.substr(above + 1)});
        return shapes;
    }
    for (std::size_t space = name.find(' '); space != std::string::npos; space = name.find(' ', space + 1)) {
        const auto uneven = [&](std::size_t i) { return std::abs(2 * static_cast<std::ptrdiff_t>(i) - static_cast<std::ptrdiff_t>(name.size())); };
        if (at == std::string::npos || uneven(space) < uneven(at)) at = space;
    }
    if (at != std::string::npos) shapes.push_back({name.substr(0, at), name.substr(at + 1)});
    return shapes;
}

/// Along the edge, beginning or ending beside the mark: on the skin side in the middle of it, or on the scalp side.
void add_along_edge(const EdgeWords& edge, const PagePiece::Mark& mark, const glm::dvec2& size, std::vector<Place>& places) {
    const double arc = edge.arc_of(mark.on_edge), middle = 0.5 * edge.length_mm();
    for (const double side : {1.0, -1.0})
        for (const double beside : {1.0, 2.0, 3.5, 5.5, 8.0}) {
            const double centre = arc + side * (0.5 * size.x + beside);
            if (centre < 0.0 || centre > edge.length_mm()) continue;
            const double away = (side > 0.0) == (arc > middle) ? 1.5 : 0.0;
            for (const bool is_scalp : {false, true}) {
                const double reach = edge.reach_mm(centre, is_scalp), wish = is_scalp ? 3.5 : 0.5 * reach;
                for (double off = 1.0; off < reach; off += 0.5)
                    if (const auto box = edge.box(centre, is_scalp ? off : -off, size))
                        places.push_back({*box, (is_scalp ? 5.0 : 0.0) + beside + away + 0.3 * std::abs(off - wish)});
            }
        }
}

/// Beside the mark, along it or square to it: on a tongue, and where the edge turns too sharply for words along it.
void add_along_mark(const PagePiece::Mark& mark, const glm::dvec2& size, std::vector<Place>& places) {
    double length = 0.0;
    for (std::size_t i = 1; i < mark.line.size(); ++i) length += glm::distance(mark.line[i - 1], mark.line[i]);
    const glm::dvec2 way = glm::normalize(mark.line.back() - mark.line.front()), square(-way.y, way.x);
    const double base = mark.is_tick ? 0.0 : 7.0;
    for (double share = 0.0; share <= 1.0; share += std::max(0.02, 0.7 / std::max(1.0, length))) {
        const glm::dvec2 at = glm::mix(mark.line.front(), mark.line.back(), share);
        for (const double side : {1.0, -1.0})
            for (const double beside : {1.0, 2.0, 3.5}) {
                const double off_middle = length * std::abs(share - 0.5);
                const glm::dvec2 out = side * square;
                places.push_back({{at + (beside + 0.5 * size.y) * out, size, reading_way(way)}, base + 1.0 + beside + 0.1 * off_middle});
                places.push_back({{at + (beside + 0.5 * size.x) * out, size, reading_way(square)}, base + 2.0 + beside + 0.1 * off_middle});
            }
    }
}

/// @param sizes  of the name's shapes.
std::vector<Place> places_on_piece(const EdgeWords& edge, const PagePiece::Mark& mark, const std::vector<glm::dvec2>& sizes) {
    constexpr double kPerLine = 1.0, kPerMm = 0.08;   // what more lines cost, and longer ones
    std::vector<Place> places;
    for (std::size_t shape = 0; shape < sizes.size(); ++shape) {
        const std::size_t first = places.size();
        if (!mark.is_tick) add_along_edge(edge, mark, sizes[shape], places);
        add_along_mark(mark, sizes[shape], places);
        for (std::size_t i = first; i < places.size(); ++i) {
            places[i].shape = shape;
            places[i].cost += kPerLine * double(shape) + kPerMm * sizes[shape].x;
        }
    }
    std::ranges::stable_sort(places, {}, &Place::cost);
    return places;
}

MarkEnd scalp_end_of(const PagePiece::Mark& mark, StencilLine line) {
    const Points drawn = drawn_mark(mark, line);
    return {drawn.front(), glm::normalize(drawn.front() - drawn[1])};
}

/// Level words right beyond a mark's end.
SheetBox level_beyond(const MarkEnd& end, const glm::dvec2& size) {
    return {end.foot + end.out * (1.8 + 0.5 * size.y) + glm::dvec2(0.5 * end.out.x * size.x, 0.0), size, {1.0, 0.0}};
}

/// Right beyond a mark's end: level, along the border there, on along the mark.
std::vector<SheetBox> places_beyond(const MarkEnd& end, const glm::dvec2& size) {
    const glm::dvec2 border(-end.out.y, end.out.x), off = end.foot + end.out * (1.5 + 0.5 * size.y);
    std::vector<SheetBox> boxes{level_beyond(end, size), {off, size, reading_way(border)}};
    for (const double shift : {0.25, -0.25, 0.45, -0.45}) boxes.push_back({off + shift * size.x * border, size, reading_way(border)});
    boxes.push_back({end.foot + end.out * (1.5 + 0.5 * size.x), size, reading_way(end.out)});
    return boxes;
}

bool is_beside_pieces(const SheetCanvas& canvas, const SheetBox& box) {
    return !canvas.is_on_piece(box.centre) && std::ranges::none_of(box.corners(), [&](const glm::dvec2& p) { return canvas.is_on_piece(p); }) &&
           !canvas.is_on_dots(box);
}

/// Words that found their place.
struct Placed {
    WordBlock block;
    SheetBox box;
};

std::optional<Placed> place_on_piece(const SheetCanvas& canvas, const PagePiece& piece, const EdgeWords& edge, const PagePiece::Mark& mark,
                                     const std::string& name, const SheetRect& window, const Allows& allows) {
    for (const double size_mm : {kNameMm, kLeastWordsMm}) {
        std::vector<WordBlock> blocks;
        std::vector<glm::dvec2> sizes;
        for (std::vector<std::string>& lines : shapes_of(name)) {
            blocks.push_back({std::move(lines), size_mm});
            sizes.push_back(size_of(canvas.measure(), blocks.back()));
        }
        for (const Place& place : places_on_piece(edge, mark, sizes)) {
            const SheetRect bounds = place.box.bounds();
            if (!allows(place.box) || !window.contains(bounds.min) || !window.contains(bounds.max) || !is_free_on(canvas, piece, place.box, kGapMm)) continue;
            return Placed{blocks[place.shape], place.box};
        }
    }
    return std::nullopt;
}

/// Whole, or what stands before and behind its comma each for itself: left and right of the mark, as they are read.
bool name_on_piece(SheetCanvas& canvas, const PagePiece& piece, const EdgeWords& edge, const PagePiece::Mark& mark, const SheetRect& window) {
    const auto write = [&](const Placed& placed) { write_block(canvas, placed.block, placed.box.centre, placed.box.along); };
    if (const auto whole = place_on_piece(canvas, piece, edge, mark, mark.label, window, [](const SheetBox&) { return true; })) return write(*whole), true;
    const std::size_t comma = mark.label.find(", ");
    if (comma == std::string::npos) return false;
    const auto is_right = [&](const SheetBox& box) { return glm::dot(box.centre - mark.on_edge, box.along) > 0.5 * box.half.x; };
    const auto is_left = [&](const SheetBox& box) { return glm::dot(box.centre - mark.on_edge, box.along) < -0.5 * box.half.x; };
    const auto behind = place_on_piece(canvas, piece, edge, mark, mark.label.substr(comma + 2), window, is_right);
    const auto before = place_on_piece(canvas, piece, edge, mark, mark.label.substr(0, comma), window, is_left);
    if (!before || !behind || before->box.grown(kGapMm).overlaps(behind->box)) return false;
    write(*before), write(*behind);
    return true;
}

/// Whether no other mark's end is walled in by it: a line to that one's name must find a way out.
bool leaves_ends_open(const SheetBox& box, const PagePiece& piece, const PagePiece::Mark& own, StencilLine line) {
    constexpr double kOpenMm = 1.2;
    const SheetBox wide = box.grown(kOpenMm);
    return std::ranges::none_of(piece.marks, [&](const PagePiece::Mark& mark) {
        const Points drawn = drawn_mark(mark, line);
        return mark.name != own.name && (wide.contains(drawn.front()) || wide.contains(drawn.back()));
    });
}

/// The mark's ends that a name may stand at: not where another mark ends as near, since none could tell whose name it is.
std::vector<MarkEnd> ends_to_name(const PagePiece& piece, const PagePiece::Mark& own, StencilLine line) {
    constexpr double kOwnMm = 6.0;
    std::vector<MarkEnd> ends{end_of(own, line), scalp_end_of(own, line)};
    std::erase_if(ends, [&](const MarkEnd& end) {
        return std::ranges::any_of(piece.marks, [&](const PagePiece::Mark& mark) {
            const Points drawn = drawn_mark(mark, line);
            return mark.name != own.name && std::min(glm::distance(drawn.front(), end.foot), glm::distance(drawn.back(), end.foot)) < kOwnMm;
        });
    });
    return ends;
}

bool name_beyond(SheetCanvas& canvas, const PagePiece& piece, const PagePiece::Mark& mark, const std::vector<MarkEnd>& ends,
                 const SheetRect& window, StencilLine line) {
    // On along the mark is the last choice: there a name reaches farthest from the piece.
    for (const bool is_on_along : {false, true})
        for (std::vector<std::string>& lines : shapes_of(mark.label)) {
            const WordBlock block{std::move(lines), kNameBesideMm};
            const glm::dvec2 size = size_of(canvas.measure(), block);
            for (const MarkEnd& end : ends) {
                if (!window.contains(end.foot)) continue;
                std::vector<SheetBox> boxes = places_beyond(end, size);
                if (is_on_along) boxes = {boxes.back()};
                else boxes.pop_back();
                for (const SheetBox& box : boxes) {
                    if (!canvas.is_free(box, kGapBesideMm) || !is_beside_pieces(canvas, box) || !leaves_ends_open(box, piece, mark, line)) continue;
                    write_block(canvas, block, box.centre, box.along);
                    return true;
                }
            }
        }
    return false;
}

/// As `shapes_of`, and at the smallest size a narrow column: for a mark that opens into a corner between two pieces.
std::vector<std::vector<std::string>> far_shapes_of(const TextMeasure& measure, const std::string& name, double size_mm) {
    constexpr double kColumnShare = 0.42;   // of the name's width: three lines or so
    std::vector<std::vector<std::string>> shapes = shapes_of(name);
    if (size_mm <= kLeastWordsMm) shapes.push_back(wrapped(measure, name, size_mm, kColumnShare * measure.width_mm(name, size_mm, false)));
    return shapes;
}

/// With a thin line to the mark's end that crosses nothing, clear of other words and their lines where that can be.
bool name_afar(SheetCanvas& canvas, const PagePiece& piece, const PagePiece::Mark& mark, const std::vector<MarkEnd>& ends,
               const SheetContent& content) {
    constexpr double kClearMm = 1.2;
    const auto write = [&](double clear_mm, double reach_mm, double size_mm) {
        for (const MarkEnd& end : ends)
            for (std::vector<std::string>& lines : far_shapes_of(canvas.measure(), mark.label, size_mm)) {
                const WordBlock block{std::move(lines), size_mm};
                const glm::dvec2 wish = level_beyond(end, size_of(canvas.measure(), block)).centre;
                const Allows allows = [&](const SheetBox& box) { return is_beside_pieces(canvas, box) && leaves_ends_open(box, piece, mark, content.settings.line); };
                if (write_led(canvas, block, end, wish, {piece.name + ".leader." + mark.name, kGapBesideMm, reach_mm, false, clear_mm}, allows)) return true;
            }
        return false;
    };
    constexpr std::array kTries{std::pair(16.0, kNameBesideMm), std::pair(44.0, kNameBesideMm), std::pair(44.0, kLeastWordsMm), std::pair(90.0, kLeastWordsMm)};
    for (const double clear_mm : {kClearMm, 0.0})
        for (const auto& [reach_mm, size_mm] : kTries)
            if (write(clear_mm, reach_mm, size_mm)) return true;
    return false;
}

}  // namespace

Points drawn_mark(const PagePiece::Mark& mark, StencilLine line) {
    if (line != StencilLine::LineOnly || mark.line.size() < 2 || mark.is_tick) return mark.line;
    const glm::dvec2 along = glm::normalize(mark.line.back() - mark.line.front());
    return {mark.on_edge - kTickMm * along, mark.on_edge, mark.on_edge + kTickMm * along};
}

MarkEnd end_of(const PagePiece::Mark& mark, StencilLine line) {
    const Points drawn = drawn_mark(mark, line);
    return {drawn.back(), glm::normalize(drawn.back() - drawn[drawn.size() - 2])};
}

bool has_words_on_pieces(const StencilSettings& settings) {
    return settings.line != StencilLine::LineOnly && !rules_of(settings.medium).is_transfer;
}

EdgeWords::EdgeWords(const PagePiece& piece) : piece_(piece), arcs_{0.0} {
    for (std::size_t i = 1; i < piece.edge.size(); ++i) arcs_.push_back(arcs_.back() + glm::distance(piece.edge[i - 1], piece.edge[i]));
    const std::size_t middle = piece.edge.size() / 2;
    const glm::dvec2 along = piece.edge[std::min(middle + 1, piece.edge.size() - 1)] - piece.edge[middle - 1];
    scalp_side_ = glm::dot(glm::dvec2(-along.y, along.x), piece.scalp) < 0.0 ? -1.0 : 1.0;
}

glm::dvec2 EdgeWords::at(double arc_mm) const {
    const auto above = std::ranges::upper_bound(arcs_, arc_mm);
    const auto i = static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(std::distance(arcs_.begin(), above) - 1, 0,
                                                                       static_cast<std::ptrdiff_t>(arcs_.size()) - 2));
    const double share = (arc_mm - arcs_[i]) / std::max(1e-9, arcs_[i + 1] - arcs_[i]);
    return glm::mix(piece_.edge[i], piece_.edge[i + 1], std::clamp(share, 0.0, 1.0));
}

double EdgeWords::arc_of(const glm::dvec2& on_edge) const {
    const auto nearest = std::ranges::min_element(piece_.edge, {}, [&](const glm::dvec2& p) { return glm::distance(p, on_edge); });
    return arcs_[static_cast<std::size_t>(std::distance(piece_.edge.begin(), nearest))];
}

glm::dvec2 EdgeWords::to_scalp(double arc_mm) const {
    const double from = std::clamp(arc_mm, 0.5, length_mm() - 0.5);
    const glm::dvec2 along = at(from + 0.5) - at(from - 0.5);
    return scalp_side_ * glm::dvec2(-along.y, along.x) / std::max(1e-9, glm::length(along));
}

std::optional<SheetBox> EdgeWords::box(double arc_mm, double off_mm, const glm::dvec2& size) const {
    const double from = arc_mm - 0.5 * size.x, to = arc_mm + 0.5 * size.x;
    if (from < 0.0 || to > length_mm()) return std::nullopt;
    const glm::dvec2 chord = at(to) - at(from);
    const double length = glm::length(chord);
    if (length < 0.5 * size.x) return std::nullopt;
    const glm::dvec2 way = chord / length;
    return SheetBox{at(arc_mm) + off_mm * scalp_side_ * glm::dvec2(-way.y, way.x), size, reading_way(way)};
}

double EdgeWords::reach_mm(double arc_mm, bool is_scalp_side) const {
    const glm::dvec2 from = at(arc_mm), way = is_scalp_side ? to_scalp(arc_mm) : -to_scalp(arc_mm);
    double reach = 0.5;
    while (reach < kFarthestMm && is_inside(piece_.border, from + reach * way)) reach += 0.5;
    return reach;
}

bool is_free_on(const SheetCanvas& canvas, const PagePiece& piece, const SheetBox& box, double gap_mm) {
    if (!canvas.is_free(box, gap_mm) || !is_round(piece.border, box)) return false;
    const SheetBox wide = box.grown(0.3);
    return std::ranges::none_of(piece.dots, [&](const GuideDot& dot) { return wide.contains(dot.at); });
}

glm::dvec2 name_centre(const TextMeasure& measure, const PagePiece::Mark& mark, const MarkEnd& end) {
    return level_beyond(end, size_of(measure, {{mark.label}, kNameBesideMm})).centre;
}

void write_names(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    std::vector<const PagePiece::Mark*> marks;
    for (const PagePiece::Mark& mark : piece.marks)
        if (window.contains(end_of(mark, content.settings.line).foot)) marks.push_back(&mark);
    // The longest first, since it is the hardest to place; both sides' marks have names of one length.
    std::ranges::stable_sort(marks, std::ranges::greater{}, [](const PagePiece::Mark* mark) { return mark->label.size(); });
    const EdgeWords edge(piece);
    for (const PagePiece::Mark* mark : marks) {
        if (has_words_on_pieces(content.settings) && name_on_piece(canvas, piece, edge, *mark, window)) continue;
        const auto name_beside = [&](const std::vector<MarkEnd>& ends) {
            return name_beyond(canvas, piece, *mark, ends, window, content.settings.line) || name_afar(canvas, piece, *mark, ends, content);
        };
        if (write_off_line(canvas, content, [&] { return name_beside(ends_to_name(piece, *mark, content.settings.line)); })) continue;
        if (name_beside({end_of(*mark, content.settings.line), scalp_end_of(*mark, content.settings.line)})) continue;
        // Better a name that prints on the skin than a mark without one.
        if (content.settings.line != StencilLine::LineOnly) name_on_piece(canvas, piece, edge, *mark, window);
    }
}

void write_counts(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window) {
    const EdgeWords edge(piece);
    for (const DensityWindow& square : piece.windows) {
        const glm::dvec2 centre = 0.5 * (square.border[0] + square.border[2]);
        if (!window.contains(centre)) continue;
        const WordBlock block{{fmt::format("{}", square.count)}, kCountMm};
        const glm::dvec2 size = size_of(canvas.measure(), block);
        const glm::dvec2 across = glm::normalize(square.border[2] - square.border[1]), along = glm::normalize(square.border[1] - square.border[0]);
        const glm::dvec2 reading = reading_way(along);
        const auto write = [&](const glm::dvec2& at) {
            const SheetBox box{at, size, reading};
            if (!is_free_on(canvas, piece, box, kGapMm)) return false;
            write_block(canvas, block, at, reading);
            return true;
        };
        const double half = 0.5 * kWindowMm, above = half + 1.0 + 0.5 * size.y, beside = half + 1.0 + 0.5 * size.x;
        bool is_written = false;
        for (const double shift : {0.0, -2.0, 2.0, -4.0, 4.0}) is_written = is_written || write(centre + above * across + shift * along);
        for (const double shift : {0.0, 2.0, -2.0, 4.0, -4.0})
            for (const double side : {1.0, -1.0}) is_written = is_written || write(centre + side * beside * along + shift * across);
        for (const double shift : {0.0, -2.0, 2.0, -4.0, 4.0}) is_written = is_written || write(centre - above * across + shift * along);
        if (is_written) continue;
        if (const auto at = free_centre(canvas, centre, size, kGapMm, 14.0, [&](const SheetBox& box) { return is_round(piece.border, box); }))
            write_block(canvas, block, *at);
    }
}

}  // namespace trichion
