// The Head step in a laptop's window: what a scan asks for is in sight, its landmarks are clicked with nothing in the way.
#include "tests/e2e/program.h"
#include "tests/e2e/window_acts.h"

#include <cmath>
#include <vector>

namespace trichion {
namespace {

using Json = nlohmann::json;

std::vector<double> rect_of(const Json& map, const std::string& label) { return map["rects"][label].get<std::vector<double>>(); }

class HeadWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
        const std::string file = folder_ / "a.trichion", scan = folder_ / "head.obj";
        ASSERT_EQ(run_trichion({"new", "male_caucasian", "-o", file}).exit, 0);
        ASSERT_EQ(run_trichion({"export", file, "--what", "head", "-o", scan}).exit, 0);
        ASSERT_EQ(run_trichion({"new", scan, "-o", file}).exit, 0);
    }
    static bool is_still(const Json& map) { return map["idle"] == true && map["editing"] == false; }
    static bool is_told(const Json& map, const std::string& words) { return map["notices"].dump().find(words) != std::string::npos; }
    static void click_skin(const EditorWindow& window, const std::string& label, const std::string& view) {
        window.click("View " + view);
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return has(m, label) && is_still(m); })) << label;
        const auto [x, y] = window.middle_of(label);
        window.move_to(x, y);
        window.button_down();
        window.button_up();
    }

    Folder folder_;
};

TEST_F(HeadWindowTest, ThreeClicksAreAskedForInSightAndNothingCoversTheirPlaces) {
    const EditorWindow window({folder_ / "a.trichion"}, 1366, 768);
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Step Head");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Head" && has(m, "Set by three clicks") && is_still(m); }));
    const Json first = window.map();
    const auto button = rect_of(first, "Set by three clicks"), inspector = rect_of(first, "Inspector");
    EXPECT_LT(button[1] + button[3], inspector[1] + inspector[3]) << "it has to be scrolled to";
    window.click("Set by three clicks");
    const std::string glabella = "Landmark glabella, a guess", right = "Landmark right ear, a guess", left = "Landmark left ear, a guess";
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return has(m, glabella); }));
    window.click("View Front");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return has(m, glabella) && has(m, right) && has(m, left) && is_still(m); }));
    const Json front = window.map();
    const double from = rect_of(front, right)[0], to = rect_of(front, left)[0];
    for (const auto& [label, rect] : front["rects"].items())
        if (label.starts_with("Label ")) {
            EXPECT_TRUE(rect[0].get<double>() + rect[2].get<double>() < from || rect[0].get<double>() > to) << label << " stands on the face";
        }

    click_skin(window, glabella, "Front");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return has(m, "Landmark glabella") || has(m, right); }));
    click_skin(window, left, "Left");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return is_told(m, "turn the head and click the right ear"); }));
    click_skin(window, right, "Right");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return !is_told(m, "turn the head"); }, 3)) << "the refusal outlives its reason";
}

TEST_F(HeadWindowTest, AnotherHeadIsFramedAndLeavesTheToolOfTheScan) {
    const EditorWindow window({folder_ / "a.trichion"}, 1366, 768);
    ASSERT_TRUE(window.wait_until_idle());
    const double framed = window.map()["camera"][2].get<double>();
    window.click("Step Head");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Head" && has(m, "Set by three clicks") && is_still(m); }));
    window.click("Set by three clicks");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Asked"); }));
    const auto [x, y] = window.middle_of("Viewport");
    window.move_to(x, y);
    for (int i = 0; i < 4; ++i) window.control_wheel(true);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["camera"][2].get<double>() < 0.8 * framed && is_still(m); }));
    window.click("Head female_asian");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["head"] == "female_asian" && !has(m, "Asked") && is_still(m); }));
    EXPECT_NEAR(window.map()["camera"][2].get<double>(), framed, 0.2 * framed);
}

}  // namespace
}  // namespace trichion
