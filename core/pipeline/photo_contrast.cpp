// Means of linear light over cells of a patch, and the plane through them.
#include "core/pipeline/photo_contrast.h"

#include "core/model/limits.h"
#include "core/pipeline/appearance.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <numbers>

namespace trichion {
namespace {

constexpr int kCellsASide = 8;
constexpr std::size_t kFewestPixels = 400;    // of a patch: 20 by 20
constexpr std::size_t kFewestOfCell = 9;
constexpr float kMostClipped = 0.01f, kClippedAway = 0.2f;
constexpr float kDarkOfMedian = 0.7f, kMostDark = 0.01f;
constexpr float kLightOfDarkening = 0.1f;     // uneven light that is a tenth of what is measured spoils it
constexpr float kFarApart = 3.0f;             // between the middles, of the patches' mean diagonal
constexpr float kUnsure = 0.25f;              // of the contrast

std::array<float, 256> linear_table() {
    std::array<float, 256> table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const float v = static_cast<float>(i) / 255.0f;
        table[i] = v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
    }
    return table;
}

/// Sums of one cell of the grid laid over a patch.
struct Cell {
    double light = 0.0, x = 0.0, y = 0.0;
    std::size_t pixels = 0;
};

struct Reading {
    std::array<Cell, kCellsASide * kCellsASide> cells{};
    std::array<std::size_t, 256> green{};   // histogram, for the median
    glm::dvec3 colour{0.0};
    std::size_t pixels = 0, clipped = 0;
};

bool is_inside(const PhotoPatch& patch, float x, float y) {
    if (!patch.is_round) return true;
    const glm::vec2 off = (glm::vec2(x, y) - patch.middle()) / (0.5f * (patch.to - patch.from));
    return glm::dot(off, off) <= 1.0f;
}

bool is_clipped(const std::uint8_t* rgb) {
    const auto [low, high] = std::minmax({rgb[0], rgb[1], rgb[2]});
    return high >= 254 || high <= 2;
}

Reading read(const Image& photo, const PhotoPatch& patch) {
    static const std::array<float, 256> linear = linear_table();
    Reading reading;
    const int left = std::max(static_cast<int>(std::lround(patch.from.x)), 0), right = std::min(static_cast<int>(std::lround(patch.to.x)), photo.width);
    const int top = std::max(static_cast<int>(std::lround(patch.from.y)), 0), bottom = std::min(static_cast<int>(std::lround(patch.to.y)), photo.height);
    const int step = photo.channels >= 3 ? 1 : 0;
    for (int y = top; y < bottom; ++y)
        for (int x = left; x < right; ++x) {
            if (!is_inside(patch, static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f)) continue;
            const std::uint8_t* at = photo.at(x, y);
            const std::uint8_t rgb[3] = {at[0], at[step], at[2 * step]};
            const int row = (y - top) * kCellsASide / (bottom - top), column = (x - left) * kCellsASide / (right - left);
            Cell& cell = reading.cells[static_cast<std::size_t>(row * kCellsASide + column)];
            cell.light += linear[rgb[1]], cell.x += x, cell.y += y, ++cell.pixels;
            reading.colour += glm::dvec3(linear[rgb[0]], linear[rgb[1]], linear[rgb[2]]);
            ++reading.green[rgb[1]];
            ++reading.pixels;
            reading.clipped += is_clipped(rgb) ? 1 : 0;
        }
    return reading;
}

float share_of_dark(const Reading& reading) {
    static const std::array<float, 256> linear = linear_table();
    std::size_t below = 0, median = 0;
    while (median < 255 && 2 * (below + reading.green[median]) < reading.pixels) below += reading.green[median++];
    std::size_t dark = 0;
    for (std::size_t i = 0; i < median && linear[i] < kDarkOfMedian * linear[median]; ++i) dark += reading.green[i];
    return static_cast<float>(dark) / static_cast<float>(reading.pixels);
}

/// Least squares of light over place, weighted by pixels: light of the middle, slopes, and what the cells leave over.
void fit_plane(const Reading& reading, PatchLight& light) {
    double n = 0.0, mx = 0.0, my = 0.0, ml = 0.0;
    int cells = 0;
    for (const Cell& cell : reading.cells) {
        if (cell.pixels < kFewestOfCell) continue;
        n += static_cast<double>(cell.pixels), mx += cell.x, my += cell.y, ml += cell.light, ++cells;
    }
    if (cells < 6) return;
    mx /= n, my /= n, ml /= n;
    double xx = 0.0, xy = 0.0, yy = 0.0, xl = 0.0, yl = 0.0;
    const auto offsets = [&](const Cell& cell) {
        const double w = static_cast<double>(cell.pixels);
        return glm::dvec4(w, cell.x / w - mx, cell.y / w - my, cell.light / w - ml);
    };
    for (const Cell& cell : reading.cells) {
        if (cell.pixels < kFewestOfCell) continue;
        const glm::dvec4 o = offsets(cell);
        xx += o.x * o.y * o.y, xy += o.x * o.y * o.z, yy += o.x * o.z * o.z;
        xl += o.x * o.y * o.w, yl += o.x * o.z * o.w;
    }
    const double det = xx * yy - xy * xy;
    if (det <= 1e-9 * xx * yy) return;
    const double a = (xl * yy - yl * xy) / det, b = (yl * xx - xl * xy) / det;
    double left = 0.0;
    for (const Cell& cell : reading.cells) {
        if (cell.pixels < kFewestOfCell) continue;
        const glm::dvec4 o = offsets(cell);
        const double off = o.w - a * o.y - b * o.z;
        left += o.x * off * off;
    }
    // What a cell's mean strays by, taken over all cells alike, is the spread that pixels beside each other share.
    const double of_cell = left / (static_cast<double>(cells) - 3.0) * static_cast<double>(cells) / n;
    light.slope = {static_cast<float>(a), static_cast<float>(b)};
    light.error = static_cast<float>(std::sqrt(of_cell / static_cast<double>(cells)));
    const double spread = of_cell * n / static_cast<double>(cells) / det;
    light.slope_error = {static_cast<float>(std::sqrt(spread * yy)), static_cast<float>(std::sqrt(spread * xx))};
}

PatchLight light_of(const Image& photo, const PhotoPatch& patch) {
    const Reading reading = read(photo, patch);
    PatchLight light;
    light.pixels = reading.pixels;
    if (reading.pixels == 0) return light;
    const double n = static_cast<double>(reading.pixels);
    light.colour = glm::vec3(reading.colour / n);
    light.light = light.colour.y;
    light.clipped = static_cast<float>(static_cast<double>(reading.clipped) / n);
    light.dark = share_of_dark(reading);
    fit_plane(reading, light);
    return light;
}

bool do_overlap(const PhotoPatch& a, const PhotoPatch& b) {
    return a.from.x < b.to.x && b.from.x < a.to.x && a.from.y < b.to.y && b.from.y < a.to.y;
}

std::string problem_of(const PhotoContrast& said, const PhotoPatch& bare, const PhotoPatch& worked) {
    for (const auto& [name, light] : {std::pair{"bare", &said.bare}, std::pair{"pigmented", &said.worked}}) {
        if (light->pixels < kFewestPixels)
            return fmt::format("The {} patch has only {} pixels: draw it larger, or take the photo from nearer.", name, light->pixels);
        if (light->clipped > kClippedAway)
            return fmt::format("The {} patch is burnt out or black in {:.0f} % of its pixels: choose another place, or a photo with less flash.", name, 100.0f * light->clipped);
    }
    if (do_overlap(bare, worked)) return "The patches overlap: draw one on bare skin alone and one on pigmented skin alone.";
    if (said.darkening <= 0.0f) return "The pigmented patch is not darker than the bare one: check that the two are not swapped.";
    if (said.contrast > kContrastRange.max)
        return "The patch is darker than so many dots can make it: there is hair or a shadow in it, or more dots than are told.";
    if (said.contrast < kContrastRange.min) return "The two patches are alike: no contrast can be told from them.";
    return {};
}

/// What the light's fall across the bare patch would make of the way to the pigmented one, as a share of the light there.
glm::vec2 light_between(const PhotoContrast& said, const PhotoPatch& bare, const PhotoPatch& worked) {
    const glm::vec2 way = worked.middle() - bare.middle();
    const float change = glm::dot(said.bare.slope, way) / said.bare.light;
    const float error = glm::length(said.bare.slope_error * way) / said.bare.light;
    return {change, error};
}

std::vector<std::string> remarks_of(const PhotoContrast& said, const PhotoPatch& bare, const PhotoPatch& worked) {
    std::vector<std::string> remarks;
    const glm::vec2 between = light_between(said, bare, worked);
    const float uneven = std::abs(between.x);
    if (uneven > kLightOfDarkening * said.darkening && uneven > 2.0f * between.y)
        remarks.push_back(fmt::format("The light {} by {:.1f} % from the bare patch to the pigmented one, which alone is {:.0f} % of what is measured: draw them closer together.",
                                      between.x < 0.0f ? "falls" : "rises", 100.0f * uneven, 100.0f * uneven / said.darkening));
    const float diagonal = 0.5f * (glm::distance(bare.from, bare.to) + glm::distance(worked.from, worked.to));
    if (remarks.empty() && glm::distance(bare.middle(), worked.middle()) > kFarApart * diagonal)
        remarks.emplace_back("The patches lie far apart: the light may differ between them. Draw them side by side.");
    const float clipped = std::max(said.bare.clipped, said.worked.clipped);
    if (clipped > kMostClipped)
        remarks.push_back(fmt::format("{:.0f} % of a patch is burnt out or black, where no contrast is left: choose a place without shine.", 100.0f * clipped));
    if (said.bare.dark > kMostDark)
        remarks.emplace_back("Something dark lies in the bare patch, hair or a shadow: draw it where there is only skin.");
    if (said.contrast_error > kUnsure * said.contrast)
        remarks.emplace_back("The patches are too uneven for a sure number: draw both larger.");
    return remarks;
}

}  // namespace

