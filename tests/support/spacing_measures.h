// Measures how evenly dots lie on a surface. Shares no code with what places them.
#pragma once

#include "core/geometry/surface.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion::test {

/// Dots and the triangles over which they are meant to be spread.
struct SpreadDots {
    const Surface& surface;
    std::span<const std::uint8_t> is_bearing;  // by triangle
    std::span<const glm::vec3> positions_mm;
    std::span<const glm::vec3> normals;        // two dots whose normals look away from each other lie on two sides of a fold

    double area_mm2() const;
    double per_mm2() const { return static_cast<double>(positions_mm.size()) / area_mm2(); }
};

/// The widest least spacing that so many dots can have: the hexagonal lattice's.
double hexagonal_mm(double per_mm2);

struct NearestRatios {
    double least = 0.0;  // distance to the nearest neighbour over the hexagonal spacing: least of all dots,
    double mean = 0.0;   // and mean
};
NearestRatios nearest_ratios(const SpreadDots& dots);

/// A square on the plane that touches the skin at its middle.
struct Window {
    glm::dvec3 centre{0.0}, x{1.0, 0.0, 0.0}, y{0.0, 1.0, 0.0}, normal{0.0, 0.0, 1.0};
};

/// Squares of this width at places by chance, none of which reaches over the rim of what bears dots.
std::vector<Window> windows_on(const SpreadDots& dots, double width_mm, std::size_t count, std::uint64_t seed);

struct CountInWindow {
    double expected = 0.0;  // area of the skin in the square times the density
    double counted = 0.0;
};
std::vector<CountInWindow> counts_in(const SpreadDots& dots, std::span<const Window> windows, double width_mm,
                                     double per_mm2);
/// Mean of (counted - expected)^2 / expected: the variance over the mean.
double variance_over_mean(std::span<const CountInWindow> counts);
/// The greatest |counted / expected - 1|.
double worst_error(std::span<const CountInWindow> counts);

struct Spectrum {
    double low = 0.0;           // mean power below a quarter of the hexagonal frequency; white noise has 1
    double angular_peak = 0.0;  // greatest over mean power of 18 sectors round the hexagonal frequency
};
/// Mean over patches of 20 mm radius about the windows' middles, laid flat keeping areas (Lambert), weighted to fade at
/// their rims.
/// @source Point-set spectra: R. A. Ulichney, "Dithering with Blue Noise", Proc. IEEE 76(1), 1988.
Spectrum spectrum_of(const SpreadDots& dots, std::span<const Window> windows);
inline constexpr double kPatchMm = 20.0;

}  // namespace trichion::test
