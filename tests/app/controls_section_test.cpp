// The hairline in mm and degrees, under the mouse.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "core/pipeline/outline_controls.h"
#include "tests/app/ui_fixture.h"

#include <cmath>

namespace trichion {
namespace {

class ControlsSectionTest : public UiTest {
protected:
    ControlsSectionTest() {
        session_.update(false);
        ImGui::GetIO().DisplaySize = {400.0f, 1400.0f};
        view_.open_sections = {"Temples", "Sides and nape", "Symmetry", "Measures"};
        draw = [this] {
            session_.update(false);
            const ui::Area area("Inspector", {0, 0, 330, 1400}, 0);
            PanelContext context{session_, view_, notices_, commands_};
            draw_controls_section(context);
        };
        frame();
        frame();
    }

    Editor& editor() { return session_.editor(); }
    const Outline& outline() { return *session_.document().outline; }
    float shown(Control control) { return *session_.pipeline().outline()->controls[static_cast<std::size_t>(control)]; }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
};

TEST_F(ControlsSectionTest, OneDragIsOneStepAndTheNumberIsWhatIsDrawn) {
    const Outline before = outline();
    const float recession = shown(Control::Recession);
    drag("Recession", 0.4f, 0.6f, 12);
    frame();
    EXPECT_GT(shown(Control::Recession), recession + 5.0f);
    ASSERT_NE(editor().undo_label(), nullptr);
    EXPECT_EQ(*editor().undo_label(), "Change recession");
    ASSERT_TRUE(editor().undo());
    EXPECT_EQ(outline(), before);
    EXPECT_EQ(editor().undo_label(), nullptr);
}

TEST_F(ControlsSectionTest, AWayThereAndBackInOneDragEndsAtTheSameOutline) {
    const Outline before = outline();
    press_at("Point height", 0.45f);
    const ui::Rect rect = rect_of("Point height");
    const auto pull = [&](float share) { move_to(rect.x + share * rect.width, rect.y + 0.5f * rect.height); };
    pull(0.6f);
    frame();
    const Outline there = outline();
    EXPECT_NE(there.points, before.points);
    pull(0.9f);
    pull(0.6f);
    frame();
    EXPECT_EQ(outline().points, there.points) << "always from where the drag began";
    press_key(ui::Key::Escape);
    EXPECT_EQ(outline(), before);
    button(false);
    EXPECT_EQ(editor().undo_label(), nullptr) << "a cancelled drag leaves no step";
}

TEST_F(ControlsSectionTest, AValueThatCannotBeSaysWhyUnderItsSlider) {
    Outline locked = outline();
    locked.locked = 1u << static_cast<unsigned>(OutlinePart::TempleRight);
    Document document = session_.document();
    document.outline = locked;
    editor().preview(document);
    editor().commit("Lock", "2026-11-22");
    frame();
    drag("Recession", 0.4f, 0.6f);
    frame();
    EXPECT_NE(ui_.registry.find("Recession/refused"), nullptr);
    EXPECT_NE(ui_.refusal.words.find("right temple"), std::string::npos) << ui_.refusal.words;
    EXPECT_EQ(outline(), locked);
    EXPECT_EQ(*editor().undo_label(), "Lock") << "what was refused is no step";
}

TEST_F(ControlsSectionTest, EveryControlThatTheOutlineHasIsThereAndWithinTheInspector) {
    for (const ControlInfo& info : control_infos()) {
        const bool has_part = session_.pipeline().outline()->controls[static_cast<std::size_t>(info.control)].has_value();
        EXPECT_EQ(ui_.registry.find(info.label) != nullptr, has_part) << info.label;
        if (has_part) { EXPECT_LE(rect_of(std::string(info.label) + "/number").right(), 330.0f); }
    }
    EXPECT_NE(ui_.registry.find("Left against right"), nullptr);
}

TEST_F(ControlsSectionTest, OneSideIsLaidAsTheOtherInOneStep) {
    click("Mirror while editing");
    Outline uneven = outline();
    for (OutlinePoint& point : uneven.points)
        if (point.part == OutlinePart::TempleLeft) {
            const Head& head = *session_.pipeline().head();
            point.at = *head.measuring.closest(head.measuring.position(point.at) + glm::vec3(0.0f, 6.0f, -4.0f));
        }
    Document document = session_.document();
    document.outline = uneven;
    editor().preview(document);
    editor().commit("By hand", "2026-11-22");
    frame();
    ASSERT_GT(session_.pipeline().outline()->left_right_mm, 2.0f);
    click("Left as right");
    EXPECT_LT(session_.pipeline().outline()->left_right_mm, 0.5f);
    EXPECT_EQ(*editor().undo_label(), "Make left as right");
    editor().undo();
    frame();
    EXPECT_EQ(outline().points, uneven.points);
}

TEST_F(ControlsSectionTest, AfterHandWorkNoShapeIsLitAndTheChoicesSayThatTheyStartAnew) {
    const auto draw_controls = draw;
    draw = [this, draw_controls] {
        draw_controls();
        const ui::Area area("Shape", {0, 0, 330, 700}, 0, {0, 0}, ui::Area::Layer::Front);
        PanelContext context{session_, view_, notices_, commands_};
        draw_shape_section(context);
    };
    frame();
    EXPECT_TRUE(is_as_fitted(*session_.pipeline().head(), outline()));
    EXPECT_EQ(ui_.registry.find("Starts anew"), nullptr);
    const Outline before = outline();
    Document document = session_.document();
    Outline worked = before;
    worked.points[2].at = worked.points[3].at;
    document.outline = worked;
    editor().preview(document);
    editor().commit("By hand", "2026-11-22");
    frame();
    EXPECT_FALSE(is_as_fitted(*session_.pipeline().head(), outline())) << "then no tile is lit";
    EXPECT_NE(ui_.registry.find("Starts anew"), nullptr);
    click(before.age == HairlineAge::Young ? "Age/Young" : "Age/Mature");
    EXPECT_TRUE(is_as_fitted(*session_.pipeline().head(), outline())) << "the age it began with, pressed again, starts it anew";
    EXPECT_EQ(ui_.registry.find("Starts anew"), nullptr);
    ASSERT_TRUE(editor().undo());
    EXPECT_EQ(outline().points, worked.points);
}

}  // namespace
}  // namespace trichion
