// The heat map's numbers against plain counts over plain areas.
#include "core/pipeline/density_map.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/placing_trace.h"

#include "ball_head.h"
#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>

namespace trichion {
namespace {

using namespace test;

constexpr float kEdgeRad = 1.15f;
constexpr double kOff = 0.03;

const Head& ball_head() {
    static const Head head = ball::head();
    return head;
}
const CandidateCloud& ball_cloud() {
    static const CandidateCloud cloud = build_candidates(ball_head(), 1).value();
    return cloud;
}

Dots even_dots(float per_cm2, const BrushField& brushed = {}) {
    DotSettings settings;
    settings.density_per_cm2 = per_cm2;
    settings.zone_share.fill(1.0f);
    return place_dots({ball_head(), ball_cloud(), Outline{}, {}, ball::round_outline(kEdgeRad), settings, {}, {}, brushed});
}

/// Mean of the map over the skin within `radius_mm` of the ball's top.
double mean_at_top(const DensityMap& map, float radius_mm) {
    const Mesh& mesh = ball_head().measuring.mesh();
    double sum = 0.0, area = 0.0;
    for (std::uint32_t t = 0; t < mesh.triangles.size(); ++t) {
        const glm::uvec3& c = mesh.triangles[t];
        if (ball::polar_of(mesh.positions[c.x]) * ball::kRadiusMm > radius_mm) continue;
        const double mm2 = static_cast<double>(ball_head().measuring.area_mm2(t));
        sum += mm2 * static_cast<double>(map.per_cm2[c.x] + map.per_cm2[c.y] + map.per_cm2[c.z]) / 3.0;
        area += mm2;
    }
    return sum / area;
}

double counted_at_top(const Dots& dots, float radius_mm) {
    const double rim_rad = static_cast<double>(radius_mm / ball::kRadiusMm);
    double count = 0.0;
    for (const Dot& dot : dots.dots) count += static_cast<double>(ball::polar_of(dot.position_mm)) < rim_rad;
    return count / (2.0 * 3.14159265 * 36.0 * (1.0 - std::cos(rim_rad)));
}

TEST(DensityMap, OnEvenFieldsItsMeanIsTheCountOverTheArea) {
    for (const float per_cm2 : {60.0f, 180.0f, 250.0f}) {
        const Dots dots = even_dots(per_cm2);
        const double mapped = mean_at_top(density_map(ball_head(), ball_cloud(), dots), 30.0f);
        EXPECT_NEAR(mapped / counted_at_top(dots, 30.0f), 1.0, kOff) << per_cm2;

        Dots thinned = dots;
        std::vector<Dot> kept;  // every twentieth is lost
        std::size_t i = 0;
        for (const Dot& dot : dots.dots)
            if (++i % 20 != 0) kept.push_back(dot);
        thinned.dots = DotList(std::move(kept));
        EXPECT_GT(std::abs(mean_at_top(density_map(ball_head(), ball_cloud(), thinned), 30.0f) / counted_at_top(dots, 30.0f) - 1.0),
                  kOff);
    }
}

TEST(DensityMap, EveryPlaceOfAnEvenFieldIsNearItsMeanAlsoByTheRim) {
    const Dots dots = even_dots(180.0f);
    const DensityMap map = density_map(ball_head(), ball_cloud(), dots);
    double squares = 0.0, count = 0.0;
    for (std::size_t v = 0; v < map.per_cm2.size(); ++v) {
        const glm::vec3& p = ball_head().measuring.mesh().positions[v];
        const float polar = ball::polar_of(p);
        if (polar > kEdgeRad + 0.05f) { ASSERT_TRUE(std::isnan(map.per_cm2[v])); }
        if (polar > kEdgeRad - 0.15f || std::abs(ball::azimuth_of(p)) > 0.8f) continue;  // transition, blend
        squares += std::pow(static_cast<double>(map.per_cm2[v]) / 180.0 - 1.0, 2.0), count += 1.0;
    }
    RecordProperty("rms_share", std::to_string(std::sqrt(squares / count)));
    EXPECT_LT(std::sqrt(squares / count), 0.08);
}

TEST(DensityMap, WhatIsBrushedTwiceAsDenseReadsTwiceAsDense) {
    Brushwork work;
    DensityStroke row;
    row.id = work.next_id++;
    row.stroke = {20.0f, 1.0f, {{0.0f, ball::kRadiusMm, 0.0f}}, {}};
    work.strokes = {row};
    const Dots plain = even_dots(100.0f), brushed = even_dots(100.0f, brush_field(ball_head(), work));
    const DensityMap before = density_map(ball_head(), ball_cloud(), plain), after = density_map(ball_head(), ball_cloud(), brushed);
    EXPECT_NEAR(mean_at_top(after, 3.0f) / mean_at_top(before, 3.0f), 1.9, 0.1);  // within 5 mm of the middle
    const std::uint32_t far = ball_head().measuring.mesh().triangles[ball_head().measuring.closest(ball::place(0.7f, 0.0f))->triangle].x;
    EXPECT_EQ(after.per_cm2[far], before.per_cm2[far]);
}

/// What a graphics card makes of the grid at a place: between eight points by nearness, those without a number left out.
float colour_number(const DensityGrid& grid, const glm::vec3& place) {
    const glm::vec3 in_grid = (place - grid.low_mm) / grid.step_mm;
    float sum = 0.0f, weights = 0.0f;
    for (const DensityGrid::Point& p : grid.points) {
        const int at = static_cast<int>(p.at);
        const glm::vec3 here(at % grid.size.x, at / grid.size.x % grid.size.y, at / (grid.size.x * grid.size.y));
        const glm::vec3 near = 1.0f - glm::min(glm::abs(here - in_grid), 1.0f);
        const float weight = near.x * near.y * near.z * p.worked;
        sum += weight * p.per_cm2, weights += weight;
    }
    return weights > 0.0f ? sum / weights : std::numeric_limits<float>::quiet_NaN();
}

TEST(DensityMap, OnAHeadItAddsUpToTheDesignAndCoversTheDrawnSkin) {
    const Head& head = fitted_head("male_caucasian");
    const CandidateCloud cloud = build_candidates(head, 1).value();
    const Outline outline = fit_outline(head, {}, "natural", 74.0f).value();
    const OutlineResult curves = trace_outline(head, outline);
    const Dots dots = place_dots({head, cloud, outline, {}, curves, {}, {}, {}, {}});
    const DensityMap map = density_map(head, cloud, dots);
    double sum = 0.0, area = 0.0;
    for (std::size_t i = 0; i < cloud.triangles.size(); ++i) {
        const double mm2 = static_cast<double>(cloud.skin[i].area_mm2) * (*dots.trace->skin)[i].sixteenths / 16.0;
        const glm::uvec3& c = head.measuring.mesh().triangles[cloud.triangles[i]];
        const double value = static_cast<double>(map.per_cm2[c.x] + map.per_cm2[c.y] + map.per_cm2[c.z]) / 3.0;
        if (!std::isnan(value)) sum += mm2 * value, area += mm2;
    }
    EXPECT_NEAR(area / 100.0 / static_cast<double>(dots.area_cm2), 1.0, 0.01);
    EXPECT_NEAR(sum / area / static_cast<double>(dots.density_per_cm2), 1.0, kOff);
    const DensityGrid grid = density_grid(head, map);
    for (std::size_t v = 0; v < head.display.positions_mm.size(); v += 50) {
        const SurfacePoint at = *head.measuring.closest(head.display.positions_mm[v]);
        const glm::uvec3& c = head.measuring.mesh().triangles[at.triangle];
        const float expected = at.weights.x * map.per_cm2[c.x] + at.weights.y * map.per_cm2[c.y] + at.weights.z * map.per_cm2[c.z];
        if (!std::isnan(expected)) { ASSERT_NEAR(colour_number(grid, head.display.positions_mm[v]), expected, 25.0f); }
    }
}

/// Mean of the map in strips of skin 2 mm wide on the top of a head whose rows of triangles run along the midline, as shares
/// of what an exact count with the map's kernel says there: the strip's dots over its skin, each triangle in 16 parts.
/// @param lost  every how manieth dot the exact count misses; 0: none.
std::vector<double> strips_against_exact(std::size_t lost) {
    const Head& head = fitted_head("male_caucasian");
    const CandidateCloud cloud = build_candidates(head, 1).value();
    const Outline outline = fit_outline(head, {}, "natural", 74.0f).value();
    const OutlineResult curves = trace_outline(head, outline);
    DotSettings settings;
    settings.zone_share.fill(1.0f);
    const Dots dots = place_dots({head, cloud, outline, {}, curves, settings, {}, {}, {}});
    const DensityMap map = density_map(head, cloud, dots);
    const Mesh& mesh = head.measuring.mesh();
    const auto weight = [](const glm::vec3& gap) {
        const double left = 1.0 - static_cast<double>(glm::dot(gap, gap)) / 25.0;
        return left > 0.0 ? left * left : 0.0;
    };
    float top = 0.0f;
    for (const Dot& dot : dots.dots) top = std::max(top, dot.position_mm.y);
    std::vector<Dot> near_dots;
    for (const Dot& dot : dots.dots)
        if (std::abs(dot.position_mm.x) < 16.0f && dot.position_mm.y > top - 14.0f && (lost == 0 || dot.id % lost != 0)) near_dots.push_back(dot);
    std::vector<std::pair<glm::vec3, double>> skin;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 &a = mesh.positions[t.x], &b = mesh.positions[t.y], &c = mesh.positions[t.z];
        if (std::abs(a.x) > 18.0f || a.y < top - 16.0f) continue;
        const double mm2 = 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a))) / 16.0;
        for (int i = 0; i < 4; ++i)
            for (int j = 0; j < 7 - 2 * i; ++j) {  // rows of 7, 5, 3 and 1 parts
                const float u = (static_cast<float>(i) + (j % 2 == 0 ? 1.0f / 3.0f : 2.0f / 3.0f)) / 4.0f;
                const float v = (static_cast<float>(j / 2) + (j % 2 == 0 ? 1.0f / 3.0f : 2.0f / 3.0f)) / 4.0f;
                skin.emplace_back(a + u * (b - a) + v * (c - a), mm2);
            }
    }
    std::vector<double> mapped(9, 0.0), exact(9, 0.0);
    for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
        const glm::vec3& p = mesh.positions[v];
        if (std::abs(p.x) > 8.9f || p.y < top - 8.0f || std::isnan(map.per_cm2[v])) continue;
        double count = 0.0, mm2 = 0.0;
        for (const Dot& dot : near_dots) count += weight(dot.position_mm - p);
        for (const auto& [at, some] : skin) mm2 += some * weight(at - p);
        const auto strip = static_cast<std::size_t>((p.x + 9.0f) / 2.0f);
        mapped[strip] += static_cast<double>(map.per_cm2[v]), exact[strip] += 100.0 * count / mm2;
    }
    for (std::size_t i = 0; i < mapped.size(); ++i) mapped[i] /= exact[i];
    return mapped;
}

