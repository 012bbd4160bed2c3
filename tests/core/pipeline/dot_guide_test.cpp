// Dots keep their places on paper, and windows show as many as they say.
#include "core/pipeline/dot_guide.h"
#include "core/pipeline/outline_presets.h"
#include "fitted_heads.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

namespace trichion {
namespace {

/// Places on the skin behind the frontal hairline, by chance: they owe nothing to the strip.
std::vector<glm::dvec3> places_behind(const Head& head, const SurfaceCurve& hairline, std::size_t count) {
    std::mt19937 chance(7);
    const Mesh& mesh = head.measuring.mesh();
    std::vector<std::uint32_t> close;
    for (std::size_t t = 0; t < mesh.triangles.size(); ++t) {
        const glm::vec3 p = mesh.positions[mesh.triangles[t].x];
        for (std::size_t i = 0; i < hairline.positions_mm.size(); i += 4)
            if (glm::distance(p, hairline.positions_mm[i]) < 15.0f && p.y > hairline.positions_mm[i].y) {
                close.push_back(static_cast<std::uint32_t>(t));
                break;
            }
    }
    std::uniform_real_distribution<float> share(0.0f, 1.0f);
    std::vector<glm::dvec3> places;
    for (std::size_t k = 0; k < count; ++k) {
        const std::uint32_t t = close[static_cast<std::size_t>(share(chance) * float(close.size() - 1))];
        float a = share(chance), b = share(chance);
        if (a + b > 1.0f) a = 1.0f - a, b = 1.0f - b;
        places.push_back(glm::dvec3(head.measuring.position({t, {1.0f - a - b, a, b}})));
    }
    return places;
}

Dots dots_at(const std::vector<glm::dvec3>& places) {
    std::vector<Dot> list;
    for (const glm::dvec3& p : places) {
        Dot dot;
        dot.id = static_cast<std::uint32_t>(list.size());
        dot.position_mm = glm::vec3(p);
        dot.diameter_mm = 1e-4f * float(list.size());  // tells which it is on paper
        list.push_back(dot);
    }
    Dots dots;
    dots.dots = DotList(std::move(list));
    return dots;
}

class DotGuide : public testing::Test {
protected:
    void SetUp() override {
        head_ = &test::fitted_head("male_caucasian");
        outline_ = trace_outline(*head_, *fit_outline(*head_, {}, "natural", 74.0f));
        auto stencil = flatten_stencil(*head_, outline_, {});
        ASSERT_TRUE(stencil) << stencil.error().message;
        piece_ = stencil->pieces.front();
        places_ = places_behind(*head_, outline_.parts.front().curve, 3000);
    }
    /// Pairs of near dots whose distance on paper is not that on the skin, within a share.
    std::size_t misplaced(const std::vector<glm::dvec2>& on_paper, const std::vector<glm::dvec3>& on_skin, double share) const {
        std::size_t count = 0;
        for (std::size_t i = 0; i < on_paper.size(); ++i)
            for (std::size_t j = i + 1; j < on_paper.size(); ++j) {
                const double skin = glm::distance(on_skin[i], on_skin[j]);
                if (skin < 1.0 || skin > 3.0) continue;
                if (std::abs(glm::distance(on_paper[i], on_paper[j]) / skin - 1.0) > share) ++count;
            }
        return count;
    }

