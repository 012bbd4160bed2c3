// The sculpting tools under a pointer and keys: what they change, what they never do, and one step for each stroke.
#include "app/editor/tools/tool_box.h"
#include "core/base/hash.h"
#include "core/pipeline/design_zone.h"
#include "core/pipeline/outline_edits.h"
#include "tests/app/tool_fixture.h"

#include <cmath>
#include <cstring>

namespace trichion {
namespace {

using Phase = PointerEvent::Phase;

class SculptToolsTest : public ToolTest {
protected:
    bool point_at(Tool& tool, Phase phase, const glm::vec2& pixel, bool has_moved = true, bool is_double = false, bool ctrl = false) {
        PointerEvent event{phase, pixel, pixel, has_moved, 1.0f, &projector_};
        event.settings = &settings_;
        event.is_double = is_double;
        event.ctrl = ctrl;
        const bool has_it = tool.pointer(event, session_);
        if (updates_) session_.update(false);
        return has_it;
    }
    void drag(Tool& tool, const glm::vec2& from, const glm::vec2& to, int steps = 6) {
        point_at(tool, Phase::Press, from, false);
        for (int i = 1; i <= steps; ++i) point_at(tool, Phase::Drag, glm::mix(from, to, static_cast<float>(i) / static_cast<float>(steps)));
        point_at(tool, Phase::Release, to);
    }
    bool press_key(Tool& tool, KeyEvent::Key key, bool is_down = true, bool shift = false) {
        const bool taken = tool.key({key, is_down, shift, &projector_, &settings_}, session_);
        if (updates_) session_.update(false);
        return taken;
    }
    glm::vec2 on_line(float share) {
        const SurfaceCurve& curve = session_.pipeline().outline()->parts.front().curve;
        return *projector_.pixel(curve.positions_mm[static_cast<std::size_t>(share * static_cast<float>(curve.positions_mm.size() - 1))]);
    }
    /// Between two points of the frontal part's left half, away from both.
    glm::vec2 on_line_beside_points() {
        for (float share = 0.5f; share < 0.95f; share += 0.01f) {
            const glm::vec2 pixel = on_line(share);
            bool is_free = glm::distance(pixel, pixel_of(side_point())) > 20.0f;
            for (const OutlinePoint& point : outline().points) is_free &= glm::distance(pixel_of(point.id), pixel) > 16.0f;
            if (is_free) return pixel;
        }
        ADD_FAILURE() << "points everywhere";
        return {};
    }
    std::string undo_label() { return session_.editor().undo_label() ? *session_.editor().undo_label() : std::string(); }

