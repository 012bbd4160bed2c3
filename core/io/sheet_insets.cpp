// Small drawings beside the pieces.
#include "core/io/sheet_insets.h"

#include <algorithm>
#include <cstdint>
#include <fmt/format.h>
#include <optional>
#include <unordered_map>
#include <utility>

namespace trichion {
namespace {

constexpr double kInsetScale = 0.2, kWidestInsetMm = 66.0;
constexpr double kCaptionMm = 2.5, kSwatchMm = 3.2;
constexpr double kLegendHighMm = 12.2, kLegendWideMm = 45.0;
constexpr glm::dvec3 kGrey{0.35};

using Align = SheetLabel::Align;
using Points = std::vector<glm::dvec2>;

std::size_t band_of(float stretch) {
    const auto& bands = stretch_bands();
    std::size_t band = 0;
    while (band + 1 < bands.size() && 100.0 * double(stretch) > bands[band].upto_percent) ++band;
    return band;
}

std::uint64_t key(std::uint32_t a, std::uint32_t b) { return (std::uint64_t(a) << 32) | b; }

/// The edges that only one triangle of a band has, from end to end.
std::vector<std::pair<std::uint32_t, std::uint32_t>> rim_of(const StencilPiece& piece, std::size_t band) {
    std::vector<std::uint64_t> edges;
    edges.reserve(3 * piece.triangles.size());
    for (std::size_t t = 0; t < piece.triangles.size(); ++t) {
        if (band_of(piece.stretch[t]) != band) continue;
        for (int k = 0; k < 3; ++k) edges.push_back(key(piece.triangles[t][k], piece.triangles[t][(k + 1) % 3]));
    }
    std::ranges::sort(edges);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> rim;
    for (const std::uint64_t edge : edges) {
        const auto a = static_cast<std::uint32_t>(edge >> 32), b = static_cast<std::uint32_t>(edge);
        if (!std::ranges::binary_search(edges, key(b, a))) rim.emplace_back(a, b);
    }
    return rim;
}

/// What an inset shows of one piece.
struct Inset {
    const StencilPiece* piece = nullptr;
    double scale = kInsetScale;
    double side = 1.0;          // -1 where the sheet is mirrored
    SheetRect bounds;           // small, about its own origin

