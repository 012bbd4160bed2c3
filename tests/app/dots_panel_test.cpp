// The Dots step's panel: each edit one step, refusals in a sentence, everything inside the inspector.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "core/base/iso_date.h"
#include "core/model/limits.h"
#include "core/model/session_shares.h"
#include "core/pipeline/plan_dates.h"
#include "tests/app/ui_fixture.h"

#include <memory>

namespace trichion {
namespace {

constexpr float kLeft = 900.0f, kWidth = 330.0f;

class DotsPanel : public UiTest {
protected:
    DotsPanel() {
        ImGui::GetIO().DisplaySize = {1280.0f, 3000.0f};
        draw = [this] {
            PanelContext context{session_, view_, notices_, commands_};
            const ui::Area area("inspector", {kLeft, 0.0f, kWidth, 3000.0f}, 0, {16.0f, 16.0f});
            draw_dots_panel(context);
        };
        frame();
        frame();
    }

    void open(const std::string& section) {
        click("Section " + section);
        frame();
    }
    const DotSettings& dots() { return *session_.document().dots; }
    const SessionPlan& plan() { return *session_.document().plan; }
    std::string undo_label() { return session_.editor().undo_label() ? *session_.editor().undo_label() : "nothing"; }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    ViewState view_;
    Notices notices_;
    CommandTable commands_;
};

TEST_F(DotsPanel, AServiceBringsItsUsualDensityInOneStep) {
    click("Service/Density");
    EXPECT_EQ(dots().service, Service::Density);
    EXPECT_EQ(dots().density_per_cm2, 200.0f);
    click("Service/Scar");
    EXPECT_EQ(dots().density_per_cm2, 150.0f);
    session_.editor().undo();
    session_.editor().undo();
    EXPECT_EQ(dots(), DotSettings{});
}

TEST_F(DotsPanel, WhereNoScarIsDrawnTheScarServiceLeadsToDrawingOne) {
    click("Service/Scar");
    frame();
    click("Draw round a scar");
    EXPECT_EQ(view_.step, Step::Hairline);
    EXPECT_EQ(view_.tool, ToolKind::Area);
    EXPECT_EQ(view_.tools.area, FreeArea::Kind::Scar) << "what is drawn next is the scar, not added work";
}

TEST_F(DotsPanel, UnderTheScarServiceEveryScarHasItsFiguresAndAnotherCanBeDrawn) {
    const auto area = [](std::uint32_t id, FreeArea::Kind kind, const char* name) {
        FreeArea made;
        made.id = id;
        made.kind = kind;
        made.name = name;
        return made;
    };
    Document document = session_.document();
    Outline outline = *document.outline;
    outline.areas = {area(1001, FreeArea::Kind::Added, "Crown"), area(1002, FreeArea::Kind::Scar, "Left"), area(1003, FreeArea::Kind::Scar, "Right")};
    document.outline = outline;
    session_.editor().preview(document);
    session_.editor().commit("Areas", "2026-11-22");
    click("Service/Scar");
    frame();
    EXPECT_FALSE(ui_.registry.find("Scar 1001")) << "added work is no scar";
    EXPECT_FALSE(ui_.registry.find("Scar density")) << "two scars: the figures of the chosen one";
    rect_of("Scar 1002");
    click("Scar 1003");
    frame();
    drag("Scar density", 0.5f, 0.9f);
    const auto& areas = session_.document().outline->areas;
    EXPECT_GT(areas[2].density_per_cm2, areas[1].density_per_cm2 + 10.0f);
    EXPECT_EQ(areas[1], outline.areas[1]);
    EXPECT_EQ(undo_label(), "Change scar's density");
    frame();
    drag("Scar take-up", 0.9f, 0.5f);
    EXPECT_LT(session_.document().outline->areas[2].take_up, areas[1].take_up);
    frame();
    click("Draw round another scar");
    EXPECT_EQ(view_.step, Step::Hairline);
    EXPECT_EQ(view_.tools.area, FreeArea::Kind::Scar);
}

TEST_F(DotsPanel, AZoneDraggedIsOneStepAndLeavesTheOthers) {
    open("Zones");
    drag("Crown", 0.4f, 0.1f);
    const auto crown = static_cast<std::size_t>(Zone::Crown);
    EXPECT_LT(dots().zone_share[crown], 0.5f);
    DotSettings others = dots();
    others.zone_share[crown] = DotSettings{}.zone_share[crown];
    EXPECT_EQ(others, DotSettings{});
    EXPECT_EQ(undo_label(), "Change density, Crown");
    frame();
    click("Back to the usual zones");
    EXPECT_EQ(dots(), DotSettings{});
    session_.editor().undo();
    session_.editor().undo();
    EXPECT_EQ(undo_label(), "nothing");
}

TEST_F(DotsPanel, OneSessionIsOpenAtATime) {
    open("Session 1");
    EXPECT_TRUE(view_.open_sections.contains("Session 1"));
    open("Session 3");
    EXPECT_FALSE(view_.open_sections.contains("Session 1"));
    EXPECT_TRUE(view_.open_sections.contains("Session 3"));
}

TEST_F(DotsPanel, AnotherNumberOfSessionsBringsItsUsualSharesInOneStepAndShowsTheLast) {
    const SessionPlan before = plan();
    click("Sessions/4");
    EXPECT_EQ(plan().shares, usual_shares(4));
    EXPECT_EQ(view_.moment.sessions, 4);
    frame();
    click("Sessions/2");
    EXPECT_EQ(plan().shares[0], 0.65f);
    EXPECT_EQ(view_.moment.sessions, 2);
    session_.editor().undo();
    session_.editor().undo();
    EXPECT_EQ(plan(), before);
}

TEST_F(DotsPanel, SharesSetByHandAlwaysAddUpAndOutlastAnotherNumber) {
    open("Session 1");
    drag("Share of the dots", 0.55f, 0.3f);
    EXPECT_NEAR(plan().shares[0], 0.3f, 0.06f);
    EXPECT_NEAR(plan().shares[0] + plan().shares[1] + plan().shares[2], 1.0f, 1e-5f);
    EXPECT_NEAR(plan().shares[1] / plan().shares[2], 2.0f, 1e-3f) << "later sessions keep their proportions";
    const SessionPlan set = plan();
    frame();
    click("Sessions/4");
    EXPECT_EQ(plan().shares, set.shares);
    session_.editor().undo();
    frame();
    drag("Share of the dots", plan().shares[0], 1.0f);
    EXPECT_EQ(plan().shares[0], 1.0f);
    EXPECT_EQ(plan().shares[1] + plan().shares[2], 0.0f);
}

TEST_F(DotsPanel, AShareDraggedToTheWholeAndBackGivesBackTheOthers) {
    open("Session 1");
    const std::array<float, 4> before = plan().shares;
    const ui::Rect track = rect_of("Share of the dots");
    press_at("Share of the dots", before[0]);
    move_to(track.right() + 20.0f, track.y + 10.0f);
    ASSERT_EQ(plan().shares[1] + plan().shares[2], 0.0f);
    move_to(track.x + 0.3f * track.width, track.y + 10.0f);
    button(false);
    EXPECT_NEAR(plan().shares[0], 0.3f, 0.06f);
    EXPECT_NEAR(plan().shares[1] / plan().shares[2], before[1] / before[2], 1e-3f);
    session_.editor().undo();
    EXPECT_EQ(plan().shares, before);
    EXPECT_FALSE(session_.editor().undo()) << "one step";
}

TEST_F(DotsPanel, DatesMoveByADayAndNeverOutOfOrder) {
    click("First session, a day later");
    const std::string today = plan().first_on;
    EXPECT_EQ(today, Session::today());
    frame();
    click("First session, a day later");
    EXPECT_GT(plan().first_on, today);
    frame();
    open("Session 2");
    for (int i = 0; i < 14; ++i) {
        click("Day, a day earlier");
        frame();
    }
    EXPECT_TRUE(check_plan_dates(plan()));
    EXPECT_GT(plan().each[1].on, plan().first_on);
    rect_of("Day/refused");
}

TEST_F(DotsPanel, DatesAreTypedInThreeFormsAndOthersRefusedWithTheForm) {
    const auto enter = [&](const std::string& words) {
        click("Patch test");
        type(words);
        move_to(5.0f, 5.0f);
        button(true);
        button(false);
        frame();
    };
    for (const char* words : {"01.02.2027", "1 feb 2027", "2027-02-01"}) {
        enter(words);
        EXPECT_EQ(plan().patch_test_on, "2027-02-01") << words;
        session_.editor().undo();
        frame();
    }
    for (const char* words : {"2/1/2027", "31.02.2027", "1.2.27", "soon"}) {
        enter(words);
        EXPECT_EQ(plan().patch_test_on, "") << words;
        EXPECT_NE(ui_.refusal.words.find("06.12.2026"), std::string::npos) << words;
    }
}

TEST_F(DotsPanel, LettersInANumberFieldAreRefusedWithASentence) {
    click("Density/number");
    type("many");
    move_to(5.0f, 5.0f);
    button(true);
    button(false);
    frame();
    EXPECT_EQ(dots(), DotSettings{});
    EXPECT_EQ(ui_.refusal.words, "Density is a number, not \"many\".");
}

TEST_F(DotsPanel, TouchUpsStayInTheOrderOfTheirYears) {
    open("Touch-ups");
    for (int i = 0; i < 3; ++i) {
        click("Add a touch-up");
        frame();
    }
    ASSERT_EQ(plan().touch_ups.size(), 3u);
    EXPECT_TRUE(check_document(session_.document()));
    click("Touch-up 1");
    frame();
    drag("Years after", 0.5f, 1.0f);
    EXPECT_TRUE(check_document(session_.document()));
    EXPECT_EQ(plan().touch_ups[0].years, plan().touch_ups[1].years) << "as late as the next, no later";
    frame();
    click("Remove this touch-up");
    EXPECT_EQ(plan().touch_ups.size(), 2u);
}

TEST_F(DotsPanel, WithEverythingOpenNothingLeavesTheInspector) {
    for (const char* title : {"Zones", "The hand", "Native hair", "Session 2", "Touch-ups", "Laser removal", "Work plan", "Your pace"}) open(title);
    click("Add a touch-up");
    frame();
    click("Touch-up 1");
    frame();
    for (const auto& [label, rect] : ui_.registry.rects()) {
        EXPECT_GE(rect.x, kLeft) << label;
        EXPECT_LE(rect.right(), kLeft + kWidth - 7.0f) << label;
    }
    EXPECT_GT(ui_.registry.rects().size(), 100u);
}

TEST_F(DotsPanel, TheFirstSessionIsProposedAsManyDaysAfterThePatchTestAsItNeeds) {
    click("Patch test, a day later");
    frame();
    click("First session, a day later");
    ASSERT_FALSE(plan().patch_test_on.empty());
    EXPECT_EQ(day_number(plan().first_on).value(), day_number(plan().patch_test_on).value() + 2);
    EXPECT_TRUE(date_advice(plan()).empty());
}

}  // namespace
}  // namespace trichion
