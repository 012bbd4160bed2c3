// Stages of hair loss on scanned heads: in their order and about as large, of the scalp there is, as on the built-in heads.
#include "core/pipeline/native_field.h"

#include "scanned_head.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

class HairOnScans : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override { read(GetParam()); }
};
INSTANTIATE_TEST_SUITE_P(Each, HairOnScans, ::testing::Values("leeperrysmith_m.glb"),
                         [](const auto& scan) { return testing::test_name(scan.param); });

/// Of the hairy skin, the share that a stage bares.
double bared(const Head& head, HairLoss loss) {
    NativeHair hair;
    hair.loss = loss;
    const NativeField field = native_field(head, hair);
    double bare = 0.0, all = 0.0;
    for (std::uint32_t t = 0; t < head.measuring.triangle_count(); ++t)
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t v = head.measuring.mesh().triangles[t][k];
            if (field.full_per_cm2[v] < 1.0f) continue;
            const double area = static_cast<double>(head.measuring.area_mm2(t));
            bare += area * static_cast<double>(1.0f - field.per_cm2[v] / field.full_per_cm2[v]);
            all += area;
        }
    return bare / all;
}

TEST_P(HairOnScans, StagesBareAsMuchOfTheScalpAsOnTheMedianHead) {
    constexpr double kScalpCm2 = 646.0;  // of the median built-in head
    const struct {
        HairLoss loss;
        double cm2;  // FACTS 3.6
    } stages[] = {{HairLoss::Norwood3, 30},  {HairLoss::Norwood3Vertex, 45}, {HairLoss::Norwood4, 90},
                  {HairLoss::Norwood5, 145}, {HairLoss::Norwood6, 200},      {HairLoss::Norwood7, 260}};
    double before = 0.0;
    for (const auto& [loss, cm2] : stages) {
        const double share = bared(head_, loss);
        EXPECT_GT(share, before) << to_word(loss);
        EXPECT_NEAR(share * kScalpCm2 / cm2, 1.0, 0.35) << to_word(loss) << " " << share * kScalpCm2;
        before = share;
    }
}

}  // namespace
}  // namespace trichion
