// The candidate cloud on scans in ../shared/heads/scans: uneven triangles, noise and holes do not show in its spacing.
#include "scanned_head.h"

#include "tests/support/spacing_limits.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

class DotsOnScans : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override { read(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Each, DotsOnScans, ::testing::Values("inv_ct_head_mm.ply", "ch2_phone_scan_m.ply"),
                         [](const auto& scan) { return testing::test_name(scan.param); });

TEST_P(DotsOnScans, AreSpacedAndEvenAtTheDensityOfEverySession) {
    const auto cloud = build_candidates(head_, 1);
    ASSERT_TRUE(cloud) << cloud.error().message;
    for (const float per_cm2 : {66.0f, 120.0f}) {
        const test::DotsOfCloud dots = test::dots_of(head_.measuring, *cloud, per_cm2);
        EXPECT_EQ(test::joined(test::broken_limits(test::figures_of(dots.spread(), per_cm2, {100, 30, 3}))), "") << per_cm2;
    }
}

}  // namespace
}  // namespace trichion
