// Blocks of words on a page.
#include "core/io/sheet_blocks.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr double kLineHeight = 1.35;
constexpr double kLeaderMm = 0.12, kLeastLeaderMm = 1.0;
constexpr double kArrowLongMm = 2.0, kArrowHalfMm = 0.7;
constexpr double kBeginningMm = 2.0;   // of a leader: beside the piece's own border nothing is clear
constexpr glm::dvec3 kLeaderGrey{0.35};

/// Whether a line crosses nothing and keeps off everything by so much, but where it begins: nearer it is taken for another word's.
bool is_way_clear(const SheetCanvas& canvas, const glm::dvec2& from, const glm::dvec2& to, double clear_mm) {
    if (!canvas.is_way_free(from, to)) return false;
    const double length = glm::distance(from, to);
    if (clear_mm <= 0.0 || length <= kBeginningMm) return true;
    const glm::dvec2 way = (to - from) / length, aside = clear_mm * glm::dvec2(-way.y, way.x), begin = from + kBeginningMm * way, end = to + clear_mm * way;
    return canvas.is_way_free(begin, end) && canvas.is_way_free(begin + aside, end + aside) && canvas.is_way_free(begin - aside, end - aside);
}

}  // namespace

glm::dvec2 size_of(const TextMeasure& measure, const WordBlock& block) {
    glm::dvec2 size(0.0, block.size_mm * (kCapHeight + kLineHeight * double(block.lines.size() - 1)));
    for (const std::string& line : block.lines) size.x = std::max(size.x, measure.width_mm(line, block.size_mm, block.is_bold));
    return size;
}

glm::dvec2 reading_way(const glm::dvec2& way) {
    constexpr double kStanding = 0.02;
    const bool is_turned = std::abs(way.x) > kStanding ? way.x < 0.0 : way.y > 0.0;
    return is_turned ? -way : way;
}

void write_block(SheetCanvas& canvas, const WordBlock& block, const glm::dvec2& centre, const glm::dvec2& along) {
    const glm::dvec2 down(-along.y, along.x);
    double below = kCapHeight * block.size_mm - 0.5 * size_of(canvas.measure(), block).y;
    for (const std::string& line : block.lines) {
        SheetLabel label{centre + below * down, line, block.size_mm, block.is_bold, SheetLabel::Align::Middle, block.rgb};
        label.along = along;
        canvas.label(std::move(label));
        below += kLineHeight * block.size_mm;
    }
}

std::optional<glm::dvec2> free_centre(const SheetCanvas& canvas, const glm::dvec2& wish, const glm::dvec2& size, double gap_mm,
                                      double reach_mm, const Allows& allows) {
    const auto is_good = [&](const glm::dvec2& centre) {
        const SheetBox room{centre, size, {1.0, 0.0}};
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

bool write_led(SheetCanvas& canvas, const WordBlock& block, const MarkEnd& end, const glm::dvec2& wish, const Leader& leader, const Allows& allows) {
    const glm::dvec2 size = size_of(canvas.measure(), block), start = end.foot + 0.8 * end.out;
    const auto lead_to = [&](const SheetRect& room) { return glm::clamp(start, room.min - 0.6, room.max + 0.6); };
    const auto centre = free_centre(canvas, wish, size, leader.gap_mm, leader.reach_mm, [&](const SheetBox& box) {
        return allows(box) && is_way_clear(canvas, start, lead_to(box.bounds()), leader.clear_mm);
    });
    if (!centre) return false;
    const glm::dvec2 near = lead_to(SheetBox(*centre, size, {1.0, 0.0}).bounds());
    const double length = glm::distance(start, near);
    SheetLine line{SheetLayer::Frame, {start, near}, kLeaderMm};
    line.rgb = kLeaderGrey;
    line.name = leader.name;
    if (length > kLeastLeaderMm) canvas.line(std::move(line));
    if (leader.has_arrow && length > kArrowLongMm) {
        const glm::dvec2 way = (near - start) / length, half = kArrowHalfMm * glm::dvec2(-way.y, way.x), back = start + kArrowLongMm * way;
        SheetLine arrow{SheetLayer::Frame, {start, back + half, back - half}, 0.0, true};
        arrow.is_filled = true;
        arrow.rgb = kLeaderGrey;
        canvas.line(std::move(arrow));
    }
    write_block(canvas, block, *centre);
    return true;
}

bool is_round(const std::vector<glm::dvec2>& closed, const SheetBox& box) {
    return std::ranges::all_of(box.corners(), [&](const glm::dvec2& corner) { return is_inside(closed, corner); });
}

}  // namespace trichion
