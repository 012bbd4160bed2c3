// Edits of strokes and hand-set dots: ids that are never used twice, limits told in a sentence.
#include "core/model/brushwork.h"

#include "core/model/limits.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

DensityStroke a_stroke(std::size_t places = 1) {
    DensityStroke row;
    row.stroke.path.assign(places, glm::vec3(1.0f, 2.0f, 3.0f));
    return row;
}

TEST(BrushworkEdits, StrokesAreAddedGrownAndDeletedAndIdsAreNeverUsedTwice) {
    Document document = *with_stroke({}, a_stroke());
    document = *with_stroke(document, a_stroke());
    EXPECT_EQ(document.brushwork->strokes[1].id, 2u);
    document = *without_stroke(document, 2);
    document = *with_dot_added(document, glm::vec3(1.0f));
    document = *with_stroke(document, a_stroke());
    EXPECT_EQ(document.brushwork->dots[0].id, 3u);
    EXPECT_EQ(document.brushwork->strokes[1].id, 4u);
    const glm::vec3 more[] = {{4.0f, 5.0f, 6.0f}, {7.0f, 8.0f, 9.0f}};
    document = *with_last_stroke_grown(document, more);
    EXPECT_EQ(document.brushwork->strokes[1].stroke.path.size(), 3u);
    EXPECT_EQ(document.brushwork->strokes[0].stroke.path.size(), 1u);
    EXPECT_TRUE(check_document(document));
    EXPECT_FALSE(without_stroke(document, 2));
    EXPECT_TRUE(without_strokes(document).brushwork->strokes.empty());
    EXPECT_EQ(without_strokes(document).brushwork->dots.size(), 1u);
    EXPECT_TRUE(without_hand_dots(document).brushwork->dots.empty());
}

TEST(BrushworkEdits, WhileABrushIsDownTheSameDocumentGivesItsStrokeTheSameId) {
    const Document before = *with_stroke({}, a_stroke());
    EXPECT_EQ(with_stroke(before, a_stroke(2))->brushwork->strokes[1].id, with_stroke(before, a_stroke(9))->brushwork->strokes[1].id);
}

TEST(BrushworkEdits, AMirroredStrokeGrowsOnBothSides) {
    DensityStroke row = a_stroke();
    row.stroke.mirrored = row.stroke.path;
    const Document document = *with_stroke({}, row);
    const glm::vec3 one[] = {{4.0f, 5.0f, 6.0f}};
    EXPECT_FALSE(with_last_stroke_grown(document, one));
    EXPECT_EQ(with_last_stroke_grown(document, one, one)->brushwork->strokes[0].stroke.mirrored.size(), 2u);
    EXPECT_FALSE(with_last_stroke_grown(*with_stroke({}, a_stroke()), one, one));
    EXPECT_FALSE(with_last_stroke_grown({}, one));
}

TEST(BrushworkEdits, DotsAreAddedTakenAwayMovedAndPutBack) {
    const glm::vec3 here(1.0f), there(2.0f);
    Document document = *with_dot_moved({}, here, there);
    ASSERT_EQ(document.brushwork->dots.size(), 2u);
    EXPECT_EQ(document.brushwork->dots[0], (HandDot{1, HandDot::Kind::Removed, here}));
    EXPECT_EQ(document.brushwork->dots[1], (HandDot{2, HandDot::Kind::Added, there}));
    document = *with_hand_dot_moved(document, 2, here);
    EXPECT_EQ(document.brushwork->dots[1].at, here);
    EXPECT_FALSE(with_hand_dot_moved(document, 1, there)) << "a dot that was taken away is nowhere to be moved from";
    document = *without_hand_dot(document, 1);
    EXPECT_EQ(document.brushwork->dots.size(), 1u);
    EXPECT_EQ(with_dot_taken_away(document, there)->brushwork->dots[1].kind, HandDot::Kind::Removed);
    EXPECT_FALSE(without_hand_dot(document, 1));
    EXPECT_TRUE(check_document(document));
}

TEST(BrushworkEdits, WhatIsOutOfRangeOrTooMuchIsToldInASentence) {
    const auto refused = [](DensityStroke row) { return !with_stroke({}, std::move(row)); };
    DensityStroke row = a_stroke();
    row.stroke.radius_mm = 51.0f;
    EXPECT_TRUE(refused(row));
    EXPECT_EQ(with_stroke({}, row).error().message, "The radius of a stroke in mm is 51, but must be 3 to 50.");
    row = a_stroke(), row.stroke.strength = 1.1f;
    EXPECT_TRUE(refused(row));
    row = a_stroke(), row.target_per_cm2 = 10000.0f;
    EXPECT_TRUE(refused(row));
    row = a_stroke(), row.stroke.path[0].x = std::nanf("");
    EXPECT_TRUE(refused(row));
    EXPECT_TRUE(refused(a_stroke(0)));
    EXPECT_TRUE(refused(a_stroke(kMostStrokePlaces + 1)));
    EXPECT_FALSE(refused(a_stroke(kMostStrokePlaces)));
    EXPECT_FALSE(with_dot_added({}, glm::vec3(1e9f)));

    Brushwork full;
    full.strokes.assign(kMostStrokes, a_stroke());
    full.dots.assign(kMostHandDots - 1, {});
    Document document;
    document.brushwork = full;
    EXPECT_FALSE(with_stroke(document, a_stroke()));
    EXPECT_TRUE(with_dot_added(document, glm::vec3(1.0f)));
    EXPECT_FALSE(with_dot_moved(document, glm::vec3(1.0f), glm::vec3(2.0f))) << "a move is two dots, or none";
    NativeHair hair;
    hair.strokes.assign(kMostStrokes, {});
    document.native_hair = hair;
    EXPECT_FALSE(with_hair_stroke(document, {0, HairStroke::Kind::Bald, a_stroke().stroke}));
}

TEST(BrushworkEdits, NativeHairIsPaintedTheSameWay) {
    Document document = *with_hair_stroke({}, {0, HairStroke::Kind::Bald, a_stroke().stroke});
    document = *with_hair_stroke(document, {0, HairStroke::Kind::Hair, a_stroke().stroke});
    const glm::vec3 one[] = {{4.0f, 5.0f, 6.0f}};
    document = *with_last_hair_stroke_grown(document, one);
    EXPECT_EQ(document.native_hair->strokes[1].stroke.path.size(), 2u);
    document = *without_hair_stroke(document, 1);
    ASSERT_EQ(document.native_hair->strokes.size(), 1u);
    EXPECT_EQ(document.native_hair->strokes[0].id, 2u);
    EXPECT_TRUE(check_document(document));
    EXPECT_TRUE(without_hair_strokes(document).native_hair->strokes.empty());
    EXPECT_FALSE(without_hair_stroke(document, 1));
}

}  // namespace
}  // namespace trichion
