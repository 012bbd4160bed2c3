// Controls and mirroring on the scans in ../shared/heads/scans: uneven heads whose landmarks are guessed.
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_presets.h"
#include "scanned_head.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

class ControlsOnScans : public testing::OnScan<::testing::TestWithParam<const char*>> {
protected:
    void SetUp() override {
        read(GetParam());
        if (IsSkipped() || HasFatalFailure()) return;
        const auto outline = fit_outline(head_, {}, "natural", 74.0f);
        ASSERT_TRUE(outline) << outline.error().message;
        outline_ = *outline;
    }
    float apart_mm(const SurfacePoint& a, const SurfacePoint& b) const {
        return glm::distance(head_.measuring.position(a), head_.measuring.position(b));
    }

    void expect_mirrored_twice_to_be_the_same() const;
    void expect_controls_to_lead_back() const;

    Outline outline_;
};
INSTANTIATE_TEST_SUITE_P(Each, ControlsOnScans,
                         ::testing::Values("inv_ct_head_mm.ply", "leeperrysmith_m.glb", "ch2_phone_scan_m.ply", "ict_neutral_head.obj",
                                           "ict_random_0.obj", "fsaverage_head.ply"),
                         [](const auto& scan) { return testing::test_name(scan.param); });

void ControlsOnScans::expect_mirrored_twice_to_be_the_same() const {
    ClientFacts client;
    for (const OutlineCurve& part : draw_outline(head_, outline_).parts) {
        if (part.part != OutlinePart::Frontal) continue;
        for (const glm::vec3& p : part.curve.positions_mm)
            client.traced_hairline.push_back(head_.from_source.inverse(p + glm::vec3(0.0f, p.x > 20.0f ? 4.0f : 0.0f, 0.0f)));
    }
    for (const ClientFacts& facts : {ClientFacts{}, client}) {
        const Symmetry symmetry(head_, facts);
        for (const OutlineCurve& part : draw_outline(head_, outline_).parts)
            for (std::size_t i = 0; i < part.curve.points.size(); i += 5)
                for (const float share : {0.0f, 0.6f, 1.0f}) {
                    const SurfacePoint& here = part.curve.points[i];
                    const SurfacePoint there = symmetry.counterpart(here, share);
                    ASSERT_LT(apart_mm(here, symmetry.counterpart(there, share)), 0.1f) << to_word(part.part) << " " << share;
                    const glm::vec3 p = head_.measuring.position(here);
                    ASSERT_LT(glm::distance(symmetry.reflect(symmetry.reflect(p)), p), 0.01f);
                    // Not on an ear, not inside: where the plain image is, but for what the halves differ by.
                    ASSERT_LT(glm::distance(head_.measuring.position(there), symmetry.reflect(p)), 16.0f);
                }
    }
}

void ControlsOnScans::expect_controls_to_lead_back() const {
    const Symmetry symmetry(head_, {});
    const OutlineResult drawn = trace_outline(head_, outline_);
    int reached = 0;
    for (const ControlInfo& info : control_infos()) {
        const std::optional<float> before = drawn.controls[static_cast<std::size_t>(info.control)];
        if (!before) continue;
        const auto moved = set_control(head_, symmetry, outline_, info.control, *before + 4.0f);
        ASSERT_TRUE(moved) << info.label << ": " << moved.error().message;
        const OutlineResult there = trace_outline(head_, *moved);
        EXPECT_NEAR(there.controls[static_cast<std::size_t>(info.control)].value_or(-999.0f), *before + 4.0f, 0.05f) << info.label;
        const auto back = set_control(head_, symmetry, *moved, info.control, *before);
        ASSERT_TRUE(back) << info.label << ": " << back.error().message;
        for (std::size_t i = 0; i < outline_.points.size(); ++i)
            EXPECT_LT(apart_mm(outline_.points[i].at, back->points[i].at), 0.01f) << info.label << " point " << i;
        ++reached;
    }
    EXPECT_EQ(reached, 7);
}

// One test, for reading a scan takes longer than both.
TEST_P(ControlsOnScans, MirroringAndControlsLeadBackToTheSamePlaces) {
    expect_mirrored_twice_to_be_the_same();
    expect_controls_to_lead_back();
}

}  // namespace
}  // namespace trichion
