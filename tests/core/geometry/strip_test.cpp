// A strip lies on its surface, is as wide as asked, and never folds without saying so.
#include "core/geometry/strip.h"

#include "strip_shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace trichion {
namespace {

constexpr double kPi = 3.14159265358979323846;

/// Triangles that look the wrong way, against a normal that holds for all of the surface.
std::size_t turned_over(const Strip& strip, const glm::dvec3& outside) {
    std::size_t count = 0;
    for (const glm::uvec3& t : strip.triangles) {
        const glm::dvec3 a = strip.positions_mm[t.x];
        if (glm::dot(glm::cross(strip.positions_mm[t.y] - a, strip.positions_mm[t.z] - a), outside) <= 0.0) ++count;
    }
    return count;
}

SurfaceCurve line_on_plane(const Surface& plane) {
    return shapes::curve_on(plane, [](double t) { return glm::dvec3(-60.0 + 120.0 * t, 3.3, 0.0); });
}

TEST(Strip, BordersStandAtTheAskedDistanceOnEachSide) {
    const Surface plane = shapes::plane();
    const auto strip = build_strip(plane, line_on_plane(plane), {.left_mm = 20.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    for (std::size_t i = 0; i < strip->columns; ++i) {
        EXPECT_NEAR(strip->positions_mm[strip->vertex(0, i)].y, 3.3 - 8.0, 1e-4);
        EXPECT_NEAR(strip->positions_mm[strip->vertex(strip->edge_row, i)].y, 3.3, 1e-4);
        EXPECT_NEAR(strip->positions_mm[strip->vertex(strip->rows - 1, i)].y, 3.3 + 20.0, 1e-4);
    }
}

TEST(Strip, EveryVertexLiesOnTheSurface) {
    const Surface sphere = shapes::sphere(85.0);
    const auto curve = shapes::curve_on(sphere, [](double t) {
        const double east = -0.9 + 1.8 * t;
        return 85.0 * glm::dvec3(std::sin(east), 0.3 * std::cos(3.0 * east), std::cos(east));
    });
    const auto strip = build_strip(sphere, curve, {});
    ASSERT_TRUE(strip) << strip.error().message;
    double farthest = 0.0;
    for (const glm::dvec3& p : strip->positions_mm)
        farthest = std::max(farthest, double(glm::distance(glm::vec3(p), sphere.position(*sphere.closest(glm::vec3(p))))));
    EXPECT_LT(farthest, 1e-3);
}

TEST(Strip, LinesAcrossASphereAreGreatCirclesOfTheAskedLength) {
    constexpr double kRadius = 85.0;
    const Surface sphere = shapes::sphere(kRadius);
    const auto equator = shapes::curve_on(sphere, [](double t) {
        const double east = -1.0 + 2.0 * t;
        return kRadius * glm::dvec3(std::sin(east), 0.0, std::cos(east));
    });
    const auto strip = build_strip(sphere, equator, {.left_mm = 20.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    for (std::size_t i = 0; i < strip->columns; ++i) {
        const glm::dvec3 end = strip->positions_mm[strip->vertex(strip->rows - 1, i)];
        EXPECT_NEAR(kRadius * std::asin(end.y / glm::length(end)), 20.0, 0.02);
    }
}

/// Rows of this height to each side of a circle of latitude on a ball, walked eastwards, its vertices where a formula has them.
double turn_on_ball(double left_row_mm, double right_row_mm, std::size_t rows = 1) {
    constexpr double kRadius = 85.0, kNorth = 0.35, kStep = 0.012;
    Strip strip;
    strip.rows = 1 + rows * ((left_row_mm > 0.0) + (right_row_mm > 0.0)), strip.columns = 101, strip.edge_row = right_row_mm > 0.0 ? rows : 0;
    strip.left_mm.assign(strip.columns, double(rows) * left_row_mm), strip.right_mm.assign(strip.columns, double(rows) * right_row_mm);
    for (std::size_t j = 0; j < strip.rows; ++j)
        for (std::size_t i = 0; i < strip.columns; ++i) {
            const double across = (double(j) - double(strip.edge_row)) * (j < strip.edge_row ? right_row_mm : left_row_mm);
            const double north = kNorth + across / kRadius, east = kStep * double(i);
            strip.positions_mm.push_back(kRadius * glm::dvec3(std::cos(north) * std::sin(east), std::sin(north), std::cos(north) * std::cos(east)));
        }
    for (std::size_t j = 0; j + 1 < strip.rows; ++j)
        for (std::size_t i = 0; i + 1 < strip.columns; ++i) {
            const auto at = [&](std::size_t row, std::size_t column) { return static_cast<std::uint32_t>(strip.vertex(row, column)); };
            strip.triangles.push_back({at(j, i), at(j, i + 1), at(j + 1, i + 1)});
            strip.triangles.push_back({at(j, i), at(j + 1, i + 1), at(j + 1, i)});
        }
    measure_turns(strip);
    double turned = 0.0;
    for (const double turn : strip.turn_rad) turned += turn;
    return turned / (std::sin(kNorth) * kStep * 99.0);   // against what a circle of latitude turns
}

TEST(Strip, TheLinesTurningIsTrueHoweverMuchNarrowerOneSideIs) {
    constexpr double kTolerance = 0.001;
    for (const auto& [left, right] : {std::pair{1.25, 1.25}, {1.25, 0.4}, {0.3, 1.2}, {2.5, 0.5}})
        EXPECT_NEAR(turn_on_ball(left, right), 1.0, kTolerance) << left << ", " << right;
    for (const auto& [left, right] : {std::pair{1.25, 0.0}, {0.0, 1.25}, {0.0, 0.4}})
        EXPECT_NEAR(turn_on_ball(left, right, 3), 1.0, kTolerance) << left << ", " << right << ": the next row tells what to take off";
    EXPECT_GT(std::abs(turn_on_ball(1.25, 0.0) - 1.0), 5.0 * kTolerance) << "one row alone takes in its curvature";
    EXPECT_GT(std::abs(0.5 * (turn_on_ball(1.25, 0.0) + turn_on_ball(0.0, 0.4)) - 1.0), 3.0 * kTolerance) << "and so does the even mean";
}

TEST(Strip, ASharpTurnIsFannedOutWithoutFolding) {
    const Surface plane = shapes::plane();
    const auto corner = shapes::curve_on(plane, [](double t) {
        return t < 0.5 ? glm::dvec3(-60.0 + 120.0 * t, 60.0 * (1.0 - 2.0 * t), 0.0)
                       : glm::dvec3(-60.0 + 120.0 * t, 60.0 * (2.0 * t - 1.0), 0.0);
    });
    const auto strip = build_strip(plane, corner, {.left_mm = 20.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    EXPECT_EQ(turned_over(*strip, {0.0, 0.0, 1.0}), 0u);
}

TEST(Strip, AJaggedLineKeepsItsTeethAndGetsASmoothBorder) {
    const Surface plane = shapes::plane();
    const auto jagged = shapes::curve_on(
        plane, [](double t) { return glm::dvec3(-60.0 + 120.0 * t, 0.8 * std::sin(80.0 * kPi * t), 0.0); }, 1200);
    const auto strip = build_strip(plane, jagged, {.left_mm = 20.0, .right_mm = 8.0, .along_mm = 0.5});
    ASSERT_TRUE(strip) << strip.error().message;
    EXPECT_EQ(turned_over(*strip, {0.0, 0.0, 1.0}), 0u);
    double edge_high = -1e9, border_high = -1e9, border_low = 1e9;
    for (std::size_t i = 10; i + 10 < strip->columns; ++i) {
        edge_high = std::max(edge_high, strip->positions_mm[strip->vertex(strip->edge_row, i)].y);
        const double y = strip->positions_mm[strip->vertex(strip->rows - 1, i)].y;
        border_high = std::max(border_high, y);
        border_low = std::min(border_low, y);
    }
    EXPECT_GT(edge_high, 0.75);
    EXPECT_LT(border_high - border_low, 2.2);
}

TEST(Strip, ShortensItsLinesWhereTheSurfaceEndsAndSaysSo) {
    const Surface plane = shapes::plane();
    const auto near_rim =
        shapes::curve_on(plane, [](double t) { return glm::dvec3(-60.0 + 120.0 * t, 140.0, 0.0); });
    const auto strip = build_strip(plane, near_rim, {.left_mm = 20.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    for (const double width : strip->left_mm) {
        EXPECT_LT(width, 10.0);
        EXPECT_GT(width, 9.0);
    }
    EXPECT_DOUBLE_EQ(*std::ranges::min_element(strip->right_mm), 8.0);
}

TEST(Strip, StandsOnEveryCornerOfItsCurve) {
    const Surface plane = shapes::plane();
    const auto corner = shapes::curve_on(plane, [](double t) {
        return t < 0.37 ? glm::dvec3(-60.0 + 100.0 * t, 0.0, 0.0) : glm::dvec3(-60.0 + 37.0 + 60.0 * (t - 0.37), 80.0 * (t - 0.37), 0.0);
    }, 1000);
    const auto strip = build_strip(plane, corner, {.left_mm = 10.0, .right_mm = 8.0});
    ASSERT_TRUE(strip) << strip.error().message;
    double chords = 0.0;
    for (std::size_t i = 1; i < strip->columns; ++i)
        chords += glm::distance(strip->positions_mm[strip->vertex(strip->edge_row, i - 1)], strip->positions_mm[strip->vertex(strip->edge_row, i)]);
    EXPECT_NEAR(chords, double(corner.length_mm()), 0.01) << "no chord cuts the corner";
}

TEST(Strip, KeepsToItsLimitsWithoutStepsInTheBorder) {
    const Surface plane = shapes::plane();
    const auto line = line_on_plane(plane);
    StripOptions options{.left_mm = 20.0, .right_mm = 8.0};
    options.left_most_mm.assign(strip_columns(line, options), 20.0);
    options.left_most_mm[60] = 5.0;
    const auto strip = build_strip(plane, line, options);
    ASSERT_TRUE(strip) << strip.error().message;
    EXPECT_LE(strip->left_mm[60], 5.0);
    EXPECT_DOUBLE_EQ(strip->left_mm.front(), 20.0);
    for (std::size_t i = 1; i < strip->columns; ++i) EXPECT_LT(std::abs(strip->left_mm[i] - strip->left_mm[i - 1]), 1.0);
    options.left_most_mm.pop_back();
    EXPECT_EQ(build_strip(plane, line, options).error().code, ErrorCode::InvalidInput);
}

TEST(Strip, RefusesWhatCannotBeAStripWithOneSentence) {
    const Surface plane = shapes::plane();
    const auto curve = line_on_plane(plane);
    EXPECT_EQ(build_strip(plane, curve, {.left_mm = -1.0}).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(build_strip(plane, curve, {.left_mm = 0.0, .right_mm = 0.0}).error().code, ErrorCode::InvalidInput);
    EXPECT_EQ(build_strip(plane, SurfaceCurve{}, {}).error().code, ErrorCode::InvalidInput);
    const CancelToken token = CancelToken::make();
    token.cancel();
    EXPECT_EQ(build_strip(plane, curve, {}, token).error().code, ErrorCode::Cancelled);
}

}  // namespace
}  // namespace trichion
