// Outlines on the built-in heads: what an artist would measure with tape and callipers.
#include "core/pipeline/outline_advice.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"

#include "fitted_heads.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

using namespace test;

Outline fitted(const Head& head, const std::string& preset = "natural", float height_mm = 0.0f) {
    return fit_outline(head, {}, preset, height_mm > 0.0f ? height_mm : usual_height_mm(head.name)).value();
}

const OutlinePoint& point(const Outline& outline, std::uint32_t id) {
    return *std::ranges::find(outline.points, id, &OutlinePoint::id);
}

std::vector<Advice> advice_on(const Head& head, const Outline& outline) {
    ClientFacts client;
    client.person = head.name.starts_with("female") ? Person::Woman : Person::Man;
    return advise_outline(head, client, outline, trace_outline(head, outline));
}

bool has_advice(const Head& head, const Outline& outline, const std::string& rule) {
    const std::vector<Advice> advice = advice_on(head, outline);
    return std::ranges::find(advice, rule, &Advice::rule) != advice.end();
}

const OutlinePoint& mid_frontal(const Outline& outline) {
    return *std::ranges::find_if(outline.points, [](const OutlinePoint& p) {
        return p.twin == p.id && p.part == OutlinePart::Frontal;
    });
}

std::vector<glm::vec3> loop_of(const OutlineResult& drawn) {
    std::vector<glm::vec3> loop;
    for (const OutlineCurve& part : drawn.parts)
        loop.insert(loop.end(), part.curve.positions_mm.begin(), part.curve.positions_mm.end() - 1);
    return loop;
}

SurfacePoint point_on_curve(const SurfaceCurve& curve, float part) {
    return curve.points[static_cast<std::size_t>(part * static_cast<float>(curve.points.size()))];
}

// The head from above, unrolled: angle from straight up as radius.
glm::vec2 from_above(const glm::vec3& p) {
    const glm::vec3 d = glm::normalize(p - glm::vec3(0.0f, 30.0f, -5.0f));
    const float angle = std::acos(d.y), side = std::hypot(d.x, d.z);
    return side > 0.0f ? glm::vec2(d.x, d.z) * (angle / side) : glm::vec2(0.0f);
}

float turn(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

int crossings(const std::vector<glm::vec3>& loop) {
    std::vector<glm::vec2> flat;
    for (const glm::vec3& p : loop) flat.push_back(from_above(p));
    const std::size_t n = flat.size();
    int found = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 2; j < n; ++j) {
            if (i == 0 && j == n - 1) continue;
            const glm::vec2 a = flat[i], b = flat[(i + 1) % n], c = flat[j], d = flat[(j + 1) % n];
            found += turn(a, b, c) * turn(a, b, d) < 0.0f && turn(c, d, a) * turn(c, d, b) < 0.0f;
        }
    return found;
}

// Built-in heads are symmetric in x by construction: reflect in x = 0 without asking the program.
float largest_left_right(const std::vector<glm::vec3>& loop) {
    float largest = 0.0f;
    for (const glm::vec3& p : loop) {
        const glm::vec3 q(-p.x, p.y, p.z);
        float least = 1e9f;
        for (std::size_t i = 0; i < loop.size(); ++i) {
            const glm::vec3 a = loop[i], b = loop[(i + 1) % loop.size()] - a;
            const float t = glm::clamp(glm::dot(q - a, b) / std::max(1e-12f, glm::dot(b, b)), 0.0f, 1.0f);
            least = std::min(least, glm::distance(q, a + t * b));
        }
        largest = std::max(largest, least);
    }
    return largest;
}

// A tape laid up the midline: straight pieces between the skin's crossings with x = 0, by brute force.
float taped_height_mm(const Head& head, const glm::vec3& top) {
    const auto& mesh = head.measuring.mesh();
    const glm::vec3 glabella = head.landmark("glabella");
    std::vector<glm::vec3> profile;
    for (const glm::uvec3& t : mesh.triangles)
        for (int e = 0; e < 3; ++e) {
            const glm::vec3 a = mesh.positions[t[e]], b = mesh.positions[t[(e + 1) % 3]];
            if (std::abs(a.x) < 1e-4f) profile.push_back(a);
            if ((a.x < 0.0f) == (b.x < 0.0f)) continue;
            profile.push_back(glm::mix(a, b, a.x / (a.x - b.x)));
        }
    std::erase_if(profile, [&](const glm::vec3& p) { return p.y < glabella.y || p.y > top.y || p.z < top.z - 0.01f; });
    std::ranges::sort(profile, {}, &glm::vec3::y);
    float length = 0.0f;
    glm::vec3 last = glabella;
    for (const glm::vec3& p : profile) length += glm::distance(last, p), last = p;
    return length + glm::distance(last, top);
}

