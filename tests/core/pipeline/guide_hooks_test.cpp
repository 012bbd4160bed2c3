// The printed guide's hooks on every built-in head: a solid as good as without them, over the ear and behind it, off skin and
// ear, strong enough; and how far the guide stays above the brows that the heads wear.
#include "core/pipeline/printed_guide.h"

#include "core/base/image.h"
#include "core/pipeline/guide_grid.h"
#include "core/pipeline/outline_presets.h"
#include "fitted_heads.h"
#include "guide_checks.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <span>
#include <string>
#include <vector>

namespace trichion {
namespace {

using test::fitted_head;

PrintedGuide guide_on(const std::string& name, const PrintedGuideSettings& settings) {
    const Head& head = fitted_head(name);
    const auto outline = fit_outline(head, {}, "natural", test::usual_height_mm(name));
    EXPECT_TRUE(outline) << name;
    const auto guide = build_printed_guide(head, trace_outline(head, *outline), settings);
    EXPECT_TRUE(guide) << name << ": " << guide.error().message;
    return guide ? *guide : PrintedGuide{};
}

PrintedGuide hooked_guide_on(const std::string& name) { return guide_on(name, {.has_ear_hooks = true}); }

class HooksOnHead : public ::testing::TestWithParam<std::string> {};
class BrowsOfHead : public ::testing::TestWithParam<std::string> {};
std::vector<std::string> head_names() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    return names;
}
INSTANTIATE_TEST_SUITE_P(Each, HooksOnHead, ::testing::ValuesIn(head_names()), [](const auto& name) { return name.param; });
INSTANTIATE_TEST_SUITE_P(Each, BrowsOfHead, ::testing::ValuesIn(head_names()), [](const auto& name) { return name.param; });

TEST_P(HooksOnHead, LeadOverTheEarsAndBehindThemAndKeepOffSkinAndEar) {
    const Head& head = fitted_head(GetParam());
    const PrintedGuide guide = hooked_guide_on(GetParam());
    ASSERT_TRUE(guide.has_hooks);
    EXPECT_TRUE(guide.advice.empty()) << guide.advice.front().sentence;
    test::expect_solid(guide, 1.2);
    const test::TriangleCells skin = test::skull_cells(head, 1.5);
    const test::GapRange gap = test::measured_gap(skin, guide);
    EXPECT_TRUE(gap.is_within(0.3, 0.1)) << gap.least_mm << " to " << gap.most_mm;
    EXPECT_GT(test::least_off_mm(skin, guide), 0.2) << "of its whole surface off skin and ears";
    const test::HookWay way = test::way_of_hooks(head, guide);
    EXPECT_GT(way.over_ear_mm, 5.0);
    EXPECT_GT(way.behind_ear_mm, 4.0);
    EXPECT_LT(way.behind_ear_mm, 10.0) << "it lies close to the ear's root";
    EXPECT_GT(way.down_behind_ear_mm, 18.0) << "else it slips off";
}

TEST_P(HooksOnHead, AreAsStrongAsToldAndStandOnThePlateWithTheHairlineFreeOfSupports) {
    const PrintedGuide guide = hooked_guide_on(GetParam());
    const double least = test::least_section_round_ears_mm2(fitted_head(GetParam()), guide);
    EXPECT_GT(least, 9.5) << "9 mm wide, 1.2 mm thick";
    EXPECT_GT(least, 0.97 * guide.least_hook_section_mm2);
    EXPECT_GT(guide.least_hook_section_mm2, 9.5);
    const std::vector<glm::dvec3> printed = guide.as_printed_mm();
    std::array<double, 3> lowest{1e9, 1e9, 1e9};  // right hook, forehead, left hook
    for (std::size_t v = 0; v < printed.size(); ++v) {
        const glm::dvec3& p = guide.positions_mm[v];
        double& own = lowest[p.z > 40.0 ? 1 : p.x > 0.0 ? 2 : 0];
        own = std::min(own, printed[v].z);
    }
    EXPECT_LT(lowest[1], 0.05);
    EXPECT_LT(std::min(lowest[0], lowest[2]), 0.05);
    EXPECT_LT(std::max(lowest[0], lowest[2]), 4.0) << "heads are uneven";
    EXPECT_GT(test::least_upwards_at_hairline(guide, printed), -0.6) << "at -0.7 a slicer would set supports there";
    EXPECT_LT(guide.overhang_cm2, 8.0);
}

Image brow_mask(const std::string& style) {
    std::ifstream file(std::string(TRICHION_SOURCE_DIR) + "/models/masks/brow_" + style + ".png", std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    const auto image = decode_image(std::as_bytes(std::span(bytes)), 1);
    EXPECT_TRUE(image) << style;
    return image ? *image : Image{};
}

/// Where a head's brow has hair: the display skin's vertices that the mask covers by a tenth or more.
std::vector<glm::dvec3> brow_places(const Head& head, const std::string& style) {
    const Image mask = brow_mask(style);
    constexpr double kU0 = 0.34, kV0 = 0.575, kU1 = 0.66, kV1 = 0.655;  // models/masks/masks.json, brow_box
    std::vector<glm::dvec3> places;
    for (std::size_t i = 0; i < head.display.uvs.size(); ++i) {
        const glm::dvec2 in{(double(head.display.uvs[i].x) - kU0) / (kU1 - kU0), (double(head.display.uvs[i].y) - kV0) / (kV1 - kV0)};
        if (in.x < 0.0 || in.y < 0.0 || in.x >= 1.0 || in.y >= 1.0) continue;
        const auto column = static_cast<std::size_t>(in.x * mask.width), row = static_cast<std::size_t>((1.0 - in.y) * mask.height);
        const std::size_t at = std::min(row, std::size_t(mask.height) - 1) * static_cast<std::size_t>(mask.width) + column;
        if (mask.pixels[at] > 25) places.push_back(glm::dvec3(head.display.positions_mm[i]));
    }
    return places;
}

TEST_P(BrowsOfHead, AreBelowTheGuideByAsMuchAsItTellsHoweverFarItMayReach) {
    const Head& head = fitted_head(GetParam());
    const PrintedGuide guide = guide_on(GetParam(), {.reach_mm = 70.0f});
    const double beyond = head.landmark("exocanthion_l").x + kBrowsBeyondEyeMm, level = brow_top_y(head);
    for (const char* style : {"natural", "full", "fine", "soft", "thick"}) {
        const std::vector<glm::dvec3> brows = brow_places(head, style);
        ASSERT_GT(brows.size(), 50u);
        double nearest = 1e9, top = -1e9, out = 0.0;
        for (const glm::dvec3& b : brows) {
            top = std::max(top, b.y), out = std::max(out, std::abs(b.x));
            for (const glm::dvec3& p : guide.positions_mm) nearest = std::min(nearest, glm::distance(b, p));
        }
        EXPECT_LE(top, level) << style;
        EXPECT_LE(out, beyond) << style;
        EXPECT_GT(nearest, guide.above_brows_mm) << style;
    }
    EXPECT_GT(guide.above_brows_mm, 6.0);
    EXPECT_LT(guide.above_brows_mm, 12.0) << "it reaches down to there";
}

}  // namespace
}  // namespace trichion
