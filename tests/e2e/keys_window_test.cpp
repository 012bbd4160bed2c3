// Keys and wheels that other window tests leave out: pressed while a button is down, the map of merging dots, the brush's
// size, the pace; held down, and faster than the window draws.
#include "tests/e2e/window_acts.h"

#include <cmath>
#include <cstdlib>

namespace trichion {
namespace {

using Json = nlohmann::json;

class KeysWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }
    static void open_dots(const EditorWindow& window) {
        ASSERT_TRUE(window.wait_until_idle());
        window.click("Step Dots");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Dots" && m["idle"] == true && has(m, "Density"); }));
    }
    static void move_over_head(const EditorWindow& window) {
        const auto rect = window.map()["rects"]["Viewport"].get<std::vector<double>>();
        window.move_to(static_cast<int>(rect[0] + 0.5 * rect[2]), static_cast<int>(rect[1] + 0.4 * rect[3]));
    }
};

TEST_F(KeysWindowTest, AKeyPressedWhileTheButtonIsDownIsRunWhenItIsUp) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_NO_FATAL_FAILURE(open_dots(window));
    const auto [x, y] = window.middle_of("Density");
    window.move_to(x, y);
    window.button_down();
    for (int i = 1; i <= 4; ++i) window.move_to(x + 8 * i, y);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == true; }));
    window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == true; })) << "a drag is not undone in its middle";
    window.button_up();
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false && m["undo"].is_null() && said(m, "dots.density_per_cm2") == "180"; }, 10)) << window.map()["undo"] << said(window.map(), "dots.density_per_cm2") << window.map()["editing"];
    window.key("ctrl+y");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return !m["undo"].is_null() && said(m, "dots.density_per_cm2") != "180"; }, 10));
}

TEST_F(KeysWindowTest, NoKeyPressedBeforeAClientChangesTheDesign) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    window.key("ctrl+d");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["values"]["version"] == "B" && m["idle"] == true; }));
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["undo"].is_null() && m["idle"] == true; }));
    window.key("F5");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["presenting"] == true && m["idle"] == true; }));
    const Json before = window.map();
    for (const char* keys : {"ctrl+y", "ctrl+d", "ctrl+n", "ctrl+shift+s", "ctrl+q", "Delete"}) window.key(keys);
    window.key("3");  // what is pressed last is seen, so what came before it was too
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["camera"] != before["camera"] && m["idle"] == true; }));
    for (const char* what : {"undo", "points", "dots", "modified", "dialog", "values", "presenting"}) EXPECT_EQ(window.map()[what], before[what]) << what;
    window.key("Escape");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["presenting"] == false && m["idle"] == true; }));
    window.key("ctrl+y");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["values"]["version"] == "B"; })) << "the redo branch is still there";
}

TEST_F(KeysWindowTest, BeforeAClientTheKeysZoomAsTheWheelDoesAndNoFartherThanTheWholeHead) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    window.key("F5");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["presenting"] == true && m["idle"] == true; }));
    const auto distance = [](const Json& m) { return m["camera"][2].get<double>(); };
    const auto press = [&](const char* keys) {
        const Json before = window.map();
        window.key(keys);
        window.wait_for([&](const Json& m) { return m["frame"] != before["frame"] && m["idle"] == true; }, 3);
        return distance(window.map());
    };
    const double whole = distance(window.map());
    EXPECT_NEAR(press("minus"), whole, 1.0);
    EXPECT_NEAR(press("plus"), 0.9 * whole, 1.0);
    EXPECT_NEAR(press("plus"), 0.81 * whole, 1.0);
    EXPECT_NEAR(press("minus"), 0.9 * whole, 1.0);
    EXPECT_NEAR(press("minus"), whole, 1.0);
    EXPECT_NEAR(press("minus"), whole, 1.0);
}

TEST_F(KeysWindowTest, ABurstOfKeysInAFieldKeepsItsOrder) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Step Head");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Head" && m["idle"] == true && has(m, "Client code"); }));
    window.click("Client code");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Client code/typing"); }));
    window.keys_at_once("a b c BackSpace d Left e Home f End g Left Left Delete h h Return");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return !has(m, "Client code/typing") && m["idle"] == true; }, 10));
    // ab, abd, abed, fabed, fabedg, and of that the d gone for two h.
    EXPECT_EQ(said(window.map(), "client.code"), "fabehhg");
}

