// The printed guide fits: its inside off the skin as set, its upper edge the hairline, a solid that can be printed.
#include "core/pipeline/printed_guide.h"

#include "core/pipeline/outline_presets.h"
#include "fitted_heads.h"
#include "guide_checks.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <set>
#include <string>
#include <vector>

namespace trichion {
namespace {

using test::fitted_head;

constexpr double kTolerance_mm = 0.1;

OutlineResult line_on(const Head& head, const std::string& preset, float height_mm) {
    const auto outline = fit_outline(head, {}, preset, height_mm);
    EXPECT_TRUE(outline) << preset;
    return outline ? trace_outline(head, *outline) : OutlineResult{};
}

OutlineResult line_on(const std::string& name, const std::string& preset) { return line_on(fitted_head(name), preset, test::usual_height_mm(name)); }

PrintedGuide guide_on(const std::string& name, const std::string& preset, const PrintedGuideSettings& settings = {}) {
    const auto guide = build_printed_guide(fitted_head(name), line_on(name, preset), settings);
    EXPECT_TRUE(guide) << name << " " << preset << ": " << guide.error().message;
    return guide ? *guide : PrintedGuide{};
}

const test::TriangleCells& skin_of(const std::string& name) {
    static std::map<std::string, test::TriangleCells> cells;
    if (const auto found = cells.find(name); found != cells.end()) return found->second;
    return cells.emplace(name, test::skull_cells(fitted_head(name), 1.5)).first->second;
}

/// The frontal line laid off along the skin's normals: means over all triangles within 4 mm, weighted by area.
std::vector<glm::dvec3> line_laid_off(const Head& head, const OutlineResult& outline, double off_mm) {
    const Mesh& mesh = head.measuring.mesh();
    const auto frontal = std::ranges::find(outline.parts, OutlinePart::Frontal, &OutlineCurve::part);
    const std::vector<glm::vec3>& curve = frontal->curve.positions_mm;
    std::vector<glm::dvec3> sums(curve.size(), glm::dvec3(0.0)), line;
    Box box;
    for (const glm::vec3& p : curve) box.grow(p);
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::vec3 a = mesh.positions[t.x];
        if (glm::any(glm::lessThan(a, box.min - 4.0f)) || glm::any(glm::greaterThan(a, box.max + 4.0f))) continue;
        const glm::dvec3 facing = glm::cross(glm::dvec3(mesh.positions[t.y] - a), glm::dvec3(mesh.positions[t.z] - a));
        for (std::size_t i = 0; i < curve.size(); ++i)
            if (glm::distance(a, curve[i]) < 4.0f) sums[i] += facing;
    }
    for (std::size_t i = 0; i < curve.size(); ++i) line.push_back(glm::dvec3(curve[i]) + off_mm * glm::normalize(sums[i]));
    return line;
}

double to_line(const glm::dvec3& q, const std::vector<glm::dvec3>& line) {
    double nearest = std::numeric_limits<double>::max();
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::dvec3 along = line[i] - line[i - 1];
        const double length2 = glm::dot(along, along);
        const double t = length2 > 0.0 ? std::clamp(glm::dot(q - line[i - 1], along) / length2, 0.0, 1.0) : 0.0;
        nearest = std::min(nearest, glm::distance(q, line[i - 1] + t * along));
    }
    return nearest;
}

/// Both ways: no place of one line is farther from the other.
double between_lines(const std::vector<glm::dvec3>& a, const std::vector<glm::dvec3>& b) {
    double worst = 0.0;
    for (const glm::dvec3& p : a) worst = std::max(worst, to_line(p, b));
    for (const glm::dvec3& p : b) worst = std::max(worst, to_line(p, a));
    return worst;
}

std::vector<glm::dvec3> upper_edge(const PrintedGuide& guide) {
    std::vector<glm::dvec3> line;
    for (const std::uint32_t v : guide.hairline) line.push_back(guide.positions_mm[v]);
    return line;
}

