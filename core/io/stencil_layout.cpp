// From flat pieces to pages: where each lies, what is written on and beside it, how a large one is shared out.
#include "core/io/sheet_canvas.h"
#include "core/io/stencil_sheet.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kCutMm = 0.3, kHairlineMm = 0.7, kMarkMm = 0.2, kJoinMm = 0.15;
constexpr double kLabelMm = 3.1;
constexpr double kLabelRoomMm = 7.0;    // above and below a piece for what is written beside it
constexpr double kOverlapMm = 15.0;     // that neighbouring pages share
constexpr double kPi = 3.14159265358979323846;

using Align = SheetLabel::Align;
using Points = std::vector<glm::dvec2>;

/// A piece in page orientation (y down), not yet on a page.
struct PageMark {
    std::string name;
    std::string label;
    Points line;
};
struct PagePiece {
    std::string name;
    Points border;
    Points edge;
    std::vector<PageMark> marks;
};

/// How a piece lies on its pages: `columns` by `rows` windows that overlap.
struct Plan {
    PagePiece piece;
    int columns = 1;
    int rows = 1;

    int pages() const { return columns * rows; }
};

PagePiece turned(const StencilPiece& piece, double angle_rad) {
    const double c = std::cos(angle_rad), s = std::sin(angle_rad);
    const auto all = [&](const Points& points) {
        Points out;
        out.reserve(points.size());
        for (const glm::dvec2& p : points) out.push_back({c * p.x - s * p.y, -(s * p.x + c * p.y)});
        return out;
    };
    PagePiece turned{piece.name, all(piece.border), all(piece.edge), {}};
    for (const PlacementMark& mark : piece.marks) turned.marks.push_back({mark.name, mark.label, all(mark.line)});
    return turned;
}

int windows_for(double length_mm, double room_mm) {
    if (length_mm <= room_mm) return 1;
    return 1 + static_cast<int>(std::ceil((length_mm - room_mm) / (room_mm - kOverlapMm) - 1e-9));
}

/// The piece level, or turned by as little as lets it lie on one page; where no turn does, the fewest pages.
Plan plan_piece(const StencilPiece& piece, const SheetRect& room) {
    std::optional<Plan> best;
    for (int step = 0; step <= 36; ++step)
        for (const double sign : {1.0, -1.0}) {
            Plan plan;
            plan.piece = turned(piece, sign * step * 2.5 * kPi / 180.0);
            const glm::dvec2 size = bounds_of(plan.piece.border).size();
            plan.columns = windows_for(size.x, room.size().x);
            plan.rows = windows_for(size.y + 2.0 * kLabelRoomMm, room.size().y);
            if (!best || plan.pages() < best->pages()) best = std::move(plan);
            if (best->pages() == 1) return *best;
        }
    return *best;
}

void shift(PagePiece& piece, const glm::dvec2& by) {
    for (Points* line : {&piece.border, &piece.edge})
        for (glm::dvec2& p : *line) p += by;
    for (PageMark& mark : piece.marks)
        for (glm::dvec2& p : mark.line) p += by;
}

void draw_clipped(SheetCanvas& canvas, const SheetLine& style, const Points& points, const SheetRect& window) {
    const bool is_whole =
        std::ranges::all_of(points, [&](const glm::dvec2& p) { return window.contains(p); });
    SheetLine line = style;
    if (is_whole) {
        line.points_mm = points;
        canvas.line(std::move(line));
        return;
    }
    for (Points& part : clipped(points, style.is_closed, window)) {
        line.points_mm = std::move(part);
        line.is_closed = false;
        canvas.line(line);
    }
}

/// A small wedge inside the piece at the midline's lower end: it stays on the piece when that is cut out.
void draw_wedge(SheetCanvas& canvas, const Points& mark, const SheetRect& window) {
    if (mark.size() < 2) return;
    const glm::dvec2 foot = mark.back();
    const glm::dvec2 up = glm::normalize(mark[mark.size() - 2] - foot), side(-up.y, up.x);
    const Points wedge{foot - 1.5 * side + 0.2 * up, foot + 1.5 * side + 0.2 * up, foot + 2.8 * up};
    if (std::ranges::all_of(wedge, [&](const glm::dvec2& p) { return window.contains(p); }))
        canvas.line({SheetLayer::Marks, wedge, 0.0, true, false, true});
}

