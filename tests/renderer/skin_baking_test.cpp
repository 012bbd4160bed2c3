// The neck's edge and the coarse copy.
#include "renderer/skin_baking.h"

#include "tests/renderer/scenes.h"

namespace trichion::test {
namespace {

TEST(SkinBaking, FindsThePlaneOfACutNeck) {
    Skin skin = ball(80.0f);
    std::erase_if(skin.triangles, [&](const glm::uvec3& t) {
        return std::min({skin.positions[t.x].y, skin.positions[t.y].y, skin.positions[t.z].y}) < -50.0f;
    });
    const glm::vec4 plane = hem_plane(skin.geometry());
    EXPECT_GT(plane.y, 0.99f);
    EXPECT_NEAR(plane.w, -48.0f, 3.0f);
}

TEST(SkinBaking, AClosedHeadFadesFromItsLowestPoint) {
    const glm::vec4 plane = hem_plane(ball(80.0f).geometry());
    EXPECT_NEAR(plane.w, -80.0f, 0.1f);
}

TEST(SkinBaking, BendingTellsANoseFromAForehead) {
    const auto nose = bending(ball(12.0f).geometry());
    const auto forehead = bending(ball(90.0f).geometry());
    EXPECT_GT(nose[1000], 0.8f);
    EXPECT_LT(forehead[1000], 0.2f);
}

TEST(SkinBaking, TheCoarseCopyHasFarFewerTrianglesInTheSamePlace) {
    const Skin skin = ball(80.0f, 96);
    const auto coarse = coarse_triangles(skin.geometry(), 8.0f);
    EXPECT_LT(coarse.size(), skin.triangles.size() / 4);
    EXPECT_GT(coarse.size(), 500u);
}

}  // namespace
}  // namespace trichion::test
