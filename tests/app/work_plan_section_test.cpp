// The work plan in the Dots step: figures of a real head, the pace in one step, and the two ways out.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/draw.h"
#include "core/pipeline/work_words.h"
#include "tests/app/ui_fixture.h"

#include <cmath>
#include <fmt/format.h>
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

TEST_F(WorkPlanSection, TellsEachZonesMinutesNeedlesAndDropsOfTheSessionChosen) {
    session_.update(false);
    const WorkPlan* plan = session_.pipeline().work_plan();
    ASSERT_NE(plan, nullptr);
    ASSERT_GE(plan->sessions.size(), 2u);
    click("Section Work plan");
    click("Section Plan by zone");
    const auto words_of = [](const PlannedZone& zone, const Estimate& minutes, const std::vector<Needle>& needles, const Estimate& drops) {
        return fmt::format("{}, {}: {}, {}, {} drops", zone_words(zone.zone), area_words(zone.cm2), zone_time_words(minutes), needles_words(needles), count_words(drops));
    };
    click("Session of the zones/2nd");
    frame();
    EXPECT_EQ(view_.plan_session, 2);
    int told = 0;
    for (const PlannedZone& zone : plan->zones) {
        if (zone.per_session[1] == 0) continue;
        const std::string words = words_of(zone, zone.work_minutes[1], zone.needles[1], zone.mix_drops[1]);
        EXPECT_NE(ui_.registry.find(words), nullptr) << words;
        const std::string after = words.substr(words.find(": ") + 2);
        EXPECT_LE(ui::text_size(ui_.fonts.small, after.c_str()).x, 330.0f - 2.0f * 16.0f) << after << " takes one line";
        ++told;
    }
    EXPECT_GE(told, 2);
}

TEST_F(WorkPlanSection, ATimeOfItsSentencesStaysOnOneLine) {
    ImFont* font = ui_.fonts.small;
    const auto width = [&](const char* words) { return ui::text_size(font, words).x; };
    const auto lines = [&](const char* words, float room) {
        const auto tall = [&](const char* w, float r) { return ui::draw_text_wrapped(nullptr, font, {}, r, 0, w); };
        return std::lround(tall(words, room) / tall("one", 1000.0f));
    };
    // Broken inside the time there would be two lines: "from 4 h" (or "from 4") and the rest.
    const float room = width("4 h 30 min") + 1.0f;
    ASSERT_LT(width("from 4 h"), room);
    ASSERT_LT(width("30 min on"), room);
    ASSERT_GT(width("4 h 30 min on"), room);
    EXPECT_EQ(lines("from 4 h 30 min on", room), 3);
    EXPECT_EQ(lines("from 4 a 30 ink on", room), 2) << "other words break at any space";
}

}  // namespace
}  // namespace trichion
