// A line is parted in a crease of the skin and nowhere else, and long pieces carry marks near both ends.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_marks.h"
#include "core/pipeline/stencil_runs.h"
#include "core/pipeline/stencil_stage.h"
#include "core/pipeline/stencil_strip.h"

#include "fitted_heads.h"
#include "tests/core/geometry/strip_shapes.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <ranges>
#include <string>
#include <vector>

namespace trichion {
namespace {

constexpr double kRidgeAt = 7.0;

/// Two planes that meet along a ridge, each `slope_rad` off the level, and a line of 120 mm straight across it.
struct Roof {
    Head head;
    StencilRun run;

    explicit Roof(double slope_rad, double from_mm = -60.0) {
        const auto at = [=](double x, double y) { return glm::dvec3(x, y, -std::tan(slope_rad) * std::abs(x - kRidgeAt)); };
        head.measuring = shapes::patch([&](double u, double v) { return at(kRidgeAt + 140.0 * u, 140.0 * v); }, 280.0);
        run.line = shapes::curve_on(head.measuring, [&](double t) { return at(from_mm + 120.0 * t, 0.3); });
        run.stretches = {{OutlinePart::EarLeft, 0.0, double(run.line.length_mm())}};
    }
};

TEST(CreaseCut, PartsALineWhereTwoPlanesMeet) {
    const Roof roof(0.4);
    const auto cut = crease_cut_mm(roof.head, roof.run);
    ASSERT_TRUE(cut);
    EXPECT_NEAR(*cut, (kRidgeAt + 60.0) / std::cos(0.4), 1.0);
}

TEST(CreaseCut, LeavesALineWholeOverABendHalfAsSharp) { EXPECT_FALSE(crease_cut_mm(Roof(0.2).head, Roof(0.2).run)); }

TEST(CreaseCut, LeavesNoPieceShorterThanThreeCentimetres) {
    EXPECT_FALSE(crease_cut_mm(Roof(0.4, kRidgeAt - 25.0).head, Roof(0.4, kRidgeAt - 25.0).run));
    EXPECT_TRUE(crease_cut_mm(Roof(0.4, kRidgeAt - 35.0).head, Roof(0.4, kRidgeAt - 35.0).run));
}

/// Of a run with these lengths of these parts.
StencilRun run_of(std::initializer_list<std::pair<OutlinePart, double>> parts) {
    StencilRun run;
    run.line.arc_mm = {0.0f};
    for (const auto& [part, length] : parts) {
        const double from = double(run.line.arc_mm.back());
        run.stretches.push_back({part, from, from + length});
        run.line.arc_mm.push_back(float(from + length));
    }
    return run;
}

TEST(EarJoints, AreWhereALineLeavesAnEarUnlessAPieceWouldBeTooShort) {
    using enum OutlinePart;
    EXPECT_EQ(ear_joints_mm(run_of({{EarLeft, 80.0}, {Nape, 120.0}, {EarRight, 80.0}})), (std::vector<double>{80.0, 200.0}));
    EXPECT_EQ(ear_joints_mm(run_of({{SideburnLeft, 20.0}, {EarLeft, 80.0}, {Nape, 120.0}})), (std::vector<double>{100.0}));
    EXPECT_TRUE(ear_joints_mm(run_of({{TempleRight, 50.0}, {Frontal, 120.0}, {TempleLeft, 50.0}})).empty());
}

TEST(EndNames, SayWhichEndIsWhichOnEveryKindOfPiece) {
    using enum OutlinePart;
    const auto named = [](OutlinePart part, const glm::vec3& first, const glm::vec3& last) {
        StencilRun run;
        run.stretches = {{part, 0.0, 60.0}};
        run.line.positions_mm = {first, last};
        return end_names(run);
    };
    using Names = std::pair<std::string, std::string>;
    EXPECT_EQ(named(Nape, {70, 0, -50}, {-70, 0, -50}), Names("L end", "R end"));
    EXPECT_EQ(named(SideburnRight, {-70, 30, 10}, {-72, -20, 12}), Names("temple end", "ear end"));
    EXPECT_EQ(named(SideburnLeft, {72, -20, 12}, {70, 30, 10}), Names("ear end", "temple end"));
    EXPECT_EQ(named(EarLeft, {72, -20, 12}, {70, 30, -40}), Names("front end", "back end"));
}

std::vector<std::string> head_names() {
    std::vector<std::string> names;
    for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
    return names;
}

class EarPieces : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(Each, EarPieces, testing::ValuesIn(head_names()), [](const auto& head) { return head.param; });

TEST_P(EarPieces, ArePartedAtTheSamePlacesOnBothSides) {
    const Head& head = test::fitted_head(GetParam());
    Outline around;
    around.extent = Extent::Nape;
    const auto fitted = fit_outline(head, around, "natural", test::usual_height_mm(GetParam()));
    ASSERT_TRUE(fitted) << fitted.error().message;
    StencilSettings ears;
    ears.parts.fill(false);
    ears.parts[static_cast<std::size_t>(StencilPart::Ears)] = true;
    const auto stencil = flatten_stencil(head, trace_outline(head, *fitted), ears);
    ASSERT_TRUE(stencil) << stencil.error().message;
    std::vector<glm::vec3> ends_left, ends_right;
    for (const StencilPiece& piece : stencil->pieces)
        for (const glm::vec3& end : {piece.line.positions_mm.front(), piece.line.positions_mm.back()}) (piece.name.starts_with("ear_l") ? ends_left : ends_right).push_back(end);
    ASSERT_EQ(ends_left.size(), ends_right.size());
    for (const glm::vec3& left : ends_left) {
        const glm::vec3 opposite = head.midline.reflect(left);
        const float apart = std::ranges::min(ends_right | std::views::transform([&](const glm::vec3& right) { return glm::distance(right, opposite); }));
        EXPECT_LT(apart, 1.0f);
    }
    EXPECT_LE(stencil->largest_error_percent, 100.0 * kStretchLimit);
}

constexpr double kLongMm = 100.0, kEndMm = 16.0;   // 10 mm, or where another mark stands within 6 mm of that

/// Of a long piece the farthest of either end from the mark next to it, along straight lines on the paper; else 0.
double bare_end_mm(const StencilPiece& piece) {
    if (piece.edge_length_skin_mm < kLongMm) return 0.0;
    double farthest = 0.0;
    for (const glm::dvec2& end : {piece.edge.front(), piece.edge.back()}) {
        double nearest = 1e9;
        for (const PlacementMark& mark : piece.marks) nearest = std::min(nearest, glm::distance(end, mark.on_edge));
        farthest = std::max(farthest, nearest);
    }
    return farthest;
}

TEST(EndMarks, StandNearBothEndsOfEveryLongPiece) {
    const Head& head = test::fitted_head("male_caucasian");
    Outline around;
    around.extent = Extent::Nape;
    const auto fitted = fit_outline(head, around, "natural", 74.0f);
    ASSERT_TRUE(fitted) << fitted.error().message;
    const OutlineResult outline = trace_outline(head, *fitted);
    double without = 0.0;
    int long_pieces = 0;
    for (const StencilPart part : {StencilPart::Frontal, StencilPart::Ears, StencilPart::Nape}) {
        StencilSettings settings;
        settings.parts.fill(false);
        settings.parts[static_cast<std::size_t>(part)] = true;
        auto stencil = flatten_stencil(head, outline, settings);
        ASSERT_TRUE(stencil) << stencil.error().message;
        for (StencilPiece& piece : stencil->pieces) {
            EXPECT_LT(bare_end_mm(piece), kEndMm) << piece.name;
            long_pieces += piece.edge_length_skin_mm >= kLongMm;
            std::erase_if(piece.marks, [](const PlacementMark& mark) { return mark.name.starts_with("end_"); });
            without = std::max(without, bare_end_mm(piece));
        }
    }
    EXPECT_GE(long_pieces, 3) << "both ears and the front";
    EXPECT_GT(without, kEndMm) << "the other marks alone leave an end bare";
}

}  // namespace
}  // namespace trichion
