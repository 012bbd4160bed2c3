// What the skin is meant to bear apart from the design's lines, by vertex of the measuring surface.
#include "core/pipeline/ground.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

/// Shares are whole steps, so that within a zone they are equal to the last bit.
constexpr float kSteps = 65536.0f;

}  // namespace

Ground ground_of(const CandidateCloud& cloud, const DotSettings& settings, const NativeField& native) {
    Ground ground;
    ground.share.reserve(cloud.zone_weights.size());
    for (const std::array<float, kZones>& weights : cloud.zone_weights) {
        float share = 0.0f;
        for (std::size_t z = 0; z < kZones; ++z) share += weights[z] * settings.zone_share[z];
        ground.share.push_back(std::floor(share * kSteps + 0.5f) * (1.0f / kSteps));
    }
    if (native.full_per_cm2.size() != ground.share.size()) return ground;
    const bool is_as_drawn = native.is_as_drawn() || !native.outline_share.empty();
    if (is_as_drawn) {
        ground.drawn_per_cm2 = native.full_per_cm2;
        for (float& stands : ground.drawn_per_cm2) stands *= native.fullness;
    }
    for (std::size_t v = 0; v < native.outline_share.size(); ++v) ground.drawn_per_cm2[v] *= native.outline_share[v];
    ground.native_per_cm2 = native.per_cm2;
    ground.missing.assign(native.per_cm2.size(), 1.0f);
    for (std::size_t v = 0; v < native.per_cm2.size(); ++v) {
        if (native.full_per_cm2[v] > 0.0f)
            ground.missing[v] = 1.0f - std::clamp(native.per_cm2[v] / native.full_per_cm2[v], 0.0f, 1.0f);
        ground.share[v] *= ground.missing[v];
    }
    return ground;
}

GroundHere GroundReader::at(std::uint32_t id) const {
    const CandidateCloud::Place& at = cloud_.at[id];
    const glm::uvec3& c = triangles_[at.triangle];
    const float first = 1.0f - at.second - at.third;
    const auto mean = [&](float a, float b, float d) { return first * a + at.second * b + at.third * d; };
    GroundHere here;
    here.share = mean(ground_.share[c.x], ground_.share[c.y], ground_.share[c.z]);
    if (has_native())
        here.native_per_cm2 = mean(ground_.native_per_cm2[c.x], ground_.native_per_cm2[c.y], ground_.native_per_cm2[c.z]);
    if (has_drawn())
        here.drawn_per_cm2 = mean(ground_.drawn_per_cm2[c.x], ground_.drawn_per_cm2[c.y], ground_.drawn_per_cm2[c.z]);
    return here;
}

BrushField::Change GroundReader::brushed_at(std::uint32_t id) const {
    const CandidateCloud::Place& at = cloud_.at[id];
    const glm::uvec3& c = triangles_[at.triangle];
    const float first = 1.0f - at.second - at.third;
    const auto mean = [&](float a, float b, float d) { return first * a + at.second * b + at.third * d; };
    const BrushField::Change &a = brushed_.change[c.x], &b = brushed_.change[c.y], &d = brushed_.change[c.z];
    BrushField::Change here{mean(a.share, b.share, d.share), mean(a.more_per_cm2, b.more_per_cm2, d.more_per_cm2)};
    if (!ground_.missing.empty())
        here.more_per_cm2 *= mean(ground_.missing[c.x], ground_.missing[c.y], ground_.missing[c.z]);
    return here;
}

GroundReader::Most GroundReader::most_in(std::size_t tile) const {
    Most most;
    float most_missing = 1.0f;  // asked only whether it is even
    bool is_as_much_missing = true;
    const std::uint32_t first = cloud_.tile_vertex_start[tile], last = cloud_.tile_vertex_start[tile + 1];
    const auto raise = [](float& known, float value, bool is_first, bool& is_even) {
        is_even = is_even && (is_first || value == known);
        known = is_first ? value : std::max(known, value);
    };
    for (std::uint32_t i = first; i < last; ++i) {
        const std::uint32_t v = cloud_.tile_vertex[i];
        raise(most.share, ground_.share[v], i == first, most.is_even);
        if (has_native()) raise(most.native_per_cm2, ground_.native_per_cm2[v], i == first, most.is_even);
        if (has_drawn()) raise(most.drawn_per_cm2, ground_.drawn_per_cm2[v], i == first, most.is_even);
        if (!has_brushing()) continue;
        if (!ground_.missing.empty()) raise(most_missing, ground_.missing[v], i == first, is_as_much_missing);
        most.is_brushed = most.is_brushed || !(brushed_.change[v] == BrushField::Change{});
        raise(most.brushed.share, brushed_.change[v].share, i == first, most.is_even);
        raise(most.brushed.more_per_cm2, brushed_.change[v].more_per_cm2, i == first, most.is_even);
    }
    // What was brushed elsewhere may not change a bit here.
    if (most.is_brushed) most.is_even = most.is_even && is_as_much_missing;
    return most;
}

}  // namespace trichion
