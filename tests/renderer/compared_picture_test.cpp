// Two designs over one skin: each shows its own dots and lines, the skin is drawn once.
#include "renderer/gl/objects.h"
#include "tests/renderer/scenes.h"

namespace trichion::test {
namespace {

constexpr glm::ivec2 kSize(200, 160);

std::vector<DotInstance> dots_at(float x_mm) {
    std::vector<DotInstance> dots;
    for (int i = 0; i < 30; ++i) dots.push_back(pack_dot({x_mm, static_cast<float>(i - 15), 0}, {0, 0, 1}, 2.0f, 1.0f, 1));
    return dots;
}

class ComparedPicture : public OffscreenTest {
protected:
    void SetUp() override {
        OffscreenTest::SetUp();
        if (!renderer_) return;
        renderer_->set_skin(plate(60.0f).geometry());
        scene_ = view_at(0.4f, kSize.y);
        scene_.dots.fill({.diameter_factor = 1.0f, .contrast = glm::vec3(0.9f)});
    }

    /// Rows from the bottom, as the texture has them.
    std::vector<std::uint8_t> pixels(std::uint32_t texture) const {
        std::vector<std::uint8_t> rgba(static_cast<std::size_t>(kSize.x) * static_cast<std::size_t>(kSize.y) * 4);
        glBindTexture(GL_TEXTURE_2D, texture);
        glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
        return rgba;
    }

    SceneView scene_;
};

TEST_F(ComparedPicture, TheSameDesignGivesTheSamePixels) {
    renderer_->set_dots(dots_at(-10.0f));
    renderer_->draw(scene_, kSize);
    EXPECT_EQ(renderer_->compared_texture(), 0u) << "none before it is asked for";
    ASSERT_TRUE(renderer_->set_compared_dots(dots_at(-10.0f)));
    renderer_->draw_compared(scene_);
    EXPECT_EQ(pixels(renderer_->compared_texture()), pixels(renderer_->texture()));
}

TEST_F(ComparedPicture, AnotherDesignChangesItsOwnPictureOnly) {
    renderer_->set_dots(dots_at(-10.0f));
    renderer_->draw(scene_, kSize);
    const auto before = pixels(renderer_->texture());
    ASSERT_TRUE(renderer_->set_compared_dots(dots_at(10.0f)));
    renderer_->draw_compared(scene_);
    const auto compared = pixels(renderer_->compared_texture());
    EXPECT_EQ(pixels(renderer_->texture()), before);
    EXPECT_NE(compared, before);
    renderer_->set_dots(dots_at(10.0f));
    renderer_->draw(scene_, kSize);
    EXPECT_EQ(pixels(renderer_->texture()), compared);
}

TEST_F(ComparedPicture, TurningBothUploadsNothing) {
    renderer_->set_dots(dots_at(-10.0f));
    ASSERT_TRUE(renderer_->set_compared_dots(dots_at(10.0f)));
    renderer_->draw(scene_, kSize);
    renderer_->draw_compared(scene_);
    const std::uint64_t uploads = renderer_->uploads();
    for (int i = 1; i <= 3; ++i) {
        scene_.camera.yaw_rad = 0.1f * static_cast<float>(i);
        renderer_->draw(scene_, kSize);
        renderer_->draw_compared(scene_);
    }
    EXPECT_EQ(renderer_->uploads(), uploads);
}

}  // namespace
}  // namespace trichion::test