void draw_lines(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window) {
    const auto styled = [&](SheetLayer layer, double width_mm, const std::string& name) {
        SheetLine style{layer, {}, width_mm};
        style.name = piece.name + "." + name;
        return style;
    };
    SheetLine border = styled(SheetLayer::Cut, kCutMm, "border");
    border.is_closed = true;
    draw_clipped(canvas, border, piece.border, window);
    draw_clipped(canvas, styled(SheetLayer::Hairline, kHairlineMm, "edge"), piece.edge, window);
    for (const PageMark& mark : piece.marks) {
        SheetLine style = styled(SheetLayer::Marks, kMarkMm, "mark." + mark.name);
        style.is_dashed = true;
        draw_clipped(canvas, style, mark.line, window);
        if (mark.label.starts_with("midline")) draw_wedge(canvas, mark.line, window);
    }
}

/// Writes a mark's name below its foot, or as near to that as there is room; a thin line leads there.
void name_mark(SheetCanvas& canvas, const PageMark& mark, const Points& border) {
    const glm::dvec2 foot = mark.line.back();
    const glm::dvec2 out = glm::normalize(foot - mark.line[mark.line.size() - 2]);
    for (const double way : {4.2, 8.4, 12.6, 16.8, 21.0, 26.0, 32.0})
        for (const double aside : {0.0, 4.0, -4.0, 8.0, -8.0, 14.0, -14.0, 22.0, -22.0, 32.0, -32.0}) {
            const glm::dvec2 middle = foot + way * out + glm::dvec2(aside, 0.0);
            SheetLabel label{middle + glm::dvec2(0.0, 0.36 * kLabelMm), mark.label, kLabelMm, false, Align::Middle};
            const SheetRect room = canvas.room_of(label);
            if (is_inside(border, room.centre()) || !canvas.is_free(room, 0.9)) continue;
            if (way > 5.0 || aside != 0.0) {
                const glm::dvec2 end(std::clamp(foot.x, room.min.x + 1.0, room.max.x - 1.0),
                                     out.y >= 0.0 ? room.min.y - 0.3 : room.max.y + 0.3);
                canvas.line({SheetLayer::Frame, {foot + 0.8 * out, end}, 0.12});
            }
            canvas.label(std::move(label));
            return;
        }
}

/// So that nobody lays the piece on upside down.
void name_scalp_side(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window) {
    for (const PageMark& mark : piece.marks) {
        if (!mark.label.starts_with("midline") || mark.line.size() < 2 || !window.contains(mark.line.front())) continue;
        const glm::dvec2 top = mark.line.front(), out = glm::normalize(top - mark.line[1]);
        SheetLabel label{top + 4.0 * out + glm::dvec2(0.0, 0.36 * kLabelMm), "scalp side", kLabelMm, false, Align::Middle};
        if (!is_inside(piece.border, canvas.room_of(label).centre()) && canvas.is_free(canvas.room_of(label), 0.9))
            canvas.label(std::move(label));
    }
}

/// Writes a block of lines inside the piece, at the free place nearest to `wish`. @return whether there was room.
bool write_inside(SheetCanvas& canvas, const Points& border, const SheetRect& window, const glm::dvec2& wish,
                  const std::vector<std::string>& lines, double size_mm, bool is_bold) {
    glm::dvec2 size(0.0, size_mm * (kCapHeight + 1.35 * double(lines.size() - 1)));
    for (const std::string& line : lines) size.x = std::max(size.x, canvas.measure().width_mm(line, size_mm, is_bold));
    const SheetRect bounds = bounds_of(border);
    std::optional<glm::dvec2> best;
    for (double y = bounds.min.y; y < bounds.max.y; y += 0.5)
        for (double x = bounds.min.x; x < bounds.max.x; x += 1.0) {
            const glm::dvec2 centre(x, y);
            if (best && glm::distance(centre, wish) >= glm::distance(*best, wish)) continue;
            const SheetRect room{centre - 0.5 * size, centre + 0.5 * size};
            if (!is_inside(border, centre) || !window.contains(room.min) || !window.contains(room.max)) continue;
            if (canvas.is_free(room, 1.0)) best = centre;
        }
    if (!best) return false;
    double baseline = best->y - 0.5 * size.y + kCapHeight * size_mm;
    for (const std::string& line : lines) {
        canvas.label({{best->x, baseline}, line, size_mm, is_bold, Align::Middle});
        baseline += 1.35 * size_mm;
    }
    return true;
}

