// The brushes on dots and hair under a pointer: what they leave in the document, where they never go, one step a stroke.
#include "app/editor/tools/tool_box.h"
#include "core/pipeline/symmetry.h"
#include "tests/app/tool_fixture.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

using Phase = PointerEvent::Phase;

class DensityBrushToolTest : public ToolTest {
protected:
    DensityBrushToolTest() {
        camera_.pitch_rad = 0.7f;  // the top of the head, where dots are
        projector_ = Projector(camera_, {0.0f, 0.0f}, {1000.0f, 800.0f});
    }
    bool point_at(Tool& tool, Phase phase, const glm::vec2& pixel, bool has_moved = true) {
        PointerEvent event{phase, pixel, pixel, has_moved, 1.0f, &projector_};
        event.settings = &settings_;
        const bool has_it = tool.pointer(event, session_);
        session_.update(false);
        return has_it;
    }
    void drag(Tool& tool, const glm::vec2& from, const glm::vec2& to, int steps = 3) {
        point_at(tool, Phase::Press, from, false);
        for (int i = 1; i <= steps; ++i) point_at(tool, Phase::Drag, glm::mix(from, to, static_cast<float>(i) / static_cast<float>(steps)));
        point_at(tool, Phase::Release, to);
    }
    void click(Tool& tool, const glm::vec2& pixel) {
        point_at(tool, Phase::Hover, pixel, false);
        point_at(tool, Phase::Press, pixel, false);
        point_at(tool, Phase::Release, pixel, false);
    }
    /// As near as single dots are told apart.
    void come_near(const glm::vec3& place, float distance_mm = 200.0f) {
        camera_.target_mm = place;
        camera_.distance_mm = distance_mm;
        projector_ = Projector(camera_, {0.0f, 0.0f}, {1000.0f, 800.0f});
    }
    /// A pixel on the worked skin, so many mm to the person's left of the middle and behind the hairline.
    glm::vec2 on_top(float left_mm, float back_mm) {
        const glm::vec3 vertex = head().landmark("vertex");
        const auto at = head().measuring.closest(vertex + glm::vec3(left_mm, 0.0f, 40.0f - back_mm));
        return *projector_.pixel(head().measuring.position(*at));
    }
    const Brushwork& work() { return *session_.document().brushwork; }
    std::vector<glm::vec3> on_head(const std::vector<glm::vec3>& places) {
        std::vector<glm::vec3> moved;
        for (const glm::vec3& place : places) moved.push_back(head().from_source(place));
        return moved;
    }
    std::string undo_label() { return session_.editor().undo_label() ? *session_.editor().undo_label() : std::string(); }
    /// The dot nearest to a pixel, and where it is seen.
    const Dot& dot_near(const glm::vec2& pixel) {
        const auto& dots = session_.pipeline().dots()->dots;
        return *std::ranges::min_element(dots, {}, [&](const Dot& dot) { return glm::distance(*projector_.pixel(dot.position_mm), pixel); });
    }
    static float longest_step_mm(const std::vector<glm::vec3>& places) {
        float longest = 0.0f;
        for (std::size_t i = 1; i < places.size(); ++i) longest = std::max(longest, glm::distance(places[i - 1], places[i]));
        return longest;
    }

    ToolSettings settings_;
    ToolBox tools_;
};

TEST_F(DensityBrushToolTest, EveryKindIsOneStepWithItsOwnFiguresAndUndoTakesStrokesBackOneByOne) {
    std::vector<Document> steps{session_.document()};
    for (std::size_t k = 0; k < kDensityBrushes; ++k) {
        const auto kind = static_cast<DensityStroke::Kind>(k);
        settings_.density.kind = kind;
        settings_.density.radius_mm = 8.0f + static_cast<float>(k);
        settings_.density.target_per_cm2 = 90.0f;
        const float at = 5.0f * static_cast<float>(k);
        drag(tools_.density_brush, on_top(10.0f, at), on_top(40.0f, at));
        ASSERT_EQ(work().strokes.size(), k + 1) << tools_.density_brush.take_problem();
        const DensityStroke& stroke = work().strokes.back();
        EXPECT_EQ(stroke.kind, kind);
        EXPECT_FLOAT_EQ(stroke.stroke.radius_mm, settings_.density.radius_mm);
        EXPECT_FLOAT_EQ(stroke.stroke.strength, settings_.density.strength());
        EXPECT_EQ(undo_label(), step_label(kind));
        steps.push_back(session_.document());
    }
    EXPECT_FLOAT_EQ(work().strokes[4].target_per_cm2, 90.0f);
    for (std::size_t k = kDensityBrushes; k > 0; --k) {
        session_.editor().undo();
        EXPECT_TRUE(session_.document() == steps[k - 1]) << k;
    }
    EXPECT_FALSE(session_.editor().undo());
}