TEST(DensityMap, NoStripOfItIsBrighterThanItsDots) {
    for (const double share : strips_against_exact(0)) EXPECT_NEAR(share, 1.0, 0.02);
    for (const double share : strips_against_exact(30)) EXPECT_GT(share, 1.02) << "a thirtieth of the dots lost is told";
}

TEST(DensityMap, HalfOfTheSkinIsWorkedWhereTheLineRuns) {
    const DensityMap map = density_map(ball_head(), ball_cloud(), even_dots(180.0f));
    const Mesh& mesh = ball_head().measuring.mesh();
    // Along each side that crosses from more to less than a half: where it is a half, by what both ends say.
    double squares = 0.0, count = 0.0;
    for (const glm::uvec3& t : mesh.triangles)
        for (int c = 0; c < 3; ++c) {
            const std::uint32_t a = t[c], b = t[(c + 1) % 3];
            if (map.worked[a] < 0.5f || map.worked[b] >= 0.5f) continue;
            const glm::vec3 at = glm::mix(mesh.positions[a], mesh.positions[b], (map.worked[a] - 0.5f) / (map.worked[a] - map.worked[b]));
            squares += std::pow(static_cast<double>((ball::polar_of(at) - kEdgeRad) * ball::kRadiusMm), 2.0), count += 1.0;
        }
    ASSERT_GT(count, 100.0);
    RecordProperty("rms_mm", std::to_string(std::sqrt(squares / count)));
    EXPECT_LT(std::sqrt(squares / count), 0.5) << "mm from the line";
}

