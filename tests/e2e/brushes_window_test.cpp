// The brushes of the Dots step and its single dots in the real window, with a real mouse and keyboard, and what the saved
// design says of them.
#include "tests/e2e/editor_window.h"
#include "tests/e2e/program.h"

#include <array>
#include <cmath>

namespace trichion {
namespace {

using Json = nlohmann::json;
using Place = std::pair<double, double>;

class BrushesTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }
    static void show_dots_from(EditorWindow& window, const std::string& key) {
        if (window.map()["step"] != "Dots") window.click("Step Dots");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Dots" && m["idle"] == true; }));
        const Json before = window.map();
        window.key(key);
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["camera"] != before["camera"] && m["idle"] == true; }));
    }
    /// A place of the viewport, from its middle, in shares of its height.
    static Place in_view(const EditorWindow& window, double x, double y) {
        const auto rect = window.map()["rects"]["Viewport"].get<std::vector<double>>();
        return {rect[0] + 0.5 * rect[2] + x * rect[3], rect[1] + 0.5 * rect[3] + y * rect[3]};
    }
    static void move(EditorWindow& window, const Place& to) {
        const Json last = window.map();
        window.move_to(static_cast<int>(to.first), static_cast<int>(to.second));
        window.wait_for([&](const Json& m) { return m["frame"] != last["frame"]; }, 3);  // a slow machine sees every place
    }
    /// Until single dots can be seen there; the place stays where it is on the screen.
    static void zoom_to(EditorWindow& window, const Place& to) {
        const Json before = window.map();
        move(window, to);
        for (int i = 0; i < 10; ++i) {
            window.button_down(4);  // the wheel
            window.button_up(4);
        }
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["camera"] != before["camera"] && m["idle"] == true; }));
    }
    static void drag(EditorWindow& window, const std::vector<Place>& way) {
        window.move_to(static_cast<int>(way.front().first), static_cast<int>(way.front().second));
        window.button_down();
        for (std::size_t i = 1; i < way.size(); ++i) move(window, way[i]);
        window.button_up();
    }
    static void click_at(EditorWindow& window, const Place& at) { drag(window, {at}); }
    static bool undo_is(EditorWindow& window, const std::string& label) {
        return window.wait_for([&](const Json& m) { return m["undo"] == label && m["editing"] == false && m["idle"] == true; }, 30);
    }
    static long dots(const EditorWindow& window) { return window.map()["dots"].get<long>(); }
    static void save_as(EditorWindow& window, const std::string& name) {
        window.key("ctrl+shift+s");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && m["rects"].contains("File name"); }));
        window.click("File name");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("File name/typing"); }));
        window.key("ctrl+a");
        window.type((window.folder() / name).string());
        window.key("Return");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["dialog"] == "" && m["path"] == (window.folder() / name).string(); }));
    }
    /// What is in the file, read by no code of ours.
    static Json saved(const EditorWindow& window, const std::string& name) {
        const std::string command = "python3 -c \"import sys, zipfile; sys.stdout.write(zipfile.ZipFile('" + (window.folder() / name).string() +
                                    "').read('document.json').decode())\"";
        FILE* pipe = ::popen(command.c_str(), "r");
        std::string text;
        std::array<char, 4096> buffer;
        while (pipe && std::fgets(buffer.data(), buffer.size(), pipe)) text += buffer.data();
        if (pipe) ::pclose(pipe);
        return Json::parse(text, nullptr, false);
    }
    /// What the command line counts in the saved design.
    static long dots_in(const EditorWindow& window, const std::string& name) {
        const Ran ran = run_trichion({"info", (window.folder() / name).string(), "--json"});
        const Json info = Json::parse(ran.out, nullptr, false);
        EXPECT_TRUE(info.is_object()) << ran.err;
        return info.is_object() ? info["dots"]["count"].get<long>() : -1;
    }

    static void every_brush_paints_while_it_is_drawn_and_is_taken_back_stroke_by_stroke(EditorWindow& window);
    static void the_brush_is_set_by_keys_and_fields_and_its_strokes_are_listed(EditorWindow& window);
    static void single_dots_are_taken_away_moved_and_added_and_hair_is_painted(EditorWindow& window);
    static void the_density_map_tells_its_numbers_and_the_client_never_sees_it(EditorWindow& window);
};

