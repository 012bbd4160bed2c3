// The sliders of the hairline, end to end: a real mouse on the real window.
#include "tests/e2e/editor_window.h"

#include <cmath>
#include <cstdlib>

namespace trichion {
namespace {

using Json = nlohmann::json;

double value_of(const Json& map, const std::string& key) {
    const Json& values = map["values"];
    return values.contains(key) ? std::atof(values[key].get<std::string>().c_str()) : std::nan("");
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
    if (!std::isnan(value_of(before, "outline.recession_mm"))) {
        EXPECT_GT(value_of(after, "outline.recession_mm"), value_of(before, "outline.recession_mm") + 3.0);
    }
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"].is_null() && m["idle"] == true; }));
    EXPECT_EQ(window.map()["points"], before["points"]);
    EXPECT_EQ(window.map()["values"], before["values"]);
}

}  // namespace
}  // namespace trichion
