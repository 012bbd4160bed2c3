// From flat pieces to pages: which paper, which way round, and what is drawn on each.
#include "core/io/cutter_marks.h"
#include "core/io/sheet_insets.h"
#include "core/io/sheet_placing.h"
#include "core/io/sheet_word_places.h"
#include "core/io/sheet_words.h"
#include "core/model/limits.h"
#include "core/model/media.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

namespace trichion {
namespace {

constexpr double kMarkMm = 0.2, kJoinMm = 0.15;
constexpr double kShortestRollMm = 180.0, kLongestRollMm = 2400.0, kRollStepMm = 10.0;
constexpr double kRollTileMm = 420.0;       // of a roll too narrow for a whole piece

using Points = std::vector<glm::dvec2>;

/// The letter of a seam: X, Y, Z, then W, V ... back to B. A3 and A4 would be read as paper.
char seam_letter(int seam) { return static_cast<char>(seam < 3 ? 'X' + seam : 'W' - (seam - 3) % 22); }

/// A cross that two neighbouring pages share.
void draw_cross(SheetCanvas& canvas, const glm::dvec2& at, const std::string& name) {
    SheetLine lying{SheetLayer::Marks, {at - glm::dvec2(2.5, 0.0), at + glm::dvec2(2.5, 0.0)}, kMarkMm};
    SheetLine standing{SheetLayer::Marks, {at - glm::dvec2(0.0, 2.5), at + glm::dvec2(0.0, 2.5)}, kMarkMm};
    lying.name = "join." + name + ".h";
    standing.name = "join." + name + ".v";
    canvas.line(std::move(lying));
    canvas.line(std::move(standing));
    canvas.label({at + glm::dvec2(0.9, -0.9), name, 2.4, true});
}

/// Crosses along a seam, clear of the piece where they can be: places follow from the piece alone, so that both pages
/// find the same ones.
/// @param from, along  the seam's start and its whole length. @return the first from each end.
std::array<glm::dvec2, 2> cross_places(const PagePiece& piece, const glm::dvec2& from, const glm::dvec2& along) {
    const double length = glm::length(along);
    const glm::dvec2 way = along / length;
    const auto is_clear = [&](const glm::dvec2& at) {
        const SheetRect room{at - glm::dvec2(4.0, 5.0), at + glm::dvec2(7.0, 4.0)};
        if (!clipped(piece.border, true, room).empty() || !clipped(piece.edge, false, room).empty()) return false;
        return std::ranges::all_of(piece.marks, [&](const PagePiece::Mark& mark) { return clipped(mark.line, false, room).empty(); });
    };
    std::array<glm::dvec2, 2> places{from + 6.0 * way, from + (length - 6.0) * way};
    for (const bool is_first : {true, false})
        for (double in = 6.0; in < 0.45 * length; in += 2.0) {
            const glm::dvec2 at = from + (is_first ? in : length - in) * way;
            if (!is_clear(at)) continue;
            places[is_first ? 0 : 1] = at;
            break;
        }
    return places;
}

/// The seams of a window with those that are there, and the dashed end of what this page draws.
void draw_joins(SheetCanvas& canvas, const SheetTile& tile, const PagePiece& piece) {
    SheetLine frame{SheetLayer::Frame, corners_of(tile.window), kJoinMm, true, true};
    frame.rgb = glm::dvec3(0.45);
    canvas.line(std::move(frame));
    const double half = 0.5 * kOverlapMm;
    const SheetRect& w = tile.window;
    const auto seam = [&](int letter, int number, const glm::dvec2& from, const glm::dvec2& along) {
        const auto places = cross_places(piece, from, along);
        for (int k = 0; k < 2; ++k)
            draw_cross(canvas, places[static_cast<std::size_t>(k)],
                       fmt::format("{}{}", seam_letter(tile.first_seam + letter), 2 * number + k + 1));
    };
    const glm::dvec2 inner = w.size() - kOverlapMm;
    for (const int side : {0, 1}) {
        const int across = tile.column - 1 + side, down = tile.row - 1 + side;
        const double x = side == 0 ? w.min.x + half : w.max.x - half, y = side == 0 ? w.min.y + half : w.max.y - half;
        if (tile.has(tile.column - 1 + 2 * side, tile.row))
            seam(across, tile.row, {x, w.min.y + half}, {0.0, inner.y});
        if (tile.has(tile.column, tile.row - 1 + 2 * side))
            seam(tile.columns - 1 + down, tile.column, {w.min.x + half, y}, {inner.x, 0.0});
    }
}

/// The part of a window that no other page shows as its own: words go on one page only.
SheetRect own_part(const SheetTile& tile) {
    SheetRect own = tile.window;
    const double half = 0.5 * kOverlapMm, just_inside = half + 1e-6;
    if (tile.column > 0) own.min.x += half;
    if (tile.column + 1 < tile.columns) own.max.x -= just_inside;
    if (tile.row > 0) own.min.y += half;
    if (tile.row + 1 < tile.rows) own.max.y -= just_inside;
    return own;
}

/// Writes remarks, each with its piece's name in it, low on the page: what found no room by its piece stands at least on the
/// paper that the piece lies on. @return those that found none there either.
std::vector<std::string> write_low(SheetCanvas& canvas, const std::vector<std::string>& remarks, const SheetRect& ink, const std::optional<SheetTile>& tile) {
    constexpr double kRemarkMm = 2.7, kLineMm = 1.4 * kRemarkMm, kWideMm = 104.0, kGapMm = 1.5, kStepMm = 3.0;
    const Allows beside = beside_pieces(canvas);
    const auto is_seen = [&](const SheetRect& room) {  // not where another page is laid over it
        return !tile || !tile->window.overlaps(room) || (own_part(*tile).contains(room.min) && own_part(*tile).contains(room.max));
    };
    const auto write = [&](const std::vector<std::string>& lines) {
        double wide = 0.0;
        for (const std::string& line : lines) wide = std::max(wide, canvas.measure().width_mm(line, kRemarkMm, false));
        const glm::dvec2 size(wide, kLineMm * double(lines.size()));
        for (double y = ink.max.y - size.y; y > ink.min.y; y -= kStepMm)
            for (double x = ink.min.x; x < ink.max.x - size.x; x += kStepMm) {
                const SheetRect room{{x, y}, glm::dvec2(x, y) + size};
                if (!is_seen(room) || !canvas.is_free(room, kGapMm) || !beside(room)) continue;
                for (std::size_t i = 0; i < lines.size(); ++i) canvas.label({{x, y + kLineMm * double(i) + kRemarkMm}, lines[i], kRemarkMm});
                return true;
            }
        return false;
    };
    std::vector<std::string> left;
    for (const std::string& remark : remarks)
        if (!write(wrapped(canvas.measure(), remark, kRemarkMm, kWideMm))) left.push_back(remark);
    return left;
}

/// A page, and what is to be said of its pieces that found no room on it.
struct DrawnPage {
    SheetPage page;
    std::vector<std::string> unsaid;
};

/// Of all pieces on a page that has their lines and no words of them yet.
std::vector<SheetLine> pen_words_on(SheetCanvas canvas, const PlannedPage& page, const SheetRect& window, const SheetContent& content) {
    const std::size_t first = canvas.page().labels.size();
    for (const PlacedPiece& placed : page.pieces) write_pen_words(canvas, placed.piece, window, content);
    std::vector<SheetLine> strokes;
    const std::vector<SheetLabel>& labels = canvas.page().labels;
    for (std::size_t i = first; i < labels.size(); ++i)
        std::ranges::move(pen_strokes(labels[i], 2.0 * canvas.room_of(labels[i]).half.x), std::back_inserter(strokes));
    return strokes;
}

DrawnPage draw_page(const SheetPlan& plan, std::size_t index, const CutterMarkDrawing& cutter, const SheetContent& content) {
    const PlannedPage& page = plan.pages[index];
    SheetCanvas canvas(plan.shape.size_mm.x, plan.shape.size_mm.y, content.measure, plan.shape.margin_mm);
    for (const SheetRect& corner : cutter.keep_out) canvas.block(corner), canvas.keep_white(corner);
    const auto frame = draw_sheet_frame(canvas, content, page.kind, cutter.keep_out);
    for (const SheetLine& line : cutter.lines) canvas.line(line);
    if (frame && frame->map) draw_assembly_map(canvas, *frame->map, plan);
    const SheetRect ink = plan.shape.ink();
    for (const PlacedPiece& placed : page.pieces) draw_piece(canvas, placed.piece, page.tile ? page.tile->window : ink, content);
    if (page.tile) draw_joins(canvas, *page.tile, page.pieces.back().piece);
    const SheetRect own = page.tile ? own_part(*page.tile) : ink;
    std::vector<SheetLine> pen_words = pen_words_on(canvas, page, own, content);
    std::vector<std::string> unsaid;
    for (const PlacedPiece& placed : page.pieces)
        for (std::string& words : write_piece(canvas, placed.piece, own, content)) unsaid.push_back(std::move(words));
    const MediumRules& rules = rules_of(content.settings.medium);
    const bool is_shown_before = page.tile && index > 0 && plan.pages[index - 1].tile && plan.pages[index - 1].tile->piece == page.tile->piece;
    // Where nothing is laid on but a line, nothing stretches.
    const bool is_tinted = !rules.is_cut && !rules.is_transfer && content.settings.line != StencilLine::LineOnly;
    if (is_tinted && !is_shown_before) draw_stretch_inset(canvas, page, content);
    if (!page.kind.has_notes) unsaid = write_low(canvas, unsaid, ink, page.tile);
    DrawnPage drawn{std::move(canvas).take(), std::move(unsaid)};
    drawn.page.pen_words = std::move(pen_words);
    return drawn;
}

/// The margin that holds after a printer's correction, too: what a page is stretched by must not carry ink off it.
PageShape shape_of(const glm::dvec2& size_mm, const StencilSettings& settings, const SheetExtras& extras) {
    const double margin = std::max(double(settings.margin_mm), SheetCanvas::kPaperMarginMm);
    PageShape shape{size_mm, glm::dvec2(margin)};
    if (!extras.printer) return shape;
    const PrintCorrection correction = correction_for(*extras.printer, is_paper_along_x(settings, size_mm));
    const glm::dvec2 half = 0.5 * size_mm - margin, grown = glm::max(glm::dvec2(1.0), {correction.x, correction.y});
    shape.margin_mm = 0.5 * size_mm - half / grown;
    return shape;
}

/// Everything that is asked of one paper in one way round.
struct Attempt {
    SheetPlan plan;
    CutterMarkDrawing cutter;