/// The inside's rim below the hairline, from right to left: what has a neighbour on one side only.
std::vector<glm::dvec3> lower_edge(const PrintedGuide& guide) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> edges;
    for (std::size_t t = 0; t < guide.inside_triangles; ++t)
        for (int k = 0; k < 3; ++k) edges.insert({guide.triangles[t][k], guide.triangles[t][(k + 1) % 3]});
    const std::set<std::uint32_t> hairline(guide.hairline.begin(), guide.hairline.end());
    std::vector<glm::dvec3> line;
    for (const auto& [a, b] : edges)
        if (!edges.contains({b, a}) && !hairline.contains(a)) line.push_back(guide.positions_mm[a]);
    std::ranges::sort(line, {}, [](const glm::dvec3& p) { return p.x; });
    return line;
}

/// Where the lower edge rises to a point by more than 1.2 mm over what lies 3 mm to both sides of it.
std::vector<double> notches_x_mm(const PrintedGuide& guide) {
    const std::vector<glm::dvec3> edge = lower_edge(guide);
    const auto height = [&](double x) {
        const auto above = std::ranges::lower_bound(edge, x, {}, [](const glm::dvec3& p) { return p.x; });
        return above == edge.end() ? edge.back().y : above->y;
    };
    std::vector<double> found;
    for (std::size_t i = 1; i + 1 < edge.size(); ++i) {
        const glm::dvec3& p = edge[i];
        if (p.y < edge[i - 1].y || p.y <= edge[i + 1].y || p.x - 3.0 < edge.front().x + 2.0 || p.x + 3.0 > edge.back().x - 2.0) continue;
        if (p.y - 0.5 * (height(p.x - 2.0) + height(p.x + 2.0)) > 1.2) found.push_back(p.x);
    }
    return found;
}

class GuideOnHead : public ::testing::TestWithParam<std::string> {};
std::vector<std::string> head_names() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    return names;
}
INSTANTIATE_TEST_SUITE_P(Each, GuideOnHead, ::testing::ValuesIn(head_names()), [](const auto& name) { return name.param; });

TEST_P(GuideOnHead, KeepsItsGapToTheNearestSkinEverywhereAndATenthMoreIsTold) {
    for (const char* preset : {"natural", "mature_m", "rounded_low"}) {
        const PrintedGuide guide = guide_on(GetParam(), preset);
        const test::GapRange gap = test::measured_gap(skin_of(GetParam()), guide);
        EXPECT_TRUE(gap.is_within(0.3, kTolerance_mm)) << preset << ": " << gap.least_mm << " to " << gap.most_mm;
        EXPECT_NEAR(guide.least_gap_mm, gap.least_mm, 0.005) << preset;
        EXPECT_NEAR(guide.most_gap_mm, gap.most_mm, 0.005) << preset;
    }
    PrintedGuideSettings wider;
    wider.gap_mm += static_cast<float>(kTolerance_mm);
    EXPECT_FALSE(test::measured_gap(skin_of(GetParam()), guide_on(GetParam(), "natural", wider)).is_within(0.3, kTolerance_mm));
}

TEST_P(GuideOnHead, HasTheHairlineForItsUpperEdgeAndALineATenthOffIsNot) {
    for (const char* preset : {"widows_peak", "mature_m"}) {
        const OutlineResult outline = line_on(GetParam(), preset);
        std::vector<glm::dvec3> line = line_laid_off(fitted_head(GetParam()), outline, 0.3);
        const std::vector<glm::dvec3> edge = upper_edge(guide_on(GetParam(), preset));
        EXPECT_LT(between_lines(line, edge), kTolerance_mm) << preset;
        for (glm::dvec3& p : line) p.y += kTolerance_mm;
        EXPECT_GT(between_lines(line, edge), kTolerance_mm) << preset;
    }
}

TEST_P(GuideOnHead, IsAClosedSolidAsThickAsSetThatNowhereCrossesItself) {
    test::expect_solid(guide_on(GetParam(), "natural"), 1.2);
}

