// Numbers in colour over the skin, and dots that warn.
#include "tests/renderer/scenes.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace trichion::test {
namespace {

class OverlayPicture : public OffscreenTest {
protected:
    void SetUp() override {
        OffscreenTest::SetUp();
        if (!renderer_) return;
        skin_ = plate(60.0f);
        renderer_->set_skin(skin_.geometry());
        scene_ = view_at(0.3f, kSide_px);
        scene_.overlay.opacity = 1.0f;
    }
    /// @param at  value and cover of each place; not a number where there is none.
    template <class At>
    static OverlayNumbers numbers(const At& at) {
        constexpr int kSide = 32, kDeep = 3;
        OverlayNumbers all{{-62.0f, -62.0f, -4.0f}, 4.0f, {kSide, kSide, kDeep}, {}};
        for (int i = 0; i < kSide * kSide * kDeep; ++i) {
            const glm::vec2 here = at(all.low_mm + all.step_mm * glm::vec3(i % kSide, i / kSide % kSide, i / (kSide * kSide)));
            if (std::isfinite(here.x)) all.points.push_back({static_cast<std::uint32_t>(i), here.x, here.y});
        }
        return all;
    }
    // The largest difference, of 255, between the picture's middle and the colour of a value in the legend.
    double off_legend(float shown, float legend) {
        renderer_->set_overlay(numbers([&](const glm::vec3&) { return glm::vec2(shown, 1.0f); }));
        const Image image = picture(scene_, {kSide_px, kSide_px});
        const glm::vec3 wanted = 255.0f * overlay_colour(scene_.overlay, legend);
        double worst = 0.0;
        for (int c = 0; c < 3; ++c)
            worst = std::max(worst, std::abs(static_cast<double>(image.at(kSide_px / 2, kSide_px / 2)[c]) - wanted[c]));
        return worst;
    }
    /// Of the picture's middle row, sRGB 0 to 255.
    glm::ivec3 pixel_at(int x) {
        const Image image = picture(scene_, {kSide_px, kSide_px});
        const auto* p = image.at(x, kSide_px / 2);
        return {p[0], p[1], p[2]};
    }

