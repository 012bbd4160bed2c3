// The Dots step, end to end: every control of it by mouse and keyboard in the real window, and what the saved file holds.
#include "tests/e2e/window_acts.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <unistd.h>

namespace trichion {
namespace {

using Json = nlohmann::json;

constexpr Act kDots[] = {
    {"", "Service/Density", "", "dots.service", "density"},
    {"", "Density", "190", "dots.density_per_cm2", "190"},
    {"", "Dot size, healed", "0.3", "dots.diameter_mm", "0.3"},
    {"Zones", "Frontal", "171", "dots.zone.frontal", "171"},
    {"Zones", "Mid scalp", "172", "dots.zone.mid", "172"},
    {"Zones", "Crown", "120", "dots.zone.crown", "120"},
    {"Zones", "Temples", "90", "dots.zone.temples", "90"},
    {"Zones", "Sides", "80", "dots.zone.sides", "80"},
    {"Zones", "Occiput", "70", "dots.zone.occiput", "70"},
    {"The hand", "Size differs", "20", "dots.diameter_variation", "0.2"},
    {"The hand", "Shade differs", "15", "dots.shade_variation", "0.15"},
    {"The hand", "Depth differs", "5", "dots.depth_variation", "0.05"},
    {"The hand", "Off its place", "0.05", "dots.jitter_mm", "0.05"},
    {"Native hair", "Native hair/None at all", "", "native.loss", "none"},
    {"Native hair", "Stage norwood_3v", "", "native.loss", "norwood_3v"},
    {"Native hair", "Ancestry/Asian", "", "native.ancestry", "asian"},
    {"Native hair", "Fullness", "80", "native.fullness", "0.8"},
};
constexpr Act kPigment[] = {
    {"", "Shade, session 1", "14", "plan.shade", "14"},
    {"", "Then by", "-3", "plan.shade_step", "-3"},
    {"", "Warmth", "0.2", "plan.warmth", "0.2"},
    {"", "Pigment/Cleared in 2 years", "", "plan.pigment", "resorbable"},
    {"", "Monk 6", "", "skin.monk", "6"},
    {"", "Fitzpatrick/IV", "", "skin.fitzpatrick", "4"},
    {"", "Black hair", "", "hair.colour", "black"},
    {"", "Sessions/4", "", "plan.sessions", "4"},
};
constexpr Act kPlan[] = {
    {"", "Patch test", "6 Jan 2027", "plan.patch_test_on", "2027-01-06"},
    {"", "Days between", "21", "plan.gap_days", "21"},
    {"Session 2", "Day", "2027-01-30", "plan.session_2.on", "2027-01-30"},
    {"Session 2", "Day, a day later", "", "plan.session_2.on", "2027-01-31"},
    {"Session 2", "Share of the dots", "35", "plan.session_2.share", "0.35"},
    {"Session 2", "Its shade", "9", "plan.session_2.shade", "9"},
    {"Session 2", "Its warmth", "0.4", "plan.session_2.warmth", "0.4"},
    {"Session 2", "Needle/1RL", "", "plan.session_2.needle", "1rl"},
    {"Session 2", "Depth", "0.7", "plan.session_2.depth_mm", "0.7"},
    {"Session 2", "Passes/3", "", "plan.session_2.passes", "3"},
    {"Session 2", "Works Crown", "", "plan.session_2.zones_left_out", "crown"},
    {"Session 2", "Take-up", "85", "plan.session_2.take_up", "0.85"},
    {"Touch-ups", "Add a touch-up", "", "plan.touch_up_1.years", "4"},
    {"Touch-ups", "Touch-up 1", "", "plan.touch_up_1.years", "4"},
    {"Touch-ups", "Years after", "5", "plan.touch_up_1.years", "5"},
    {"Touch-ups", "Touch-up shade", "10", "plan.touch_up_1.shade", "10"},
    {"Touch-ups", "Of the dots", "60", "plan.touch_up_1.share", "0.6"},
    {"Laser removal", "Laser 1", "1.5", "plan.removals", "1.5"},
    {"Laser removal", "Laser 2", "1.6", "plan.removals", "1.5,1.6"},
};

class DotsWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
        file_ = (std::filesystem::temp_directory_path() / ("trichion_dots_" + std::to_string(::getpid()) + ".trichion")).string();
        ASSERT_EQ(std::system((std::string(TRICHION_PROGRAM) + " new male_caucasian -o '" + file_ + "' > /dev/null").c_str()), 0);
    }
    void TearDown() override { std::filesystem::remove(file_); }

