// Straight-line distance to polylines, quick for many places that lie close together.
#include "core/geometry/curve_distance.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr std::uint32_t kPiecesOfAChunk = 12;
// Pruning bounds carry rounding errors; this much is far above them and far below what anyone sees.
constexpr float kSlackMm = 1e-3f;

}  // namespace

float least_distance(std::span<const CurvePiece> pieces, const glm::vec3& p) {
    float least2 = std::numeric_limits<float>::infinity();
    for (const CurvePiece& piece : pieces) least2 = std::min(least2, piece.distance2(p));
    return std::sqrt(least2);
}

void CurveDistance::add(std::span<const glm::vec3> polyline_mm) {
    for (std::size_t first = 0; first + 1 < polyline_mm.size(); first += kPiecesOfAChunk) {
        const std::size_t last = std::min(first + kPiecesOfAChunk, polyline_mm.size() - 1);
        Chunk chunk;
        chunk.first = static_cast<std::uint32_t>(pieces_.size());
        chunk.count = static_cast<std::uint32_t>(last - first);
        for (std::size_t i = first; i <= last; ++i) chunk.centre += polyline_mm[i] / static_cast<float>(chunk.count + 1);
        for (std::size_t i = first; i <= last; ++i)
            chunk.radius_mm = std::max(chunk.radius_mm, glm::distance(chunk.centre, polyline_mm[i]));
        for (std::size_t i = first; i < last; ++i) {
            const glm::vec3 along = polyline_mm[i + 1] - polyline_mm[i];
            const float length2 = glm::dot(along, along);
            pieces_.push_back({polyline_mm[i], along, length2 > 0.0f ? 1.0f / length2 : 0.0f});
        }
        chunks_.push_back(chunk);
    }
}

float CurveDistance::distance(const glm::vec3& p, float known) const {
    float best = known + kSlackMm;
    float found = std::numeric_limits<float>::infinity();
    for (const Chunk& chunk : chunks_) {
        const glm::vec3 gap = p - chunk.centre;
        const float reach = best + chunk.radius_mm;
        if (glm::dot(gap, gap) > reach * reach) continue;
        found = std::min(found, least_distance(pieces_of(chunk), p));
        best = std::min(best, found + kSlackMm);
    }
    return found;
}

void CurveDistance::gather(const glm::vec3& p, float nearest_mm, float radius_mm, std::vector<CurvePiece>& found) const {
    found.clear();
    const float bound = nearest_mm + 2.0f * radius_mm + kSlackMm;
    for (const Chunk& chunk : chunks_) {
        const glm::vec3 gap = p - chunk.centre;
        const float reach = bound + chunk.radius_mm;
        if (glm::dot(gap, gap) > reach * reach) continue;
        for (const CurvePiece& piece : pieces_of(chunk))
            if (piece.distance2(p) <= bound * bound) found.push_back(piece);
    }
}

}  // namespace trichion
