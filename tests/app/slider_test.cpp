// A slider shows every value of a drag at once and makes one undo step of it.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/commands/command_table.h"
#include "app/editor/ui/area.h"
#include "app/editor/viewport/viewport.h"
#include "core/model/limits.h"
#include "tests/app/ui_fixture.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace trichion {
namespace {

class SliderTest : public UiTest {
protected:
    SliderTest() {
        draw = [this] {
            const ui::Area area("Inspector", {900, 0, 330, 700}, 0, {16, 16});
            PanelContext context{session_, view_, notices_, commands_};
            draw_dots_panel(context);
        };
        frame();
        frame();
    }

    float density() { return session_.document().dots->density_per_cm2; }
    Editor& editor() { return session_.editor(); }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
};

TEST_F(SliderTest, DraggingDensityShowsEachValueAndMakesOneStep) {
    const float before = density();
    press_at("Density", 0.2f);
    const ui::Rect track = rect_of("Density");
    std::vector<float> seen;
    for (const float share : {0.5f, 0.7f, 0.9f}) {
        move_to(track.x + share * track.width, track.y + 10.0f);
        seen.push_back(density());
        EXPECT_EQ(editor().undo_label(), nullptr) << "no step before the button is released";
    }
    button(false);

    EXPECT_LT(seen[0], seen[1]);
    EXPECT_LT(seen[1], seen[2]);
    EXPECT_FLOAT_EQ(density(), seen[2]);
    ASSERT_NE(editor().undo_label(), nullptr);
    EXPECT_EQ(*editor().undo_label(), "Change density");
    EXPECT_TRUE(editor().undo());
    EXPECT_FLOAT_EQ(density(), before);
    EXPECT_FALSE(editor().undo());
}

TEST_F(SliderTest, TheValueStandsUnderThePointer) {
    drag("Density", 0.1f, 0.75f);
    const float expected = kDensityRange.min + 0.75f * (kDensityRange.max - kDensityRange.min);
    EXPECT_NEAR(density(), expected, 3.0f);
}

TEST_F(SliderTest, EscapePutsTheValueBackAndIgnoresTheRestOfTheDrag) {
    const float before = density();
    press_at("Density", 0.2f);
    const ui::Rect track = rect_of("Density");
    move_to(track.x + 0.8f * track.width, track.y + 10.0f);
    ASSERT_NE(density(), before);

    press_key(ui::Key::Escape);
    EXPECT_FLOAT_EQ(density(), before);
    move_to(track.x + 0.9f * track.width, track.y + 10.0f);
    button(false);

    EXPECT_FLOAT_EQ(density(), before);
    EXPECT_EQ(editor().undo_label(), nullptr);
}

TEST_F(SliderTest, ADragBackToItsStartLeavesNoStep) {
    DotSettings middle;
    middle.density_per_cm2 = 210.0f;
    change_part(editor(), &Document::dots, middle, "prepare");
    frame();
    const float share = (210.0f - kDensityRange.min) / (kDensityRange.max - kDensityRange.min);
    press_at("Density", share);
    const ui::Rect track = rect_of("Density");
    move_to(track.x + 0.9f * track.width, track.y + 10.0f);
    ASSERT_NE(density(), 210.0f);
    move_to(track.x + share * track.width, track.y + 10.0f);
    button(false);

    EXPECT_FLOAT_EQ(density(), 210.0f);
    EXPECT_EQ(*editor().undo_label(), "prepare");
}

TEST_F(SliderTest, ATypedNumberIsOneStepAndKeepsItsDigits) {
    click("Dot size, healed/number");
    type("0,417");
    ImGui::GetIO().KeysDown[ImGui::GetIO().KeyMap[ImGuiKey_Enter] = 40] = true;
    frame();
    ImGui::GetIO().KeysDown[40] = false;
    frame();
    EXPECT_FLOAT_EQ(session_.document().dots->diameter_mm, 0.417f);
    ASSERT_NE(editor().undo_label(), nullptr);
    EXPECT_EQ(*editor().undo_label(), "Change dot size");
    EXPECT_TRUE(editor().undo());
    EXPECT_FALSE(editor().undo());
}

TEST_F(SliderTest, ATypedNumberOutsideItsRangeIsRefusedInOneSentence) {
    const float before = density();
    click("Density/number");
    type("999");
    move_to(5.0f, 5.0f);
    button(true);
    button(false);
    frame();
    EXPECT_FLOAT_EQ(density(), before);
    EXPECT_EQ(editor().undo_label(), nullptr);
    EXPECT_EQ(ui_.refusal.words, "Density is 20 to 400 /cm\xc2\xb2, not 999.");
    EXPECT_NE(ui_.registry.find("Density/refused"), nullptr) << "the sentence stands under the field";

    click("Density/number");
    type("400");
    click("Shade Charcoal");
    EXPECT_FLOAT_EQ(density(), 400.0f) << "the end of the range is inside it";
    EXPECT_EQ(ui_.registry.find("Density/refused"), nullptr);
}

TEST_F(SliderTest, ARefusalGoesOnceTheFieldIsTypedInAgainOrSomethingElseIsDone) {
    draw = [this] {
        PanelContext context{session_, view_, notices_, commands_};
        follow_doing(view_, session_, notices_);
        const ui::Area area("Inspector", {900, 0, 330, 700}, 0, {16, 16});
        draw_dots_panel(context);
    };
    const auto is_told = [&] { return ui_.registry.find("Density/refused") != nullptr; };
    const auto refuse_by = [&](const char* left_for) {
        click("Density/number");
        type("999");
        click(left_for);
        for (int i = 0; i < 10; ++i) frame();
        EXPECT_TRUE(is_told()) << "what left the field by " << left_for << " is no answer to it";
    };
    click("Monk 8");
    refuse_by("Shade Charcoal");
    click("Density/number");
    frame();
    EXPECT_FALSE(is_told()) << "being corrected";
    press_key(ui::Key::Escape);
    frame();

    refuse_by("Section The hand");
    press_key(ui::Key::Other);
    editor().undo();
    frame();
    frame();
    EXPECT_FALSE(is_told()) << "after undo";

    refuse_by("Section The hand");
    drag("Dot size, healed", 0.2f, 0.6f);
    frame();
    EXPECT_FALSE(is_told()) << "after another slider";

    refuse_by("Section The hand");
    click("Section The hand");
    frame();
    EXPECT_FALSE(is_told()) << "after another press";
}

TEST_F(SliderTest, AClickThatLeavesAFieldDoesWhatItWasAimedAtWhetherASentenceComesOrGoes) {
    const auto is_open = [&] { return view_.open_sections.contains("The hand"); };
    click("Density/number");
    type("999");
    click("Section The hand");
    frame();
    rect_of("Density/refused");
    EXPECT_TRUE(is_open()) << "the sentence came between the press and the section";
    click("Section The hand");
    frame();
    EXPECT_EQ(ui_.registry.find("Density/refused"), nullptr);
    EXPECT_FALSE(is_open()) << "and went";

    click("Density/number");
    type("999");
    click("Dot size, healed/number");
    frame();
    rect_of("Dot size, healed/typing");
    rect_of("Density/refused");
}

TEST_F(SliderTest, WhatIsRefusedByThePressThatTakesItsPanelAwayIsToldElsewhere) {
    bool is_there = true;
    draw = [&, panel = draw] {
        if (is_there) panel();
        const ui::Area area("Steps", {0, 0, 300, 60}, 0);
        if (ui::pressable("Step Stencil", {10, 10, 80, 30}).was_pressed) is_there = false;
    };
    frame();
    click("Density/number");
    type("999");
    click("Step Stencil");
    frame();
    EXPECT_FALSE(is_there);
    EXPECT_EQ(ui_.unseen_refusal, "Density is 20 to 400 /cm\xc2\xb2, not 999.");
}

TEST_F(SliderTest, APlateOfBrushesGrowsWithWhatItRefuses) {
    view_.step = Step::Dots;
    view_.tool = ToolKind::DensityBrush;
    draw = [this] {
        const ui::Area area("Viewport", {60, 50, 900, 600}, 0);
        PanelContext context{session_, view_, notices_, commands_};
        draw_tool_options({60, 50, 900, 600}, context, nullptr);
    };
    frame();
    frame();
    const auto room_below = [&] { return rect_of("Tool options").bottom() - rect_of("Both sides of the head").bottom(); };
    const float before = room_below();
    click("Radius/number");
    type("500");
    move_to(5.0f, 5.0f);
    button(true);
    button(false);
    frame();
    frame();
    rect_of("Radius/refused");
    EXPECT_NEAR(room_below(), before, 1.0f);
}

TEST(NoticesTest, AProblemGoesWhenTheUserGoesOnAndStaysWhileHeDoesNot) {
    const auto has = [](const Notices& notices, const char* words) { return std::ranges::find(notices.lines(), words, &NoticeLine::words) != notices.lines().end(); };
    Doing doing;
    for (const Doing& next : {Doing{.step = Step::Dots}, Doing{.tool = ToolKind::Push}, Doing{.is_presenting = true}, Doing{.changes = 1}, Doing{.path = "a.trichion"}}) {
        Notices notices;
        notices.follow(doing);
        notices.problem("problem");
        notices.fault("fault");
        notices.info("told", 0.0);
        notices.refusal("refused", 0.0);
        for (int frame = 0; frame < 3; ++frame) EXPECT_FALSE(notices.follow(doing));
        EXPECT_EQ(notices.lines().size(), 3u);
        EXPECT_TRUE(has(notices, "refused"));
        notices.problem("problem of what was just done");
        EXPECT_TRUE(notices.follow(next));
        EXPECT_TRUE(has(notices, "problem of what was just done"));
        EXPECT_TRUE(has(notices, "told")) << "has its own time";
        EXPECT_FALSE(has(notices, "problem") || has(notices, "refused"));
    }
    Notices notices;
    notices.follow(doing);
    notices.refusal("of the click before", 0.0);
    notices.follow(doing);
    notices.go_on();
    EXPECT_TRUE(notices.lines().empty()) << "a click was taken";
    notices.fault("fault");
    notices.follow(doing);
    notices.go_on();
    notices.follow({.step = Step::Stencil});
    EXPECT_TRUE(has(notices, "fault")) << "holds until it is taken back";
    notices.take_back("fault");
    EXPECT_TRUE(notices.lines().empty());
}

TEST(NoticesTest, WhatAToolRefusedGoesAfterItsTimeButNotWhileItIsRead) {
    Notices notices;
    notices.refusal("Zoom in until you see single dots", 10.0);
    notices.forget_old(15.0);
    ASSERT_EQ(notices.lines().size(), 1u);
    notices.point_at(0);
    notices.forget_old(60.0);
    EXPECT_EQ(notices.lines().size(), 1u);
    notices.forget_old(64.0);
    EXPECT_TRUE(notices.lines().empty());
}

TEST_F(SliderTest, ATapeOutsideItsRangeIsNotTaken) {
    std::optional<float> tape = 570.0f;
    draw = [&] {
        const ui::Area area("Inspector", {900, 0, 330, 700}, 0, {16, 16});
        ui::number_field("Taped on the client", tape, kCircumferenceRangeMm.min, kCircumferenceRangeMm.max, {.unit = "mm"}, "not measured");
    };
    frame();
    click("Taped on the client/number");
    type("58");
    move_to(5.0f, 5.0f);
    button(true);
    button(false);
    frame();
    EXPECT_EQ(tape, 570.0f);
    EXPECT_EQ(ui_.refusal.words, "Taped on the client is 400 to 750 mm, not 58.");
}

TEST_F(SliderTest, ATapeIsTypedAsItIsRead) {
    std::optional<float> tape;
    draw = [&] {
        const ui::Area area("Inspector", {900, 0, 330, 700}, 0, {16, 16});
        ui::number_field("Taped on the client", tape, kCircumferenceRangeMm.min, kCircumferenceRangeMm.max, {.unit = "mm", .reads_cm = true}, "not measured");
    };
    frame();
    const std::pair<const char*, float> typed[] = {{"57", 570.0f}, {"56,5 cm", 565.0f}, {"22.5 in", 571.5f}, {"560", 560.0f}, {"573 mm", 573.0f}};
    for (const auto& [words, mm] : typed) {
        click("Taped on the client/number");
        type(words);
        move_to(5.0f, 5.0f);
        button(true);
        button(false);
        frame();
        EXPECT_NEAR(tape.value_or(0.0f), mm, 0.01f) << words;
    }
    click("Taped on the client/number");
    type("30");  // neither in mm nor in cm
    move_to(5.0f, 5.0f);
    button(true);
    button(false);
    frame();
    EXPECT_FLOAT_EQ(tape.value_or(0.0f), 573.0f);
    EXPECT_EQ(ui_.refusal.words, "Taped on the client is 400 to 750 mm, not 30.");
}

TEST_F(SliderTest, WhatIsNoNumberChangesNothing) {
    const float before = density();
    click("Density/number");
    type("many");
    move_to(5.0f, 5.0f);
    button(true);
    button(false);
    frame();
    EXPECT_FLOAT_EQ(density(), before);
    EXPECT_EQ(editor().undo_label(), nullptr);
}

TEST_F(SliderTest, ArrowKeysStepTheSliderUsedLastAndMakeOneStepWhenReleased) {
    drag("Density", 0.3f, 0.5f);
    const float start = density();
    const std::string after_drag = *editor().undo_label();
    press_key(ui::Key::Right);
    press_key(ui::Key::Right);
    EXPECT_GT(density(), start);
    EXPECT_TRUE(editor().is_editing());
    release_key(ui::Key::Right);
    EXPECT_FALSE(editor().is_editing());
    EXPECT_TRUE(editor().undo());
    EXPECT_FLOAT_EQ(density(), start);
}

TEST_F(SliderTest, TabReachesTheSliderAndArrowsThenMoveIt) {
    const float before = density();
    for (int i = 0; i < 60 && ui_.focus != "Density"; ++i) press_key(ui::Key::Tab);
    ASSERT_EQ(ui_.focus, "Density");
    press_key(ui::Key::Left);
    release_key(ui::Key::Left);
    EXPECT_LT(density(), before);
}

TEST_F(SliderTest, TabTakesWhatIsTypedAndGoesOnToTheNextFieldAndFromTheLastToWhatItMadePossible) {
    std::string name;
    std::optional<float> across, down;
    bool is_remembered = false;
    draw = [&] {
        const ui::Area area("Fields", {0, 0, 500, 400}, 0);
        ui::text_field("Printer", name, "name");
        ui::number_field("Across", across, 1.0f, 500.0f, {.unit = "mm"}, "type it");
        ui::number_field("Down", down, 1.0f, 500.0f, {.unit = "mm"}, "type it");
        is_remembered |= ui::row_button("Remember it", nullptr, ui::ButtonKind::Accent, across && down);
        ui::row_button("Cancel");
    };
    frame();
    click("Printer");
    type("Studio");
    press_key(ui::Key::Tab);
    frame();
    EXPECT_EQ(name, "Studio");
    ASSERT_EQ(ui_.typing.label, "Across");
    type("199");
    press_key(ui::Key::Tab);
    frame();
    EXPECT_EQ(across, 199.0f);
    ASSERT_EQ(ui_.typing.label, "Down");
    frame({{.key = ui::Key::Tab, .shift = true}});
    frame();
    ASSERT_EQ(ui_.typing.label, "Across");
    EXPECT_EQ(ui_.typing.words, "199") << "what stands there is typed over";
    press_key(ui::Key::Tab);
    frame();
    type("180");
    press_key(ui::Key::Tab);
    frame();
    EXPECT_EQ(down, 180.0f);
    EXPECT_EQ(ui_.typing.label, "");
    EXPECT_EQ(ui_.focus, "Remember it");
    press_key(ui::Key::Enter);
    EXPECT_TRUE(is_remembered);
}

TEST_F(SliderTest, ASwatchIsOneStep) {
    click("Monk 8");
    EXPECT_EQ(session_.document().skin->monk, 8);
    EXPECT_EQ(*editor().undo_label(), "Choose skin tone");
    click("Monk 8");
    EXPECT_TRUE(editor().undo());
    EXPECT_FALSE(editor().undo()) << "choosing what is chosen makes no step";
}

}  // namespace
}  // namespace trichion
