// The Preview step and the time line under the mouse.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "core/pipeline/fade_model.h"
#include "tests/app/ui_fixture.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

class PreviewPanelTest : public UiTest {
protected:
    PreviewPanelTest() {
        session_.update(false);
        ImGui::GetIO().DisplaySize = {1024.0f, 1800.0f};
        view_.open_sections = {"Your own healed results", "Where the curve comes from"};
        draw = [this] {
            PanelContext context{session_, view_, notices_, commands_};
            {
                const ui::Area area("Inspector", {0, 0, 330, 1600}, 0);
                draw_preview_panel(context);
            }
            draw_time_line({0.0f, 1600.0f, 1024.0f, 132.0f}, context);
        };
        frame();
        frame();
    }

    Editor& editor() { return session_.editor(); }
    const FadeSettings& fade() { return *session_.document().fade; }
    void type_into(const std::string& label, const std::string& number) {
        click(label + "/number");
        type(number);
        move_to(5.0f, 1590.0f);  // leaving a field takes what stands there
        button(true);
        button(false);
        frame();
    }
    void add_result(int row, const std::string& days, const std::string& percent) {
        click("Add a result");
        frame();
        type_into("Result " + std::to_string(row) + ", days", days);
        type_into("Result " + std::to_string(row) + ", contrast", percent);
        frame();
    }
    void change_plan(const SessionPlan& plan) {
        Document document = session_.document();
        document.plan = plan;
        editor().preview(document);
        editor().commit("Plan", "2026-11-22");
        frame();
        frame();
    }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
};

TEST_F(PreviewPanelTest, AnOutlookChangesThePictureAndNotTheDesign) {
    const Document before = session_.document();
    click("Outlook/Strong");
    EXPECT_EQ(view_.moment.outlook, Outlook::Strong);
    click("Outlook/Soft");
    EXPECT_EQ(view_.moment.outlook, Outlook::Soft);
    EXPECT_EQ(session_.document(), before);
}

TEST_F(PreviewPanelTest, SunSkinAndCareAreOneUndoStepEach) {
    click("sun/Much sun");
    click("skin oil/Oily skin");
    click("aftercare/Good care");
    EXPECT_EQ(fade().sun, Sun::Much);
    EXPECT_EQ(fade().oil, SkinOil::Oily);
    EXPECT_EQ(fade().aftercare, Aftercare::Careful);
    for (const char* label : {"Change aftercare", "Change skin oil", "Change sun"}) {
        ASSERT_NE(editor().undo_label(), nullptr);
        EXPECT_EQ(*editor().undo_label(), label);
        editor().undo();
    }
    EXPECT_EQ(fade(), FadeSettings{});
}

TEST_F(PreviewPanelTest, OwnResultsAreAddedTypedFollowedAndRemoved) {
    add_result(1, "700", "33");
    click("Follow my results");
    EXPECT_FALSE(fade().follows_results) << "one result makes no curve";
    add_result(2, "30", "41");
    ASSERT_EQ(fade().results.size(), 2u);
    EXPECT_FLOAT_EQ(fade().results[0].contrast, 0.41f) << "by days";
    EXPECT_FLOAT_EQ(fade().results[1].days, 700.0f);
    click("Follow my results");
    EXPECT_TRUE(fade().follows_results);
    frame();
    click("Remove result 1");
    ASSERT_EQ(fade().results.size(), 1u);
    EXPECT_FLOAT_EQ(fade().results[0].days, 700.0f);
    while (editor().undo()) {}
    EXPECT_EQ(fade(), FadeSettings{});
}

TEST_F(PreviewPanelTest, AnAddedResultIsNoNumberOfTheDesignUntilBothAreTyped) {
    click("Add a result");
    click("Add a result");
    frame();
    type_into("Result 1, days", "30");
    type_into("Result 2, contrast", "40");
    EXPECT_EQ(fade(), FadeSettings{});
    EXPECT_EQ(editor().undo_label(), nullptr);
    click("Remove result 2");
    type_into("Result 1, contrast", "55");
    ASSERT_EQ(fade().results.size(), 1u);
    EXPECT_FLOAT_EQ(fade().results[0].contrast, 0.55f);
    EXPECT_TRUE(view_.unfinished_results.empty());
}

