// Heads as a practitioner knows them: sizes, places, scale, and what a second start may cost.
#include "core/pipeline/head.h"

#include "core/pipeline/built_in_heads.h"
#include "core/pipeline/head_cache.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

HeadReference built_in(const std::string& name) {
    HeadReference reference;
    reference.name = name;
    return reference;
}

Head fitted(const HeadReference& reference, const HeadFit& fit = {}) {
    const auto shape = build_head_shape(reference);
    EXPECT_TRUE(shape) << shape.error().message;
    auto head = fit_head(*shape, reference, fit);
    EXPECT_TRUE(head) << head.error().message;
    return *head;
}

// The default head's skin as a scan in another place, turned by 20 degrees.
Similarity scan_pose() {
    Similarity pose;
    const float c = std::cos(0.35f), s = std::sin(0.35f);
    pose.rotation = glm::mat3(c, s, 0.0f, -s, c, 0.0f, 0.0f, 0.0f, 1.0f);
    pose.shift = {40.0f, -25.0f, 310.0f};
    return pose;
}
HeadReference default_head_as_scan() {
    SkinMesh scan;
    scan.mesh = load_built_in("male_caucasian")->skin;
    for (glm::vec3& p : scan.mesh.positions) p = scan_pose()(p);
    HeadReference reference;
    reference.name = "client";
    reference.is_built_in = false;
    reference.scan = scan;
    return reference;
}

struct TableRow {
    const char* name;
    float length_mm, breadth_mm, circumference_mm;
};
// The table of the built-in heads' README, measured there by another program. On male_african that program took the
// tops of the ears along, which stand above their attachment there (151.9 and 556.0); without the ears' faces its
// rules give the figures here.
constexpr TableRow kTable[] = {
    {"male_caucasian", 199.5f, 154.3f, 573.8f}, {"male_african", 200.5f, 139.1f, 549.4f},
    {"male_asian", 194.5f, 156.5f, 566.7f},     {"male_mixed", 199.5f, 154.3f, 574.8f},
    {"male_older", 199.5f, 154.3f, 571.3f},     {"female_caucasian", 189.8f, 148.3f, 540.7f},
    {"female_african", 190.5f, 145.5f, 537.8f}, {"female_asian", 186.5f, 149.5f, 540.7f}};
constexpr float kShare = 0.01f;

bool agrees(float measured, float table) { return std::abs(measured - table) <= kShare * table; }

class BuiltInHeadTest : public ::testing::TestWithParam<TableRow> {};

TEST_P(BuiltInHeadTest, MeasuresWhatItsTableSaysAndKeepsItsLandmarks) {
    const TableRow& row = GetParam();
    const HeadReference reference = built_in(row.name);
    const Head head = fitted(reference);
    EXPECT_TRUE(agrees(head.length_mm, row.length_mm)) << head.length_mm;
    EXPECT_TRUE(agrees(head.breadth_mm, row.breadth_mm)) << head.breadth_mm;
    EXPECT_TRUE(agrees(head.circumference_mm, row.circumference_mm)) << head.circumference_mm;
    EXPECT_EQ(head.badge, HeadBadge::Example);
    for (const char* name : kEveryHeadHas) {
        ASSERT_TRUE(head.landmarks.contains(name)) << name;
        EXPECT_FALSE(head.landmarks.at(name).is_guess);
    }
    EXPECT_FALSE(head.landmarks.contains("frontotemporale_l"));
    EXPECT_TRUE(head.landmarks.contains("frontotemporale_bone_l"));
    EXPECT_NEAR(glm::length(head.landmark("tragion_l") + head.landmark("tragion_r")), 0.0f, 0.01f);
    EXPECT_EQ(head.from_source, Similarity{});
    EXPECT_EQ(head.scalp.size(), head.measuring.mesh().positions.size());
    EXPECT_EQ(head.display.occlusion.size(), head.display.positions_mm.size());
}

