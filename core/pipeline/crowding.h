// How close the dots of one design come to each other, followed from edit to edit.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

/// How near two dots merge: once they have spread for years, and already when they have healed.
struct MergeReach {
    float years_mm = 0.0f;
    float healed_mm = 0.0f;  // at most `years_mm`

    friend bool operator==(const MergeReach&, const MergeReach&) = default;
};

/// Counts, for each dot, the others within either reach, and knows the closest pair. Counting up and down gives what
/// counting afresh gives.
class Crowding {
public:
    Crowding() = default;
    /// @cost about 0.1 us for each dot.
    Crowding(const CandidateCloud& cloud, const DotList& dots, const MergeReach& reach);

    const MergeReach& reach() const { return reach_; }
    /// The same after some dots went and others came. Both by candidate.
    /// @cost about 0.2 us for each of them, and 0.05 ms.
    Crowding followed(const CandidateCloud& cloud, std::span<const std::uint32_t> gone,
                      std::span<const std::uint32_t> come) const;

    /// Between any two dots; 0 when fewer than two.
    float least_mm() const;
    Merging merging() const;

private:
    bool is_chosen(std::uint32_t id) const { return (chosen_[id / 64] >> (id % 64) & 1u) != 0; }
    /// Others near a dot.
    struct Near {
        std::uint8_t years = 0, healed = 0;
    };
    /// Dots that have `Merging::kCrowd` others near or more.
    struct Crowded {
        std::vector<std::uint64_t> bits;  // by candidate
        std::size_t count = 0;

        void count_up_or_down(std::uint32_t id, std::uint8_t& near, int step);
        void add_if(std::uint32_t id, std::uint8_t near);
    };

    void count(std::uint32_t id, float d2, int step);
    void count_all(const CandidateCloud& cloud, const DotList& dots);
    class TileFinder;
    void take(TileFinder& tiles, std::uint32_t id);
    void put(TileFinder& tiles, std::uint32_t id);
    void find_closest(TileFinder& tiles);
    template <class Visit>
    void for_each_chosen_within(TileFinder& tiles, std::uint32_t id, float reach_mm, Visit&& visit) const;

    MergeReach reach_;
    std::size_t dots_ = 0;
    std::vector<std::uint64_t> chosen_;  // bit by candidate
    std::vector<Near> near_;             // by candidate
    Crowded years_, healed_;
    float least2_ = 0.0f;                // squared; infinite when fewer than two
    std::uint32_t closest_[2] = {~0u, ~0u};
};

}  // namespace trichion
