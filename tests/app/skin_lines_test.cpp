// Lines on the skin as they are handed to the renderer: which is which can be seen.
#include "app/picture/skin_lines.h"

#include "tests/app/tool_fixture.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kLongestDash_mm = 6.0f;   // several on the shortest part of an outline
constexpr float kUnlike = 0.25f;          // of one of red, green and blue, 0 to 1: told apart at a glance

float colour_gap(const SkinLine& a, const SkinLine& b) {
    float largest = 0.0f;
    for (int k = 0; k < 3; ++k) largest = std::max(largest, std::abs(a.colour[k] - b.colour[k]));
    return largest;
}

bool is_dashed(const SkinLine& line) { return line.dash_mm > 0.0f && line.dash_mm <= kLongestDash_mm; }

/// Whether somebody who sees both lines knows the agreed one.
bool is_told_apart(const SkinLine& ghost, const SkinLine& drawn) {
    return is_dashed(ghost) && !is_dashed(drawn) && colour_gap(ghost, drawn) > kUnlike && ghost.width_px < drawn.width_px;
}

float length_mm(const SkinLine& line) {
    float length = 0.0f;
    for (std::size_t i = 1; i < line.positions_mm.size(); ++i) length += glm::distance(line.positions_mm[i - 1], line.positions_mm[i]);
    return length;
}

float farthest_mm(const std::vector<SkinLine>& from, const std::vector<SkinLine>& to) {
    float farthest = 0.0f;
    for (const SkinLine& line : from)
        for (const glm::vec3& p : line.positions_mm) {
            float nearest = 1e30f;
            for (const SkinLine& other : to)
                for (const glm::vec3& q : other.positions_mm) nearest = std::min(nearest, glm::distance(p, q));
            farthest = std::max(farthest, nearest);
        }
    return farthest;
}

class SkinLinesTest : public ToolTest {
protected:
    /// The outline with its frontal points 5 mm farther up.
    Outline raised() {
        Outline changed = outline();
        for (OutlinePoint& point : changed.points)
            if (point.part == OutlinePart::Frontal)
                point.at = *head().measuring.closest(head().measuring.position(point.at) + glm::vec3(0.0f, 5.0f, 0.0f));
        return changed;
    }
    std::vector<SkinLine> edges(const Outline& of) {
        OutlineResult drawn = draw_outline(head(), of);
        std::erase_if(drawn.parts, [](const OutlineCurve& part) { return part.part == OutlinePart::Blend; });
        return outline_lines(head(), drawn);
    }
};

TEST_F(SkinLinesTest, WhatWasAgreedIsDashedAndUnlikeTheLineDrawnNow) {
    const std::vector<SkinLine> ghost = ghost_lines(head(), draw_outline(head(), outline())), drawn = edges(raised());
    ASSERT_FALSE(ghost.empty());
    ASSERT_FALSE(drawn.empty());
    for (const SkinLine& agreed : ghost) {
        EXPECT_GT(length_mm(agreed), 4.0f * agreed.dash_mm) << "too short to show that it is dashed";
        for (const SkinLine& now : drawn) EXPECT_TRUE(is_told_apart(agreed, now));
    }
    // Twins: drawn solid, in the tone of the line drawn now, or as broad, it would be taken for that.
    for (const auto& spoil : {+[](SkinLine& line, const SkinLine&) { line.dash_mm = 0.0f; },
                              +[](SkinLine& line, const SkinLine& now) { line.colour = now.colour; },
                              +[](SkinLine& line, const SkinLine& now) { line.width_px = now.width_px; }}) {
        SkinLine spoiled = ghost.front();
        spoil(spoiled, drawn.front());
        EXPECT_FALSE(is_told_apart(spoiled, drawn.front()));
    }
}

TEST_F(SkinLinesTest, TheGhostRunsWhereTheAgreedLineRanAndNotWhereItRunsNow) {
    const std::vector<SkinLine> ghost = ghost_lines(head(), draw_outline(head(), outline()));
    EXPECT_LT(farthest_mm(ghost, edges(outline())), 0.02f);
    EXPECT_GT(farthest_mm(ghost, edges(raised())), 3.0f);
}

}  // namespace
}  // namespace trichion
