// Straight-line distance to polylines, quick for many places that lie close together.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <limits>
#include <span>
#include <vector>

namespace trichion {

/// One straight piece of a polyline, made ready for distance queries.
struct CurvePiece {
    glm::vec3 start{0.0f};
    glm::vec3 along{0.0f};
    float per_length2 = 0.0f;  // 1 / |along|^2, 0 for a piece of no length

    float distance2(const glm::vec3& p) const {
        const glm::vec3 from_start = p - start;
        const float t = glm::clamp(glm::dot(from_start, along) * per_length2, 0.0f, 1.0f);
        const glm::vec3 gap = from_start - t * along;
        return glm::dot(gap, gap);
    }
};

/// Some pieces in fours, side by side as the processor likes them.
class NearPieces {
public:
    void clear() { fours_.clear(), count_ = 0; }
    bool empty() const { return count_ == 0; }
    void add(const CurvePiece& piece);

    /// Least distance to any of them; infinite when there are none.
    float distance(const glm::vec3& p) const;

private:
    using Four = std::array<float, 4>;
    struct FourPieces {
        Four start[3];
        Four along[3];
        Four per_length2;
    };
    std::vector<FourPieces> fours_;  // the last one repeats its last piece
    std::size_t count_ = 0;
};

/// Several polylines in chunks of pieces with a sphere round each chunk. A distance depends on the nearest piece
/// alone, so it is the same to the last bit however the curve runs elsewhere.
class CurveDistance {
public:
    void add(std::span<const glm::vec3> polyline_mm);
    bool empty() const { return pieces_.empty(); }

    /// @param known  a bound that is certain to hold, such as the result for a neighbour plus the step from it.
    float distance(const glm::vec3& p, float known = std::numeric_limits<float>::infinity()) const;

    /// Replaces `found` by all pieces that may be nearest to a place within `radius_mm` of `p`, `nearest_mm` being
    /// distance(p).
    void gather(const glm::vec3& p, float nearest_mm, float radius_mm, NearPieces& found) const;

private:
    struct Chunk {
        glm::vec3 centre{0.0f};
        float radius_mm = 0.0f;
        std::uint32_t first = 0;
        std::uint32_t count = 0;
    };
    std::span<const CurvePiece> pieces_of(const Chunk& chunk) const {
        return std::span(pieces_).subspan(chunk.first, chunk.count);
    }

    std::vector<CurvePiece> pieces_;
    std::vector<Chunk> chunks_;
};

}  // namespace trichion
