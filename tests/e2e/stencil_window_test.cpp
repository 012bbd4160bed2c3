// The Stencil step, end to end: every control of it by mouse and keyboard in the real window, every file it saves, what it asks
// first, what it remembers.
#include "tests/e2e/program.h"
#include "tests/e2e/window_acts.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gmock/gmock.h>
#include <map>

namespace trichion {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;
using Json = nlohmann::json;

constexpr Act kActs[] = {
    {"", "Part/Sideburns", "", "stencil.parts", "frontal,temples,sideburns"},
    {"", "Part/Frontal", "", "stencil.parts", "temples,sideburns"},
    {"", "Part/Nape", "", "stencil.parts", "temples,sideburns,nape"},
    {"", "Part/Temples", "", "stencil.parts", "sideburns,nape"},
    {"", "Part/Sideburns", "", "stencil.parts", "nape"},
    {"", "Part/Ears", "", "stencil.parts", "ears,nape"},
    {"", "Part/Ears", "", "stencil.parts", "nape"},  // all that follow make one small sheet each
    {"", "Line/Cut edge", "", "stencil.line", "cut_edge"},
    {"", "Line/Line only", "", "stencil.line", "line_only"},
    {"", "Line/Strip", "", "stencil.line", "strip"},
    {"", "Skin side", "10", "stencil.skin_side_mm", "10"},
    {"", "Scalp side", "16", "stencil.scalp_side_mm", "16"},
    {"", "Medium/Vinyl", "", "stencil.medium", "vinyl"},
    {"Line, margin, mirror", "Line width", "0.4", "stencil.line_width_mm", "0.4"},
    {"Line, margin, mirror", "Margin", "12", "stencil.margin_mm", "12"},
    {"Line, margin, mirror", "Mirrored", "", "stencil.mirrored", "true"},
    {"", "Paper/Custom", "", "stencil.paper", "custom"},
    {"", "Paper width", "500", "stencil.custom_width_mm", "500"},
    {"", "Paper height", "400", "stencil.custom_height_mm", "400"},
    {"", "Paper/Roll", "", "stencil.paper", "roll"},
    {"", "Roll width", "610", "stencil.roll_width_mm", "610"},
    {"", "Tongue down to the glabella", "", "stencil.tongue", "true"},
    {"", "Tails to the corners of the eyes", "", "stencil.tails", "true"},
    {"", "Windows of 1 cm\xc2\xb2, dots counted", "", "stencil.dot_guide", "true"},
    {"", "Client, version, date and badge", "", "stencil.label", "false"},
    {"Cutter", "Cutter marks/Four dots", "", "stencil.cutter_marks.kind", "dots"},
    {"Cutter", "Cutter marks/Corners", "", "stencil.cutter_marks.kind", "square_and_corners"},
    {"Cutter", "Mark size", "6", "stencil.cutter_marks.size_mm", "6"},
    {"Cutter", "Mark line", "0.6", "stencil.cutter_marks.line_mm", "0.6"},
    {"Cutter", "From the edge", "15", "stencil.cutter_marks.inset_mm", "15"},
    {"Cutter", "DXF version/R12", "", "stencil.dxf", "r12"},
};

class StencilWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
        ASSERT_EQ(run_trichion({"new", "male_caucasian", "-o", file_}).exit, 0);
    }

    static bool is_told(const Json& map, const std::string& words) { return map["notices"].dump().find(words) != std::string::npos; }
    static bool is_named(const Json& map, const std::string& beginning) {
        for (const auto& [name, ignored] : map["rects"].items())
            if (name.starts_with(beginning)) return true;
        return false;
    }

    static void go_to_stencil(const EditorWindow& window) {
        window.click("Step Stencil");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Stencil" && has(m, "Sheet") && m["idle"] == true; }));
    }
    /// From the button to the written file.
    void save(const EditorWindow& window, const char* button, const std::string& path, const char* tells) const {
        window.click(button);
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && has(m, "Save anyway"); })) << button;
        window.click("Save anyway");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && has(m, "File name") && m["idle"] == true; }));
        type_into(window, "File name", path);
        if (window.wait_for([](const Json& m) { return m["dialog"] == "file"; }, 1)) window.click("Save");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["dialog"] == "" && is_told(m, tells); })) << window.map()["notices"];
    }

    /// The id of a point of the frontal part, in sight, left of the middle and away from the corners; empty: there is none.
    static std::string left_frontal_point(const Json& map) {
        std::vector<std::pair<double, std::string>> seen;
        for (const auto& [id, point] : map["points"].items())
            if (point["part"] == "frontal" && has(map, "Point " + id)) seen.emplace_back(map["rects"]["Point " + id][0].get<double>(), id);
        std::ranges::sort(seen);
        return seen.size() < 4 ? std::string() : seen[1].second;
    }
    /// What stands below the flat piece beside the head: its length in words.
    static std::string flat_words(const Json& map) {
        for (const auto& [name, ignored] : map["rects"].items())
            if (name.starts_with("Flat ")) return name;
        return {};
    }

    Folder folder_;
    std::string file_ = folder_ / "anna.trichion";
};

