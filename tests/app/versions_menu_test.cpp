// The list of versions and the plates that name them: what they say of an agreement, and what asks before it is lost.
#include "app/editor/panels/panels.h"
#include "app/editor/viewport/compare_view.h"
#include "core/model/versions.h"
#include "tests/app/commands_fixture.h"

namespace trichion {
namespace {

class VersionsMenuTest : public CommandsFixture {
protected:
    VersionsMenuTest() {
        draw = [this] {
            PanelContext panel{*session_, view_, notices_, table_};
            draw_version_plates({0, 60, 900, 600}, view_, session_->document());
            draw_versions_menu(panel, 1280, 720);
            question_.draw(1280, 720);
        };
        add_version_commands(table_, services());
        session_->update(false);
    }
    void move_a_point() {
        Outline outline = *session_->document().outline;
        outline.points[0].at = outline.points[1].at;
        change_part(session_->editor(), &Document::outline, outline, "Move a point");
    }
    bool shows(const std::string& label) { return ui_.registry.find(label) != nullptr; }
};

TEST_F(VersionsMenuTest, TheDashedLineIsToldOfOnlyWhereItIsDrawn) {
    ASSERT_TRUE(table_.run("version.agree"));
    const auto sentence = [&] { return agreement_sentence(view_, session_->document()); };
    const std::string dashed = "The dashed line is what was agreed.";
    EXPECT_EQ(sentence().find("changed"), std::string::npos) << sentence();
    change_density();
    EXPECT_TRUE(sentence().ends_with("and has changed since.")) << sentence();
    move_a_point();
    EXPECT_TRUE(sentence().ends_with(dashed)) << sentence();
    view_.step = Step::Dots;
    EXPECT_FALSE(sentence().ends_with(dashed)) << "it is not drawn in this step";
}

TEST_F(VersionsMenuTest, ThePlateSaysOfWhichVersionTheAgreementIs) {
    const std::string agreed = "agreed " + day_words(Session::today());
    ASSERT_TRUE(table_.run("version.add"));
    ASSERT_TRUE(table_.run("version.agree"));
    frame();
    EXPECT_TRUE(shows("Plate: Version B " + agreed + " \xc2\xb7 F shows A"));
    ASSERT_TRUE(table_.run("version.flip"));
    frame();
    EXPECT_TRUE(shows("Plate: Version A F shows B")) << "not agreed itself";
    view_.shows_versions_side_by_side = true;
    frame();
    EXPECT_TRUE(shows("Plate: Version A "));
    EXPECT_TRUE(shows("Plate: Version B " + agreed));
}

TEST_F(VersionsMenuTest, AnAgreedVersionIsDeletedOnlyAfterAQuestion) {
    ASSERT_TRUE(table_.run("version.agree"));
    ASSERT_TRUE(table_.run("version.add"));
    const auto versions = [&] { return session_->document().versions->all.size(); };
    const auto open = [&] {
        view_.versions_menu.is_open = true;
        frame();
        frame();
    };
    for (const ui::Key key : {ui::Key::Enter, ui::Key::Escape}) {
        open();
        click("Version/A/delete");
        ASSERT_TRUE(question_.is_open());
        EXPECT_EQ(versions(), 2u);
        frame();
        press_key(key);
        EXPECT_FALSE(question_.is_open());
        EXPECT_EQ(versions(), 2u) << "neither key deletes it";
    }
    open();
    click("Version/A/delete");
    frame();
    click("Delete it");
    EXPECT_EQ(versions(), 1u);
    session_->editor().undo();
    EXPECT_TRUE(find_version(session_->document(), "A")->agreed) << "and undo brings it back";
    open();
    click("Version/B/delete");
    EXPECT_FALSE(question_.is_open()) << "the other was not agreed";
    EXPECT_EQ(versions(), 1u);
}

}  // namespace
}  // namespace trichion
