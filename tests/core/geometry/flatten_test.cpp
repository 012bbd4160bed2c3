// What can be laid flat without stretch is; what cannot comes near the bound that curvature sets.
#include "core/geometry/flatten.h"

#include "strip_shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace trichion {
namespace {

constexpr double kRadius = 85.0;

SurfaceCurve great_circle(const Surface& sphere, double reach_rad = 1.0) {
    return shapes::curve_on(sphere, [=](double t) {
        const double east = reach_rad * (2.0 * t - 1.0);
        return kRadius * glm::dvec3(std::sin(east), 0.0, std::cos(east));
    });
}

/// The largest share by which any edge of any triangle differs between surface and plane.
double largest_edge_error(const Strip& strip, const FlatStrip& flat) {
    double worst = 0.0;
    for (const glm::uvec3& t : strip.triangles)
        for (int k = 0; k < 3; ++k) {
            const std::uint32_t a = t[k], b = t[(k + 1) % 3];
            const double skin = glm::distance(strip.positions_mm[a], strip.positions_mm[b]);
            const double paper = glm::distance(flat.positions_mm[a], flat.positions_mm[b]);
            worst = std::max(worst, std::abs(paper / skin - 1.0));
        }
    return worst;
}

std::vector<glm::dvec2> flat_edge(const Strip& strip, const FlatStrip& flat) {
    std::vector<glm::dvec2> edge;
    for (std::size_t i = 0; i < strip.columns; ++i)
        edge.push_back(flat.positions_mm[strip.vertex(strip.edge_row, i)]);
    return edge;
}

double length_of(const std::vector<glm::dvec2>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

FlatStrip scaled(FlatStrip flat, double factor) {
    for (glm::dvec2& p : flat.positions_mm) p *= factor;
    return flat;
}

TEST(Flatten, AStripOfAPlaneComesOutCongruent) {
    const Surface plane = shapes::plane();
    const auto wave = shapes::curve_on(
        plane, [](double t) { return glm::dvec3(-70.0 + 140.0 * t, 12.0 * std::sin(7.0 * t), 0.0); });
    const auto strip = build_strip(plane, wave, {});
    ASSERT_TRUE(strip) << strip.error().message;
    for (const FlattenMode mode : {FlattenMode::EdgeTrue, FlattenMode::Free}) {
        const auto flat = flatten_strip(*strip, mode);
        ASSERT_TRUE(flat) << flat.error().message;
        EXPECT_LT(largest_edge_error(*strip, *flat), 2e-4);
        EXPECT_LT(std::abs(largest_length_error(*strip, *flat).mm), 0.02);
        // The same measure must see a sheet that is 0.04 % too large.
        EXPECT_GT(largest_edge_error(*strip, scaled(*flat, 1.0004)), 2e-4);
        EXPECT_GT(std::abs(largest_length_error(*strip, scaled(*flat, 1.0004)).mm), 0.02);
    }
}

TEST(Flatten, AStripOfACylinderUnrollsWithoutStretch) {
    const Surface cylinder = shapes::cylinder(80.0);
    const auto helix = shapes::curve_on(cylinder, [](double t) {
        const double angle = -0.9 + 1.8 * t;
        return glm::dvec3(80.0 * std::sin(angle), 30.0 * t - 15.0, 80.0 * std::cos(angle));
    });
    const auto strip = build_strip(cylinder, helix, {});
    ASSERT_TRUE(strip) << strip.error().message;
    const auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(flat) << flat.error().message;
    EXPECT_LT(std::abs(largest_length_error(*strip, *flat).mm), 1e-4 * strip->arc_mm.back());
    EXPECT_GT(std::abs(largest_length_error(*strip, scaled(*flat, 1.0002)).mm), 1e-4 * strip->arc_mm.back());
    // A helix is a straight line on the unrolled cylinder.
    for (const glm::dvec2& p : flat_edge(*strip, *flat)) EXPECT_NEAR(p.y, 0.0, 0.05);
}

TEST(Flatten, AGreatCircleOfASphereComesOutStraight) {
    const Surface sphere = shapes::sphere(kRadius);
    const auto strip = build_strip(sphere, great_circle(sphere), {});
    ASSERT_TRUE(strip) << strip.error().message;
    const auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(flat) << flat.error().message;
    for (const glm::dvec2& p : flat_edge(*strip, *flat)) EXPECT_NEAR(p.y, 0.0, 0.1);
}

TEST(Flatten, ASmallCircleOfASphereKeepsItsGeodesicCurvature) {
    const Surface sphere = shapes::sphere(kRadius);
    constexpr double kNorth = 0.5, kReach = 0.9;
    const auto curve = shapes::curve_on(sphere, [](double t) {
        const double east = kReach * (2.0 * t - 1.0);
        return kRadius * glm::dvec3(std::cos(kNorth) * std::sin(east), std::sin(kNorth), std::cos(kNorth) * std::cos(east));
    });
    const auto strip = build_strip(sphere, curve, {.left_mm = 15.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    const auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(flat) << flat.error().message;
    // A circle of latitude unrolls to an arc of radius R / tan(latitude), bent towards the pole: its middle is low.
    const double arc_radius = kRadius / std::tan(kNorth), half_arc = kReach * kRadius * std::cos(kNorth);
    const double sagitta = arc_radius * (1.0 - std::cos(half_arc / arc_radius));
    const auto edge = flat_edge(*strip, *flat);
    EXPECT_NEAR(edge.front().y - edge[edge.size() / 2].y, sagitta, 0.15);
}

TEST(Flatten, TheEdgeKeepsItsLengthExactly) {
    const Surface sphere = shapes::sphere(kRadius);
    const auto strip = build_strip(sphere, great_circle(sphere), {});
    ASSERT_TRUE(strip) << strip.error().message;
    const auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(flat) << flat.error().message;
    EXPECT_NEAR(length_of(flat_edge(*strip, *flat)) / strip->arc_mm.back(), 1.0, 1e-9);
}

TEST(Flatten, ABandOfASphereReachesTheBoundThatCurvatureSets) {
    constexpr double kHalfWidth = 15.0;
    const Surface sphere = shapes::sphere(kRadius);
    const auto strip = build_strip(sphere, great_circle(sphere, 1.2), {.left_mm = kHalfWidth, .right_mm = kHalfWidth});
    ASSERT_TRUE(strip) << strip.error().message;
    const double quarter = kHalfWidth * kHalfWidth / (4.0 * kRadius * kRadius);
    const auto free = flatten_strip(*strip, FlattenMode::Free);
    ASSERT_TRUE(free) << free.error().message;
    EXPECT_GT(free->largest_stretch, 0.8 * quarter);
    EXPECT_LT(free->largest_stretch, 1.8 * quarter);
    const auto edge_true = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(edge_true) << edge_true.error().message;
    EXPECT_NEAR(edge_true->largest_stretch, 2.0 * quarter, 0.4 * quarter);
}

TEST(Flatten, TheLargestLengthErrorOfASphereIsThatOfItsWiderBorder) {
    const Surface sphere = shapes::sphere(kRadius);
    const auto strip = build_strip(sphere, great_circle(sphere), {.left_mm = 20.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    const auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(flat) << flat.error().message;
    const LengthError error = largest_length_error(*strip, *flat);
    // At 20 mm a parallel is cos(20 / R) as long as the equator; as far from its ends as it is from the edge.
    const double whole = strip->arc_mm.back(), share = 1.0 - std::cos(20.0 / kRadius);
    EXPECT_EQ(error.line, LengthError::Line::LeftBorder);
    EXPECT_GT(error.mm, 0.98 * share * (whole - 2.0 * 20.0));
    EXPECT_LT(error.mm, 1.02 * share * whole);
}

TEST(Flatten, AMirroredStripGivesTheMirroredPiece) {
    const Surface sphere = shapes::sphere(kRadius);
    const auto wave = shapes::curve_on(sphere, [](double t) {
        const double east = 2.0 * t - 1.0;
        return kRadius * glm::normalize(glm::dvec3(std::sin(east), 0.2 * std::cos(4.0 * east), std::cos(east)));
    });
    const auto strip = build_strip(sphere, wave, {});
    ASSERT_TRUE(strip) << strip.error().message;
    const auto flat = flatten_strip(*strip, FlattenMode::EdgeTrue);
    ASSERT_TRUE(flat) << flat.error().message;
    const auto edge = flat_edge(*strip, *flat);
    const double width = edge.back().x;
    for (std::size_t i = 0; i < edge.size(); ++i) {
        const glm::dvec2 twin = edge[edge.size() - 1 - i];
        EXPECT_NEAR(edge[i].x, width - twin.x, 0.1);
        EXPECT_NEAR(edge[i].y, twin.y, 0.1);
    }
}

TEST(Flatten, DartsOpenOnASphereAndTakeTheStretchAway) {
    const Surface sphere = shapes::sphere(kRadius);
    const auto plain = build_strip(sphere, great_circle(sphere), {.left_mm = 30.0, .right_mm = 8.0});
    ASSERT_TRUE(plain) << plain.error().message;
    const std::size_t tip = plain->edge_row + 4;
    std::vector<StripDart> darts;
    for (std::size_t column = 15; column + 15 < plain->columns; column += 20) darts.push_back({column, true, tip});
    const Strip cut = with_darts(*plain, darts);
    EXPECT_EQ(cut.positions_mm.size(), plain->positions_mm.size() + darts.size() * (plain->rows - 1 - tip));
    const auto whole = flatten_strip(*plain, FlattenMode::EdgeTrue), relieved = flatten_strip(cut, FlattenMode::EdgeTrue);
    ASSERT_TRUE(whole && relieved);
    EXPECT_LT(relieved->largest_stretch, 0.6 * whole->largest_stretch);
    for (const StripDart& dart : darts) {
        const std::size_t row = plain->rows - 1;
        const glm::dvec2 gap = relieved->positions_mm[cut.vertex_behind(row, dart.column)] - relieved->positions_mm[cut.vertex(row, dart.column)];
        EXPECT_GT(gap.x, 0.2) << "a dart gapes on paper that closes on a round head";
        EXPECT_EQ(cut.vertex_behind(tip, dart.column), cut.vertex(tip, dart.column));
    }
    for (std::size_t i = 0; i < plain->columns; ++i)
        EXPECT_LT(glm::distance(whole->positions_mm[plain->vertex(plain->edge_row, i)], relieved->positions_mm[plain->vertex(plain->edge_row, i)]), 1e-9)
            << "the edge does not move for a dart";
}

TEST(Flatten, GoesOnFromTheLastStripInADragAndEndsWhereAFreshOneDoes) {
    const Surface sphere = shapes::sphere(kRadius);
    const auto wave = [&](double height) {
        return shapes::curve_on(sphere, [=](double t) {
            const double east = 2.0 * t - 1.0;
            return kRadius * glm::normalize(glm::dvec3(std::sin(east), height * std::cos(4.0 * east), std::cos(east)));
        });
    };
    const auto first = build_strip(sphere, wave(0.2), {});
    ASSERT_TRUE(first) << first.error().message;
    const auto next = build_strip(sphere, wave(0.203), {.columns = first->columns});
    ASSERT_TRUE(next) << next.error().message;
    ASSERT_EQ(next->columns, first->columns);
    const auto before = flatten_strip(*first, FlattenMode::EdgeTrue);
    ASSERT_TRUE(before) << before.error().message;
    const auto warm = flatten_strip(*next, FlattenMode::EdgeTrue, {}, &*before), fresh = flatten_strip(*next, FlattenMode::EdgeTrue);
    ASSERT_TRUE(warm && fresh);
    EXPECT_LT(2 * warm->iterations, fresh->iterations);
    double farthest = 0.0, from_last = 0.0;
    for (std::size_t v = 0; v < warm->positions_mm.size(); ++v) {
        farthest = std::max(farthest, glm::distance(warm->positions_mm[v], fresh->positions_mm[v]));
        from_last = std::max(from_last, glm::distance(before->positions_mm[v], fresh->positions_mm[v]));
    }
    EXPECT_LT(farthest, 0.05);
    EXPECT_GT(from_last, 0.05) << "the last shape itself would not do";
}

TEST(Flatten, StopsWhenCancelled) {
    const Surface plane = shapes::plane();
    const auto line = shapes::curve_on(plane, [](double t) { return glm::dvec3(100.0 * t, 0.0, 0.0); });
    const auto strip = build_strip(plane, line, {});
    ASSERT_TRUE(strip) << strip.error().message;
    const CancelToken token = CancelToken::make();
    token.cancel();
    EXPECT_EQ(flatten_strip(*strip, FlattenMode::Free, token).error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace trichion
