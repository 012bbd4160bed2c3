// On every built-in head the hairline keeps its length on paper, and the piece can be put back where it belongs.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"

#include "core/geometry/surface_walk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace trichion {
namespace {

constexpr double kEdgeTolerance = 0.001;  // of the hairline's length

Head built_in(const std::string& name) {
    HeadReference reference;
    reference.name = name;
    const auto shape = build_head_shape(reference);
    if (!shape) return {};
    const auto head = fit_head(*shape, reference, {});
    return head ? *head : Head{};
}

OutlineResult outline_on(const Head& head, const std::string& preset) {
    const auto outline = fit_outline(head, {}, preset, 74.0f);
    return outline ? trace_outline(head, *outline) : OutlineResult{};
}

double length_of(const std::vector<glm::dvec2>& line) {
    double length = 0.0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i - 1], line[i]);
    return length;
}

/// The hairline's length on the head, chord by chord: knows nothing of strips.
double frontal_mm(const OutlineResult& outline) {
    double length = 0.0;
    for (const OutlineCurve& part : outline.parts)
        if (part.part == OutlinePart::Frontal)
            for (std::size_t i = 1; i < part.curve.positions_mm.size(); ++i)
                length += glm::length(glm::dvec3(part.curve.positions_mm[i]) - glm::dvec3(part.curve.positions_mm[i - 1]));
    return length;
}

double signed_area(const std::vector<glm::dvec2>& closed) {
    double area = 0.0;
    for (std::size_t i = 0; i < closed.size(); ++i) {
        const glm::dvec2 a = closed[i], b = closed[(i + 1) % closed.size()];
        area += 0.5 * (a.x * b.y - a.y * b.x);
    }
    return area;
}

bool is_edge_true(const std::vector<glm::dvec2>& edge, double skin_mm) {
    return std::abs(length_of(edge) / skin_mm - 1.0) < kEdgeTolerance;
}

std::size_t turned_over(const StencilPiece& piece) {
    return static_cast<std::size_t>(std::ranges::count_if(piece.triangles, [&](const glm::uvec3& t) {
        return signed_area({piece.flat[t.x], piece.flat[t.y], piece.flat[t.z]}) <= 0.0;
    }));
}

/// Lays a flat line back on the head from one of its points, segment by segment straight on and turning only as the
/// paper turns: what a stiff strip does that is pressed on along its hairline. Shares nothing with the flattening
/// but the walk.
std::vector<glm::dvec3> laid_back(const Surface& skin, SurfacePoint at, glm::dvec3 direction,
                                  const std::vector<glm::dvec2>& paper) {
    std::vector<glm::dvec3> line{glm::dvec3(skin.position(at))};
    double heading = std::atan2(paper[1].y - paper[0].y, paper[1].x - paper[0].x);
    for (std::size_t i = 1; i < paper.size(); ++i) {
        const glm::dvec2 segment = paper[i] - paper[i - 1];
        const double turn = std::atan2(segment.y, segment.x) - heading;
        heading += turn;
        const TangentFrame frame = tangent_frame(skin, at.triangle);
        const glm::dvec2 d = glm::normalize(frame.flat(direction));
        const glm::dvec2 turned(std::cos(turn) * d.x - std::sin(turn) * d.y, std::sin(turn) * d.x + std::cos(turn) * d.y);
        const double way = glm::length(segment);
        const SurfacePoint end = walk_straight(skin, at, way * turned).at;
        const glm::dvec3 beyond(skin.position(walk_straight(skin, at, (way + 0.2) * turned).at));
        direction = beyond - glm::dvec3(skin.position(end));
        at = end;
        line.push_back(glm::dvec3(skin.position(at)));
    }
    return line;
}

double farthest_from_curve(const std::vector<glm::dvec3>& line, const SurfaceCurve& curve) {
    double farthest = 0.0;
    for (const glm::dvec3& p : line) {
        double nearest = 1e9;
        for (std::size_t i = 1; i < curve.positions_mm.size(); ++i) {
            const glm::dvec3 a(curve.positions_mm[i - 1]), b(curve.positions_mm[i]);
            const double length2 = glm::dot(b - a, b - a);
            const double share = length2 > 0.0 ? std::clamp(glm::dot(p - a, b - a) / length2, 0.0, 1.0) : 0.0;
            nearest = std::min(nearest, glm::distance(p, glm::mix(a, b, share)));
        }
        farthest = std::max(farthest, nearest);
    }
    return farthest;
}

