// Tongues and tails of stencils on the scans in ../shared/heads/scans: on an uneven head one tail may be near its strip.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"
#include "scanned_head.h"
#include "tests/core/pipeline/loose_paper.h"
#include "tests/core/pipeline/paired_marks.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

class TailsOnScans : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override { read(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Each, TailsOnScans, ::testing::Values("leeperrysmith_m.glb", "ch2_phone_scan_m.ply"),
                         [](const auto& scan) { return testing::test_name(scan.param); });

TEST_P(TailsOnScans, HangFreeOrAreTold) {
    for (const float height_mm : {66.0f, 74.0f}) {
        const auto outline = fit_outline(head_, {}, "natural", height_mm);
        ASSERT_TRUE(outline) << outline.error().message;
        const auto stencil = flatten_stencil(head_, trace_outline(head_, *outline), {.has_tongue = true, .has_tails = true});
        ASSERT_TRUE(stencil) << stencil.error().message;
        EXPECT_GE(test::expect_free_tongues(*stencil, std::to_string(height_mm)), 1);
    }
}

TEST_P(TailsOnScans, AMarkThatOneSideAloneHasIsTold) {
    for (const float height_mm : {55.0f, 66.0f, 74.0f}) {
        const auto outline = fit_outline(head_, {}, "natural", height_mm);
        ASSERT_TRUE(outline) << outline.error().message;
        const auto stencil = flatten_stencil(head_, trace_outline(head_, *outline), {});
        ASSERT_TRUE(stencil) << stencil.error().message;
        EXPECT_EQ(test::silently_missing(*stencil), std::vector<std::string>{}) << height_mm;
    }
}

}  // namespace
}  // namespace trichion