class EachHead : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Outline, EachHead, testing::Values("male_caucasian", "male_african", "male_asian", "male_mixed",
                                                            "male_older", "female_caucasian", "female_african", "female_asian"),
                         [](const auto& head) { return head.param; });

TEST_P(EachHead, EveryPresetIsAPlainSymmetricUnbrokenLoop) {
    const Head& head = fitted_head(GetParam());
    for (const OutlinePreset& preset : outline_presets()) {
        const OutlineResult drawn = trace_outline(head, fitted(head, preset.name));
        const std::vector<glm::vec3> loop = loop_of(drawn);
        EXPECT_EQ(crossings(loop), 0) << preset.name;
        EXPECT_LT(largest_left_right(loop), 0.5f) << preset.name;
        EXPECT_LT(drawn.left_right_mm, 0.5f) << preset.name;
        for (std::size_t i = 0; i < loop.size(); ++i)
            ASSERT_LT(glm::distance(loop[i], loop[(i + 1) % loop.size()]), 3.0f) << preset.name;
    }
}

TEST_P(EachHead, EverySampleLiesOnTheSkin) {
    const Head& head = fitted_head(GetParam());
    const OutlineResult drawn = trace_outline(head, fitted(head));
    for (const OutlineCurve& part : drawn.parts)
        for (const glm::vec3& p : part.curve.positions_mm)
            ASSERT_LT(glm::distance(head.measuring.position(*head.measuring.closest(p)), p), 0.02f);
}

TEST_P(EachHead, TheCurvePassesThroughItsPointsInOrderAndCloses) {
    const Head& head = fitted_head(GetParam());
    const Outline outline = fitted(head);
    const OutlineResult drawn = trace_outline(head, outline);
    ASSERT_EQ(drawn.parts.size(), 4u);
    EXPECT_EQ(drawn.parts[0].part, OutlinePart::Frontal);
    EXPECT_EQ(drawn.parts[1].part, OutlinePart::TempleLeft);
    EXPECT_EQ(drawn.parts[2].part, OutlinePart::Blend);
    EXPECT_EQ(drawn.parts[3].part, OutlinePart::TempleRight);
    for (std::size_t i = 0; i < 4; ++i)
        EXPECT_EQ(drawn.parts[i].curve.points.back(), drawn.parts[(i + 1) % 4].curve.points.front());
    for (const OutlinePoint& p : outline.points)
        EXPECT_TRUE(std::ranges::any_of(drawn.parts, [&](const OutlineCurve& part) {
            return std::ranges::find(part.curve.points, p.at) != part.curve.points.end();
        })) << p.id;
}

TEST_P(EachHead, TheMidFrontalPointLiesWhereATapeFromTheGlabellaSays) {
    const Head& head = fitted_head(GetParam());
    for (const float height : {60.0f, 74.0f, 90.0f}) {
        const Outline outline = fitted(head, "natural", height);
        const glm::vec3 top = head.measuring.position(mid_frontal(outline).at);
        EXPECT_NEAR(taped_height_mm(head, top), height, 0.3f);
        EXPECT_NEAR(trace_outline(head, outline).mid_frontal_height_mm, height, 0.2f);
    }
}

TEST_P(EachHead, AMillimetreMoreOnTheTapeWouldFailThatTest) {
    const Head& head = fitted_head(GetParam());
    const glm::vec3 top = head.measuring.position(mid_frontal(fitted(head, "natural", 75.0f)).at);
    EXPECT_GT(std::abs(taped_height_mm(head, top) - 74.0f), 0.3f);
}

TEST_P(EachHead, SettingTheHeightMovesTheMidFrontalPointThere) {
    const Head& head = fitted_head(GetParam());
    const Outline start = fitted(head, "mature_m", 82.0f);
    for (const float height : {74.0f, 55.0f, 100.0f}) {
        const auto moved = set_control(head, Symmetry(head, {}), start, Control::Height, height);
        ASSERT_TRUE(moved);
        EXPECT_NEAR(trace_outline(head, *moved).mid_frontal_height_mm, height, 0.2f);
        EXPECT_NEAR(taped_height_mm(head, head.measuring.position(mid_frontal(*moved).at)), height, 0.4f);
    }
}