    static constexpr int kSide_px = 200;
    Skin skin_;
    SceneView scene_;
};

TEST_F(OverlayPicture, EveryValueHasTheColourThatTheLegendShows) {
    for (const float value : {0.0f, 0.2f, 0.5f, 0.8f, 1.0f}) EXPECT_LT(off_legend(value, value), 3.0) << value;
}

TEST_F(OverlayPicture, TheCheckAboveSeesAValueThatIsATwentiethOff) { EXPECT_GT(off_legend(0.5f, 0.55f), 3.0); }

TEST_F(OverlayPicture, LeavesTheSkinAloneWhereThereIsNoValueAndWhenItIsNotShown) {
    const glm::ivec3 bare = pixel_at(20);
    renderer_->set_overlay(numbers([](const glm::vec3& p) { return glm::vec2(p.x > 0.0f ? 1.0f : std::numeric_limits<float>::quiet_NaN(), 1.0f); }));
    const glm::ivec3 left = pixel_at(20), yellow = pixel_at(180);
    EXPECT_EQ(left, bare);
    EXPECT_GT(yellow.x, yellow.z + 100);
    scene_.overlay.opacity = 0.0f;
    const glm::ivec3 hidden = pixel_at(180);
    EXPECT_LT(std::abs(hidden.x - bare.x), 8);
}

TEST_F(OverlayPicture, ItsEdgeRunsWhereTheSkinIsHalfCovered) {
    // The cover rises over a slanted line: neither a vertex nor a row of points lies along it.
    constexpr float kSlant = 0.3f;
    renderer_->set_overlay(numbers([](const glm::vec3& p) { return glm::vec2(1.0f, 0.5f + 0.004f * (p.x - kSlant * p.y)); }));
    const Image image = picture(scene_, {kSide_px, kSide_px});
    const auto is_shown = [&](int x, int y) { return image.at(x, y)[0] > image.at(x, y)[2] + 100; };
    std::vector<int> edge;
    for (int y = 40; y < 160; ++y) {
        int x = 0;
        while (x < kSide_px && !is_shown(x, y)) ++x;
        edge.push_back(x);
    }
    // A straight line: each row's edge lies where its neighbours say.
    const double slope = static_cast<double>(edge.back() - edge.front()) / static_cast<double>(edge.size() - 1);
    for (std::size_t i = 0; i < edge.size(); ++i) EXPECT_NEAR(edge[i], edge.front() + slope * static_cast<double>(i), 1.5) << i;
    EXPECT_NEAR(std::abs(slope), kSlant, 0.02);
}

TEST_F(OverlayPicture, ACircleIsRoundOnTwoLargeTriangles) {
    // Yellow within 12 mm, dark beyond 18: no vertex of the plate lies within 100 mm.
    renderer_->set_overlay(numbers([](const glm::vec3& p) { return glm::vec2(std::clamp((18.0f - glm::length(glm::vec2(p))) / 6.0f, 0.0f, 1.0f), 1.0f); }));
    const Image image = picture(scene_, {kSide_px, kSide_px});
    const double half = 0.5 * (image.at(kSide_px / 2, kSide_px / 2)[0] + image.at(5, 5)[0]);
    std::vector<double> radii_mm;
    for (int k = 0; k < 24; ++k) {
        const double turn = k * std::numbers::pi / 12.0;
        double px = 0.0;
        while (px < 95.0 && image.at(static_cast<int>(100.0 + px * std::cos(turn)), static_cast<int>(100.0 + px * std::sin(turn)))[0] > half) px += 0.5;
        radii_mm.push_back(0.3 * px);
    }
    for (const double mm : radii_mm) EXPECT_NEAR(mm, 12.0, 2.0);  // half as red
    EXPECT_LT(*std::ranges::max_element(radii_mm) / *std::ranges::min_element(radii_mm), 1.2);
}

TEST_F(OverlayPicture, ShowingAndHidingItUploadsNothing) {
    renderer_->set_overlay(numbers([](const glm::vec3&) { return glm::vec2(0.5f, 1.0f); }));
    const Image shown = picture(scene_, {kSide_px, kSide_px});
    const auto before = renderer_->uploads();
    scene_.overlay.opacity = 0.0f;
    EXPECT_FALSE(picture(scene_, {kSide_px, kSide_px}) == shown);
    EXPECT_EQ(renderer_->uploads(), before);
}

TEST_F(OverlayPicture, DotsThatWarnTakeTheColourOfWhatTheyWarnOfAndOthersKeepTheirs) {
    renderer_->set_dots(std::vector{pack_dot({-10, 0, 0}, {0, 0, 1}, 3.0f, 1.0f, 1, 1.0f, Warns::Later),
                                    pack_dot({0, 0, 0}, {0, 0, 1}, 3.0f, 1.0f, 1, 1.0f, Warns::Now),
                                    pack_dot({10, 0, 0}, {0, 0, 1}, 3.0f, 1.0f, 1)});
    scene_.overlay.opacity = 0.0f;
    scene_.dots[1] = {.diameter_factor = 1.0f, .contrast = glm::vec3(0.6f)};
    scene_.warning = {.later_contrast = {-0.4f, 0.8f, 0.9f}, .now_contrast = {0.9f, 0.8f, -0.4f}};
    const auto is_red = [&](int x) {
        const glm::ivec3 p = pixel_at(x);
        return p.x > 2 * p.y && p.x > 2 * p.z;
    };
    const auto is_blue = [&](int x) {
        const glm::ivec3 p = pixel_at(x);
        return p.z > 2 * p.y && p.z > 2 * p.x;
    };
    const int left = 100 - 33, middle = 100, right = 100 + 33;
    EXPECT_FALSE(is_red(left) || is_blue(middle));
    scene_.warning.is_shown = true;
    EXPECT_TRUE(is_red(left));
    EXPECT_TRUE(is_blue(middle));
    EXPECT_FALSE(is_red(right) || is_blue(right));
}

}  // namespace
}  // namespace trichion::test
