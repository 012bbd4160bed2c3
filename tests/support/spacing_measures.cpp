// Measures how evenly dots lie on a surface. Shares no code with what places them.
#include "tests/support/spacing_measures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>

namespace trichion::test {
namespace {

constexpr double kPi = std::numbers::pi;

/// Points sorted into columns and rows of cubes, found by bisection.
class Cubes {
public:
    Cubes(std::span<const glm::vec3> points, double edge_mm) : points_(points), edge_(edge_mm) {
        for (std::uint32_t i = 0; i < points.size(); ++i) cells_.push_back({key(cell(points[i])), i});
        std::ranges::sort(cells_);
    }
    template <class Visit>
    void within(const glm::dvec3& p, double radius, Visit&& visit) const {
        const glm::ivec3 low = cell(p - radius), high = cell(p + radius);
        for (int z = low.z; z <= high.z; ++z)
            for (int y = low.y; y <= high.y; ++y) {
                auto it = std::ranges::lower_bound(cells_, std::pair(key({low.x, y, z}), 0u));
                for (const auto last = key({high.x, y, z}); it != cells_.end() && it->first <= last; ++it)
                    if (glm::distance(glm::dvec3(points_[it->second]), p) <= radius) visit(it->second);
            }
    }

private:
    glm::ivec3 cell(const glm::dvec3& p) const { return glm::ivec3(glm::floor(p / edge_)); }
    static std::int64_t key(const glm::ivec3& c) {
        return (static_cast<std::int64_t>(c.z + 4096) * 8192 + (c.y + 4096)) * 8192 + (c.x + 4096);
    }
    std::span<const glm::vec3> points_;
    double edge_;
    std::vector<std::pair<std::int64_t, std::uint32_t>> cells_;
};

glm::dvec3 corner(const Surface& surface, std::size_t triangle, int k) {
    return surface.mesh().positions[surface.mesh().triangles[triangle][k]];
}

double area_of(const Surface& surface, std::size_t t) {
    const glm::dvec3 a = corner(surface, t, 0);
    return 0.5 * glm::length(glm::cross(corner(surface, t, 1) - a, corner(surface, t, 2) - a));
}

Window window_at(const glm::dvec3& centre, const glm::dvec3& normal, double turn_rad) {
    Window window{centre, {}, {}, normal};
    const glm::dvec3 aside = std::abs(normal.x) < 0.6 ? glm::dvec3(1, 0, 0) : glm::dvec3(0, 1, 0);
    const glm::dvec3 x = glm::normalize(glm::cross(aside, normal)), y = glm::cross(normal, x);
    window.x = std::cos(turn_rad) * x + std::sin(turn_rad) * y;
    window.y = glm::cross(normal, window.x);
    return window;
}

/// Area of a triangle's part inside the square |x|, |y| <= half, as it lies on the triangle.
double area_inside(const std::array<glm::dvec3, 3>& corners, const Window& window, double half) {
    std::vector<glm::dvec2> polygon;
    for (const glm::dvec3& c : corners)
        polygon.push_back({glm::dot(c - window.centre, window.x), glm::dot(c - window.centre, window.y)});
    const auto flat_area = [](const std::vector<glm::dvec2>& p) {
        double twice = 0.0;
        for (std::size_t i = 0; i < p.size(); ++i) {
            const glm::dvec2 &a = p[i], &b = p[(i + 1) % p.size()];
            twice += a.x * b.y - a.y * b.x;
        }
        return 0.5 * twice;
    };
    const double whole = flat_area(polygon);
    for (int side = 0; side < 4; ++side) {
        const auto depth = [&](const glm::dvec2& p) { return half - (side < 2 ? p.x : p.y) * (side % 2 ? -1.0 : 1.0); };
        std::vector<glm::dvec2> kept;
        for (std::size_t i = 0; i < polygon.size(); ++i) {
            const glm::dvec2 &a = polygon[i], &b = polygon[(i + 1) % polygon.size()];
            const double da = depth(a), db = depth(b);
            if (da >= 0.0) kept.push_back(a);
            if ((da >= 0.0) != (db >= 0.0)) kept.push_back(a + (b - a) * (da / (da - db)));
        }
        polygon = std::move(kept);
        if (polygon.empty()) return 0.0;
    }
    const double real = 0.5 * glm::length(glm::cross(corners[1] - corners[0], corners[2] - corners[0]));
    return whole > 0.0 ? real * flat_area(polygon) / whole : 0.0;
}

/// Whether a place is in front of the plane's skin and not on some other part of the head behind or beside it.
bool is_on_the_side_of(const Window& window, const glm::dvec3& p, double width_mm) {
    return std::abs(glm::dot(p - window.centre, window.normal)) < 0.5 * width_mm;
}

struct SkinInside {
    double bearing_mm2 = 0.0, other_mm2 = 0.0;
};
SkinInside skin_inside(const SpreadDots& dots, const Window& window, double width_mm) {
    SkinInside inside;
    for (std::size_t t = 0; t < dots.surface.mesh().triangles.size(); ++t) {
        const std::array corners{corner(dots.surface, t, 0), corner(dots.surface, t, 1), corner(dots.surface, t, 2)};
        if (glm::distance(corners[0], window.centre) > width_mm + 5.0) continue;
        if (!is_on_the_side_of(window, corners[0], width_mm)) continue;
        if (glm::dot(glm::cross(corners[1] - corners[0], corners[2] - corners[0]), window.normal) <= 0.0) continue;
        (dots.is_bearing[t] ? inside.bearing_mm2 : inside.other_mm2) += area_inside(corners, window, 0.5 * width_mm);
    }
    return inside;
}

/// A patch laid flat about its middle: distances from there are chords, so that areas on a ball stay as they are.
std::vector<glm::dvec2> laid_flat(const SpreadDots& dots, const Window& window) {
    std::vector<glm::dvec2> flat;
    for (std::size_t i = 0; i < dots.positions_mm.size(); ++i) {
        const glm::dvec3 d = glm::dvec3(dots.positions_mm[i]) - window.centre;
        const double chord = glm::length(d);
        if (chord >= kPatchMm || glm::dot(glm::dvec3(dots.normals[i]), window.normal) <= 0.0) continue;
        const glm::dvec2 across(glm::dot(d, window.x), glm::dot(d, window.y));
        const double length = glm::length(across);
        flat.push_back(length > 0.0 ? across * (chord / length) : across);
    }
    return flat;
}

/// The spectrum of one patch under the weight (1 - r^2/R^2)^2, without the share of the mean density.
class PatchSpectrum {
public:
    explicit PatchSpectrum(const std::vector<glm::dvec2>& flat) : flat_(flat) {
        for (const glm::dvec2& p : flat) {
            const double fade = 1.0 - glm::dot(p, p) / (kPatchMm * kPatchMm);
            weights_.push_back(fade * fade);
            sum_ += weights_.back();
        }
    }
    double per_mm2() const { return sum_ / (kPi * kPatchMm * kPatchMm / 3.0); }
    double power(const glm::dvec2& per_mm) const {
        std::complex<double> amplitude = 0.0;
        for (std::size_t i = 0; i < flat_.size(); ++i) {
            const double phase = -2.0 * kPi * glm::dot(per_mm, flat_[i]);
            amplitude += weights_[i] * std::complex(std::cos(phase), std::sin(phase));
        }
        const double k = 2.0 * kPi * kPatchMm * glm::length(per_mm);
        const double of_mean = 16.0 * kPi * kPatchMm * kPatchMm * std::cyl_bessel_j(3.0, k) / (k * k * k);
        return std::norm(amplitude - per_mm2() * of_mean) / (per_mm2() * kPi * kPatchMm * kPatchMm / 5.0);
    }

private:
    const std::vector<glm::dvec2>& flat_;
    std::vector<double> weights_;
    double sum_ = 0.0;
};

}  // namespace

double SpreadDots::area_mm2() const {
    double area = 0.0;
    for (std::size_t t = 0; t < is_bearing.size(); ++t)
        if (is_bearing[t]) area += area_of(surface, t);
    return area;
}

double hexagonal_mm(double per_mm2) { return std::sqrt(2.0 / (std::sqrt(3.0) * per_mm2)); }

NearestRatios nearest_ratios(const SpreadDots& dots) {
    const double hexagonal = hexagonal_mm(dots.per_mm2());
    const Cubes cubes(dots.positions_mm, hexagonal);
    NearestRatios ratios{1e30, 0.0};
    for (std::uint32_t i = 0; i < dots.positions_mm.size(); ++i) {
        double nearest = 1e30;
        for (double reach = 1.2 * hexagonal; nearest > reach && reach < 30.0 * hexagonal; reach *= 2.0)
            cubes.within(dots.positions_mm[i], reach, [&](std::uint32_t j) {
                if (j != i && glm::dot(dots.normals[i], dots.normals[j]) > 0.0f)
                    nearest = std::min(nearest, glm::distance(glm::dvec3(dots.positions_mm[i]), glm::dvec3(dots.positions_mm[j])));
            });
        ratios.least = std::min(ratios.least, nearest / hexagonal);
        ratios.mean += nearest / hexagonal;
    }
    ratios.mean /= static_cast<double>(dots.positions_mm.size());
    return ratios;
}

std::vector<Window> windows_on(const SpreadDots& dots, double width_mm, std::size_t count, std::uint64_t seed) {
    std::mt19937_64 chance(seed);
    std::vector<Window> windows;
    for (std::size_t tries = 0; windows.size() < count && tries < 30 * count; ++tries) {
        const auto t = static_cast<std::size_t>(chance() % dots.surface.mesh().triangles.size());
        const double turn = static_cast<double>(chance() % 1000) * 2.0 * kPi / 1000.0;
        const glm::dvec3 a = corner(dots.surface, t, 0), b = corner(dots.surface, t, 1), c = corner(dots.surface, t, 2);
        const glm::dvec3 middle = (a + b + c) / 3.0;
        if (!dots.is_bearing[t]) continue;
        const Window window = window_at(middle, glm::dvec3(dots.surface.normal({static_cast<std::uint32_t>(t), glm::vec3(1.0f / 3.0f)})), turn);
        const SkinInside skin = skin_inside(dots, window, width_mm);
        const double whole = width_mm * width_mm;
        if (skin.other_mm2 == 0.0 && skin.bearing_mm2 > 0.98 * whole && skin.bearing_mm2 < 1.3 * whole) windows.push_back(window);
    }
    return windows;
}

std::vector<CountInWindow> counts_in(const SpreadDots& dots, std::span<const Window> windows, double width_mm, double per_mm2) {
    const Cubes cubes(dots.positions_mm, 5.0);
    std::vector<CountInWindow> counts;
    for (const Window& window : windows) {
        CountInWindow count{skin_inside(dots, window, width_mm).bearing_mm2 * per_mm2, 0.0};
        cubes.within(window.centre, width_mm, [&](std::uint32_t i) {
            const glm::dvec3 d = glm::dvec3(dots.positions_mm[i]) - window.centre;
            const bool is_inside = std::abs(glm::dot(d, window.x)) <= 0.5 * width_mm && std::abs(glm::dot(d, window.y)) <= 0.5 * width_mm;
            if (is_inside && is_on_the_side_of(window, dots.positions_mm[i], width_mm) &&
                glm::dot(glm::dvec3(dots.normals[i]), window.normal) > 0.0)
                count.counted += 1.0;
        });
        counts.push_back(count);
    }
    return counts;
}

double variance_over_mean(std::span<const CountInWindow> counts) {
    double sum = 0.0;
    for (const CountInWindow& c : counts) sum += (c.counted - c.expected) * (c.counted - c.expected) / c.expected;
    return sum / static_cast<double>(counts.size());
}

double worst_error(std::span<const CountInWindow> counts) {
    double worst = 0.0;
    for (const CountInWindow& c : counts) worst = std::max(worst, std::abs(c.counted / c.expected - 1.0));
    return worst;
}

Spectrum spectrum_of(const SpreadDots& dots, std::span<const Window> windows) {
    constexpr int kSectors = 18, kOfASector = 24, kLow = 400;
    double low = 0.0;
    std::array<double, kSectors> sectors{};
    double peak = 0.0;
    for (const Window& window : windows) {
        const std::vector<glm::dvec2> flat = laid_flat(dots, window);
        const PatchSpectrum patch(flat);
        const double hexagonal_per_mm = 2.0 / (std::sqrt(3.0) * hexagonal_mm(patch.per_mm2()));
        // Places of the half disc by the golden angle: even whatever their number.
        for (int i = 0; i < kLow; ++i) {
            const double f = 0.25 * hexagonal_per_mm * std::sqrt((i + 0.5) / kLow), turn = 2.399963229728653 * i;
            low += patch.power(f * glm::dvec2(std::cos(turn), std::sin(turn))) / kLow;
        }
        for (int i = 0; i < kSectors * kOfASector; ++i) {
            const double turn = kPi * (i + 0.5) / (kSectors * kOfASector);
            const double f = hexagonal_per_mm * (0.8 + 0.4 * ((i * 7) % kOfASector + 0.5) / kOfASector);
            sectors[static_cast<std::size_t>(i / kOfASector)] += patch.power(f * glm::dvec2(std::cos(turn), std::sin(turn)));
        }
        double mean = 0.0, most = 0.0;
        for (double& sector : sectors) mean += sector / kSectors, most = std::max(most, sector), sector = 0.0;
        peak = std::max(peak, most / mean);
    }
    return {low / static_cast<double>(windows.size()), peak};
}

}  // namespace trichion::test
