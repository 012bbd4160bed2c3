// Where each piece of a stencil lies.
#include "core/io/sheet_placing.h"

#include "core/io/sheet_names.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>
#include <utility>

namespace trichion {
namespace {

constexpr double kPi = 3.14159265358979323846;
// Two shapes grown by this share a square wherever they are nearer than kPieceGapMm: half of that, and half a diagonal.
constexpr double kGrowMm = 0.5 * kPieceGapMm + 0.71;
constexpr double kGrowLineMm = 0.5 * kLineGapMm + 0.71;
constexpr double kDotMm = 0.3;              // half of a printed dot, at most
constexpr int kStepMm = 2;                  // between places that are tried
constexpr glm::dvec2 kLeastWindowMm{45.0, 45.0};
constexpr double kSmallNotes = 0.8;         // the notes' smallest words are 2.2 mm then
constexpr glm::dvec2 kMapsMm[]{{48.0, 32.0}, {36.0, 24.0}, {28.0, 18.0}};  // rather a small one than none

using Points = std::vector<glm::dvec2>;

double area_of(const Points& closed) {
    double doubled = 0.0;
    for (std::size_t i = 0, j = closed.size() - 1; i < closed.size(); j = i++)
        doubled += closed[j].x * closed[i].y - closed[i].x * closed[j].y;
    return 0.5 * std::abs(doubled);
}

SheetRect united(const SheetRect& a, const SheetRect& b) { return {glm::min(a.min, b.min), glm::max(a.max, b.max)}; }

/// How far lines reach beyond a piece's outline.
double ink_mm(const StencilSettings& settings) { return std::max(0.4, 0.5 * double(settings.line_width_mm) + 0.05); }

/// What is drawn of a piece, line by line: its closed border; or, where only the line is drawn, that with its marks and dots.
std::vector<Points> drawn_lines(const PagePiece& piece, const StencilSettings& settings) {
    if (settings.line != StencilLine::LineOnly) return {piece.border};
    std::vector<Points> lines{piece.edge};
    for (const PagePiece::Mark& mark : piece.marks) lines.push_back(drawn_mark(mark, settings.line));
    for (const DensityWindow& window : piece.windows) lines.push_back(window.border), lines.back().push_back(window.border.front());
    for (const GuideDot& dot : piece.dots) lines.push_back({dot.at - kDotMm, dot.at + kDotMm});
    return lines;
}

SheetRect bounds_of_all(const std::vector<Points>& lines) {
    SheetRect bounds = bounds_of(lines.front());
    for (const Points& line : lines) bounds = united(bounds, bounds_of(line));
    return bounds;
}

/// A piece in one turn, and the room it asks for.
struct Shape {
    PagePiece piece;
    SheetRect bounds;
    PageMask mask;
};

/// All turns of a piece, made when they are first asked for.
class Turns {
public:
    Turns(const SheetContent& content, std::size_t index, const PageShape& page)
        : content_(content), level_(page_piece(content, index)), page_(page) {
        // Level first, then by as little as may be; many pieces are turned in coarser steps.
        const double step = content.stencil.pieces.size() > 1 ? 7.5 : 2.5;
        angles_.push_back(0.0);
        for (double angle = step; angle <= 90.0; angle += step) angles_.push_back(angle), angles_.push_back(-angle);
        angles_.pop_back();  // -90 is 90 upside down
        if (content.stencil.pieces.size() > 1) angles_.push_back(180.0);
        shapes_.resize(2 * angles_.size());
    }

    std::size_t count() const { return angles_.size(); }
    PagePiece piece(std::size_t turn) const { return turned(level_, angles_[turn] * kPi / 180.0); }

