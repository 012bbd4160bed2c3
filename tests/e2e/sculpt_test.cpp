// Every sculpting tool in the real window, with a real mouse and keyboard.
#include "tests/e2e/editor_window.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

using Json = nlohmann::json;

class SculptTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }
    static std::vector<double> place(const Json& map, const std::string& id) { return map["points"][id]["mm"].get<std::vector<double>>(); }
    static double away(const std::vector<double>& a, const std::vector<double>& b) {
        return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }
    struct Handle {
        std::string id;
        double x = 0, y = 0;
    };
    /// Frontal points in sight, from left to right on the screen.
    static std::vector<Handle> frontal_handles(const Json& map) {
        std::vector<Handle> handles;
        for (const auto& [id, point] : map["points"].items()) {
            if (point["part"] != "frontal" || !map["rects"].contains("Point " + id)) continue;
            const auto rect = map["rects"]["Point " + id].get<std::vector<double>>();
            handles.push_back({id, rect[0] + 0.5 * rect[2], rect[1] + 0.5 * rect[3]});
        }
        std::ranges::sort(handles, {}, &Handle::x);
        return handles;
    }
    static void drag(EditorWindow& window, const std::vector<std::pair<double, double>>& way) {
        window.move_to(static_cast<int>(way.front().first), static_cast<int>(way.front().second));
        window.button_down();
        for (std::size_t i = 1; i < way.size(); ++i) {
            const Json last = window.map();
            window.move_to(static_cast<int>(way[i].first), static_cast<int>(way[i].second));
            window.wait_for([&](const Json& m) { return m["frame"] != last["frame"]; }, 3);  // a slow machine sees every place
        }
        window.button_up();
    }
    static bool undo_is(EditorWindow& window, const std::string& label) {
        return window.wait_for([&](const Json& m) { return m["undo"] == label && m["editing"] == false && m["idle"] == true; }, 30);
    }
};

TEST_F(SculptTest, PointsAreAddedDeletedNudgedLockedAndLetGoByEscape) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.key("1");  // from the front
    ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
    const Json before = window.map();
    const auto handles = frontal_handles(before);
    ASSERT_GE(handles.size(), 4u);
    const Handle a = handles[handles.size() - 3], b = handles[handles.size() - 2];

    window.move_to(static_cast<int>(0.5 * (a.x + b.x)), static_cast<int>(0.5 * (a.y + b.y)));
    window.double_click_here();
    ASSERT_TRUE(undo_is(window, "Add point")) << window.map()["undo"];
    EXPECT_EQ(window.map()["points"].size(), before["points"].size() + 2);
    window.key("Delete");
    ASSERT_TRUE(undo_is(window, "Delete point"));
    EXPECT_EQ(window.map()["points"], before["points"]);

    window.click("Point " + b.id);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Corner") && m["idle"] == true; })) << "the strip offers what the point can be";
    window.key("Up");
    window.key("Up");
    ASSERT_TRUE(undo_is(window, "Nudge point"));
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return std::abs(away(place(m, b.id), place(before, b.id)) - 1.0) < 0.1; }, 10)) << "both presses count";
    window.key("c");
    ASSERT_TRUE(undo_is(window, "Make point a corner"));

    const Json settled = window.map();
    const auto [x, y] = window.middle_of("Point " + b.id);
    window.move_to(x, y);
    window.button_down();
    window.move_to(x, y - 12);
    window.move_to(x, y - 30);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == true; }));
    window.key("Escape");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false; }));
    window.button_up();
    EXPECT_EQ(window.map()["points"], settled["points"]);

    window.click("Section Locked parts");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Lock Frontal"); }));
    window.click("Lock Frontal");
    ASSERT_TRUE(undo_is(window, "Lock Frontal"));
    drag(window, {{x, y}, {x, y - 12}, {x, y - 30}});
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true; }));
    EXPECT_EQ(window.map()["points"], settled["points"]);
    EXPECT_EQ(window.map()["undo"], "Lock Frontal");
}

TEST_F(SculptTest, BrushesStrokesAndAreasEachMakeOneStep) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.key("1");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
    const Json before = window.map();
    const auto handles = frontal_handles(before);
    ASSERT_GE(handles.size(), 4u);
    const Handle a = handles[handles.size() - 3], b = handles[handles.size() - 2];
    const double x = 0.5 * (a.x + b.x), y = 0.5 * (a.y + b.y);

    window.key("u");
    drag(window, {{x, y}, {x, y - 8}, {x, y - 18}});
    ASSERT_TRUE(undo_is(window, "Push line")) << window.map()["undo"];
    EXPECT_GT(window.map()["points"].size(), before["points"].size()) << "points where the brush needs them";
    EXPECT_NE(window.map()["dots"], before["dots"]);

    window.key("s");
    drag(window, {{a.x, a.y}, {x, y - 6}, {b.x, b.y}});
    ASSERT_TRUE(undo_is(window, "Smooth line")) << window.map()["undo"];

    window.key("d");
    drag(window, {{a.x, a.y}, {a.x + 0.25 * (b.x - a.x), a.y - 14}, {x, y - 20}, {a.x + 0.75 * (b.x - a.x), b.y - 12}, {b.x, b.y}});
    ASSERT_TRUE(undo_is(window, "Draw over line")) << window.map()["notices"];

    window.key("a");
    std::vector<std::pair<double, double>> loop;
    for (int k = 0; k <= 16; ++k) loop.emplace_back(x + 20.0 * std::cos(0.3927 * k), y + 60.0 + 20.0 * std::sin(0.3927 * k));
    drag(window, loop);
    ASSERT_TRUE(undo_is(window, "Add area")) << window.map()["notices"];

    for (int k = 0; k < 4; ++k) {
        const Json last = window.map();
        window.key("ctrl+z");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"] != last["undo"] && m["idle"] == true; }));
    }
    EXPECT_EQ(window.map()["points"], before["points"]);
    EXPECT_EQ(window.map()["dots"], before["dots"]);
}