TEST_F(KeysWindowTest, AHeldArrowStepsAndIsOneUndo) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_NO_FATAL_FAILURE(open_dots(window));
    const auto density = [](const Json& m) { return std::atoi(said(m, "dots.density_per_cm2").c_str()); };
    const auto [x, y] = window.middle_of("Density");
    window.move_to(x + 30, y);  // well beside the knob: it comes there, and takes the keyboard
    window.button_down();
    window.button_up();
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Change density" && m["editing"] == false && m["idle"] == true; }, 20));
    const int before = density(window.map());
    window.hold_key("Right");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == false && m["idle"] == true && density(m) > before; }, 10));
    const int after = density(window.map());
    EXPECT_GE(after, before + 10) << "it repeats";
    EXPECT_EQ((after - before) % 5, 0);
    window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["idle"] == true && density(m) == before; }, 20)) << "held, it was one step: " << density(window.map());
    // Taps without time between them: none is lost.
    window.keys_at_once("Right Right Right Left");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == false && m["idle"] == true && density(m) == before + 10; }, 20)) << density(window.map()) << " from " << before;
}

TEST_F(KeysWindowTest, MergingDotsAndTheBrushsSizeHaveTheirKeyAndWheel) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_NO_FATAL_FAILURE(open_dots(window));
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true; }));
    const long before = window.map()["pictures"].get<long>();
    window.key("w");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["pictures"].get<long>() > before && m["idle"] == true; }, 10)) << "the picture colours them";
    window.key("b");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true && has(m, "Brush denser"); }, 10));
    move_over_head(window);
    const double mm = window.map()["brush_mm"].get<double>(), far = window.map()["camera"][2].get<double>();
    window.control_wheel(true);
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return std::abs(m["brush_mm"].get<double>() - 1.12 * mm) < 0.02; }, 10)) << window.map()["brush_mm"];
    window.control_wheel(false);
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return std::abs(m["brush_mm"].get<double>() - mm) < 0.02; }, 10)) << window.map()["brush_mm"];
    EXPECT_EQ(window.map()["camera"][2].get<double>(), far) << "control and wheel size the brush and do not zoom";
}

TEST_F(KeysWindowTest, ThePaceIsSetSliderBySlider) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_NO_FATAL_FAILURE(open_dots(window));
    window.click("Section Work plan");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Section Your pace") && m["idle"] == true; }));
    window.click("Section Your pace");
    struct Row { const char *label, *typed, *key; };
    for (const Row& row : {Row{"Dots a minute", "95", "plan.pace.dots_per_minute"}, Row{"Set-up", "40", "plan.pace.setup_minutes"},
                           Row{"A break", "15", "plan.pace.break_minutes"}, Row{"Work between", "60", "plan.pace.break_every_minutes"}}) {
        ASSERT_NO_FATAL_FAILURE(type_into(window, row.label, row.typed));
        EXPECT_TRUE(window.wait_for([&](const Json& m) { return said(m, row.key) == row.typed && m["undo"] == "Change the pace"; }, 10)) << row.label << " " << said(window.map(), row.key);
    }
}

TEST_F(KeysWindowTest, AFigureOfTheFadeModelIsSetAndTakenBack) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Step Preview");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Preview" && m["idle"] == true && has(m, "Section Set the curve's figures"); }));
    window.click("Section Set the curve's figures");
    ASSERT_NO_FATAL_FAILURE(type_into(window, "Fades, expected", "15"));
    EXPECT_TRUE(window.wait_for([](const Json& m) { return said(m, "fade.figures.fade_expected").starts_with("0.16") && m["undo"] == "Change Fades, expected"; }, 10)) << said(window.map(), "fade.figures.fade_expected");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true && has(m, "Back to the preset: Fades, expected"); }));
    window.click("Back to the preset: Fades, expected");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return said(m, "fade.figures.fade_expected") == "preset"; }, 10));
}

}  // namespace
}  // namespace trichion