/// Where what was erased in a circle of 15 mm reads half as dense as round it, direction by direction from its middle.
template <class Number>
std::vector<float> half_dense_mm(const Surface& skin, const glm::vec3& middle, const Number& number_at) {
    const glm::vec3 up = skin.normal(*skin.closest(middle));
    const glm::vec3 right = glm::normalize(glm::cross(glm::vec3(0.0f, 0.0f, 1.0f), up)), ahead = glm::cross(up, right);
    std::vector<float> radii;
    for (int k = 0; k < 16; ++k) {
        const float turn = 0.3927f * static_cast<float>(k);
        const glm::vec3 way = std::cos(turn) * right + std::sin(turn) * ahead;
        const auto number = [&](float mm) { return number_at(skin.position(*skin.closest(middle + mm * way))); };
        const float half = 0.5f * number(14.0f);
        float mm = 2.0f;
        while (mm < 14.0f && !(number(mm) > half)) mm += 0.25f;
        radii.push_back(mm);
    }
    return radii;
}

float widest_over_narrowest(const std::vector<float>& radii) { return *std::ranges::max_element(radii) / *std::ranges::min_element(radii); }

TEST(DensityMap, WhatIsErasedInACircleHasTheColoursOfACircleHoweverLargeTheDrawnTrianglesAre) {
    const Head& head = fitted_head("male_caucasian");
    const CandidateCloud cloud = build_candidates(head, 1).value();
    const OutlineResult curves = trace_outline(head, fit_outline(head, {}, "natural", 74.0f).value());
    DotSettings settings;
    settings.zone_share.fill(1.0f);
    const glm::vec3 middle = head.measuring.position(*head.measuring.closest(head.landmark("vertex") + glm::vec3(20.0f, 0.0f, 0.0f)));
    Brushwork work;
    work.strokes = {{1, DensityStroke::Kind::Erase, 0.0f, {7.5f, 1.0f, {head.from_source.inverse(middle)}, {}}}};
    const Dots dots = place_dots({head, cloud, Outline{}, {}, curves, settings, {}, {}, brush_field(head, work)});
    const DensityMap map = density_map(head, cloud, dots);

    DensityGrid near = density_grid(head, map);
    std::erase_if(near.points, [&](const DensityGrid::Point& p) {
        const int at = static_cast<int>(p.at);
        const glm::vec3 here(at % near.size.x, at / near.size.x % near.size.y, at / (near.size.x * near.size.y));
        return glm::distance(near.low_mm + near.step_mm * here, middle) > 20.0f;
    });
    const auto in_space = [&](const glm::vec3& p) { return colour_number(near, p); };
    const std::vector<float> round = half_dense_mm(head.measuring, middle, in_space);
    EXPECT_LT(widest_over_narrowest(round), 1.25f);
    for (const float mm : round) EXPECT_NEAR(mm, 7.0f, 1.5f);  // 85 % of the radius is bare, then it rises

    Mesh drawn;
    drawn.positions.assign(head.display.positions_mm.begin(), head.display.positions_mm.end());
    drawn.triangles = head.display.triangles;
    const Surface display = Surface::build(std::move(drawn)).value();
    const auto from_drawn_corners = [&](const glm::vec3& p) {
        const SurfacePoint at = *display.closest(p);
        const glm::uvec3& c = display.mesh().triangles[at.triangle];
        float sum = 0.0f;
        for (int i = 0; i < 3; ++i) sum += at.weights[i] * in_space(display.mesh().positions[c[i]]);
        return sum;
    };
    EXPECT_GT(widest_over_narrowest(half_dense_mm(head.measuring, middle, from_drawn_corners)), 1.25f) << "the check sees an angular one";
}

TEST(DensityMap, ItsTopIsWhatHardlyAnyPlaceExceeds) {
    const DensityMap map = density_map(ball_head(), ball_cloud(), even_dots(180.0f));
    EXPECT_GT(map.top_per_cm2(), 180.0f);
    EXPECT_LT(map.top_per_cm2(), 230.0f);
    EXPECT_EQ(density_map(ball_head(), ball_cloud(), {}).top_per_cm2(), 0.0f);
}

TEST(DensityMap, WithoutWorkThereIsNoNumber) {
    const DensityMap map = density_map(ball_head(), ball_cloud(), {});
    for (const float value : map.per_cm2) ASSERT_TRUE(std::isnan(value));
    EXPECT_TRUE(density_grid(ball_head(), map).points.empty());
}

}  // namespace
}  // namespace trichion
