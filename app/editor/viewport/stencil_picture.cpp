// Numbers and lines for the renderer from the strip's own triangles.
#include "app/editor/viewport/stencil_picture.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr float kOffSkinMm = 0.3f;  // the drawn head may stand that far off the skin that is measured
constexpr glm::vec4 kBorderColour(1.0f, 1.0f, 1.0f, 0.95f);
constexpr double kTickMm = 4.0;    // of a mark to each side of a line alone, as on the sheet
constexpr double kOffEdgeMm = 1.0; // a mark farther from the line is the tick at a tongue's or tail's end

/// The borders of a mesh as closed runs of vertices.
std::vector<std::vector<std::uint32_t>> borders_of(const std::vector<glm::uvec3>& triangles) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, int> sides;
    for (const glm::uvec3& t : triangles)
        for (int k = 0; k < 3; ++k) ++sides[{t[k], t[(k + 1) % 3]}];
    std::map<std::uint32_t, std::uint32_t> next;
    for (const auto& [side, count] : sides)
        if (!sides.contains({side.second, side.first})) next[side.first] = side.second;
    std::vector<std::vector<std::uint32_t>> loops;
    while (!next.empty()) {
        std::vector<std::uint32_t>& loop = loops.emplace_back();
        for (auto at = next.begin(); at != next.end(); at = next.find(loop.back())) {
            if (loop.empty()) loop.push_back(at->first);
            loop.push_back(at->second);
            next.erase(at);
        }
    }
    return loops;
}

glm::vec3 normal_at(const Head& head, const glm::vec3& p) {
    const auto at = head.measuring.closest(p, 5.0f);
    return at ? head.measuring.normal(*at) : glm::vec3(0.0f, 1.0f, 0.0f);
}

/// Where a flat place of the piece lies on the head; nothing where no paper is.
std::optional<glm::vec3> on_head(const StencilPiece& piece, const glm::dvec2& flat) {
    for (const glm::uvec3& t : piece.triangles) {
        const glm::dvec2 a = piece.flat[t.x], ab = piece.flat[t.y] - a, ac = piece.flat[t.z] - a, p = flat - a;
        const double area = ab.x * ac.y - ab.y * ac.x;
        if (area == 0.0) continue;
        const double b = (p.x * ac.y - p.y * ac.x) / area, c = (ab.x * p.y - ab.y * p.x) / area;
        if (b < 0.0 || c < 0.0 || b + c > 1.0) continue;
        return float(1.0 - b - c) * piece.skin_mm[t.x] + float(b) * piece.skin_mm[t.y] + float(c) * piece.skin_mm[t.z];
    }
    return std::nullopt;
}

SkinLine drawn_on(const Head& head, const std::vector<glm::vec3>& places_mm, float width_px) {
    SkinLine line;
    line.colour = kBorderColour;
    line.width_px = width_px;
    line.positions_mm = places_mm;
    for (const glm::vec3& p : places_mm) line.normals.push_back(normal_at(head, p));
    return line;
}

void add_line_alone(StencilPicture& picture, const Head& head, const StencilPiece& piece) {
    picture.lines.push_back(drawn_on(head, piece.line.positions_mm, 2.0f));
    for (const PlacementMark& mark : piece.marks) {
        std::vector<glm::vec3> places_mm;
        for (const glm::dvec2& p : mark_as_it_leaves(mark, StencilLine::LineOnly))
            if (const auto at = on_head(piece, p)) places_mm.push_back(*at);
        if (places_mm.size() > 1) picture.lines.push_back(drawn_on(head, places_mm, 1.5f));
    }
}

void add_paper(StencilPicture& picture, const Head& head, const StencilPiece& piece) {
    const auto first = static_cast<std::uint32_t>(picture.paper.positions.size());
    std::vector<glm::vec3> normals;
    for (const glm::vec3& p : piece.skin_mm) normals.push_back(normal_at(head, p));
    for (std::size_t v = 0; v < normals.size(); ++v) picture.paper.positions.push_back(piece.skin_mm[v] + kOffSkinMm * normals[v]);
    for (const glm::uvec3& t : piece.triangles) picture.paper.triangles.push_back(t + first);
    for (const float stretch : stretch_by_vertex(piece)) picture.colours.push_back(overlay_colour({}, on_stretch_ramp(stretch)));
    for (const auto& loop : borders_of(piece.triangles)) {
        SkinLine& line = picture.lines.emplace_back();
        line.colour = kBorderColour;
        line.width_px = 1.5f;
        for (const std::uint32_t v : loop) {
            line.positions_mm.push_back(piece.skin_mm[v]);
            line.normals.push_back(normals[v]);
        }
    }
}

}  // namespace

bool has_paper(StencilLine line) { return line != StencilLine::LineOnly; }

std::vector<glm::dvec2> mark_as_it_leaves(const PlacementMark& mark, StencilLine line) {
    const bool is_tick = std::ranges::all_of(mark.line, [&](const glm::dvec2& p) { return glm::distance(p, mark.on_edge) > kOffEdgeMm; });
    if (has_paper(line) || is_tick || mark.line.size() < 2) return mark.line;
    const glm::dvec2 along = glm::normalize(mark.line.back() - mark.line.front());
    return {mark.on_edge - kTickMm * along, mark.on_edge, mark.on_edge + kTickMm * along};
}

float on_stretch_ramp(float stretch) { return std::min(1.0f, 100.0f * stretch / kStretchMapTop_percent); }

std::vector<float> stretch_by_vertex(const StencilPiece& piece) {
    std::vector<float> sum(piece.skin_mm.size(), 0.0f), count(piece.skin_mm.size(), 0.0f);
    for (std::size_t t = 0; t < piece.triangles.size() && t < piece.stretch.size(); ++t)
        for (int k = 0; k < 3; ++k) sum[piece.triangles[t][k]] += piece.stretch[t], count[piece.triangles[t][k]] += 1.0f;
    for (std::size_t v = 0; v < sum.size(); ++v) sum[v] /= std::max(1.0f, count[v]);
    return sum;
}

StencilPicture picture_of(const Head& head, const Stencil& stencil, StencilLine line) {
    StencilPicture picture;
    for (const StencilPiece& piece : stencil.pieces) {
        if (has_paper(line)) add_paper(picture, head, piece);
        else add_line_alone(picture, head, piece);
    }
    return picture;
}

bool is_in_sight(const Head& head, const Stencil& stencil, const Camera& camera) {
    constexpr std::size_t kEvery = 16;  // vertices stand close: some of them tell
    std::size_t seen = 0, all = 0;
    for (const StencilPiece& piece : stencil.pieces)
        for (std::size_t v = 0; v < piece.skin_mm.size(); v += kEvery, ++all)
            if (glm::dot(normal_at(head, piece.skin_mm[v]), camera.position_mm() - piece.skin_mm[v]) > 0.0f) ++seen;
    return all == 0 || 10 * seen >= all;
}

}  // namespace trichion
