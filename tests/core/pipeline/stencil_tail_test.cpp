// Tongues and tails touch their strip at their root alone: between two runs of the cut a blade has room.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"
#include "fitted_heads.h"
#include "loose_paper.h"

#include <gtest/gtest.h>

#include <string>

namespace trichion {
namespace {

using namespace test;

class TailsOfBuiltInHead : public testing::TestWithParam<std::string> {};

TEST_P(TailsOfBuiltInHead, HangFreeOrAreTold) {
    const Head& head = fitted_head(GetParam());
    for (const char* preset : {"natural", "mature_m", "edge_up", "widows_peak", "receded", "heart_low"}) {
        const auto outline = fit_outline(head, {}, preset, usual_height_mm(GetParam()));
        ASSERT_TRUE(outline) << preset;
        const auto stencil = flatten_stencil(head, trace_outline(head, *outline), {.has_tongue = true, .has_tails = true});
        ASSERT_TRUE(stencil) << preset;
        EXPECT_GE(expect_free_tongues(*stencil, preset), 1) << preset;
    }
}

INSTANTIATE_TEST_SUITE_P(All, TailsOfBuiltInHead, testing::ValuesIn([] {
                             std::vector<std::string> names;
                             for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
                             return names;
                         }()),
                         [](const auto& head) { return head.param; });

}  // namespace
}  // namespace trichion
