// The measure and mark tools, and the guides that the view keeps.
#include "app/editor/tools/mark_tool.h"
#include "app/editor/tools/measure_tool.h"
#include "core/geometry/geodesic.h"

#include "tool_fixture.h"

#include <algorithm>
#include <array>

namespace trichion {
namespace {

class MeasureToolTest : public ToolTest {
protected:
    void click(Tool& tool, const glm::vec2& pixel) {
        send(tool, PointerEvent::Phase::Hover, pixel);
        send(tool, PointerEvent::Phase::Press, pixel);
        send(tool, PointerEvent::Phase::Release, pixel, false);
    }
    void send(Tool& tool, PointerEvent::Phase phase, const glm::vec2& pixel, bool has_moved = false) {
        PointerEvent event{phase, pixel, pixel, has_moved, 1.0f, &projector_};
        event.settings = &settings_;
        tool.pointer(event, session_);
        session_.update(false);
    }
    /// Where the forehead is seen, mm left of the midline and above the tragions.
    glm::vec2 forehead(float x, float y) {
        const auto hit = head().measuring.hit({{x, y, 300.0f}, {0.0f, 0.0f, -1.0f}}, true);
        return *projector_.pixel(head().measuring.position(hit->at));
    }
    ToolSettings settings_;
};

TEST_F(MeasureToolTest, TwoClicksMeasureTheShortestWayAlongTheSkin) {
    MeasureTool tool;
    click(tool, forehead(-35.0f, 60.0f));
    EXPECT_TRUE(settings_.measures.all().empty());
    send(tool, PointerEvent::Phase::Hover, forehead(0.0f, 80.0f));
    const ToolOverlay live = tool.overlay(session_);
    ASSERT_EQ(live.labels.size(), 1u) << "live from the first click to the pointer";
    click(tool, forehead(35.0f, 70.0f));
    ASSERT_EQ(settings_.measures.all().size(), 1u);
    const SkinMeasure& measure = settings_.measures.all().front();
    GeodesicSolver solver(head().measuring);
    ASSERT_TRUE(solver.solve(measure.from, measure.to));
    EXPECT_NEAR(measure.length_mm, static_cast<float>(solver.length_mm()), 0.02f);
    EXPECT_GT(measure.length_mm, glm::distance(measure.positions_mm.front(), measure.positions_mm.back()));
}

TEST_F(MeasureToolTest, BackwardsIsAsFar) {
    const auto at = [&](float x, float y) { return head().measuring.hit({{x, y, 300.0f}, {0.0f, 0.0f, -1.0f}}, true)->at; };
    for (const auto& [from, to] : {std::pair{at(-40.0f, 50.0f), at(20.0f, 95.0f)}, {at(0.0f, 100.0f), at(60.0f, 30.0f)}, {at(-20.0f, -60.0f), at(0.0f, 90.0f)}}) {
        const auto there = measured(head(), from, to), back = measured(head(), to, from);
        ASSERT_TRUE(there && back);
        EXPECT_NEAR(there->length_mm, back->length_mm, 0.01f);
    }
}

TEST_F(MeasureToolTest, SeveralStayUntilEscapeWhichFirstForgetsTheOneUnderWay) {
    MeasureTool tool;
    for (const float y : {60.0f, 70.0f}) {
        click(tool, forehead(-20.0f, y));
        click(tool, forehead(20.0f, y));
    }
    tool.leave(session_);
    EXPECT_EQ(settings_.measures.all().size(), 2u) << "also when another tool is taken up";
    click(tool, forehead(0.0f, 60.0f));
    send(tool, PointerEvent::Phase::Cancel, {});
    EXPECT_EQ(settings_.measures.all().size(), 2u);
    send(tool, PointerEvent::Phase::Cancel, {});
    EXPECT_TRUE(settings_.measures.all().empty());
}

TEST_F(MeasureToolTest, MeasuresAreGoneWithTheirHead) {
    settings_.measures.update(session_.pipeline());
    settings_.measures.add(*measured(head(), {0, {1, 0, 0}}, {5, {1, 0, 0}}));
    settings_.measures.update(session_.pipeline());
    EXPECT_EQ(settings_.measures.all().size(), 1u);
    HeadReference other;
    other.name = "female_asian";
    session_.set_head(other, "Choose head");
    session_.update(false);
    settings_.measures.update(session_.pipeline());
    EXPECT_TRUE(settings_.measures.all().empty());
}

TEST_F(MeasureToolTest, AMarkIsShownFromTheClickOn) {
    MarkTool tool;
    settings_.mark = MarkKind::OldTrichion;
    click(tool, forehead(0.0f, 85.0f));
    EXPECT_TRUE(settings_.guides.contains(GuideKind::OldTrichion));
    settings_.mark = MarkKind::Crease;
    click(tool, {2.0f, 2.0f});
    EXPECT_FALSE(settings_.guides.contains(GuideKind::Crease)) << "a click beside the head marks nothing";
}

TEST_F(MeasureToolTest, AClickMarksTheCreaseInTheSourceFrameAsOneStep) {
    MarkTool tool;
    settings_.mark = MarkKind::Crease;
    click(tool, forehead(10.0f, 65.0f));
    const ClientFacts& client = *session_.document().client;
    ASSERT_TRUE(client.forehead_crease);
    EXPECT_NEAR(head().from_source(*client.forehead_crease).y, 65.0f, 0.5f);
    EXPECT_EQ(*session_.editor().undo_label(), "Mark crease");
    EXPECT_TRUE(tool.take_finished());
    session_.editor().undo();
    EXPECT_FALSE(session_.document().client->forehead_crease);
    click(tool, forehead(0.0f, -60.0f));
    EXPECT_FALSE(session_.document().client->forehead_crease);
    EXPECT_FALSE(tool.take_problem().empty()) << "a click on the chin is refused in words";
}

TEST_F(MeasureToolTest, AStrokeTracesTheClientsOwnHairline) {
    MarkTool tool;
    settings_.mark = MarkKind::TracedHairline;
    send(tool, PointerEvent::Phase::Press, forehead(30.0f, 85.0f));
    for (float x = 28.0f; x >= -30.0f; x -= 2.0f) send(tool, PointerEvent::Phase::Drag, forehead(x, 85.0f), true);
    EXPECT_EQ(tool.overlay(session_).lines.size(), 1u);
    send(tool, PointerEvent::Phase::Release, forehead(-30.0f, 85.0f), true);
    const auto& traced = session_.document().client->traced_hairline;
    ASSERT_GT(traced.size(), 20u);
    EXPECT_LT(traced.front().x, traced.back().x) << "from the right to the left";
}

TEST_F(MeasureToolTest, GuidesAreBuiltOnceAndTheTemporalPointAgainWhenTheMidFrontalPointMoves) {
    GuideSet guides;
    const std::set<GuideKind> wanted{GuideKind::Midline, GuideKind::Canthus, GuideKind::TemporalPoint, GuideKind::Crease};
    const auto update = [&] { guides.update(session_.pipeline(), session_.document().client, wanted); };
    update();
    EXPECT_EQ(guides.guides().size(), 3u) << "no crease is marked";
    EXPECT_EQ(guides.built(), 4);
    update();
    EXPECT_EQ(guides.built(), 4);
    ASSERT_TRUE(session_.apply_settings({{"outline.height_mm", "82"}}));
    session_.update(false);
    update();
    EXPECT_EQ(guides.built(), 5) << "only the one that hangs on the hairline";
}

}  // namespace
}  // namespace trichion