    /// With room for the words beside it, or without.
    const Shape* shape(std::size_t turn, bool has_words) {
        auto& kept = shapes_[2 * turn + has_words];
        if (!kept) kept = make(turn, has_words);
        return kept->bounds.size().x > page_.ink().size().x || kept->bounds.size().y > page_.ink().size().y ? nullptr : &*kept;
    }

private:
    Shape make(std::size_t turn, bool has_words) const {
        Shape shape{piece(turn), {}, PageMask(glm::dvec2(1.0))};
        const std::vector<SheetRect> rooms = has_words ? wished_rooms(shape.piece, content_) : std::vector<SheetRect>{};
        SheetRect bounds = bounds_of_all(drawn_lines(shape.piece, content_.settings)).grown(ink_mm(content_.settings));
        for (const SheetRect& room : rooms) bounds = united(bounds, room);
        const glm::dvec2 by = page_.margin_mm - bounds.min;
        shape.piece.move(by);
        shape.bounds = {bounds.min + by, bounds.max + by};
        if (shape.bounds.size().x > page_.ink().size().x || shape.bounds.size().y > page_.ink().size().y) return shape;
        shape.mask = PageMask(page_.size_mm);
        if (content_.settings.line == StencilLine::LineOnly)
            for (const Points& line : drawn_lines(shape.piece, content_.settings)) shape.mask.take_line(line, false, kGrowLineMm);
        else
            shape.mask.take(shape.piece.border, kGrowMm);
        for (const SheetRect& room : rooms) shape.mask.take({room.min + by, room.max + by});
        return shape;
    }

    const SheetContent& content_;
    PagePiece level_;
    PageShape page_;
    std::vector<double> angles_;
    std::vector<std::optional<Shape>> shapes_;
};

/// How far along one side a shape may be moved.
std::vector<int> steps_to(double spare_mm) {
    std::vector<int> steps;
    for (int at = 0; at <= spare_mm; at += kStepMm) steps.push_back(at);
    return steps;
}

/// The first free place from above, from the left or, for what is alone, near the page's middle.
std::optional<glm::ivec2> find_place(const PageMask& mask, const Shape& shape, const PageShape& page, bool is_alone) {
    const glm::dvec2 spare = page.ink().size() - shape.bounds.size();
    std::vector<int> across = steps_to(spare.x);
    if (is_alone) {
        const double middle = 0.5 * spare.x;
        std::ranges::stable_sort(across, {}, [&](int x) { return std::abs(x - middle); });
    }
    for (const int y : steps_to(spare.y))
        for (const int x : across)
            if (!mask.overlaps(shape.mask, {x, y})) return glm::ivec2(x, y);
    return std::nullopt;
}

int windows_for(double length_mm, double room_mm) {
    if (length_mm <= room_mm) return 1;
    return 1 + static_cast<int>(std::ceil((length_mm - room_mm) / (room_mm - kOverlapMm) - 1e-9));
}

/// A piece shared out over windows of one size.
struct Tiling {
    PagePiece piece;               // where window (0, 0) is at the origin
    glm::dvec2 window_mm{0.0};
    int columns = 1, rows = 1;
    std::vector<glm::ivec2> used;  // windows with any of the piece in them, row by row
};

SheetRect window_at(const Tiling& tiling, const glm::ivec2& at) {
    const glm::dvec2 min = glm::dvec2(at) * (tiling.window_mm - kOverlapMm);
    return {min, min + tiling.window_mm};
}

Tiling tile_piece(Turns& turns, const glm::dvec2& window_mm, const StencilSettings& settings) {
    std::optional<Tiling> best;
    for (std::size_t turn = 0; turn < turns.count(); ++turn) {
        Tiling tiling{turns.piece(turn), window_mm, 1, 1, {}};
        const bool is_closed = settings.line != StencilLine::LineOnly;
        const SheetRect bounds = bounds_of_all(drawn_lines(tiling.piece, settings)).grown(0.4);
        tiling.columns = windows_for(bounds.size().x, window_mm.x);
        tiling.rows = windows_for(bounds.size().y, window_mm.y);
        if (best && tiling.columns * tiling.rows > 2 * static_cast<int>(best->used.size())) continue;
        const glm::dvec2 covered = window_mm + glm::dvec2(tiling.columns - 1, tiling.rows - 1) * (window_mm - kOverlapMm);
        tiling.piece.move(0.5 * (covered - bounds.size()) - bounds.min);
        const std::vector<Points> drawn = drawn_lines(tiling.piece, settings);
        for (int row = 0; row < tiling.rows; ++row)
            for (int column = 0; column < tiling.columns; ++column)
                if (std::ranges::any_of(drawn, [&](const Points& line) { return !clipped(line, is_closed, window_at(tiling, {column, row})).empty(); }))
                    tiling.used.push_back({column, row});
        if (!best || tiling.used.size() < best->used.size()) best = std::move(tiling);
    }
    return std::move(*best);
}

/// What of a page its frame leaves for windows of a tiled piece: between heading and whatever stands highest at the bottom.
std::optional<SheetRect> tile_room(const PageShape& shape, const SheetFrame& frame, const std::vector<SheetRect>& keep_out, double line_reach_mm) {
    std::optional<SheetRect> best;
    const SheetRect ink = shape.ink().grown(-line_reach_mm);
    // Right of the standing ruler down to the notes, or over the whole width down to the ruler: what is larger.
    for (const double left : {ink.min.x, frame.left_mm + 2.0}) {
        SheetRect room{{left, frame.top_mm + 2.0}, ink.max};
        for (const SheetRect& corner : keep_out) {
            if (!corner.overlaps(room)) continue;
            if (corner.min.y <= room.min.y + 40.0 && corner.max.y < 0.5 * shape.size_mm.y) room.min.y = std::max(room.min.y, corner.max.y);
            else room.max.y = std::min(room.max.y, corner.min.y);
        }
        for (const SheetRect& taken : frame.taken)
            if (taken.min.y > frame.top_mm - 1.0 && taken.max.x > left && taken.max.y > room.min.y) room.max.y = std::min(room.max.y, taken.min.y - 2.0);
        const glm::dvec2 size = room.size();
        if (size.x < kLeastWindowMm.x || size.y < kLeastWindowMm.y) continue;
        if (!best || size.x * size.y > best->size().x * best->size().y) best = room;
    }
    return best;
}

/// Where the notes go, and how; the box to measure stands on the first page whatever else does.
struct NotesPlace {
    bool is_last = false;          // behind the pieces, on a page of their own; else on the first page with the box
    bool has_map = false;
    double scale = 1.0;
};

/// A plan under way.
class Planner {
public:
    Planner(const SheetContent& content, const PageShape& shape, const std::vector<SheetRect>& keep_out, const NotesPlace& notes)
        : content_(content), keep_out_(keep_out), notes_(notes) {
        plan_.shape = shape;
    }

