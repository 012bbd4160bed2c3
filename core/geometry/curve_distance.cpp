// Straight-line distance to polylines, quick for many places that lie close together.
#include "core/geometry/curve_distance.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace trichion {
namespace {

constexpr std::uint32_t kPiecesOfAChunk = 12;
// Pruning bounds carry rounding errors; this much is far above them and far below what anyone sees.
constexpr float kSlackMm = 1e-3f;

}  // namespace

void NearPieces::add(const CurvePiece& piece) {
    const std::size_t first = count_ % 4;
    if (first == 0) fours_.emplace_back();
    FourPieces& four = fours_.back();
    for (std::size_t lane = first; lane < 4; ++lane) {
        for (int axis = 0; axis < 3; ++axis)
            four.start[axis][lane] = piece.start[axis], four.along[axis][lane] = piece.along[axis];
        four.per_length2[lane] = piece.per_length2;
    }
    ++count_;
}

float NearPieces::distance(const glm::vec3& p) const {
    // Four lanes by GCC's and Clang's vector types: exact, and the same bits as one by one.
    using Lanes = float __attribute__((vector_size(16)));
    const auto load = [](const Four& four) {
        Lanes lanes;
        std::memcpy(&lanes, four.data(), sizeof lanes);
        return lanes;
    };
    const Lanes zero = {0, 0, 0, 0}, one = {1, 1, 1, 1};
    const float infinite = std::numeric_limits<float>::infinity();
    Lanes least = {infinite, infinite, infinite, infinite};
    for (const FourPieces& four : fours_) {
        const Lanes ax = load(four.along[0]), ay = load(four.along[1]), az = load(four.along[2]);
        const Lanes fx = p.x - load(four.start[0]), fy = p.y - load(four.start[1]), fz = p.z - load(four.start[2]);
        Lanes t = (fx * ax + fy * ay + fz * az) * load(four.per_length2);
        t = t > zero ? t : zero;
        t = t < one ? t : one;
        const Lanes gx = fx - t * ax, gy = fy - t * ay, gz = fz - t * az;
        const Lanes d2 = gx * gx + gy * gy + gz * gz;
        least = d2 < least ? d2 : least;
    }
    return std::sqrt(std::min(std::min(least[0], least[1]), std::min(least[2], least[3])));
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
        float nearest2 = std::numeric_limits<float>::infinity();
        for (const CurvePiece& piece : pieces_of(chunk)) nearest2 = std::min(nearest2, piece.distance2(p));
        found = std::min(found, std::sqrt(nearest2));
        best = std::min(best, found + kSlackMm);
    }
    return found;
}

void CurveDistance::gather(const glm::vec3& p, float nearest_mm, float radius_mm,
                           NearPieces& found) const {
    found.clear();
    const float bound = nearest_mm + 2.0f * radius_mm + kSlackMm;
    for (const Chunk& chunk : chunks_) {
        const glm::vec3 gap = p - chunk.centre;
        const float reach = bound + chunk.radius_mm;
        if (glm::dot(gap, gap) > reach * reach) continue;
        for (const CurvePiece& piece : pieces_of(chunk))
            if (piece.distance2(p) <= bound * bound) found.add(piece);
    }
}

}  // namespace trichion
