// What stands round the pieces on every page of a stencil.
#include "core/io/sheet_frame.h"

#include "core/io/sheet_inks.h"
#include "core/io/sheet_words.h"
#include "core/model/media.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace trichion {
namespace {

constexpr double kPadMm = 3.0;         // from the margin to text, rulers and box
constexpr double kRulerMm = 100.0;
constexpr glm::dvec2 kBoxMm{100.0, 50.0}, kInchBoxMm{101.6, 50.8};
constexpr double kStandingRulerWideMm = 15.0, kLyingRulerHighMm = 9.4;
constexpr double kTitleMm = 6.2, kWordsMm = 3.3, kSmallMm = 3.0, kAdviceMm = 2.7;
constexpr double kGapMm = 4.0;         // between what stands on a page
constexpr double kRulersLastFigureMm = 8.0;  // right of the lying ruler: its "100 mm" with white beside it
constexpr double kWhiteMm = 1.5;         // round what stands on a page, for words that look for room
constexpr double kSampleMm = 14.0;     // of a line in the legend
constexpr glm::dvec3 kRed{0.74, 0.07, 0.07};
constexpr const char* kPrintWords = "print at 100 %, “actual size”";

using Align = SheetLabel::Align;

double tick_length_mm(int mm) { return mm % 10 == 0 ? 4.2 : mm % 5 == 0 ? 3.0 : 1.8; }
double tick_width_mm(int mm) { return mm % 10 == 0 ? 0.25 : 0.15; }

void draw_lying_ruler(SheetCanvas& canvas, const glm::dvec2& from) {
    canvas.line({SheetLayer::Ruler, {from, from + glm::dvec2(kRulerMm, 0.0)}, 0.25});
    for (int mm = 0; mm <= 100; ++mm) {
        const glm::dvec2 foot = from + glm::dvec2(mm, 0.0);
        canvas.line({SheetLayer::Ruler, {foot, foot - glm::dvec2(0.0, tick_length_mm(mm))}, tick_width_mm(mm)});
        if (mm % 20 == 0)
            canvas.label({foot + glm::dvec2(0.0, 3.6), mm == 100 ? "100 mm" : fmt::format("{}", mm), 2.6, false, Align::Middle});
    }
    canvas.block({from - glm::dvec2(1.0, 5.0), from + glm::dvec2(kRulerMm + 1.0, 1.0)});
}

void draw_standing_ruler(SheetCanvas& canvas, const glm::dvec2& from) {
    canvas.line({SheetLayer::Ruler, {from, from - glm::dvec2(0.0, kRulerMm)}, 0.25});
    for (int mm = 0; mm <= 100; ++mm) {
        const glm::dvec2 foot = from - glm::dvec2(0.0, mm);
        canvas.line({SheetLayer::Ruler, {foot, foot + glm::dvec2(tick_length_mm(mm), 0.0)}, tick_width_mm(mm)});
        if (mm % 20 == 0) canvas.label({foot + glm::dvec2(5.2, 0.9), mm == 100 ? "100 mm" : fmt::format("{}", mm), 2.6});
    }
    canvas.block({from - glm::dvec2(1.0, kRulerMm + 1.0), from + glm::dvec2(5.0, 1.0)});
}

/// One line of words in a heading or among the notes.
struct Words {
    std::string text;
    double size_mm = kWordsMm;
    bool is_bold = false;
    glm::dvec3 rgb{0.0};
};

double line_height(const Words& words) { return 1.48 * words.size_mm; }

/// Each broken into as many lines as the room asks for.
std::vector<Words> broken(const TextMeasure& measure, const std::vector<Words>& all, double room_mm) {
    std::vector<Words> lines;
    for (const Words& words : all)
        for (std::string& part : wrapped(measure, words.text, words.size_mm * (words.is_bold ? 1.04 : 1.0), room_mm))
            lines.push_back({measure.fitted(part, words.size_mm, words.is_bold, room_mm), words.size_mm, words.is_bold, words.rgb});
    return lines;
}

double height_of(const std::vector<Words>& lines) {
    double height = 0.0;
    for (const Words& line : lines) height += line_height(line);
    return height;
}

double width_of(const TextMeasure& measure, const std::vector<Words>& lines) {
    double width = 0.0;
    for (const Words& line : lines) width = std::max(width, measure.width_mm(line.text, line.size_mm, line.is_bold));
    return width;
}

void write_lines(SheetCanvas& canvas, glm::dvec2 at, const std::vector<Words>& lines, Align align) {
    for (const Words& line : lines) {
        at.y += line_height(line);
        canvas.label({at - glm::dvec2(0.0, 0.5 * line.size_mm), line.text, line.size_mm, line.is_bold, align, line.rgb});
    }
}

std::string joined(const std::vector<std::string>& parts) {
    std::string line;
    for (const std::string& part : parts)
        if (!part.empty()) line += (line.empty() ? "" : " · ") + part;
    return line;
}

bool is_on(const PageKind& kind, std::size_t piece) { return kind.pieces.empty() || std::ranges::find(kind.pieces, piece) != kind.pieces.end(); }

std::string parts_of(const Stencil& stencil, const PageKind& kind) {
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < stencil.pieces.size(); ++i)
        if (const std::string& label = stencil.pieces[i].label; is_on(kind, i) && std::ranges::find(labels, label) == labels.end())
            labels.push_back(label);
    return fmt::format("{}", fmt::join(labels, ", "));
}