    std::optional<SheetPlan> plan() && {
        if (!(notes_.is_last ? open({.has_box = true}) : open_box_and_notes()) || !frame_of(plain_)) return std::nullopt;
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < content_.stencil.pieces.size(); ++i)
            if (content_.stencil.pieces[i].border.size() > 2 && content_.stencil.pieces[i].edge.size() > 1) order.push_back(i);
        std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::size_t i) { return area_of(content_.stencil.pieces[i].border); });
        for (const std::size_t index : order)
            if (!place(index)) return std::nullopt;
        if (notes_.is_last && !open_notes()) return std::nullopt;
        return std::move(plan_);
    }

private:
    /// The frame of a kind of page, drawn once on a page of its own.
    const SheetFrame* frame_of(const PageKind& kind) {
        for (const auto& [known, frame] : frames_)
            if (known.is_framed_as(kind)) return frame ? &*frame : nullptr;
        SheetCanvas scratch(plan_.shape.size_mm.x, plan_.shape.size_mm.y, content_.measure, plan_.shape.margin_mm);
        frames_.emplace_back(kind, draw_sheet_frame(scratch, content_, kind, keep_out_));
        return frames_.back().second ? &*frames_.back().second : nullptr;
    }

    bool open(const PageKind& kind) {
        const SheetFrame* frame = frame_of(kind);
        if (!frame) return false;
        PageMask mask(plan_.shape.size_mm);
        for (const SheetRect& room : frame->taken) mask.take(room);
        for (const SheetRect& corner : keep_out_) mask.take(corner);
        plan_.pages.push_back({kind, {}, {}});
        masks_.push_back(std::move(mask));
        return true;
    }

    bool open_notes(bool has_box = false) {
        const std::vector<glm::dvec2> maps = notes_.has_map ? std::vector(std::begin(kMapsMm), std::end(kMapsMm)) : std::vector{glm::dvec2(0.0)};
        return std::ranges::any_of(maps, [&](const glm::dvec2& map) {
            return open({.has_box = has_box, .has_notes = true, .map_mm = map, .notes_scale = notes_.scale});
        });
    }

    /// On one page, or on two where they need them.
    bool open_box_and_notes() { return open_notes(true) || (open({.has_box = true}) && open_notes()); }

    bool put(std::size_t index, Turns& turns, std::size_t page, bool has_words) {
        if (plan_.pages[page].tile) return false;
        for (std::size_t turn = 0; turn < turns.count(); ++turn) {
            const Shape* shape = turns.shape(turn, has_words);
            if (!shape) continue;
            const auto at = find_place(masks_[page], *shape, plan_.shape, content_.stencil.pieces.size() == 1);
            if (!at) continue;
            const glm::ivec2 by = *at + glm::ivec2(0, plan_.pages[page].pieces.empty() ? to_middle(masks_[page], *shape, *at) : 0);
            masks_[page].take(shape->mask, by);
            plan_.pages[page].pieces.push_back({index, shape->piece});
            plan_.pages[page].pieces.back().piece.move(glm::dvec2(by));
            return true;
        }
        return false;
    }

    /// How far down a page's only piece stands in the middle of the room that it has.
    int to_middle(const PageMask& mask, const Shape& shape, const glm::ivec2& at) const {
        if (content_.stencil.pieces.size() > 1) return 0;
        int down = 0;
        while (at.y + down + 1 <= plan_.shape.ink().size().y - shape.bounds.size().y && !mask.overlaps(shape.mask, {at.x, at.y + down + 1})) ++down;
        return down / 2;
    }

    bool place(std::size_t index) {
        Turns turns(content_, index, plan_.shape);
        for (const bool has_words : {true, false})
            for (std::size_t page = 0; page < plan_.pages.size(); ++page)
                if (put(index, turns, page, has_words)) return true;
        if (!open(plain_)) return false;
        for (const bool has_words : {true, false})
            if (put(index, turns, plan_.pages.size() - 1, has_words)) return true;
        plan_.pages.pop_back(), masks_.pop_back();
        return share_out(index, turns);
    }

    bool share_out(std::size_t index, Turns& turns) {
        const auto later = tile_room(plan_.shape, *frame_of(plain_), keep_out_, ink_mm(content_.settings));
        if (!later) return false;
        Tiling tiling = tile_piece(turns, later->size(), content_.settings);
        bool on_first = false;
        if (plan_.pages.size() == 1 && plan_.pages.front().pieces.empty() && !plan_.pages.front().tile)
            if (const auto first = tile_room(plan_.shape, *frame_of(plan_.pages.front().kind), keep_out_, ink_mm(content_.settings))) {
                const glm::dvec2 size = glm::min(first->size(), later->size());
                Tiling smaller = tile_piece(turns, size, content_.settings);
                if (smaller.used.size() <= tiling.used.size() + 1) tiling = std::move(smaller), on_first = true;
            }
        for (const glm::ivec2& at : tiling.used) {
            const bool is_first = on_first && at == tiling.used.front();
            if (!is_first && !open(plain_)) return false;
            add_tile(index, tiling, at, is_first ? 0 : plan_.pages.size() - 1);
        }
        next_seam_ += tiling.columns - 1 + tiling.rows - 1;
        return true;
    }

    void add_tile(std::size_t index, const Tiling& tiling, const glm::ivec2& at, std::size_t page) {
        const auto room = tile_room(plan_.shape, *frame_of(plan_.pages[page].kind), keep_out_, ink_mm(content_.settings));
        const SheetRect source = window_at(tiling, at);
        SheetTile tile{index, at.x, at.y, tiling.columns, tiling.rows, {room->min, room->min + tiling.window_mm}, next_seam_,
                       tiling.used};
        plan_.pages[page].pieces.push_back({index, tiling.piece});
        plan_.pages[page].pieces.back().piece.move(room->min - source.min);
        plan_.pages[page].tile = tile;
        ++plan_.tiles;
    }

    const SheetContent& content_;
    const std::vector<SheetRect>& keep_out_;
    NotesPlace notes_;
    PageKind plain_;               // a page with neither box nor notes
    SheetPlan plan_;
    std::vector<PageMask> masks_;
    std::vector<std::pair<PageKind, std::optional<SheetFrame>>> frames_;
    int next_seam_ = 0;
};

}  // namespace