TEST_F(PreviewPanelTest, ASecondResultOfOneDayIsRefusedUnderItsField) {
    add_result(1, "700", "33");
    click("Add a result");
    frame();
    type_into("Result 2, contrast", "41");
    type_into("Result 2, days", "700");
    ASSERT_EQ(fade().results.size(), 1u);
    EXPECT_FLOAT_EQ(fade().results[0].contrast, 0.33f);
    frame();
    EXPECT_NE(ui_.refusal.words.find("day 700"), std::string::npos) << ui_.refusal.words;
    rect_of("Result 2, days/refused");
    type_into("Result 2, days", "30");
    ASSERT_EQ(fade().results.size(), 2u);
    type_into("Result 2, days", "30");
    EXPECT_FLOAT_EQ(fade().results[1].days, 700.0f) << "nor moved onto another's day";
}

TEST_F(PreviewPanelTest, AYearOnWhichATouchUpLiesIsShownAsItIsTheDayBefore) {
    SessionPlan plan;
    plan.touch_ups = {{4.0f, 14.0f, 1.0f}};
    change_plan(plan);
    click("Years/4 years");
    EXPECT_FLOAT_EQ(view_.moment.days, 1460.0f);
    EXPECT_NE(moment_words(plan, view_.moment).find("before the touch-up"), std::string::npos);
    EXPECT_NE(moment_words(plan, {3, 1461.0f}).find("fresh after the touch-up"), std::string::npos);
    EXPECT_EQ(moment_words(plan, {3, 1500.0f}), "4.1 years after session 3");
    EXPECT_EQ(moment_words(plan, {2, 1461.0f}), "4.0 years after session 2") << "not before the plan is done";
    click("Years/1 year");
    EXPECT_FLOAT_EQ(view_.moment.days, 365.25f);
}

TEST_F(PreviewPanelTest, AResultOutsideItsRangeIsRefusedInWords) {
    add_result(1, "30", "41");
    const FadeSettings before = fade();
    type_into("Result 1, contrast", "150");
    frame();
    EXPECT_EQ(fade(), before);
    EXPECT_NE(ui_.registry.find("Result 1, contrast/refused"), nullptr);
}

TEST_F(PreviewPanelTest, TheTimeLineShowsWhatIsPlannedYearsLaterAtItsPlace) {
    const ui::Rect track = rect_of("Time line");
    const auto off = [&](const std::string& label, float years) {
        const ui::Rect mark = rect_of(label);
        return std::abs(mark.x + 0.5f * mark.width - (track.x + track.width * track_from_days(years * 365.25f)));
    };
    EXPECT_LT(off("Time mark due", 4.07f), 1.5f);
    SessionPlan plan;
    plan.touch_ups = {{1.0f, 14.0f, 1.0f}};
    plan.removal_years = {9.0f};
    change_plan(plan);
    EXPECT_LT(off("Time mark touch-up 1", 1.0f), 1.0f);
    EXPECT_LT(off("Time mark laser 1", 9.0f), 1.0f);
    EXPECT_GT(off("Time mark due", 4.07f), 10.0f) << "the next one is due later";
    plan.removal_years = {4.0f};
    change_plan(plan);
    EXPECT_EQ(ui_.registry.find("Time mark due"), nullptr) << "what is being taken out is not touched up";
}

TEST_F(PreviewPanelTest, WordsUnderTheTrackNeverTouchEachOther) {
    SessionPlan plan;
    plan.sessions = 4;
    for (const float years : {0.0f, 1.5f, 5.0f, 9.5f}) {
        plan.touch_ups.clear();
        if (years > 0.0f) plan.touch_ups = {{years, 14.0f, 1.0f}};
        change_plan(plan);
        std::vector<ui::Rect> words;
        for (const auto& [label, rect] : ui_.registry.rects())
            if (label.starts_with("Tick ")) words.push_back(rect);
        for (std::size_t i = 0; i < words.size(); ++i)
            for (std::size_t k = i + 1; k < words.size(); ++k)
                EXPECT_FALSE(words[i].x < words[k].right() && words[k].x < words[i].right());
        EXPECT_GE(words.size(), 3u);
    }
}

TEST_F(PreviewPanelTest, CardsTellTheirDatesOnceTheFirstIsKnown) {
    SessionPlan plan;
    plan.first_on = "2026-12-01";
    change_plan(plan);
    const ui::Rect card = rect_of("Session 3"), next = rect_of("Session 2");
    EXPECT_GT(card.x, next.right());
    click("Session 2");
    EXPECT_EQ(view_.moment.sessions, 2);
}

