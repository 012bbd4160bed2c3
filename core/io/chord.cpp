// Halves what cuts off too much until nothing does.
#include "core/io/chord.h"

#include <cmath>
#include <cstddef>
#include <optional>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;

constexpr double kLongestSampleMm = 4.0;
constexpr double kMostUneven = 3.0;
constexpr double kLeastCornerCosine = 0.766;  // 40 degrees
constexpr int kMostHalvings = 5;

/// The direction at the middle one of three points, of the circle through them; nothing at a corner, or where they are no
/// samples of one curve.
std::optional<glm::dvec2> tangent(const glm::dvec2& before, const glm::dvec2& at, const glm::dvec2& after) {
    const glm::dvec2 in = at - before, out = after - at;
    const double a = glm::length(in), b = glm::length(out);
    if (a == 0.0 || b == 0.0 || a > kMostUneven * b || b > kMostUneven * a) return std::nullopt;
    if (glm::dot(in, out) < kLeastCornerCosine * a * b) return std::nullopt;
    // The circle's tangent weighs the two directions by the other's length.
    return glm::normalize(b / a * in + a / b * out);
}

glm::dvec2 mirrored(const glm::dvec2& direction, const glm::dvec2& along) { return 2.0 * glm::dot(direction, along) * along - direction; }

/// The middle of the curve from `a` to `b`; nothing where the straight piece is near enough.
std::optional<glm::dvec2> middle(const glm::dvec2& a, const glm::dvec2& b, std::optional<glm::dvec2> at_a, std::optional<glm::dvec2> at_b,
                                 double most_mm) {
    const double length = glm::distance(a, b);
    if (length == 0.0 || length > kLongestSampleMm || (!at_a && !at_b)) return std::nullopt;
    const glm::dvec2 along = (b - a) / length;
    const glm::dvec2 from = at_a ? *at_a : mirrored(*at_b, along), to = at_b ? *at_b : mirrored(*at_a, along);
    const glm::dvec2 bulge = length / 8.0 * (from - to);
    if (glm::length(bulge) <= most_mm) return std::nullopt;
    return 0.5 * (a + b) + bulge;
}

Points halved(const Points& points, bool is_closed, double most_mm) {
    const std::size_t n = points.size(), pieces = is_closed ? n : n - 1;
    std::vector<std::optional<glm::dvec2>> tangents(n);
    for (std::size_t i = 0; i < n; ++i)
        if (is_closed || (i > 0 && i + 1 < n)) tangents[i] = tangent(points[(i + n - 1) % n], points[i], points[(i + 1) % n]);
    Points finer;
    for (std::size_t i = 0; i < n; ++i) {
        finer.push_back(points[i]);
        if (i >= pieces) continue;
        if (const auto p = middle(points[i], points[(i + 1) % n], tangents[i], tangents[(i + 1) % n], most_mm)) finer.push_back(*p);
    }
    return finer;
}

}  // namespace

std::vector<glm::dvec2> with_chords_within(const std::vector<glm::dvec2>& points, bool is_closed, double most_mm) {
    Points line = points;
    for (int halving = 0; halving < kMostHalvings && line.size() > 2; ++halving) {
        Points finer = halved(line, is_closed, most_mm);
        if (finer.size() == line.size()) break;
        line = std::move(finer);
    }
    return line;
}

}  // namespace trichion
