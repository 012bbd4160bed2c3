// The Edge section of the Hairline step: styles, figures and another edge, each one step.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "core/model/limits.h"
#include "core/pipeline/edge_styles.h"
#include "tests/app/ui_fixture.h"

#include <memory>

namespace trichion {
namespace {

class EdgeSection : public UiTest {
protected:
    EdgeSection() {
        view_.open_sections.insert("Edge in detail");
        draw = [this] {
            PanelContext context{session_, view_, notices_, commands_};
            const ui::Area area("inspector", {900.0f, 0.0f, 330.0f, 700.0f}, 0, {16.0f, 16.0f});
            draw_edge_section(context);
        };
        frame();
        frame();
    }

    const EdgeSettings& edge() { return *session_.document().edge; }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
};

TEST_F(EdgeSection, AStyleIsOneClickAndOneStepAndKeepsTheSeed) {
    for (const EdgeStyle& style : edge_styles()) {
        const EdgeSettings before = edge();
        click(std::string("Edge ") + style.name);
        ASSERT_NE(style_of(edge()), nullptr) << style.name;
        EXPECT_STREQ(style_of(edge())->name, style.name);
        EXPECT_EQ(edge().seed, before.seed);
        if (before == edge()) continue;
        session_.editor().undo();
        EXPECT_EQ(edge(), before) << style.name;
        session_.editor().redo();
    }
}

TEST_F(EdgeSection, ADraggedFigureIsOneStepAndNoLongerAStyle) {
    const EdgeSettings before = edge();
    drag("Gaps", 0.02f, 0.9f);
    EXPECT_GT(edge().gaps, 0.1f);
    EXPECT_LE(edge().gaps, kGapsRange.max);
    EXPECT_EQ(style_of(edge()), nullptr);
    session_.editor().undo();
    EXPECT_EQ(edge(), before);
}

TEST_F(EdgeSection, AnotherEdgeIsAnotherSeedInOneStep) {
    const EdgeSettings before = edge();
    click("Another edge");
    EXPECT_NE(edge().seed, before.seed);
    EXPECT_NE(style_of(edge()), nullptr);
    session_.editor().undo();
    EXPECT_EQ(edge(), before);
}

TEST_F(EdgeSection, TheLineStepsAsideWhileThePointerIsOnTheEdgesSettingsAndToADragsEnd) {
    move_to(100.0f, 300.0f);
    frame();
    EXPECT_FALSE(view_.is_judging_edge);
    const ui::Rect slider = rect_of("Transition");
    move_to(slider.x + 0.5f * slider.width, slider.y + 0.5f * slider.height);
    frame();
    EXPECT_TRUE(view_.is_judging_edge);
    press_at("Transition", 0.5f);
    move_to(100.0f, 300.0f);
    frame();
    EXPECT_TRUE(view_.is_judging_edge) << "a drag may leave the section";
    button(false);
    frame();
    frame();
    EXPECT_FALSE(view_.is_judging_edge);
}

}  // namespace
}  // namespace trichion
