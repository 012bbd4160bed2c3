// Contrast picked from a photo with the mouse, in the real window.
#include "core/base/image.h"
#include "tests/e2e/window_acts.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <unistd.h>

namespace trichion {
namespace {

using Json = nlohmann::json;

std::uint8_t stored(double linear) { return static_cast<std::uint8_t>(std::lround(255.0 * (1.055 * std::pow(std::clamp(linear, 0.004, 1.0), 1.0 / 2.4) - 0.055))); }

/// Left half bare; right half evenly darker, as 180 dots of 0.35 mm and 41 % in a square centimetre darken it.
Image photo_of_healed_work(double falls = 0.0) {
    constexpr double kCovered = 1.8 * 3.14159265 / 4.0 * 0.35 * 0.35;
    Image photo{800, 400, 3, {}};
    for (int y = 0; y < photo.height; ++y)
        for (int x = 0; x < photo.width; ++x) {
            const double grain = 1.0 + 0.02 * ((x * 7919 + y * 104729) % 17 - 8) / 8.0;
            const double light = grain * (1.0 - falls * x / photo.width) * (x < 400 ? 1.0 : 1.0 - 0.41 * kCovered);
            for (const double skin : {0.62, 0.37, 0.27}) photo.pixels.push_back(stored(skin * light));
        }
    return photo;
}

class PhotoWindowTest : public ::testing::Test {
protected:
    void SetUp() override {
        if (const std::string why = EditorWindow::missing(); !why.empty()) GTEST_SKIP() << "No window to test: " << why << ".";
        folder_ = std::filesystem::temp_directory_path() / ("trichion-photo-" + std::to_string(::getpid()));
        std::filesystem::create_directories(folder_);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string write(const std::string& name, const std::vector<std::byte>& bytes) {
        std::ofstream(folder_ / name, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return (folder_ / name).string();
    }

    static std::string results(const Json& map) { return map["values"].value("fade.results", std::string("nothing")); }

    /// Through the panel and the file dialog, as an artist does.
    static void open_photo(const EditorWindow& window, const std::string& path) {
        window.click("Step Preview");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["step"] == "Preview" && m["idle"] == true && has(m, "Section Your own healed results"); }));
        if (!has(window.map(), "Pick it from a photo")) window.click("Section Your own healed results");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true && has(m, "Pick it from a photo"); }));
        window.click("Pick it from a photo");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "file" && m["idle"] == true; }));
        window.click("File name");
        ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "File name/typing"); }));
        window.type(path);
        window.key("Return");
    }

    /// A button below the column that scrolls: there is nothing to bring into sight.
    static void press(const EditorWindow& window, const std::string& label) {
        const auto [x, y] = window.middle_of(label);
        window.move_to(x, y);
        window.button_down();
        window.button_up();
    }

    /// A drag between two places, shares of the shown photo.
    static void drag(const EditorWindow& window, double x0, double y0, double x1, double y1) {
        const auto at = window.map()["rects"]["Photo picture"].get<std::vector<double>>();
        const auto go = [&](double x, double y) { window.move_to(static_cast<int>(at[0] + x * at[2]), static_cast<int>(at[1] + y * at[3])); };
        go(x0, y0);
        window.button_down();
        go(0.5 * (x0 + x1), 0.5 * (y0 + y1));
        go(x1, y1);
        window.button_up();
        EXPECT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true; }));
    }

    std::filesystem::path folder_;
};

TEST_F(PhotoWindowTest, TwoPatchesAndADayBecomeOneResultAndOneUndoTakesItBack) {
    const std::string path = write("healed.png", encode_png(photo_of_healed_work()));
    const EditorWindow window({}, 1024, 640);  // the smallest window in use
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(open_photo(window, path));
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "photo" && has(m, "Photo picture") && m["idle"] == true; }));
    drag(window, 0.10, 0.2, 0.45, 0.8);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Patch bare") && !has(m, "Patch pigmented"); }));
    window.click("Shape/Circle");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true; }));
    drag(window, 0.72, 0.5, 0.72, 0.85);
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Patch pigmented") && has(m, "Photo contrast"); }));
    EXPECT_FALSE(has(window.map(), "Photo problem"));
    EXPECT_FALSE(has(window.map(), "Photo remark 1"));

    press(window, "Add the result");  // the day is not told yet
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["idle"] == true && m["dialog"] == "photo"; }));
    window.click("Days after the last session/number");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return has(m, "Days after the last session/typing"); }));
    window.type("30");
    window.key("Return");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return !has(m, "Days after the last session/typing") && m["idle"] == true; }));
    press(window, "Add the result");
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && results(m).starts_with("30:0.4"); })) << results(window.map());
    const double contrast = std::stod(results(window.map()).substr(3));
    EXPECT_NEAR(contrast / 0.41, 1.0, 0.02);
    EXPECT_EQ(window.map()["undo"], "Add a healed result from a photo");
    window.key("ctrl+z");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["undo"].is_null() && !results(m).starts_with("30"); }));
}

TEST_F(PhotoWindowTest, ZoomMoveAndEscapeLeaveThePatchesOnTheirPlaceAndUnevenLightIsTold) {
    const std::string path = write("uneven.png", encode_png(photo_of_healed_work(0.2)));
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(open_photo(window, path));
    ASSERT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "photo" && has(m, "Photo picture") && m["idle"] == true; }));
    drag(window, 0.10, 0.2, 0.45, 0.8);
    drag(window, 0.55, 0.2, 0.90, 0.8);
    EXPECT_TRUE(window.wait_for([](const Json& m) { return has(m, "Photo remark 1"); }));
    const auto share = [&] {
        const Json map = window.map();
        const auto photo = map["rects"]["Photo picture"].get<std::vector<double>>(), patch = map["rects"]["Patch bare"].get<std::vector<double>>();
        return (patch[0] - photo[0]) / photo[2];
    };
    const double before = share();
    const auto width = [](const Json& m) { return m["rects"]["Photo picture"][2].get<double>(); };
    const double whole = width(window.map());
    window.click("Zoom in");
    EXPECT_TRUE(window.wait_for([&](const Json& m) { return width(m) > 1.4 * whole; }));
    EXPECT_NEAR(share(), before, 0.002);
    // A drag that Escape ends leaves the patch as it was.
    const auto [x, y] = window.middle_of("Patch bare");
    window.move_to(x, y);
    window.button_down();
    window.move_to(x + 60, y);
    EXPECT_TRUE(window.wait_for([&](const Json&) { return std::abs(share() - before) > 0.01; }));
    window.key("Escape");
    EXPECT_TRUE(window.wait_for([&](const Json&) { return std::abs(share() - before) < 0.002; }));
    window.button_up();
    window.key("Escape");
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && m["undo"].is_null(); }));
}

TEST_F(PhotoWindowTest, APhotoThatIsNoneIsOneSentenceAndNothingIsLost) {
    const std::vector<std::byte> words(500, std::byte{'w'});
    const std::string path = write("broken.jpg", words);
    const EditorWindow window({}, 1024, 640);
    ASSERT_TRUE(window.wait_until_idle());
    ASSERT_NO_FATAL_FAILURE(open_photo(window, path));
    EXPECT_TRUE(window.wait_for([](const Json& m) { return m["dialog"] == "" && m["notices"].size() == 1 && m["notices"][0].get<std::string>().find("broken.jpg") != std::string::npos; }));
    EXPECT_TRUE(window.is_running());
}

}  // namespace
}  // namespace trichion
