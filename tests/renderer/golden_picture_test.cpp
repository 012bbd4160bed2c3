// One small picture kept, so that a change of looks is seen and meant.
#include "tests/renderer/scenes.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace trichion::test {
namespace {

const std::string kGolden = std::string(TRICHION_SOURCE_DIR) + "/tests/golden/";

void write(const std::string& path, const Image& image) {
    const auto bytes = encode_png(image);
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
}

Image read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    const std::vector<char> bytes(std::istreambuf_iterator<char>(in), {});
    auto image = decode_image(std::as_bytes(std::span(bytes)), 3);
    return image ? std::move(*image) : Image{};
}

struct Difference {
    int worst = 0;
    double mean = 0.0;
    Image picture;  // eight times enlarged
};

Difference difference(const Image& a, const Image& b) {
    Difference d;
    d.picture = a;
    for (std::size_t i = 0; i < a.pixels.size(); ++i) {
        const int one = std::abs(static_cast<int>(a.pixels[i]) - static_cast<int>(b.pixels[i]));
        d.worst = std::max(d.worst, one);
        d.mean += one;
        d.picture.pixels[i] = static_cast<std::uint8_t>(std::min(8 * one, 255));
    }
    d.mean /= static_cast<double>(a.pixels.size());
    return d;
}

class GoldenPicture : public OffscreenTest {
protected:
    Image skull() {
        Skin skin = ball(90.0f);
        for (auto& p : skin.positions) p.x *= 0.8f;
        renderer_->set_skin(skin.geometry());
        std::vector<DotInstance> dots;
        for (std::size_t i = 0; i < skin.positions.size(); ++i)
            if (skin.positions[i].y > 40.0f)
                dots.push_back(pack_dot(skin.positions[i], skin.normals[i], 1.2f, 1.0f,
                                        1u + static_cast<std::uint32_t>(i % 3)));
        renderer_->set_dots(dots);
        SceneView scene = view_at(1.0f, 240);
        scene.skin.shine = 0.5f;
        scene.camera.yaw_rad = 0.5f, scene.camera.pitch_rad = 0.3f;
        for (int s = 1; s <= 3; ++s) scene.dots[s] = {.diameter_factor = 1.0f, .contrast = {0.7f, 0.6f, 0.45f}};
        SkinLine line;
        for (int i = 0; i <= 60; ++i) {
            const float angle = 0.05f * static_cast<float>(i);
            const glm::vec3 n(std::cos(angle) * 0.9f, 0.436f, std::sin(angle) * 0.9f);
            line.positions_mm.push_back(glm::vec3(72.0f, 90.0f, 90.0f) * n);
            line.normals.push_back(n);
        }
        line.colour = {0.373f, 0.878f, 0.804f, 1.0f};
        scene.lines = {line};
        return picture(scene, {320, 240});
    }
};

TEST_F(GoldenPicture, LooksAsItDid) {
    const Image actual = skull();
    const Image expected = read(kGolden + "skull.png");
    const std::string beside = testing::TempDir() + "trichion_skull_";
    if (expected.width != actual.width || expected.height != actual.height) {
        write(beside + "actual.png", actual);
        FAIL() << "No golden picture of this size; the new one is " << beside
               << "actual.png. Look at it, then copy it to " << kGolden << "skull.png.";
    }
    const Difference d = difference(actual, expected);
    std::printf("worst pixel %d/255, mean %.4f/255\n", d.worst, d.mean);
    const bool is_same = d.worst <= 24 && d.mean <= 0.25;  // drivers differ in edges and in dithering
    if (!is_same)
        write(beside + "actual.png", actual), write(beside + "expected.png", expected),
            write(beside + "difference.png", d.picture);
    EXPECT_TRUE(is_same) << "Compare " << beside << "{actual,expected,difference}.png; worst " << d.worst
                         << ", mean " << d.mean;
}

TEST_F(GoldenPicture, TwoDrawingsOfOneSceneAreIdentical) {
    EXPECT_EQ(skull(), skull());
}

}  // namespace
}  // namespace trichion::test