void BrushesTest::every_brush_paints_while_it_is_drawn_and_is_taken_back_stroke_by_stroke(EditorWindow& window) {
    show_dots_from(window, "5");
    const long before = dots(window);
    const std::vector<Place> way{in_view(window, 0.06, 0.02), in_view(window, 0.10, 0.05), in_view(window, 0.14, 0.05)};

    window.key("d");
    move(window, way[0]);
    window.button_down();
    move(window, way[1]);
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == true && m["dots"].get<long>() > before; })) << "dots follow before the release";
    window.key("Escape");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == false && m["dots"] == before; }));
    window.button_up();
    EXPECT_TRUE(window.map()["undo"].is_null());

    struct Case {
        const char *key, *label;
        int change;  // of the number of dots
    };
    long last = before;
    for (const Case& c : {Case{"d", "Brush denser", 1}, Case{"n", "Brush thinner", -1}, Case{"e", "Erase dots", -1}, Case{"r", "Restore dots", 1},
                          Case{"g", "Brush to target", 0}, Case{"s", "Smooth density", 0}}) {
        window.key(c.key);
        drag(window, way);
        ASSERT_TRUE(undo_is(window, c.label)) << window.map()["undo"] << window.map()["notices"];
        const long now = dots(window);
        if (c.change > 0) { EXPECT_GT(now, last) << c.label; }
        if (c.change < 0) { EXPECT_LT(now, last) << c.label; }
        last = now;
    }
    save_as(window, "brushed.trichion");
    const Json strokes = saved(window, "brushed.trichion")["brushwork"]["strokes"];
    ASSERT_EQ(strokes.size(), 6u);
    EXPECT_FALSE(strokes[0]["stroke"]["mirrored"].empty());
    EXPECT_EQ(dots_in(window, "brushed.trichion"), dots(window));
    for (int k = 0; k < 6; ++k) {
        const Json now = window.map();
        window.key("ctrl+z");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"] != now["undo"] && m["idle"] == true; })) << k;
    }
    EXPECT_TRUE(window.map()["undo"].is_null());
    EXPECT_EQ(dots(window), before);
}

void BrushesTest::the_brush_is_set_by_keys_and_fields_and_its_strokes_are_listed(EditorWindow& window) {
    window.key("g");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Target/number") && m["idle"] == true; }));
    window.click("Target/number");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Target/typing"); }));
    window.key("ctrl+a");
    window.type("40");
    window.key("Return");
    window.click("Both sides of the head");
    const Place at = in_view(window, 0.08, 0.05);
    move(window, at);
    window.key("bracketright");
    window.key("bracketright");
    click_at(window, at);
    ASSERT_TRUE(undo_is(window, "Brush to target"));
    window.key("bracketleft");
    window.key("d");
    click_at(window, in_view(window, -0.10, 0.05));
    ASSERT_TRUE(undo_is(window, "Brush denser"));
    save_as(window, "set.trichion");
    const Json strokes = saved(window, "set.trichion")["brushwork"]["strokes"];
    ASSERT_EQ(strokes.size(), 2u);
    EXPECT_NEAR(strokes[0]["stroke"]["radius_mm"].get<double>(), 10.0 * 1.15 * 1.15, 0.01);
    EXPECT_NEAR(strokes[1]["stroke"]["radius_mm"].get<double>(), 10.0 * 1.15, 0.01);
    EXPECT_EQ(strokes[0]["target_per_cm2"].get<double>(), 40.0);
    EXPECT_EQ(strokes[0]["stroke"]["path"].size(), 1u) << "a click is a dab";
    EXPECT_TRUE(strokes[0]["stroke"]["mirrored"].empty()) << "the other side was left out";

    window.click("Section Brushed by hand");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Delete last stroke"); }));
    window.click("Delete last stroke");
    ASSERT_TRUE(undo_is(window, "Delete stroke"));
    EXPECT_FALSE(window.map()["rects"].contains("Stroke 2"));
    EXPECT_TRUE(window.map()["rects"].contains("Stroke 1"));
}

