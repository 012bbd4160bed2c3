// What a document may hold: each value one step inside and one step outside its range.
#include "core/model/limits.h"

#include <cmath>
#include <functional>
#include <gtest/gtest.h>

namespace trichion {
namespace {

template <class Part>
Document changed(Shared<Part> Document::*part, const std::function<void(Part&)>& change) {
    Document document;
    Part copy = *(document.*part);
    change(copy);
    document.*part = copy;
    return document;
}

template <class Part>
void expect_range(Shared<Part> Document::*part, float Part::*field, const Range& range) {
    const auto with = [&](float value) { return changed<Part>(part, [&](Part& p) { p.*field = value; }); };
    EXPECT_TRUE(check_document(with(range.min)));
    EXPECT_TRUE(check_document(with(range.max)));
    EXPECT_FALSE(check_document(with(std::nextafter(range.min, -1e9f))));
    EXPECT_FALSE(check_document(with(std::nextafter(range.max, 1e9f))));
    EXPECT_FALSE(check_document(with(std::nanf(""))));
}

Outline triangle_outline() {
    Outline outline;
    outline.points = {OutlinePoint{1}, OutlinePoint{2}, OutlinePoint{3}};
    outline.next_id = 4;
    return outline;
}

bool accepts(const Outline& outline) {
    Document document;
    document.outline = outline;
    return check_document(document).has_value();
}

TEST(Limits, TheDefaultDocumentIsInItsRanges) { EXPECT_TRUE(check_document({})); }

TEST(Limits, EveryNumberIsTakenToItsRangesEndsAndNoFurther) {
    expect_range(&Document::outline, &Outline::height_mm, kHeightRangeMm);
    expect_range(&Document::edge, &EdgeSettings::transition_mm, kTransitionRangeMm);
    expect_range(&Document::outline, &Outline::blend_mm, kBlendRangeMm);
    expect_range(&Document::dots, &DotSettings::density_per_cm2, kDensityRange);
    expect_range(&Document::dots, &DotSettings::diameter_mm, kDiameterRangeMm);
    expect_range(&Document::plan, &SessionPlan::gap_days, kGapRangeDays);
    expect_range(&Document::plan, &SessionPlan::shade, kShadeRange);
    expect_range(&Document::plan, &SessionPlan::shade_step, kShadeStepRange);
    expect_range(&Document::plan, &SessionPlan::warmth, kWarmthRange);
    expect_range(&Document::stencil, &StencilSettings::skin_side_mm, kSkinSideRangeMm);
    expect_range(&Document::stencil, &StencilSettings::scalp_side_mm, kScalpSideRangeMm);
}

TEST(Limits, ARefusalNamesTheValueAndItsRange) {
    const auto result = check_document(
        changed<DotSettings>(&Document::dots, [](DotSettings& dots) { dots.density_per_cm2 = 5000.0f; }));
    ASSERT_FALSE(result);
    EXPECT_EQ(result.error().message, "The density in dots per cm2 is 5000, but must be 20 to 400.");
}

TEST(Limits, OutlinesWithImpossiblePointsAreRefused) {
    EXPECT_TRUE(accepts(triangle_outline()));
    Outline two = triangle_outline();
    two.points.pop_back();
    EXPECT_FALSE(accepts(two));
    Outline same_id = triangle_outline();
    same_id.points[1].id = 1;
    EXPECT_FALSE(accepts(same_id));
    Outline future_id = triangle_outline();
    future_id.points[1].id = 4;
    EXPECT_FALSE(accepts(future_id));
    Outline lost_twin = triangle_outline();
    lost_twin.points[1].twin = 9;
    EXPECT_FALSE(accepts(lost_twin));
    Outline outside = triangle_outline();
    outside.points[1].at.weights = {1.5f, -0.5f, 0.0f};
    EXPECT_FALSE(accepts(outside));
    Outline not_a_number = triangle_outline();
    not_a_number.points[1].at.weights.y = std::nanf("");
    EXPECT_FALSE(accepts(not_a_number));
}

TEST(Limits, PlainTextIsPrintableUtf8OfBoundedLength) {
    EXPECT_TRUE(is_plain_text("Żółć-17", 7));
    EXPECT_FALSE(is_plain_text("Żółć-17", 6));
    EXPECT_FALSE(is_plain_text("a\nb", 10));
    EXPECT_FALSE(is_plain_text(std::string("a\0b", 3), 10));
    EXPECT_FALSE(is_plain_text("\xc3", 10));          // cut short
    EXPECT_FALSE(is_plain_text("\xc0\xaf", 10));      // overlong
    EXPECT_FALSE(is_plain_text("\xed\xa0\x80", 10));  // surrogate
    EXPECT_EQ(plain_text("a\nb\xff", 10), "a?b?");
    EXPECT_EQ(plain_text("Żółć", 2), "Żó");
}

}  // namespace
}  // namespace trichion