TEST_F(StencilWindowTest, EveryControlIsSetByHandIsOneStepAndIsSaved) {
    ASSERT_EQ(run_trichion({"set", file_, "outline.extent=nape"}).exit, 0);
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    std::vector<std::string> check{"set", file_};
    std::map<std::string, std::string> expected;
    std::string open;
    for (const Act& act : kActs) {
        ASSERT_NO_FATAL_FAILURE(act_on(window, act, open));
        expected[act.key] = act.value;
    }
    window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.dxf") == "r2000"; })) << "one press, one step";
    window.key("ctrl+y");
    window.key("ctrl+s");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == false && m["idle"] == true; }));
    for (const auto& [key, value] : expected) check.push_back(key + "=" + value);
    EXPECT_THAT(run_trichion(check).out, StartsWith("Nothing to change"));
}

TEST_F(StencilWindowTest, AnExampleHeadIsAskedAboutAndEachKindOfFileLeaves) {
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    window.click("Save PDF\xe2\x80\xa6");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && has(m, "Cancel"); }));
    window.click("Cancel");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && m["idle"] == true; })) << "and nothing is written";
    save(window, "Save PDF\xe2\x80\xa6", folder_ / "a.pdf", "Saved a.pdf");
    save(window, "SVG\xe2\x80\xa6", folder_ / "a.svg", "Saved a.svg");
    save(window, "DXF\xe2\x80\xa6", folder_ / "a.dxf", "Saved a.dxf");
    EXPECT_THAT(text_of(folder_ / "a.svg"), HasSubstr("<svg"));
    EXPECT_THAT(text_of(folder_ / "a.dxf"), HasSubstr("POLYLINE"));
    const std::string pdf = text_of(folder_ / "a.pdf");
    ASSERT_EQ(run_trichion({"stencil", file_, "-o", folder_ / "b.pdf"}).exit, 0);
    EXPECT_EQ(pdf, text_of(folder_ / "b.pdf")) << "the command line writes the same bytes";
}

// With the points' tool on the head: the flat piece follows the hand, and the sheet made afterwards is that of the line as it was
// left and not of the way there.
TEST_F(StencilWindowTest, TheHairlineIsDraggedBesideItsFlatPieceInOneStepAndTheSheetIsTheCommandLines) {
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    window.click("Show/On the head");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Stretch legend") && m["idle"] == true; }));
    window.key("1");  // from the front
    ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
    window.key("p");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return !left_frontal_point(m).empty() && m["idle"] == true; }));
    const Json before = window.map();
    const std::string point = left_frontal_point(before);
    const auto [x, y] = window.middle_of("Point " + point);
    window.move_to(x, y);
    window.button_down();
    std::string last = flat_words(before);
    ASSERT_FALSE(last.empty());
    int followed = 0;
    for (int k = 1; k <= 4; ++k) {
        window.move_to(x, y - 5 * k);
        if (!window.wait_for([&](const Json& m) { return m["editing"] == true && flat_words(m) != last; }, 5)) continue;
        last = flat_words(window.map());
        ++followed;
    }
    EXPECT_GE(followed, 3) << "the piece follows while the button is down";
    window.button_up();
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false && m["undo"] == "Move point" && m["idle"] == true; }));
    const Json after = window.map();
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["points"] == before["points"] && flat_words(m) == flat_words(before) && m["idle"] == true; })) << "one drag is one step";
    window.key("ctrl+y");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["points"] == after["points"] && m["idle"] == true; }));
    EXPECT_EQ(flat_words(window.map()), flat_words(after));
    window.key("ctrl+s");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == false && m["idle"] == true; }));
    ASSERT_NO_FATAL_FAILURE(save(window, "SVG\xe2\x80\xa6", folder_ / "a.svg", "Saved a.svg"));
    ASSERT_EQ(run_trichion({"stencil", file_, "-o", folder_ / "b.svg"}).exit, 0);
    EXPECT_EQ(text_of(folder_ / "a.svg"), text_of(folder_ / "b.svg"));
}

