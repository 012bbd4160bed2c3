// What each candidate of a tile is to bear, in terms that a change of the design's density leaves alone.
#pragma once

#include "core/pipeline/ground.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace trichion {

/// What became of a candidate: 0 nothing, 1 to 4 a dot of that session, kNativeHair a native hair. Of each kind one bit
/// tells, so that eight are counted at once.
using CandidateState = std::uint8_t;
inline constexpr CandidateState kNativeHair = 8;
inline bool is_dot(CandidateState state) { return state != 0 && state != kNativeHair; }

/// How many of some candidates are what.
struct StateCounts {
    std::uint32_t dots = 0, hairs = 0;

    /// Of eight, one in each byte.
    void add(std::uint64_t eight) {
        constexpr std::uint64_t kOnes = 0x0101010101010101ull;
        dots += sum_of((eight | eight >> 1 | eight >> 2) & kOnes);
        hairs += sum_of(eight >> 3 & kOnes);
    }

private:
    static std::uint32_t sum_of(std::uint64_t bytes) { return static_cast<std::uint32_t>(bytes * 0x0101010101010101ull >> 56); }
};

/// Of one tile; its numbers are shared by all designs that left its lines, zones, native hair and brushing alone. With the
/// design's density d a candidate's target is
///   brushed_share * (share * d + ahead_per_cm2 + scar_per_cm2) + brushed_per_cm2
/// Lists are of the tile's first candidates, side by side as the processor likes them; of one number where all candidates
/// have the same.
class TileTargets {
public:
    /// Which of the lists are not all 0.
    struct Lists {
        bool has_ahead = false;  // nor `scar_per_cm2`
        bool has_native = false;
    };
    TileTargets() = default;
    /// For no candidate.
    explicit TileTargets(const GroundReader::Most& most) : ground(most), knows_ground(true) {}
    /// All numbers 0, to be set; no brushing.
    /// @param candidates  up to which this holds.
    /// @param count       1 or as many.
    TileTargets(const GroundReader::Most& most, std::uint32_t candidates, std::uint32_t count, Lists lists)
        : ground(most), knows_ground(true), candidates_(candidates), count_(count), lists_(lists),
          numbers_(std::make_shared<float[]>(count * std::size_t{4})) {}
    /// These but for brushing, which is to be added.
    TileTargets without_brushing(const GroundReader::Most& most) const {
        TileTargets targets = *this;
        targets.ground = most;
        targets.brushing_ = nullptr;
        return targets;
    }
    void add_brushing() { brushing_ = std::make_shared<float[]>(count_ * std::size_t{2}); }

    GroundReader::Most ground;
    bool knows_ground = false;
    std::shared_ptr<const std::vector<Zone>> zones;  // of each candidate where the tile lies in several; else null

    std::uint32_t candidates() const { return candidates_; }
    std::uint32_t count() const { return count_; }
    bool is_even() const { return count_ == 1; }
    bool is_brushed() const { return brushing_ != nullptr; }
    const Lists& lists() const { return lists_; }
    float* share() const { return numbers_.get(); }
    float* native_per_cm2() const { return numbers_.get() + count_; }
    float* ahead_per_cm2() const { return numbers_.get() + 2 * count_; }
    float* scar_per_cm2() const { return numbers_.get() + 3 * count_; }
    float* brushed_share() const { return brushing_.get(); }
    float* brushed_per_cm2() const { return brushing_.get() + count_; }

private:
    std::uint32_t candidates_ = 0, count_ = 0;
    Lists lists_;
    std::shared_ptr<float[]> numbers_, brushing_;
};

}  // namespace trichion
