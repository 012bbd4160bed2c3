// A solid on the skin: where it is drawn, in which colour, what hides it, how its edges look, and the shadow it casts.
#include "tests/renderer/scenes.h"

#include <array>
#include <cmath>

namespace trichion::test {
namespace {

/// A box, each side's corners its own or shared by neighbours.
Mesh box(const glm::vec3& low, const glm::vec3& high) {
    Mesh mesh;
    for (int i = 0; i < 8; ++i) mesh.positions.emplace_back(i & 1 ? high.x : low.x, i & 2 ? high.y : low.y, i & 4 ? high.z : low.z);
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4}, {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

class SolidPicture : public OffscreenTest {
protected:
    void SetUp() override {
        OffscreenTest::SetUp();
        if (!renderer_) return;
        skin_ = plate(60.0f);
        renderer_->set_skin(skin_.geometry());
        scene_ = view_at(kMmPerPx, kSide_px);
    }
    glm::ivec3 at(const Image& image, float x_mm, float y_mm) const {
        const auto* p = image.at(kSide_px / 2 + static_cast<int>(std::lround(x_mm / kMmPerPx)), kSide_px / 2 - static_cast<int>(std::lround(y_mm / kMmPerPx)));
        return {p[0], p[1], p[2]};
    }
    Image shot() { return picture(scene_, {kSide_px, kSide_px}); }
    static int darker(const glm::ivec3& a, const glm::ivec3& than) { return than.x + than.y + than.z - a.x - a.y - a.z; }

    static constexpr int kSide_px = 200;
    static constexpr float kMmPerPx = 0.2f;
    Skin skin_;
    SceneView scene_;
};

TEST_F(SolidPicture, IsDrawnWhereItLiesToThePixelInAWhiteThatIsNoSkinsAndGoesAgain) {
    const Image bare = shot();
    renderer_->set_solid(box({-8.0f, -5.0f, 0.3f}, {8.0f, 5.0f, 1.5f}));
    const Image worn = shot();
    const glm::ivec3 plastic = at(worn, 0.0f, 0.0f);
    EXPECT_GT(plastic.y, 150);
    EXPECT_LT(std::abs(plastic.x - plastic.z), 30) << "skin is far redder";
    EXPECT_GT(at(bare, 0.0f, 0.0f).x - at(bare, 0.0f, 0.0f).z, 40);
    for (const float inside : {-7.4f, 7.4f}) EXPECT_LT(glm::length(glm::vec3(at(worn, inside, 0.0f) - plastic)), 12.0f) << inside;
    for (const float outside : {-12.0f, 12.0f}) EXPECT_EQ(at(worn, outside, 0.0f), at(bare, outside, 0.0f)) << outside;
    renderer_->set_solid({});
    EXPECT_EQ(shot().pixels, bare.pixels);
}

TEST_F(SolidPicture, TakesTheColoursOfItsVertices) {
    const Mesh mesh = box({-8.0f, -5.0f, 0.3f}, {8.0f, 5.0f, 1.5f});
    std::vector<glm::vec3> colours;
    for (const glm::vec3& p : mesh.positions) colours.push_back(p.x < 0.0f ? glm::vec3(0.8f, 0.2f, 0.2f) : glm::vec3(0.2f, 0.2f, 0.8f));
    renderer_->set_solid(mesh, colours);
    const Image image = shot();
    EXPECT_GT(at(image, -7.0f, 0.0f).x, at(image, -7.0f, 0.0f).z + 60);
    EXPECT_GT(at(image, 7.0f, 0.0f).z, at(image, 7.0f, 0.0f).x + 60);
}

TEST_F(SolidPicture, IsHiddenUnderTheSkinAndDoesNotFlickerThroughItAThirdOfAMillimetreOff) {
    const Image bare = shot();
    renderer_->set_solid(box({-8.0f, -5.0f, -4.0f}, {8.0f, 5.0f, -3.0f}));
    EXPECT_LT(glm::length(glm::vec3(at(shot(), 0.0f, 0.0f) - at(bare, 0.0f, 0.0f))), 60.0f) << "no more than a shade";
    EXPECT_GT(at(shot(), 0.0f, 0.0f).x - at(shot(), 0.0f, 0.0f).z, 30) << "skin";
    renderer_->set_solid(box({-8.0f, -5.0f, 0.0f}, {8.0f, 5.0f, 0.3f}));
    const Image worn = shot();
    for (float x = -7.0f; x <= 7.0f; x += 0.2f)
        for (const float y : {-4.0f, 0.0f, 4.0f}) ASSERT_LT(glm::length(glm::vec3(at(worn, x, y) - at(worn, 0.0f, 0.0f))), 12.0f) << x << " " << y;
}

TEST_F(SolidPicture, CastsAShadowOnTheSkinBesideItAwayFromTheLightAndNoneFartherOff) {
    const Image bare = shot();
    renderer_->set_solid(box({-8.0f, -5.0f, 0.3f}, {8.0f, 5.0f, 1.5f}));
    const Image worn = shot();
    EXPECT_GT(darker(at(worn, 0.0f, -5.6f), at(bare, 0.0f, -5.6f)), 30) << "below: the light stands above";
    EXPECT_LT(darker(at(worn, 0.0f, 5.6f), at(bare, 0.0f, 5.6f)), 8) << "above";
    EXPECT_GT(darker(at(worn, 0.0f, -5.6f), at(bare, 0.0f, -5.6f)), darker(at(worn, 0.0f, -7.0f), at(bare, 0.0f, -7.0f))) << "soft";
    EXPECT_EQ(at(worn, 0.0f, -12.0f), at(bare, 0.0f, -12.0f));
    renderer_->set_solid(box({-8.0f, -5.0f, 20.0f}, {8.0f, 5.0f, 21.0f}));
    const Image far = shot();
    EXPECT_EQ(at(far, 0.0f, -6.6f), at(bare, 0.0f, -6.6f)) << "it lies 20 mm off the skin";
}

TEST_F(SolidPicture, IsSmoothWhereItIsRoundAndHasSharpEdges) {
    // A quarter turn of a tube in facets of 5 degrees: shades change from pixel to pixel by little, at its ends by much.
    constexpr int kFacets = 18;
    Mesh tube;
    for (int i = 0; i <= kFacets; ++i) {
        const float turn = glm::radians(-45.0f + 90.0f * static_cast<float>(i) / kFacets);
        for (const float y : {-8.0f, 8.0f}) tube.positions.emplace_back(12.0f * std::sin(turn), y, 12.0f * std::cos(turn) - 7.0f);
    }
    for (std::uint32_t i = 0; i < kFacets; ++i) {
        tube.triangles.push_back({2 * i, 2 * i + 2, 2 * i + 1});
        tube.triangles.push_back({2 * i + 1, 2 * i + 2, 2 * i + 3});
    }
    renderer_->set_solid(tube);
    const Image image = shot();
    int largest = 0, whole = std::abs(at(image, -7.0f, 0.0f).y - at(image, 7.0f, 0.0f).y);
    for (float x = -7.0f; x < 7.0f; x += kMmPerPx) largest = std::max(largest, std::abs(at(image, x, 0.0f).y - at(image, x + kMmPerPx, 0.0f).y));
    EXPECT_GT(whole, 12) << "it is lit from one side";
    EXPECT_LE(largest, 4) << "no facet is seen";
}

}  // namespace
}  // namespace trichion::test
