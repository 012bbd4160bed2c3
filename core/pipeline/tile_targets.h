// What each candidate of a tile is to bear, in terms that a change of the design's density leaves alone.
#pragma once

#include "core/pipeline/ground.h"

#include <cstdint>
#include <vector>

namespace trichion {

/// What became of a candidate: 0 nothing, 1 to 4 a dot of that session, kNativeHair a native hair.
using CandidateState = std::uint8_t;
inline constexpr CandidateState kNativeHair = 5;
inline bool is_dot(CandidateState state) { return state != 0 && state != kNativeHair; }

/// A candidate's target, with the design's density left open.
struct TargetTerms {
    float share = 0.0f;          // of the design's density
    float ahead_per_cm2 = 0.0f, scar_per_cm2 = 0.0f;
    float brushed_share = 1.0f, brushed_per_cm2 = 0.0f;
    float native_per_cm2 = 0.0f;

    float dots_per_cm2(float density_per_cm2) const {
        return brushed_share * (share * density_per_cm2 + ahead_per_cm2 + scar_per_cm2) + brushed_per_cm2;
    }
};

/// Of one tile; shared by all designs that left its lines, zones, native hair and brushing alone.
struct TileTargets {
    GroundReader::Most ground;
    std::vector<TargetTerms> terms;   // of its first candidates; one where all are the same
    std::vector<Zone> zones;          // of as many candidates where the tile lies in several; else none
    std::uint32_t candidates = 0;     // up to which this holds
};

}  // namespace trichion
