// What the dots of a candidate cloud are held to, at one density, and which of it they break.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "tests/support/spacing_measures.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

namespace trichion::test {

/// All candidates of a cloud that stand at this density.
struct DotsOfCloud {
    const Surface& surface;
    std::vector<std::uint8_t> is_bearing;
    std::vector<glm::vec3> positions_mm, normals;

    SpreadDots spread() const { return {surface, is_bearing, positions_mm, normals}; }
};

inline DotsOfCloud dots_of(const Surface& surface, const CandidateCloud& cloud, float per_cm2) {
    DotsOfCloud dots{surface, std::vector<std::uint8_t>(surface.triangle_count(), 0), {}, {}};
    for (const std::uint32_t t : cloud.triangles) dots.is_bearing[t] = 1;
    const float spacing_mm = cloud.spacing_mm(per_cm2);
    for (std::size_t i = 0; i < cloud.at.size(); ++i) {
        if (cloud.rank_mm[i] < spacing_mm) continue;
        dots.positions_mm.push_back(cloud.position_mm[i]);
        dots.normals.push_back(surface.face_normal(cloud.at[i].triangle));  // a sharp fold has smooth normals, too
    }
    return dots;
}

/// The figures of one set of dots. Where the skin is too small for windows or patches, theirs are none.
struct SpacingFigures {
    double per_cm2 = 0.0;
    NearestRatios ratios;
    double variance_over_mean = 0.0;  // in windows of 10 mm
    double share_off = 0.0;           // of windows of 600 dots, that are denser or thinner than the target by over 2 %
    double spread_of_600 = 0.0;       // root mean square of what they are off by, as a share
    Spectrum spectrum;
};

struct HowManyWindows {
    std::size_t small = 200, wide = 60, patches = 4;
};

/// @param target_per_cm2  what the windows are compared with.
inline SpacingFigures figures_of(const SpreadDots& dots, double target_per_cm2, const HowManyWindows& windows = {}) {
    SpacingFigures figures;
    figures.per_cm2 = 100.0 * dots.per_mm2();
    figures.ratios = nearest_ratios(dots);
    const double per_mm2 = target_per_cm2 / 100.0, wide_mm = std::sqrt(600.0 / per_mm2);
    figures.variance_over_mean = variance_over_mean(counts_in(dots, windows_on(dots, 10.0, windows.small, 1), 10.0, per_mm2));
    const auto wide = counts_in(dots, windows_on(dots, wide_mm, windows.wide, 2), wide_mm, per_mm2);
    const auto off = std::ranges::count_if(wide, [](const CountInWindow& c) { return std::abs(c.counted / c.expected - 1.0) > 0.02; });
    figures.share_off = wide.empty() ? 1.0 : static_cast<double>(off) / static_cast<double>(wide.size());
    figures.spread_of_600 = wide.empty() ? 1.0 : std::sqrt(variance_over_mean(wide) / 600.0);
    figures.spectrum = spectrum_of(dots, windows_on(dots, 2.0 * kPatchMm, windows.patches, 3));
    return figures;
}

/// The limits that these figures break, in words; none when all is well.
inline std::vector<std::string> broken_limits(const SpacingFigures& figures) {
    std::vector<std::string> broken;
    const auto hold = [&](bool holds, const char* what, double value) {
        if (!holds) broken.push_back(std::string(what) + " " + std::to_string(value));
    };
    // Between 120 and 250 dots on a cm2 the limits lie on a straight line.
    const double beyond = std::clamp((figures.per_cm2 - 121.0) / 129.0, 0.0, 1.0);
    hold(figures.ratios.least >= 0.68 - 0.04 * beyond, "least spacing", figures.ratios.least);
    hold(figures.ratios.mean >= 0.80 - 0.03 * beyond, "mean spacing", figures.ratios.mean);
    hold(figures.variance_over_mean <= 0.25, "variance", figures.variance_over_mean);
    hold(figures.spectrum.low <= 0.10, "long waves", figures.spectrum.low);
    hold(figures.spectrum.angular_peak <= 3.0, "direction", figures.spectrum.angular_peak);
    hold(figures.share_off <= 0.10 && figures.spread_of_600 <= 0.0125, "density", figures.share_off);
    return broken;
}

inline std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const std::string& word : words) all += word + "; ";
    return all;
}

}  // namespace trichion::test
