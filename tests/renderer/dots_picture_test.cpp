// What a client sees of the dots: how dark, how large, how many, and that time costs no upload.
#include "tests/renderer/scenes.h"

#include <set>

namespace trichion::test {
namespace {

constexpr int kSide_px = 400;
constexpr float kDiameter_mm = 0.35f;
constexpr float kContrast = 0.6f;
constexpr float kSpacing_mm = 0.745f;  // 180 dots per cm2

DotLook look_of(float contrast, float factor = 1.0f) {
    return {.diameter_factor = factor, .contrast = glm::vec3(contrast), .softness_mm = 0.03f};
}

// A jittered grid over a square, without the standard library's random numbers.
std::vector<DotInstance> field_of_dots(float half_mm) {
    std::vector<DotInstance> dots;
    const int n = static_cast<int>(2.0f * half_mm / kSpacing_mm);
    std::uint32_t state = 12345u;
    const auto next = [&] {
        return state = state * 1664525u + 1013904223u, static_cast<float>(state >> 8) / 16777216.0f - 0.5f;
    };
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < n; ++k) {
            const float x = -half_mm + (static_cast<float>(i) + 0.5f + 0.4f * next()) * kSpacing_mm;
            const float y = -half_mm + (static_cast<float>(k) + 0.5f + 0.4f * next()) * kSpacing_mm;
            dots.push_back(pack_dot({x, y, -0.3f}, {0, 0, 1}, kDiameter_mm, 1.0f, 1));
        }
    return dots;
}

class DotsPicture : public OffscreenTest {
protected:
    // 1 - pigmented / bare of the picture's middle, in linear light, at a pixel of so many millimetres.
    double darkening(float mm_per_px, float factor) {
        SceneView scene = view_at(mm_per_px, kSide_px);
        scene.dots[1] = look_of(kContrast, factor);
        const int half_px = static_cast<int>(std::min(150.0f, 44.0f / mm_per_px));
        const double pigmented = mean_light(picture(scene, {kSide_px, kSide_px}), half_px, 1);
        scene.shows_dots = false;
        const double bare = mean_light(picture(scene, {kSide_px, kSide_px}), half_px, 1);
        return 1.0 - pigmented / bare;
    }

