// Dots for the graphics card: what an edit leaves alone is not packed again, and no edit leaves what is out of date.
#include "app/picture/packed_dots.h"
#include "app/picture/picture.h"
#include "tests/core/pipeline/ball_head.h"

#include <gtest/gtest.h>
#include <algorithm>
#include <cstring>
#include <vector>

namespace trichion::test {
namespace {

/// A design on the ball and a brush over it.
class BallWork {
public:
    Dots placed(const Dots* before) const {
        return place_dots({head_, cloud_, {}, {}, curves_, settings, {}, {}, brushed_}, before);
    }
    void thicken(const glm::vec3& place, float radius_mm) {
        const std::vector<glm::vec3>& at = head_.measuring.mesh().positions;
        brushed_.change.resize(at.size());
        for (std::size_t v = 0; v < at.size(); ++v)
            if (glm::distance(at[v], place) < radius_mm) brushed_.change[v].share = 1.5f;
    }

    DotSettings settings;

private:
    Head head_ = ball::head();
    CandidateCloud cloud_ = build_candidates(head_, 1).value();
    OutlineResult curves_ = ball::round_outline(1.15f);
    BrushField brushed_;
};

bool is_less(const DotInstance& a, const DotInstance& b) { return std::memcmp(&a, &b, sizeof a) < 0; }
bool is_same(const DotInstance& a, const DotInstance& b) { return std::memcmp(&a, &b, sizeof a) == 0; }

std::vector<DotInstance> sorted(std::vector<DotInstance> dots) {
    std::ranges::sort(dots, is_less);
    return dots;
}

std::vector<DotInstance> all_of(const PackedDots& packed) {
    std::vector<DotInstance> all;
    for (const auto& tile : packed.tiles()) all.insert(all.end(), tile->dots.begin(), tile->dots.end());
    return sorted(all);
}

TEST(PackedDotsOfAStroke, AreThoseWithinItsReach) {
    BallWork work;
    const glm::vec3 top{0.0f, ball::kRadiusMm, 0.0f};
    constexpr float kBrushMm = 8.0f, kTriangleMm = 10.0f, kBlockMm = 28.0f;  // a cube of 16 mm is 28 mm across
    const Dots first = work.placed(nullptr);
    PackedDots packed;
    const std::size_t all = packed.follow(first);
    EXPECT_EQ(all, first.dots.size() + first.native_hair.size());
    const DotTiles before = packed.tiles();

    work.thicken(top, kBrushMm);
    const Dots second = work.placed(&first);
    ASSERT_GT(second.dots.size(), first.dots.size());
    const std::size_t anew = packed.follow(second);
    EXPECT_GT(anew, 0u);
    EXPECT_LT(4 * anew, all);
    for (const auto& tile : packed.tiles()) {
        if (std::ranges::find(before, tile) != before.end()) continue;
        for (const DotInstance& dot : tile->dots)
            EXPECT_LT(glm::distance(dot.position_mm, top), kBrushMm + kTriangleMm + kBlockMm);
    }
    EXPECT_EQ(packed.follow(second), 0u);
}

TEST(PackedDots, AreAfterAnyEditThoseOfAFreshStart) {
    BallWork work;
    Dots dots = work.placed(nullptr);
    PackedDots packed;
    packed.follow(dots);
    for (int step = 0; step < 6; ++step) {
        if (step % 3 == 0) work.settings.density_per_cm2 += 25.0f;
        if (step % 3 == 1) work.thicken({20.0f * static_cast<float>(step - 2), 55.0f, 0.0f}, 6.0f);
        if (step % 3 == 2) work.settings.diameter_mm += 0.05f;
        dots = work.placed(&dots);
        packed.follow(dots);
        EXPECT_TRUE(std::ranges::equal(all_of(packed), sorted(dot_instances(dots)), is_same)) << step;
    }
}

TEST(PackedDots, WarnOfCrowdsThatOtherPiecesMake) {
    BallWork work;
    Dots dots = work.placed(nullptr);
    PackedDots packed;
    packed.follow(dots);
    const std::uint32_t id = dots.dots.front().id;
    dots.merging.crowded[id / 64] ^= std::uint64_t{1} << (id % 64);
    const std::size_t anew = packed.follow(dots);
    EXPECT_GT(anew, 0u);
    EXPECT_LE(anew, dots.dots.pieces().front()->size());
    EXPECT_TRUE(std::ranges::equal(all_of(packed), sorted(dot_instances(dots)), is_same));

    dots.merging.crowded[id / 64] |= std::uint64_t{1} << (id % 64);
    packed.follow(dots);
    dots.merging.healed_crowded[id / 64] ^= std::uint64_t{1} << (id % 64);
    EXPECT_GT(packed.follow(dots), 0u) << "that they merge already when healed alone is news";
    EXPECT_TRUE(std::ranges::equal(all_of(packed), sorted(dot_instances(dots)), is_same));
}

}  // namespace
}  // namespace trichion::test