/// R and L near the ends; on the scalp side what the piece must not lose when it is cut out.
void write_on_piece(SheetCanvas& canvas, const PagePiece& piece, const SheetRect& window, const SheetText& text) {
    const glm::dvec2 right_end = piece.edge.front(), left_end = piece.edge.back();
    const glm::dvec2 inwards = glm::normalize(left_end - right_end);
    const auto write_letter = [&](const glm::dvec2& wish, const char* letter) {
        if (!window.contains(wish)) return;
        for (const double size : {6.0, 5.0, 4.0, 3.0})
            if (write_inside(canvas, piece.border, window, wish, {letter}, size, true)) return;
    };
    write_letter(right_end + 7.0 * inwards, "R");
    write_letter(left_end - 7.0 * inwards, "L");
    std::vector<std::string> lines;
    const TextMeasure& measure = canvas.measure();
    std::string first = measure.fitted(measure.showable(text.client_code), 2.6, false, 24.0);
    if (!text.edited_on.empty()) first += (first.empty() ? "" : " · ") + measure.showable(readable_date(text.edited_on));
    if (!first.empty()) lines.push_back(first);
    lines.push_back(to_words(text.badge));
    const glm::dvec2 middle = 0.5 * (piece.border.front() + piece.border[piece.border.size() / 2]);
    for (const double size : {2.8, 2.4, 2.0})
        if (write_inside(canvas, piece.border, window, middle, lines, size, text.badge != HeadBadge::Scaled)) return;
}

/// Crosses that two neighbouring pages share, and the dashed edge up to which this page is drawn.
void draw_joins(SheetCanvas& canvas, const SheetRect& window, const Plan& plan, int column, int row) {
    canvas.line({SheetLayer::Frame,
                 {window.min, {window.max.x, window.min.y}, window.max, {window.min.x, window.max.y}},
                 kJoinMm, true, true});
    const auto cross = [&](const glm::dvec2& at, const std::string& name) {
        SheetLine lying{SheetLayer::Marks, {at - glm::dvec2(2.5, 0.0), at + glm::dvec2(2.5, 0.0)}, kMarkMm};
        SheetLine standing{SheetLayer::Marks, {at - glm::dvec2(0.0, 2.5), at + glm::dvec2(0.0, 2.5)}, kMarkMm};
        lying.name = "join." + name + ".h";
        standing.name = "join." + name + ".v";
        canvas.line(std::move(lying));
        canvas.line(std::move(standing));
        canvas.label({at + glm::dvec2(0.9, -0.9), name, 2.4, true});
    };
    const double half = 0.5 * kOverlapMm;
    for (int side = 0; side < 2; ++side) {
        const int seam = column - 1 + side;
        if (seam < 0 || seam + 1 >= plan.columns) continue;
        const double x = side == 0 ? window.min.x + half : window.max.x - half;
        for (int k = 0; k < 2; ++k)
            cross({x, k == 0 ? window.min.y + 6.0 : window.max.y - 6.0},
                  fmt::format("{}{}", static_cast<char>('A' + seam), 2 * row + k + 1));
    }
    for (int side = 0; side < 2; ++side) {
        const int seam = row - 1 + side;
        if (seam < 0 || seam + 1 >= plan.rows) continue;
        const double y = side == 0 ? window.min.y + half : window.max.y - half;
        for (int k = 0; k < 2; ++k)
            cross({k == 0 ? window.min.x + 24.0 : window.max.x - 24.0, y},
                  fmt::format("{}{}", static_cast<char>('a' + seam), 2 * column + k + 1));
    }
}

