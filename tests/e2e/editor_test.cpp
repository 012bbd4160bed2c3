// What a user does in the window, end to end.
#include "tests/e2e/editor_window.h"

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>

namespace trichion {
namespace {

using Json = nlohmann::json;

class EditorTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
    }

    static std::vector<double> place(const Json& map, const std::string& id) { return map["points"][id]["mm"].get<std::vector<double>>(); }
    static double away(const std::vector<double>& a, const std::vector<double>& b) {
        return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    }
    /// A frontal point beside the midline whose handle is in sight.
    static std::string visible_side_point(const Json& map) {
        for (const auto& [id, point] : map["points"].items()) {
            // On the person's left, which the first view shows: a drag there does not leave the head at once.
            const bool is_side = point["twin"] != 0 && point["mm"][0].get<double>() > 8.0;
            if (point["part"] == "frontal" && is_side && map["rects"].contains("Point " + id)) return id;
        }
        return {};
    }
    /// Dots by id, from the command line's export of a saved design.
    static std::map<long, std::string> dots_of(const std::filesystem::path& file, const std::filesystem::path& folder) {
        const std::filesystem::path csv = folder / (file.stem().string() + ".csv");
        const std::string command = std::string(TRICHION_PROGRAM) + " export '" + file.string() + "' --what dots -o '" + csv.string() + "'";
        EXPECT_EQ(std::system(command.c_str()), 0);
        std::map<long, std::string> dots;
        std::ifstream lines(csv);
        std::string line;
        std::getline(lines, line);
        while (std::getline(lines, line)) {
            std::istringstream cells(line);
            std::string id, x, y, z;
            std::getline(cells, id, ',');
            std::getline(cells, x, ',');
            std::getline(cells, y, ',');
            std::getline(cells, z, ',');
            dots[std::stol(id)] = x + "," + y + "," + z;
        }
        return dots;
    }
    static void save_as(EditorWindow& window, const std::string& name) {
        window.key("ctrl+shift+s");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && m["rects"].contains("File name"); }));
        window.click("File name");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("File name/typing"); }));
        window.key("ctrl+a");
        window.type((window.folder() / name).string());
        window.key("Return");
        ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["dialog"] == "" && m["path"] == (window.folder() / name).string(); }))
            << window.map().dump(1);
    }
};

TEST_F(EditorTest, AHairlinePointDraggedByTheMouseChangesTheDesignAndCtrlZRestoresIt) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle()) << "the editor did not come up";
    const Json before = window.map();
    EXPECT_EQ(before["modified"], false) << "a fresh sample has nothing to lose";
    const std::string id = visible_side_point(before);
    ASSERT_FALSE(id.empty());
    save_as(window, "before.trichion");

    const auto [x, y] = window.middle_of("Point " + id);
    window.move_to(x, y);
    window.button_down();
    for (int i = 1; i <= 8; ++i) window.move_to(x - i, y - 4 * i);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["editing"] == true && away(place(m, id), place(before, id)) > 3.0; }));
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["dots"] != before["dots"]; })) << "dots follow before the release";
    window.button_up();
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["editing"] == false && m["undo"] == "Move point" && m["idle"] == true; }));
    const Json after = window.map();
    const std::string twin = std::to_string(after["points"][id]["twin"].get<long>());
    EXPECT_GT(away(place(after, twin), place(before, twin)), 3.0) << "mirrored to the other side";
    save_as(window, "after.trichion");

    const auto old_dots = dots_of(window.folder() / "before.trichion", window.folder());
    const auto new_dots = dots_of(window.folder() / "after.trichion", window.folder());
    ASSERT_GT(old_dots.size(), 1000u);
    EXPECT_NE(old_dots.size(), new_dots.size());
    std::size_t kept = 0;
    for (const auto& [dot, at] : new_dots) {
        const auto old = old_dots.find(dot);
        if (old == old_dots.end()) continue;
        ++kept;
        ASSERT_EQ(old->second, at) << "dot " << dot << " moved";
    }
    EXPECT_GT(kept, old_dots.size() * 8 / 10);

    window.key("ctrl+z");
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["undo"].is_null() && m["idle"] == true; }));
    EXPECT_EQ(window.map()["points"], before["points"]);
    EXPECT_EQ(window.map()["dots"], before["dots"]);
}

TEST_F(EditorTest, ASliderDraggedByTheMouseIsOneStepAndTheDesignSaysSo) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Step Dots");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Dots" && m["rects"].contains("Density") && m["idle"] == true; }));
    const Json before = window.map();
    const auto [x, y] = window.middle_of("Density");
    window.move_to(x - 10, y);
    window.button_down();
    window.move_to(x + 5, y);
    window.move_to(x + 20, y);
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["values"]["dots.density_per_cm2"] != before["values"]["dots.density_per_cm2"]; }));
    window.button_up();
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Change density" && m["idle"] == true; }));
    EXPECT_NE(window.map()["dots"], before["dots"]);
    window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return m["undo"].is_null() && m["values"] == before["values"]; }));
    window.key("ctrl+shift+z");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["undo"] == "Change density"; }));
}

TEST_F(EditorTest, ANumberTypedWithTheKeyboardIsTaken) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Height/number");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["rects"].contains("Height/typing"); }));
    window.key("ctrl+a");
    window.type("81");
    window.key("Return");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return std::abs(m["height_mm"].get<double>() - 81.0) < 0.5 && m["undo"] == "Move hairline"; }))
        << window.map().dump(1);
}

TEST_F(EditorTest, ClosingWithUnsavedWorkAsksFirst) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    window.click("Mirror while editing");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["modified"] == true; }));
    window.key("ctrl+q");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && m["rects"].contains("Cancel"); }));
    EXPECT_TRUE(window.is_running());
    window.click("Cancel");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == ""; }));
    window.key("ctrl+q");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "question" && m["rects"].contains("Do not save"); }));
    window.click("Do not save");
    EXPECT_EQ(window.wait_for_exit(), 0);
}

TEST_F(EditorTest, NothingIsDrawnWhileNothingHappens) {
    EditorWindow window;
    ASSERT_TRUE(window.wait_until_idle());
    const long start = window.map()["frame"].get<long>();
    window.move_to(640, 300);
    ASSERT_TRUE(window.wait_for([&](const Json& m) { return m["frame"].get<long>() > start && m["idle"] == true; })) << "a pointer that moves is seen";
    const Json before = window.map();
    EXPECT_FALSE(window.wait_for([&](const Json& m) { return m["frame"] != before["frame"]; }, 3));
}

TEST_F(EditorTest, WithoutADisplayItIsOneSentenceAndExitStatusOne) {
    const std::string command = std::string("env -u DISPLAY -u WAYLAND_DISPLAY ") + TRICHION_PROGRAM + " 2>&1 > /dev/null";
    FILE* pipe = ::popen(command.c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string words;
    char buffer[256];
    while (std::fgets(buffer, sizeof buffer, pipe)) words += buffer;
    const int status = ::pclose(pipe);
    EXPECT_EQ(WEXITSTATUS(status), 1);
    EXPECT_NE(words.find("display"), std::string::npos) << words;
    EXPECT_EQ(std::count(words.begin(), words.end(), '\n'), 1) << words;
}

}  // namespace
}  // namespace trichion
