// Rectangles, clipping, and the search for empty room on a page.
#include "core/io/sheet_canvas.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace trichion {
namespace {

/// The stretch of a segment inside a rectangle, as two shares of it (Liang and Barsky).
std::optional<std::pair<double, double>> inside_part(const glm::dvec2& a, const glm::dvec2& b,
                                                     const SheetRect& window) {
    double from = 0.0, to = 1.0;
    const glm::dvec2 d = b - a;
    for (int axis = 0; axis < 2; ++axis)
        for (const double sign : {-1.0, 1.0}) {
            const double run = sign * d[axis];
            const double room = sign > 0.0 ? window.max[axis] - a[axis] : a[axis] - window.min[axis];
            if (run == 0.0) {
                if (room < 0.0) return std::nullopt;
            } else if (run > 0.0) {
                to = std::min(to, room / run);
            } else {
                from = std::max(from, room / run);
            }
        }
    if (from > to) return std::nullopt;
    return std::pair{from, to};
}

/// Whether a segment comes into a rectangle. Most lie wholly to one side of it.
bool crosses(const glm::dvec2& a, const glm::dvec2& b, const SheetRect& r) {
    if ((a.x < r.min.x && b.x < r.min.x) || (a.x > r.max.x && b.x > r.max.x)) return false;
    if ((a.y < r.min.y && b.y < r.min.y) || (a.y > r.max.y && b.y > r.max.y)) return false;
    return inside_part(a, b, r).has_value();
}

bool cross(const glm::dvec2& a, const glm::dvec2& b, const glm::dvec2& c, const glm::dvec2& d) {
    const auto side = [](const glm::dvec2& p, const glm::dvec2& q, const glm::dvec2& r) { return (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x); };
    return side(a, b, c) * side(a, b, d) <= 0.0 && side(c, d, a) * side(c, d, b) <= 0.0;
}

constexpr std::size_t kRunSegments = 24;

}  // namespace

SheetRect bounds_of(const std::vector<glm::dvec2>& points) {
    if (points.empty()) return {};
    SheetRect bounds{points.front(), points.front()};
    for (const glm::dvec2& p : points) {
        bounds.min = glm::min(bounds.min, p);
        bounds.max = glm::max(bounds.max, p);
    }
    return bounds;
}

bool is_inside(const std::vector<glm::dvec2>& closed, const glm::dvec2& p) {
    bool inside = false;
    for (std::size_t i = 0, j = closed.size() - 1; i < closed.size(); j = i++) {
        const glm::dvec2 &a = closed[i], &b = closed[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < a.x + (b.x - a.x) * (p.y - a.y) / (b.y - a.y)) inside = !inside;
    }
    return inside;
}

std::vector<std::vector<glm::dvec2>> clipped(const std::vector<glm::dvec2>& points, bool is_closed,
                                             const SheetRect& window) {
    std::vector<std::vector<glm::dvec2>> parts;
    bool is_open = false;
    const std::size_t count = points.size() + (is_closed ? 1 : 0);
    for (std::size_t i = 1; i < count; ++i) {
        const glm::dvec2 a = points[i - 1], b = points[i % points.size()];
        const auto part = inside_part(a, b, window);
        if (!part) {
            is_open = false;
            continue;
        }
        if (!is_open || part->first > 0.0) parts.push_back({glm::mix(a, b, part->first)});
        parts.back().push_back(part->second < 1.0 ? glm::mix(a, b, part->second) : b);
        is_open = part->second >= 1.0;
    }
    return parts;
}

std::vector<glm::dvec2> corners_of(const SheetRect& rect) {
    return {rect.min, {rect.max.x, rect.min.y}, rect.max, {rect.min.x, rect.max.y}};
}

std::vector<glm::dvec2> SheetBox::corners() const {
    const glm::dvec2 a = half.x * along, b = half.y * across();
    return {centre - a - b, centre + a - b, centre + a + b, centre - a + b};
}