    const Head* head_ = nullptr;
    OutlineResult outline_;
    StencilPiece piece_;
    std::vector<glm::dvec3> places_;
};

TEST_F(DotGuide, NeighboursStandAsFarApartOnPaperAsOnTheSkin) {
    std::vector<glm::dvec2> paper;
    std::vector<glm::dvec3> skin;
    const auto all = dots_on_piece(piece_, dots_at(places_));
    for (const GuideDot& dot : all) {
        const auto is_near = [&](const glm::dvec2& a, const glm::dvec2& b) {
            const double share = std::clamp(glm::dot(dot.at - a, b - a) / glm::dot(b - a, b - a), 0.0, 1.0);
            return glm::distance(dot.at, glm::mix(a, b, share)) < 3.3;
        };
        // On the skin the two sides of a dart meet; on paper they gape.
        const bool is_by_dart = std::ranges::any_of(piece_.darts, [&](const ReliefDart& d) { return is_near(d.tip, d.first) || is_near(d.tip, d.second); });
        if (is_by_dart) continue;
        paper.push_back(dot.at);
        skin.push_back(places_[static_cast<std::size_t>(std::lround(1e4 * double(dot.diameter_mm)))]);
    }
    ASSERT_GT(paper.size(), 30u);
    constexpr double kShare = 0.031;
    EXPECT_EQ(misplaced(paper, skin, kShare), 0u);
    for (glm::dvec2& p : paper) p *= 1.07;
    EXPECT_GT(misplaced(paper, skin, kShare), 0u) << "a sheet that is 7 % too large must be seen";
}

TEST_F(DotGuide, DotsBesideThePieceAreLeftOut) {
    const glm::dvec3 crown(head_->landmark("vertex"));
    EXPECT_TRUE(dots_on_piece(piece_, dots_at({crown})).empty());
}

TEST_F(DotGuide, WindowsAreOneSquareCentimetreClearOfEverythingAndCountWhatIsInThem) {
    const auto dots = dots_on_piece(piece_, dots_at(places_));
    const auto windows = density_windows(piece_, dots, 4);
    ASSERT_GE(windows.size(), 3u);
    for (const DensityWindow& window : windows) {
        ASSERT_EQ(window.border.size(), 4u);
        for (std::size_t k = 0; k < 4; ++k) EXPECT_NEAR(glm::distance(window.border[k], window.border[(k + 1) % 4]), kWindowMm, 1e-9);
        const auto is_in = [&](const glm::dvec2& p, double grown) {
            for (std::size_t k = 0; k < 4; ++k) {
                const glm::dvec2 a = window.border[k], b = window.border[(k + 1) % 4];
                if (((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x)) / kWindowMm < -grown) return false;
            }
            return true;
        };
        EXPECT_EQ(window.count, std::ranges::count_if(dots, [&](const GuideDot& d) { return is_in(d.at, 0.0); }));
        EXPECT_GT(window.count, 0);
        for (const auto* line : {&piece_.border, &piece_.edge})
            for (const glm::dvec2& p : *line) EXPECT_FALSE(is_in(p, 0.7 * kWindowClearMm));
        for (const PlacementMark& mark : piece_.marks)
            for (const glm::dvec2& p : mark.line) EXPECT_FALSE(is_in(p, 0.7 * kWindowClearMm));
        for (const DensityWindow& other : windows)
            for (const glm::dvec2& p : other.border) EXPECT_TRUE(&other == &window || !is_in(p, 0.0));
    }
}

/// How far the windows are from standing at mirrored ways along the edge, seen from the midline.
double worst_asymmetry_mm(const StencilPiece& piece, const std::vector<DensityWindow>& windows) {
    std::vector<double> ways;
    const auto way_to = [&](const glm::dvec2& at) {
        double way = 0.0, best = 0.0, nearest = 1e9;
        for (std::size_t i = 1; i < piece.edge.size(); ++i) {
            way += glm::distance(piece.edge[i - 1], piece.edge[i]);
            if (const double apart = glm::distance(piece.edge[i], at); apart < nearest) nearest = apart, best = way;
        }
        return best;
    };
    const auto midline = std::ranges::find(piece.marks, std::string("midline"), &PlacementMark::name);
    for (const DensityWindow& window : windows) ways.push_back(way_to(0.5 * (window.border[0] + window.border[1])) - way_to(midline->on_edge));
    std::ranges::sort(ways);
    double worst = 0.0;
    for (std::size_t i = 0; i < ways.size(); ++i) worst = std::max(worst, std::abs(ways[i] + ways[ways.size() - 1 - i]));
    return worst;
}

TEST_F(DotGuide, WindowsStandAtMirroredPlacesOfALineThatIsTheSameOnBothSides) {
    const auto dots = dots_on_piece(piece_, dots_at(places_));
    auto windows = density_windows(piece_, dots, 12);
    ASSERT_GE(windows.size(), 4u);
    EXPECT_EQ(windows.size() % 2, 0u);
    EXPECT_LT(worst_asymmetry_mm(piece_, windows), 2.5);
    windows.pop_back();
    EXPECT_GT(worst_asymmetry_mm(piece_, windows), 2.5);
}

}  // namespace
}  // namespace trichion