INSTANTIATE_TEST_SUITE_P(All, BuiltInHeadTest, ::testing::ValuesIn(kTable),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(BuiltInHeads, AreTheEightOfTheTableTheDefaultFirst) {
    ASSERT_EQ(built_in_heads().size(), std::size(kTable));
    for (std::size_t k = 0; k < std::size(kTable); ++k) EXPECT_EQ(built_in_heads()[k].name, kTable[k].name);
}

TEST(BuiltInHeads, OneThatDoesNotExistIsNamedInTheMessage) {
    const auto shape = build_head_shape(built_in("male_martian"));
    ASSERT_FALSE(shape);
    EXPECT_EQ(shape.error().code, ErrorCode::NotFound);
    EXPECT_NE(shape.error().message.find("male_martian"), std::string::npos);
}

TEST(HeadFit, ATapeThatIsAFiftiethLongerBreaksTheTable) {
    HeadFit fit;
    fit.taped_circumference_mm = kTable[0].circumference_mm * 1.02f;
    const Head head = fitted(built_in(kTable[0].name), fit);
    EXPECT_NEAR(head.circumference_mm, *fit.taped_circumference_mm, 0.05f);
    EXPECT_FALSE(agrees(head.length_mm, kTable[0].length_mm));
    EXPECT_FALSE(agrees(head.circumference_mm, kTable[0].circumference_mm));
}

// The farthest that hair-bearing measuring skin lies off the head it stands for, raised by `lift_mm`.
float farthest_scalp_mm(float lift_mm) {
    const Head head = fitted(built_in("male_caucasian"));
    const Surface skin = *Surface::build(load_built_in("male_caucasian")->skin);
    float farthest = 0.0f;
    for (std::size_t v = 0; v < head.scalp.size(); v += 3) {
        if (head.scalp[v] < 0.5f) continue;
        const glm::vec3 p = head.measuring.mesh().positions[v] + lift_mm * head.measuring.vertex_normals()[v];
        farthest = std::max(farthest, glm::distance(p, skin.position(*skin.closest(p))));
    }
    return farthest;
}

TEST(MeasuringHead, LiesOnACleanScalpWithinATwentiethOfAMillimetre) {
    EXPECT_LT(farthest_scalp_mm(0.0f), 0.05f);
    EXPECT_GT(farthest_scalp_mm(0.06f), 0.05f);
}

TEST(HeadShape, OfAScanIsTheSameFromTheCache) {
    const HeadReference scan = default_head_as_scan();
    const HeadShape first = *build_head_shape(scan), second = *build_head_shape(scan);
    EXPECT_EQ(first.measuring.mesh(), second.measuring.mesh());
    EXPECT_EQ(first.display.occlusion, second.display.occlusion);
    ASSERT_EQ(first.landmarks.size(), second.landmarks.size());
    for (const auto& [name, landmark] : first.landmarks) EXPECT_EQ(landmark.position_mm, second.landmarks.at(name).position_mm);
}

TEST(HeadFit, ThreeClicksSetAScanUprightWhereverItLay) {
    const HeadReference scan = default_head_as_scan();
    const Landmarks truth = load_built_in("male_caucasian")->landmarks;
    HeadFit fit;
    for (const char* name : {"glabella", "tragion_l", "tragion_r"}) fit.landmarks[name] = scan_pose()(truth.at(name).position_mm);
    const Head head = fitted(scan, fit);
    EXPECT_EQ(head.badge, HeadBadge::NotToScale);
    EXPECT_FALSE(head.landmarks.at("glabella").is_guess);
    EXPECT_TRUE(head.landmarks.at("inion").is_guess);
    for (const char* side : {"tragion_l", "tragion_r"})
        EXPECT_NEAR(glm::distance(head.landmark(side), truth.at(side).position_mm), 0.0f, 0.02f);
    EXPECT_NEAR(head.landmark("glabella").x, 0.0f, 0.02f);
    // Scans are pitched like the mean head, this one stands 1.1 degrees lower: 2 mm at the glabella.
    EXPECT_NEAR(glm::distance(head.landmark("glabella"), truth.at("glabella").position_mm), 0.0f, 2.5f);
    EXPECT_NEAR(head.breadth_mm, 154.3f, 1.5f);
    EXPECT_NEAR(head.length_mm, 199.5f, 4.0f);
}

TEST(HeadFit, AScanIsScaledToItsTape) {
    HeadFit fit;
    fit.taped_circumference_mm = 600.0f;
    const Head head = fitted(default_head_as_scan(), fit);
    EXPECT_EQ(head.badge, HeadBadge::Scaled);
    EXPECT_NEAR(head.circumference_mm, 600.0f, 0.05f);
    EXPECT_GT(head.from_source.scale, 1.0f);
}

TEST(HeadFit, RefusesAClickThatIsNotOnTheHead) {
    const HeadReference reference = built_in("male_caucasian");
    const HeadShape shape = *build_head_shape(reference);
    HeadFit fit;
    fit.landmarks["glabella"] = {0.0f, 0.0f, 900.0f};
    EXPECT_EQ(fit_head(shape, reference, fit).error().code, ErrorCode::Degenerate);
    fit.landmarks["glabella"] = shape.landmarks.at("tragion_l").position_mm;
    EXPECT_EQ(fit_head(shape, reference, fit).error().code, ErrorCode::Degenerate);
}

TEST(FoundHead, SurvivesPackingAndNoTornCopyDoes) {
    FoundHead head;
    head.measuring = {{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}, {{0, 1, 2}}};
    head.landmarks["glabella"] = {{1, 2, 3}, false};
    head.scalp = {0.0f, 0.5f, 1.0f};
    head.display_positions_mm = head.display_normals = {{4, 5, 6}};
    head.occlusion = {0.25f};
    head.notes = {"a note"};
    const auto bytes = pack_found_head(head);
    EXPECT_EQ(unpack_found_head(bytes), head);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(unpack_found_head(std::span(bytes).first(size))) << size;
    head.measuring.triangles[0].z = 3;
    EXPECT_FALSE(unpack_found_head(pack_found_head(head)));
}

}  // namespace
}  // namespace trichion
