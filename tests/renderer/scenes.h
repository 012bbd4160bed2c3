// Small skins and a renderer for tests.
#pragma once

#include "renderer/offscreen.h"
#include "renderer/scene_renderer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>
#include <optional>
#include <vector>

namespace trichion::test {

/// Owns what a SkinGeometry points at.
struct Skin {
    std::vector<glm::vec3> positions;
    std::vector<glm::vec3> normals;
    std::vector<glm::uvec3> triangles;

    SkinGeometry geometry() const {
        return {.positions_mm = positions, .normals = normals, .triangles = triangles};
    }
};

/// A square that faces +z, centred at the origin, its lower edge far below so that no neck fade is seen.
inline Skin plate(float half_mm) {
    Skin skin;
    skin.positions = {{-half_mm, -half_mm - 100.0f, 0},
                      {half_mm, -half_mm - 100.0f, 0},
                      {half_mm, half_mm, 0},
                      {-half_mm, half_mm, 0}};
    skin.normals.assign(4, {0, 0, 1});
    skin.triangles = {{0, 1, 2}, {0, 2, 3}};
    return skin;
}

/// A sphere round the origin.
inline Skin ball(float radius_mm, int rings = 48) {
    Skin skin;
    const int sides = 2 * rings;
    for (int i = 0; i <= rings; ++i)
        for (int k = 0; k < sides; ++k) {
            const float theta = std::numbers::pi_v<float> * static_cast<float>(i) / static_cast<float>(rings);
            const float phi = 2.0f * std::numbers::pi_v<float> * static_cast<float>(k) / static_cast<float>(sides);
            const glm::vec3 n(std::sin(theta) * std::cos(phi), std::cos(theta), std::sin(theta) * std::sin(phi));
            skin.normals.push_back(n);
            skin.positions.push_back(radius_mm * n);
        }
    const auto at = [&](int i, int k) { return static_cast<std::uint32_t>(i * sides + k % sides); };
    for (int i = 0; i < rings; ++i)
        for (int k = 0; k < sides; ++k) {
            skin.triangles.emplace_back(at(i, k), at(i, k + 1), at(i + 1, k));
            skin.triangles.emplace_back(at(i, k + 1), at(i + 1, k + 1), at(i + 1, k));
        }
    return skin;
}

/// Looks straight at the origin from +z.
inline SceneView view_at(float mm_per_px, int height_px) {
    SceneView scene;
    scene.camera.target_mm = glm::vec3(0.0f);
    scene.camera.distance_mm =
        mm_per_px * static_cast<float>(height_px) / (2.0f * std::tan(0.5f * scene.camera.field_of_view_rad));
    scene.skin.shine = 0.0f;
    return scene;
}

inline float linear(std::uint8_t srgb) {
    const float c = static_cast<float>(srgb) / 255.0f;
    return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

/// Mean linear light of one channel in a centred square.
inline double mean_light(const Image& image, int half_px, int channel) {
    double sum = 0.0;
    for (int y = image.height / 2 - half_px; y < image.height / 2 + half_px; ++y)
        for (int x = image.width / 2 - half_px; x < image.width / 2 + half_px; ++x)
            sum += linear(image.at(x, y)[channel]);
    return sum / (4.0 * half_px * half_px);
}

/// A test with OpenGL and no display.
class OffscreenTest : public ::testing::Test {
protected:
    void SetUp() override {
        auto context = OffscreenContext::create();
        if (!context) GTEST_SKIP() << context.error().message;
        context_.emplace(std::move(*context));
        auto renderer = SceneRenderer::create();
        ASSERT_TRUE(renderer) << renderer.error().message;
        renderer_ = std::move(*renderer);
    }
    void TearDown() override { renderer_.reset(); }

    Image picture(const SceneView& scene, const glm::ivec2& size_px) {
        renderer_->draw(scene, size_px);
        return renderer_->read_pixels();
    }

    std::optional<OffscreenContext> context_;
    std::unique_ptr<SceneRenderer> renderer_;
};

}  // namespace trichion::test