SheetRect SheetBox::bounds() const { return bounds_of(corners()); }

bool SheetBox::contains(const glm::dvec2& p) const {
    const glm::dvec2 q = glm::abs(local(p));
    return q.x <= half.x && q.y <= half.y;
}

bool SheetBox::overlaps(const SheetBox& other) const {
    // Two boxes are apart exactly where one of their four ways parts them.
    const glm::dvec2 apart = other.centre - centre;
    for (const glm::dvec2& way : {along, across(), other.along, other.across()}) {
        const auto reach = [&](const SheetBox& box) {
            return box.half.x * std::abs(glm::dot(box.along, way)) + box.half.y * std::abs(glm::dot(box.across(), way));
        };
        if (std::abs(glm::dot(apart, way)) >= reach(*this) + reach(other)) return false;
    }
    return true;
}

SheetCanvas::SheetCanvas(double width_mm, double height_mm, const TextMeasure& measure, const glm::dvec2& margin_mm)
    : measure_(measure), margin_mm_(margin_mm) {
    page_.width_mm = width_mm;
    page_.height_mm = height_mm;
}

SheetRect SheetCanvas::printable() const {
    return {margin_mm_, glm::dvec2(page_.width_mm, page_.height_mm) - margin_mm_};
}

void SheetCanvas::line(SheetLine line) {
    const auto& p = line.points_mm;
    const std::size_t segments = p.size() < 2 ? 0 : p.size() - (line.is_closed || line.is_filled ? 0 : 1);
    const double reach = line.is_filled ? 0.0 : 0.5 * line.width_mm;
    for (std::size_t first = 0; first < segments; first += kRunSegments) {
        Run run{page_.lines.size(), first, std::min(segments, first + kRunSegments), {p[first], p[first]}};
        for (std::size_t i = first + 1; i <= run.end; ++i) {
            run.bounds.min = glm::min(run.bounds.min, p[i % p.size()]);
            run.bounds.max = glm::max(run.bounds.max, p[i % p.size()]);
        }
        run.bounds = run.bounds.grown(reach);
        runs_.push_back(run);
    }
    page_.lines.push_back(std::move(line));
}

void SheetCanvas::block(const SheetRect& room) {
    taken_.push_back(room);
    std::erase_if(runs_, [&](const Run& run) { return room.contains(run.bounds.min) && room.contains(run.bounds.max); });
}

SheetBox SheetCanvas::room_of(const SheetLabel& label) const {
    const double width = measure_.width_mm(label.text, label.size_mm, label.is_bold);
    const double back = label.align == SheetLabel::Align::Left     ? 0.0
                        : label.align == SheetLabel::Align::Middle ? 0.5
                                                                   : 1.0;
    const glm::dvec2 down(-label.along.y, label.along.x);
    const glm::dvec2 middle = label.at_mm + (0.5 - back) * width * label.along + 0.5 * (kDescent - kAscent) * label.size_mm * down;
    return {middle, {width, (kAscent + kDescent) * label.size_mm}, label.along};
}

void SheetCanvas::label(SheetLabel label) {
    taken_.push_back(room_of(label));
    page_.labels.push_back(std::move(label));
}

bool SheetCanvas::is_free(const SheetBox& room, double gap_mm) const {
    const SheetRect paper = printable(), bounds = room.bounds();
    if (!paper.contains(bounds.min) || !paper.contains(bounds.max)) return false;
    const SheetBox wide = room.grown(gap_mm);
    return std::ranges::none_of(taken_, [&](const SheetBox& other) { return other.overlaps(wide); }) && is_clear(room, gap_mm);
}

