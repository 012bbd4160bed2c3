// What the skin is meant to bear apart from the design's lines, by vertex of the measuring surface.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <vector>

namespace trichion {

/// Zones and native hair as fields over the skin, linear in each triangle.
struct Ground {
    std::vector<float> share;           // of the design's density: its zones', less the share that native hair fills
    std::vector<float> missing;         // share of the full native hair that is not there; empty: nothing is known of it
    std::vector<float> native_per_cm2;  // that stands whatever the outline; may be empty
    std::vector<float> drawn_per_cm2;   // that stands as far as the outline leaves it; may be empty
};

/// @cost about 0.2 ms.
Ground ground_of(const CandidateCloud& cloud, const DotSettings& settings, const NativeField& native);

/// At one place of a triangle.
struct GroundHere {
    float share = 0.0f;
    float native_per_cm2 = 0.0f, drawn_per_cm2 = 0.0f;
};

/// Asks a ground and what was brushed over it at candidates, and for the most of a tile.
class GroundReader {
public:
    GroundReader(const Head& head, const CandidateCloud& cloud, const Ground& ground, const BrushField& brushed)
        : triangles_(head.measuring.mesh().triangles), cloud_(cloud), ground_(ground), brushed_(brushed) {}

    GroundHere at(std::uint32_t id) const;
    /// What a brush aims at counts only as far as hair is missing.
    BrushField::Change brushed_at(std::uint32_t id) const;
    /// No candidate of the tile has more of any, and whether all have as much.
    struct Most : GroundHere {
        BrushField::Change brushed;
        bool is_even = true;
        bool is_brushed = false;  // any of it
    };
    Most most_in(std::size_t tile) const;
    bool has_brushing() const { return !brushed_.change.empty(); }
    bool has_native() const { return !ground_.native_per_cm2.empty(); }
    bool has_drawn() const { return !ground_.drawn_per_cm2.empty(); }
    /// Whether nothing at all is known of native hair: a head without a field of it.
    bool knows_no_hair() const { return !has_native() && !has_drawn(); }

private:
    std::span<const glm::uvec3> triangles_;
    const CandidateCloud& cloud_;
    const Ground& ground_;
    const BrushField& brushed_;
};

}  // namespace trichion
