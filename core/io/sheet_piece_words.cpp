// What is written on a piece and beside it: R and L, the label, which side is the scalp's, remarks.
#include "core/io/sheet_names.h"
#include "core/io/sheet_piece.h"
#include "core/io/sheet_word_places.h"
#include "core/io/sheet_words.h"
#include "core/io/stroke_letters.h"
#include "core/model/media.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <string_view>
#include <utility>

namespace trichion {
namespace {

constexpr double kCaptionMm = 3.0, kAdviceWideMm = 66.0;
constexpr double kRemarkReachMm = 30.0;   // farther off a remark is looked for among the notes sooner than here
constexpr double kEndNameMm = 2.6;
constexpr double kNarrowWordsMm = 2.0;     // of a badge on a strip of 3 mm: small, but there
constexpr double kPenWordsMm = 3.02 / kCapHeight;   // a pen's lines run into each other in letters below 3 mm
constexpr double kPenLineMm = 0.3;
constexpr double kLabelGapMm = 1.8;        // round the label: a name beside it must not read on in it

using Points = std::vector<glm::dvec2>;

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

/// An end of the line, and its letter.
struct LetteredEnd {
    glm::dvec2 at{0.0}, in{0.0}, to_scalp{0.0};   // the way back along the line, and across it
    std::string letter;
};

std::vector<LetteredEnd> lettered_ends(const PagePiece& piece, const SheetRect& window) {
    constexpr double kTangentMm = 3.0;
    const EdgeWords edge(piece);
    const double length = edge.length_mm(), step = std::min(kTangentMm, 0.5 * length);
    const glm::dvec2 start = piece.edge.front(), end = piece.edge.back();
    std::vector<LetteredEnd> ends{{start, glm::normalize(edge.at(step) - start), edge.to_scalp(0.0), piece.start_letter}};
    if (glm::distance(start, end) > 30.0 || piece.start_letter != piece.end_letter)
        ends.push_back({end, glm::normalize(edge.at(length - step) - end), edge.to_scalp(length), piece.end_letter});
    std::erase_if(ends, [&](const LetteredEnd& lettered) { return !window.contains(lettered.at); });
    return ends;
}

/// R and L near the ends, on the same side of the line, the scalp side first; words on what is laid face down stay readable, so
/// the letters change sides with the drawing.
/// @param least_mm  no smaller.
void write_letters(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content, double least_mm = 3.0) {
    const bool is_inside = has_words_on_pieces(content.settings), is_transfer = rules_of(content.settings.medium).is_transfer;
    const std::vector<LetteredEnd> ends = lettered_ends(piece, window);
    const auto tries = [&](std::vector<double> sizes_mm, double reach_mm) {
        for (double& size : sizes_mm) size = std::max(size, least_mm);
        return Tries{std::move(sizes_mm), reach_mm};
    };
    const Tries near = tries(is_transfer ? std::vector{4.0, 3.0} : std::vector{6.0, 5.0, 4.0, 3.0}, 26.0);
    /// @param side  1: towards the scalp; -1: towards the skin; 0: either.
    const auto is_on_side = [&](const LetteredEnd& end, double side, const SheetBox& box) {
        return std::ranges::all_of(box.corners(), [&](const glm::dvec2& p) {
            return side == 0.0 || (is_inside ? trichion::is_inside(piece.skin_side, p) == (side < 0.0) : side * glm::dot(p - end.at, end.to_scalp) > 0.0);
        });
    };
    const auto write = [&](SheetCanvas& on, const LetteredEnd& end, double side) {
        const WordBlock block{{end.letter}, 6.0, true};
        const Allows room = is_inside ? inside_of(piece.dots.empty() ? piece.border : piece.skin_side) : beside_pieces(on);
        const Allows allows = [&](const SheetBox& box) { return room(box) && is_on_side(end, side, box); };
        const glm::dvec2 wish = end.at + (is_inside ? 5.0 : -6.0) * end.in + 5.0 * side * end.to_scalp;   // inside before the last mark, 10 mm in
        if (place_block(on, block, near, wish, window, allows)) return true;
        return side == 0.0 && place_block(on, block, tries({5.0, 4.0}, 40.0), end.at - 5.0 * end.in, window, beside_pieces(on)).has_value();
    };
    const auto write_all = [&](SheetCanvas& on, double side) {
        return std::ranges::count_if(ends, [&](const LetteredEnd& end) { return write(on, end, side); }) == std::ranges::ssize(ends);
    };
    const auto write_where_all_fit = [&] {
        for (const double side : {1.0, -1.0, 0.0}) {
            SheetCanvas trial = canvas;
            if (write_all(trial, side)) return write_all(canvas, side);
        }
        return false;
    };
    if (!write_off_line(canvas, content, write_where_all_fit)) write_all(canvas, 0.0);
}

/// What the ends are called that the marks' names speak of, at the ends, where R and L do not tell one from the other.
void write_end_names(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    if (piece.start_letter != piece.end_letter) return;
    const bool is_inside = has_words_on_pieces(content.settings);
    const Allows beside = [&](const SheetBox& box) { return beside_pieces(canvas)(box) && canvas.is_by(piece.name, box); };
    const Allows on_piece = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kWordGapMm); };
    const auto write = [&](const glm::dvec2& at, const std::string& name) {
        if (name.empty() || !window.contains(at)) return;
        const WordBlock block{{name}, kEndNameMm};
        const Tries near{{kEndNameMm, kLeastWordsMm}, 18.0};
        if (is_inside && place_block(canvas, block, near, at, window, on_piece)) return;
        const std::size_t space = std::min(name.find(' '), name.size() - 1);
        if (is_inside && place_block(canvas, {{name.substr(0, space), name.substr(space + 1)}, kEndNameMm}, near, at, window, on_piece)) return;
        write_off_line(canvas, content, [&] { return place_block(canvas, block, {{kEndNameMm}, 30.0}, at, window, beside).has_value(); });
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
            const Allows on_side = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kWordGapMm) && tells_scalp_side(piece, box) && tells_scalp_side(piece, last_line(canvas.measure(), block, box)); };
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
        const auto write = [&] { return place_block(canvas, block, {{kCaptionMm}, 14.0}, caption_centre(content, block, crown), window, first_by_side).has_value(); };
        if (write_off_line(canvas, content, write)) return {};
    }
    write_off_line(canvas, content, [&] { return write_side(canvas, piece, window, content, by_side); });
    std::vector<std::string> left;
    for (const std::string& words : advice_on(content.stencil, content.settings, piece.label)) {
        const std::string whole = content.measure.showable(piece.label + ": " + words);
        const WordBlock block{wrapped(content.measure, whole, kCaptionMm, kAdviceWideMm), kCaptionMm};
        const auto write = [&] { return place_block(canvas, block, {{kCaptionMm, kLeastWordsMm}, kRemarkReachMm}, caption_centre(content, block, crown), window, by_piece).has_value(); };
        if (!write_off_line(canvas, content, write)) left.push_back(whole);
    }
    return left;
}

