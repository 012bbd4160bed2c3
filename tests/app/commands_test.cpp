// Commands by name, by shortcut, and what guards unsaved work.
#include "app/editor/commands/file_names.h"
#include "app/editor/dialogs/recent_folder.h"
#include "app/editor/viewport/stencil_picture.h"
#include "app/picture/render_picture.h"
#include "core/model/versions.h"
#include "core/session/last_choices.h"
#include "tests/app/commands_fixture.h"

#include <GLFW/glfw3.h>
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

namespace trichion {
namespace {

class CommandsTest : public CommandsFixture {
protected:
    CommandsTest() {
        draw = [this] {
            file_dialog_.draw(1280, 720);
            question_.draw(1280, 720);
        };
        add_file_commands(table_, services());
        add_stencil_commands(table_, services());
        add_guide_commands(table_, services());
        add_edit_and_view_commands(table_, services());
        add_version_commands(table_, services());
    }

    bool press(int code, bool ctrl, bool shift = false) {
        ui::KeyStroke stroke{.code = code, .ctrl = ctrl, .shift = shift};
        return table_.run_shortcut(stroke);
    }
};

TEST_F(CommandsTest, PresentLeavesTheHeadAndTheSplitAsTheyWere) {
    session_->update(false);
    ASSERT_NE(session_->pipeline().head(), nullptr);
    for (const bool had_split : {false, true}) {
        view_.shows_split = had_split;
        view_.named_view.clear();  // turned by hand
        view_.wanted_view.clear();
        view_.camera.distance_mm = 724.0f;
        const glm::mat4 before = view_.camera.view();
        ASSERT_TRUE(press(GLFW_KEY_F5, false));
        EXPECT_EQ(view_.shows_split, had_split);
        view_.camera.distance_mm = 855.0f;
        view_.camera.yaw_rad += 0.5f;
        view_.named_view = "left";
        view_.shows_split = !had_split;
        ASSERT_TRUE(press(GLFW_KEY_F5, false));
        EXPECT_FALSE(view_.is_presenting);
        EXPECT_EQ(view_.camera.view(), before);
        EXPECT_EQ(view_.camera.distance_mm, 724.0f);
        EXPECT_EQ(view_.named_view + view_.wanted_view, "") << "nothing frames it anew";
        EXPECT_EQ(view_.shows_split, had_split);
    }
}

TEST_F(CommandsTest, InPresentNoCommandButThoseOfLookingDoesAnything) {
    session_->update(false);
    ASSERT_NE(session_->pipeline().outline(), nullptr);
    ASSERT_TRUE(table_.run("version.add"));
    change_density();
    ASSERT_TRUE(table_.run("edit.undo"));
    ASSERT_NE(session_->editor().redo_label(), nullptr);
    view_.versions_menu.is_open = true;
    ASSERT_TRUE(table_.run("view.present"));
    EXPECT_FALSE(view_.versions_menu.is_open) << "it deletes and renames";
    const Session* const session = session_.get();
    const Document before = session_->document();
    const std::string undo = *session_->editor().undo_label(), redo = *session_->editor().redo_label();
    std::set<std::string> ran;
    for (std::size_t step = 0; step < kStepNames.size(); ++step) {
        view_.step = static_cast<Step>(step);
        for (const Command& command : table_.all()) {
            if (command.works == WorksIn::PresentToo) continue;
            EXPECT_FALSE(table_.run(command.id)) << command.id;
            for (const Shortcut& shortcut : command.shortcuts) EXPECT_FALSE(press(shortcut.code, shortcut.ctrl, shortcut.shift)) << command.shortcut_words;
        }
    }
    for (const Command& command : table_.all())
        if (command.id != "view.present" && table_.run(command.id)) ran.insert(command.id);
    EXPECT_EQ(ran, (std::set<std::string>{"view.front", "view.three-quarter", "view.left", "view.right", "view.top", "view.back", "view.frame",
                                          "view.zoom_in", "view.zoom_out", "version.flip", "version.side_by_side"}));
    ASSERT_TRUE(table_.run("version.flip"));  // back again
    EXPECT_EQ(session_.get(), session);
    EXPECT_TRUE(session_->document() == before);
    EXPECT_EQ(*session_->editor().undo_label(), undo);
    ASSERT_NE(session_->editor().redo_label(), nullptr);
    EXPECT_EQ(*session_->editor().redo_label(), redo);
    EXPECT_FALSE(question_.is_open() || file_dialog_.is_open() || printer_dialog_.is_open() || wanted_sheet_ || wants_to_quit_);
    quit(services());
    EXPECT_TRUE(question_.is_open()) << "its window can be closed, but not with what is in no file";
}

TEST_F(CommandsTest, IdsAreUniqueAndSoIsEachKeyInAStep) {
    std::set<std::string> ids;
    for (const Command& command : table_.all()) {
        EXPECT_TRUE(ids.insert(command.id).second) << command.id;
        EXPECT_FALSE(command.label.empty()) << command.id;
    }
    for (std::size_t step = 0; step < kStepNames.size(); ++step) {
        view_.step = static_cast<Step>(step);
        std::vector<Shortcut> shortcuts;
        for (const Command& command : table_.all()) {
            if (!table_.is_enabled(command.id)) continue;
            for (const Shortcut& shortcut : command.shortcuts) {
                EXPECT_EQ(std::ranges::find(shortcuts, shortcut), shortcuts.end()) << command.id << ", " << kStepNames[step];
                shortcuts.push_back(shortcut);
            }
        }
    }
}

TEST_F(CommandsTest, CtrlZUndoesAndBothRedoKeysRedo) {
    EXPECT_FALSE(press(GLFW_KEY_Z, true)) << "nothing to undo yet";
    change_density();
    EXPECT_TRUE(press(GLFW_KEY_Z, true));
    EXPECT_FLOAT_EQ(session_->document().dots->density_per_cm2, 180.0f);
    EXPECT_TRUE(press(GLFW_KEY_Z, true, true));
    EXPECT_FLOAT_EQ(session_->document().dots->density_per_cm2, 99.0f);
    EXPECT_TRUE(press(GLFW_KEY_Z, true));
    EXPECT_TRUE(press(GLFW_KEY_Y, true));
    EXPECT_FLOAT_EQ(session_->document().dots->density_per_cm2, 99.0f);
}

TEST_F(CommandsTest, QuitAsksOnlyWhenSomethingWouldBeLost) {
    table_.run("file.quit");
    EXPECT_TRUE(wants_to_quit_);
    wants_to_quit_ = false;
    change_density();
    table_.run("file.quit");
    EXPECT_FALSE(wants_to_quit_);
    EXPECT_TRUE(question_.is_open());
    frame();
    frame();
    click("Cancel");
    EXPECT_FALSE(question_.is_open());
    EXPECT_FALSE(wants_to_quit_);
    table_.run("file.quit");
    frame();
    frame();
    click("Do not save");
    EXPECT_TRUE(wants_to_quit_);
}

TEST_F(CommandsTest, EscapeAtTheQuestionLosesNothing) {
    change_density();
    table_.run("file.new");
    frame();
    press_key(ui::Key::Escape);
    EXPECT_FALSE(question_.is_open());
    EXPECT_FLOAT_EQ(session_->document().dots->density_per_cm2, 99.0f);
}

TEST_F(CommandsTest, TheEnterThatAcceptsAFileDoesNotAnswerTheQuestionAfterIt) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "trichion-enter-test";
    std::filesystem::create_directories(folder);
    setenv("XDG_STATE_HOME", folder.c_str(), 1);
    const std::filesystem::path design = folder / "other.trichion";
    std::ofstream(design) << "never read";
    change_density();
    table_.run("file.open");
    frame();
    frame();
    click("File name");
    type(design.string());
    ImGuiIO& io = ImGui::GetIO();
    io.KeysDown[io.KeyMap[ImGuiKey_Enter] = 40] = true;
    press_key(ui::Key::Enter);
    ASSERT_FALSE(file_dialog_.is_open());
    EXPECT_TRUE(question_.is_open());
    frame({{.key = ui::Key::Enter, .is_repeat = true}});
    EXPECT_TRUE(question_.is_open()) << "the key is still held";
    io.KeysDown[40] = false;
    release_key(ui::Key::Enter);
    EXPECT_TRUE(question_.is_open());
    EXPECT_FALSE(file_dialog_.is_open()) << "no answer was given, so nothing is saved";
    EXPECT_TRUE(session_->editor().is_modified());
    press_key(ui::Key::Enter);
    EXPECT_FALSE(question_.is_open()) << "a new press answers";
    unsetenv("XDG_STATE_HOME");
    std::filesystem::remove_all(folder);
}

TEST_F(CommandsTest, APlaceThatTakesNoFileIsAskedAboutAgainWithTheWholePathThereToTypeOver) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "trichion-refused-test";
    std::filesystem::create_directories(folder);
    setenv("XDG_STATE_HOME", folder.c_str(), 1);
    std::vector<std::string> tried;
    std::function<void(const std::string&, const std::string&)> ask = [&](const std::string& name, const std::string& why) {
        file_dialog_.ask({.mode = FileDialog::Mode::Save, .title = "Save", .action = "Save", .extensions = {".pdf"}, .file_name = name, .folder = folder, .problem = why,
                          .done = [&](const std::filesystem::path& path) {
                              tried.push_back(path.string());
                              if (!std::filesystem::is_directory(path.parent_path())) ask(path.string(), "There is no such folder.");
                          }});
    };
    ImGuiIO& io = ImGui::GetIO();
    io.KeyMap[ImGuiKey_Enter] = 40;
    const auto enter = [&] {
        io.KeysDown[40] = true;
        press_key(ui::Key::Enter);
        io.KeysDown[40] = false;
        release_key(ui::Key::Enter);
    };
    const std::string missing = (folder / "nope" / "x.pdf").string();
    ask("a.pdf", "");
    frame();
    frame();
    click("File name");
    type(missing);
    enter();
    ASSERT_TRUE(file_dialog_.is_open());
    EXPECT_EQ(ui_.typing.label, "File name") << "typing goes on at once";
    EXPECT_EQ(ui_.typing.words, missing);
    type((folder / "y.pdf").string());  // over the words that stand there
    enter();
    EXPECT_FALSE(file_dialog_.is_open());
    EXPECT_EQ(tried, (std::vector<std::string>{missing, (folder / "y.pdf").string()}));
    unsetenv("XDG_STATE_HOME");
    std::filesystem::remove_all(folder);
}

