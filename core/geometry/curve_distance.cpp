// Straight-line distance to polylines, quick for many places that lie close together.
#include "core/geometry/curve_distance.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace trichion {
namespace {

constexpr std::size_t kPiecesOfAChunk = 12;
// Pruning bounds carry rounding errors; this much is far above them and far below what anyone sees.
constexpr float kSlackMm = 1e-3f;
constexpr float kInfinite = std::numeric_limits<float>::infinity();

/// Four numbers by GCC's and Clang's vector types: exact, and the same bits as one by one.
using Lanes = float __attribute__((vector_size(16)));

Lanes load(const FourPieces::Four& four) {
    Lanes lanes;
    std::memcpy(&lanes, four.data(), sizeof lanes);
    return lanes;
}

Lanes squared_distances(const FourPieces& four, const glm::vec3& p) {
    const Lanes zero = {0, 0, 0, 0}, one = {1, 1, 1, 1};
    const Lanes ax = load(four.along[0]), ay = load(four.along[1]), az = load(four.along[2]);
    const Lanes fx = p.x - load(four.start[0]), fy = p.y - load(four.start[1]), fz = p.z - load(four.start[2]);
    Lanes t = (fx * ax + fy * ay + fz * az) * load(four.per_length2);
    t = t > zero ? t : zero;
    t = t < one ? t : one;
    const Lanes gx = fx - t * ax, gy = fy - t * ay, gz = fz - t * az;
    return gx * gx + gy * gy + gz * gz;
}

float least_squared(std::span<const FourPieces> fours, const glm::vec3& p) {
    Lanes least = {kInfinite, kInfinite, kInfinite, kInfinite};
    for (const FourPieces& four : fours) {
        const Lanes d2 = squared_distances(four, p);
        least = d2 < least ? d2 : least;
    }
    return std::min(std::min(least[0], least[1]), std::min(least[2], least[3]));
}

/// The pieces between up to five points.
FourPieces four_pieces(std::span<const glm::vec3> points) {
    FourPieces four;
    for (std::size_t lane = 0; lane < 4; ++lane) {
        const std::size_t i = std::min(lane, points.size() - 2);
        const glm::vec3 along = points[i + 1] - points[i];
        const float length2 = glm::dot(along, along);
        for (int axis = 0; axis < 3; ++axis)
            four.start[axis][lane] = points[i][axis], four.along[axis][lane] = along[axis];
        four.per_length2[lane] = length2 > 0.0f ? 1.0f / length2 : 0.0f;
    }
    return four;
}

}  // namespace

float NearPieces::distance(const glm::vec3& p) const { return std::sqrt(least_squared(fours_, p)); }

void CurveDistance::add(std::span<const glm::vec3> polyline_mm) {
    for (std::size_t first = 0; first + 1 < polyline_mm.size(); first += kPiecesOfAChunk) {
        const auto points = polyline_mm.subspan(first, std::min(kPiecesOfAChunk + 1, polyline_mm.size() - first));
        Chunk chunk;
        chunk.first = static_cast<std::uint32_t>(fours_.size());
        for (const glm::vec3& p : points) chunk.centre += p / static_cast<float>(points.size());
        for (const glm::vec3& p : points) chunk.radius_mm = std::max(chunk.radius_mm, glm::distance(chunk.centre, p));
        for (std::size_t i = 0; i + 1 < points.size(); i += 4)
            fours_.push_back(four_pieces(points.subspan(i, std::min<std::size_t>(5, points.size() - i))));
        chunk.count = static_cast<std::uint32_t>(fours_.size()) - chunk.first;
        chunks_.push_back(chunk);
    }
}

CurveDistance CurveDistance::near(const glm::vec3& p, float radius_mm) const {
    CurveDistance part;
    part.whole_ = whole_ ? whole_ : this;
    const float bound = distance(p) + 2.0f * radius_mm + kSlackMm;
    for (const Chunk& chunk : chunks_)
        if (glm::distance(p, chunk.centre) <= bound + chunk.radius_mm) part.chunks_.push_back(chunk);
    return part;
}

float CurveDistance::distance(const glm::vec3& p, float known) const {
    float best = known + kSlackMm;
    float found2 = kInfinite;
    for (const Chunk& chunk : chunks_) {
        const glm::vec3 gap = p - chunk.centre;
        const float reach = best + chunk.radius_mm;
        if (glm::dot(gap, gap) > reach * reach) continue;
        const float nearest2 = least_squared(pieces_of(chunk), p);
        if (nearest2 >= found2) continue;
        found2 = nearest2;
        best = std::min(best, std::sqrt(found2) + kSlackMm);
    }
    return std::sqrt(found2);
}

void CurveDistance::gather(const glm::vec3& p, float nearest_mm, float radius_mm, NearPieces& found) const {
    found.clear();
    const float bound = nearest_mm + 2.0f * radius_mm + kSlackMm;
    for (const Chunk& chunk : chunks_) {
        const glm::vec3 gap = p - chunk.centre;
        const float reach = bound + chunk.radius_mm;
        if (glm::dot(gap, gap) > reach * reach) continue;
        for (const FourPieces& four : pieces_of(chunk))
            if (least_squared({&four, 1}, p) <= bound * bound) found.add(four);
    }
}

}  // namespace trichion
