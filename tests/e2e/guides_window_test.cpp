// Guides, marks, measures and advice with a real mouse.
#include "tests/e2e/editor_window.h"

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace trichion {
namespace {

using Json = nlohmann::json;

class GuidesWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }
    /// Turns the wheel over the inspector until this stands well inside it.
    static bool scroll_to(const EditorWindow& window, const std::string& label) {
        for (int turn = 0; turn < 60; ++turn) {
            const Json map = window.map();
            const Json view = map["rects"]["Viewport"];
            const double top = view[1].get<double>() + 4.0, bottom = view[1].get<double>() + view[3].get<double>() - 2.0;
            if (map["rects"].contains(label)) {
                const double y = map["rects"][label][1].get<double>();
                if (y > top && y + map["rects"][label][3].get<double>() < bottom) return true;
            }
            const bool is_above = map["rects"].contains(label) && map["rects"][label][1].get<double>() <= top;
            window.move_to(static_cast<int>(view[0].get<double>() + view[2].get<double>()) + 20, 300);
            window.button_down(is_above ? 4 : 5);
            window.button_up(is_above ? 4 : 5);
            const long frame = map["frame"].get<long>();
            window.wait_for([&](const Json& m) { return m["frame"].get<long>() > frame && m["idle"] == true; }, 10);
        }
        return false;
    }
    static void click_at(const EditorWindow& window, int x, int y) {
        window.move_to(x, y);
        window.button_down();
        window.button_up();
    }
    static std::string label_of(const Json& map, const std::string& beginning) {
        for (const auto& [label, rect] : map["rects"].items())
            if (label.starts_with(beginning)) return label;
        return {};
    }
};

TEST_F(GuidesWindowTest, AGuideIsSwitchedOnTheCreaseIsMarkedAndADistanceIsMeasured) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.click("View Front");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["camera"][0].get<double>()) < 0.01 && m["idle"] == true; }));
    ASSERT_TRUE(scroll_to(window, "Section Guides"));
    window.click("Section Guides");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Guide Pupils"); }));

    ASSERT_TRUE(scroll_to(window, "Guide Pupils"));
    const long pictures = window.map()["pictures"].get<long>();
    EXPECT_FALSE(window.map()["rects"].contains("Label  pupil"));
    window.click("Guide Pupils");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["pictures"].get<long>() > pictures && m["rects"].contains("Label  pupil"); }));
    EXPECT_EQ(window.map()["modified"], false) << "a guide is no part of the design";

    ASSERT_TRUE(scroll_to(window, "Mark Highest crease"));
    window.click("Mark Highest crease");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true; }));
    // On the forehead, right of the middle of the view.
    const Json view = window.map()["rects"]["Viewport"];
    const int x = static_cast<int>(view[0].get<double>() + 0.5 * view[2].get<double>()) - 60;
    const int y = static_cast<int>(view[1].get<double>() + 0.36 * view[3].get<double>());
    click_at(window, x + 100, y - 12);
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Mark crease" && m["rects"].contains("Label  highest crease"); }));

    ASSERT_TRUE(scroll_to(window, "Measure along the skin"));
    window.click("Measure along the skin");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true; }));
    click_at(window, x + 70, y + 20);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Measure start"); }));
    window.move_to(x + 120, y + 20);
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Label Measure under way"); })) << "live to the pointer";
    click_at(window, x + 150, y + 22);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return !label_of(m, "Label Measure 1: ").empty(); }));
    const float mm = std::stof(label_of(window.map(), "Label Measure 1: ").substr(std::string("Label Measure 1: ").size()));
    EXPECT_GT(mm, 10.0f);
    EXPECT_LT(mm, 120.0f);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Clear the measures") && m["idle"] == true; }));
    window.click("Clear the measures");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return label_of(m, "Label Measure 1: ").empty() && !m["rects"].contains("Clear the measures"); }));
}

TEST_F(GuidesWindowTest, AClickOnAnAdviceShowsItsPlaceAndItsSource) {
    const std::string file = (std::filesystem::temp_directory_path() / ("trichion_low_" + std::to_string(::getpid()) + ".trichion")).string();
    ASSERT_EQ(std::system((std::string(TRICHION_PROGRAM) + " new male_caucasian -o '" + file + "' > /dev/null && " + TRICHION_PROGRAM + " set '" + file +
                           "' outline.height_mm=60 > /dev/null").c_str()), 0);
    EditorWindow window({file});
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_TRUE(scroll_to(window, "Advice too_low"));
    const long pictures = window.map()["pictures"].get<long>();
    window.click("Advice too_low");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["pictures"].get<long>() > pictures && !label_of(m, "Source of too_low: ").empty(); }));
    EXPECT_EQ(label_of(window.map(), "Source of too_low: ").find("[S"), std::string::npos) << "a code is none of an artist's words";
    EXPECT_EQ(window.map()["modified"], false);
    // From the top of the inspector the chip beside the figures leads there too.
    ASSERT_TRUE(scroll_to(window, "Preset natural"));
    window.click("Remarks");
    EXPECT_TRUE(window.wait_for([](const Json& m) {
        const Json view = m["rects"]["Viewport"], card = m["rects"].value("Advice too_low", Json::array({0, 1e6, 0, 0}));
        return card[1] >= view[1] && card[1].get<double>() + card[3].get<double>() <= view[1].get<double>() + view[3].get<double>();
    }));
    std::filesystem::remove(file);
}

}  // namespace
}  // namespace trichion
