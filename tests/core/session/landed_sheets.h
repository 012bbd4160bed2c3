// Sheets made on heads and laid back on them, with ways to spoil what is on the paper.
#pragma once

#include "core/pipeline/outline_presets.h"
#include "core/session/make_sheet.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <gtest/gtest.h>
#include <string>
#include <vector>

namespace trichion::landed {

/// What a real sheet of the frontal hairline keeps, well inside the limits that a sheet may leave with: paper that bends by
/// 1 % does not. Longer pieces reach farther beyond their outermost marks, where what little is wrong grows.
inline constexpr double kWorstMm = 0.15;
inline constexpr double kMedianMm = 0.05;

inline OutlineResult outline_on(const Head& head, const std::string& preset, float height_mm, Extent extent = Extent::Nape) {
    Outline settings;
    settings.extent = extent;
    const auto outline = fit_outline(head, settings, preset, height_mm);
    return outline ? trace_outline(head, *outline) : OutlineResult{};
}

/// As far down as the head goes.
inline OutlineResult longest_outline_on(const Head& head, const std::string& preset, float height_mm) {
    OutlineResult outline = outline_on(head, preset, height_mm);
    return outline.parts.empty() ? outline_on(head, preset, height_mm, Extent::Fringe) : outline;
}

inline StencilSettings only(StencilPart part) {
    StencilSettings settings;
    settings.parts.fill(false);
    settings.parts[static_cast<std::size_t>(part)] = true;
    return settings;
}

inline Result<Landing> landing_on(const Head& head, const Stencil& shown, const StencilSettings& settings, const SheetText& text = {}) {
    const auto pages = lay_out_sheet(shown, settings, text);
    if (!pages) return tl::unexpected(pages.error());
    std::vector<std::string> svg;
    for (const SheetPage& page : *pages) svg.push_back(sheet_svg(page));
    return check_landing(head, shown, svg, settings);
}

/// The line with every turn `bend` times as sharp and every way `stretch` times as long; its marks go with it.
inline Stencil spoilt(Stencil stencil, double bend, double stretch) {
    for (StencilPiece& piece : stencil.pieces) {
        const std::vector<glm::dvec2> edge = piece.edge;
        const auto step = [&](std::size_t i) { return edge[i] - edge[i - 1]; };
        double heading = std::atan2(step(1).y, step(1).x);
        for (std::size_t i = 1; i < edge.size(); ++i) {
            if (i > 1) {
                const glm::dvec2 a = step(i - 1), b = step(i);
                heading += bend * std::atan2(a.x * b.y - a.y * b.x, glm::dot(a, b));
            }
            piece.edge[i] = piece.edge[i - 1] + stretch * glm::length(step(i)) * glm::dvec2(std::cos(heading), std::sin(heading));
        }
        for (PlacementMark& mark : piece.marks) {
            double nearest = 1e9;
            glm::dvec2 moved(0.0);
            for (std::size_t i = 1; i < edge.size(); ++i) {
                const double share = std::clamp(glm::dot(mark.on_edge - edge[i - 1], step(i)) / glm::dot(step(i), step(i)), 0.0, 1.0);
                const double off = glm::distance(mark.on_edge, edge[i - 1] + share * step(i));
                if (off < nearest) nearest = off, moved = glm::mix(piece.edge[i - 1], piece.edge[i], share) - mark.on_edge;
            }
            mark.on_edge += moved;
            for (glm::dvec2& p : mark.line) p += moved;
        }
    }
    return stencil;
}

inline void expect_lands(const Head& head, const OutlineResult& outline, const StencilSettings& settings, const std::string& what) {
    const auto stencil = flatten_stencil(head, outline, settings);
    ASSERT_TRUE(stencil) << what << ": " << stencil.error().message;
    const auto sheet = make_sheet(head, *stencil, nullptr, settings, {}, {});
    ASSERT_TRUE(sheet) << what << ": " << sheet.error().message;
    ASSERT_EQ(sheet->landing.pieces.size(), stencil->pieces.size()) << what << ": " << (sheet->advice.empty() ? "" : sheet->advice.front().sentence);
    EXPECT_TRUE(sheet->landing.is_within_limits()) << what << ": " << sheet->landing.worst_mm << ", " << sheet->landing.median_mm;
    EXPECT_TRUE(sheet->advice.empty()) << what;
}

}  // namespace trichion::landed