TEST_F(CommandsTest, ADesignOrPlanThatCannotBeWrittenIsAskedAboutAgainWithItsPathAndTheReason) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "trichion-unwritable-test";
    std::filesystem::create_directories(folder);
    setenv("XDG_STATE_HOME", folder.c_str(), 1);
    for (int i = 0; i < 10 && !session_->pipeline().work_plan(); ++i) session_->update(false);
    ImGuiIO& io = ImGui::GetIO();
    io.KeyMap[ImGuiKey_Enter] = 40;
    const auto type_place = [&](const std::string& path) {
        type(path);
        io.KeysDown[40] = true;
        press_key(ui::Key::Enter);
        io.KeysDown[40] = false;
        release_key(ui::Key::Enter);
    };
    for (const auto& [command, name] : {std::pair{"file.save_as", "a.trichion"}, {"file.export_plan_pdf", "plan.pdf"}, {"file.export_plan_csv", "plan.csv"}}) {
        const std::string nowhere = "/proc/nowhere/" + std::string(name);
        ASSERT_TRUE(table_.run(command)) << command;
        frame();
        frame();
        click("File name");
        type_place(nowhere);
        ASSERT_TRUE(file_dialog_.is_open()) << command;
        EXPECT_EQ(ui_.typing.label + ": " + ui_.typing.words, "File name: " + nowhere) << "the whole path is there to be typed over";
        bool is_told = false;
        for (const auto& [label, rect] : ui_.registry.rects()) is_told |= label.starts_with("File problem: ") && label.find("nowhere") != std::string::npos;
        EXPECT_TRUE(is_told) << command;
        EXPECT_TRUE(notices_.lines().empty()) << command;
        type_place((folder / name).string());
        EXPECT_FALSE(file_dialog_.is_open()) << command;
        EXPECT_TRUE(std::filesystem::exists(folder / name)) << command;
        ASSERT_EQ(notices_.lines().size(), 1u) << command;
        notices_.close(0);
    }
    unsetenv("XDG_STATE_HOME");
    std::filesystem::remove_all(folder);
}