    ToolSettings settings_;
    bool updates_ = true;  // false where what follows from the outline does not matter
    ToolBox tools_;
};

TEST_F(SculptToolsTest, ADoubleClickOnTheLineAddsAPointAndDeleteTakesItAway) {
    const Outline before = outline();
    const glm::vec2 pixel = on_line_beside_points();
    EXPECT_FALSE(point_at(tools_.points, Phase::Press, pixel, false)) << "one click is for the view";
    point_at(tools_.points, Phase::Release, pixel, false);
    EXPECT_TRUE(point_at(tools_.points, Phase::Press, pixel, false, true));
    point_at(tools_.points, Phase::Release, pixel, false);
    EXPECT_EQ(undo_label(), "Add point");
    EXPECT_EQ(outline().points.size(), before.points.size() + 2) << "with its twin";
    ASSERT_NE(settings_.selected_point, 0u);
    EXPECT_TRUE(press_key(tools_.points, KeyEvent::Key::Delete));
    EXPECT_EQ(outline().points, before.points);
    EXPECT_EQ(undo_label(), "Delete point");
}

TEST_F(SculptToolsTest, ArrowKeysNudgeTheSelectedPointByHalfAMillimetreAsSeenAndOneSeriesIsOneStep) {
    const std::uint32_t id = side_point();
    point_at(tools_.points, Phase::Press, pixel_of(id), false);
    point_at(tools_.points, Phase::Release, pixel_of(id), false);
    const glm::vec3 before = place_of(id);
    const glm::vec2 seen = pixel_of(id);
    for (int k = 0; k < 4; ++k) EXPECT_TRUE(press_key(tools_.points, KeyEvent::Key::Up));
    EXPECT_TRUE(undo_label().empty()) << "not before the key comes up";
    press_key(tools_.points, KeyEvent::Key::Up, false);
    EXPECT_NEAR(glm::distance(place_of(id), before), 2.0f, 0.05f);
    EXPECT_LT(pixel_of(id).y, seen.y);
    EXPECT_EQ(undo_label(), "Nudge point");
    session_.editor().undo();
    EXPECT_EQ(place_of(id), before);
    press_key(tools_.points, KeyEvent::Key::Left, true, true);
    press_key(tools_.points, KeyEvent::Key::Left, false);
    EXPECT_NEAR(glm::distance(place_of(id), before), 0.1f, 0.01f);
}

TEST_F(SculptToolsTest, APointDraggedBesideTheMidlineSnapsToItButNotWithControlNorWhenSnappingIsOff) {
    const std::uint32_t id = side_point();
    const glm::vec2 from = pixel_of(id);
    const glm::vec2 beside(projector_.pixel(head().landmark("glabella"))->x + 5.0f, from.y);
    const auto offset_after_drag = [&](bool ctrl, bool snaps) {
        settings_.snaps = snaps;
        point_at(tools_.points, Phase::Press, from, false);
        for (int i = 1; i <= 6; ++i) point_at(tools_.points, Phase::Drag, glm::mix(from, beside, static_cast<float>(i) / 6.0f), true, false, ctrl);
        const float offset = std::abs(Symmetry(head(), *session_.document().client).offset_mm(place_of(id)));
        point_at(tools_.points, Phase::Cancel, from);
        return offset;
    };
    EXPECT_LT(offset_after_drag(false, true), 0.1f);
    EXPECT_GT(offset_after_drag(true, true), 0.3f);
    EXPECT_GT(offset_after_drag(false, false), 0.3f);
}

TEST_F(SculptToolsTest, AClickWithControlOnTheLineAddsAPoint) {
    const std::size_t before = outline().points.size();
    const glm::vec2 pixel = on_line_beside_points();
    EXPECT_TRUE(point_at(tools_.points, Phase::Press, pixel, false, false, true));
    point_at(tools_.points, Phase::Release, pixel, false, false, true);
    EXPECT_EQ(outline().points.size(), before + 2);
}

TEST_F(SculptToolsTest, TheBrushGrowsAndShrinksWithinItsRange) {
    for (int k = 0; k < 40; ++k) settings_.scale_brush(ToolKind::Push, 1.15f);
    EXPECT_EQ(settings_.brush_radius_mm, kBrushRangeMm.max);
    settings_.scale_brush(ToolKind::Push, 1.0f / 1.15f);
    EXPECT_NEAR(settings_.brush_radius_mm, kBrushRangeMm.max / 1.15f, 1e-3f);
    for (int k = 0; k < 40; ++k) settings_.scale_brush(ToolKind::Push, 1.0f / 1.15f);
    EXPECT_EQ(settings_.brush_radius_mm, kBrushRangeMm.min);
}

TEST_F(SculptToolsTest, CMakesTheSelectedPointACornerAndItsTwin) {
    const std::uint32_t id = side_point();
    point_at(tools_.points, Phase::Press, pixel_of(id), false);
    point_at(tools_.points, Phase::Release, pixel_of(id), false);
    EXPECT_TRUE(press_key(tools_.points, KeyEvent::Key::Corner));
    EXPECT_TRUE(find_point(outline(), id)->is_corner);
    EXPECT_TRUE(find_point(outline(), twin_of(id))->is_corner);
}

TEST_F(SculptToolsTest, AStrokeOfEachToolIsOneStepAndEscapeLeavesNothing) {
    struct Case {
        Tool* tool;
        const char* label;
    };
    for (const Case& c : {Case{&tools_.push, "Push line"}, Case{&tools_.draw_over, "Draw over line"}, Case{&tools_.area, "Add area"}}) {
        const Document before = session_.document();
        const glm::vec2 from = on_line(0.62f);
        point_at(*c.tool, Phase::Press, from, false);
        point_at(*c.tool, Phase::Drag, from + glm::vec2(12.0f, -14.0f));
        point_at(*c.tool, Phase::Cancel, from);
        ASSERT_TRUE(session_.document() == before) << c.label;
        const glm::vec2 to = on_line(0.85f);
        point_at(*c.tool, Phase::Press, from, false);
        for (int i = 1; i <= 12; ++i) {
            const float way = static_cast<float>(i) / 12.0f;
            point_at(*c.tool, Phase::Drag, glm::mix(from, to, way) - glm::vec2(0.0f, 40.0f * std::sin(3.14159f * way)));
        }
        point_at(*c.tool, Phase::Release, to);
        EXPECT_EQ(undo_label(), c.label) << c.tool->take_problem();
        session_.editor().undo();
        session_.update(false);
        EXPECT_TRUE(session_.document() == before) << c.label;
    }
}

TEST_F(SculptToolsTest, AStrokeIsTheSameWhetherAFrameBringsOnePlaceOrAll) {
    struct Case {
        Tool* tool;
        const char* label;
    };
    updates_ = false;
    const Document before = session_.document();
    const glm::vec2 from = on_line(0.62f), to = on_line(0.85f);
    std::vector<glm::vec2> way;
    for (int i = 1; i <= 12; ++i) {
        const float share = static_cast<float>(i) / 12.0f;
        way.push_back(glm::mix(from, to, share) - glm::vec2(0.0f, 40.0f * std::sin(3.14159f * share)));
    }
    const auto drawn = [&](const Case& c, bool at_once, bool keeps_way) {
        point_at(*c.tool, Phase::Press, from, false);
        if (at_once) {
            PointerEvent event{Phase::Drag, way.back(), from, true, 1.0f, &projector_};
            event.settings = &settings_;
            if (keeps_way) event.way.assign(way.begin(), way.end() - 1);
            c.tool->pointer(event, session_);
        } else {
            for (const glm::vec2& pixel : way) point_at(*c.tool, Phase::Drag, pixel);
        }
        point_at(*c.tool, Phase::Release, way.back());
        if (keeps_way) {
            EXPECT_EQ(undo_label(), c.label) << c.tool->take_problem();
        }
        const Outline result = outline();
        while (session_.editor().undo()) {}
        EXPECT_TRUE(session_.document() == before);
        return result;
    };
    for (const Case& c : {Case{&tools_.draw_over, "Draw over line"}, Case{&tools_.area, "Add area"}}) {
        const Outline one_by_one = drawn(c, false, true);
        EXPECT_TRUE(drawn(c, true, true) == one_by_one) << c.label;
        EXPECT_FALSE(drawn(c, true, false) == one_by_one) << c.label << ": the check sees a way that is lost";
    }
}

TEST_F(SculptToolsTest, ADragOverFaceAndOffTheHeadNeverPutsAPointInAnEyeOnTheNoseOrFarAway) {
    const std::uint32_t id = side_point();
    updates_ = false;
    for (const char* target : {"pupil_l", "pronasale", "menton", "tragion_l"}) {
        const Document before = session_.document();
        const glm::vec2 from = pixel_of(id);
        const glm::vec2 over = *projector_.pixel(head().landmark(target));
        glm::vec3 last = place_of(id);
        point_at(tools_.points, Phase::Press, from, false);
        for (int i = 1; i <= 60; ++i) {
            point_at(tools_.points, Phase::Drag, glm::mix(from, over, static_cast<float>(i) / 60.0f));
            const OutlinePoint* point = find_point(outline(), id);
            ASSERT_TRUE(is_outline_skin(head(), point->at)) << target;
            ASSERT_LT(glm::distance(place_of(id), last), 12.0f) << target << ": a jump at step " << i;
            last = place_of(id);
        }
        point_at(tools_.points, Phase::Drag, {995.0f, 5.0f});
        EXPECT_EQ(place_of(id), last) << "off the head it holds";
        point_at(tools_.points, Phase::Cancel, from);
        EXPECT_TRUE(session_.document() == before);
    }
}

TEST_F(SculptToolsTest, ALockedPointDoesNotMoveAndSaysWhy) {
    Document draft = session_.document();
    Outline locked = *draft.outline;
    locked.locked = 1u << static_cast<unsigned>(OutlinePart::Frontal);
    draft.outline = locked;
    session_.editor().preview(draft);
    session_.editor().commit("prepare", "2026-01-01");
    session_.update(false);
    const std::uint32_t id = side_point();
    const glm::vec3 before = place_of(id);
    point_at(tools_.points, Phase::Hover, pixel_of(id), false);
    bool is_told = false;
    for (const SkinLabel& label : tools_.points.overlay(session_).labels) is_told |= label.strong == "Locked";
    EXPECT_TRUE(is_told);
    drag(tools_.points, pixel_of(id), pixel_of(id) + glm::vec2(0.0f, -30.0f));
    EXPECT_EQ(place_of(id), before);
    EXPECT_EQ(undo_label(), "prepare");
}

TEST_F(SculptToolsTest, FiveHundredEditsUndoneGiveEveryByteAgain) {
    const Document first = session_.document();
    updates_ = false;
    std::uint64_t state = 11;
    const auto roll = [&](float from, float to) {
        state = mix(state, 1);
        return from + (to - from) * static_cast<float>(state >> 40) / 16777216.0f;
    };
    for (int k = 0; k < 500; ++k) {
        // Mostly the edits that cost little: each counts the same here.
        Tool* const tools[] = {&tools_.points, &tools_.points, &tools_.points, &tools_.points, &tools_.points, &tools_.points,
                               &tools_.push,   &tools_.smooth, &tools_.draw_over, &tools_.area};
        Tool& tool = *tools[static_cast<std::size_t>(roll(0.0f, 9.999f))];
        const glm::vec2 from = &tool == &tools_.points ? pixel_of(outline().points[static_cast<std::size_t>(roll(0.0f, 1.0f) * static_cast<float>(outline().points.size() - 1))].id)
                                                       : on_line(roll(0.1f, 0.9f));
        drag(tool, from, from + glm::vec2(roll(-40.0f, 40.0f), roll(-40.0f, 40.0f)), 2);
        if (k % 7 == 0 && settings_.selected_point != 0) press_key(tools_.points, KeyEvent::Key::Delete);
    }
    int undone = 0;
    while (session_.editor().undo()) ++undone;
    EXPECT_GT(undone, 150);
    EXPECT_TRUE(*session_.document().outline == *first.outline);
    for (std::size_t i = 0; i < first.outline->points.size(); ++i)
        EXPECT_EQ(std::memcmp(&session_.document().outline->points[i].at, &first.outline->points[i].at, sizeof(SurfacePoint)), 0);
}

TEST_F(SculptToolsTest, SingleDotsAreLeftAloneUntilTheyAreLargeEnoughToBeSeen) {
    const auto above_brows = head().measuring.closest(head().landmark("glabella") + glm::vec3(0.0f, 25.0f, 0.0f));
    ASSERT_TRUE(above_brows);
    const glm::vec3 forehead = head().measuring.position(*above_brows);
    const auto click = [&] {
        projector_ = Projector(camera_, {0.0f, 0.0f}, {1000.0f, 800.0f});
        const glm::vec2 pixel = *projector_.pixel(forehead);
        point_at(tools_.single_dots, Phase::Hover, pixel, false);
        point_at(tools_.single_dots, Phase::Press, pixel, false);
        point_at(tools_.single_dots, Phase::Release, pixel, false);
        return tools_.single_dots.take_problem();
    };
    EXPECT_EQ(click(), "Zoom in until you see single dots") << "the whole head is in sight";
    EXPECT_EQ(undo_label(), "");
    camera_.target_mm = forehead;
    camera_.distance_mm = 250.0f;
    EXPECT_EQ(click(), "");
    EXPECT_NE(undo_label(), "") << "near by the same click sets a dot or takes one";
}

}  // namespace
}  // namespace trichion
