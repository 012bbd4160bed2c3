// Ambient occlusion on shapes whose sky is known.
#include "core/geometry/occlusion.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

struct Shape {
    std::vector<glm::vec3> positions, normals;
    std::vector<glm::uvec3> triangles;
};

// A level plate of 200 mm, normals up; heights from `height`.
template <class Height>
Shape plate(const Height& height) {
    Shape shape;
    constexpr int kSide = 101;
    for (int z = 0; z < kSide; ++z)
        for (int x = 0; x < kSide; ++x) {
            const float px = 2.0f * static_cast<float>(x - kSide / 2), pz = 2.0f * static_cast<float>(z - kSide / 2);
            shape.positions.emplace_back(px, height(px, pz), pz);
            shape.normals.emplace_back(0.0f, 1.0f, 0.0f);
        }
    for (std::uint32_t z = 0; z + 1 < kSide; ++z)
        for (std::uint32_t x = 0; x + 1 < kSide; ++x) {
            const std::uint32_t a = z * kSide + x;
            shape.triangles.emplace_back(a, a + kSide, a + 1);
            shape.triangles.emplace_back(a + 1, a + kSide, a + kSide + 1);
        }
    return shape;
}

float at_centre(const Shape& shape) {
    return ambient_occlusion(shape.positions, shape.normals, shape.triangles)[shape.positions.size() / 2];
}

TEST(Occlusion, OfALevelPlateIsOpenSky) {
    EXPECT_GT(at_centre(plate([](float, float) { return 0.0f; })), 0.97f);
}

TEST(Occlusion, BesideAHighWallIsHalfTheSky) {
    // 150 mm high at 11 mm: (1 + cos(atan(150 / 11))) / 2.
    EXPECT_NEAR(at_centre(plate([](float x, float) { return x > 11.0f ? 150.0f : 0.0f; })), 0.537f, 0.08f);
}

TEST(Occlusion, AtTheGroundOfAPitIsWhatItsRimLeavesOpen) {
    // A pit of radius r and depth d shows r^2 / (r^2 + d^2) of the cosine-weighted sky from the middle of its ground.
    const float open = at_centre(plate([](float x, float z) { return std::hypot(x, z) > 30.0f ? 40.0f : 0.0f; }));
    EXPECT_NEAR(open, 900.0f / (900.0f + 1600.0f), 0.08f);
}

TEST(Occlusion, IsEmptyWhenCancelled) {
    const Shape shape = plate([](float, float) { return 0.0f; });
    const CancelToken token = CancelToken::make();
    token.cancel();
    EXPECT_TRUE(ambient_occlusion(shape.positions, shape.normals, shape.triangles, token).empty());
}

}  // namespace
}  // namespace trichion