TEST_F(PreviewPanelTest, BeforeTheFirstSessionNothingHealsOrIsDue) {
    click("Session none");
    frame();
    rect_of("No work yet");
    for (const char* label : {"Time line", "Time handle", "Time mark due", "Tick healed"}) EXPECT_EQ(ui_.registry.find(label), nullptr) << label;
    click("Session 1");
    frame();
    EXPECT_EQ(ui_.registry.find("No work yet"), nullptr);
    rect_of("Time handle");
}

TEST_F(PreviewPanelTest, AnotherMomentOrOutlookMovesNoRowUnderTheFinger) {
    const float before = rect_of("sun/Usual sun").y;
    for (const char* pressed : {"Healing/Fresh", "Healing/1 week", "Healing/Healed", "Years/1 year", "Years/10 years", "Outlook/Soft", "Outlook/Strong", "Session none", "Session 1"}) {
        click(pressed);
        frame();
        EXPECT_EQ(rect_of("sun/Usual sun").y, before) << pressed;
    }
}

TEST_F(PreviewPanelTest, WordsUnderTheTrackLeadToTheirDay) {
    click("Tick 10 years");
    EXPECT_FLOAT_EQ(view_.moment.days, 3652.5f);
    click("Tick healed");
    EXPECT_FLOAT_EQ(view_.moment.days, 30.0f);
    std::string due;
    for (const auto& [label, rect] : ui_.registry.rects())
        if (label.starts_with("Tick touch-up")) due = label;
    click(due);
    EXPECT_NEAR(view_.moment.days, 4.07f * 365.25f, 4.0f);
    SessionPlan plan;
    plan.touch_ups = {{2.0f, 14.0f, 1.0f}};
    change_plan(plan);
    std::string planned;
    for (const auto& [label, rect] : ui_.registry.rects())
        if (label.starts_with("Tick touch-up")) planned = label;
    click(planned);
    EXPECT_FLOAT_EQ(view_.moment.days, 730.5f);
}

TEST_F(PreviewPanelTest, WhatIsPlannedTellsItsYearWhereThereIsRoom) {
    draw = [this] {
        PanelContext context{session_, view_, notices_, commands_};
        draw_time_line({0.0f, 1600.0f, 1600.0f, 132.0f}, context);
    };
    ImGui::GetIO().DisplaySize = {1600.0f, 1800.0f};
    SessionPlan plan;
    plan.touch_ups = {{4.0f, 14.0f, 1.0f}};
    change_plan(plan);
    click("Tick touch-up, 4.0 years");
    EXPECT_FLOAT_EQ(view_.moment.days, 1461.0f);
    plan.touch_ups.clear();
    plan.removal_years = {2.5f};
    change_plan(plan);
    click("Tick laser, 2.5 years");
    EXPECT_FLOAT_EQ(view_.moment.days, 913.125f);
}

TEST_F(PreviewPanelTest, TheYearOfTheNextTouchUpIsToldWhereverItLies) {
    for (const float at : {0.9f, 0.88f, 0.85f, 0.8f, 0.6f, 0.5f}) {
        auto changed = with_fade_figure(fade(), FadeFigureKind::TouchUpAt, at);
        ASSERT_TRUE(changed) << at;
        Document document = session_.document();
        document.fade = *changed;
        editor().preview(document);
        editor().commit("Figure", "2026-11-22");
        frame();
        frame();
        const bool is_told = std::ranges::any_of(ui_.registry.rects(), [](const auto& rect) { return rect.first.starts_with("Tick touch-up, "); });
        EXPECT_EQ(is_told, ui_.registry.find("Time mark due") != nullptr) << at;
    }
}

TEST_F(PreviewPanelTest, SourcesOfTheCurveAreToldWithoutCodes) {
    std::string seen;
    for (const char* words : {"clinics [S01, S34]", "order from [S35], size assumed", "as it is"}) seen += without_codes(words) + "; ";
    EXPECT_EQ(seen, "clinics; order from clinics, size assumed; as it is; ");
}

TEST_F(PreviewPanelTest, LabelsOfTheCurvesFiguresAreShownWhole) {
    click("Section Set the curve's figures");
    frame();
    const float left = rect_of("Section Set the curve's figures").x;
    for (const char* label : {"Healed contrast", "Fades, expected", "Little sun", "Good care", "Spreads, soft", "Spreads, expected", "Spreads, strong", "Touch-up due at", "Left by a laser"})
        EXPECT_LE(ui::text_size(ui_.fonts.body, label).x, rect_of(label).x - left - 6.0f) << label;
}

}  // namespace
}  // namespace trichion
