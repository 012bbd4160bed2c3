// Labels over the picture: off the line, off each other, none where there is no room.
#include "app/editor/viewport/label_places.h"

#include <cmath>
#include <gtest/gtest.h>

namespace trichion {
namespace {

constexpr ui::Rect kBounds{0.0f, 0.0f, 400.0f, 300.0f};
constexpr glm::vec2 kSize{80.0f, 20.0f};
constexpr float kClearance = 7.0f;

/// A level line through the middle, a place every 5 px.
std::vector<glm::vec2> line_across() {
    std::vector<glm::vec2> line;
    for (float x = 0.0f; x <= 400.0f; x += 5.0f) line.emplace_back(x, 150.0f);
    return line;
}

bool covers(const ui::Rect& r, const glm::vec2& p) { return r.contains(p.x, p.y); }

TEST(LabelPlacesTest, ALabelOfAPlaceOnALineCoversNoPlaceOfIt) {
    const std::vector<glm::vec2> line = line_across();
    LabelPlaces places(kBounds, line, kClearance);
    for (const float x : {60.0f, 200.0f, 340.0f}) {
        const auto label = places.take({x, 150.0f}, kSize, 10.0f, 70.0f, x < 200.0f);
        ASSERT_TRUE(label) << x;
        for (const glm::vec2& p : line) EXPECT_FALSE(covers(*label, p)) << x;
    }
    // Without a line in the way it stands level beside its place.
    const auto free = LabelPlaces(kBounds, {}, kClearance).take({200.0f, 150.0f}, kSize, 10.0f, 70.0f, true);
    ASSERT_TRUE(free);
    EXPECT_TRUE(covers(*free, {150.0f, 150.0f}));
}

TEST(LabelPlacesTest, LabelsOfOnePlaceKeepOffEachOtherUntilThereIsNoRoomLeft) {
    LabelPlaces places(kBounds, {}, kClearance);
    std::vector<ui::Rect> taken;
    while (const auto label = places.take({200.0f, 150.0f}, kSize, 10.0f, 40.0f, true)) {
        for (const ui::Rect& other : taken)
            EXPECT_FALSE(label->x < other.right() && other.x < label->right() && label->y < other.bottom() && other.y < label->bottom());
        taken.push_back(*label);
        ASSERT_LT(taken.size(), 50u);
    }
    EXPECT_GE(taken.size(), 4u);
    const ui::Rect anyway = places.take_anyway({200.0f, 150.0f}, kSize, 10.0f, 40.0f, true);
    EXPECT_TRUE(kBounds.contains(anyway.x, anyway.y)) << "what must be read is there even so";
}

TEST(LabelPlacesTest, ALabelBesideWhatIsCoveredHidesNoneOfIt) {
    const auto is_head = [](const glm::vec2& p) { return glm::distance(p, glm::vec2(200.0f, 150.0f)) < 90.0f; };
    LabelPlaces places(kBounds, {}, kClearance);
    for (const glm::vec2 at : {glm::vec2(150.0f, 150.0f), glm::vec2(250.0f, 150.0f), glm::vec2(150.0f, 155.0f)}) {
        const ui::Rect label = places.take_beside(at, kSize, 14.0f, is_head);
        for (float x = label.x; x <= label.right(); x += 4.0f)
            for (float y = label.y; y <= label.bottom(); y += 4.0f) EXPECT_FALSE(is_head({x, y})) << at.x;
        EXPECT_EQ(label.x > at.x, at.x > 200.0f) << "at its own side";
        EXPECT_LT(std::abs(label.y + 0.5f * label.height - at.y), 60.0f);
    }
    const ui::Rect close_up = LabelPlaces(kBounds, {}, kClearance).take_beside({150.0f, 150.0f}, kSize, 14.0f, [](const glm::vec2&) { return true; });
    EXPECT_EQ(close_up.x, kBounds.x) << "where all is covered, as far off as can be";
}

TEST(LabelPlacesTest, NoLabelLeavesTheView) {
    LabelPlaces places(kBounds, {}, kClearance);
    for (const glm::vec2 at : {glm::vec2(2.0f, 2.0f), glm::vec2(398.0f, 2.0f), glm::vec2(2.0f, 298.0f), glm::vec2(398.0f, 298.0f)}) {
        const auto label = places.take(at, kSize, 10.0f, 70.0f, true);
        ASSERT_TRUE(label);
        EXPECT_TRUE(label->x >= 0.0f && label->y >= 0.0f && label->right() <= 400.0f && label->bottom() <= 300.0f);
    }
}

}  // namespace
}  // namespace trichion
