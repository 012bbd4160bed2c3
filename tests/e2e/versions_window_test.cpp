// Versions in the real window: a second one is made and changed, flipped to, put side by side, agreed.
#include "tests/e2e/editor_window.h"

#include <cstdlib>

namespace trichion {
namespace {

using Json = nlohmann::json;

class VersionsWindow : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }
    static bool shows(const Json& map, const std::string& label) { return map["rects"].contains(label); }
    static bool has_label(const Json& map, const std::string& start) {
        for (const auto& [label, rect] : map["rects"].items())
            if (label.starts_with(start)) return true;
        return false;
    }
    static bool overlap(const Json& map, const std::string& a, const std::string& b) {
        const auto p = map["rects"][a].get<std::vector<double>>(), q = map["rects"][b].get<std::vector<double>>();
        return p[0] < q[0] + q[2] && q[0] < p[0] + p[2] && p[1] < q[1] + q[3] && q[1] < p[1] + p[3];
    }
    static std::string version(const Json& map) { return map["values"]["version"].get<std::string>(); }
    static bool is_still(const Json& map) { return map["idle"] == true && map["editing"] == false; }
};

TEST_F(VersionsWindow, ASecondVersionIsMadeChangedFlippedAndUndone) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    const Json first = window.map();
    EXPECT_FALSE(has_label(first, "Shown")) << "one version needs no plate";
    window.key("ctrl+d");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return version(m) == "B" && shows(m, "Shown: B") && is_still(m); }));
    EXPECT_EQ(window.map()["points"], first["points"]) << "a copy";

    window.click("Step Dots");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Density/number") && is_still(m); }));
    window.click("Density/number");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Density/typing"); }));
    window.key("ctrl+a");
    window.type("120");
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["values"]["dots.density_per_cm2"] == "120" && is_still(m); }));
    const Json changed = window.map();
    EXPECT_LT(changed["dots"], first["dots"]);
    window.key("h");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Density legend") && is_still(m); }));
    EXPECT_FALSE(overlap(window.map(), "Density legend", "Shown: B")) << "its figures are hidden";
    window.key("h");

    window.key("f");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Shown: A") && is_still(m); }));
    EXPECT_EQ(window.map()["dots"], first["dots"]);
    EXPECT_EQ(window.map()["undo"], changed["undo"]) << "looking at another version is no step";
    window.key("f");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Shown: B") && is_still(m); }));
    EXPECT_EQ(window.map()["dots"], changed["dots"]);

    window.key("f");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Shown: A") && is_still(m); }));
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return version(m) == "B" && is_still(m); })) << "undo shows what it undoes";
    EXPECT_EQ(window.map()["dots"], first["dots"]);
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return version(m) == "A" && m["undo"].is_null() && is_still(m); }));
    EXPECT_EQ(window.map()["modified"], false);

    window.key("ctrl+y");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return version(m) == "B" && is_still(m); }));
    window.key("ctrl+shift+s");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && shows(m, "File name"); }));
    window.click("File name");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "File name/typing"); }));
    window.key("ctrl+a");
    window.type((window.folder() / "two").string());
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && shows(m, "Close notice 0") && is_still(m); }));
    EXPECT_FALSE(overlap(window.map(), "Notice 0", "Shown: B")) << "it cannot be closed";
}

TEST_F(VersionsWindow, SideBySideBothTurnTogetherAndTheListNamesThem) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.key("ctrl+d");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return version(m) == "B" && is_still(m); }));
    window.key("shift+f");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Shown left: B") && shows(m, "Shown right: A") && is_still(m); }));
    const Json before = window.map();
    const auto [left, y] = window.middle_of("Viewport");
    const int right = left + before["rects"]["Viewport"][2].get<int>();
    window.move_to(right, y);
    window.button_down();
    for (int i = 1; i <= 6; ++i) window.move_to(right + 10 * i, y);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["camera"] != before["camera"]; }, 20)) << "the right half turns the camera";
    window.button_up();
    ASSERT_TRUE(window.wait_for(is_still));
    window.key("f");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Shown left: A") && shows(m, "Shown right: B"); }));
    window.key("shift+f");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Shown: A") && is_still(m); }));

    window.click("Versions");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "versions" && shows(m, "Version/B/rename"); }));
    window.click("Version/B/rename");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Version name/typing"); }));
    window.key("ctrl+a");
    window.type("Softer");
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Version/Softer") && m["undo"] == "Rename version"; })) << window.map().dump(1);
    window.click("Version/Softer/delete");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return !shows(m, "Version/Softer") && m["undo"] == "Delete version"; }));
    window.key("Escape");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == ""; }));
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Rename version" && has_label(m, "Shown"); }));
}

TEST_F(VersionsWindow, AChangeAfterAnAgreementIsSaidInWordsUntilItIsUndone) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Versions");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Agree version A"); }));
    window.click("Agree version A");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Agree version" && has_label(m, "Agreement: agreed "); }));
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Take back the agreement") && is_still(m); }));
    const auto bottom = [](const Json& rect) { return rect[1].get<double>() + rect[3].get<double>(); };
    const Json rects = window.map()["rects"];
    EXPECT_LT(bottom(rects["Take back the agreement"]), bottom(rects["Versions list"])) << "the list ends in the middle of its last row";
    window.key("Escape");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && is_still(m); }));
    window.click("Preset rounded");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return shows(m, "Agreement: changed since agreed") && is_still(m); }));
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has_label(m, "Agreement: agreed ") && is_still(m); }));
}

}  // namespace
}  // namespace trichion
