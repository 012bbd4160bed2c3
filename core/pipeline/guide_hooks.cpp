// Bands from the hairline's ends past the temples and round the roots of the ears.
#include "core/geometry/surface_walk.h"
#include "core/pipeline/face_places.h"
#include "core/pipeline/guide_grid.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kHalfWidthMm = 4.5;
constexpr float kOffEarsMm[] = {10.0f, 12.0f, 14.0f, 16.0f};  // of the band's middle off the ear's root: its edge lies 5 mm off it
constexpr double kSharpMm = 0.05;             // a chord across a cell that misses the skin by more crosses a fold behind the ear
constexpr float kFirstDegrees = 84.0f, kLastDegrees = 174.0f;  // round the ear, from above it to behind
constexpr float kDegreesApart = 15.0f;
constexpr double kStepMm = 1.0;
constexpr double kEasesMm[] = {56.0, 44.0, 32.0, 20.0};  // from the guide's end to the band's own width and direction
constexpr double kLeavings[] = {0.5, 0.8, 0.3};     // how far the band goes straight on there, of the way to the ear
constexpr double kStepDownMm = 2.0;           // of the upper edge, right behind the hairline's end
constexpr int kSmoothings = 30;

/// Points near the head, laid on its skin.
std::vector<glm::dvec3> on_skin(const Surface& skin, const std::vector<glm::dvec3>& points) {
    std::vector<glm::dvec3> laid;
    for (const glm::dvec3& p : points) laid.push_back(glm::dvec3(skin.position(*skin.closest(glm::vec3(p)))));
    return laid;
}

/// Through these places (centripetal Catmull-Rom), a point about every kStepMm.
std::vector<glm::dvec3> curve_through(const std::vector<glm::dvec3>& knots, const glm::dvec3& leaving) {
    std::vector<glm::dvec3> all{knots[0] - leaving};
    all.insert(all.end(), knots.begin(), knots.end());
    all.push_back(2.0 * knots.back() - knots[knots.size() - 2]);
    std::vector<glm::dvec3> curve;
    for (std::size_t k = 1; k + 2 < all.size(); ++k) {
        const glm::dvec3 p[4] = {all[k - 1], all[k], all[k + 1], all[k + 2]};
        double t[4] = {0.0, 0.0, 0.0, 0.0};
        for (int i = 1; i < 4; ++i) t[i] = t[i - 1] + std::sqrt(glm::distance(p[i], p[i - 1]));
        const auto pieces = static_cast<int>(std::ceil(glm::distance(p[1], p[2]) / kStepMm));
        for (int i = 0; i < pieces; ++i) {
            const double s = std::lerp(t[1], t[2], double(i) / pieces);
            const auto mixed = [&](const glm::dvec3& a, const glm::dvec3& b, double from, double to) {
                return glm::mix(a, b, (s - from) / (to - from));
            };
            const glm::dvec3 a = mixed(p[0], p[1], t[0], t[1]), b = mixed(p[1], p[2], t[1], t[2]), c = mixed(p[2], p[3], t[2], t[3]);
            curve.push_back(mixed(mixed(a, b, t[0], t[2]), mixed(b, c, t[1], t[3]), t[1], t[2]));
        }
    }
    curve.push_back(knots.back());
    return curve;
}

/// Averages over neighbours and lays on the skin again: chords through the head leave bends where they surface.
std::vector<glm::dvec3> smoothed(const Surface& skin, std::vector<glm::dvec3> line) {
    for (int pass = 0; pass < kSmoothings; ++pass) {
        std::vector<glm::dvec3> next = line;
        for (std::size_t i = 1; i + 1 < line.size(); ++i) next[i] = 0.25 * line[i - 1] + 0.5 * line[i] + 0.25 * line[i + 1];
        line = on_skin(skin, next);
    }
    return line;
}

/// The same line with its points kStepMm apart.
std::vector<glm::dvec3> evened(const Surface& skin, const std::vector<glm::dvec3>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    const auto pieces = static_cast<std::size_t>(std::ceil(length / kStepMm));
    std::vector<glm::dvec3> even{line.front()};
    double walked = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const double step = glm::distance(line[i - 1], line[i]);
        for (double next; even.size() < pieces && (next = length * double(even.size()) / double(pieces)) <= walked + step;)
            even.push_back(glm::mix(line[i - 1], line[i], (next - walked) / std::max(1e-9, step)));
        walked += step;
    }
    even.push_back(line.back());
    return on_skin(skin, even);
}

