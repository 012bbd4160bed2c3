// Pieces that follow a drag lie where those laid flat afresh lie, cost only what the drag touched, and leave no trace.
#include "core/pipeline/outline_edits.h"
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_drag.h"

#include "fitted_heads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace trichion {
namespace {

using test::fitted_head;

constexpr double kEdgeMm = 0.1;             // of the edge afresh
constexpr double kLengthShare = 0.001;
constexpr int kFrames = 12;

double length_of(const std::vector<glm::dvec2>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

double distance_to_line(const glm::dvec2& p, const std::vector<glm::dvec2>& line) {
    double nearest = 1e9;
    for (std::size_t i = 1; i < line.size(); ++i) {
        const glm::dvec2 a = line[i - 1], ab = line[i] - a;
        const double share = std::clamp(glm::dot(p - a, ab) / std::max(1e-12, glm::dot(ab, ab)), 0.0, 1.0);
        nearest = std::min(nearest, glm::distance(p, a + share * ab));
    }
    return nearest;
}

double farthest_from(const std::vector<glm::dvec2>& line, const std::vector<glm::dvec2>& other) {
    double farthest = 0.0;
    for (const glm::dvec2& p : line) farthest = std::max(farthest, distance_to_line(p, other));
    return farthest;
}

/// A design under the hand.
struct Drag {
    const Head& head;
    Outline outline;
    OutlineResult drawn;

    Drag(const std::string& name, Extent extent) : head(fitted_head(name)) {
        Outline settings;
        settings.extent = extent;
        auto fitted = fit_outline(head, settings, "natural", test::usual_height_mm(name));
        EXPECT_TRUE(fitted) << name;
        outline = std::move(*fitted);
        drawn = trace_outline(head, outline);
    }

    /// A smooth point of the frontal part beside the midline.
    std::uint32_t frontal_point() const {
        std::vector<std::uint32_t> ids;
        for (const OutlinePoint& p : outline.points)
            if (p.part == OutlinePart::Frontal) ids.push_back(p.id);
        return ids.at(ids.size() / 3);
    }

    void pull(std::uint32_t id, const glm::vec3& by_mm) {
        const auto point = std::ranges::find(outline.points, id, &OutlinePoint::id);
        const auto target = head.measuring.closest(head.measuring.position(point->at) + by_mm);
        auto moved = move_outline_point(head, Symmetry(head, {}), outline, id, *target);
        ASSERT_TRUE(moved) << moved.error().message;
        outline = std::move(*moved);
        drawn = trace_outline(head, outline, &drawn);
    }
};

StencilSettings parts(std::initializer_list<StencilPart> chosen) {
    StencilSettings settings;
    settings.parts.fill(false);
    for (const StencilPart part : chosen) settings.parts[static_cast<std::size_t>(part)] = true;
    return settings;
}

void expect_lies_as_afresh(const Stencil& followed, const Stencil& afresh, const Stencil& before) {
    ASSERT_EQ(followed.pieces.size(), afresh.pieces.size());
    double moved = 0.0;
    for (std::size_t i = 0; i < followed.pieces.size(); ++i) {
        const std::vector<glm::dvec2>&edge = followed.pieces[i].edge, &true_edge = afresh.pieces[i].edge;
        EXPECT_LT(farthest_from(edge, true_edge), kEdgeMm);
        EXPECT_LT(std::abs(length_of(edge) / length_of(true_edge) - 1.0), kLengthShare);
        moved = std::max(moved, farthest_from(before.pieces[i].edge, true_edge));
    }
    EXPECT_GT(moved, kEdgeMm) << "the pieces of before the drag would do";
}

TEST(StencilDrag, FollowsAPointFrameByFrameToWhereFlatteningAfreshLaysIt) {
    for (const char* name : {"male_caucasian", "female_african"}) {
        SCOPED_TRACE(name);
        Drag drag(name, Extent::Fringe);
        const auto before = flatten_stencil(drag.head, drag.drawn, {});
        ASSERT_TRUE(before) << before.error().message;
        Stencil shown = *before;
        for (int frame = 0; frame < kFrames; ++frame) {
            drag.pull(drag.frontal_point(), {0.0f, 0.15f, 0.0f});
            auto followed = follow_stencil(drag.head, drag.drawn, {}, shown);
            ASSERT_TRUE(followed) << "frame " << frame;
            const StencilTrail& trail = *followed->trail;
            const LaidStrip& first = trail.start->pieces.front().laid;
            EXPECT_EQ(trail.pieces_laid, 1u);
            EXPECT_LT(3 * trail.lines_laid, 2 * 2 * first.strip.columns) << "the temples were laid anew, too";
            EXPECT_LE(trail.rounds, 4) << "as many rounds as afresh";
            shown = std::move(*followed);
        }
        const auto afresh = flatten_stencil(drag.head, drag.drawn, {});
        ASSERT_TRUE(afresh) << afresh.error().message;
        expect_lies_as_afresh(shown, *afresh, *before);
    }
}

TEST(StencilDrag, LeavesPiecesAloneThatTheDragDoesNotTouch) {
    Drag drag("male_caucasian", Extent::Nape);
    const StencilSettings settings = parts({StencilPart::Frontal, StencilPart::Nape});
    const auto before = flatten_stencil(drag.head, drag.drawn, settings);
    ASSERT_TRUE(before) << before.error().message;
    ASSERT_EQ(before->pieces.size(), 2u);
    drag.pull(drag.frontal_point(), {0.0f, 0.4f, 0.0f});
    const auto followed = follow_stencil(drag.head, drag.drawn, settings, *before);
    ASSERT_TRUE(followed);
    EXPECT_EQ(followed->trail->pieces_laid, 1u);
    EXPECT_EQ(followed->pieces[1].flat, before->pieces[1].flat);
    EXPECT_NE(followed->pieces[0].flat, before->pieces[0].flat);
}

TEST(StencilDrag, FollowsTheWidths) {
    Drag drag("male_caucasian", Extent::Fringe);
    StencilSettings settings = parts({StencilPart::Frontal});
    const auto before = flatten_stencil(drag.head, drag.drawn, settings);
    ASSERT_TRUE(before) << before.error().message;
    settings.scalp_side_mm += 2.0f;
    const auto followed = follow_stencil(drag.head, drag.drawn, settings, *before);
    const auto afresh = flatten_stencil(drag.head, drag.drawn, settings);
    ASSERT_TRUE(followed && afresh);
    EXPECT_LT(farthest_from(followed->pieces[0].edge, afresh->pieces[0].edge), kEdgeMm);
    const auto height = [](const StencilPiece& piece) { return std::ranges::max_element(piece.border, {}, [](const glm::dvec2& p) { return p.y; })->y; };
    EXPECT_NEAR(height(followed->pieces[0]), height(afresh->pieces[0]), 0.5);
    EXPECT_GT(height(followed->pieces[0]), height(before->pieces[0]) + 1.0);
}

TEST(StencilDrag, FollowsNothingThatNeedsOtherPieces) {
    Drag drag("male_caucasian", Extent::Fringe);
    const StencilSettings settings = parts({StencilPart::Frontal});
    const auto before = flatten_stencil(drag.head, drag.drawn, settings);
    ASSERT_TRUE(before) << before.error().message;
    EXPECT_FALSE(follow_stencil(drag.head, drag.drawn, parts({StencilPart::Frontal, StencilPart::Temples}), *before));
    StencilSettings cut = settings;
    cut.line = StencilLine::CutEdge;
    EXPECT_FALSE(follow_stencil(drag.head, drag.drawn, cut, *before));
    StencilSettings without_side = settings;
    without_side.skin_side_mm = 0.0f;
    EXPECT_FALSE(follow_stencil(drag.head, drag.drawn, without_side, *before));
}

}  // namespace
}  // namespace trichion