Words landing_words(const Landing& landing, StencilLine line) {
    const std::string figures = fmt::format("laid back on the head: worst {:.2f} mm, median {:.2f} mm", landing.worst_mm, landing.median_mm);
    if (landing.is_within_limits()) return {figures};
    return {fmt::format("{}; at most {:.1f} and {:.1f} mm are right: DO NOT RELY ON THIS LINE, choose {}.", figures, kLandingLimitMm, kLandingMedianLimitMm,
                        remedy_for_landing(line)),
            kWordsMm, true, kRed};
}

std::vector<Words> title_lines(const SheetContent& content, const PageKind& kind) {
    const TextMeasure& measure = content.measure;
    const SheetText& text = content.text;
    const Stencil& stencil = content.stencil;
    const std::string client = text.client_code.empty()
                                   ? std::string("No client code")
                                   : "Client " + measure.showable(text.client_code);
    const std::string edited = text.edited_on.empty() ? "" : "last edit " + measure.showable(readable_date(text.edited_on));
    std::vector<Words> lines{{"Trichion stencil", kTitleMm, true}};
    lines.push_back({joined({client, measure.showable(text.preset_label) + " hairline", measure.showable(text.version_label), edited})});
    const bool is_without_piece = kind.is_told && kind.pieces.empty();
    const std::string parts = !is_without_piece ? measure.showable(parts_of(stencil, kind))
                              : kind.has_box    ? "NO PIECE ON THIS PAGE: measure the box here first, then use the other pages"
                                                : "NO PIECE ON THIS PAGE: how the pieces of the other pages are used";
    lines.push_back({joined({parts, fmt::format("page {} of {}", kind.page, kind.pages)}), kWordsMm, is_without_piece});
    std::string lengths = fmt::format("edge length {:.1f} mm on skin, {:.1f} mm here", stencil.edge_length_skin_mm, stencil.edge_length_flat_mm);
    // A line alone has nothing beside it that could stretch.
    if (content.settings.line != StencilLine::LineOnly) {
        lengths += fmt::format(" · worst stretch {:.1f} %, {:.1f} mm", stencil.largest_error_percent, stencil.largest_error_mm);
        if (!stencil.largest_error_where.empty()) lengths += " " + stencil.largest_error_where;
    }
    lines.push_back({lengths});
    if (content.extras.landing) lines.push_back(landing_words(*content.extras.landing, content.settings.line));
    return lines;
}

/// How it is printed, and for what.
std::vector<Words> print_lines(const SheetContent& content, const glm::dvec2& page_mm) {
    std::vector<std::string> parts{kPrintWords, rules_of(content.settings.medium).label};
    if (content.extras.printer) {
        const PrintCorrection correction = correction_for(*content.extras.printer, is_paper_along_x(content.settings, page_mm));
        // Said on every file of the sheet, and true of each: only the PDF is drawn larger or smaller.
        parts.push_back(fmt::format("PDF corrected for printer “{}”: {:+.1f}\u00a0% across, {:+.1f}\u00a0% down; SVG and DXF have their true size", content.measure.showable(content.extras.printer->name),
                                    100.0 * (correction.x - 1.0), 100.0 * (correction.y - 1.0)));
    }
    std::vector<Words> lines{{joined(parts)}};
    if (content.settings.is_mirrored) lines.push_back({"MIRRORED: lay it on the skin face down", kWordsMm, true});
    return lines;
}

