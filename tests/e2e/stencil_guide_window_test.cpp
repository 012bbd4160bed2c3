// The printed guide in the Stencil step, end to end: its controls by mouse and keyboard in the real window, and its files.
#include "tests/e2e/program.h"
#include "tests/e2e/window_acts.h"

#include <filesystem>
#include <gmock/gmock.h>
#include <string>
#include <vector>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

class GuideWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
        ASSERT_EQ(run_trichion({"new", "female_asian", "-o", file_}).exit, 0);
    }
    static bool is_told(const Json& map, const std::string& words) { return map["notices"].dump().find(words) != std::string::npos; }
    static long pictures(const Json& map) { return map["pictures"].get<long>(); }

    /// From the paper that is chosen at first to the guide on the head.
    static void go_to_guide(const EditorWindow& window) {
        window.click("Step Stencil");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Stencil" && has(m, "Sheet") && m["idle"] == true; }));
        window.click("Medium/3D print");
        ASSERT_TRUE(window.wait_for([](const Json& m) {
            return said(m, "stencil.medium") == "printed_guide" && has(m, "Hooks round the ears") && !has(m, "Sheet") && m["idle"] == true;
        }));
    }
    /// Whether the file dialog says why this file could not be written.
    static bool is_refused(const Json& map, const std::string& name) {
        for (const auto& [label, ignored] : map["rects"].items())
            if (label.starts_with("File problem: ") && label.find(name) != std::string::npos) return true;
        return false;
    }
    /// From the button to the place; Enter in the field takes it.
    static void choose_place(const EditorWindow& window, const std::string& button, const std::string& path) {
        window.click(button);
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && has(m, "Save anyway"); })) << button;
        window.click("Save anyway");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && has(m, "File name") && m["idle"] == true; }));
        window.click("File name");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "File name/typing"); }));
        window.key("ctrl+a");
        window.type(path);
        window.key("Return");  // where the place is refused, the field stays open
    }
    /// From the button to what is told of the file.
    static void save(const EditorWindow& window, const std::string& button, const std::string& path, const std::string& tells) {
        ASSERT_NO_FATAL_FAILURE(choose_place(window, button, path));
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return is_told(m, tells); })) << window.map()["notices"];
    }

    Folder folder_;
    std::string file_ = folder_ / "anna.trichion";
};

TEST_F(GuideWindowTest, EveryControlIsSetByHandIsOneStepAndIsSaved) {
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(go_to_guide(window));
    std::string open;
    for (const Act& act : {Act{"", "Thickness", "1.6", "stencil.guide.thickness_mm", "1.6"}, Act{"", "Off the skin", "0.5", "stencil.guide.gap_mm", "0.5"},
                           Act{"", "Reach down", "25", "stencil.guide.reach_mm", "25"}, Act{"", "Hooks round the ears", "", "stencil.guide.ear_hooks", "true"}}) {
        const long before = pictures(window.map());
        ASSERT_NO_FATAL_FAILURE(act_on(window, act, open));
        EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["idle"] == true && pictures(m) > before; })) << act.label << " is seen on the head";
    }
    // A drag of a slider, with many values on its way, is one step.
    const Json slider = window.map()["rects"]["Reach down"];
    const int y = slider[1].get<int>() + slider[3].get<int>() / 2, x = slider[0].get<int>(), width = slider[2].get<int>();
    window.move_to(x + width / 4, y);
    window.button_down();
    window.move_to(x + width / 2, y);
    window.move_to(x + 3 * width / 4, y);
    window.button_up();
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false && said(m, "stencil.guide.reach_mm") != "25" && m["idle"] == true; }));
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.guide.reach_mm") == "25" && m["idle"] == true; }));
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.guide.ear_hooks") == "false" && m["idle"] == true; }));
    window.key("ctrl+y");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.guide.ear_hooks") == "true"; }));
    window.key("ctrl+s");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == false && m["idle"] == true; }));
    EXPECT_THAT(run_trichion({"set", file_, "stencil.medium=printed_guide", "stencil.guide.thickness_mm=1.6", "stencil.guide.gap_mm=0.5",
                              "stencil.guide.reach_mm=25", "stencil.guide.ear_hooks=true"}).out,
                StartsWith("Nothing to change"));
}

TEST_F(GuideWindowTest, AnExampleHeadIsAskedAboutAndStlAnd3mfLeaveAsTheCommandLineWritesThem) {
    ASSERT_EQ(run_trichion({"set", file_, "stencil.guide.ear_hooks=true"}).exit, 0);
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(go_to_guide(window));
    window.click("Save STL\xe2\x80\xa6");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && has(m, "Cancel"); }));
    window.click("Cancel");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && m["idle"] == true; }));
    ASSERT_NO_FATAL_FAILURE(save(window, "Save STL\xe2\x80\xa6", folder_ / "a.stl", "Saved a.stl"));
    ASSERT_NO_FATAL_FAILURE(save(window, "Save 3MF\xe2\x80\xa6", folder_ / "a.3mf", "Saved a.3mf"));
    for (const std::string extension : {"stl", "3mf"}) {
        const Ran ran = run_trichion({"stencil", file_, "-o", folder_ / ("b." + extension)});
        ASSERT_EQ(ran.exit, 0) << ran.err;
        EXPECT_EQ(text_of(folder_ / ("a." + extension)), text_of(folder_ / ("b." + extension))) << extension;
        EXPECT_THAT(ran.out, HasSubstr("Hooks "));
        EXPECT_THAT(ran.out, HasSubstr("the ends of the hooks")) << "how it is printed";
        EXPECT_THAT(ran.out, HasSubstr("below its lower edge")) << "where the brows are";
    }
    ASSERT_EQ(run_trichion({"set", file_, "stencil.guide.ear_hooks=false"}).exit, 0);
    const Ran without = run_trichion({"stencil", file_, "-o", folder_ / "c.stl"});
    EXPECT_THAT(without.out, ::testing::AllOf(HasSubstr("on its lower edge, with a brim"), ::testing::Not(HasSubstr("ooks"))));
}

TEST_F(GuideWindowTest, APlaceThatTakesNoFileIsNamed) {
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(go_to_guide(window));
    for (const std::string extension : {"STL", "3MF"}) {
        const std::string name = extension == "STL" ? "a.stl" : "a.3mf";
        ASSERT_NO_FATAL_FAILURE(choose_place(window, "Save " + extension + "\xe2\x80\xa6", "/proc/nowhere/" + name));
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["dialog"] == "file" && is_refused(m, name) && m["idle"] == true; })) << window.map()["rects"];
        EXPECT_FALSE(is_told(window.map(), "Saved"));
        window.click("Cancel");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == ""; }));
    }
    // The whole path is there to be typed over.
    ASSERT_NO_FATAL_FAILURE(choose_place(window, "Save STL\xe2\x80\xa6", "/proc/nowhere/again.stl"));
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && is_refused(m, "again.stl") && m["idle"] == true; }));
    ASSERT_TRUE(has(window.map(), "File name/typing"));
    window.type(folder_ / "again.stl");
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && is_told(m, "Saved again.stl"); })) << window.map()["notices"];
    EXPECT_TRUE(std::filesystem::exists(folder_ / "again.stl"));
}

}  // namespace
}  // namespace trichion
