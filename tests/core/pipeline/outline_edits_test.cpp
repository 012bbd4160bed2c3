// Edits by hand: points, locks, the zone, areas.
#include "core/geometry/surface_walk.h"
#include "core/model/limits.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/outline_crossings.h"
#include "core/pipeline/outline_locks.h"
#include "core/pipeline/outline_order.h"
#include "sculpt_fixture.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>
#include <limits>
#include <set>

namespace trichion {
namespace {

using namespace test;

const Head& caucasian() { return fitted_head("male_caucasian"); }

/// What a file demands of an outline: ids once, twins of each other, parts in one run each.
void expect_sound(const Outline& outline, const Head& head) {
    Document document;
    document.outline = outline;
    const auto checked = check_document(document);
    EXPECT_TRUE(checked) << (checked ? "" : checked.error().message);
    std::set<OutlinePart> begun;
    for (std::size_t i = 0; i < outline.points.size(); ++i)
        if (begins_part(outline.points, i)) { EXPECT_TRUE(begun.insert(outline.points[i].part).second) << to_word(outline.points[i].part); }
    for (const OutlinePoint& point : outline.points) {
        ASSERT_LT(point.at.triangle, head.measuring.triangle_count());
        ASSERT_TRUE(std::isfinite(point.at.weights.x + point.at.weights.y + point.at.weights.z));
        if (point.twin == 0) continue;
        const OutlinePoint* twin = find_point(outline, point.twin);
        ASSERT_NE(twin, nullptr) << "twin of " << point.id;
        EXPECT_EQ(twin->twin, point.id);
    }
}

TEST(OutlineEdits, APointAddedOnTheLineLeavesTheLineWhereItIsOnBothSides) {
    Sculpted on(caucasian());
    const auto before = loop_of(on.drawn);
    const std::uint32_t id = on.outline.next_id;
    on.outline = insert_outline_point(on.head, on.symmetry, on.outline, on.drawn, on.on_frontal(0.3f)).value();
    on.draw();
    for (const glm::vec3& p : loop_of(on.drawn)) ASSERT_LT(distance_to_loop(p, before), 0.8f);
    const OutlinePoint* added = find_point(on.outline, id);
    ASSERT_NE(added, nullptr);
    EXPECT_NE(added->twin, 0u);
    EXPECT_LT(glm::distance(on.place(find_point(on.outline, added->twin)->at), on.place(on.symmetry.counterpart(added->at, 0.0f))), 0.05f);
    expect_sound(on.outline, on.head);
}

TEST(OutlineEdits, ADeletedPointTakesItsTwinAlongAndTheLastOfAPartStays) {
    Sculpted on(caucasian());
    const OutlinePoint point = on.outline.points[1];
    const Outline less = remove_outline_point(on.outline, point.id).value();
    EXPECT_EQ(less.points.size(), on.outline.points.size() - 2);
    EXPECT_EQ(find_point(less, point.twin), nullptr);
    expect_sound(less, on.head);
    Outline least = on.outline;
    for (bool went_on = true; went_on;) {
        went_on = false;
        for (const OutlinePoint& p : least.points)
            if (auto fewer = remove_outline_point(least, p.id)) {
                least = *fewer;
                went_on = true;
                break;
            }
    }
    for (const OutlinePoint& p : on.outline.points) EXPECT_NE(std::ranges::find(least.points, p.part, &OutlinePoint::part), least.points.end());
}

TEST(OutlineEdits, ALockedPointIsRefusedByASentenceThatNamesThePart) {
    Sculpted on(caucasian());
    const std::size_t i = static_cast<std::size_t>(std::ranges::find(on.outline.points, OutlinePart::TempleLeft, &OutlinePoint::part) - on.outline.points.begin());
    on.outline.locked = static_cast<std::uint16_t>(1u << static_cast<unsigned>(OutlinePart::TempleLeft));
    const auto moved = move_outline_point(on.head, on.symmetry, on.outline, on.outline.points[i].id, on.on_frontal(0.5f));
    ASSERT_FALSE(moved);
    EXPECT_EQ(moved.error().code, ErrorCode::InvalidInput);
    EXPECT_NE(moved.error().message.find("left temple"), std::string::npos) << moved.error().message;
    EXPECT_TRUE(locks_on_points(on.outline)[i]);
}

TEST(OutlineEdits, NoPointIsPutWhereNoHairlineCanRunAndThoseOnTheWayAreReached) {
    for (const Extent extent : {Extent::Fringe, Extent::Nape}) {
        Sculpted on(caucasian(), extent);
        for (const char* name : {"pupil_l", "pronasale", "tragion_l", "menton", "otobasion_inferius_l"}) {
            const SurfacePoint target = on.near(on.head.landmark(name));
            for (const OutlinePoint& point : on.outline.points) {
                if (!is_outline_skin(on.head, point.at)) continue;
                const Outline moved = move_outline_point(on.head, on.symmetry, on.outline, point.id, target).value();
                ASSERT_TRUE(is_outline_skin(on.head, find_point(moved, point.id)->at)) << name << ", point " << point.id;
                ASSERT_GT(glm::distance(on.place(find_point(moved, point.id)->at), on.head.landmark(name)), 1.5f) << name;
            }
        }
    }
}

TEST(OutlineEdits, APresetDownToTheNapeLiesInTheZoneOfEveryHead) {
    for (const char* name : {"male_caucasian", "female_asian", "male_african"}) {
        const Sculpted on(fitted_head(name), Extent::Nape);
        for (const OutlinePoint& point : on.outline.points)
            EXPECT_TRUE(is_outline_skin(on.head, point.at)) << name << ": " << to_word(point.part) << " at " << on.place(point.at).x << ", "
                                                            << on.place(point.at).y << ", " << on.place(point.at).z;
    }
}

TEST(OutlineEdits, TheWholeScalpIsInTheZoneAndNoEar) {
    const Head& head = caucasian();
    std::size_t scalp = 0, allowed = 0;
    for (std::size_t i = 0; i < head.scalp.size(); ++i)
        if (head.scalp[i] > 0.9f) ++scalp, allowed += head.outline_skin[i] > 0.5f;
    EXPECT_GT(static_cast<float>(allowed), 0.97f * static_cast<float>(scalp));
    // An ear's rim: the skin farthest to the side within 45 mm of the tragion.
    for (const float side : {1.0f, -1.0f}) {
        const glm::vec3 tragion = head.landmark(side > 0.0f ? "tragion_l" : "tragion_r");
        std::size_t rim = 0;
        const auto& positions = head.measuring.mesh().positions;
        for (std::size_t i = 0; i < positions.size(); ++i)
            if (glm::distance(positions[i], tragion) < 35.0f && side * (positions[i].x - tragion.x) > 14.0f && positions[i].y < tragion.y + 25.0f && positions[i].z < tragion.z) {
                ++rim;
                EXPECT_EQ(head.outline_skin[i], 0.0f);
            }
        EXPECT_GT(rim, 20u);
    }
}

TEST(OutlineEdits, LockedPartsAreTheSameToTheLastBitAfterTwoHundredEditsByEveryTool) {
    for (const bool mirror : {true, false}) {
        Sculpted on(caucasian());
        on.outline.mirror = mirror;
        for (const OutlinePart part : {OutlinePart::TempleLeft, OutlinePart::TempleRight, OutlinePart::Blend})
            on.outline.locked |= static_cast<std::uint16_t>(1u << static_cast<unsigned>(part));
        const Sculpted before = on;
        Dice dice(mirror ? 7 : 8);
        int done = 0;
        for (int k = 0; k < 200; ++k) {
            const auto edited = random_edit(on, dice);
            if (!edited || *edited == on.outline) continue;
            ++done;
            ASSERT_TRUE(keeps_locked_parts(before.outline, *edited)) << "edit " << k;
            on.outline = *edited;
            on.draw();
        }
        EXPECT_GT(done, 40);
        for (const OutlinePart part : {OutlinePart::TempleLeft, OutlinePart::TempleRight, OutlinePart::Blend})
            EXPECT_EQ(on.part(part).curve.positions_mm, before.part(part).curve.positions_mm) << to_word(part);
        expect_sound(on.outline, on.head);
    }
}

TEST(OutlineEdits, RandomEditsByEveryToolKeepEveryOutlineSound) {
    for (const bool mirror : {true, false}) {
        Sculpted on(fitted_head("female_asian"), Extent::Nape);
        on.outline.mirror = mirror;
        Dice dice(mirror ? 3 : 4);
        for (int k = 0; k < 120; ++k) {
            if (const auto edited = random_edit(on, dice)) on.outline = *edited;
            on.draw();
        }
        expect_sound(on.outline, on.head);
        for (const glm::vec3& p : loop_of(on.drawn)) ASSERT_TRUE(std::isfinite(p.x + p.y + p.z));
    }
}

TEST(OutlineEdits, ALineThatCrossesItselfIsToldWhereAndAPresetDoesNot) {
    Sculpted on(caucasian());
    EXPECT_TRUE(crossings_mm(on.head, on.drawn).empty());
    on.outline.mirror = false;
    std::vector<std::uint32_t> frontal;
    for (const OutlinePoint& point : on.outline.points)
        if (point.part == OutlinePart::Frontal) frontal.push_back(point.id);
    const std::array swapped{PointPlace{frontal[1], find_point(on.outline, frontal[3])->at}, PointPlace{frontal[3], find_point(on.outline, frontal[1])->at}};
    on.outline = with_points_at(on.head, on.symmetry, on.outline, swapped).value();
    on.draw();
    const auto crossings = crossings_mm(on.head, on.drawn);
    ASSERT_FALSE(crossings.empty());
    const auto loop = loop_of(on.drawn);
    for (const glm::vec3& p : crossings) EXPECT_LT(distance_to_loop(p, loop), 0.05f);
}

TEST(OutlineEdits, AClosedStrokeBecomesAnAreaOfItsSizeThatCanBeCopiedAndChanged) {
    Sculpted on(caucasian());
    const SurfacePoint middle = on.near(on.head.landmark("vertex") + glm::vec3(25.0f, 0.0f, -20.0f));
    std::vector<SurfacePoint> loop;
    for (int k = 0; k < 60; ++k) loop.push_back(walk_straight(on.head.measuring, middle, 20.0 * glm::dvec2(std::cos(0.10472 * k), std::sin(0.10472 * k))).at);
    on.outline = with_new_area(on.head, on.outline, loop, FreeArea::Kind::LeftOut).value();
    on.draw();
    ASSERT_EQ(on.drawn.areas.size(), 1u);
    const FreeArea area = on.outline.areas.front();
    EXPECT_GE(area.points.size(), 6u);
    EXPECT_LE(area.points.size(), 16u);
    for (const SurfacePoint& p : loop) EXPECT_LT(distance_to_loop(on.place(p), on.drawn.areas[0].curve.positions_mm), 1.0f);
    const Outline both = with_mirrored_area(on.symmetry, on.outline, area.id).value();
    ASSERT_EQ(both.areas.size(), 2u);
    EXPECT_NEAR(on.place(both.areas[1].points[0].at).x, -on.place(area.points[0].at).x, 1.5f);
    expect_sound(both, on.head);
    const std::uint32_t id = on.outline.next_id;
    const Outline more = insert_outline_point(on.head, on.symmetry, on.outline, on.drawn, on.drawn.areas[0].stretches[1].curve.points[4]).value();
    EXPECT_EQ(area_of_point(more, id), &more.areas[0]);
    EXPECT_TRUE(without_area(both, area.id).value().areas[0].id == both.areas[1].id);
    EXPECT_FALSE(with_new_area(on.head, on.outline, std::span(loop).first(2), FreeArea::Kind::Added));
}

}  // namespace
}  // namespace trichion