/// What a badge means for who holds the sheet.
struct BadgeWords {
    const char* title;
    const char* consequence;
};
BadgeWords badge_words(HeadBadge badge) {
    switch (badge) {
        case HeadBadge::Example: return {"EXAMPLE HEAD", "Not this client: for practice only, it fits nobody’s skin."};
        case HeadBadge::NotToScale: return {"NOT TO SCALE", "Nobody taped this head: its millimetres are guesses."};
        case HeadBadge::Scaled: return {"", ""};
    }
    return {"", ""};
}

std::string scaled_words(const SheetExtras& extras) {
    if (!extras.landing) return "1:1, scaled";
    return extras.landing->is_within_limits() ? "1:1, scaled and checked" : "1:1, scaled; THE CHECK FAILED";
}

/// The right part of the heading: badge and printing. A head that is not the client's own, measured one, cannot be
/// overlooked: large and framed.
class Badge {
public:
    Badge(const SheetContent& content, const glm::dvec2& page_mm, double room_mm) : badge_(content.text.badge), measure_(content.measure) {
        const bool has_failed = content.extras.landing && !content.extras.landing->is_within_limits();
        if (badge_ == HeadBadge::Scaled)
            title_ = {{scaled_words(content.extras), 4.4, true, has_failed ? kRed : glm::dvec3(0.0)}};
        else
            title_ = {{badge_words(badge_).title, 7.0, true, kRed}, {badge_words(badge_).consequence, 3.2, true}};
        words_ = broken(measure_, print_lines(content, page_mm), std::max(60.0, room_mm));
    }

    double width_mm() const { return std::max(width_of(measure_, title_) + 2.0 * inset(), width_of(measure_, words_)); }
    double height_mm() const { return height_of(title_) + 2.0 * inset() + (inset() > 0.0 ? 1.0 : 0.0) + height_of(words_); }

    /// @param edge  its upper corner, on the side that `align` names.
    void draw(SheetCanvas& canvas, const glm::dvec2& edge, Align align) const {
        glm::dvec2 at = edge;
        if (badge_ != HeadBadge::Scaled) {
            const glm::dvec2 size(width_of(measure_, title_) + 2.0 * inset(), height_of(title_) + 2.0 * inset());
            const glm::dvec2 min(align == Align::Right ? edge.x - size.x : edge.x, edge.y);
            SheetLine frame{SheetLayer::Frame, corners_of(SheetRect{min, min + size}.grown(-0.6)), 1.2, true};
            frame.rgb = kRed;
            canvas.line(std::move(frame));
            write_lines(canvas, {min.x + 0.5 * size.x, min.y + inset()}, title_, Align::Middle);
            at.y += size.y + 1.0;
        } else {
            write_lines(canvas, at, title_, align);
            at.y += height_of(title_);
        }
        write_lines(canvas, at, words_, align);
    }

private:
    double inset() const { return badge_ == HeadBadge::Scaled ? 0.0 : 2.4; }

    HeadBadge badge_;
    const TextMeasure& measure_;
    std::vector<Words> title_, words_;
};

/// @return the room it takes.
SheetRect draw_heading(SheetCanvas& canvas, const SheetContent& content, const PageKind& kind, const SheetRect& inner, bool is_drawn) {
    const double width = inner.size().x;
    const bool is_wide = width >= 230.0;
    const Badge badge(content, {canvas.width_mm(), canvas.height_mm()}, is_wide ? 0.36 * width : width);
    const double room = is_wide ? width - badge.width_mm() - 8.0 : width;
    // The room follows from the words of all pieces, as when the page was planned; written are those of its own.
    PageKind planned = kind;
    planned.pieces.clear(), planned.is_told = false;
    const std::vector<Words> lines = broken(content.measure, title_lines(content, planned), room);
    const double left_height = height_of(lines);
    const double height = is_wide ? std::max(left_height, badge.height_mm()) : left_height + 1.5 + badge.height_mm();
    if (is_drawn) {
        write_lines(canvas, inner.min - glm::dvec2(0.0, 1.5), broken(content.measure, title_lines(content, kind), room), Align::Left);
        if (is_wide)
            badge.draw(canvas, {inner.max.x, inner.min.y}, Align::Right);
        else
            badge.draw(canvas, {inner.min.x, inner.min.y + left_height + 1.5}, Align::Left);
    }
    return {inner.min, {inner.max.x, inner.min.y + height + 1.0}};
}