TEST_F(StencilWindowTest, AStencilThatCannotBeWrittenIsAskedAboutAgainWithItsPathAndTheReason) {
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    window.click("SVG\xe2\x80\xa6");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && has(m, "Save anyway"); }));
    window.click("Save anyway");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && has(m, "File name") && m["idle"] == true; }));
    window.click("File name");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "File name/typing"); }));
    window.key("ctrl+a");
    window.type("/proc/nowhere/a.svg");
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && is_named(m, "File problem: ") && m["idle"] == true; })) << window.map()["rects"];
    EXPECT_FALSE(is_told(window.map(), "Saved"));
    ASSERT_TRUE(has(window.map(), "File name/typing")) << "the whole path is there to be typed over";
    window.type(folder_ / "a.svg");
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && is_told(m, "Saved a.svg"); })) << window.map()["notices"];
    EXPECT_TRUE(std::filesystem::exists(folder_ / "a.svg"));
}

TEST_F(StencilWindowTest, ThreeClicksLeadToTheFileOfAClientsHeadNamedAfterItsCode) {
    const std::string scan = folder_ / "head.obj";
    ASSERT_EQ(run_trichion({"export", file_, "--what", "head", "-o", scan}).exit, 0);
    ASSERT_EQ(run_trichion({"new", scan, "-o", file_}).exit, 0);
    ASSERT_EQ(run_trichion({"set", file_, "client.code=A-17", "head.circumference_mm=575"}).exit, 0);
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    window.click("Save PDF\xe2\x80\xa6");
    EXPECT_FALSE(window.wait_for([](const Json& m) { return m["dialog"] == "question"; }, 2)) << "a line that lands within its limits is asked about";
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && has(m, "Save"); }));
    window.click("Save");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && is_told(m, "Saved A-17-stencil-"); })) << window.map()["notices"];
    bool is_there = false;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))  // beside the design
        is_there |= entry.path().filename().string().starts_with("A-17-stencil-") && entry.path().extension() == ".pdf";
    EXPECT_TRUE(is_there);
}

TEST_F(StencilWindowTest, TheSheetIsTurnedZoomedMovedAndFittedAndTheStripIsSeenOnTheHead) {
    ASSERT_EQ(run_trichion({"set", file_, "stencil.paper=custom", "stencil.custom_width_mm=190", "stencil.custom_height_mm=170"}).exit, 0);
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    ASSERT_TRUE(is_named(window.map(), "Sheet: page 1 of")) << window.map()["rects"];
    window.click("Next page");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return is_named(m, "Sheet: page 2 of"); }));
    window.key("Left");
    window.click("Page 2");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return is_named(m, "Sheet: page 2 of"); }));
    const Json fitted = window.map()["rects"]["Sheet"];
    const auto [x, y] = window.middle_of("Sheet");
    window.move_to(x, y);
    for (int k = 0; k < 4; ++k) window.button_down(4), window.button_up(4);
    // All four steps of 1.15: one that came later would move the sheet to the left.
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["rects"]["Sheet"][2].get<double>() > 1.7 * fitted[2].get<double>() && m["idle"] == true; }));
    const Json zoomed = window.map()["rects"]["Sheet"];
    window.button_down();
    window.move_to(x + 60, y + 20);
    window.button_up();
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["rects"]["Sheet"][0].get<double>() > zoomed[0].get<double>() + 30.0 && m["idle"] == true; }));
    window.move_to(x, y);
    window.double_click_here();
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["rects"]["Sheet"] == fitted; }));
    window.click("Show/On the head");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return has(m, "Stretch legend") && !has(m, "Sheet") && m["idle"] == true; }));
    window.click("Show/Sheet");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return has(m, "Sheet"); }));
}