PhotoContrast photo_contrast(const Image& photo, const PhotoPatch& bare, const PhotoPatch& worked, float covered) {
    PhotoContrast said;
    said.bare = light_of(photo, bare);
    said.worked = light_of(photo, worked);
    if (said.bare.light > 0.0f && covered > 0.0f) {
        const float ratio = said.worked.light / said.bare.light;
        said.darkening = 1.0f - ratio;
        said.darkening_error = std::hypot(said.worked.error, ratio * said.bare.error) / said.bare.light;
        said.contrast = said.darkening / covered;
        said.contrast_error = said.darkening_error / covered;
    }
    said.problem = problem_of(said, bare, worked);
    if (said.problem.empty()) said.remarks = remarks_of(said, bare, worked);
    return said;
}

float covered_by_dots(const Document& document, float dots_per_cm2, float diameter_mm, float days) {
    const SessionPlan& plan = *document.plan;
    const Appearance seen = appearance_at(plan, *document.skin, *document.fade, {plan.sessions, days, Outlook::Expected});
    float area = 0.0f, dots = 0.0f;
    for (std::size_t i = 0; i < seen.sessions.size(); ++i) {
        if (!seen.sessions[i].is_shown) continue;
        const float d = diameter_mm * seen.sessions[i].diameter_factor;
        area += plan.shares[i] * 0.25f * std::numbers::pi_v<float> * d * d;
        dots += plan.shares[i];
    }
    constexpr float kMm2PerCm2 = 100.0f;
    return dots > 0.0f ? std::min(dots_per_cm2 / kMm2PerCm2 * area / dots, 1.0f) : 0.0f;
}

}  // namespace trichion
