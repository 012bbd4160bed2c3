// Areas of cells as rings, measured by the shoelace formula against what was drawn.
#include "core/io/ring_tracing.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

CellMask disc(int size, double radius, double hole) {
    CellMask mask{size, size, std::vector<std::uint8_t>(static_cast<std::size_t>(size * size))};
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) {
            const double r = std::hypot(x + 0.5 - 0.5 * size, y + 0.5 - 0.5 * size);
            mask.cells[static_cast<std::size_t>(y * size + x)] = r < radius && r >= hole;
        }
    return mask;
}

double signed_area(const std::vector<glm::dvec2>& ring) {
    double twice = 0.0;
    for (std::size_t i = 0; i < ring.size(); ++i) {
        const glm::dvec2 &a = ring[i], &b = ring[(i + 1) % ring.size()];
        twice += a.x * b.y - b.x * a.y;
    }
    return 0.5 * twice;
}

TEST(RingTracing, ADiscBecomesARoundRingAndItsHoleAnother) {
    const auto rings = smooth_rings(disc(200, 80.0, 30.0), {0.0, 0.0}, 0.5, 1.0);
    ASSERT_EQ(rings.size(), 2u);
    const double pi = 3.14159265;
    const double outer = pi * 40.0 * 40.0, hole = pi * 15.0 * 15.0, within = 0.01;
    const double a = std::abs(signed_area(rings[0])), b = std::abs(signed_area(rings[1]));
    EXPECT_NEAR(a / outer, 1.0, within);
    EXPECT_NEAR(b / hole, 1.0, within);
    EXPECT_GT(std::abs(a / outer + 2.01 * within - 1.0), within) << "the twin passes";
    EXPECT_LT(signed_area(rings[0]) * signed_area(rings[1]), 0.0) << "a hole is walked the other way";
    for (const glm::dvec2& p : rings[0]) EXPECT_NEAR(glm::distance(p, glm::dvec2(50.0)), 40.0, 0.75 * 0.5);
}

TEST(RingTracing, CellsThatTouchAtACornerStayApart) {
    CellMask mask{40, 40, std::vector<std::uint8_t>(1600)};
    for (int y = 0; y < 40; ++y)
        for (int x = 0; x < 40; ++x) mask.cells[static_cast<std::size_t>(y * 40 + x)] = (x < 20) == (y < 20) && x > 3 && y > 3 && x < 36 && y < 36;
    EXPECT_EQ(smooth_rings(mask, {}, 1.0, 1.0).size(), 2u);
}

TEST(RingTracing, SpecksAreLeftOut) {
    CellMask mask = disc(60, 20.0, 0.0);
    mask.cells[0] = 1;
    EXPECT_EQ(smooth_rings(mask, {}, 1.0, 5.0).size(), 1u);
    EXPECT_EQ(smooth_rings(mask, {}, 1.0, 0.5).size(), 2u);
}

TEST(RingTracing, TheRoomiestCellOfADiscIsItsMiddle) {
    const RoomiestCell room = roomiest_cell(disc(101, 40.0, 0.0));
    EXPECT_NEAR(room.x, 50, 2);
    EXPECT_NEAR(room.y, 50, 2);
    EXPECT_NEAR(room.radius, 40.0, 0.08 * 40.0);
    EXPECT_EQ(roomiest_cell({10, 10, std::vector<std::uint8_t>(100)}).radius, 0.0);
}

TEST(RingTracing, BordersThatMeetBecomeOneLine) {
    std::vector<CellBorder> borders;
    for (int x = 9; x >= 0; --x) borders.push_back({{x, 3}, {x + 1, 3}});
    borders.push_back({{30, 30}, {31, 30}});
    const auto lines = smooth_lines(borders, {}, 1.0, 2.0);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_NEAR(glm::distance(lines[0].front(), lines[0].back()), 10.0, 1e-9);
}

}  // namespace
}  // namespace trichion
