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

/// Four straight pieces of a polyline, side by side as the processor likes them. A piece of no length has
/// `per_length2` 0; where fewer than four are needed the last one is repeated.
struct FourPieces {
    using Four = std::array<float, 4>;
    Four start[3];
    Four along[3];
    Four per_length2;  // 1 / |along|^2
};

/// Some pieces, ready to be asked for the nearest.
class NearPieces {
public:
    void clear() { fours_.clear(); }
    bool empty() const { return fours_.empty(); }
    void add(const FourPieces& four) { fours_.push_back(four); }

    /// Least distance to any of them; infinite when there are none.
    float distance(const glm::vec3& p) const;

private:
    std::vector<FourPieces> fours_;
};

/// Several polylines in chunks of pieces with a sphere round each chunk. A distance depends on the nearest piece
/// alone, so it is the same to the last bit however the curve runs elsewhere.
class CurveDistance {
public:
    void add(std::span<const glm::vec3> polyline_mm);
    bool empty() const { return chunks_.empty(); }

    /// The same curve without the chunks that cannot be nearest to any place within `radius_mm` of `p`. Within that
    /// ball it gives the same distances, sooner. Valid as long as this curve.
    CurveDistance near(const glm::vec3& p, float radius_mm) const;

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
    std::span<const FourPieces> pieces_of(const Chunk& chunk) const {
        return std::span(whole_ ? whole_->fours_ : fours_).subspan(chunk.first, chunk.count);
    }

    const CurveDistance* whole_ = nullptr;  // whose pieces are used, when this is a part
    std::vector<FourPieces> fours_;
    std::vector<Chunk> chunks_;
};

}  // namespace trichion