PageMask::PageMask(const glm::dvec2& size_mm)
    : columns_(static_cast<int>(std::ceil(size_mm.x)) + 2 * kRimMm), rows_(static_cast<int>(std::ceil(size_mm.y)) + 2 * kRimMm),
      words_(static_cast<std::size_t>(columns_ + 63) / 64 + 1), first_row_(rows_), first_word_(words_),
      bits_(words_ * static_cast<std::size_t>(rows_)) {}

glm::ivec2 PageMask::clamped(const glm::dvec2& p) const {
    return {std::clamp(static_cast<int>(std::floor(p.x)) + kRimMm, 0, columns_ - 1),
            std::clamp(static_cast<int>(std::floor(p.y)) + kRimMm, 0, rows_ - 1)};
}

void PageMask::set_run(int row, int from, int end) {
    if (from >= end) return;
    const auto first = static_cast<std::size_t>(from) / 64, last = static_cast<std::size_t>(end - 1) / 64;
    for (std::size_t word = first; word <= last; ++word) {
        const int low = std::max(0, from - static_cast<int>(64 * word)), high = std::min(64, end - static_cast<int>(64 * word));
        const std::uint64_t upto = high == 64 ? ~0ull : (1ull << high) - 1;
        bits_[static_cast<std::size_t>(row) * words_ + word] |= upto & ~((1ull << low) - 1);
    }
    first_row_ = std::min(first_row_, row), end_row_ = std::max(end_row_, row + 1);
    first_word_ = std::min(first_word_, first), end_word_ = std::max(end_word_, last + 1);
}

