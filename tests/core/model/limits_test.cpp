// What a document may hold: each value one step inside and one step outside its range.
#include "core/model/limits.h"

#include "core/model/edge_figures.h"
#include "core/model/versions.h"

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
    expect_range(&Document::outline, &Outline::asymmetry, kShareRange);
    for (const EdgeFigure& figure : edge_figures()) expect_range(&Document::edge, figure.field, figure.range);
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

Outline outline_with_area() {
    Outline outline = triangle_outline();
    outline.areas = {FreeArea{4, "Crown", FreeArea::Kind::Added, 6.0f, {OutlinePoint{5}, OutlinePoint{6}, OutlinePoint{7}}}};
    outline.next_id = 8;
    return outline;
}

TEST(Limits, FreeAreasShareTheOutlinesIdsAndAreClosed) {
    EXPECT_TRUE(accepts(outline_with_area()));
    const auto refuses = [](const std::function<void(Outline&)>& spoil) {
        Outline outline = outline_with_area();
        spoil(outline);
        return !accepts(outline);
    };
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].id = 1; }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].points[1].id = 2; }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].points[1].id = 4; }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].points.pop_back(); }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].points[0].twin = 30; }));
    EXPECT_FALSE(refuses([](Outline& o) { o.areas[0].points[0].twin = 2; }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].points[0].at.weights.x = 2.0f; }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].blend_mm = 41.0f; }));
    EXPECT_TRUE(refuses([](Outline& o) { o.areas[0].name.clear(); }));
    EXPECT_TRUE(refuses([](Outline& o) { o.locked = 1u << kOutlineParts; }));
    EXPECT_TRUE(refuses([](Outline& o) {
        for (std::uint32_t i = 0; i < kMostFreeAreas; ++i) {
            const std::uint32_t id = 100 + 4 * i;
            o.areas.push_back({id, "x", {}, 6.0f, {OutlinePoint{id + 1}, OutlinePoint{id + 2}, OutlinePoint{id + 3}}});
        }
        o.next_id = 1000;
    }));
    EXPECT_TRUE(refuses([](Outline& o) {
        for (std::uint32_t id = 8; id < 8 + kMostOutlinePoints; ++id) o.areas[0].points.push_back(OutlinePoint{id});
        o.next_id = 8 + kMostOutlinePoints;
    }));
}

TEST(Limits, AClientIsAnAdultWithMarksOnTheHead) {
    const auto accepts_client = [](const std::function<void(ClientFacts&)>& change) {
        return check_document(changed<ClientFacts>(&Document::client, change)).has_value();
    };
    EXPECT_TRUE(accepts_client([](ClientFacts& c) { c.age = 18; }));
    EXPECT_TRUE(accepts_client([](ClientFacts& c) { c.age = 100; }));
    EXPECT_FALSE(accepts_client([](ClientFacts& c) { c.age = 17; }));
    EXPECT_FALSE(accepts_client([](ClientFacts& c) { c.age = 101; }));
    EXPECT_FALSE(accepts_client([](ClientFacts& c) { c.forehead_crease = glm::vec3(std::nanf("")); }));
    EXPECT_FALSE(accepts_client([](ClientFacts& c) { c.old_trichion = glm::vec3(1e6f); }));
    EXPECT_FALSE(accepts_client([](ClientFacts& c) { c.traced_hairline = {glm::vec3(0, INFINITY, 0)}; }));
    EXPECT_TRUE(accepts_client([](ClientFacts& c) { c.traced_hairline.resize(kMostTracedPoints); }));
    EXPECT_FALSE(accepts_client([](ClientFacts& c) { c.traced_hairline.resize(kMostTracedPoints + 1); }));
}

TEST(Limits, VersionsAreNamedAndOneOfThemIsActive) {
    const Document good = *with_new_version({});
    ASSERT_TRUE(check_document(good));
    const auto refuses = [&](const std::function<void(Versions&)>& spoil) {
        Document document = good;
        Versions versions = *good.versions;
        spoil(versions);
        document.versions = versions;
        return !check_document(document).has_value();
    };
    EXPECT_TRUE(refuses([](Versions& v) { v.all.clear(); }));
    EXPECT_TRUE(refuses([](Versions& v) { v.active = 7; }));
    EXPECT_TRUE(refuses([](Versions& v) { v.all[0].id = 2; }));
    EXPECT_TRUE(refuses([](Versions& v) { v.all[0].id = 9; }));
    EXPECT_TRUE(refuses([](Versions& v) { v.all[0].name = "B"; }));
    EXPECT_TRUE(refuses([](Versions& v) { v.all[0].name = "B\n"; }));
    EXPECT_TRUE(refuses([](Versions& v) { v.all[0].design.dots = DotSettings{.density_per_cm2 = 1.0f}; }));
    EXPECT_TRUE(refuses([](Versions& v) { v.all[1].design.dots = DotSettings{.density_per_cm2 = 150.0f}; }));
    EXPECT_TRUE(refuses([](Versions& v) {
        Design design;
        design.edge = EdgeSettings{31.0f};
        v.all[0].agreed = Agreement{"2026-11-22", 1, design};
    }));
    EXPECT_TRUE(refuses([](Versions& v) {
        for (std::uint32_t id = 10; id < 10 + kMostVersions; ++id) v.all.push_back({id, std::to_string(id), {}, {}});
        v.next_id = 100;
    }));
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
