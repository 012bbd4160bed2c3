// Presets on the scans in ../shared/heads/scans: uneven heads, guessed landmarks, missing ears, cut necks.
#include "core/pipeline/outline_presets.h"
#include "scanned_head.h"
#include "tests/core/pipeline/line_crossings.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using test::crossings;

struct Scan {
    const char* file;
    bool has_neck;  // far enough down for a nape
};
const Scan kScans[] = {{"inv_ct_head_mm.ply", false}, {"leeperrysmith_m.glb", true}, {"ch2_phone_scan_m.ply", false},
                       {"ict_random_0.obj", true},    {"fsaverage_head.ply", false}};

class PresetsOnScans : public testing::OnScan<::testing::TestWithParam<Scan>> {
protected:
    void SetUp() override { read(GetParam().file); }
};
INSTANTIATE_TEST_SUITE_P(Each, PresetsOnScans, ::testing::ValuesIn(kScans), [](const auto& scan) { return testing::test_name(scan.param.file); });

void expect_fits(const Head& head, const std::string& preset, Extent extent) {
    Outline settings;
    settings.extent = extent;
    const auto outline = fit_outline(head, settings, preset, 74.0f);
    ASSERT_TRUE(outline) << preset << ": " << outline.error().message;
    const OutlineResult drawn = trace_outline(head, *outline);
    EXPECT_EQ(crossings(drawn), 0) << preset;
    EXPECT_TRUE(std::ranges::none_of(drawn.stretches, &OutlineStretch::is_broken)) << preset;
    EXPECT_NEAR(drawn.mid_frontal_height_mm, 74.0f, 0.6f) << preset;
    EXPECT_LT(drawn.left_right_mm, 8.0f) << preset;
    for (const OutlineCurve& part : drawn.parts)
        for (const glm::vec3& p : part.curve.positions_mm) {
            ASSERT_TRUE(std::isfinite(p.x + p.y + p.z)) << preset;
            for (const char* tragion : {"tragion_l", "tragion_r"}) ASSERT_GT(glm::distance(p, head.landmark(tragion)), 8.0f) << preset;
            ASSERT_LT(std::abs(p.x), std::abs(head.landmark("tragion_l").x) + 16.0f) << preset << ": on an ear";
        }
}

TEST_P(PresetsOnScans, FitDownToTheFringeAndToTheNapeOrSayThatTheScanEndsAboveIt) {
    for (const OutlinePreset& preset : outline_presets()) expect_fits(head_, preset.name, Extent::Fringe);
    Outline settings;
    settings.extent = Extent::Nape;
    const auto outline = fit_outline(head_, settings, "natural", 74.0f);
    if (!outline && !GetParam().has_neck) {
        EXPECT_NE(outline.error().message.find("scan ends"), std::string::npos) << outline.error().message;
        return;
    }
    for (const char* preset : {"natural", "edge_up", "rounded_low"}) expect_fits(head_, preset, Extent::Nape);
}

}  // namespace
}  // namespace trichion