TEST_P(EachHead, TheDefaultDesignDrawsNoAdvice) {
    const Head& head = fitted_head(GetParam());
    for (const Advice& advice : advice_on(head, fitted(head))) ADD_FAILURE() << advice.sentence;
}

TEST(Outline, MovingAPointRedrawsItsNeighbourhoodAndLeavesTheRestToTheLastBit) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head);
    outline.mirror = false;
    const OutlineResult before = trace_outline(head, outline);
    const std::size_t moved_index = 1;
    const std::uint32_t id = outline.points[moved_index].id;
    const glm::vec3 at = head.measuring.position(outline.points[moved_index].at);
    const Outline moved = move_outline_point(head, Symmetry(head, {}), outline, id, *head.measuring.closest(at + glm::vec3(0, 4, 0))).value();
    const OutlineResult warm = trace_outline(head, moved, &before), cold = trace_outline(head, moved);
    const std::size_t n = outline.points.size();
    int changed = 0;
    for (std::size_t i = 0; i < n; ++i) {
        EXPECT_EQ(warm.stretches[i].curve.points, cold.stretches[i].curve.points) << i;
        EXPECT_EQ(warm.stretches[i].curve.arc_mm, cold.stretches[i].curve.arc_mm) << i;
        changed += warm.stretches[i].curve.points != before.stretches[i].curve.points;
    }
    EXPECT_EQ(changed, 4);
    EXPECT_NE(warm.length_mm, before.length_mm);
}

TEST(Outline, ResultsOfAnotherHeadAreNotReused) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlineResult before = trace_outline(head, outline);
    Head larger = head;
    larger.measuring = head.measuring.transformed({glm::mat3(1.0f), glm::vec3(0.0f), 1.05f});
    for (auto& [name, landmark] : larger.landmarks) landmark.position_mm *= 1.05f;
    const OutlineResult after = trace_outline(larger, outline, &before);
    // The least radius of a sharp turn is in mm and does not grow with the head: its few turns leave 0.017 % of the length.
    EXPECT_NEAR(after.length_mm, 1.05f * before.length_mm, 2e-4f * after.length_mm);
    EXPECT_NEAR(after.mid_frontal_height_mm, 1.05f * before.mid_frontal_height_mm, 0.05f);
}

TEST(Outline, TheMirroredTwinFollows) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlinePoint& left = *std::ranges::find(outline.points, OutlinePart::TempleLeft, &OutlinePoint::part);
    const glm::vec3 at = head.measuring.position(left.at);
    const SurfacePoint target = *head.measuring.closest(at + glm::vec3(0, -3, 5));
    const Outline moved = move_outline_point(head, Symmetry(head, {}), outline, left.id, target).value();
    const glm::vec3 p = head.measuring.position(point(moved, left.id).at), q = head.measuring.position(point(moved, left.twin).at);
    EXPECT_LT(glm::distance(p, head.measuring.position(target)), 1e-4f);
    EXPECT_LT(glm::distance(glm::vec3(-p.x, p.y, p.z), q), 0.1f);
    EXPECT_LT(trace_outline(head, moved).left_right_mm, 0.5f);
}

TEST(Outline, WithoutMirrorOnlyOneSideMovesAndTheDifferenceIsSaid) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head);
    outline.mirror = false;
    const OutlinePoint& left = *std::ranges::find(outline.points, OutlinePart::TempleLeft, &OutlinePoint::part);
    const glm::vec3 at = head.measuring.position(left.at);
    const Outline moved = move_outline_point(head, Symmetry(head, {}), outline, left.id, *head.measuring.closest(at + glm::vec3(0, 4, -7))).value();
    EXPECT_EQ(point(moved, left.twin), point(outline, left.twin));
    const OutlineResult drawn = trace_outline(head, moved);
    EXPECT_GT(drawn.left_right_mm, 4.0f);
    EXPECT_TRUE(has_advice(head, moved, "left_right"));
}

TEST(Outline, APointOnTheMidlineStaysOnItWhileMirrored) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlinePoint& mid = mid_frontal(outline);
    const glm::vec3 at = head.measuring.position(mid.at);
    const Outline moved = move_outline_point(head, Symmetry(head, {}), outline, mid.id, *head.measuring.closest(at + glm::vec3(25, -6, 3))).value();
    EXPECT_NEAR(head.measuring.position(point(moved, mid.id).at).x, 0.0f, 0.01f);
    EXPECT_LT(trace_outline(head, moved).mid_frontal_height_mm, 73.0f);
}