glm::dvec3 position_at(const SurfaceCurve& curve, double arc_mm) {
    std::size_t i = 1;
    while (i + 1 < curve.arc_mm.size() && double(curve.arc_mm[i]) < arc_mm) ++i;
    const double from = curve.arc_mm[i - 1], to = curve.arc_mm[i];
    return glm::mix(glm::dvec3(curve.positions_mm[i - 1]), glm::dvec3(curve.positions_mm[i]),
                    to > from ? (arc_mm - from) / (to - from) : 0.0);
}

/// How far the paper's edge lands from the design when it is laid down from the middle to the left end.
double landing_error_mm(const Head& head, const OutlineResult& outline, const std::vector<glm::dvec2>& edge) {
    const auto frontal = std::ranges::find(outline.parts, OutlinePart::Frontal, &OutlineCurve::part);
    const SurfaceCurve& curve = frontal->curve;
    const std::vector<glm::dvec2> paper(edge.begin() + static_cast<std::ptrdiff_t>(edge.size() / 2), edge.end());
    const double arc = double(curve.length_mm()) * double(edge.size() / 2) / double(edge.size() - 1);
    const SurfacePoint start = *head.measuring.closest(glm::vec3(position_at(curve, arc)));
    const glm::dvec3 ahead = position_at(curve, arc + 1.0);
    return farthest_from_curve(
        laid_back(head.measuring, start, ahead - glm::dvec3(head.measuring.position(start)), paper), curve);
}

class StencilOfBuiltInHead : public testing::TestWithParam<std::string> {};

TEST_P(StencilOfBuiltInHead, KeepsTheHairlinesLengthAndFoldsNowhereForEveryPreset) {
    const Head head = built_in(GetParam());
    ASSERT_GT(head.measuring.triangle_count(), 0u);
    for (const OutlinePreset& preset : outline_presets()) {
        const OutlineResult outline = outline_on(head, preset.name);
        const auto stencil = flatten_stencil(head, outline, {});
        ASSERT_TRUE(stencil) << preset.name << ": " << stencil.error().message;
        ASSERT_EQ(stencil->pieces.size(), 1u);
        const StencilPiece& piece = stencil->pieces.front();
        const double skin = frontal_mm(outline);
        EXPECT_TRUE(is_edge_true(piece.edge, skin)) << preset.name << ": " << length_of(piece.edge) << " not " << skin;
        EXPECT_NEAR(stencil->edge_length_flat_mm, length_of(piece.edge), 1e-6);
        EXPECT_NEAR(stencil->edge_length_skin_mm, skin, 1e-3 * skin);
        EXPECT_EQ(turned_over(piece), 0u) << preset.name;
        EXPECT_GT(signed_area(piece.border), 0.9 * 28.0 * skin * 0.7);
        EXPECT_GE(piece.marks.size(), 3u) << preset.name;
        // The same check must see an edge that is as much too long as it may be wrong.
        std::vector<glm::dvec2> longer = piece.edge;
        for (glm::dvec2& p : longer) p *= 1.0 + 1.1 * kEdgeTolerance;
        EXPECT_FALSE(is_edge_true(longer, skin));
    }
}

TEST_P(StencilOfBuiltInHead, PaperLaidDownAlongTheSkinLandsOnTheDesign) {
    constexpr double kLandingMm = 0.25;
    const Head head = built_in(GetParam());
    for (const std::string preset : {"natural", "receded"}) {
        const OutlineResult outline = outline_on(head, preset);
        const auto stencil = flatten_stencil(head, outline, {});
        ASSERT_TRUE(stencil) << preset << ": " << stencil.error().message;
        const auto& edge = stencil->pieces.front().edge;
        EXPECT_LT(landing_error_mm(head, outline, edge), kLandingMm) << preset;
        // The same check must see paper whose edge is bent by half a millimetre at its end.
        std::vector<glm::dvec2> bent = edge;
        const double half = 0.5 * (edge.back().x - edge.front().x);
        for (glm::dvec2& p : bent) p.y += 0.5 * std::pow((p.x - edge.front().x) / half - 1.0, 2.0);
        EXPECT_GT(landing_error_mm(head, outline, bent), kLandingMm) << preset;
    }
}