TEST_F(DensityBrushToolTest, AStrokeShowsWhileItIsDrawnAndEscapeLeavesNothing) {
    const Document before = session_.document();
    const glm::vec2 from = on_top(5.0f, 0.0f), to = on_top(30.0f, 10.0f);
    EXPECT_TRUE(point_at(tools_.density_brush, Phase::Press, from, false));
    ASSERT_EQ(work().strokes.size(), 1u) << "a dab shows at once";
    point_at(tools_.density_brush, Phase::Drag, to);
    EXPECT_GT(work().strokes[0].stroke.path.size(), 5u);
    EXPECT_TRUE(session_.editor().is_editing());
    EXPECT_TRUE(point_at(tools_.density_brush, Phase::Cancel, to));
    EXPECT_TRUE(session_.document() == before);
    point_at(tools_.density_brush, Phase::Release, to);
    EXPECT_TRUE(undo_label().empty());
}

TEST_F(DensityBrushToolTest, HoweverFastTheHandPlacesAreAtMostTwoMillimetresApartAndOnTheSkin) {
    for (const int steps : {1, 4, 120}) {
        drag(tools_.density_brush, on_top(5.0f, -10.0f), on_top(45.0f, 25.0f), steps);
        const auto path = on_head(work().strokes.back().stroke.path);
        ASSERT_GT(path.size(), 15u) << steps;
        EXPECT_LE(longest_step_mm(path), 2.0f) << steps;
        for (const glm::vec3& place : path) EXPECT_LT(glm::distance(place, head().measuring.position(*head().measuring.closest(place))), 0.01f);
        EXPECT_LT(path.size(), 80u) << "a slow hand leaves no more places than a quick one";
    }
}

TEST_F(DensityBrushToolTest, TheOtherSideIsPaintedAtTheHeadsOwnCounterpartsAndOnlyWhenMirrored) {
    drag(tools_.density_brush, on_top(15.0f, 0.0f), on_top(40.0f, 15.0f));
    const auto path = on_head(work().strokes[0].stroke.path), twin = on_head(work().strokes[0].stroke.mirrored);
    ASSERT_EQ(path.size(), twin.size());
    const Symmetry symmetry(head(), *session_.document().client);
    for (std::size_t i = 0; i < path.size(); ++i) {
        EXPECT_NEAR(symmetry.offset_mm(path[i]), -symmetry.offset_mm(twin[i]), 1.0f);
        EXPECT_NEAR(path[i].z, twin[i].z, 4.0f);
    }
    settings_.density.mirrors = false;
    drag(tools_.density_brush, on_top(15.0f, 0.0f), on_top(40.0f, 15.0f));
    EXPECT_TRUE(work().strokes[1].stroke.mirrored.empty());
}

TEST_F(DensityBrushToolTest, OffTheHeadTheBrushWaitsAndNothingJumpsToTheFarSide) {
    const glm::vec2 from = on_top(30.0f, 0.0f);
    point_at(tools_.density_brush, Phase::Press, from, false);
    point_at(tools_.density_brush, Phase::Drag, from + glm::vec2(30.0f, 0.0f));
    for (int i = 1; i <= 20; ++i) point_at(tools_.density_brush, Phase::Drag, glm::mix(from + glm::vec2(30.0f, 0.0f), glm::vec2(995.0f, 400.0f), static_cast<float>(i) / 20.0f));
    const auto waiting = work().strokes[0].stroke.path;
    point_at(tools_.density_brush, Phase::Drag, {995.0f, 790.0f});
    EXPECT_EQ(work().strokes[0].stroke.path, waiting);
    point_at(tools_.density_brush, Phase::Release, {995.0f, 790.0f});
    EXPECT_LE(longest_step_mm(on_head(work().strokes[0].stroke.path)), 2.0f);
}

TEST_F(DensityBrushToolTest, AStrokeThatBeginsBesideTheHeadIsForTheView) {
    EXPECT_FALSE(point_at(tools_.density_brush, Phase::Press, {5.0f, 5.0f}, false));
    point_at(tools_.density_brush, Phase::Drag, on_top(0.0f, 0.0f));
    point_at(tools_.density_brush, Phase::Release, on_top(0.0f, 0.0f));
    EXPECT_TRUE(work().strokes.empty());
}

TEST_F(DensityBrushToolTest, ADabOfBaldIsAnAlopeciaPatchAndHairPaintsItBack) {
    settings_.hair_brush.radius_mm = 12.0f;
    click(tools_.hair_brush, on_top(20.0f, 30.0f));
    const NativeHair& hair = *session_.document().native_hair;
    ASSERT_EQ(hair.strokes.size(), 1u) << tools_.hair_brush.take_problem();
    EXPECT_EQ(hair.strokes[0].kind, HairStroke::Kind::Bald);
    EXPECT_EQ(hair.strokes[0].stroke.path.size(), 1u);
    EXPECT_TRUE(hair.strokes[0].stroke.mirrored.empty());
    EXPECT_EQ(undo_label(), "Paint bald skin");
    settings_.hair = HairStroke::Kind::Hair;
    drag(tools_.hair_brush, on_top(20.0f, 30.0f), on_top(35.0f, 30.0f));
    EXPECT_EQ(session_.document().native_hair->strokes.back().kind, HairStroke::Kind::Hair);
    EXPECT_EQ(undo_label(), "Paint own hair");
}