TEST(Outline, HandWorkSurvivesANewHeight) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlinePoint& hand = outline.points[1];
    const glm::vec3 at = head.measuring.position(hand.at);
    const Outline worked = move_outline_point(head, Symmetry(head, {}), outline, hand.id, *head.measuring.closest(at + glm::vec3(0, 6, 0))).value();
    const Outline raised = set_control(head, Symmetry(head, {}), worked, Control::Height, 84.0f).value();
    const Outline back = set_control(head, Symmetry(head, {}), raised, Control::Height, 74.0f).value();
    for (const OutlinePoint& p : worked.points)
        EXPECT_LT(glm::distance(head.measuring.position(p.at), head.measuring.position(point(back, p.id).at)), 0.1f) << p.id;
    EXPECT_GT(head.measuring.position(point(raised, hand.id).at).y, at.y + 6.0f);
}

TEST(Outline, ANewHeightLeavesTheBlendEdgeAlone) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const Outline raised = set_control(head, Symmetry(head, {}), outline, Control::Height, 90.0f).value();
    for (const OutlinePoint& p : outline.points)
        if (p.part == OutlinePart::Blend) { EXPECT_EQ(point(raised, p.id), p); }
}

TEST(Outline, NoDragEndsInAnEyeAMouthOrAnEar) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head);
    outline.mirror = false;
    const OutlinePoint& left = *std::ranges::find(outline.points, OutlinePart::TempleLeft, &OutlinePoint::part);
    const glm::vec3 tragion = head.landmark("tragion_l");
    for (const glm::vec3& target : {head.landmark("pupil_l"), head.landmark("pronasale"), glm::vec3(0, -45, 95),
                                    tragion + glm::vec3(15, 10, -20), tragion + glm::vec3(10, 20, -12), glm::vec3(20, -120, 60)}) {
        const Outline moved = move_outline_point(head, Symmetry(head, {}), outline, left.id, *head.measuring.closest(target)).value();
        const glm::vec3 p = head.measuring.position(point(moved, left.id).at);
        EXPECT_GT(glm::distance(p, head.landmark("pupil_l")), 20.0f) << target.x << " " << target.y << " " << target.z;
        EXPECT_GT(p.y, head.landmark("pronasale").y);
        EXPECT_LT(std::abs(p.x), std::abs(tragion.x) + 5.0f);
    }
}

TEST(Outline, AdviceNamesALowHairlineAndACornerInsideTheCanthusLine) {
    const Head& head = fitted_head("male_caucasian");
    EXPECT_TRUE(has_advice(head, fitted(head, "natural", 64.0f), "too_low"));
    EXPECT_FALSE(has_advice(head, fitted(head, "natural", 66.0f), "too_low"));
    Outline outline = fitted(head);
    const OutlinePoint corner = *std::ranges::find(outline.points, OutlinePart::TempleLeft, &OutlinePoint::part);
    const glm::vec3 at = head.measuring.position(corner.at);
    const Outline inside = move_outline_point(head, Symmetry(head, {}), outline, corner.id, *head.measuring.closest(at - glm::vec3(12, 0, 0))).value();
    EXPECT_TRUE(has_advice(head, inside, "corner_inside"));
}

TEST(Outline, AnInsertedPointLeavesTheLineWhereItWasAndHasATwin) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlineResult drawn = trace_outline(head, outline);
    const auto& frontal = drawn.parts[0].curve;
    const SurfacePoint at = point_on_curve(frontal, 0.8f);
    const Outline inserted = insert_outline_point(head, Symmetry(head, {}), outline, drawn, at).value();
    ASSERT_EQ(inserted.points.size(), outline.points.size() + 2);
    const OutlinePoint& added = point(inserted, outline.next_id);
    EXPECT_EQ(point(inserted, added.twin).twin, added.id);
    const OutlineResult redrawn = trace_outline(head, inserted);
    EXPECT_LT(redrawn.left_right_mm, 0.5f);
    for (const glm::vec3& p : redrawn.parts[0].curve.positions_mm) {
        float least = 1e9f;
        for (const glm::vec3& q : frontal.positions_mm) least = std::min(least, glm::distance(p, q));
        ASSERT_LT(least, 1.5f);
    }
}

