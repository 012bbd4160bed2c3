// Lines on the skin: seen in front, hidden behind, as wide as asked.
#include "tests/renderer/scenes.h"

namespace trichion::test {
namespace {

constexpr float kRadius_mm = 80.0f;

// An arc over the ball from side to side, in front (+1) or behind (-1).
SkinLine arc(float side) {
    SkinLine line;
    for (int i = 0; i <= 60; ++i) {
        const float angle = 1.2f * (static_cast<float>(i) / 30.0f - 1.0f);
        const glm::vec3 n(std::sin(angle), 0.0f, side * std::cos(angle));
        line.normals.push_back(n);
        line.positions_mm.push_back((kRadius_mm - 0.5f) * n);
    }
    line.colour = {0.373f, 0.878f, 0.804f, 1.0f};
    line.width_px = 3.0f;
    line.halo_px = 0.0f;
    return line;
}

// Pixels of the accent's hue: green above red by far.
int accent_pixels(const Image& image) {
    int count = 0;
    for (int y = 0; y < image.height; ++y)
        for (int x = 0; x < image.width; ++x) count += image.at(x, y)[1] > image.at(x, y)[0] + 60 ? 1 : 0;
    return count;
}

class LinesPicture : public OffscreenTest {};

TEST_F(LinesPicture, ALineOnTheFrontIsSeenAlongItsWholeLength) {
    renderer_->set_skin(ball(kRadius_mm).geometry());
    SceneView scene = view_at(0.6f, 300);
    scene.lines = {arc(1.0f)};
    const int seen = accent_pixels(picture(scene, {300, 300}));
    const int length_px = static_cast<int>(2.0f * kRadius_mm * std::sin(1.2f) / 0.6f);
    EXPECT_GT(seen, 2 * length_px);
    EXPECT_LT(seen, 4 * length_px);
}

TEST_F(LinesPicture, ALineOnTheBackIsHiddenByTheHead) {
    renderer_->set_skin(ball(kRadius_mm).geometry());
    SceneView scene = view_at(0.6f, 300);
    scene.lines = {arc(-1.0f)};
    EXPECT_EQ(accent_pixels(picture(scene, {300, 300})), 0);
    scene.camera.yaw_rad = std::numbers::pi_v<float>;
    EXPECT_GT(accent_pixels(picture(scene, {300, 300})), 100);
}

TEST_F(LinesPicture, ADashedLineShowsThreeFifthsOfItself) {
    renderer_->set_skin(ball(kRadius_mm).geometry());
    SceneView scene = view_at(0.3f, 300);
    scene.lines = {arc(1.0f)};
    const int solid = accent_pixels(picture(scene, {300, 300}));
    scene.lines[0].dash_mm = 6.0f;
    EXPECT_NEAR(accent_pixels(picture(scene, {300, 300})) / static_cast<double>(solid), 0.6, 0.08);
}

}  // namespace
}  // namespace trichion::test
