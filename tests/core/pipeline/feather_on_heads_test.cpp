// The feather behind the front of built-in heads: its density by bands of 1 mm along 100 mm of line.
#include "tests/core/pipeline/fitted_heads.h"

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/outline_presets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <gtest/gtest.h>
#include <vector>

namespace trichion {
namespace {

using test::fitted_head;

constexpr std::size_t kBands = 10;
constexpr double kBandMm = 1.0, kStretchMm = 100.0, kStepMm = 5.0;
using Bands = std::array<double, kBands>;

/// Where a place lies behind the line.
struct Place {
    double behind_mm = 1e9, along_mm = 0.0;
    double weight = 0.0;  // dots that belong there
};

/// The front as a polyline, to be asked without any of the program's own distances.
class Front {
public:
    explicit Front(std::vector<glm::vec3> line) : line_(std::move(line)) {
        for (std::size_t i = 1; i < line_.size(); ++i) along_mm_.push_back(along_mm_.back() + length(i - 1));
    }
    double length_mm() const { return along_mm_.back(); }
    /// Nothing beyond either end: there another part of the outline may be nearer.
    Place place(const glm::vec3& p) const {
        Place nearest;
        for (std::size_t i = 0; i + 1 < line_.size(); ++i) {
            const glm::vec3 along = line_[i + 1] - line_[i];
            const float t = std::clamp(glm::dot(p - line_[i], along) / std::max(glm::dot(along, along), 1e-9f), 0.0f, 1.0f);
            const double mm = static_cast<double>(glm::distance(p, line_[i] + t * along));
            const bool is_end = (i == 0 && t == 0.0f) || (i + 2 == line_.size() && t == 1.0f);
            if (mm < nearest.behind_mm) nearest = {mm, along_mm_[i] + static_cast<double>(t) * length(i), is_end ? -1.0 : 0.0};
        }
        if (nearest.weight < 0.0) nearest.behind_mm = 1e9;
        return nearest;
    }

private:
    double length(std::size_t i) const { return static_cast<double>(glm::distance(line_[i], line_[i + 1])); }
    std::vector<glm::vec3> line_;
    std::vector<double> along_mm_{0.0};
};

/// The feather as its figures say.
double asked_per_cm2(double behind_mm, const EdgeSettings& edge) {
    const double t = std::clamp(behind_mm / static_cast<double>(edge.transition_mm), 0.0, 1.0), s = t * t * (3.0 - 2.0 * t);
    const double bend = 4.0 * (50.0 / 110.0) - 1.0, first = static_cast<double>(edge.first_row);
    return 180.0 * (first + (1.0 - first) * s * (bend + (1.0 - bend) * s));
}

/// The default design without what is meant to break its edge up, in one zone.
struct Feathered {
    explicit Feathered(const std::string& name)
        : head(fitted_head(name)), cloud(build_candidates(head, 1).value()),
          outline(fit_outline(head, {}, outline_presets().front().name, test::usual_height_mm(name)).value()) {
        edge.macro_mm = edge.micro_mm = edge.sentinels_per_side = 0.0f;
        settings.zone_share.fill(1.0f);
    }
    Dots placed(float scale) const {
        DotSettings scaled = settings;
        scaled.density_per_cm2 *= scale;
        return place_dots({head, cloud, outline, edge, curves, scaled, {}, {}, {}});
    }