/// Round the ear from where a band drawn tight from `start` first touches that way, seen from the side, to behind the ear.
/// So the band bends one way only.
std::vector<glm::dvec3> round_ear(const Head& head, const FacePlaces& places, const glm::dvec3& start_on_left, float off_ear_mm) {
    std::vector<glm::dvec3> arc;
    std::vector<glm::dvec2> seen;
    for (float degrees = kFirstDegrees; degrees <= kLastDegrees; degrees += kDegreesApart) {
        const auto at = places.beside_ear(degrees, off_ear_mm);
        if (!at) return {};
        arc.push_back(glm::dvec3(head.measuring.position(*at)));
        seen.push_back(glm::dvec2(places.side_view(glm::vec3(arc.back()))));
    }
    const glm::dvec2 start(places.side_view(glm::vec3(start_on_left)));
    std::size_t touch = 0;
    for (std::size_t i = 1; i + 2 < seen.size(); ++i) {
        const glm::dvec2 best = seen[touch] - start, way = seen[i] - start;
        if (best.x * way.y - best.y * way.x < 0.0) touch = i;
    }
    return {arc.begin() + static_cast<std::ptrdiff_t>(touch), arc.end()};
}

/// Where the band's middle runs, from the middle of the guide's end.
std::vector<glm::dvec3> way_round_ear(const Head& head, const FacePlaces& places, const std::vector<glm::dvec3>& end_column, bool is_left,
                                      float off_ear_mm, double leaving) {
    const glm::dvec3 start = 0.5 * (end_column.front() + end_column.back());
    std::vector<glm::dvec3> knots = round_ear(head, places, is_left ? start : head.midline.reflect(start), off_ear_mm);
    if (knots.empty()) return {};
    if (!is_left)
        for (glm::dvec3& p : knots) p = head.midline.reflect(p);
    knots = on_skin(head.measuring, knots);
    knots.insert(knots.begin(), start);
    const glm::dvec3 down = end_column.back() - end_column.front();
    const glm::dvec3 normal(head.measuring.normal(*head.measuring.closest(glm::vec3(start))));
    const glm::dvec3 along = glm::normalize(is_left ? glm::cross(normal, down) : glm::cross(down, normal));
    const auto line = on_skin(head.measuring, curve_through(knots, leaving * glm::distance(knots[0], knots[1]) * along));
    return evened(head.measuring, smoothed(head.measuring, line));
}

/// A place on the skin, this far to one side of a point of it.
glm::dvec3 beside(const Surface& skin, const glm::dvec3& p, const glm::dvec3& direction, double way_mm) {
    const auto at = skin.closest(glm::vec3(p));
    const glm::dvec2 flat = tangent_frame(skin, at->triangle).flat(direction);
    if (std::abs(way_mm) < 1e-6 || glm::length(flat) < 1e-6) return p;
    return glm::dvec3(skin.position(walk_straight(skin, *at, way_mm * glm::normalize(flat)).at));
}

std::vector<glm::dvec3> column_across(const Surface& skin, const glm::dvec3& middle, const glm::dvec3& up, double above_mm,
                                      double below_mm, std::size_t rows) {
    std::vector<glm::dvec3> column;
    for (std::size_t j = 0; j < rows; ++j)
        column.push_back(beside(skin, middle, up, std::lerp(above_mm, -below_mm, double(j) / double(rows - 1))));
    return column;
}

bool turns_over(const Surface& skin, const std::vector<glm::dvec3>& a, const std::vector<glm::dvec3>& b, bool is_left) {
    for (std::size_t j = 0; j + 1 < a.size(); ++j) {
        const glm::dvec3 normal(skin.normal(*skin.closest(glm::vec3(0.5 * (a[j] + b[j + 1])))));
        const glm::dvec3 &p = is_left ? a[j] : b[j], &q = is_left ? b[j] : a[j];
        const glm::dvec3 &r = is_left ? b[j + 1] : a[j + 1], &s = is_left ? a[j + 1] : b[j + 1];
        if (glm::dot(glm::cross(s - p, r - p), normal) <= 0.0 || glm::dot(glm::cross(r - p, q - p), normal) <= 0.0) return true;
    }
    return false;
}