void PageMask::take(const SheetRect& room) {
    const glm::ivec2 from = clamped(room.min), to = clamped(room.max);
    for (int row = from.y; row <= to.y; ++row) set_run(row, from.x, to.x + 1);
}

void PageMask::take(const std::vector<glm::dvec2>& closed, double grown_by_mm) {
    const SheetRect bounds = bounds_of(closed);
    std::vector<double> crossings;
    for (int row = clamped(bounds.min).y; row <= clamped(bounds.max).y; ++row) {
        const double y = row - kRimMm + 0.5;
        crossings.clear();
        for (std::size_t i = 0, j = closed.size() - 1; i < closed.size(); j = i++)
            if ((closed[i].y > y) != (closed[j].y > y))
                crossings.push_back(closed[i].x + (closed[j].x - closed[i].x) * (y - closed[i].y) / (closed[j].y - closed[i].y));
        std::ranges::sort(crossings);
        for (std::size_t k = 0; k + 1 < crossings.size(); k += 2)
            set_run(row, clamped({crossings[k], y}).x, clamped({crossings[k + 1], y}).x + 1);
    }
    take_line(closed, true, grown_by_mm);
}

void PageMask::take_line(const std::vector<glm::dvec2>& line, bool is_closed, double grown_by_mm) {
    // Every square whose middle is near enough to a place on it.
    for (std::size_t i = 0; i + (is_closed ? 0 : 1) < line.size(); ++i) {
        const glm::dvec2 a = line[i], b = line[(i + 1) % line.size()];
        const int steps = std::max(1, static_cast<int>(std::ceil(glm::distance(a, b) / 0.5)));
        for (int s = 0; s < steps; ++s) {
            const glm::dvec2 p = glm::mix(a, b, double(s) / steps);
            const double reach = grown_by_mm + 0.25;
            for (int row = clamped(p - reach).y; row <= clamped(p + reach).y; ++row) {
                const double dy = row - kRimMm + 0.5 - p.y, half = reach * reach - dy * dy;
                if (half < 0.0) continue;
                const int from = clamped({p.x - std::sqrt(half) + 0.5, 0.0}).x, to = clamped({p.x + std::sqrt(half) - 0.5, 0.0}).x;
                set_run(row, from, to + 1);
            }
        }
    }
}

