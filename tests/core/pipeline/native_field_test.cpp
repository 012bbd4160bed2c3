// Stages of hair loss on every built-in head: as large as FACTS has them, in their order, even on both sides, whole fringe.
#include "core/pipeline/native_field.h"
#include "core/pipeline/stroke_mirroring.h"
#include "core/pipeline/stroke_reach.h"

#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <map>

namespace trichion {
namespace {

using namespace test;

NativeHair hair_of(HairLoss loss, Ancestry ancestry = Ancestry::Caucasian) {
    NativeHair hair;
    hair.loss = loss;
    hair.ancestry = ancestry;
    return hair;
}

/// Of a stage, at each vertex of hairy skin: the share that is left; -1 elsewhere.
std::vector<float> left_of(const NativeField& field) {
    std::vector<float> left(field.full_per_cm2.size(), -1.0f);
    for (std::size_t v = 0; v < left.size(); ++v)
        if (field.full_per_cm2[v] > 1.0f) left[v] = field.per_cm2[v] / field.full_per_cm2[v];
    return left;
}

/// cm2 of skin by the share left there: how much of it is bare, and how much has less than nine tenths.
struct Areas {
    double bald = 0.0, thinned = 0.0, hairy = 0.0;
};
Areas areas_of(const Head& head, const NativeField& field) {
    const std::vector<float> left = left_of(field);
    const Mesh& mesh = head.measuring.mesh();
    Areas areas;
    for (const glm::uvec3& t : mesh.triangles) {
        const glm::dvec3 a(mesh.positions[t.x]), b(mesh.positions[t.y]), c(mesh.positions[t.z]);
        const double third = glm::length(glm::cross(b - a, c - a)) / 600.0;
        for (int k = 0; k < 3; ++k) {
            const double share = static_cast<double>(left[t[k]]);
            if (share < 0.0) continue;
            areas.hairy += third;
            areas.bald += third * (1.0 - share);
            if (share < 0.9) areas.thinned += third;
        }
    }
    return areas;
}

struct Expected {
    HairLoss loss;
    double cm2;  // FACTS 3.6
};
const Expected kBald[] = {{HairLoss::Norwood2, 10},  {HairLoss::Norwood3, 30}, {HairLoss::Norwood3Vertex, 45},
                          {HairLoss::Norwood4, 90},  {HairLoss::Norwood5, 145}, {HairLoss::Norwood6, 200},
                          {HairLoss::Norwood7, 260}};
const Expected kThinned[] = {{HairLoss::Ludwig1, 60}, {HairLoss::Ludwig2, 110}, {HairLoss::Ludwig3, 160}};

TEST(NativeField, OnTheMedianHeadEachStageIsAsLargeAsPublished) {
    const Head& man = fitted_head("male_caucasian");  // circumference and length of the median soldier [FACTS 4.3]
    for (const Expected& stage : kBald) {
        const double cm2 = areas_of(man, native_field(man, hair_of(stage.loss))).bald;
        EXPECT_NEAR(cm2 / stage.cm2, 1.0, 0.25) << to_word(stage.loss) << " " << cm2;
    }
    const Head& woman = fitted_head("female_caucasian");
    for (const Expected& stage : kThinned) {
        const double cm2 = areas_of(woman, native_field(woman, hair_of(stage.loss))).thinned;
        EXPECT_NEAR(cm2 / stage.cm2, 1.0, 0.25) << to_word(stage.loss) << " " << cm2;
    }
    EXPECT_GT(std::abs(areas_of(man, native_field(man, hair_of(HairLoss::Norwood5))).bald / 90.0 - 1.0), 0.25)
        << "the next stage is told from this one";
}

class EveryHeadsHair : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(NativeField, EveryHeadsHair,
                         testing::Values("male_caucasian", "male_african", "male_asian", "male_older", "female_caucasian",
                                         "female_african", "female_asian"),
                         [](const auto& head) { return head.param; });

TEST_P(EveryHeadsHair, StagesLeaveLessAndLess) {
    const Head& head = fitted_head(GetParam());
    const auto is_ordered = [&](std::initializer_list<HairLoss> stages) {
        double before = -1.0;
        for (const HairLoss loss : stages) {
            const double cm2 = areas_of(head, native_field(head, hair_of(loss))).bald;
            EXPECT_GT(cm2, before + (before < 0.0 ? 0.0 : 1.0)) << to_word(loss);
            before = cm2;
        }
    };
    is_ordered({HairLoss::Norwood1, HairLoss::Norwood2, HairLoss::Norwood3, HairLoss::Norwood3Vertex, HairLoss::Norwood4,
                HairLoss::Norwood5, HairLoss::Norwood6, HairLoss::Norwood7, HairLoss::None});
    is_ordered({HairLoss::Norwood2, HairLoss::Norwood2A, HairLoss::Norwood3A, HairLoss::Norwood4A, HairLoss::Norwood5A,
                HairLoss::Norwood6});
    is_ordered({HairLoss::Norwood1, HairLoss::Ludwig1, HairLoss::Ludwig2, HairLoss::Ludwig3});
}

/// What is left at places of the skin found by rays from outside: on the midline by the angle over forward, at the side.
float left_at(const Head& head, const std::vector<float>& left, const glm::vec3& from_middle) {
    const glm::vec3 way = glm::normalize(from_middle);
    const auto hit = head.measuring.hit({glm::vec3(0.0f, 30.0f, -5.0f) + 300.0f * way, -way}, true);
    if (!hit) return -1.0f;
    const glm::uvec3& c = head.measuring.mesh().triangles[hit->at.triangle];
    return std::max({left[c.x], left[c.y], left[c.z]});
}

/// From the middle of the head to its midline, `behind_mm` behind the front edge of full hair.
glm::vec3 behind_front(const Head& head, const std::vector<float>& full, float behind_mm) {
    const auto way = [](float degrees) { return glm::vec3(0.0f, std::sin(glm::radians(degrees)), std::cos(glm::radians(degrees))); };
    float degrees = 10.0f;
    while (left_at(head, full, way(degrees)) < 25.0f && degrees < 90.0f) degrees += 1.0f;
    return way(degrees + behind_mm / 100.0f * 57.3f);
}

TEST_P(EveryHeadsHair, EachStageHasItsShape) {
    const Head& head = fitted_head(GetParam());
    std::map<HairLoss, std::vector<float>> known;
    const auto stage = [&](HairLoss loss) -> const std::vector<float>& {
        const auto [found, is_new] = known.try_emplace(loss);
        if (is_new) found->second = left_of(native_field(head, hair_of(loss)));
        return found->second;
    };
    const auto left = [&](HairLoss loss, const glm::vec3& way) { return left_at(head, stage(loss), way); };
    const std::vector<float> full = native_field(head, {}).full_per_cm2;
    const glm::vec3 front = behind_front(head, full, 10.0f), forelock = behind_front(head, full, 30.0f), corner(0.62f, 0.85f, 0.62f),
        top(0.0f, 1.0f, 0.0f), whorl(0.0f, 0.78f, -0.58f), band(0.0f, 1.0f, -0.06f), occiput(0.0f, 0.0f, -1.0f);
    for (const HairLoss loss : {HairLoss::Norwood3, HairLoss::Norwood3Vertex, HairLoss::Norwood4}) {
        EXPECT_LT(left(loss, corner), 0.3f) << to_word(loss);
        EXPECT_GT(left(loss, forelock), 0.8f) << to_word(loss);
    }
    EXPECT_GT(left(HairLoss::Norwood3, whorl), 0.99f);
    for (const HairLoss loss : {HairLoss::Norwood3Vertex, HairLoss::Norwood4, HairLoss::Norwood5, HairLoss::Norwood6})
        EXPECT_LT(left(loss, whorl), 0.05f) << to_word(loss);
    for (const HairLoss loss : {HairLoss::Norwood3A, HairLoss::Norwood4A, HairLoss::Norwood5A}) {
        EXPECT_LT(left(loss, front), 0.3f) << to_word(loss) << ": the front recedes as one";
        EXPECT_GT(left(loss, whorl), 0.9f) << to_word(loss) << ": no spot at the vertex";
    }
    EXPECT_GT(left(HairLoss::Norwood4, band), 0.7f);
    EXPECT_NEAR(left(HairLoss::Norwood5, band), 0.5f, 0.2f) << "a thin band";
    EXPECT_LT(left(HairLoss::Norwood6, band), 0.05f) << "the band is gone";
    for (const HairLoss loss : {HairLoss::Norwood6, HairLoss::Norwood7}) {
        EXPECT_LT(left(loss, top), 0.05f);
        EXPECT_GT(left(loss, occiput), 0.99f) << "the horseshoe stays";
    }
    const auto lowest_bare_mm = [&](HairLoss loss) {  // above the ears
        float lowest = 1e9f;
        for (std::size_t v = 0; v < full.size(); ++v) {
            const glm::vec3& p = head.measuring.mesh().positions[v];
            if (stage(loss)[v] >= 0.0f && stage(loss)[v] < 0.5f && std::abs(p.z) < 15.0f) lowest = std::min(lowest, p.y);
        }
        return lowest;
    };
    EXPECT_LT(lowest_bare_mm(HairLoss::Norwood7) + 10.0f, lowest_bare_mm(HairLoss::Norwood6)) << "its border lies lower";
    EXPECT_GT(lowest_bare_mm(HairLoss::Norwood7), head.landmark("tragion_l").y + 40.0f) << "and the fringe is still there";
    for (const HairLoss loss : {HairLoss::Ludwig1, HairLoss::Ludwig2, HairLoss::Ludwig3}) {
        EXPECT_LT(left(loss, top), 0.7f) << to_word(loss);
        EXPECT_GT(left(loss, occiput), 0.99f) << to_word(loss);
    }
    EXPECT_EQ(areas_of(head, native_field(head, hair_of(HairLoss::Norwood1))).bald, 0.0);
    EXPECT_EQ(left(HairLoss::None, occiput), 0.0f);
}

TEST_P(EveryHeadsHair, LudwigsStagesKeepTheFrontalLine) {
    const Head& head = fitted_head(GetParam());
    const NativeField field = native_field(head, hair_of(HairLoss::Ludwig3));
    const std::vector<float> left = left_of(field);
    const auto& places = head.measuring.mesh().positions;
    int front = 0, kept = 0;
    for (std::size_t v = 0; v < places.size(); ++v) {  // hair with none before it within 8 mm
        if (left[v] < 0.0f || std::abs(places[v].x) > 45.0f || places[v].z < 20.0f) continue;
        const auto ahead = head.measuring.closest(places[v] + glm::vec3(0.0f, -5.0f, 6.0f));
        if (left[head.measuring.mesh().triangles[ahead->triangle].x] >= 0.0f) continue;
        ++front;
        kept += left[v] > 0.7f;
    }
    EXPECT_GT(front, 30);
    EXPECT_GT(kept, front * 9 / 10);
}

TEST_P(EveryHeadsHair, BothSidesAreAlikeAndEdgesSoft) {
    const Head& head = fitted_head(GetParam());
    const Symmetry symmetry(head, {});
    const auto& mesh = head.measuring.mesh();
    for (const HairLoss loss : {HairLoss::Norwood3Vertex, HairLoss::Norwood5, HairLoss::Norwood7, HairLoss::Ludwig2}) {
        const std::vector<float> left = left_of(native_field(head, hair_of(loss)));
        double squares = 0.0, count = 0.0;
        for (std::uint32_t t = 0; t < mesh.triangles.size(); t += 97) {
            const SurfacePoint at{t, glm::vec3(1.0f, 0.0f, 0.0f)};
            const SurfacePoint other = symmetry.counterpart(at, 0.0f);
            const glm::uvec3& c = mesh.triangles[other.triangle];
            if (std::min({left[mesh.triangles[t].x], left[c.x], left[c.y], left[c.z]}) < 0.0f) continue;
            const float there = other.weights.x * left[c.x] + other.weights.y * left[c.y] + other.weights.z * left[c.z];
            squares += std::pow(static_cast<double>(left[mesh.triangles[t].x] - there), 2.0), count += 1.0;
        }
        EXPECT_LT(std::sqrt(squares / count), 0.02) << to_word(loss);
        for (const glm::uvec3& t : mesh.triangles)  // over about 2 mm
            if (std::min({left[t.x], left[t.y], left[t.z]}) >= 0.0f) {
                ASSERT_LT(std::abs(left[t.x] - left[t.y]), 0.5f) << to_word(loss);
            }
    }
}

TEST(NativeField, DensitiesAreThoseOfTheAncestryAndZone) {
    const Head& head = fitted_head("male_caucasian");
    struct Row {
        Ancestry ancestry;
        float frontal, vertex, occiput, side;
    };
    for (const Row& row : {Row{Ancestry::Caucasian, 80, 90, 95, 65}, {Ancestry::Asian, 65, 75, 78, 55},
                           {Ancestry::African, 60, 65, 65, 50}, {Ancestry::Hispanic, 70, 75, 75, 55}}) {
        NativeHair hair = hair_of(HairLoss::Norwood1, row.ancestry);
        hair.fullness = 0.5f;
        const NativeField field = native_field(head, hair);
        const auto at = [&](const glm::vec3& way) { return left_at(head, field.per_cm2, way); };
        EXPECT_NEAR(at({0.0f, 1.0f, 0.3f}), 0.5f * row.frontal, 1.0f);
        EXPECT_NEAR(at({0.0f, 0.78f, -0.58f}), 0.5f * row.vertex, 1.0f);
        EXPECT_NEAR(at({0.0f, -0.2f, -1.0f}), 0.5f * row.occiput, 1.0f);
        EXPECT_NEAR(at({1.0f, 0.5f, -0.3f}), 0.5f * row.side, 1.0f);
        EXPECT_LT(at({0.0f, 0.74f, 0.75f}), at({0.0f, 1.0f, 0.3f})) << "the hairline is thinner";
        for (std::size_t v = 0; v < head.scalp.size(); ++v)
            if (head.scalp[v] < 0.4f) { ASSERT_EQ(field.per_cm2[v], 0.0f); }
    }
}

TEST(NativeField, HairThatIsThinAllOverLacksWhatAFullHeadHas) {
    const Head& head = fitted_head("male_caucasian");
    NativeHair hair = hair_of(HairLoss::Norwood3Vertex);
    const NativeField full = native_field(head, hair);
    hair.fullness = 0.4f;
    const NativeField thin = native_field(head, hair);
    EXPECT_EQ(thin.full_per_cm2, full.full_per_cm2) << "what stood there before any loss is the same";
    for (std::size_t v = 0; v < thin.per_cm2.size(); ++v) ASSERT_NEAR(thin.per_cm2[v], 0.4f * full.per_cm2[v], 1e-3f);
}

HairStroke dab(HairStroke::Kind kind, const Head& head, const glm::vec3& on_skin, float radius_mm, float strength = 1.0f) {
    HairStroke row;
    row.kind = kind;
    row.stroke = {radius_mm, strength, {head.from_source.inverse(on_skin)}, {}};
    return row;
}

TEST(NativeField, AnAlopeciaPatchIsBareAndPaintedHairStandsAlsoBeyondTheScalp) {
    const Head& head = fitted_head("male_caucasian");
    const glm::vec3 top = head.landmark("vertex"), brow = head.landmark("glabella");
    const auto nearest = [&](const std::vector<float>& of, const glm::vec3& p) {
        return of[head.measuring.mesh().triangles[head.measuring.closest(p)->triangle].x];
    };
    NativeHair hair = hair_of(HairLoss::Norwood7);
    hair.strokes = {dab(HairStroke::Kind::Hair, head, top, 20.0f), dab(HairStroke::Kind::Hair, head, brow, 10.0f),
                    dab(HairStroke::Kind::Bald, head, head.landmark("opisthocranion"), 15.0f)};
    const NativeField field = native_field(head, hair);
    EXPECT_NEAR(nearest(field.per_cm2, top), 80.0f, 5.0f);
    EXPECT_GT(nearest(field.per_cm2, brow), 40.0f);
    EXPECT_GE(nearest(field.full_per_cm2, brow), nearest(field.per_cm2, brow));
    EXPECT_EQ(nearest(field.per_cm2, head.landmark("opisthocranion")), 0.0f);
    EXPECT_TRUE(field.outline_share.empty());
}

TEST(NativeField, AsDrawnTheOutlineRulesAndPaintGoesOverIt) {
    const Head& head = fitted_head("male_caucasian");
    const NativeField plain = native_field(head, {});
    EXPECT_TRUE(plain.is_as_drawn());
    EXPECT_TRUE(plain.outline_share.empty());
    EXPECT_GT(*std::ranges::max_element(plain.full_per_cm2), 90.0f);

    const glm::vec3 top = head.landmark("vertex"), back = head.landmark("opisthocranion");
    NativeHair hair;
    hair.strokes = {dab(HairStroke::Kind::Bald, head, back, 20.0f, 0.6f), dab(HairStroke::Kind::Hair, head, top, 20.0f, 0.5f)};
    const NativeField painted = native_field(head, hair);
    ASSERT_FALSE(painted.is_as_drawn());
    const auto stands = [&](const glm::vec3& p, float by_outline) {
        const std::uint32_t v = head.measuring.mesh().triangles[head.measuring.closest(p)->triangle].x;
        return painted.outline_share[v] * by_outline + painted.per_cm2[v];
    };
    EXPECT_NEAR(stands(back, 80.0f), 32.0f, 0.1f);
    EXPECT_NEAR(stands(back, 0.0f), 0.0f, 0.1f) << "inside the outline nothing is left to take";
    EXPECT_NEAR(stands(top, 0.0f), 40.0f, 3.0f) << "hair painted inside the outline stands";
    EXPECT_NEAR(stands(head.landmark("vertex") + glm::vec3(50.0f, -15.0f, 0.0f), 77.0f), 77.0f, 0.1f);
}

}  // namespace
}  // namespace trichion