/// The band's columns along its middle; empty where they fold.
std::vector<std::vector<glm::dvec3>> lay_band(const Surface& skin, const std::vector<glm::dvec3>& end_column,
                                              const std::vector<glm::dvec3>& middle, double ease_mm, bool is_left) {
    const glm::dvec3 end_up = glm::normalize(end_column.front() - end_column.back());
    const double end_half = 0.5 * glm::distance(end_column.front(), end_column.back());
    std::vector<std::vector<glm::dvec3>> columns;
    double walked = 0.0;
    for (std::size_t i = 1; i < middle.size(); ++i) {
        walked += glm::distance(middle[i - 1], middle[i]);
        const glm::dvec3 along = glm::normalize(middle[std::min(i + 1, middle.size() - 1)] - middle[i - 1]);
        const glm::dvec3 normal(skin.normal(*skin.closest(glm::vec3(middle[i]))));
        const glm::dvec3 square = glm::normalize(is_left ? glm::cross(normal, along) : glm::cross(along, normal));
        const double t = std::min(1.0, walked / ease_mm), eased = t * t * (3.0 - 2.0 * t);
        const glm::dvec3 up = glm::normalize(glm::mix(end_up, square, eased));
        const double half = std::lerp(end_half, kHalfWidthMm, eased);
        const double step = std::lerp(kStepDownMm, 0.0, eased);
        // The band's own end is round.
        const double left_mm = double(middle.size() - 1 - i) * kStepMm, into = std::min(1.0, left_mm / kHookEndMm);
        const double round = std::max(0.35, std::sqrt(1.0 - (1.0 - into) * (1.0 - into)));
        columns.push_back(column_across(skin, middle[i], up, round * (half - step), round * half, end_column.size()));
        if (turns_over(skin, i == 1 ? end_column : columns[columns.size() - 2], columns.back(), is_left)) return {};
    }
    return columns;
}

/// Whether the band lies over skin that bends too sharply for its cells.
bool crosses_fold(const Surface& skin, const std::vector<std::vector<glm::dvec3>>& columns) {
    const auto misses = [&](const glm::dvec3& a, const glm::dvec3& b) {
        const glm::dvec3 middle = 0.5 * (a + b);
        return glm::distance(middle, glm::dvec3(skin.position(*skin.closest(glm::vec3(middle))))) > kSharpMm;
    };
    for (std::size_t i = 1; i < columns.size(); ++i)
        for (std::size_t j = 0; j < columns[i].size(); ++j)
            if (misses(columns[i - 1][j], columns[i][j]) || (j > 0 && misses(columns[i][j - 1], columns[i][j]))) return true;
    return false;
}

/// The band this far off the ear; empty where it finds no room or folds.
std::vector<std::vector<glm::dvec3>> band_round_ear(const Head& head, const FacePlaces& places, const std::vector<glm::dvec3>& end_column,
                                                    bool is_left, float off_ear_mm) {
    // From a corner that lies high the band has to turn down: the wider it does so, the less it folds.
    for (const double leaving : kLeavings) {
        const std::vector<glm::dvec3> middle = way_round_ear(head, places, end_column, is_left, off_ear_mm, leaving);
        if (middle.size() < 20) return {};
        for (const double ease_mm : kEasesMm)
            if (auto columns = lay_band(head.measuring, end_column, middle, ease_mm, is_left); !columns.empty()) return columns;
    }
    return {};
}

}  // namespace

std::vector<std::vector<glm::dvec3>> lay_ear_hook(const Head& head, const std::vector<glm::dvec3>& end_column, bool is_left) {
    const auto places = FacePlaces::of(head, Extent::Fringe);
    if (!places) return {};
    std::vector<std::vector<glm::dvec3>> laid;
    for (const float off_ear_mm : kOffEarsMm) {
        auto columns = band_round_ear(head, *places, end_column, is_left, off_ear_mm);
        if (columns.empty()) continue;
        // A band over a fold is better than none; the guide's gap tells.
        laid = std::move(columns);
        if (!crosses_fold(head.measuring, laid)) break;
    }
    return laid;
}

}  // namespace trichion
