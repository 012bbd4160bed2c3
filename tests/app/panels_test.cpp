// The frame at the sizes people have: everything inside the window, nothing on top of anything else.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/present/present.h"
#include "app/editor/ui/area.h"
#include "tests/app/ui_fixture.h"

#include <cmath>

namespace trichion {
namespace {

class FrameTest : public UiTest, public ::testing::WithParamInterface<ImVec2> {
protected:
    FrameTest() {
        ImGui::GetIO().DisplaySize = GetParam();
        commands_.add({"edit.undo", "Undo", "Ctrl+Z", {}, {}, [] {}});
        commands_.add({"edit.redo", "Redo", "Ctrl+Y", {}, {}, [] {}});
        commands_.add({"file.save", "Save", "Ctrl+S", {}, {}, [] {}});
        draw = [this] {
            const FrameLayout frame = lay_out_frame(GetParam().x, GetParam().y);
            PanelContext context{session_, view_, notices_, commands_};
            draw_top_bar(frame.top_bar, context, menu_);
            draw_tool_rail(frame.tool_rail, context);
            draw_time_line(frame.time_line, context);
            draw_inspector(frame.inspector, context);
        };
    }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
    MenuState menu_;
};

bool overlap(const ui::Rect& a, const ui::Rect& b) {
    return a.x < b.right() - 0.5f && b.x < a.right() - 0.5f && a.y < b.bottom() - 0.5f && b.y < a.bottom() - 0.5f;
}

TEST_P(FrameTest, ButtonsOfTheBarsLieInsideTheWindowAndApart) {
    frame();
    frame();
    const FrameLayout layout = lay_out_frame(GetParam().x, GetParam().y);
    std::vector<std::pair<std::string, ui::Rect>> fixed;
    for (const auto& [label, rect] : ui_.registry.rects()) {
        const bool is_in_inspector = rect.x >= layout.inspector.x && rect.y >= layout.inspector.y && rect.y < layout.inspector.bottom();
        if (is_in_inspector || label == "Time handle" || label.starts_with("Time mark ")) continue;  // these lie on the track
        EXPECT_GE(rect.x, 0.0f) << label;
        EXPECT_GE(rect.y, 0.0f) << label;
        EXPECT_LE(rect.right(), GetParam().x + 0.5f) << label;
        EXPECT_LE(rect.bottom(), GetParam().y + 0.5f) << label;
        fixed.emplace_back(label, rect);
    }
    EXPECT_GT(fixed.size(), 12u);
    for (std::size_t i = 0; i < fixed.size(); ++i)
        for (std::size_t k = i + 1; k < fixed.size(); ++k)
            EXPECT_FALSE(overlap(fixed[i].second, fixed[k].second)) << fixed[i].first << " over " << fixed[k].first;
}

TEST_P(FrameTest, EachStepIsOneClickAway) {
    frame();
    for (std::size_t i = 0; i < kStepNames.size(); ++i) {
        click(std::string("Step ") + kStepNames[i]);
        EXPECT_EQ(static_cast<std::size_t>(view_.step), i);
    }
}

TEST_P(FrameTest, WidgetsOfAnInspectorStayBetweenItsEdges) {
    const FrameLayout layout = lay_out_frame(GetParam().x, GetParam().y);
    for (const Step step : {Step::Head, Step::Hairline, Step::Dots, Step::Preview, Step::Stencil}) {
        view_.step = step;
        frame();
        frame();
        for (const auto& [label, rect] : ui_.registry.rects()) {
            if (rect.x < layout.inspector.x || rect.y < layout.inspector.y || rect.y >= layout.time_line.y || label == "Inspector") continue;
            EXPECT_LE(rect.right(), GetParam().x - 7.0f) << label << " in " << kStepNames[static_cast<std::size_t>(step)];
        }
    }
}

TEST_P(FrameTest, ADragOnTheTimeLineGoesToItsDay) {
    frame();
    drag("Time line", 0.6f, 0.1f);
    EXPECT_NEAR(view_.moment.days, 15.0f, 1.5f) << "the first 30 days take 20 % of the track";
    drag("Time line", 0.1f, 0.998f);
    EXPECT_NEAR(view_.moment.days, 3652.5f, 60.0f);
}

/// What every consult turns: service, density, size and shade. What one client in ten needs is folded or further down.
TEST_P(FrameTest, TheDotsStepShowsItsEverydaySettingsWithoutScrollingFromALaptopUp) {
    if (GetParam().y < 720.0f) GTEST_SKIP() << "smaller windows scroll";
    view_.step = Step::Dots;
    frame();
    frame();
    EXPECT_LE(rect_of("Warmth").bottom(), lay_out_frame(GetParam().x, GetParam().y).inspector.bottom() - 13.0f);
}

TEST_P(FrameTest, TheTopBarTellsWholeWords) {
    const auto width_of = [&](const char* words) { return ui::text_size(ui_.fonts.body, words).x; };
    frame();
    frame();
    for (const char* name : kStepNames) EXPECT_GE(rect_of(std::string("Step ") + name).width, width_of(name) + 6.0f) << name;
    EXPECT_GE(rect_of("Versions").width, width_of("A") + 34.0f);
    EXPECT_NE(ui_.registry.find("Name: No client code"), nullptr);
    StencilSettings settings;
    settings.line = StencilLine::LineOnly;
    change_part(session_.editor(), &Document::stencil, settings, "Choose how the line leaves");
    frame();
    EXPECT_LT(rect_of("Name: No client code \xc2\xb7 edited").right(), rect_of("Step Head").x);
}

TEST_P(FrameTest, ALineWithoutPaperBesideItHasNoSidesToSet) {
    view_.step = Step::Stencil;
    const auto has = [&](StencilLine line, const char* label) {
        StencilSettings settings;
        settings.line = line;
        change_part(session_.editor(), &Document::stencil, settings, "Choose how the line leaves");
        frame();
        frame();
        return ui_.registry.find(label) != nullptr;
    };
    EXPECT_TRUE(has(StencilLine::Strip, "Skin side") && has(StencilLine::Strip, "Scalp side"));
    EXPECT_TRUE(has(StencilLine::CutEdge, "Skin side") && !has(StencilLine::CutEdge, "Scalp side"));
    EXPECT_FALSE(has(StencilLine::LineOnly, "Skin side") || has(StencilLine::LineOnly, "Scalp side"));
}

TEST_P(FrameTest, WordsUnderTheTimeLineNeverTouch) {
    frame();
    frame();
    std::vector<std::pair<std::string, ui::Rect>> ticks;
    for (const auto& [label, rect] : ui_.registry.rects())
        if (label.starts_with("Tick ")) ticks.emplace_back(label, rect);
    ASSERT_GE(ticks.size(), 3u);
    EXPECT_NE(ui_.registry.find("Tick day 0"), nullptr);
    EXPECT_NE(ui_.registry.find("Tick healed"), nullptr);
    for (std::size_t i = 0; i < ticks.size(); ++i)
        for (std::size_t k = i + 1; k < ticks.size(); ++k)
            EXPECT_FALSE(overlap({ticks[i].second.x - 3.0f, ticks[i].second.y, ticks[i].second.width + 6.0f, ticks[i].second.height}, ticks[k].second))
                << ticks[i].first << " beside " << ticks[k].first;
}

TEST_P(FrameTest, TimeStandsStillInPresentBeforeTheFirstSession) {
    view_.is_presenting = true;
    view_.moment = {0, 30.0f};
    draw = [this] {
        const ui::Area area("Present", {0, 0, GetParam().x, GetParam().y}, 0);
        PanelContext context{session_, view_, notices_, commands_};
        draw_present_controls({0, 0, GetParam().x, GetParam().y}, context);
    };
    frame();
    frame();
    drag("Present time", 0.2f, 0.8f);
    EXPECT_FLOAT_EQ(view_.moment.days, 30.0f);
    click("Present session 1");
    drag("Present time", 0.2f, 0.8f);
    EXPECT_GT(view_.moment.days, 365.0f);
}

TEST_P(FrameTest, PresentControlsAreLargeEnoughForAFinger) {
    view_.is_presenting = true;
    draw = [this] {
        const ui::Area area("Present", {0, 0, GetParam().x, GetParam().y}, 0);
        PanelContext context{session_, view_, notices_, commands_};
        draw_present_controls({0, 0, GetParam().x, GetParam().y}, context);
    };
    frame();
    frame();
    int buttons = 0;
    for (const auto& [label, rect] : ui_.registry.rects()) {
        EXPECT_LE(rect.right(), GetParam().x) << label;
        if (!label.starts_with("Present ") || label == "Present time") continue;
        ++buttons;
        EXPECT_GE(rect.width, 44.0f) << label;
        EXPECT_GE(rect.height, 44.0f) << label;
    }
    EXPECT_GE(buttons, 6);
}

INSTANTIATE_TEST_SUITE_P(Sizes, FrameTest, ::testing::Values(ImVec2{960, 600}, ImVec2{1024, 640}, ImVec2{1280, 720}, ImVec2{1440, 900}, ImVec2{1920, 1080}),
                         [](const auto& size) { return std::to_string(static_cast<int>(size.param.x)); });

}  // namespace
}  // namespace trichion