void BrushesTest::single_dots_are_taken_away_moved_and_added_and_hair_is_painted(EditorWindow& window) {
    const long before = dots(window);
    window.key("p");
    const Place on_work = in_view(window, 0.05, 0.05);
    move(window, on_work);
    click_at(window, on_work);
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["notices"].dump().find("Zoom in until you see single dots") != std::string::npos; }));
    EXPECT_EQ(dots(window), before) << "from afar a click is no choice of a dot";
    ASSERT_NO_FATAL_FAILURE(zoom_to(window, on_work));
    click_at(window, on_work);
    ASSERT_TRUE(undo_is(window, "Take dot away"));
    EXPECT_EQ(dots(window), before - 1);
    drag(window, {in_view(window, 0.10, 0.05), in_view(window, 0.13, 0.05), in_view(window, 0.15, 0.04)});
    ASSERT_TRUE(undo_is(window, "Move dot"));
    EXPECT_EQ(dots(window), before - 1);
    show_dots_from(window, "1");
    const Place on_forehead = in_view(window, 0.0, -0.12);
    ASSERT_NO_FATAL_FAILURE(zoom_to(window, on_forehead));
    click_at(window, on_forehead);
    ASSERT_TRUE(undo_is(window, "Add dot"));
    EXPECT_EQ(dots(window), before);

    show_dots_from(window, "6");
    window.key("a");
    click_at(window, in_view(window, 0.05, 0.0));
    ASSERT_TRUE(undo_is(window, "Paint bald skin"));
    save_as(window, "by_hand.trichion");
    const Json file = saved(window, "by_hand.trichion");
    EXPECT_EQ(file["brushwork"]["dots"].size(), 4u) << "one taken away, one moved, one added";
    EXPECT_EQ(file["native_hair"]["strokes"].size(), 1u);
    EXPECT_EQ(dots_in(window, "by_hand.trichion"), dots(window));
}

void BrushesTest::the_density_map_tells_its_numbers_and_the_client_never_sees_it(EditorWindow& window) {
    const auto has_legend = [](const Json& m) { return m["rects"].contains("Density legend"); };
    EXPECT_FALSE(has_legend(window.map())) << "off until asked for";
    show_dots_from(window, "5");
    window.key("h");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return has_legend(m) && m["idle"] == true; }));
    move(window, in_view(window, 0.02, -0.05));
    EXPECT_TRUE(window.wait_for([](const Json& m) {
        for (const auto& [label, rect] : m["rects"].items())
            if (label.starts_with("Density here: ")) return std::abs(std::stod(label.substr(14)) - 170.0) < 40.0;
        return false;
    })) << "the top bears some 160 to 180 on a cm2";
    window.key("F5");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["presenting"] == true && m["idle"] == true; }));
    EXPECT_FALSE(has_legend(window.map()));
}

// In one window: what takes long is the first look at a head.
TEST_F(BrushesTest, EveryBrushSingleDotsAndTheDensityMapDoByMouseAndKeysWhatTheyShow) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    for (const auto part : {every_brush_paints_while_it_is_drawn_and_is_taken_back_stroke_by_stroke,
                            the_brush_is_set_by_keys_and_fields_and_its_strokes_are_listed,
                            single_dots_are_taken_away_moved_and_added_and_hair_is_painted,
                            the_density_map_tells_its_numbers_and_the_client_never_sees_it})
        if (!HasFatalFailure()) part(window);
}

}  // namespace
}  // namespace trichion