/// The piece moved so that window (column, row) of it lies in the page's room.
glm::dvec2 offset_of(const Plan& plan, const SheetRect& room, double page_width_mm, int column, int row) {
    const SheetRect bounds = bounds_of(plan.piece.border);
    const glm::dvec2 step = room.size() - kOverlapMm;
    const glm::dvec2 covered(room.size().x + step.x * (plan.columns - 1), room.size().y + step.y * (plan.rows - 1));
    const glm::dvec2 spare = covered - bounds.size();
    // Alone on its page a piece stands in the middle of the paper, as far as the ruler lets it.
    const double middle = 0.5 * (page_width_mm - bounds.size().x);
    const double x = plan.columns == 1
                         ? std::clamp(middle, room.min.x, room.max.x - bounds.size().x)
                         : room.min.x + 0.5 * spare.x - step.x * column;
    const double y = room.min.y + 0.5 * spare.y - step.y * row;
    return glm::dvec2(x, y) - bounds.min;
}

/// The part of a window that no other page shows as its own: labels go on one page only.
SheetRect own_part(const Plan& plan, const SheetRect& room, int column, int row) {
    SheetRect own = room;
    const double half = 0.5 * kOverlapMm, just_inside = half + 1e-6;
    if (column > 0) own.min.x += half;
    if (column + 1 < plan.columns) own.max.x -= just_inside;
    if (row > 0) own.min.y += half;
    if (row + 1 < plan.rows) own.max.y -= just_inside;
    return own;
}

struct PageNumber {
    int page = 1;
    int pages = 1;
};

SheetPage draw_page(const Plan& plan, int column, int row, const glm::dvec2& paper, PageNumber number,
                    const Stencil& stencil, const SheetText& text, const TextMeasure& measure) {
    SheetCanvas canvas(paper.x, paper.y, measure);
    SheetHeading heading;
    heading.part = fmt::format("page {} of {}", number.page, number.pages);
    if (plan.pages() > 1)
        heading.advice.push_back("Tape the pages together so that crosses of one name meet. The dashed frame is no cut.");
    for (const Advice& advice : stencil.advice) heading.advice.push_back(measure.showable(advice.sentence));
    draw_sheet_frame(canvas, stencil, text, heading);

    const SheetRect room = piece_room(paper.x, paper.y);
    PagePiece piece = plan.piece;
    shift(piece, offset_of(plan, room, paper.x, column, row));
    draw_lines(canvas, piece, room);
    if (plan.pages() > 1) draw_joins(canvas, room, plan, column, row);
    const SheetRect core = own_part(plan, room, column, row);
    for (const PageMark& mark : piece.marks)
        if (mark.line.size() > 1 && core.contains(mark.line.back())) name_mark(canvas, mark, piece.border);
    name_scalp_side(canvas, piece, core);
    write_on_piece(canvas, piece, core, text);
    return std::move(canvas).take();
}

}  // namespace

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

Result<std::vector<SheetPage>> lay_out_sheet(const Stencil& stencil, const StencilSettings& settings, const SheetText& text,
                                             const SheetExtras&) {
    const glm::dvec2 paper = paper_size_mm(settings, 420.0);
    const TextMeasure measure;
    std::vector<Plan> plans;
    PageNumber number{0, 0};
    for (const StencilPiece& piece : stencil.pieces) {
        if (piece.border.size() < 3 || piece.edge.size() < 2) continue;
        plans.push_back(plan_piece(piece, piece_room(paper.x, paper.y)));
        number.pages += plans.back().pages();
    }
    std::vector<SheetPage> pages;
    for (const Plan& plan : plans)
        for (int row = 0; row < plan.rows; ++row)
            for (int column = 0; column < plan.columns; ++column) {
                ++number.page;
                pages.push_back(draw_page(plan, column, row, paper, number, stencil, text, measure));
            }
    return pages;
}

}  // namespace trichion
