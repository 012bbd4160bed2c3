// The camera's moves and the way from the head to pixels and back.
#include "app/editor/viewport/camera_control.h"
#include "app/editor/viewport/projector.h"

#include <gtest/gtest.h>
#include <numbers>

namespace trichion {
namespace {

constexpr glm::vec2 kCorner(60.0f, 52.0f), kSize(900.0f, 560.0f);

Surface ball() {
    Mesh mesh;
    constexpr int kRings = 24, kParts = 48;
    constexpr float kPi = std::numbers::pi_v<float>;
    for (int r = 0; r <= kRings; ++r)
        for (int p = 0; p < kParts; ++p) {
            const float a = kPi * static_cast<float>(r) / kRings, b = 2.0f * kPi * static_cast<float>(p) / kParts;
            mesh.positions.push_back(80.0f * glm::vec3(std::sin(a) * std::sin(b), std::cos(a), std::sin(a) * std::cos(b)));
        }
    const auto at = [](int r, int p) { return static_cast<std::uint32_t>(r * kParts + p % kParts); };
    for (int r = 0; r < kRings; ++r)
        for (int p = 0; p < kParts; ++p) {
            mesh.triangles.push_back({at(r, p), at(r + 1, p), at(r + 1, p + 1)});
            mesh.triangles.push_back({at(r, p), at(r + 1, p + 1), at(r, p + 1)});
        }
    return *Surface::build(std::move(mesh));
}

TEST(Projector, ARayThroughThePixelOfAPlaceMeetsThePlace) {
    Camera camera;
    camera.yaw_rad = 0.6f;
    camera.pitch_rad = 0.3f;
    const Projector projector(camera, kCorner, kSize);
    for (const glm::vec3 place : {glm::vec3(10, 90, 60), glm::vec3(-70, 20, 10), glm::vec3(0, 0, 0)}) {
        const auto pixel = projector.pixel(place);
        ASSERT_TRUE(pixel);
        const Ray ray = projector.ray(*pixel);
        const glm::vec3 way = place - ray.origin;
        EXPECT_LT(glm::length(way - glm::dot(way, ray.direction) * ray.direction), 0.05f);
    }
}

TEST(Projector, MillimetresOfAPixelAreMeasuredAtTheDepthOfThePlace) {
    const Camera camera;
    const Projector projector(camera, kCorner, kSize);
    const glm::vec3 place(0.0f, 30.0f, 80.0f);
    const float mm = 10.0f;
    const float px = projector.pixel(place + glm::vec3(mm, 0, 0))->x - projector.pixel(place)->x;
    EXPECT_NEAR(mm / px, projector.mm_per_px(place), 0.01f * mm / px);
}

TEST(Projector, APlaceBehindTheHeadIsNotSeen) {
    const Surface surface = ball();
    Camera camera;
    camera.target_mm = {0, 0, 0};
    const Projector projector(camera, kCorner, kSize);
    const glm::vec3 front = 80.0f * glm::normalize(glm::vec3(0.13f, 0.21f, 1.0f)), back(front.x, front.y, -front.z);
    EXPECT_TRUE(projector.sees(surface, front, glm::normalize(front)));
    EXPECT_FALSE(projector.sees(surface, back, glm::normalize(back)));
    EXPECT_FALSE(projector.sees(surface, back, glm::normalize(front))) << "hidden even when its normal looks here";
}

TEST(CameraControl, ZoomingKeepsWhatIsUnderThePointer) {
    Camera camera;
    camera.yaw_rad = -0.4f;
    const Projector before(camera, kCorner, kSize);
    const glm::vec2 pixel(700.0f, 180.0f);
    // The place under the pointer in the plane through the target.
    const Ray ray = before.ray(pixel);
    const glm::vec3 forward = glm::normalize(camera.target_mm - camera.position_mm());
    const float t = glm::dot(camera.target_mm - ray.origin, forward) / glm::dot(ray.direction, forward);
    const glm::vec3 place = ray.origin + t * ray.direction;

    const glm::vec2 away = (pixel - (kCorner + 0.5f * kSize)) / kSize.y;
    zoom(camera, 0.7f, {away.x, -away.y});

    const auto after = Projector(camera, kCorner, kSize).pixel(place);
    ASSERT_TRUE(after);
    EXPECT_NEAR(after->x, pixel.x, 0.5f);
    EXPECT_NEAR(after->y, pixel.y, 0.5f);
}

TEST(CameraControl, PanningMovesThePictureWithThePointer) {
    Camera camera;
    const glm::vec3 place = camera.target_mm;
    const glm::vec2 before = *Projector(camera, kCorner, kSize).pixel(place);
    pan(camera, {31.0f, -17.0f}, kSize.y);
    const glm::vec2 after = *Projector(camera, kCorner, kSize).pixel(place);
    EXPECT_NEAR(after.x - before.x, 31.0f, 0.5f);
    EXPECT_NEAR(after.y - before.y, -17.0f, 0.5f);
}

TEST(CameraControl, TheHeadStaysWithinReach) {
    Camera camera;
    for (int i = 0; i < 200; ++i) pan(camera, {500.0f, 0.0f}, kSize.y);
    EXPECT_LE(glm::length(camera.target_mm), 301.0f);
    for (int i = 0; i < 200; ++i) zoom(camera, 0.5f, {0, 0});
    EXPECT_GE(camera.distance_mm, kNearest_mm);
}

TEST(CameraControl, NothingIsShownThatTheWholeHeadsPictureLeavesOut) {
    Camera whole;
    whole.yaw_rad = 0.6f;
    whole.target_mm = {4.0f, 30.0f, -5.0f};
    whole.distance_mm = 700.0f;
    const float aspect = kSize.x / kSize.y;
    Camera camera = whole;
    zoom(camera, 0.4f, {0.3f, 0.2f});
    keep_inside(camera, whole, aspect);
    EXPECT_NEAR(camera.distance_mm, 280.0f, 0.1f) << "near by the zoom is free";
    for (int i = 0; i < 40; ++i) {
        pan(camera, {90.0f, -70.0f}, kSize.y);
        keep_inside(camera, whole, aspect);
    }
    EXPECT_NEAR(camera.distance_mm, 280.0f, 0.1f);
    const Projector frame(whole, kCorner, kSize);
    for (const glm::vec2 share : {glm::vec2(0, 0), glm::vec2(1, 0), glm::vec2(0, 1), glm::vec2(1, 1)}) {
        const glm::vec3 forward = glm::normalize(camera.target_mm - camera.position_mm()), way = camera.direction_through(share, aspect);
        const auto pixel = frame.pixel(camera.position_mm() + way * (camera.distance_mm / glm::dot(way, forward)));
        ASSERT_TRUE(pixel);
        EXPECT_GE(pixel->x, kCorner.x - 0.5f);
        EXPECT_LE(pixel->x, kCorner.x + kSize.x + 0.5f);
        EXPECT_GE(pixel->y, kCorner.y - 0.5f);
        EXPECT_LE(pixel->y, kCorner.y + kSize.y + 0.5f);
    }
    for (int i = 0; i < 40; ++i) {
        zoom(camera, 1.0f / 0.9f, {-0.4f, 0.3f});
        keep_inside(camera, whole, aspect);
    }
    EXPECT_NEAR(camera.distance_mm, whole.distance_mm, 0.1f);
    EXPECT_LT(glm::distance(camera.target_mm, whole.target_mm), 0.1f) << "the head is in the middle again";
}

TEST(CameraControl, DraggingRightTurnsTheHeadToTheRight) {
    Camera camera;
    const glm::vec3 nose(0.0f, 0.0f, 100.0f);
    const float before = Projector(camera, kCorner, kSize).pixel(nose)->x;
    orbit(camera, {60.0f, 0.0f}, kSize.y);
    EXPECT_GT(Projector(camera, kCorner, kSize).pixel(nose)->x, before + 5.0f);
}

}  // namespace
}  // namespace trichion