INSTANTIATE_TEST_SUITE_P(All, StencilOfBuiltInHead, testing::ValuesIn([] {
                             std::vector<std::string> names;
                             for (const BuiltInHead& head : built_in_heads()) names.push_back(head.name);
                             return names;
                         }()),
                         [](const auto& head) { return head.param; });

class StencilStage : public testing::Test {
protected:
    static void SetUpTestSuite() {
        head_ = new Head(built_in("male_caucasian"));
        outline_ = new OutlineResult(outline_on(*head_, "natural"));
    }
    static void TearDownTestSuite() {
        delete outline_;
        delete head_;
    }
    static const PlacementMark* mark(const Stencil& stencil, const std::string& label) {
        for (const PlacementMark& m : stencil.pieces.front().marks)
            if (m.label.starts_with(label)) return &m;
        return nullptr;
    }

    static inline Head* head_ = nullptr;
    static inline OutlineResult* outline_ = nullptr;
};

TEST_F(StencilStage, LiesAsWornWithTheClientsRightAtTheReadersLeftAndTheCrownAbove) {
    const auto stencil = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    EXPECT_LT(piece.edge.front().x, piece.edge.back().x);
    const PlacementMark *right = mark(*stencil, "pupil R"), *midline = mark(*stencil, "midline"),
                        *left = mark(*stencil, "pupil L");
    ASSERT_TRUE(right && midline && left);
    EXPECT_LT(right->line.front().x, midline->line.front().x);
    EXPECT_LT(midline->line.front().x, left->line.front().x);
    for (const PlacementMark* m : {right, midline, left}) EXPECT_GT(m->line.front().y, m->line.back().y);
}

TEST_F(StencilStage, MidlineMarkStandsInTheMiddleOfAMirroredHairlineAndTellsItsHeight) {
    const auto stencil = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    const PlacementMark* midline = mark(*stencil, "midline");
    ASSERT_TRUE(midline);
    EXPECT_NE(midline->label.find("74 mm above glabella"), std::string::npos) << midline->label;
    const auto& edge = stencil->pieces.front().edge;
    const double middle = 0.5 * (edge.front().x + edge.back().x);
    EXPECT_NEAR(midline->line.front().x, middle, 1.0);
}

TEST_F(StencilStage, LargestLengthErrorCoversTheBordersOfThePiece) {
    const auto stencil = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(stencil) << stencil.error().message;
    EXPECT_GT(stencil->largest_error_percent, 0.5);
    EXPECT_GT(stencil->largest_error_mm, 0.2);
    EXPECT_FALSE(stencil->largest_error_where.empty());
    float worst = 0.0f;
    for (const float stretch : stencil->pieces.front().stretch) worst = std::max(worst, stretch);
    EXPECT_NEAR(stencil->largest_error_percent, 100.0 * double(worst), 1e-3);
}

TEST_F(StencilStage, ANarrowerScalpSideLiesFlatter) {
    StencilSettings broad, narrow;
    broad.scalp_side_mm = 20.0f;
    narrow.scalp_side_mm = 10.0f;
    const auto wide = flatten_stencil(*head_, *outline_, broad), slim = flatten_stencil(*head_, *outline_, narrow);
    ASSERT_TRUE(wide && slim);
    EXPECT_LT(slim->largest_error_percent, 0.6 * wide->largest_error_percent);
}

TEST_F(StencilStage, StretchAboveTheLimitIsAdvisedOn) {
    const auto stencil = flatten_stencil(*head_, *outline_, {.scalp_side_mm = 40.0f});
    ASSERT_TRUE(stencil) << stencil.error().message;
    ASSERT_GT(stencil->largest_error_percent, 3.0);
    EXPECT_TRUE(std::ranges::any_of(stencil->advice, [](const Advice& a) { return a.rule == "stretch"; }));
}

TEST_F(StencilStage, TheSameInputGivesTheSamePiece) {
    const auto first = flatten_stencil(*head_, *outline_, {}), second = flatten_stencil(*head_, *outline_, {});
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->pieces.front().flat, second->pieces.front().flat);
}

TEST_F(StencilStage, WithoutAFrontalHairlineThereIsOneSentence) {
    const auto stencil = flatten_stencil(*head_, {}, {});
    ASSERT_FALSE(stencil);
    EXPECT_EQ(stencil.error().code, ErrorCode::Degenerate);
    EXPECT_NE(stencil.error().message.find("hairline"), std::string::npos);
}

}  // namespace
}  // namespace trichion