TEST_F(StencilWindowTest, WhatWasChosenLastIsThereInANewDesignAndAfterAStart) {
    const std::filesystem::path config = folder_.path() / "config";
    {
        EditorWindow window({file_}, 1280, 800, config);
        ASSERT_TRUE(window.wait_until_idle());
        go_to_stencil(window);
        window.click("Paper/Legal");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.paper") == "legal" && m["editing"] == false && m["idle"] == true; }));
        window.key("ctrl+s");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == false && m["idle"] == true; }));
        window.key("ctrl+n");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["path"] == "" && m["idle"] == true; }));
        EXPECT_EQ(said(window.map(), "stencil.paper"), "legal");
        window.key("ctrl+q");
        if (window.wait_for([](const Json& m) { return m["dialog"] == "question"; }, 1)) window.click("Do not save");
        EXPECT_EQ(window.wait_for_exit(), 0);
    }
    {
        const EditorWindow window({}, 1280, 800, config);
        ASSERT_TRUE(window.wait_until_idle());
        EXPECT_EQ(said(window.map(), "stencil.paper"), "legal");
    }
    std::ofstream(config / "trichion" / "stencil", std::ios::trunc) << "stencil.paper=papyrus\n";
    const EditorWindow window({}, 1280, 800, config);
    ASSERT_TRUE(window.wait_until_idle());
    EXPECT_EQ(said(window.map(), "stencil.paper"), "a4");
    EXPECT_TRUE(is_told(window.map(), "papyrus")) << window.map()["notices"];
}

TEST_F(StencilWindowTest, APrinterIsMeasuredChosenAndForgotten) {
    const EditorWindow window({file_}, 1280, 800);
    ASSERT_TRUE(window.wait_until_idle());
    go_to_stencil(window);
    window.click("Section Printer");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Measure a printer\xe2\x80\xa6"); }));
    window.click("Measure a printer\xe2\x80\xa6");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "printer" && m["idle"] == true; }));
    window.click("Save the test page\xe2\x80\xa6");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && m["idle"] == true; }));
    type_into(window, "File name", folder_ / "page.pdf");
    if (window.wait_for([](const Json& m) { return m["dialog"] == "file"; }, 1)) window.click("Save");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "printer" && is_told(m, "Saved page.pdf"); }));
    EXPECT_THAT(text_of(folder_ / "page.pdf"), StartsWith("%PDF-"));
    type_into(window, "Printer", "Studio");
    type_into(window, "Line across, 200 mm when true", "75");
    type_into(window, "Line down, 180 mm when true", "180.3");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Printer problem"); })) << "half as long is no printer's fault";
    type_into(window, "Line across, 200 mm when true", "212");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Remember it anyway"); })) << "6 % off is asked";
    // The rest by keyboard alone.
    window.click("Line across, 200 mm when true/number");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Line across, 200 mm when true/typing"); }));
    window.key("ctrl+a");
    window.type("199.1");
    window.key("Tab");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Line down, 180 mm when true/typing"); }));
    window.type("180.2");
    window.key("Tab");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Printer correction") && !has(m, "Line down, 180 mm when true/typing") && m["idle"] == true; }));
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && said(m, "stencil.printer") == "Studio" && has(m, "Printer Studio") && m["idle"] == true; }));
    window.click("Printer none");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.printer") == "none" && m["idle"] == true; }));
    window.click("Printer Studio");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.printer") == "Studio" && has(m, "Forget Studio") && m["idle"] == true; }));
    window.click("Forget Studio");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return said(m, "stencil.printer") == "none" && !has(m, "Printer Studio"); }));
}

}  // namespace
}  // namespace trichion