/// What the box is to be measured before.
const char* before_words(const StencilSettings& settings) {
    const bool is_transfer = rules_of(settings.medium).is_transfer;
    if (settings.line == StencilLine::LineOnly) return is_transfer ? "Lay a ruler on it before you transfer anything." : "Lay a ruler on it before you use the line.";
    return is_transfer ? "Lay a ruler on it before you cut or transfer anything." : "Lay a ruler on it before you cut anything.";
}

void draw_box(SheetCanvas& canvas, const SheetRect& room, const StencilSettings& settings) {
    const glm::dvec2 min = room.min;
    canvas.line({SheetLayer::Ruler, corners_of({min, min + kBoxMm}), 0.3, true});
    canvas.line({SheetLayer::Ruler, corners_of({min, min + kInchBoxMm}), 0.2, true, true});
    canvas.label({min + glm::dvec2(5.0, 9.0), "Measure me", 5.0, true});
    const std::array<std::string, 4> lines{"solid: 100 × 50 mm · dashed: 4 × 2 in",
                                           before_words(settings),
                                           "If not, stop: enter what you measure under Stencil, Printer.",
                                           "And print at 100 %, with “fit to page” switched off."};
    double y = 16.5;
    for (const std::string& line : lines) {
        canvas.label({min + glm::dvec2(5.0, y), line, kSmallMm});
        y += 5.0;
    }
    canvas.label({{min.x + 50.0, min.y + 47.4}, "100 mm", 2.6, false, Align::Middle});
    canvas.label({{min.x + 97.6, min.y + 42.0}, "50 mm", 2.6, false, Align::Right});
}

/// A row of the notes, with a line to show what it speaks of.
struct Note {
    Words words;
    std::optional<SheetLine> sample;
};

SheetLine sample(double width_mm, const glm::dvec3& rgb = glm::dvec3(0.0), bool is_dashed = false) {
    SheetLine line{SheetLayer::Frame, {}, width_mm};
    line.is_dashed = is_dashed;
    line.rgb = rgb;
    return line;
}

std::vector<Note> legend_of(const SheetContent& content) {
    const StencilSettings& settings = content.settings;
    const bool is_cut = rules_of(settings.medium).is_cut, is_line_only = settings.line == StencilLine::LineOnly;
    const SheetInks inks = inks_of(settings);
    std::vector<Note> notes;
    // Magenta is for what is cut alone: a cutter that sorts by colour would cut the legend's sample, too.
    if (settings.line == StencilLine::CutEdge && is_cut)
        notes.push_back({{"thick magenta line: the hairline, cut along its middle, pigment starts at the cut", kSmallMm}, {}});
    else if (settings.line == StencilLine::CutEdge)
        notes.push_back({{"hairline: cut along its middle, pigment starts at the cut", kSmallMm}, sample(settings.line_width_mm)});
    else
        notes.push_back({{is_cut ? "hairline, not cut: the middle of this line is the edge of the hair" : "hairline: the middle of this line is the edge of the hair",
                          kSmallMm}, sample(settings.line_width_mm)});
    if (!is_line_only && is_cut) notes.push_back({{"magenta lines are cut: the blade runs along the middle of each", kSmallMm}, {}});
    if (!is_line_only && !is_cut) notes.push_back({{"cut here", kSmallMm}, sample(inks.cut_mm, inks.cut)});
    const auto is_off_the_line = [](const PlacementMark& mark) { return mark.name == "glabella" || mark.name.starts_with("outer_canthus"); };
    const bool has_ticks = std::ranges::any_of(content.stencil.pieces, [&](const StencilPiece& piece) { return std::ranges::any_of(piece.marks, is_off_the_line); });
    const char* const marks = is_line_only ? "placement mark" : has_ticks ? "placement mark, do not cut; nor the ticks on tongue and tails" : "placement mark, do not cut";
    notes.push_back({{marks, kSmallMm}, sample(inks.mark_mm, inks.mark, !is_line_only)});
    if (is_line_only && has_ticks)
        notes.push_back({{"no tongue and no tails with a line alone: ticks off the line stand where they would end", kSmallMm}, {}});
    if (settings.has_dot_guide && settings.line == StencilLine::CutEdge)
        notes.push_back({{"no dot guide: cut at the hairline, the piece has no paper where the dots would stand", kSmallMm}, {}});
    if (!settings.has_dot_guide || settings.line == StencilLine::CutEdge) return notes;
    if (is_cut) notes.push_back({{"magenta squares: windows of 1 cm² to cut out, beside each the number of dots that belong in it", kSmallMm}, {}});
    if (!is_cut) notes.push_back({{"dots: the design’s own, at their true places and sizes", kSmallMm}, {}});
    return notes;
}