TEST_F(SculptTest, ALoopDrawnFasterThanTheWindowDrawsIsTheLoopDrawnSlowly) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.key("1");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
    const Json before = window.map();
    const auto handles = frontal_handles(before);
    ASSERT_GE(handles.size(), 4u);
    const double x = 0.5 * (handles.front().x + handles.back().x), y = handles[handles.size() / 2].y + 60.0;
    std::vector<std::pair<double, double>> loop;
    std::vector<std::pair<int, int>> places;
    for (int k = 0; k <= 16; ++k) {
        loop.emplace_back(x + 30.0 * std::cos(0.3927 * k), y + 30.0 * std::sin(0.3927 * k));
        places.emplace_back(static_cast<int>(loop.back().first), static_cast<int>(loop.back().second));
    }
    window.key("a");
    drag(window, loop);
    ASSERT_TRUE(undo_is(window, "Add area")) << window.map()["notices"];
    const long slowly = window.map()["dots"].get<long>();
    ASSERT_NE(slowly, before["dots"].get<long>());
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"] != "Add area" && m["dots"] == before["dots"] && m["idle"] == true; }));
    window.drag_at_once(places);
    ASSERT_TRUE(undo_is(window, "Add area")) << window.map()["notices"];
    EXPECT_EQ(window.map()["dots"].get<long>(), slowly) << "the same skin";
}

TEST_F(SculptTest, BracketsAndTheWheelWithControlChangeTheBrushAndNotTheView) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    const Json before = window.map();
    const auto viewport = before["rects"]["Viewport"].get<std::vector<double>>();
    window.move_to(static_cast<int>(viewport[0] + 0.5 * viewport[2]), static_cast<int>(viewport[1] + 0.4 * viewport[3]));
    window.key("u");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Brush radius"); }));
    const double first = before["brush_mm"];
    const auto brush_is = [&](double mm) {
        return window.wait_for([mm](const Json& m) { return std::abs(m["brush_mm"].get<double>() - mm) < 0.02; }, 10);
    };
    window.key("bracketright");
    EXPECT_TRUE(brush_is(first * 1.15)) << window.map()["brush_mm"];
    window.key("bracketleft");
    EXPECT_TRUE(brush_is(first)) << window.map()["brush_mm"];
    window.control_wheel(true);
    EXPECT_TRUE(brush_is(first * 1.12)) << window.map()["brush_mm"];
    window.control_wheel(false);
    EXPECT_TRUE(brush_is(first)) << window.map()["brush_mm"];
    EXPECT_EQ(window.map()["camera"], before["camera"]);
    EXPECT_EQ(window.map()["undo"], before["undo"]);
}

TEST_F(SculptTest, APointDraggedPastTheSilhouetteHoldsOnTheSkinAndNeverJumps) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.key("1");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
    const Json before = window.map();
    const auto handles = frontal_handles(before);
    ASSERT_GE(handles.size(), 4u);
    const Handle corner = handles.back();
    const auto viewport = before["rects"]["Viewport"].get<std::vector<double>>();
    const double beyond_x = viewport[0] + viewport[2] - 60.0;
    const auto goes_to = [&](double x, double y) {
        const Json last = window.map();
        window.move_to(static_cast<int>(x), static_cast<int>(y));
        window.wait_for([&](const Json& m) { return m["frame"] != last["frame"]; }, 3);
    };
    window.move_to(static_cast<int>(corner.x), static_cast<int>(corner.y));
    window.button_down();
    for (double x = corner.x + 6.0; x < beyond_x; x += 8.0) goes_to(x, corner.y);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == true; }));
    const std::vector<double> held = place(window.map(), corner.id), start = place(before, corner.id);
    EXPECT_GT(std::abs(held[0]), std::abs(start[0])) << "it went along as far as there was skin";
    EXPECT_LT(std::abs(held[0]), 95.0);
    EXPECT_GT(held[2], -40.0) << "not on the far side";
    goes_to(beyond_x, viewport[1] + 40.0);
    goes_to(beyond_x + 30.0, viewport[1] + 120.0);
    EXPECT_LT(away(place(window.map(), corner.id), held), 0.01) << "off the head nothing moves it";
    window.button_up();
    ASSERT_TRUE(undo_is(window, "Move point")) << window.map()["undo"];
    EXPECT_LT(away(place(window.map(), corner.id), held), 0.01);
    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["points"] == before["points"] && m["idle"] == true; }));
}

}  // namespace
}  // namespace trichion
