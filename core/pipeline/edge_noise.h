// How far the broken edge lies behind the drawn line: mounds, clusters and gaps, each of its place.
#pragma once

#include "core/model/document.h"

#include <cstdint>
#include <glm/glm.hpp>

namespace trichion {

/// The recess of one edge as a field in space. It follows from the place and the settings alone, not from the way along
/// a line: when a line moves, its mounds and gaps stay where they are.
class EdgeNoise {
public:
    /// @param stream  with edge.seed the number that chooses the field.
    EdgeNoise(std::uint64_t stream, const EdgeSettings& edge);

    /// How far behind the drawn line the first row stands at a place: macro mounds from 0 to `macro_mm`, micro clusters
    /// from 0 to twice `micro_mm` (their amplitude), and `kGapDepthMm` more in a gap. mm, 0 to `most_mm()`.
    /// @cost  about 40 ns for each of the three that is not 0.
    float recess_mm(const glm::vec3& p) const;
    float most_mm() const { return most_mm_; }

    /// Gaps are as long as clusters: this much of the first row and the one behind it stays open.
    static constexpr float kGapDepthMm = 3.0f;

private:
    float gap_at(const glm::vec3& p) const;

    EdgeSettings edge_;
    std::uint64_t macro_, micro_, gaps_;
    float gap_below_ = 0.0f;  // of the noise: where it is lower, the row is open
    float most_mm_ = 0.0f;
};

}  // namespace trichion