/// Where the marks go that the pieces have.
std::string placing_words(const Stencil& stencil, const StencilSettings& settings) {
    const auto has_mark = [&](const char* beginning) {
        return std::ranges::any_of(stencil.pieces, [&](const StencilPiece& piece) {
            return std::ranges::any_of(piece.marks, [&](const PlacementMark& mark) { return mark.name.starts_with(beginning); });
        });
    };
    const bool has_notch = settings.line != StencilLine::LineOnly && has_mark("midline") && !settings.has_tongue;
    std::string words = has_notch ? "Place it: notch on the midline, " : "Place it: ";
    words += has_mark("pupil") && has_mark("canthus") ? "pupil and eye corner marks plumb above pupils and outer eye corners, each other mark at the place it names."
                                                      : "each mark at the place it names.";
    if (settings.line != StencilLine::LineOnly && has_mark("glabella")) words += " The cross on the tongue goes on the glabella, the tongue’s middle line on the midline.";
    if (settings.line != StencilLine::LineOnly && has_mark("outer_canthus")) words += " The line at the end of each tail goes beside the outer corner of the eye.";
    if (has_mark("way_") || has_mark("end_")) words += " Millimetres from an end are measured along the hairline.";
    return words + " R is the client’s right. Press along the hairline first.";
}

std::vector<Note> notes_of(const SheetContent& content, const PageKind& kind) {
    std::vector<Note> notes = legend_of(content);
    if (!kind.has_notes) return notes;
    const MediumRules& rules = rules_of(content.settings.medium);
    notes.push_back({{placing_words(content.stencil, content.settings), kSmallMm}, {}});
    const bool is_line_only = content.settings.line == StencilLine::LineOnly;
    if (!is_line_only && std::ranges::any_of(content.stencil.pieces, [](const StencilPiece& piece) { return !piece.darts.empty(); }))
        notes.push_back({{"Darts close to a point, never through the hairline.", kSmallMm}, {}});
    const bool has_windows_alone = is_line_only && rules.is_cut && content.settings.has_dot_guide;
    if (has_windows_alone)
        notes.push_back({{fmt::format("{}: only the windows are cut; the line is printed or drawn by the cutter’s pen. Laid on face up.", rules.label), kAdviceMm}, {}});
    else
        notes.push_back({{fmt::format("{}: {}", rules.label, is_line_only ? rules.why_line_only : rules.why), kAdviceMm}, {}});
    if (rules.is_transfer && is_line_only)
        notes.push_back({{"All ink prints on the skin: trim the words off round the line before you transfer it.", kAdviceMm, true}, {}});
    if (rules.is_transfer && !is_line_only)
        notes.push_back({{"Words stand beside the pieces, since all ink on them prints on the skin: write R, L and the names on the back before you cut.",
                          kAdviceMm}, {}});
    if (content.settings.is_mirrored)
        notes.push_back({{"Mirrored: the drawing is laid on face down; words are for you, not for the skin.", kAdviceMm, true}, {}});
    if (kind.map_mm.x > 0.0 && rules.is_cut && !is_line_only)
        notes.push_back({{"A piece over several pages comes out in parts: lay them on so that crosses of one name meet. Dashed frames are no cut lines.",
                          kAdviceMm, true}, {}});
    else if (kind.map_mm.x > 0.0)
        notes.push_back({{is_line_only ? "Lay the pages on each other so that crosses of one name meet, and tape them. Dashed frames are no part of the drawing."
                                       : "Tape the pages together so that crosses of one name meet. Dashed frames and overlaps are no cut lines.",
                          kAdviceMm, true}, {}});
    for (const std::string& words : content.notes) notes.push_back({{content.measure.showable(words), kAdviceMm}, {}});
    return notes;
}