TEST_F(CommandsTest, FilesOfAClientWhoseCodeNoDiskTakesAreSavedUnderTheOfferedName) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "trichion-codes-test";
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    setenv("XDG_STATE_HOME", (folder / "state").c_str(), 1);
    remember_folder(folder);
    for (const auto& [code, name] : {std::pair{"LPS 07 / M\xc3\xbcller", "LPS-07-M\xc3\xbcller"}, {"03/12", "03-12"}}) {
        Document of_client;
        of_client.client_code = code;
        session_ = std::make_unique<Session>(*executor_, of_client);
        for (int i = 0; i < 10 && !session_->pipeline().work_plan(); ++i) session_->update(false);
        for (const auto& [command, extension] : {std::pair{"file.export_plan_pdf", "-plan.pdf"}, {"file.save", ".trichion"}}) {
            ASSERT_TRUE(table_.run(command)) << command;
            frame();
            frame();
            click("Save");
            EXPECT_FALSE(file_dialog_.is_open()) << command;
            EXPECT_TRUE(std::filesystem::exists(folder / ("client-" + std::string(name) + extension))) << command;
        }
        session_->editor().preview(*with_new_version(session_->document()));
        session_->editor().commit("Add version", Session::today());
        EXPECT_EQ(name_of_sheet(*session_, "stencil"), std::string(name) + "-B-stencil-" + Session::today());
    }
    EXPECT_EQ(as_file_name(" ../a:b*c?\"<d>|e\\ "), "a-b-c-d-e");
    EXPECT_EQ(as_file_name("/"), "");
    unsetenv("XDG_STATE_HOME");
    std::filesystem::remove_all(folder);
}