    template <std::size_t N>
    void act_all(const EditorWindow& window, const Act (&acts)[N], std::vector<std::pair<std::string, std::string>>& expected) {
        std::string open;
        for (const Act& act : acts) {
            ASSERT_NO_FATAL_FAILURE(act_on(window, act, open));
            std::erase_if(expected, [&](const auto& before) { return before.first == act.key; });
            expected.emplace_back(act.key, act.value);
        }
    }

    /// Saves and asks the command line whether the file holds all of these.
    void expect_saved(const EditorWindow& window, const std::vector<std::pair<std::string, std::string>>& expected) {
        window.key("ctrl+s");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == false && m["idle"] == true; }));
        std::string command = std::string(TRICHION_PROGRAM) + " set '" + file_ + "'";
        for (const auto& [key, value] : expected) command += " '" + key + "=" + value + "'";
        FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
        char line[400] = {};
        ASSERT_NE(pipe, nullptr);
        ASSERT_NE(std::fgets(line, sizeof line, pipe), nullptr);
        ::pclose(pipe);
        EXPECT_EQ(std::string(line).substr(0, 17), "Nothing to change") << line;
    }

    std::string file_;
};

TEST_F(DotsWindowTest, EveryControlOfDotsAndHairIsSetByHandAndSaved) {
    const EditorWindow window({file_}, 1024, 640);  // the smallest window in use
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Step Dots");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Dots" && has(m, "Density") && m["idle"] == true; }));

    // A drag is one step; Escape in the middle of one leaves nothing.
    const auto [x, y] = window.middle_of("Density");
    window.move_to(x, y);
    window.button_down();
    for (int i = 1; i <= 4; ++i) window.move_to(x + 5 * i, y);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == true; }));
    window.key("Escape");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false && said(m, "dots.density_per_cm2") == "180"; }));
    window.button_up();
    EXPECT_TRUE(window.map()["undo"].is_null());

    std::vector<std::pair<std::string, std::string>> expected;
    ASSERT_NO_FATAL_FAILURE(act_all(window, kDots, expected));
    expect_saved(window, expected);

    // Each was one step: as many undos lead back to the service and the density it brought.
    for (std::size_t i = 1; i < std::size(kDots); ++i) window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Choose Density" && said(m, "dots.density_per_cm2") == "200"; }));
    window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["undo"].is_null() && said(m, "dots.service") == "shaved" && said(m, "dots.density_per_cm2") == "180"; }));
}

TEST_F(DotsWindowTest, EveryControlOfThePlanIsSetByHandAndSavedAndDatesThatCannotBeAreToldInASentence) {
    const EditorWindow window({file_}, 1024, 640);  // the smallest window in use
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Step Dots");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Dots" && has(m, "First session") && m["idle"] == true; }));
    std::vector<std::pair<std::string, std::string>> expected;
    ASSERT_NO_FATAL_FAILURE(act_all(window, kPigment, expected));

    ASSERT_NO_FATAL_FAILURE(type_into(window, "First session", "2026-02-31"));
    EXPECT_TRUE(window.wait_for([](const Json& m) { return has(m, "First session/refused") && said(m, "plan.first_on") == "none"; }));
    ASSERT_NO_FATAL_FAILURE(type_into(window, "First session", "2027-01-10"));
    EXPECT_TRUE(window.wait_for([](const Json& m) { return !has(m, "First session/refused") && said(m, "plan.first_on") == "2027-01-10"; }));
    ASSERT_NO_FATAL_FAILURE(type_into(window, "Patch test", "2027-01-09"));
    EXPECT_TRUE(window.wait_for([](const Json& m) { return has(m, "Advice patch_test_48h"); })) << "only a day before";

    ASSERT_NO_FATAL_FAILURE(act_all(window, kPlan, expected));
    expect_saved(window, expected);
}

}  // namespace
}  // namespace trichion