double text_left(const Note& note) { return note.sample ? kSampleMm + 4.0 : 0.0; }

std::vector<std::pair<Note, std::vector<Words>>> set_notes(const SheetContent& content, const PageKind& kind, double width_mm) {
    std::vector<std::pair<Note, std::vector<Words>>> set;
    for (Note& note : notes_of(content, kind)) {
        note.words.size_mm *= kind.notes_scale;
        std::vector<Words> lines = broken(content.measure, {note.words}, width_mm - text_left(note));
        set.emplace_back(std::move(note), std::move(lines));
    }
    return set;
}

glm::dvec2 size_of(const TextMeasure& measure, const std::vector<std::pair<Note, std::vector<Words>>>& notes) {
    glm::dvec2 size(0.0);
    for (const auto& [note, lines] : notes) {
        size.x = std::max(size.x, text_left(note) + width_of(measure, lines));
        size.y += height_of(lines) + 0.6;
    }
    return size;
}

void draw_notes(SheetCanvas& canvas, glm::dvec2 at, const std::vector<std::pair<Note, std::vector<Words>>>& notes) {
    for (const auto& [note, lines] : notes) {
        if (note.sample) {
            SheetLine line = *note.sample;
            const double y = at.y + 0.63 * line_height(lines.front());
            line.points_mm = {{at.x, y}, {at.x + kSampleMm, y}};
            canvas.line(std::move(line));
        }
        write_lines(canvas, {at.x + text_left(note), at.y}, lines, Align::Left);
        at.y += height_of(lines) + 0.6;
    }
}

/// Finds room among what is taken, nearest to the bottom, from the right or from the left.
std::optional<SheetRect> room_at_bottom(const std::vector<SheetRect>& taken, const SheetRect& inner, const glm::dvec2& size, bool from_right) {
    const glm::dvec2 spare = inner.size() - size;
    if (spare.x < 0.0 || spare.y < 0.0) return std::nullopt;
    for (double up = 0.0; up <= spare.y; up += 1.0)
        for (double in = 0.0; in <= spare.x; in += 1.0) {
            const glm::dvec2 min(from_right ? inner.max.x - size.x - in : inner.min.x + in, inner.max.y - size.y - up);
            const SheetRect room{min, min + size};
            if (std::ranges::none_of(taken, [&](const SheetRect& other) { return other.overlaps(room.grown(0.5 * kGapMm)); })) return room;
        }
    return std::nullopt;
}

/// What lies between corners that stay white.
SheetRect between(SheetRect inner, const std::vector<SheetRect>& corners) {
    const double middle = inner.centre().x;
    for (const SheetRect& corner : corners) {
        if (corner.centre().x < middle)
            inner.min.x = std::max(inner.min.x, corner.max.x + 1.0);
        else
            inner.max.x = std::min(inner.max.x, corner.min.x - 1.0);
    }
    return inner;
}

/// Rulers and heading: what no page goes without.
std::optional<SheetFrame> draw_rulers_and_heading(SheetCanvas& canvas, const SheetContent& content, const PageKind& kind,
                                                  const SheetRect& inner) {
    const bool is_beside = inner.size().x >= kStandingRulerWideMm + 3.0 + kRulerMm + 6.0;
    const double foot = inner.max.y - (is_beside ? 0.0 : kLyingRulerHighMm + 2.0);
    const double top = foot - kRulerMm - 1.0;
    if (inner.size().x < kRulerMm + 6.0 || top < inner.min.y) return std::nullopt;
    SheetRect heading_room = inner;
    if (top < draw_heading(canvas, content, kind, inner, false).max.y + 1.0) heading_room.min.x += kStandingRulerWideMm + 3.0;
    const SheetRect heading = draw_heading(canvas, content, kind, heading_room, true);
    const double lying_left = inner.min.x + (is_beside ? kStandingRulerWideMm + 3.0 : 1.5);
    draw_standing_ruler(canvas, {inner.min.x, foot});
    draw_lying_ruler(canvas, {lying_left, inner.max.y - 4.4});
    SheetFrame frame;
    frame.taken = {heading,
                   {{inner.min.x, top}, {inner.min.x + kStandingRulerWideMm, foot}},
                   {{lying_left - 1.5, inner.max.y - kLyingRulerHighMm}, {lying_left + kRulerMm + kRulersLastFigureMm, inner.max.y}}};
    if (heading.overlaps(frame.taken[1]) || heading.overlaps(frame.taken[2])) return std::nullopt;
    frame.top_mm = heading.max.y;
    frame.left_mm = inner.min.x + kStandingRulerWideMm;
    return frame;
}