/// Words in one of several shapes.
struct LabelTries {
    std::vector<std::vector<std::string>> shapes;
    std::vector<double> sizes_mm{2.6, kLeastWordsMm};
    bool is_bold = false;
};

bool label_on_piece(SheetCanvas& canvas, const PagePiece& piece, const LabelTries& tries, const SheetRect& window) {
    const auto is_free = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kLabelGapMm); };
    const auto is_nearly_free = [&](const SheetBox& box) { return is_free_on(canvas, piece, box, kWordGapMm); };
    // Where nothing else is left, some dots of the guide give way to it.
    const auto is_free_of_lines = [&](const SheetBox& box) { return canvas.is_free(box, kWordGapMm) && is_round(piece.border, box); };
    for (const Allows& allows : {Allows(is_free), Allows(is_nearly_free), Allows(is_free_of_lines)}) {
        for (const double size : tries.sizes_mm)
            for (const bool is_scalp_side : {true, false})
                for (const std::vector<std::string>& lines : tries.shapes)
                    if (label_along_edge(canvas, piece, {lines, size, tries.is_bold}, is_scalp_side, window, allows)) return true;
        for (const std::vector<std::string>& lines : tries.shapes)
            if (label_off_edge(canvas, piece, {lines, tries.sizes_mm.back(), tries.is_bold}, window, allows)) return true;
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

/// By its own piece, else with a line to it: of several pieces the label has the piece's name in it. Where neither has room, the
/// heading tells client, version and day, too: nowhere sooner than where it is taken for another piece's. @return whether there was.
bool label_beside(SheetCanvas& canvas, const PagePiece& piece, const std::vector<std::string>& parts, bool is_bold, const SheetRect& window) {
    const glm::dvec2 wish = piece.edge[piece.edge.size() / 2] - 22.0 * piece.scalp;
    const Allows anywhere = beside_pieces(canvas);
    const Allows by_piece = [&](const SheetBox& box) { return anywhere(box) && canvas.is_by(piece.name, box); };
    for (const double reach : {24.0, 70.0})
        for (const std::vector<std::string>& lines : label_shapes(parts))
            if (place_block(canvas, {lines, kCaptionMm, is_bold}, {{2.8, kLeastWordsMm}, reach}, wish, window, by_piece)) return true;
    for (const std::vector<std::string>& lines : label_shapes(parts))
        if (write_led_to_side(canvas, piece, {lines, kLeastWordsMm, is_bold}, "label", window)) return true;
    return false;
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
        if (!label_on_piece(canvas, piece, {.shapes = label_shapes(split.on_piece), .is_bold = is_strong}, window)) continue;
        const LabelKept kept = split.beside.empty() ? LabelKept::Whole : LabelKept::Badge;
        return {kept, std::move(split.beside), false};
    }
    const bool has_badge = is_strong && (words_along_edge(canvas, piece, short_badge(badge), kLeastWordsMm, window) ||
                                         words_along_edge(canvas, piece, short_badge(badge), kNarrowWordsMm, window));
    return {has_badge ? LabelKept::Badge : LabelKept::Nothing, parts, is_strong};
}

