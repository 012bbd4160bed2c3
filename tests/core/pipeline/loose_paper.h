// How freely tongues and tails hang from their piece, from its outline and its marks alone.
#pragma once

#include "core/pipeline/stencil_stage.h"

#include <algorithm>
#include <cmath>
#include <gtest/gtest.h>
#include <limits>
#include <string>
#include <vector>

namespace trichion::test {

/// What a blade or scissors need between two runs of a cut, and how far down a tongue's side from its root they need it.
inline constexpr double kBladeMm = 1.0, kBesideRootMm = 8.0;
/// From the place of the edge that a tongue starts at to where its sides leave the strip, at most: it may leave aslant.
inline constexpr double kRootMm = 26.0;

/// One of a tongue's sides, from its end up to its root.
struct TongueSide {
    std::vector<std::size_t> places;  // of the border, the end first
    double root_mm = 0.0;             // from the place that the tongue starts at to where the side ends
};

inline std::size_t tip_of(const std::vector<glm::dvec2>& border, const PlacementMark& tick) {
    std::size_t tip = 0;
    double farthest = -1.0;
    for (std::size_t i = 0; i < border.size(); ++i)
        if (const double off = glm::distance(border[i], tick.on_edge); glm::distance(border[i], tick.line[1]) < 9.0 && off > farthest) farthest = off, tip = i;
    return tip;
}

/// Walked as long as it comes nearer to where the tongue starts; skin is rough, and so is a tongue's end.
inline TongueSide side_of_tongue(const std::vector<glm::dvec2>& border, const PlacementMark& tick, bool is_ahead) {
    constexpr double kRoughMm = 1.0;
    const auto off = [&](std::size_t i) { return glm::distance(border[i], tick.on_edge); };
    TongueSide side{{tip_of(border, tick)}, off(tip_of(border, tick))};
    while (side.places.size() < border.size()) {
        const std::size_t next = (side.places.back() + (is_ahead ? 1 : border.size() - 1)) % border.size();
        if (off(next) > side.root_mm + kRoughMm) break;
        side.places.push_back(next);
        side.root_mm = std::min(side.root_mm, off(next));
    }
    return side;
}

/// From a tongue's side to whatever of the outline lies beside it and is not the way on along it.
inline double slit_mm(const std::vector<glm::dvec2>& border, const TongueSide& side) {
    std::vector<double> way{0.0};
    for (std::size_t i = 1; i <= border.size(); ++i) way.push_back(way.back() + glm::distance(border[i - 1], border[i % border.size()]));
    double nearest = std::numeric_limits<double>::max();
    for (const std::size_t i : side.places)
        for (std::size_t k = 0; k < border.size(); ++k) {
            const auto along = [&](double to) { const double ahead = std::abs(to - way[i]); return std::min(ahead, way.back() - ahead); };
            if (std::min(along(way[k]), along(way[k + 1])) < 2.0 * kBesideRootMm) continue;
            const glm::dvec2 a = border[k], b = border[(k + 1) % border.size()] - a, p = border[i] - a;
            const double share = std::clamp(glm::dot(p, b) / std::max(1e-12, glm::dot(b, b)), 0.0, 1.0);
            nearest = std::min(nearest, glm::length(p - share * b));
        }
    return nearest;
}

inline ::testing::AssertionResult hangs_free(const std::vector<glm::dvec2>& border, const PlacementMark& tick) {
    for (const bool is_ahead : {true, false}) {
        const TongueSide side = side_of_tongue(border, tick, is_ahead);
        const double slit = slit_mm(border, side);
        if (side.root_mm > kRootMm || slit < kBladeMm)
            return ::testing::AssertionFailure() << "a side ends " << side.root_mm << " mm from its start, with a slit of " << slit << " mm beside it";
    }
    return ::testing::AssertionSuccess();
}

/// Its right side glued to the strip: the outline leaves the piece's right end for the tongue's end.
inline std::vector<glm::dvec2> glued(const std::vector<glm::dvec2>& border, const PlacementMark& tick) {
    const auto half_way = static_cast<std::ptrdiff_t>(side_of_tongue(border, tick, false).places[side_of_tongue(border, tick, false).places.size() / 2]);
    std::vector<glm::dvec2> line{border.front()};
    line.insert(line.end(), border.begin() + half_way, border.end());
    return line;
}

struct Tongue {
    const char* mark;
    const char* in_words;
};
inline constexpr Tongue kTongues[] = {{"glabella", "tongue to the glabella"},
                                      {"outer_canthus_r", "tail to the outer corner of the eye R"},
                                      {"outer_canthus_l", "tail to the outer corner of the eye L"}};

/// Each tongue hangs free, or a sentence tells that it is not there. @return  how many are there.
inline int expect_free_tongues(const Stencil& stencil, const std::string& what) {
    int count = 0;
    for (const Tongue& tongue : kTongues) {
        const bool is_told = std::ranges::any_of(stencil.advice, [&](const Advice& a) { return a.rule == "no_tongue" && a.sentence.find(tongue.in_words) != std::string::npos; });
        bool is_there = false;
        for (const StencilPiece& piece : stencil.pieces) {
            const auto tick = std::ranges::find(piece.marks, tongue.mark, &PlacementMark::name);
            if (tick == piece.marks.end()) continue;
            is_there = true, ++count;
            EXPECT_TRUE(hangs_free(piece.border, *tick)) << what << ": " << tongue.in_words;
            // The same check must see a tongue whose side is one with the strip.
            EXPECT_FALSE(hangs_free(glued(piece.border, *tick), *tick)) << what << ": " << tongue.in_words;
        }
        EXPECT_NE(is_there, is_told) << what << ": " << tongue.in_words;
    }
    return count;
}

}  // namespace trichion::test