    auto cost() const { return std::tuple(plan.pages.size(), plan.tiles); }
};

Result<std::optional<Attempt>> attempt(const glm::dvec2& size_mm, const SheetContent& content) {
    auto cutter = draw_cutter_marks(size_mm, content.settings.cutter_marks);
    if (!cutter) return tl::unexpected(cutter.error());
    auto plan = plan_sheet(content, shape_of(size_mm, content.settings, content.extras), cutter->keep_out);
    if (!plan) return std::optional<Attempt>();
    return std::optional(Attempt{std::move(*plan), std::move(*cutter)});
}

/// A roll as long as its pieces need, in whole centimetres.
Result<std::optional<Attempt>> attempt_roll(const SheetContent& content) {
    const auto at = [&](double length_mm) { return attempt(paper_size_mm(content.settings, length_mm), content); };
    auto best = at(kLongestRollMm);
    if (!best || !*best || (*best)->plan.pages.size() > 1) return at(kRollTileMm);
    double low = kShortestRollMm - kRollStepMm, high = kLongestRollMm;  // too short, long enough
    while (high - low > kRollStepMm) {
        const double middle = low + kRollStepMm * std::floor(0.5 * (high - low) / kRollStepMm);
        auto tried = at(middle);
        if (!tried || !*tried || (*tried)->plan.pages.size() > 1) {
            low = middle;
        } else {
            high = middle;
            best = std::move(tried);
        }
    }
    return best;
}

Error too_small(const glm::dvec2& size_mm, const SheetContent& content) {
    const PageShape shape = shape_of(size_mm, content.settings, content.extras);
    const glm::dvec2 ink = shape.ink().size();
    const bool is_roll = content.settings.paper == Paper::Roll;
    const std::string paper = is_roll ? fmt::format("roll of {:.0f} mm", size_mm.y) : fmt::format("paper of {:.0f} x {:.0f} mm", size_mm.x, size_mm.y);
    // The margin that is left to be made smaller, if any.
    const std::string or_margin = content.settings.margin_mm > kSheetMarginRangeMm.min ? ", or a smaller margin" : "";
    if (ink.x < 1.0 || ink.y < 1.0)
        return {ErrorCode::InvalidInput,
                fmt::format("Margins of {:.0f} mm leave nothing of a {}: choose a {}{}.", content.settings.margin_mm, paper,
                            is_roll ? "wider roll" : "larger paper", or_margin)};
    const glm::dvec2 least = least_paper_mm(shape.margin_mm);
    if (is_roll)
        return {ErrorCode::InvalidInput,
                fmt::format("A {} with margins of {:.0f} mm is too narrow for rulers, the box to measure and a piece beside them: choose one of about "
                            "{:.0f} mm or more{}.",
                            paper, content.settings.margin_mm, std::ceil(least.y / 10.0) * 10.0, or_margin)};
    return {ErrorCode::InvalidInput,
            fmt::format("A {} with a margin of {:.0f} mm is too small for rulers, the box to measure and a piece "
                        "beside them: choose one of about {:.0f} x {:.0f} mm or more{}.",
                        paper, content.settings.margin_mm, std::ceil(least.x / 10.0) * 10.0, std::ceil(least.y / 10.0) * 10.0, or_margin)};
}

Result<Attempt> best_attempt(const SheetContent& content) {
    const glm::dvec2 lying = paper_size_mm(content.settings, kRollTileMm);
    Result<std::optional<Attempt>> best = content.settings.paper == Paper::Roll ? attempt_roll(content) : attempt(lying, content);
    if (!best) return tl::unexpected(best.error());
    const bool is_turnable = content.settings.paper != Paper::Custom && content.settings.paper != Paper::Roll;
    // On one page nothing is saved by turning the paper.
    if (is_turnable && !(*best && (*best)->cost() == std::tuple(std::size_t{1}, std::size_t{0}))) {
        auto standing = attempt({lying.y, lying.x}, content);
        if (standing && *standing && (!*best || (*standing)->cost() < (*best)->cost())) best = std::move(standing);
    }
    if (!*best) return tl::unexpected(too_small(lying, content));
    return std::move(**best);
}

bool has_seam(const std::vector<SheetPage>& pages) {
    return std::ranges::any_of(pages, [](const SheetPage& page) {
        return std::ranges::any_of(page.lines, [](const SheetLine& line) { return line.name.starts_with("join."); });
    });
}

}  // namespace

std::optional<Advice> advise_on_seams(const std::vector<SheetPage>& pages, const Stencil& stencil, const StencilSettings& settings,
                                      const SheetText& text, const SheetExtras& extras) {
    if (!rules_of(settings.medium).is_cut || settings.line == StencilLine::LineOnly || !has_seam(pages)) return std::nullopt;
    std::vector<std::string> larger;
    for (const auto& [paper, name] : {std::pair(Paper::A3, std::string("A3")), {Paper::Tabloid, "Tabloid"}, {Paper::Roll, fmt::format("a roll of {:.0f} mm", settings.roll_width_mm)}}) {
        StencilSettings other = settings;
        other.paper = paper;
        if (paper == settings.paper) continue;
        if (const auto laid = lay_out_sheet(stencil, other, text, extras); laid && !has_seam(*laid)) larger.push_back(name);
    }
    std::string words = larger.empty() ? "split it into smaller parts, or choose a wider roll" : "choose ";
    for (std::size_t i = 0; i < larger.size(); ++i) words += (i == 0 ? "" : i + 1 == larger.size() ? " or " : ", ") + larger[i];
    return Advice{"cut_apart", fmt::format("A piece is cut apart where the page ends: {}{}.", words, larger.empty() ? "" : ", where every piece stays whole"), "", {}};
}

glm::dvec2 paper_size_mm(const StencilSettings& settings, double needed_mm) {
    switch (settings.paper) {
        case Paper::A4: return {297.0, 210.0};
        case Paper::A3: return {420.0, 297.0};
        case Paper::Letter: return {279.4, 215.9};
        case Paper::Legal: return {355.6, 215.9};
        case Paper::Tabloid: return {431.8, 279.4};
        case Paper::Custom: return {settings.custom_width_mm, settings.custom_height_mm};
        case Paper::Roll: return {needed_mm, settings.roll_width_mm};
    }
    return {297.0, 210.0};
}

bool is_paper_along_x(const StencilSettings& settings, const glm::dvec2& page_mm) {
    return settings.paper == Paper::Roll || page_mm.x >= page_mm.y;
}

Result<std::vector<SheetPage>> lay_out_sheet(const Stencil& stencil, const StencilSettings& settings, const SheetText& text,
                                             const SheetExtras& extras) {
    const TextMeasure measure;
    SheetContent content{stencil, settings, text, extras, measure, advice_on_all(stencil, settings)};
    std::vector<SheetPage> pages;
    // Advice stands beside its piece; what finds no room there nor low on its page asks for room among the notes, and so for
    // another plan, in which other pieces may have none.
    constexpr int kMostPlans = 4;
    for (int plans = 0; plans < kMostPlans; ++plans) {
        const auto best = best_attempt(content);
        if (!best && pages.empty()) return tl::unexpected(best.error());
        if (!best) break;   // no paper holds so many notes: rather a remark less than no sheet
        std::vector<std::string> unsaid;
        pages.clear();
        for (std::size_t i = 0; i < best->plan.pages.size(); ++i) {
            DrawnPage drawn = draw_page(best->plan, i, best->cutter, content);
            pages.push_back(std::move(drawn.page));
            unsaid.insert(unsaid.end(), drawn.unsaid.begin(), drawn.unsaid.end());
        }
        std::erase_if(unsaid, [&](const std::string& words) { return std::ranges::find(content.notes, words) != content.notes.end(); });
        if (unsaid.empty()) break;
        content.notes.insert(content.notes.end(), unsaid.begin(), unsaid.end());
    }
    return pages;
}

}  // namespace trichion