/// The piece as its files call it, in letters that a pen has: "EAR L 1".
std::string pen_name(const PagePiece& piece) {
    std::string name = piece.name;
    for (char& c : name) c = c == '_' ? ' ' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    return name;
}

/// On one line; on two, the first word or the last apart; each word on its own; a long word with its halves on two lines.
std::vector<std::vector<std::string>> pen_name_shapes(const std::string& name) {
    constexpr std::size_t kLongWord = 8;
    std::vector<std::vector<std::string>> shapes{{name}};
    const std::size_t first = name.find(' '), last = name.rfind(' ');
    if (first == std::string::npos) return shapes;
    if (first >= kLongWord && last == first) shapes.push_back({name.substr(0, first / 2) + "-", name.substr(first / 2)});
    shapes.push_back({name.substr(0, first), name.substr(first + 1)});
    if (last == first) return shapes;
    shapes.push_back({name.substr(0, last), name.substr(last + 1)});
    std::vector<std::string> words;
    for (std::size_t from = 0; from < name.size(); from = std::min(name.find(' ', from), name.size()) + 1)
        words.push_back(name.substr(from, name.find(' ', from) - from));
    shapes.push_back(std::move(words));
    return shapes;
}

/// Names find their places best where nothing else stands yet; but the label, with whose head it is, must stay on the piece.
bool has_room_behind_names(const SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    SheetCanvas behind = canvas, before = canvas;
    write_names(behind, piece, window, content);
    const LabelKept kept = label_of_piece(behind, piece, window, content).kept;
    return kept == LabelKept::Whole || kept >= label_of_piece(before, piece, window, content).kept;
}

}  // namespace

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
    if (!label.beside.empty()) write_off_line(canvas, content, [&] { return label_beside(canvas, piece, label.beside, label.is_bold, window); });
    draw_dots(canvas, piece, window, content);
    return unsaid;
}

void write_pen_words(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetContent& content) {
    write_letters(canvas, piece, window, content, kPenWordsMm);
    if (content.stencil.pieces.size() < 2 || !window.contains(piece.edge[piece.edge.size() / 2])) return;
    const std::string name = pen_name(piece);
    const LabelTries tries{pen_name_shapes(name), {kPenWordsMm}};
    if (has_words_on_pieces(content.settings) &&
        (label_on_piece(canvas, piece, tries, window) || words_along_edge(canvas, piece, name, kPenWordsMm, window)))
        return;
    const Allows by_piece = [&](const SheetBox& box) { return beside_pieces(canvas)(box) && canvas.is_by(piece.name, box); };
    for (const std::vector<std::string>& lines : tries.shapes) {
        const WordBlock block{lines, kPenWordsMm};
        if (place_block(canvas, block, {{kPenWordsMm}, 60.0}, caption_centre(content, block, crown_of(piece, content.settings.line)), window, by_piece)) return;
    }
}

std::vector<SheetLine> pen_strokes(const SheetLabel& label, double most_wide_mm) {
    const double high = kCapHeight * label.size_mm, wide = std::min(most_wide_mm, stroke_letters_wide_mm(label.text, high));
    const glm::dvec2 up(label.along.y, -label.along.x);
    std::vector<SheetLine> strokes;
    for (Points& stroke : stroke_letters(label.text, high, most_wide_mm)) {
        for (glm::dvec2& p : stroke) p = label.at_mm + (p.x - 0.5 * wide) * label.along + p.y * up;
        strokes.push_back({SheetLayer::Words, std::move(stroke), kPenLineMm});
    }
    return strokes;
}

}  // namespace trichion