TEST_F(CommandsTest, WhyAFileCannotBeWrittenIsToldToItsEnd) {
    const std::string why = "Cannot write " + std::string(150, 'x') + ".trichion because its folder does not exist; create it or choose another place.";
    file_dialog_.ask({.mode = FileDialog::Mode::Save, .title = "Save", .action = "Save", .extensions = {".trichion"}, .file_name = "x", .folder = "/", .problem = why});
    frame();
    frame();
    const ui::Rect words = rect_of("File problem: " + why);
    const ImVec2 whole = ui::text_size(ui_.fonts.small, why);
    EXPECT_GE(words.height, whole.y * std::ceil(whole.x / words.width)) << "as many lines as it needs";
    EXPECT_LE(words.bottom(), rect_of("Save").y) << "and the field below stays free";
}

TEST_F(CommandsTest, ADesignWhoseFolderIsGoneIsNotLostOnTheWayOut) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "trichion-gone-test";
    std::filesystem::create_directories(folder);
    setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
    ASSERT_TRUE(session_->save_project(folder / "a.trichion", {}));
    std::filesystem::remove_all(folder);
    change_density();
    table_.run("file.quit");
    frame();
    frame();
    click("Save");
    EXPECT_TRUE(file_dialog_.is_open()) << "where else to is asked";
    EXPECT_FALSE(wants_to_quit_);
    EXPECT_TRUE(session_->editor().is_modified());
    unsetenv("XDG_STATE_HOME");
}

TEST_F(CommandsTest, StencilChoicesAreRememberedWhileTheStepIsOpenAndFollowUndo) {
    const std::filesystem::path folder = std::filesystem::path(::testing::TempDir()) / "trichion-kept-choices-test";
    setenv("XDG_CONFIG_HOME", folder.c_str(), 1);
    view_.step = Step::Stencil;
    StencilSettings settings;
    settings.is_mirrored = true;
    change_part(session_->editor(), &Document::stencil, settings, "Mirror");
    view_.stencil.has_new_choices = true;
    remember_stencil(services());
    EXPECT_FALSE(read_last_choices()->is_mirrored) << "its sheet is not there yet";
    for (int i = 0; i < 10 && !session_->pipeline().is_fresh(); ++i) session_->update(true);
    ASSERT_TRUE(session_->pipeline().is_fresh());
    remember_stencil(services());
    EXPECT_TRUE(read_last_choices()->is_mirrored);
    session_->editor().undo();
    remember_stencil(services());
    EXPECT_FALSE(read_last_choices()->is_mirrored);
    unsetenv("XDG_CONFIG_HOME");
    std::filesystem::remove_all(folder);
}

TEST_F(CommandsTest, AStencilOfTheForeheadIsInSightFromTheFrontAndNotFromBehind) {
    for (int i = 0; i < 10 && !session_->pipeline().stencil(); ++i) session_->update(true);
    ASSERT_TRUE(session_->pipeline().stencil());
    const Head& head = *session_->pipeline().head();
    for (const char* view : {"front", "three-quarter"}) EXPECT_TRUE(is_in_sight(head, *session_->pipeline().stencil(), *named_view(view, head, 1.5f))) << view;
    EXPECT_FALSE(is_in_sight(head, *session_->pipeline().stencil(), *named_view("back", head, 1.5f)));
}

TEST_F(CommandsTest, ANewDesignForgetsThePathOfTheOldOne) {
    table_.run("file.new");
    EXPECT_TRUE(session_->path().empty());
    EXPECT_FALSE(session_->editor().is_modified());
}

TEST_F(CommandsTest, AScanIsReadAtOnceIntoASampleAndAsksWhoseItIsBesideAClientsDesign) {
    open_path(services(), "/nowhere/at/all.obj");
    EXPECT_FALSE(question_.is_open());
    EXPECT_EQ(session_->document().client_code, "");
    Document of_client = session_->document();
    of_client.client_code = "0412";
    session_ = std::make_unique<Session>(*executor_, of_client);
    notices_.close(0);
    open_path(services(), "/nowhere/at/all.obj");
    EXPECT_TRUE(question_.is_open());
    frame();
    click("Cancel");
    EXPECT_FALSE(question_.is_open());
    EXPECT_TRUE(session_->document() == of_client);
    EXPECT_TRUE(notices_.lines().empty()) << "nothing was read";
}

TEST_F(CommandsTest, AMissingFileIsOneSentenceAndChangesNothing) {
    const Document before = session_->document();
    open_path(services(), "/nowhere/at/all.trichion");
    ASSERT_EQ(notices_.lines().size(), 1u);
    EXPECT_EQ(notices_.lines()[0].kind, ui::NoticeKind::Problem);
    EXPECT_NE(notices_.lines()[0].words.find("all.trichion"), std::string::npos) << notices_.lines()[0].words;
    EXPECT_TRUE(session_->document() == before);
}

}  // namespace
}  // namespace trichion