TEST_P(GuideOnHead, HasANotchOnTheMidlineOneAboveEachEyesCornerAndASecondOnTheRight) {
    const Head& head = fitted_head(GetParam());
    const PrintedGuide guide = guide_on(GetParam(), "rounded");
    const double right = head.landmark("exocanthion_r").x, left = head.landmark("exocanthion_l").x;
    std::vector<double> notches = notches_x_mm(guide);
    std::erase_if(notches, [&](double x) { return x < right - 7.0 || x > left + 7.0; });  // the rounded ends
    ASSERT_EQ(notches.size(), 4u) << ::testing::PrintToString(notches);
    EXPECT_LT(std::abs(notches[0] - right), 8.0);
    EXPECT_NEAR(notches[1], notches[0] < right - 2.0 ? right : right + 5.0, 0.5);
    EXPECT_NEAR(notches[2], 0.0, 0.5);
    EXPECT_NEAR(notches[3], left, 0.5);
}

TEST(PrintedGuide, BrokenSolidsAreTold) {
    const PrintedGuide guide = guide_on("male_caucasian", "natural");
    std::vector<glm::uvec3> triangles = guide.triangles;
    std::swap(triangles[100].x, triangles[100].y);
    EXPECT_FALSE(test::is_closed_and_manifold(triangles)) << "one triangle turned over";
    triangles = guide.triangles;
    triangles.pop_back();
    EXPECT_FALSE(test::is_closed_and_manifold(triangles)) << "one triangle missing";
    std::vector<glm::dvec3> pierced = guide.positions_mm;
    pierced[guide.triangles[2000].x] += glm::dvec3(0.0, 0.0, 4.0);
    EXPECT_GT(test::TriangleCells(pierced, guide.triangles, 2.0).crossings(), 0u) << "the inside drawn through the outside";
}

TEST(PrintedGuide, KeepsEachGapThicknessAndReachThatCanBeSet) {
    for (const auto& [gap, thickness, reach] : {std::array{0.0f, 0.6f, 10.0f}, {2.0f, 4.0f, 30.0f}, {0.3f, 1.2f, 70.0f}}) {
        PrintedGuideSettings settings;
        settings.gap_mm = gap, settings.thickness_mm = thickness, settings.reach_mm = reach;
        const PrintedGuide guide = guide_on("male_caucasian", "natural", settings);
        EXPECT_TRUE(test::measured_gap(test::skull_cells(fitted_head("male_caucasian"), 3.0), guide).is_within(gap, kTolerance_mm)) << gap;
        EXPECT_GT(test::measured_thickness_mm(guide), 0.9 * thickness) << thickness;
        const std::vector<glm::dvec3> upper = upper_edge(guide);
        for (const glm::dvec3& p : lower_edge(guide)) EXPECT_LT(to_line(p, upper), reach + 0.1 + 0.5 * gap);
    }
}

TEST(PrintedGuide, StandsOnItsLowerEdgeWhenPrintedAndIsNeitherScaledNorMirrored) {
    const PrintedGuide guide = guide_on("male_older", "rounded");
    const std::vector<glm::dvec3> printed = guide.as_printed_mm();
    glm::dvec3 low(1e9), high(-1e9);
    double six_volume = 0.0;
    for (const glm::dvec3& p : printed) low = glm::min(low, p), high = glm::max(high, p);
    for (const glm::uvec3& t : guide.triangles) six_volume += glm::dot(printed[t.x], glm::cross(printed[t.y], printed[t.z]));
    EXPECT_NEAR(glm::length(low), 0.0, 1e-9);
    EXPECT_NEAR(glm::distance(high, guide.size_mm), 0.0, 1e-9);
    EXPECT_NEAR(six_volume / 6000.0, guide.volume_cm3, 1e-6);
    EXPECT_NEAR(glm::distance(printed[0], printed.back()), glm::distance(guide.positions_mm[0], guide.positions_mm.back()), 1e-9);
    const std::uint32_t middle = guide.hairline[guide.hairline.size() / 2];
    EXPECT_GT(printed[middle].z, 0.5 * high.z) << "the hairline is up";
}