TEST(Outline, AnInsertedPointTakenAwayAgainLeavesTheSameOutline) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlineResult drawn = trace_outline(head, outline);
    const Outline inserted = insert_outline_point(head, Symmetry(head, {}), outline, drawn, point_on_curve(drawn.parts[2].curve, 0.2f)).value();
    const Outline removed = remove_outline_point(inserted, outline.next_id).value();
    EXPECT_EQ(removed.points, outline.points);
}

TEST(Outline, APartKeepsItsLastPoint) {
    const Head& head = fitted_head("male_caucasian");
    Outline outline = fitted(head);
    for (int i = 0; i < 2; ++i) {
        const auto left = std::ranges::find(outline.points, OutlinePart::TempleLeft, &OutlinePoint::part);
        const auto removed = remove_outline_point(outline, left->id);
        if (i == 0) {
            ASSERT_TRUE(removed);
            outline = *removed;
        } else {
            ASSERT_FALSE(removed);
            EXPECT_EQ(removed.error().code, ErrorCode::InvalidInput);
        }
    }
}

TEST(Outline, AMovedPointCostsAFractionOfAWholeDrawing) {
    const Head& head = fitted_head("male_caucasian");
    const Outline outline = fitted(head);
    const OutlineResult cold = trace_outline(head, outline);
    const std::uint32_t id = outline.points[1].id;
    const glm::vec3 at = head.measuring.position(outline.points[1].at);
    const Outline moved = move_outline_point(head, Symmetry(head, {}), outline, id, *head.measuring.closest(at + glm::vec3(0, 4, 0))).value();
    const OutlineResult warm = trace_outline(head, moved, &cold);
    EXPECT_LT(cold.triangles_visited, 60000u);
    EXPECT_LT(2 * warm.triangles_visited, cold.triangles_visited);
    EXPECT_EQ(trace_outline(head, outline, &cold).triangles_visited, 0u);
}

TEST(Outline, UnknownNamesAndHeightsAreRefusedInOneSentence) {
    const Head& head = fitted_head("male_caucasian");
    const auto preset = fit_outline(head, {}, "mullet", 74.0f);
    ASSERT_FALSE(preset);
    EXPECT_EQ(preset.error().code, ErrorCode::NotFound);
    EXPECT_NE(preset.error().message.find("natural"), std::string::npos);
    const Outline outline = fitted(head);
    EXPECT_EQ(move_outline_point(head, Symmetry(head, {}), outline, 999, {}).error().code, ErrorCode::NotFound);
    for (const float height : {29.0f, 131.0f, std::nanf("")})
        EXPECT_EQ(set_control(head, Symmetry(head, {}), outline, Control::Height, height).error().code, ErrorCode::InvalidInput);
}

TEST(Outline, OutlinesThatCannotBeDrawnDrawNothing) {
    const Head& head = fitted_head("male_caucasian");
    EXPECT_TRUE(trace_outline(head, {}).parts.empty());
    Outline outline = fitted(head);
    outline.points[3].at.triangle = 4000000000u;
    EXPECT_TRUE(trace_outline(head, outline).parts.empty());
    Outline heap = fitted(head);
    for (OutlinePoint& p : heap.points) p.at = heap.points[0].at;
    const OutlineResult drawn = trace_outline(head, heap);
    EXPECT_EQ(drawn.length_mm, 0.0f);
    for (const OutlineCurve& part : drawn.parts)
        for (const glm::vec3& p : part.curve.positions_mm) EXPECT_FALSE(std::isnan(p.x));
}

TEST(Outline, IdsAreUniqueTwinsAreMutualAndNeverReused) {
    const Head& head = fitted_head("male_caucasian");
    Outline settings;
    settings.next_id = 40;
    settings.blend_mm = 25.0f;
    const Outline outline = fit_outline(head, settings, "rounded", 80.0f).value();
    EXPECT_EQ(outline.blend_mm, 25.0f);
    EXPECT_EQ(outline.next_id, 40u + outline.points.size());
    for (const OutlinePoint& p : outline.points) {
        EXPECT_GE(p.id, 40u);
        EXPECT_EQ(point(outline, p.twin).twin, p.id);
        EXPECT_EQ(std::ranges::count(outline.points, p.id, &OutlinePoint::id), 1);
    }
}

}  // namespace
}  // namespace trichion
