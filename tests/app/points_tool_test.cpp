// A hairline point follows the pointer along the skin; one drag is one step.
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"
#include "app/editor/tools/points_tool.h"
#include "app/editor/panels/panels.h"
#include "tests/app/tool_fixture.h"

#include <map>

namespace trichion {
namespace {

using Phase = PointerEvent::Phase;

class PointsToolTest : public ToolTest {
protected:
    PointsTool tool_;
};

TEST_F(PointsToolTest, ADragPutsThePointUnderThePointerOnTheSkin) {
    ASSERT_NE(session_.pipeline().head(), nullptr);
    const std::uint32_t id = side_point();
    const glm::vec2 from = pixel_of(id), to = from + glm::vec2(12.0f, -25.0f);

    EXPECT_TRUE(send(tool_, Phase::Press, from));
    for (int i = 1; i <= 5; ++i) send(tool_, Phase::Drag, from + (to - from) * (static_cast<float>(i) / 5.0f), from);
    EXPECT_EQ(session_.editor().undo_label(), nullptr) << "no step before the release";
    send(tool_, Phase::Release, to, from);

    EXPECT_LT(glm::distance(pixel_of(id), to), 1.5f);
    const auto on_skin = head().measuring.closest(place_of(id));
    EXPECT_LT(glm::distance(head().measuring.position(*on_skin), place_of(id)), 0.01f);
    ASSERT_NE(session_.editor().undo_label(), nullptr);
    EXPECT_EQ(*session_.editor().undo_label(), "Move point");
}

TEST_F(PointsToolTest, TheTwinGoesToTheMirroredPlace) {
    const std::uint32_t id = side_point(), twin = twin_of(id);
    const glm::vec3 twin_before = place_of(twin);
    const glm::vec2 from = pixel_of(id);
    send(tool_, Phase::Press, from);
    send(tool_, Phase::Drag, from + glm::vec2(0.0f, -30.0f), from);
    send(tool_, Phase::Release, from + glm::vec2(0.0f, -30.0f), from);

    const glm::vec3 moved = place_of(id), mirrored_place = place_of(twin);
    EXPECT_GT(glm::distance(twin_before, mirrored_place), 3.0f);
    EXPECT_NEAR(mirrored_place.x, -moved.x, 3.0f);
    EXPECT_NEAR(mirrored_place.y, moved.y, 3.0f);
}

TEST_F(PointsToolTest, WithoutMirrorTheOtherSideStays) {
    Outline alone = outline();
    alone.mirror = false;
    Document draft = session_.document();
    draft.outline = alone;
    session_.editor().preview(draft);
    session_.editor().commit("prepare", "2026-01-01");
    session_.update(false);
    const std::uint32_t id = side_point(), twin = twin_of(id);
    const glm::vec3 before = place_of(twin);
    const glm::vec2 from = pixel_of(id);
    send(tool_, Phase::Press, from);
    send(tool_, Phase::Release, from + glm::vec2(0.0f, -30.0f), from);
    send(tool_, Phase::Press, from);
    send(tool_, Phase::Drag, from + glm::vec2(0.0f, -30.0f), from);
    send(tool_, Phase::Release, from + glm::vec2(0.0f, -30.0f), from);
    EXPECT_EQ(place_of(twin), before);
}

TEST_F(PointsToolTest, OffTheHeadThePointKeepsItsLastPlace) {
    const std::uint32_t id = side_point();
    const glm::vec2 from = pixel_of(id);
    send(tool_, Phase::Press, from);
    send(tool_, Phase::Drag, from + glm::vec2(5.0f, -15.0f), from);
    const glm::vec3 last = place_of(id);
    send(tool_, Phase::Drag, {995.0f, 5.0f}, from);
    EXPECT_EQ(place_of(id), last);
    send(tool_, Phase::Release, {995.0f, 5.0f}, from);
    EXPECT_EQ(place_of(id), last);
}

TEST_F(PointsToolTest, EscapePutsEverythingBack) {
    const Document before = session_.document();
    const glm::vec2 from = pixel_of(side_point());
    send(tool_, Phase::Press, from);
    send(tool_, Phase::Drag, from + glm::vec2(0.0f, -40.0f), from);
    ASSERT_FALSE(session_.document() == before);
    EXPECT_TRUE(send(tool_, Phase::Cancel, from));
    EXPECT_TRUE(session_.document() == before);
    EXPECT_EQ(session_.editor().undo_label(), nullptr);
}

TEST_F(PointsToolTest, AClickWithoutADragChangesNothing) {
    const Document before = session_.document();
    const glm::vec2 from = pixel_of(side_point());
    EXPECT_TRUE(send(tool_, Phase::Press, from));
    send(tool_, Phase::Drag, from + glm::vec2(1.0f, 1.0f), from, false);
    send(tool_, Phase::Release, from + glm::vec2(1.0f, 1.0f), from, false);
    EXPECT_TRUE(session_.document() == before);
}

TEST_F(PointsToolTest, APressBesideEveryPointLeavesThePointerToTheView) {
    EXPECT_FALSE(send(tool_, Phase::Press, {20.0f, 20.0f}));
}

TEST_F(PointsToolTest, DotsFollowDuringTheDragAndNoOtherDotMoves) {
    ASSERT_NE(session_.pipeline().dots(), nullptr);
    std::map<std::uint32_t, glm::vec3> before;
    for (const Dot& dot : session_.pipeline().dots()->dots) before[dot.id] = dot.position_mm;
    const glm::vec2 from = pixel_of(side_point());
    send(tool_, Phase::Press, from);
    send(tool_, Phase::Drag, from + glm::vec2(0.0f, -45.0f), from);

    const DotList& during = session_.pipeline().dots()->dots;
    EXPECT_NE(during.size(), before.size()) << "before the release";
    std::size_t kept = 0;
    for (const Dot& dot : during) {
        const auto old = before.find(dot.id);
        if (old == before.end()) continue;
        ++kept;
        ASSERT_EQ(dot.position_mm, old->second) << "dot " << dot.id;
    }
    EXPECT_GT(kept, before.size() * 8 / 10);
}

TEST_F(PointsToolTest, AnOutlineIsItsPresetUntilAPointIsMoved) {
    ASSERT_TRUE(is_as_fitted(head(), outline()));
    const Outline fitted = *fit_outline(head(), outline(), "rounded", outline().height_mm);
    EXPECT_TRUE(is_as_fitted(head(), fitted));
    const std::uint32_t id = fitted.points[2].id;
    const SurfacePoint elsewhere = fitted.points[3].at;
    EXPECT_FALSE(is_as_fitted(head(), *move_outline_point(head(), Symmetry(head(), {}), fitted, id, elsewhere)));
}

}  // namespace
}  // namespace trichion
