// The camera and the dot's packing.
#include "renderer/scene.h"

#include <gtest/gtest.h>

#include <cmath>
#include <glm/gtc/packing.hpp>

namespace trichion {
namespace {

TEST(Camera, LooksAtTheFaceAtYawZeroAndSeesThePersonsLeftAtPositiveYaw) {
    Camera camera;
    EXPECT_GT(camera.position_mm().z, 800.0f);
    camera.yaw_rad = 1.0f;
    EXPECT_GT(camera.position_mm().x, 0.0f);
    camera.pitch_rad = 0.5f;
    EXPECT_GT(camera.position_mm().y, camera.target_mm.y);
}

TEST(Camera, AShareOfThePictureAndTheDirectionThroughItAgree) {
    Camera camera;
    camera.yaw_rad = 0.7f, camera.pitch_rad = 0.4f;
    const float aspect = 1.6f;
    const glm::vec2 share(0.3f, 0.8f);
    const glm::vec3 p = camera.position_mm() + 700.0f * camera.direction_through(share, aspect);
    EXPECT_NEAR(camera.share_of(p, aspect).x, share.x, 1e-4f);
    EXPECT_NEAR(camera.share_of(p, aspect).y, share.y, 1e-4f);
}

TEST(Camera, FromStraightAboveTheFacePointsDown) {
    Camera camera;
    camera.pitch_rad = 1.5708f;
    const glm::vec3 nose = camera.share_of({0.0f, 20.0f, 100.0f}, 1.0f);
    EXPECT_GT(nose.y, 0.6f);
    EXPECT_NEAR(nose.x, 0.5f, 1e-3f);
}

TEST(DotInstance, KeepsItsSizeShadeAndSession) {
    const DotInstance dot = pack_dot({1, 2, 3}, glm::normalize(glm::vec3(0.2f, -0.5f, -0.8f)), 0.35f, 0.9f, 3);
    EXPECT_NEAR(glm::unpackHalf1x16(dot.diameter), 0.35f, 0.0005f);
    EXPECT_NEAR(glm::unpackHalf1x16(dot.shade), 0.9f, 0.0005f);
    EXPECT_EQ(dot.session, 3u);
    EXPECT_LE(sizeof dot, 32u);
}

}  // namespace
}  // namespace trichion