TEST_F(DensityBrushToolTest, AClickOnADotTakesItAwayAndAClickOnFreeSkinAddsOne) {
    const Dot dot = dot_near(on_top(10.0f, 20.0f));
    come_near(dot.position_mm);
    const glm::vec3 candidate = session_.pipeline().candidates()->position_mm[dot.id];
    click(tools_.single_dots, *projector_.pixel(dot.position_mm));
    ASSERT_EQ(work().dots.size(), 1u) << tools_.single_dots.take_problem();
    EXPECT_EQ(work().dots[0].kind, HandDot::Kind::Removed);
    EXPECT_LT(glm::distance(head().from_source(work().dots[0].at), candidate), 1e-3f);
    EXPECT_EQ(undo_label(), "Take dot away");

    const glm::vec3 between = 0.5f * (head().landmark("glabella") + head().landmark("trichion"));
    const glm::vec3 forehead = head().measuring.position(*head().measuring.closest(between));
    come_near(forehead);
    const glm::vec2 free = *projector_.pixel(forehead);
    click(tools_.single_dots, free);
    ASSERT_EQ(work().dots.size(), 2u);
    EXPECT_EQ(work().dots[1].kind, HandDot::Kind::Added);
    EXPECT_LT(glm::distance(*projector_.pixel(head().from_source(work().dots[1].at)), free), 0.5f);
    EXPECT_EQ(undo_label(), "Add dot");
}

TEST_F(DensityBrushToolTest, ADraggedDotIsMovedInOneStepAndEscapePutsItBack) {
    const Document before = session_.document();
    const Dot dot = dot_near(on_top(10.0f, 20.0f));
    come_near(dot.position_mm);
    const glm::vec2 from = *projector_.pixel(dot.position_mm), to = from + glm::vec2(14.0f, 9.0f);
    point_at(tools_.single_dots, Phase::Press, from, false);
    point_at(tools_.single_dots, Phase::Drag, to);
    EXPECT_TRUE(session_.editor().is_editing());
    point_at(tools_.single_dots, Phase::Cancel, to);
    ASSERT_TRUE(session_.document() == before);
    drag(tools_.single_dots, from, to);
    ASSERT_EQ(work().dots.size(), 2u) << tools_.single_dots.take_problem();
    EXPECT_EQ(undo_label(), "Move dot");
    const auto added = std::ranges::find(work().dots, HandDot::Kind::Added, &HandDot::kind);
    ASSERT_NE(added, work().dots.end());
    EXPECT_LT(glm::distance(*projector_.pixel(head().from_source(added->at)), to), 0.5f);
    session_.editor().undo();
    EXPECT_TRUE(session_.document() == before);
}

TEST_F(DensityBrushToolTest, ADragBesideAllDotsIsForTheView) {
    const glm::vec2 face = *projector_.pixel(head().landmark("glabella"));
    EXPECT_FALSE(point_at(tools_.single_dots, Phase::Press, face, false));
    point_at(tools_.single_dots, Phase::Drag, face + glm::vec2(20.0f, 0.0f));
    point_at(tools_.single_dots, Phase::Release, face + glm::vec2(20.0f, 0.0f));
    EXPECT_TRUE(work().dots.empty());
}

TEST_F(DensityBrushToolTest, FarAndNearTheRingIsRoundTheDotThatAClickWouldTake) {
    for (const float distance_mm : {250.0f, 200.0f, 130.0f}) {
        const Dot target = dot_near(on_top(5.0f, 15.0f));
        come_near(target.position_mm, distance_mm);
        const glm::vec2 pixel = *projector_.pixel(target.position_mm) + glm::vec2(0.4f);
        point_at(tools_.single_dots, Phase::Hover, pixel, false);
        const ToolOverlay overlay = tools_.single_dots.overlay(session_);
        ASSERT_EQ(overlay.lines.size(), 1u) << distance_mm;
        glm::vec3 centre(0.0f);
        for (const glm::vec3& place : overlay.lines[0].places_mm) centre += place / static_cast<float>(overlay.lines[0].places_mm.size());
        const float away_px = glm::distance(*projector_.pixel(centre), pixel);
        EXPECT_LT(away_px, 3.0f) << distance_mm;
        EXPECT_TRUE(tools_.single_dots.is_over_something());
    }
}

TEST_F(DensityBrushToolTest, BracketsGrowAndShrinkTheBrushInHandWithinItsRange) {
    for (int k = 0; k < 40; ++k) settings_.scale_brush(ToolKind::DensityBrush, 1.15f);
    EXPECT_EQ(settings_.density.radius_mm, kDensityBrushRangeMm.max);
    EXPECT_EQ(settings_.hair_brush.radius_mm, 15.0f) << "each brush has its own size";
    for (int k = 0; k < 60; ++k) settings_.scale_brush(ToolKind::DensityBrush, 1.0f / 1.15f);
    EXPECT_EQ(settings_.density.radius_mm, kDensityBrushRangeMm.min);
}

}  // namespace
}  // namespace trichion
