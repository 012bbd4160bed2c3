// Which candidates of a tile are dots and which native hair, once it is known what the lines mean to each.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/ground.h"
#include "core/pipeline/placing_trace.h"

#include <array>
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

    /// The dots of a design before that may stand for the same candidates: pigment dots only where they look the same.
    struct Known {
        std::span<const Dot> dots, native_hair;
    };
    struct Filled {
        std::vector<Dot> dots, native_hair;
        std::array<int, 4> per_session{};
    };

    /// How many of a tile's candidates can be anything: a prefix. And whether its ground is the same everywhere.
    struct Reach {
        std::uint32_t candidates = 0;
        bool is_even = false;
    };
    Reach reach_of(std::size_t tile, const Shape& most) const;
    /// Whether native hair stands anywhere in the tile if the outline leaves it.
    bool may_bear_drawn_hair(std::size_t tile) const;
    /// @param shapes  of the tile's first candidates, as many as reach_of tells; or one that holds for all.
    void fill(std::size_t tile, const Reach& reach, std::span<const Shape> shapes, const Known& known,
              Filled& filled) const;
    /// A dot set by hand.
    Dot by_hand(const BrushField::Added& added) const;

private:
    struct Hand;
    struct Target {
        float dots_per_cm2 = 0.0f;
        float native_per_cm2 = 0.0f;
    };
    /// All of a tile has one target, in one zone: thresholds on its entries, which rise.
    void fill_evenly(std::size_t tile, std::uint32_t reach, const Target& target, const Shape& shape, const Known& known,
                     Filled& filled) const;
    Target target_at(std::uint32_t id, const GroundHere& ground, const Shape& shape, bool is_all_hairy) const;
    Zone zone_at(std::size_t tile, std::uint32_t id) const;
    Dot pigment(std::uint32_t id, const Shape& shape) const;
    Dot hair(std::uint32_t id, Zone zone) const;

    const Head& head_;
    const CandidateCloud& cloud_;
    const DotSettings& settings_;
    const std::vector<std::uint32_t>& removed_;
    GroundReader ground_;
    std::array<ZoneSessions, kZones> sessions_;
    std::uint64_t hand_stream_;
};

}  // namespace trichion
