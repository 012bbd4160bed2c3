// Sheets of the scans in ../shared/heads/scans, laid back on them: rough skin, guessed landmarks, missing ears, cut necks.
#include "landed_sheets.h"
#include "tests/core/io/scanned_head.h"

namespace trichion {
namespace {

using namespace landed;

const char* const kScans[] = {"inv_ct_head_mm.ply",   "leeperrysmith_m.glb", "ch2_phone_scan_m.ply", "ict_neutral_head.obj",
                              "ict_neutral_full.obj", "ict_random_0.obj",    "fsaverage_head.ply"};

class LandedScan : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override {
        read(GetParam());
        if (!IsSkipped() && !HasFatalFailure()) outline_ = longest_outline_on(head_, "natural", 74.0f);
    }
    OutlineResult outline_;
};
INSTANTIATE_TEST_SUITE_P(Each, LandedScan, ::testing::ValuesIn(kScans), [](const auto& scan) { return testing::test_name(scan.param); });

TEST_P(LandedScan, LandsWithEveryPartThatTheHeadHas) {
    ASSERT_FALSE(outline_.parts.empty());
    expect_lands(head_, outline_, {}, "usual parts");
    for (const StencilPart part : {StencilPart::Frontal, StencilPart::Temples, StencilPart::Sideburns, StencilPart::Ears, StencilPart::Nape}) {
        if (const auto stencil = flatten_stencil(head_, outline_, only(part)); !stencil) continue;   // the scan ends above it
        expect_lands(head_, outline_, only(part), to_word(part));
    }
}

}  // namespace
}  // namespace trichion