TEST(PrintedGuide, WithoutRoomTellsWhereAndByHowMuchTheLineMustRise) {
    constexpr float kHeight_mm = 30.0f;
    const Head& head = fitted_head("male_caucasian");
    const auto none = build_printed_guide(head, line_on(head, "bell", kHeight_mm), {});
    ASSERT_FALSE(none);
    const std::string& said = none.error().message;
    EXPECT_NE(said.find("at its right end"), std::string::npos) << said;
    const std::string before = "Raise it there by ";
    ASSERT_NE(said.find(before), std::string::npos) << said;
    const float by_mm = std::stof(said.substr(said.find(before) + before.size()));
    EXPECT_LT(by_mm, 30.0f) << said;
    EXPECT_TRUE(build_printed_guide(head, line_on(head, "bell", kHeight_mm + 1.4f * by_mm), {})) << "so much higher, and a slanted forehead's share";
    EXPECT_FALSE(build_printed_guide(head, line_on(head, "bell", kHeight_mm + 0.5f * by_mm), {})) << "half of it is not enough: " << said;
}

TEST(PrintedGuide, TellsHowHighItsUpperEdgeAndItsMidlineNotchLieAboveTheGlabella) {
    // Looked for along the skin by chords between neighbouring places of its section in the plane x = the glabella's.
    for (const char* name : {"male_caucasian", "female_caucasian"}) {
        const Head& head = fitted_head(name);
        const PrintedGuide guide = guide_on(name, "natural");
        EXPECT_FLOAT_EQ(float(guide.hairline_height_mm), line_on(name, "natural").mid_frontal_height_mm);
        const std::vector<glm::dvec3> edge = lower_edge(guide);
        glm::dvec3 tip(0.0, -1e9, 0.0);
        for (const glm::dvec3& p : edge)
            if (std::abs(p.x - double(head.landmark("glabella").x)) < 1.0 && p.y > tip.y) tip = p;
        double way_mm = 0.0;
        glm::dvec3 before(head.landmark("glabella"));
        for (double y = before.y; y <= tip.y; y += 1.0) {
            const auto hit = head.measuring.hit({glm::vec3(float(tip.x), float(y), 400.0f), glm::vec3(0.0f, 0.0f, -1.0f)}, true);
            ASSERT_TRUE(hit);
            const glm::dvec3 now(head.measuring.position(hit->at));
            way_mm += glm::distance(now, before);
            before = now;
        }
        EXPECT_NEAR(guide.notch_height_mm, way_mm, 1.2) << name;
        EXPECT_LT(guide.notch_height_mm, guide.hairline_height_mm - 10.0) << name;
    }
}

TEST(PrintedGuide, SaysWhyThereIsNone) {
    const Head& head = fitted_head("male_caucasian");
    const OutlineResult outline = line_on("male_caucasian", "natural");
    PrintedGuideSettings settings;
    settings.thickness_mm = 0.1f;
    auto none = build_printed_guide(head, outline, settings);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(none.error().message.find("thickness"), std::string::npos);

    none = build_printed_guide(head, OutlineResult{}, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Degenerate);

    OutlineResult crossed = outline;
    for (OutlineCurve& part : crossed.parts)
        if (part.part == OutlinePart::Frontal) std::swap(part.curve.positions_mm[100], part.curve.positions_mm[130]);
    EXPECT_FALSE(build_printed_guide(head, crossed, {}));

    none = build_printed_guide(head, line_on(head, "rounded_low", 30.0f), {});
    ASSERT_FALSE(none);
    EXPECT_NE(none.error().message.find("no room"), std::string::npos) << none.error().message;

    const CancelToken token = CancelToken::make();
    token.cancel();
    none = build_printed_guide(head, outline, {}, token);
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace trichion
