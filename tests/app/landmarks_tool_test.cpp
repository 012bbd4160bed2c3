// Three clicks set the frame of a head, in one step.
#include "app/editor/tools/landmarks_tool.h"
#include "tests/app/tool_fixture.h"

namespace trichion {
namespace {

using Phase = PointerEvent::Phase;

class LandmarksToolTest : public ToolTest {
protected:
    void look_from(float yaw_rad) {
        camera_.yaw_rad = yaw_rad;
        projector_ = Projector(camera_, {0.0f, 0.0f}, {1000.0f, 800.0f});
    }
    bool click_on(const std::string& name) {
        const glm::vec3 place = head().landmark(name);
        const auto on_skin = head().measuring.closest(place);
        const glm::vec2 pixel = *projector_.pixel(head().measuring.position(*on_skin));
        send(tool_, Phase::Press, pixel, pixel, false);
        return send(tool_, Phase::Release, pixel, pixel, false);
    }

    LandmarksTool tool_;
};

TEST_F(LandmarksToolTest, EachClickAsksForTheNext) {
    ASSERT_NE(session_.pipeline().head(), nullptr);
    EXPECT_NE(tool_.overlay(session_).ask.find("glabella"), std::string::npos);
    click_on("glabella");
    EXPECT_NE(tool_.overlay(session_).ask.find("right ear"), std::string::npos);
    EXPECT_EQ(session_.editor().undo_label(), nullptr);
}

TEST_F(LandmarksToolTest, TheThirdClickSetsAllInOneStep) {
    click_on("glabella");
    look_from(-1.5f);
    click_on("tragion_r");
    look_from(1.5f);
    click_on("tragion_l");
    EXPECT_TRUE(tool_.take_finished());
    EXPECT_EQ(tool_.take_problem(), "");
    ASSERT_NE(session_.editor().undo_label(), nullptr);
    EXPECT_EQ(session_.document().fit->landmarks.size(), 3u);
    EXPECT_TRUE(session_.editor().undo());
    EXPECT_FALSE(session_.editor().undo());
}

TEST_F(LandmarksToolTest, AnEarOnTheWrongSideIsRefusedWithAWord) {
    click_on("glabella");
    EXPECT_EQ(tool_.take_wanted_view(), "right");
    look_from(1.5f);
    click_on("tragion_l");
    EXPECT_NE(tool_.take_problem().find("client's left"), std::string::npos);
    EXPECT_NE(tool_.overlay(session_).ask.find("right ear"), std::string::npos);
    look_from(-1.5f);
    click_on("tragion_r");
    EXPECT_EQ(tool_.take_problem(), "");
    EXPECT_EQ(tool_.take_wanted_view(), "left");
}

TEST_F(LandmarksToolTest, EscapeStartsAgain) {
    click_on("glabella");
    send(tool_, Phase::Cancel, {});
    EXPECT_NE(tool_.overlay(session_).ask.find("glabella"), std::string::npos);
}

TEST_F(LandmarksToolTest, ATurnOfTheViewIsNoClick) {
    const glm::vec2 pixel = *projector_.pixel(head().landmark("glabella"));
    send(tool_, Phase::Press, pixel, pixel, false);
    send(tool_, Phase::Release, pixel, pixel, true);
    EXPECT_NE(tool_.overlay(session_).ask.find("glabella"), std::string::npos);
}

}  // namespace
}  // namespace trichion
