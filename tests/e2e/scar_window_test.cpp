// A scar's own figures, end to end: drawn round with the mouse, its sliders dragged and typed, saved.
#include "tests/e2e/window_acts.h"

#include <cmath>
#include <cstdio>

namespace trichion {
namespace {

using Json = nlohmann::json;

class ScarWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }

    /// A loop of 20 px on the bald skin between brow and hairline.
    static void draw_round_a_scar(const EditorWindow& window) {
        window.key("1");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
        window.key("a");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Area kind/Scar"); }));
        window.click("Area kind/Scar");
        const auto rect = window.map()["rects"]["Viewport"].get<std::vector<double>>();
        const double x = rect[0] + 0.5 * rect[2] + 40.0, y = rect[1] + 0.36 * rect[3];
        for (int k = 0; k <= 16; ++k) {
            const Json last = window.map();
            window.move_to(static_cast<int>(x + 20.0 * std::cos(0.3927 * k)), static_cast<int>(y + 20.0 * std::sin(0.3927 * k)));
            if (k == 0) window.button_down();
            window.wait_for([&](const Json& m) { return m["frame"] != last["frame"]; }, 3);  // a slow machine sees every place
        }
        window.button_up();
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Add area" && m["idle"] == true; })) << window.map()["notices"];
    }

    /// The drag of a slider's knob by some pixels, held.
    static void drag_held(const EditorWindow& window, const std::string& label, int by) {
        window.bring_into_sight(label);
        const auto [x, y] = window.middle_of(label);
        window.move_to(x, y);
        window.button_down();
        for (int i = 1; i <= 4; ++i) window.move_to(x + by * i / 4, y);
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == true; })) << label;
    }

    static bool undo_is(const EditorWindow& window, const std::string& step) {
        return window.wait_for([&](const Json& m) { return m["undo"] == step && m["editing"] == false && m["idle"] == true; }, 20);
    }
};

TEST_F(ScarWindowTest, ItsDensityDepthAndTakeUpAreSetByHandAndSaved) {
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(draw_round_a_scar(window));
    ASSERT_TRUE(window.wait_for([](const Json& m) {
        if (!has(m, "Scar take-up") || m["idle"] != true) return false;
        const auto panel = m["rects"]["Inspector"].get<std::vector<double>>(), last = m["rects"]["Scar take-up"].get<std::vector<double>>();
        return last[1] > panel[1] && last[1] + last[3] < panel[1] + panel[3];
    })) << "its figures come into sight by themselves";

    struct Row {
        const char *label, *step, *typed;
        int by;  // pixels from the track's middle to where its value is not the usual one
    };
    constexpr Row kRows[] = {{"Scar density", "Change scar's density", "95", 24}, {"Needle depth", "Change needle's depth in the scar", "0.85", 24}, {"Scar take-up", "Change scar's take-up", "65", -20}};
    std::string last = "Add area";
    for (const Row& row : kRows) {
        // Escape in a drag leaves nothing; a drag let go is one step that one undo takes back.
        ASSERT_NO_FATAL_FAILURE(drag_held(window, row.label, row.by));
        window.key("Escape");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false; }));
        window.button_up();
        EXPECT_TRUE(undo_is(window, last)) << row.label << " " << window.map()["undo"];
        const long dots_before = window.map()["dots"].get<long>();
        ASSERT_NO_FATAL_FAILURE(drag_held(window, row.label, row.by));
        window.button_up();
        ASSERT_TRUE(undo_is(window, row.step)) << row.label << " " << window.map()["undo"];
        if (row.label == kRows[0].label) {
            EXPECT_NE(window.map()["dots"].get<long>(), dots_before) << "another density is another count";
        }
        window.key("ctrl+z");
        ASSERT_TRUE(undo_is(window, last)) << row.label;
        EXPECT_EQ(window.map()["dots"].get<long>(), dots_before);

        ASSERT_NO_FATAL_FAILURE(type_into(window, row.label, row.typed));
        ASSERT_TRUE(undo_is(window, row.step)) << row.label << " " << window.map()["undo"];
        last = row.step;
    }

    const std::string file = (window.folder() / "scar.trichion").string();
    window.key("ctrl+s");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file"; }));
    ASSERT_NO_FATAL_FAILURE(type_into(window, "File name", file));
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == false && m["idle"] == true; }));
    FILE* pipe = ::popen(("unzip -p '" + file + "' document.json").c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string words;
    for (char some[4096]; const std::size_t count = std::fread(some, 1, sizeof some, pipe);) words.append(some, count);
    ::pclose(pipe);
    const Json document = Json::parse(words, nullptr, false);
    ASSERT_TRUE(document.is_object()) << words.substr(0, 200);
    const Json& areas = document["outline"]["areas"];
    ASSERT_EQ(areas.size(), 1u) << words.substr(0, 400);
    EXPECT_EQ(areas[0]["kind"], "scar");
    EXPECT_NEAR(areas[0]["density_per_cm2"].get<double>(), 95.0, 1e-3);
    EXPECT_NEAR(areas[0]["depth_mm"].get<double>(), 0.85, 1e-4);
    EXPECT_NEAR(areas[0]["take_up"].get<double>(), 0.65, 1e-4);
}

}  // namespace
}  // namespace trichion