bool add_notes(SheetCanvas& canvas, SheetFrame& frame, const SheetContent& content, const PageKind& kind, const SheetRect& inner) {
    for (const double width : {104.0, 150.0, 80.0, 200.0}) {
        const auto notes = set_notes(content, kind, width);
        const auto room = room_at_bottom(frame.taken, inner, size_of(content.measure, notes), false);
        if (!room) continue;
        draw_notes(canvas, room->min, notes);
        frame.taken.push_back(*room);
        return true;
    }
    return false;
}

/// How much of a word the room holds, at least one character: all of it, or up to a character's end.
std::size_t fitting(const TextMeasure& measure, std::string_view word, double size_mm, double room_mm) {
    if (measure.width_mm(word, size_mm, false) <= room_mm) return word.size();
    const auto is_start = [&](std::size_t i) { return i == word.size() || (static_cast<unsigned char>(word[i]) & 0xC0u) != 0x80u; };
    std::size_t end = 1;
    while (!is_start(end)) ++end;
    for (std::size_t next = end + 1; next < word.size(); ++next) {
        if (!is_start(next)) continue;
        if (measure.width_mm(word.substr(0, next), size_mm, false) > room_mm) break;
        end = next;
    }
    return end;
}

}  // namespace

glm::dvec2 least_paper_mm(const glm::dvec2& margin_mm) {
    return 2.0 * (margin_mm + kPadMm) + glm::dvec2(kRulerMm + kStandingRulerWideMm + 12.0, kRulerMm + kInchBoxMm.y + 20.0);
}

std::vector<std::string> wrapped(const TextMeasure& measure, const std::string& text, double size_mm, double room_mm) {
    std::vector<std::string> lines{""};
    for (std::size_t from = 0; from < text.size();) {
        const std::size_t space = std::min(text.find(' ', from), text.size());
        const std::size_t end = from + fitting(measure, std::string_view(text).substr(from, space - from), size_mm, room_mm);
        const std::string word = text.substr(from, end - from);
        if (end < space && !lines.back().empty()) lines.emplace_back();
        const std::string longer = lines.back().empty() ? word : lines.back() + " " + word;
        if (lines.back().empty() || measure.width_mm(longer, size_mm, false) <= room_mm)
            lines.back() = longer;
        else
            lines.push_back(word);
        from = end < space ? end : end + 1;
        if (end < space) lines.emplace_back();
    }
    return lines;
}

std::string readable_date(const std::string& iso) {
    constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-') return iso;
    int month = 0, day = 0;
    std::from_chars(iso.data() + 5, iso.data() + 7, month);
    std::from_chars(iso.data() + 8, iso.data() + 10, day);
    if (month < 1 || month > 12 || day < 1 || day > 31) return iso;
    return fmt::format("{} {} {}", day, kMonths[static_cast<std::size_t>(month - 1)], iso.substr(0, 4));
}

std::optional<SheetFrame> draw_sheet_frame(SheetCanvas& canvas, const SheetContent& content, const PageKind& kind,
                                           const std::vector<SheetRect>& keep_out) {
    const SheetRect inner = between(canvas.printable().grown(-kPadMm), keep_out);
    auto frame = draw_rulers_and_heading(canvas, content, kind, inner);
    if (!frame) return std::nullopt;
    if (kind.has_box) {
        const auto box = room_at_bottom(frame->taken, inner, kInchBoxMm, true);
        if (!box) return std::nullopt;
        draw_box(canvas, *box, content.settings);
        frame->taken.push_back(*box);
    }
    if (!add_notes(canvas, *frame, content, kind, inner) && kind.has_notes) return std::nullopt;
    if (kind.map_mm.x > 0.0) {
        frame->map = room_at_bottom(frame->taken, inner, kind.map_mm, true);
        if (!frame->map) return std::nullopt;
        frame->taken.push_back(*frame->map);
    }
    for (const SheetRect& room : frame->taken) canvas.block(room.grown(kWhiteMm));
    return frame;
}

}  // namespace trichion
