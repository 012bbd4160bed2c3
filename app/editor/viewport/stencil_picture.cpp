// Numbers and lines for the renderer from the strip's own triangles.
#include "app/editor/viewport/stencil_picture.h"

#include "core/geometry/point_grid.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace trichion {
namespace {

constexpr float kBetweenMm = 2.0f;  // of vertices of the strip, at most
constexpr glm::vec4 kBorderColour(1.0f, 1.0f, 1.0f, 0.95f);

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

}  // namespace

float on_stretch_ramp(float stretch) { return kStretchMapStart + (1.0f - kStretchMapStart) * std::min(1.0f, 100.0f * stretch / kStretchMapTop_percent); }

std::vector<float> stretch_by_vertex(const StencilPiece& piece) {
    std::vector<float> sum(piece.skin_mm.size(), 0.0f), count(piece.skin_mm.size(), 0.0f);
    for (std::size_t t = 0; t < piece.triangles.size() && t < piece.stretch.size(); ++t)
        for (int k = 0; k < 3; ++k) sum[piece.triangles[t][k]] += piece.stretch[t], count[piece.triangles[t][k]] += 1.0f;
    for (std::size_t v = 0; v < sum.size(); ++v) sum[v] /= std::max(1.0f, count[v]);
    return sum;
}

StencilPicture picture_of(const Head& head, const Stencil& stencil) {
    std::vector<glm::vec3> places;
    std::vector<float> values;
    StencilPicture picture;
    for (const StencilPiece& piece : stencil.pieces) {
        const std::vector<float> stretch = stretch_by_vertex(piece);
        places.insert(places.end(), piece.skin_mm.begin(), piece.skin_mm.end());
        values.insert(values.end(), stretch.begin(), stretch.end());
        for (const auto& loop : borders_of(piece.triangles)) {
            SkinLine& line = picture.borders.emplace_back();
            line.colour = kBorderColour;
            line.width_px = 1.5f;
            for (const std::uint32_t v : loop) {
                line.positions_mm.push_back(piece.skin_mm[v]);
                line.normals.push_back(normal_at(head, piece.skin_mm[v]));
            }
        }
    }
    PointGrid grid(kBetweenMm, places.size());
    for (std::uint32_t v = 0; v < places.size(); ++v) grid.insert(places[v], v);
    picture.stretch.reserve(head.display.positions_mm.size());
    for (const glm::vec3& p : head.display.positions_mm) {
        float sum = 0.0f, weights = 0.0f;
        grid.for_each_near(p, [&](const glm::vec3& at, std::uint32_t v) {
            const glm::vec3 gap = at - p;
            const float left = 1.0f - glm::dot(gap, gap) / (kBetweenMm * kBetweenMm);
            if (left > 0.0f) sum += left * left * values[v], weights += left * left;
        });
        picture.stretch.push_back(weights > 0.0f ? on_stretch_ramp(sum / weights) : 0.0f);
    }
    return picture;
}

}  // namespace trichion