void PageMask::take(const PageMask& shape, const glm::ivec2& by_mm) {
    for (int row = shape.first_row_; row < shape.end_row_; ++row) {
        const int here = row + by_mm.y;
        if (here < 0 || here >= rows_) continue;
        for (int column = static_cast<int>(64 * shape.first_word_); column < static_cast<int>(64 * shape.end_word_); ++column) {
            const std::uint64_t word = shape.bits_[static_cast<std::size_t>(row) * shape.words_ + static_cast<std::size_t>(column) / 64];
            const int at = column + by_mm.x;
            if ((word >> (column % 64) & 1u) != 0 && at >= 0 && at < columns_) set_run(here, at, at + 1);
        }
    }
}

bool PageMask::overlaps(const PageMask& shape, const glm::ivec2& by_mm) const {
    const auto shift = static_cast<std::size_t>(by_mm.x);  // shapes are laid out from the margin: never to the left
    const std::size_t whole = shift / 64, part = shift % 64;
    for (int row = std::max(shape.first_row_, -by_mm.y); row < std::min(shape.end_row_, rows_ - by_mm.y); ++row) {
        const std::uint64_t* mine = &bits_[static_cast<std::size_t>(row + by_mm.y) * words_];
        const std::uint64_t* theirs = &shape.bits_[static_cast<std::size_t>(row) * shape.words_];
        for (std::size_t word = shape.first_word_; word < shape.end_word_ && word + whole < words_; ++word) {
            if ((mine[word + whole] & (theirs[word] << part)) != 0) return true;
            if (part != 0 && word + whole + 1 < words_ && (mine[word + whole + 1] & (theirs[word] >> (64 - part))) != 0) return true;
        }
    }
    return false;
}

namespace {

std::optional<SheetPlan> plan_with(const SheetContent& content, const PageShape& shape, const std::vector<SheetRect>& keep_out, NotesPlace notes) {
    auto plan = Planner(content, shape, keep_out, notes).plan();
    if (!plan || plan->tiles == 0) return plan;
    notes.has_map = true;
    if (auto with_map = Planner(content, shape, keep_out, notes).plan()) return with_map;
    return plan;
}

bool has_empty_page(const SheetPlan& plan) {
    return std::ranges::any_of(plan.pages, [](const PlannedPage& page) { return page.pieces.empty(); });
}

bool opens_with_a_piece(const SheetPlan& plan) { return !plan.pages.front().pieces.empty(); }

/// Tells each page what lies on it.
void tell_pages(SheetPlan& plan) {
    for (std::size_t i = 0; i < plan.pages.size(); ++i) {
        PageKind& kind = plan.pages[i].kind;
        kind.page = static_cast<int>(i) + 1, kind.pages = static_cast<int>(plan.pages.size());
        kind.is_told = true;
        for (const PlacedPiece& placed : plan.pages[i].pieces) kind.pieces.push_back(placed.index);
    }
}

}  // namespace

std::optional<SheetPlan> plan_sheet(const SheetContent& content, const PageShape& shape, const std::vector<SheetRect>& keep_out) {
    auto plan = plan_with(content, shape, keep_out, {});
    // The box and the notes take a page alone only where no piece finds room beside smaller notes, nor beside the box.
    if (plan && has_empty_page(*plan)) {
        auto smaller = plan_with(content, shape, keep_out, {.scale = kSmallNotes});
        auto other = smaller && !has_empty_page(*smaller) ? std::move(smaller) : plan_with(content, shape, keep_out, {.is_last = true});
        if (other && opens_with_a_piece(*other) && other->pages.size() <= plan->pages.size()) plan = std::move(other);
    }
    if (plan) tell_pages(*plan);
    return plan;
}

}  // namespace trichion
