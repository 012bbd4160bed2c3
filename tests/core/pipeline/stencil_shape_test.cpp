// Pieces are fit to be cut: few straight darts at mirrored places, no ragged border, no spikes, no paper thinner than a knife can follow.
#include "core/pipeline/outline_presets.h"
#include "core/pipeline/stencil_stage.h"
#include "fitted_heads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace trichion {
namespace {

using Points = std::vector<glm::dvec2>;
using test::fitted_head;

constexpr double kLeastAngle = 60.0;       // degrees, of the paper at a corner of its border: sharper ones curl and tear
constexpr double kLeastNarrowMm = 2.0;     // of paper between two places of its border: thinner paper tears off behind the knife
constexpr double kLeastTongueMm = 8.0;     // between two darts: a finger holds it down, and two cuts leave it whole
constexpr double kSharpestTurn = 45.0;     // degrees, from one border segment to the next, but at darts' tips: a row of teeth turns more
constexpr std::size_t kMostDarts = 8;      // of a frontal hairline with temples

OutlineResult natural_on(const std::string& name, Extent extent = Extent::Fringe) {
    Outline settings;
    settings.extent = extent;
    const auto outline = fit_outline(fitted_head(name), settings, "natural", test::usual_height_mm(name));
    EXPECT_TRUE(outline) << name;
    return outline ? trace_outline(fitted_head(name), *outline) : OutlineResult{};
}

StencilSettings with(float scalp_mm, std::vector<StencilPart> parts = {StencilPart::Frontal, StencilPart::Temples}) {
    StencilSettings settings{.scalp_side_mm = scalp_mm};
    settings.parts.fill(false);
    for (const StencilPart part : parts) settings.parts[static_cast<std::size_t>(part)] = true;
    return settings;
}

bool is_tip(const StencilPiece& piece, const glm::dvec2& p) { return std::ranges::find(piece.darts, p, &ReliefDart::tip) != piece.darts.end(); }

/// The paper's angle at a vertex of the counter-clockwise border, in degrees.
double paper_angle(const Points& border, std::size_t i) {
    const glm::dvec2 back = border[(i + border.size() - 1) % border.size()] - border[i], on = border[(i + 1) % border.size()] - border[i];
    const double angle = std::atan2(on.x * back.y - on.y * back.x, glm::dot(on, back)) * 180.0 / 3.14159265358979;
    return angle < 0.0 ? angle + 360.0 : angle;
}

double sharpest_angle(const StencilPiece& piece) {
    double least = 360.0;
    for (std::size_t i = 0; i < piece.border.size(); ++i)
        if (!is_tip(piece, piece.border[i])) least = std::min(least, paper_angle(piece.border, i));
    return least;
}

double sharpest_turn(const StencilPiece& piece) {
    double most = 0.0;
    for (std::size_t i = 0; i < piece.border.size(); ++i)
        if (!is_tip(piece, piece.border[i])) most = std::max(most, std::abs(180.0 - paper_angle(piece.border, i)));
    return most;
}

bool is_on_paper(const Points& border, const glm::dvec2& p) {
    bool inside = false;
    for (std::size_t i = 0, j = border.size() - 1; i < border.size(); j = i++)
        if ((border[i].y > p.y) != (border[j].y > p.y) &&
            p.x < border[i].x + (border[j].x - border[i].x) * (p.y - border[i].y) / (border[j].y - border[i].y))
            inside = !inside;
    return inside;
}

/// The shortest way over paper between two places of the border that are three times as far apart along it: a corner of less
/// than 39 degrees counts, a blunter one does not.
double narrowest_mm(const Points& border) {
    std::vector<double> arc{0.0};
    for (std::size_t i = 0; i < border.size(); ++i) arc.push_back(arc.back() + glm::distance(border[i], border[(i + 1) % border.size()]));
    double narrowest = 10.0;
    for (std::size_t i = 0; i < border.size(); ++i)
        for (std::size_t j = i + 2; j < border.size(); ++j) {
            const double apart = glm::distance(border[i], border[j]), way = std::min(arc[j] - arc[i], arc.back() - arc[j] + arc[i]);
            if (apart >= narrowest || way < 3.0 * apart) continue;
            const bool is_paper = is_on_paper(border, 0.5 * (border[i] + border[j])) && is_on_paper(border, glm::mix(border[i], border[j], 0.2)) &&
                                  is_on_paper(border, glm::mix(border[i], border[j], 0.8));
            if (is_paper) narrowest = apart;
        }
    return narrowest;
}

double narrowest_tongue_mm(const StencilPiece& piece) {
    double narrowest = 1e9;
    for (std::size_t i = 0; i < piece.darts.size(); ++i)
        for (std::size_t j = i + 1; j < piece.darts.size(); ++j) {
            const ReliefDart &a = piece.darts[i], &b = piece.darts[j];
            if (a.is_on_scalp_side != b.is_on_scalp_side) continue;
            for (const glm::dvec2& p : {a.first, a.second})
                for (const glm::dvec2& q : {b.first, b.second}) narrowest = std::min(narrowest, glm::distance(p, q));
        }
    return narrowest;
}

/// How far the darts are from those on the other side of the midline.
double dart_asymmetry_mm(const StencilPiece& piece) {
    const double doubled_middle = piece.edge.front().x + piece.edge.back().x;
    double farthest = 0.0;
    for (const ReliefDart& dart : piece.darts) {
        double nearest = 1e9;
        for (const ReliefDart& other : piece.darts) nearest = std::min(nearest, glm::distance(other.tip, {doubled_middle - dart.tip.x, dart.tip.y}));
        farthest = std::max(farthest, nearest);
    }
    return farthest;
}

void expect_cuttable(const StencilPiece& piece, const std::string& what) {
    EXPECT_GE(sharpest_angle(piece), kLeastAngle) << what;
    EXPECT_GE(narrowest_mm(piece.border), kLeastNarrowMm) << what;
    EXPECT_GE(narrowest_tongue_mm(piece), kLeastTongueMm) << what;
}

class WideStencil : public testing::TestWithParam<std::string> {};
INSTANTIATE_TEST_SUITE_P(On, WideStencil, testing::Values("male_caucasian", "female_african"), [](const auto& head) { return head.param; });

TEST_P(WideStencil, HasFewDartsAtMirroredPlacesAndACleanBorder) {
    const OutlineResult outline = natural_on(GetParam());
    for (const float scalp_mm : {40.0f, 60.0f}) {
        const std::string what = GetParam() + " " + std::to_string(int(scalp_mm));
        const auto stencil = flatten_stencil(fitted_head(GetParam()), outline, with(scalp_mm));
        ASSERT_TRUE(stencil) << what << ": " << stencil.error().message;
        EXPECT_LE(stencil->largest_error_percent, 3.0) << what;
        ASSERT_EQ(stencil->pieces.size(), 1u) << what;
        const StencilPiece& piece = stencil->pieces.front();
        EXPECT_LE(piece.darts.size(), kMostDarts) << what;
        EXPECT_LE(dart_asymmetry_mm(piece), 1.0) << what;
        EXPECT_LE(sharpest_turn(piece), kSharpestTurn) << what;
        expect_cuttable(piece, what);
    }
}

TEST(StencilShape, OfEveryPartOnItsOwnIsFitToBeCut) {
    using enum StencilPart;
    for (const char* name : {"male_caucasian", "female_african"}) {
        const OutlineResult outline = natural_on(name, Extent::Nape);
        for (const StencilPart part : {Frontal, Temples, Sideburns, Nape}) {
            const auto stencil = flatten_stencil(fitted_head(name), outline, with(20.0f, {part}));
            ASSERT_TRUE(stencil) << name << ": " << stencil.error().message;
            for (const StencilPiece& piece : stencil->pieces) expect_cuttable(piece, std::string(name) + " " + piece.name);
        }
    }
}

TEST(StencilShape, IsSeenToBeUnfitWhereItIs) {
    const auto stencil = flatten_stencil(fitted_head("male_caucasian"), natural_on("male_caucasian"), with(40.0f));
    ASSERT_TRUE(stencil) << stencil.error().message;
    const StencilPiece& piece = stencil->pieces.front();
    ASSERT_GE(piece.darts.size(), 2u);
    const double left = std::ranges::min_element(piece.border, {}, &glm::dvec2::x)->x;
    // A spike of 6 mm, 1 mm wide, out of the border's leftmost place.
    StencilPiece spiked = piece;
    const auto at = std::ranges::find(spiked.border, left, &glm::dvec2::x);
    const glm::dvec2 foot = *at;
    spiked.border.insert(std::next(at), {foot + glm::dvec2(-6.0, -0.5), foot + glm::dvec2(0.0, -1.0)});
    EXPECT_LT(sharpest_angle(spiked), kLeastAngle);
    EXPECT_LT(narrowest_mm(spiked.border), kLeastNarrowMm);
    // A sawtooth: every other vertex of the border 1 mm off.
    StencilPiece ragged = piece;
    for (std::size_t i = 0; i < ragged.border.size(); i += 2)
        if (!is_tip(piece, ragged.border[i])) ragged.border[i].y += 1.0;
    EXPECT_GT(sharpest_turn(ragged), kSharpestTurn);
    // Another dart beside one, and one that moved to a side.
    StencilPiece crowded = piece;
    ReliefDart beside = crowded.darts.front();
    for (glm::dvec2* p : {&beside.tip, &beside.first, &beside.second}) p->x += 6.0;
    crowded.darts.push_back(beside);
    EXPECT_LT(narrowest_tongue_mm(crowded), kLeastTongueMm);
    EXPECT_GT(dart_asymmetry_mm(crowded), 1.0);
}

}  // namespace
}  // namespace trichion