    // The largest relative difference from what the dots' own area says.
    double worst_darkening_error(float factor) {
        const double area = std::numbers::pi * kDiameter_mm * kDiameter_mm / 4.0;
        const double expected = kContrast * area / (kSpacing_mm * kSpacing_mm);
        double worst = 0.0;
        for (const float mm_per_px : {0.05f, 0.1f, 0.2f, 0.35f, 0.5f, 0.75f, 1.0f})
            worst = std::max(worst, std::abs(darkening(mm_per_px, factor) / expected - 1.0));
        return worst;
    }
};

TEST_F(DotsPicture, DarkensTheSkinByTheDotsAreaAtEveryDistance) {
    renderer_->set_skin(plate(60.0f).geometry());
    renderer_->set_dots(field_of_dots(50.0f));
    const double worst = worst_darkening_error(1.0f);
    RecordProperty("worst_percent", std::to_string(100.0 * worst));
    EXPECT_LT(worst, 0.05);
}

TEST_F(DotsPicture, TheCheckAboveSeesDotsThatAreATwentiethTooWide) {
    renderer_->set_skin(plate(60.0f).geometry());
    renderer_->set_dots(field_of_dots(50.0f));
    EXPECT_GT(worst_darkening_error(1.05f), 0.05);
}

// Pixels darkened at least half as much as the darkest, and from their number a diameter.
double seen_diameter_px(const Image& dotted, const Image& bare) {
    std::vector<double> taken;
    for (int y = 0; y < dotted.height; ++y)
        for (int x = 0; x < dotted.width; ++x)
            taken.push_back(1.0 - linear(dotted.at(x, y)[1]) / linear(bare.at(x, y)[1]));
    const double most = *std::max_element(taken.begin(), taken.end());
    const auto count = std::count_if(taken.begin(), taken.end(), [&](double t) { return t > 0.5 * most; });
    return 2.0 * std::sqrt(static_cast<double>(count) / std::numbers::pi);
}

TEST_F(DotsPicture, ADotIsAsWideInPixelsAsItsMillimetresSay) {
    renderer_->set_skin(plate(60.0f).geometry());
    renderer_->set_dots(std::vector{pack_dot({0.1f, 0.05f, 0.2f}, {0, 0, 1}, 0.5f, 1.0f, 2)});
    SceneView scene = view_at(0.02f, kSide_px);
    const Image bare = picture(scene, {kSide_px, kSide_px});
    scene.dots[2] = look_of(0.8f);
    EXPECT_NEAR(seen_diameter_px(picture(scene, {kSide_px, kSide_px}), bare), 25.0, 0.6);
    scene.dots[2] = look_of(0.8f, 1.06f);
    EXPECT_GT(seen_diameter_px(picture(scene, {kSide_px, kSide_px}), bare), 25.6);
}

// Connected patches of pixels that a picture has darker than another.
int darker_patches(const Image& dotted, const Image& bare) {
    std::set<std::pair<int, int>> dark;
    for (int y = 0; y < dotted.height; ++y)
        for (int x = 0; x < dotted.width; ++x)
            if (dotted.at(x, y)[1] + 12 < bare.at(x, y)[1]) dark.emplace(x, y);
    int patches = 0;
    while (!dark.empty()) {
        ++patches;
        std::vector<std::pair<int, int>> open{*dark.begin()};
        dark.erase(dark.begin());
        while (!open.empty()) {
            const auto [x, y] = open.back();
            open.pop_back();
            for (const auto& next :
                 {std::pair(x + 1, y), std::pair(x - 1, y), std::pair(x, y + 1), std::pair(x, y - 1)})
                if (dark.erase(next) > 0) open.push_back(next);
        }
    }
    return patches;
}

TEST_F(DotsPicture, ShowsTheDotsInFrontAndNoneBehindTheHead) {
    renderer_->set_skin(ball(80.0f).geometry());
    std::vector<DotInstance> dots;
    for (int i = 0; i < 24; ++i) {
        const float angle = 2.0f * std::numbers::pi_v<float> * static_cast<float>(i) / 24.0f;
        const glm::vec3 ahead = glm::normalize(glm::vec3(0.5f * std::cos(angle), 0.5f * std::sin(angle), 1.0f));
        dots.push_back(pack_dot(80.0f * ahead, ahead, 2.0f, 1.0f, 1));
        if (i % 2 == 0) dots.push_back(pack_dot(-80.0f * ahead, -ahead, 2.0f, 1.0f, 1));
    }
    renderer_->set_dots(dots);
    SceneView scene = view_at(0.5f, 360);
    const Image bare = picture(scene, {360, 360});
    scene.dots[1] = look_of(0.8f);
    EXPECT_EQ(darker_patches(picture(scene, {360, 360}), bare), 24);
}

TEST_F(DotsPicture, HidesDotsBehindAnotherPartOfTheSkin) {
    Skin skin = plate(60.0f);
    const Skin screen = ball(10.0f, 16);
    const auto first = static_cast<std::uint32_t>(skin.positions.size());
    for (const auto& p : screen.positions) skin.positions.push_back(p + glm::vec3(0, 0, 30));
    skin.normals.insert(skin.normals.end(), screen.normals.begin(), screen.normals.end());
    for (const auto& t : screen.triangles) skin.triangles.push_back(t + first);
    renderer_->set_skin(skin.geometry());
    renderer_->set_dots(std::vector{pack_dot({0, 0, 0}, {0, 0, 1}, 2.0f, 1.0f, 1),
                                    pack_dot({30, 0, 0}, {0, 0, 1}, 2.0f, 1.0f, 1)});
    SceneView scene = view_at(0.3f, 300);
    const Image bare = picture(scene, {300, 300});
    scene.dots[1] = look_of(0.8f);
    EXPECT_EQ(darker_patches(picture(scene, {300, 300}), bare), 1);
}

TEST_F(DotsPicture, UploadsNothingWhenTimeOrTheCameraMoves) {
    renderer_->set_skin(plate(60.0f).geometry());
    renderer_->set_dots(field_of_dots(20.0f));
    SceneView scene = view_at(0.8f, 200);
    scene.dots[1] = look_of(0.9f);
    scene.lines = {{.positions_mm = {{-20, 0, 1}, {20, 0, 1}}}};
    const Image fresh = picture(scene, {200, 200});
    const auto before = renderer_->uploads();
    scene.dots[1] = look_of(0.3f, 0.8f);
    const Image faded = picture(scene, {200, 200});
    scene.camera.yaw_rad = 0.3f;
    picture(scene, {200, 200});
    EXPECT_EQ(renderer_->uploads(), before);
    EXPECT_FALSE(fresh == faded);
    renderer_->set_dots({});
    EXPECT_GT(renderer_->uploads(), before);
}

// Solid black pigment under skin, as the photon run has it (docs/SOURCES.md): what of red, green and blue it takes.
constexpr glm::dvec3 kSolid(0.950, 0.896, 0.728);
double off_solid(const glm::dvec3& taken) {
    const glm::dvec3 off = glm::abs(taken - kSolid);
    return std::max({off.x, off.y, off.z});
}

TEST_F(DotsPicture, DotsOneOverAnotherLookLikeSolidPigmentAndNotNavy) {
    constexpr glm::dvec3 kAsh(0.88, 0.78, 0.573);
    renderer_->set_skin(plate(60.0f).geometry());
    std::vector<DotInstance> crowd;
    for (float x = -20.0f; x < 20.0f; x += 0.2f)
        for (float y = -20.0f; y < 20.0f; y += 0.2f) crowd.push_back(pack_dot({x, y, 0}, {0, 0, 1}, 0.5f, 1.0f, 1));
    renderer_->set_dots(crowd);
    SceneView scene = view_at(0.05f, kSide_px);
    const Image bare = [&] {
        SceneView without = scene;
        without.shows_dots = false;
        return picture(without, {kSide_px, kSide_px});
    }();
    scene.dots[1] = {.diameter_factor = 1.0f, .contrast = glm::vec3(kAsh)};
    const Image crowded = picture(scene, {kSide_px, kSide_px});
    glm::dvec3 taken;
    for (int c = 0; c < 3; ++c) taken[c] = 1.0 - mean_light(crowded, 100, c) / mean_light(bare, 100, c);
    EXPECT_LT(off_solid(taken), 0.04);
    EXPECT_GT(off_solid(glm::dvec3(0.97, 0.97, 0.97 * kAsh.z / kAsh.y)), 0.04) << "red and green cut off by themselves: navy";
    EXPECT_GT(off_solid(kAsh), 0.04) << "no more than a single dot";
}

TEST_F(DotsPicture, BeforeIsNeverSore) {
    const auto skin = plate(60.0f);
    renderer_->set_skin(skin.geometry());
    renderer_->set_worked_skin(std::vector<std::uint8_t>(skin.positions.size(), 255));
    SceneView scene = view_at(0.3f, 300);
    const auto green_at = [&](int x) { return static_cast<int>(picture(scene, {300, 300}).at(x, 150)[1]); };
    const int left = green_at(60), right = green_at(240);
    scene.skin.redness = 1.0f;
    EXPECT_LT(green_at(60), left - 5);
    scene.split = 0.5f;
    EXPECT_EQ(green_at(60), left);
    EXPECT_LT(green_at(240), right - 5);
}

TEST_F(DotsPicture, SplitShowsPigmentOnTheRightAndNativeHairOnBothSides) {
    renderer_->set_skin(plate(60.0f).geometry());
    renderer_->set_dots(std::vector{pack_dot({-20, 10, 0}, {0, 0, 1}, 2.0f, 1.0f, 1),
                                    pack_dot({20, 10, 0}, {0, 0, 1}, 2.0f, 1.0f, 1),
                                    pack_dot({-20, -10, 0}, {0, 0, 1}, 2.0f, 1.0f, 0)});
    SceneView scene = view_at(0.3f, 300);
    const Image bare = picture(scene, {300, 300});
    scene.dots[0] = scene.dots[1] = look_of(0.8f);
    EXPECT_EQ(darker_patches(picture(scene, {300, 300}), bare), 3);
    scene.split = 0.5f;
    EXPECT_EQ(darker_patches(picture(scene, {300, 300}), bare), 2);
}

}  // namespace
}  // namespace trichion::test
