// The sliders of the hairline, end to end: a real mouse on the real window.
#include "tests/e2e/editor_window.h"

#include <cmath>

namespace trichion {
namespace {

using Json = nlohmann::json;

/// What the line drawn measures; not a number where the window does not say.
double value_of(const Json& map, const std::string& key) {
    const Json& controls = map["controls"];
    return controls.contains(key) ? controls[key].get<double>() : std::nan("");
}

TEST(ControlsWindow, TheRecessionDraggedByTheMouseIsShownDrawnAndUndone) {
    if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle()) << "the editor did not come up";
    const Json before = window.map();
    const auto [x, y] = window.middle_of("Recession");
    window.move_to(x - 8, y);
    window.button_down();
    for (int i = 1; i <= 6; ++i) window.move_to(x - 8 + 4 * i, y);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == true && m["points"] != before["points"]; })) << "the line follows the drag";
    window.button_up();
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false && m["undo"] == "Change recession" && m["idle"] == true; }));
    const Json after = window.map();
    EXPECT_NE(after["dots"], before["dots"]);
    EXPECT_NEAR(after["height_mm"].get<double>(), before["height_mm"].get<double>(), 0.05) << "the middle stays";
    EXPECT_GT(value_of(after, "outline.recession_mm"), value_of(before, "outline.recession_mm") + 3.0);
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"].is_null() && m["idle"] == true; }));
    EXPECT_EQ(window.map()["points"], before["points"]);
    EXPECT_EQ(window.map()["values"], before["values"]);
}

struct Row {
    const char* section;  // to be opened first; empty when it always is
    const char* label;
    const char* key;
    double change;
};
constexpr Row kRows[] = {{"", "Height", "outline.height_mm", 3.0},
                         {"", "Corner", "outline.corner_mm", 2.0},
                         {"Temples", "Point forward", "outline.temporal_forward_mm", -2.0},
                         {"Temples", "Point height", "outline.temporal_height_mm", 2.0},
                         {"Temples", "Temple angle", "outline.temple_angle_deg", 3.0},
                         {"Sides and nape", "Sideburn", "outline.sideburn_mm", -3.0},
                         {"Sides and nape", "Round the ear", "outline.ear_mm", 1.0},
                         {"Sides and nape", "Nape height", "outline.nape_height_mm", 3.0},
                         {"Sides and nape", "Nape width", "outline.nape_width_mm", -3.0}};

TEST(ControlsWindow, EveryControlTypedIntoItsFieldIsWhatTheLineMeasuresAndIsUndone) {
    if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle()) << "the editor did not come up";
    window.click("Down to/Nape");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["values"]["outline.extent"] == "nape" && m["idle"] == true; }));
    std::string open;
    for (const Row& row : kRows) {
        if (open != row.section) window.click(std::string("Section ") + (open = row.section));
        ASSERT_TRUE(window.wait_until_idle());
        const Json before = window.map();
        const double wanted = std::round(value_of(before, row.key) + row.change);
        ASSERT_FALSE(std::isnan(wanted)) << row.key << " is not shown";
        window.click(std::string(row.label) + "/number");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["rects"].contains(std::string(row.label) + "/typing"); }));
        window.key("ctrl+a");
        window.type(std::to_string(static_cast<int>(wanted)));
        window.key("Return");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == false && m["undo"] != before["undo"] && m["idle"] == true; }))
            << row.label << " makes a step";
        EXPECT_NEAR(value_of(window.map(), row.key), wanted, 0.05) << row.label;
        EXPECT_NE(window.map()["points"], before["points"]) << row.label;
        window.key("ctrl+z");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"] == before["undo"] && m["idle"] == true; })) << row.label;
        EXPECT_EQ(window.map()["points"], before["points"]) << row.label;
        EXPECT_EQ(window.map()["values"], before["values"]) << row.label;
    }
}

}  // namespace
}  // namespace trichion
