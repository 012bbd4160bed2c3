// Tongues and tails touch their strip at their root alone: between two runs of the cut a blade has room.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"
#include "fitted_heads.h"
#include "loose_paper.h"
#include "paired_marks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

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

TEST(StencilMarks, AMarkThatOneSideAloneHasIsTold) {
    Head head = fitted_head("male_caucasian");
    const auto outline = fit_outline(head, {}, "natural", usual_height_mm("male_caucasian"));
    ASSERT_TRUE(outline);
    const OutlineResult drawn = trace_outline(head, *outline);
    const auto even = flatten_stencil(head, drawn, {});
    ASSERT_TRUE(even);
    EXPECT_TRUE(silently_missing(*even).empty());
    // An eye whose outer corner lies below the hairline's corner.
    const auto& marks = even->pieces.front().marks;
    const auto corner = std::ranges::find(marks, "corner_r", &PlacementMark::name);
    ASSERT_NE(corner, marks.end());
    head.landmarks.at("exocanthion_r").position_mm.x = float(corner->on_head_mm.x) + 2.0f;
    auto uneven = flatten_stencil(head, drawn, {});
    ASSERT_TRUE(uneven);
    EXPECT_EQ(silently_missing(*uneven), std::vector<std::string>{});
    // The same check must miss the mark where nothing tells it.
    uneven->advice.clear();
    EXPECT_EQ(silently_missing(*uneven), std::vector<std::string>{"\"hairline corner R\""});
}

}  // namespace
}  // namespace trichion
