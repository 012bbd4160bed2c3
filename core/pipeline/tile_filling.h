// Which candidates of a tile are dots and which native hair, once it is known what the lines mean to each.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/ground.h"
#include "core/pipeline/placing_trace.h"

#include <array>
#include <limits>
#include <span>
#include <vector>

namespace trichion {

/// Shares of a zone's final dots after each session that works it, rising to 1. Sessions without a share place none.
struct ZoneSessions {
    int count = 0;  // 0: no session works the zone
    std::array<float, 4> share{};
    std::array<std::uint8_t, 4> session{};
};
std::array<ZoneSessions, kZones> sessions_of(const SessionPlan& plan);

/// Turns candidates into dots.
class TileFilling {
public:
    TileFilling(const DotsInput& input, const PlacingTrace& trace);

    /// Whether native hair stands anywhere in the tile if the outline leaves it.
    bool may_bear_drawn_hair(std::size_t tile) const;
    GroundReader::Most most_ground(std::size_t tile) const { return ground_.most_in(tile); }
    /// How many of a tile's candidates can be anything: a prefix.
    /// @param guess  how many it was; the nearer, the quicker.
    std::uint32_t reach_of(std::size_t tile, const Shape& most, const GroundReader::Most& ground, std::uint32_t guess) const;

    /// @param shapes  of the tile's first candidates, as many as the targets are to hold for; or one that holds for all.
    TileTargets targets_of(std::size_t tile, const GroundReader::Most& ground, std::span<const Shape> shapes) const;
    /// The same where only what was brushed differs from `before`.
    TileTargets brushed_targets_of(std::size_t tile, const GroundReader::Most& ground, std::span<const Shape> shapes,
                                   const TileTargets& before) const;
    /// Adds the states of as many candidates of a tile as can be anything.
    void add_states(std::size_t tile, const TileTargets& targets, std::uint32_t reach, std::vector<CandidateState>& states);

    Zone zone_of(std::size_t tile, const TileTargets& targets, std::uint32_t in_tile) const {
        return targets.zones ? (*targets.zones)[in_tile] : static_cast<Zone>(cloud_.tile_zone[tile]);
    }
    /// The dot that a candidate becomes, but for its session and zone.
    Dot pigment(std::uint32_t id, const Shape& shape) const;
    Dot hair(std::uint32_t id, Zone zone) const;
    /// A dot set by hand.
    Dot by_hand(const BrushField::Added& added) const;

private:
    struct Hand;
    /// A zone's sessions as steps of the target: those that do not work it are never reached.
    struct Steps {
        std::array<float, 3> share{kNever, kNever, kNever};  // of the target, above which a candidate waits for the next
        std::array<CandidateState, 4> state{};
        int first = 0;                // the same states as sums
        std::array<int, 3> rise{};
    };
    static CandidateState state_at(float entry, float dots_per_cm2, float native_per_cm2, const Steps& steps);
    static constexpr float kNever = std::numeric_limits<float>::infinity();

    float hair_at(std::uint32_t id, const GroundHere& ground, const Shape& shape, bool is_all_hairy) const;
    void add_brushing(std::size_t tile, std::span<const Shape> shapes, TileTargets& targets) const;
    void find_targets(const TileTargets& targets, std::size_t count);
    void add_even_states(std::span<const float> entries, const TileTargets& targets, const Steps& steps,
                         std::vector<CandidateState>& states);
    Zone zone_at(std::uint32_t id) const;

    const Head& head_;
    const CandidateCloud& cloud_;
    const DotSettings& settings_;
    const std::vector<std::uint32_t>& removed_;
    GroundReader ground_;
    std::array<Steps, kZones> steps_;
    std::uint64_t hand_stream_;
    std::vector<float> target_per_cm2_;  // of the candidates at hand
};

}  // namespace trichion
