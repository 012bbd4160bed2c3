// The work plan in the Dots step: figures of a real head, the pace in one step, and the two ways out.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "tests/app/ui_fixture.h"

#include <memory>

namespace trichion {
namespace {

class WorkPlanSection : public UiTest {
protected:
    WorkPlanSection() {
        for (const char* format : {"pdf", "csv"})
            commands_.add({std::string("file.export_plan_") + format, format, "", {}, {}, [this, format] { saved_ += format; }});
        draw = [this] {
            PanelContext context{session_, view_, notices_, commands_};
            const ui::Area area("inspector", {900.0f, 0.0f, 330.0f, 700.0f}, 0, {16.0f, 16.0f});
            draw_work_plan_section(context);
        };
        frame();
        frame();
    }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
    std::string saved_;
};

TEST_F(WorkPlanSection, WithoutAHeadItOpensAndSavesNothing) {
    click("Section Work plan");
    click("Save work plan\xe2\x80\xa6");
    EXPECT_EQ(saved_, "");
}

TEST_F(WorkPlanSection, TheArtistsPaceIsOneStepAndChangesThePlan) {
    session_.update(false);
    ASSERT_NE(session_.pipeline().work_plan(), nullptr);
    const float before = session_.pipeline().work_plan()->minutes.usual;
    click("Section Work plan");
    click("Section Your pace");
    drag("Dots a minute", 0.3f, 0.95f);
    session_.update(false);
    EXPECT_GT(session_.document().plan->pace.dots_per_minute, 150.0f);
    EXPECT_LT(session_.pipeline().work_plan()->minutes.usual, 0.75f * before);
    session_.editor().undo();
    EXPECT_EQ(session_.document().plan->pace, WorkPace{});
    click("Section Your pace");
    click("Save work plan\xe2\x80\xa6");
    click("As a table\xe2\x80\xa6");
    EXPECT_EQ(saved_, "pdfcsv");
}

}  // namespace
}  // namespace trichion