    const Head& head;
    CandidateCloud cloud;
    Outline outline;
    OutlineResult curves = trace_outline(head, outline);
    EdgeSettings edge;
    DotSettings settings;
    Front front{std::ranges::find(curves.parts, OutlinePart::Frontal, &OutlineCurve::part)->curve.positions_mm};
};

/// Small pieces of the skin behind the front with the dots that are asked of them.
std::vector<Place> asked_behind(const Feathered& design) {
    constexpr int kCuts = 6;
    const Mesh& mesh = design.head.measuring.mesh();
    std::vector<glm::vec3> whole;
    for (const OutlineCurve& part : design.curves.parts)
        whole.insert(whole.end(), part.curve.positions_mm.begin(), part.curve.positions_mm.end() - 1);
    const SurfaceLoop loop(design.cloud.cap, whole);
    std::vector<Place> pieces;
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        const glm::vec3 a = mesh.positions[mesh.triangles[t].x], b = mesh.positions[mesh.triangles[t].y] - a, c = mesh.positions[mesh.triangles[t].z] - a;
        if (design.front.place(a).behind_mm > kBands * kBandMm + 3.0) continue;
        const double cm2 = static_cast<double>(design.head.measuring.area_mm2(t)) / (100.0 * kCuts * kCuts);
        for (int i = 0; i < kCuts; ++i)
            for (int j = 0; j < 2 * (kCuts - i) - 1; ++j) {
                const float third = j % 2 == 0 ? 1.0f / 3.0f : 2.0f / 3.0f;
                const glm::vec3 p = a + (static_cast<float>(i) + third) / kCuts * b + (static_cast<float>(j / 2) + third) / kCuts * c;
                Place at = design.front.place(p);
                if (at.behind_mm >= kBands * kBandMm || !loop.contains(p)) continue;
                at.weight = cm2 * asked_per_cm2(at.behind_mm, design.edge);
                pieces.push_back(at);
            }
    }
    return pieces;
}

std::vector<Place> dots_behind(const Feathered& design, const Dots& dots) {
    std::vector<Place> places;
    for (const Dot& dot : dots.dots) {
        Place at = design.front.place(design.cloud.position_mm[dot.id]);
        at.weight = 1.0;
        if (at.behind_mm < kBands * kBandMm) places.push_back(at);
    }
    return places;
}

Bands summed(const std::vector<Place>& places, double from_mm) {
    Bands bands{};
    for (const Place& at : places)
        if (at.along_mm >= from_mm && at.along_mm < from_mm + kStretchMm) bands[static_cast<std::size_t>(at.behind_mm / kBandMm)] += at.weight;
    return bands;
}

/// By how much the bands of all stretches of 100 mm miss what is asked of them.
struct Misses {
    double worst_mean = 0.0;         // of a stretch's ten bands
    std::vector<double> of_a_band;   // ascending
};
Misses misses(float scale) {
    struct Asked {
        Feathered design;
        std::vector<Place> places = asked_behind(design);
    };
    static const std::array<Asked, 2> heads{Asked{Feathered("male_caucasian")}, Asked{Feathered("female_asian")}};
    Misses found;
    for (const auto& [design, asked] : heads) {
        const std::vector<Place> dots = dots_behind(design, design.placed(scale));
        for (double from = 0.0; from + kStretchMm <= design.front.length_mm(); from += kStepMm) {
            const Bands want = summed(asked, from), have = summed(dots, from);
            double mean = 0.0;
            for (std::size_t b = 0; b < kBands; ++b) {
                found.of_a_band.push_back(std::abs(have[b] / want[b] - 1.0));
                mean += found.of_a_band.back() / kBands;
            }
            found.worst_mean = std::max(found.worst_mean, mean);
        }
    }
    std::ranges::sort(found.of_a_band);
    return found;
}

/// Of one band 70 to 160 dots decide: even a hexagonal lattice, laid at any turn, misses by 3 % rms and by more than 5 % in
/// one band of twenty (docs/TESTING.md), so 5 % is asked of the ten bands' mean, and of single bands what nine in ten keep.
TEST(FeatherOnHeads, HoldsItsDensityWithinFivePercentOnTheMeanOfItsBandsAlongHundredMillimetres) {
    const Misses found = misses(1.0f);
    ASSERT_GE(found.of_a_band.size(), 10 * kBands);
    EXPECT_LT(found.worst_mean, 0.05);
    EXPECT_LT(found.of_a_band[found.of_a_band.size() * 9 / 10], 0.07);
}

TEST(FeatherOnHeads, OfSixPercentMoreMissesIt) { EXPECT_GT(misses(1.06f).worst_mean, 0.05); }

}  // namespace
}  // namespace trichion