    glm::dvec2 small(const glm::dvec2& flat) const { return scale * glm::dvec2(side * flat.x, -flat.y); }
};

Inset inset_of(const StencilPiece& piece, const StencilSettings& settings) {
    Inset inset{&piece, kInsetScale, settings.is_mirrored ? -1.0 : 1.0, {}};
    inset.scale = std::min(kInsetScale, kWidestInsetMm / std::max(1.0, bounds_of(piece.border).size().x));
    Points border = piece.border;
    for (glm::dvec2& p : border) p = inset.small(p);
    inset.bounds = bounds_of(border);
    return inset;
}

void draw_inset(SheetCanvas& canvas, const Inset& inset, const glm::dvec2& at) {
    const glm::dvec2 by = at - inset.bounds.min;
    for (std::size_t band = 0; band < stretch_bands().size(); ++band) {
        SheetFill fill{band_rings(*inset.piece, band), stretch_bands()[band].rgb, 1.0};
        if (fill.rings_mm.empty()) continue;
        for (Points& ring : fill.rings_mm)
            for (glm::dvec2& p : ring) p = inset.small(p) + by;
        canvas.fill(std::move(fill));
    }
    const auto line = [&](const Points& points, double width, bool is_closed, const glm::dvec3& rgb) {
        SheetLine drawn{SheetLayer::Frame, points, width, is_closed};
        drawn.rgb = rgb;
        for (glm::dvec2& p : drawn.points_mm) p = inset.small(p) + by;
        canvas.line(std::move(drawn));
    };
    line(inset.piece->border, 0.1, true, glm::dvec3(0.0));
    line(inset.piece->edge, 0.4, false, glm::dvec3(1.0));  // the least stretch is nearly black
}

void draw_bands(SheetCanvas& canvas, const glm::dvec2& at) {
    canvas.label({at + glm::dvec2(0.0, 2.4), "stretch of paper against skin", kCaptionMm, false, Align::Left, kGrey});
    constexpr double kColumnMm = 15.5, kRowMm = 4.4;
    for (std::size_t i = 0; i < stretch_bands().size(); ++i) {
        const StretchBand& band = stretch_bands()[i];
        const glm::dvec2 min = at + glm::dvec2(kColumnMm * double(i % 3), 4.2 + kRowMm * double(i / 3));
        const SheetRect swatch{min, min + kSwatchMm};
        canvas.fill({{corners_of(swatch)}, band.rgb, 1.0});
        canvas.line({SheetLayer::Frame, corners_of(swatch), 0.1, true});
        canvas.label({min + glm::dvec2(kSwatchMm + 0.9, 2.5), band.words, kCaptionMm, false, Align::Left, kGrey});
    }
}

/// A page's number in that corner of its window, or at the side, where nothing is drawn.
void number_page(SheetCanvas& canvas, const SheetRect& window, int page) {
    SheetLabel label{{}, fmt::format("{}", page), 3.0, true, Align::Middle};
    const glm::dvec2 in = glm::min(glm::dvec2(2.2), 0.5 * window.size());
    for (const double size : {3.0, 2.2, 1.6})
        for (const double x : {0.0, 0.5, 1.0, 0.25, 0.75})
            for (const double y : {0.0, 1.0, 0.5}) {
                label.size_mm = size;
                label.at_mm = glm::mix(window.min + in, window.max - in, glm::dvec2(x, y)) + glm::dvec2(0.0, 0.36 * size);
                if (!canvas.is_clear(canvas.room_of(label), 0.1)) continue;
                canvas.label(std::move(label));
                return;
            }
}

std::optional<glm::dvec2> free_corner(const SheetCanvas& canvas, const glm::dvec2& size) {
    const SheetRect paper = canvas.printable().grown(-3.0);
    for (double y = paper.max.y - size.y; y >= paper.min.y; y -= 2.0)
        for (double x = paper.max.x - size.x; x >= paper.min.x; x -= 2.0)
            if (canvas.is_free(SheetRect{{x, y}, {x + size.x, y + size.y}}, 2.0)) return glm::dvec2(x, y);
    return std::nullopt;
}

}  // namespace

const std::array<StretchBand, 5>& stretch_bands() {
    // Each in the colour that the middle of it has on screen: viridis from 0 to 3 %.
    static const std::array<StretchBand, 5> kBands{{{0.5, "to 0.5 %", {0.255, 0.111, 0.401}},
                                                    {1.0, "to 1 %", {0.230, 0.322, 0.546}},
                                                    {2.0, "to 2 %", {0.128, 0.567, 0.551}},
                                                    {3.0, "to 3 %", {0.577, 0.828, 0.304}},
                                                    {1e9, "more", {0.993, 0.906, 0.144}}}};
    return kBands;
}

std::vector<Points> band_rings(const StencilPiece& piece, std::size_t band) {
    std::unordered_multimap<std::uint32_t, std::uint32_t> next;
    const auto rim = rim_of(piece, band);
    for (const auto& [a, b] : rim) next.emplace(a, b);
    std::vector<Points> rings;
    for (const auto& [start, unused] : rim) {
        Points ring;
        for (std::uint32_t at = start;;) {
            const auto found = next.find(at);
            if (found == next.end()) break;
            ring.push_back(piece.flat[at]);
            at = found->second;
            next.erase(found);
        }
        if (ring.size() > 2) rings.push_back(std::move(ring));
    }
    return rings;
}

void draw_stretch_inset(SheetCanvas& canvas, const PlannedPage& page, const SheetContent& content) {
    std::vector<Inset> insets;
    glm::dvec2 size(0.0);
    for (const PlacedPiece& placed : page.pieces) {
        const StencilPiece& piece = content.stencil.pieces[placed.index];
        if (piece.triangles.empty() || piece.stretch.size() != piece.triangles.size() || piece.flat.empty()) continue;
        insets.push_back(inset_of(piece, content.settings));
        size = {size.x + insets.back().bounds.size().x + 3.0, std::max(size.y, insets.back().bounds.size().y)};
    }
    if (insets.empty()) return;
    const auto at = free_corner(canvas, {std::max(size.x - 3.0, kLegendWideMm), size.y + 1.5 + kLegendHighMm});
    if (!at) return;
    double x = at->x;
    for (const Inset& inset : insets) {
        draw_inset(canvas, inset, {x, at->y});
        x += inset.bounds.size().x + 3.0;
    }
    draw_bands(canvas, {at->x, at->y + size.y + 1.5});
}

void draw_assembly_map(SheetCanvas& canvas, const SheetRect& room, const SheetPlan& plan) {
    // All tiled pieces side by side, each about its own first window.
    struct Part {
        const PagePiece* piece = nullptr;
        std::size_t index = 0;
        std::vector<std::pair<SheetRect, int>> windows;   // with page numbers
        SheetRect bounds;
    };
    std::vector<Part> parts;
    for (std::size_t page = 0; page < plan.pages.size(); ++page) {
        if (!plan.pages[page].tile) continue;
        const SheetTile& tile = *plan.pages[page].tile;
        const PagePiece& piece = plan.pages[page].pieces.back().piece;
        if (parts.empty() || parts.back().index != tile.piece) parts.push_back({&piece, tile.piece, {}, bounds_of(piece.border)});
        Part& part = parts.back();
        const glm::dvec2 by = part.piece->edge.front() - piece.edge.front();
        part.windows.emplace_back(SheetRect{tile.window.min + by, tile.window.max + by}, static_cast<int>(page) + 1);
        part.bounds = {glm::min(part.bounds.min, part.windows.back().first.min), glm::max(part.bounds.max, part.windows.back().first.max)};
    }
    glm::dvec2 whole(0.0);
    for (const Part& part : parts) whole = {whole.x + part.bounds.size().x + 20.0, std::max(whole.y, part.bounds.size().y)};
    const glm::dvec2 space = room.size() - glm::dvec2(0.0, 5.0);
    const double scale = std::min(space.x / whole.x, space.y / whole.y);
    canvas.label({room.min + glm::dvec2(0.0, 2.6), "How the pages go together", kCaptionMm, true});
    double x = room.min.x;
    for (const Part& part : parts) {
        const auto small = [&](const glm::dvec2& p) { return glm::dvec2(x, room.min.y + 5.0) + scale * (p - part.bounds.min); };
        SheetLine border{SheetLayer::Frame, part.piece->border, 0.2, true};
        SheetLine edge{SheetLayer::Frame, part.piece->edge, 0.4};
        for (SheetLine* line : {&border, &edge})
            for (glm::dvec2& p : line->points_mm) p = small(p);
        canvas.line(std::move(border));
        canvas.line(std::move(edge));
        for (const auto& [window, page] : part.windows) {
            SheetLine frame{SheetLayer::Frame, corners_of({small(window.min), small(window.max)}), 0.12, true};
            frame.rgb = kGrey;
            canvas.line(std::move(frame));
        }
        for (const auto& [window, page] : part.windows) number_page(canvas, {small(window.min), small(window.max)}, page);
        x += scale * (part.bounds.size().x + 20.0);
    }
}

}  // namespace trichion