bool SheetCanvas::is_clear(const SheetBox& room, double gap_mm) const {
    const double widest = std::max(gap_mm, hairline_gap_mm_);
    const SheetRect bounds = room.grown(widest).bounds();
    for (const Run& run : runs_) {
        if (run.bounds.min.x > bounds.max.x || run.bounds.max.x < bounds.min.x || run.bounds.min.y > bounds.max.y || run.bounds.max.y < bounds.min.y) continue;
        const SheetLine& line = page_.lines[run.line];
        const SheetBox wide = room.grown(line.layer == SheetLayer::Hairline ? widest : gap_mm);
        const auto& p = line.points_mm;
        if (line.is_filled && is_inside(p, room.centre)) return false;
        const glm::dvec2 reach = wide.half + (line.is_filled ? 0.0 : 0.5 * line.width_mm);
        for (std::size_t i = run.first; i < run.end; ++i)
            if (crosses(wide.local(p[i]), wide.local(p[(i + 1) % p.size()]), {-reach, reach})) return false;
    }
    return true;
}

bool SheetCanvas::is_taken(const glm::dvec2& p) const {
    return std::ranges::any_of(taken_, [&](const SheetBox& room) { return room.grown(0.4).contains(p); });
}

bool SheetCanvas::is_way_free(const glm::dvec2& a, const glm::dvec2& b) const {
    if (std::ranges::any_of(taken_, [&](const SheetBox& room) { return crosses(room.local(a), room.local(b), {-room.half, room.half}); })) return false;
    const double length = glm::distance(a, b);
    if (length > 0.0 && is_on_dots(SheetBox(0.5 * (a + b), {length, 0.0}, (b - a) / length))) return false;
    const SheetRect bounds = bounds_of({a, b});
    for (const Run& run : runs_) {
        if (run.bounds.min.x > bounds.max.x || run.bounds.max.x < bounds.min.x || run.bounds.min.y > bounds.max.y || run.bounds.max.y < bounds.min.y) continue;
        const auto& p = page_.lines[run.line].points_mm;
        for (std::size_t i = run.first; i < run.end; ++i)
            if (cross(a, b, p[i], p[(i + 1) % p.size()])) return false;
    }
    return true;
}

void SheetCanvas::outline(const std::string& piece, const std::vector<glm::dvec2>& line) {
    constexpr double kStepMm = 2.0;
    std::vector<glm::dvec2> places;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const glm::dvec2 to = line[(i + 1) % line.size()];
        const int steps = std::max(1, static_cast<int>(std::ceil(glm::distance(line[i], to) / kStepMm)));
        for (int s = 0; s < steps; ++s) places.push_back(glm::mix(line[i], to, double(s) / steps));
    }
    outlines_.emplace_back(piece, std::move(places));
}

bool SheetCanvas::is_by(const std::string& piece, const SheetBox& box) const {
    constexpr double kClearly = 0.6;
    double own = 1e9, other = 1e9;
    for (const auto& [name, points] : outlines_) {
        double& nearest = name == piece ? own : other;
        for (const glm::dvec2& p : points)
            nearest = std::min(nearest, glm::length(glm::max(glm::abs(box.local(p)) - box.half, glm::dvec2(0.0))));
    }
    return own <= kClearly * other;
}

void SheetCanvas::keep_words_off_dots(const std::vector<GuideDot>& dots) {
    for (const GuideDot& dot : dots) dots_.push_back(dot.at);
    std::ranges::sort(dots_, {}, &glm::dvec2::x);
}

bool SheetCanvas::is_on_dots(const SheetBox& box) const {
    constexpr double kWhiteMm = 0.4;   // a dot is up to 0.6 mm wide
    const SheetBox wide = box.grown(kWhiteMm);
    const SheetRect bounds = wide.bounds();
    for (auto dot = std::ranges::lower_bound(dots_, bounds.min.x, {}, &glm::dvec2::x); dot != dots_.end() && dot->x <= bounds.max.x; ++dot)
        if (wide.contains(*dot)) return true;
    return false;
}

bool SheetCanvas::is_on_piece(const glm::dvec2& p) const {
    return std::ranges::any_of(pieces_, [&](const auto& closed) { return is_inside(closed, p); });
}

}  // namespace trichion
