// How close the dots of one design come to each other, followed from edit to edit.
#pragma once

#include "core/pipeline/dots_stage.h"

#include <cstdint>
#include <span>
#include <vector>

namespace trichion {

/// Counts, for each dot, the others nearer than `within_mm`, and knows the closest pair. Counting up and down gives what
/// counting afresh gives.
class Crowding {
public:
    Crowding() = default;
    /// @cost about 0.1 us for each dot.
    Crowding(const CandidateCloud& cloud, const DotList& dots, float within_mm);

    float within_mm() const { return within_mm_; }
    /// The same after some dots went and others came. Both by candidate.
    /// @cost about 0.2 us for each of them, and 0.05 ms.
    Crowding followed(const CandidateCloud& cloud, std::span<const std::uint32_t> gone,
                      std::span<const std::uint32_t> come) const;

    /// Between any two dots; 0 when fewer than two.
    float least_mm() const;
    Merging merging() const;

private:
    bool is_chosen(std::uint32_t id) const { return (chosen_[id / 64] >> (id % 64) & 1u) != 0; }
    void count(std::uint32_t id, int step);
    void count_all(const CandidateCloud& cloud, const DotList& dots);
    class TileFinder;
    void take(TileFinder& tiles, std::uint32_t id);
    void put(TileFinder& tiles, std::uint32_t id);
    void find_closest(TileFinder& tiles);
    template <class Visit>
    void for_each_chosen_within(TileFinder& tiles, std::uint32_t id, float reach_mm, Visit&& visit) const;

    float within_mm_ = 0.0f;
    std::size_t dots_ = 0;
    std::vector<std::uint64_t> chosen_;  // bit by candidate
    std::vector<std::uint8_t> near_;     // by candidate
    std::vector<std::uint64_t> crowded_;
    std::size_t crowded_count_ = 0;
    float least2_ = 0.0f;                // squared; infinite when fewer than two
    std::uint32_t closest_[2] = {~0u, ~0u};
};

}  // namespace trichion
