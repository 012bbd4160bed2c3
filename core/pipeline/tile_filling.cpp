// Which candidates of a tile are dots and which native hair, once it is known what the lines mean to each.
#include "core/pipeline/tile_filling.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

/// Follicular units, one shaved mark each, where nothing else is known [FACTS 4.2: S71, S74, S75].
constexpr float kNativePerCm2 = 85.0f;
/// Of the root of a shaved follicular unit [S02, S76]; the picture adds the stubble that stands out of it.
constexpr float kNativeDiameterMm = 0.18f;
constexpr float kNativeDiameterSigma = 0.12f, kNativeShadeSigma = 0.10f;  // hairs differ, whatever the hand
constexpr float kSlackPerCm2 = 0.01f;  // above the rounding of any bound
/// A place with less of its design's density than this has so much fewer sentinels.
constexpr float kSentinelsFullFrom = 0.25f;

/// e^x for |x| < 1.1, the same bits on every machine.
float exp_near_zero(float x) {
    return 1.0f + x * (1.0f + x * (0.5f + x * (1.0f / 6.0f + x * (1.0f / 24.0f + x * (1.0f / 120.0f)))));
}

/// About normal, mean 0, deviation 1, within 3.5: the sum of four bytes, each uniform.
float normal_of(std::uint32_t bits) {
    const std::uint32_t sum = (bits & 0xffu) + (bits >> 8 & 0xffu) + (bits >> 16 & 0xffu) + (bits >> 24);
    return (static_cast<float>(sum) - 510.0f) * (1.7320508f / 256.0f);
}
float first_normal(std::uint64_t bits) { return normal_of(static_cast<std::uint32_t>(bits)); }
float second_normal(std::uint64_t bits) { return normal_of(static_cast<std::uint32_t>(bits >> 32)); }

/// `p` moved along the skin.
glm::vec3 moved(const glm::vec3& p, const glm::vec3& normal, float first_mm, float second_mm) {
    const glm::vec3 away = std::abs(normal.y) < 0.7f ? glm::vec3(0.0f, 1.0f, 0.0f) : glm::vec3(0.0f, 0.0f, 1.0f);
    const glm::vec3 side = glm::cross(away, normal);
    const glm::vec3 across = side * (1.0f / std::sqrt(glm::dot(side, side)));
    return p + first_mm * across + second_mm * glm::cross(normal, across);
}

/// The dot of this candidate in an ascending list, asked in ascending order.
const Dot* take(std::span<const Dot> dots, std::size_t& next, std::uint32_t id) {
    while (next < dots.size() && dots[next].id < id) ++next;
    return next < dots.size() && dots[next].id == id ? &dots[next] : nullptr;
}

}  // namespace

std::array<ZoneSessions, kZones> sessions_of(const SessionPlan& plan) {
    std::array<ZoneSessions, kZones> zones;
    const auto sessions = static_cast<std::size_t>(std::clamp(plan.sessions, 1, 4));
    for (std::size_t z = 0; z < kZones; ++z) {
        ZoneSessions& zone = zones[z];
        float sum = 0.0f;
        for (std::size_t s = 0; s < sessions; ++s) {
            if ((plan.each[s].zones_left_out >> z & 1u) != 0) continue;
            const auto k = static_cast<std::size_t>(zone.count++);
            zone.share[k] = sum += std::max(plan.shares[s], 0.0f);
            zone.session[k] = static_cast<std::uint8_t>(s + 1);
        }
        if (zone.count == 0) continue;
        for (float& share : zone.share) share = sum > 0.0f ? share / sum : 1.0f;
        zone.share[static_cast<std::size_t>(zone.count) - 1] = 1.0f;
    }
    return zones;
}

/// The factors that make a dot this candidate's own.
struct TileFilling::Hand {
    std::uint64_t look, place;  // bits

    Hand(std::uint64_t stream, std::uint64_t name) : look(mix(stream ^ name)), place(mix(look)) {}
};

TileFilling::TileFilling(const DotsInput& input, const PlacingTrace& trace)
    : head_(input.head),
      cloud_(input.cloud),
      settings_(input.settings),
      removed_(trace.removed),
      ground_(input.head, input.cloud, *trace.ground, input.brushed),
      sessions_(sessions_of(input.plan)),
      hand_stream_(mix(input.cloud.seed, 0x68616e64u)) {}

TileFilling::Reach TileFilling::reach_of(std::size_t tile, const Shape& most) const {
    const GroundReader::Most ground = ground_.most_in(tile);
    const float designed = most.share * ground.share * settings_.density_per_cm2 + most.ahead_per_cm2 + most.scar_per_cm2;
    const float brushed = ground.brushed.share * designed + ground.brushed.more_per_cm2 * most.work;
    float native = ground.native_per_cm2 + ground.drawn_per_cm2 * most.native;
    if (ground_.knows_no_hair() && hairiness(cloud_.tile_scalp[tile].y) > 0.0f) native = kNativePerCm2 * most.native;
    const float all = brushed + native;
    if (all <= 0.0f) return {};
    const auto first = cloud_.entry_per_cm2.begin() + cloud_.tile_start[tile];
    const auto last = cloud_.entry_per_cm2.begin() + cloud_.tile_start[tile + 1];
    return {static_cast<std::uint32_t>(std::upper_bound(first, last, all + kSlackPerCm2) - first), ground.is_even};
}

bool TileFilling::may_bear_drawn_hair(std::size_t tile) const {
    return ground_.knows_no_hair() ? hairiness(cloud_.tile_scalp[tile].y) > 0.0f
                                   : ground_.most_in(tile).drawn_per_cm2 > 0.0f;
}

TileFilling::Target TileFilling::target_at(std::uint32_t id, const GroundHere& ground, const Shape& shape,
                                           bool is_all_hairy) const {
    const float designed = shape.share * ground.share * settings_.density_per_cm2 +
                           shape.ahead_per_cm2 * std::min(ground.share / kSentinelsFullFrom, 1.0f) + shape.scar_per_cm2;
    Target target;
    target.dots_per_cm2 = ground.brushed.share * designed + ground.brushed.more_per_cm2 * shape.work;
    target.native_per_cm2 = ground.native_per_cm2 + ground.drawn_per_cm2 * shape.native;
    if (ground_.knows_no_hair() && shape.native > 0.0f)
        target.native_per_cm2 = kNativePerCm2 * shape.native * (is_all_hairy ? 1.0f : hairiness(scalp_at(head_, cloud_.at[id])));
    return target;
}

void TileFilling::fill(std::size_t tile, const Reach& reach, std::span<const Shape> shapes, const Known& known,
                       Filled& filled) const {
    const std::uint32_t first = cloud_.tile_start[tile];
    const bool is_all_hairy = hairiness(cloud_.tile_scalp[tile].x) == 1.0f;
    const auto removed_from = std::ranges::lower_bound(removed_, first);
    const bool is_any_removed = removed_from != removed_.end() && *removed_from < cloud_.tile_start[tile + 1];
    // Where shape and ground are the same everywhere, one target holds for all.
    const bool has_one_shape = shapes.size() == 1;
    const GroundHere even = reach.is_even ? ground_.at(first) : GroundHere{};
    const bool has_one_target = has_one_shape && reach.is_even && (is_all_hairy || !ground_.knows_no_hair() || shapes[0].native == 0.0f);
    Target target = has_one_target ? target_at(first, even, shapes[0], is_all_hairy) : Target{};
    if (has_one_target && !is_any_removed && cloud_.tile_zone[tile] < kZones)
        return fill_evenly(tile, reach.candidates, target, shapes[0], known, filled);
    std::size_t next_dot = 0, next_hair = 0;
    for (std::uint32_t i = 0; i < reach.candidates; ++i) {
        const std::uint32_t id = first + i;
        const Shape& shape = has_one_shape ? shapes[0] : shapes[i];
        if (!has_one_target) target = target_at(id, reach.is_even ? even : ground_.at(id), shape, is_all_hairy);
        const float entry = cloud_.entry_per_cm2[id];
        if (entry > target.dots_per_cm2) {
            // Taken from the ranks just below the pigment's, so that hair and dots together keep their distance.
            if (!(target.native_per_cm2 > 0.0f) || entry > target.dots_per_cm2 + target.native_per_cm2) continue;
            const Dot* same = take(known.native_hair, next_hair, id);
            filled.native_hair.push_back(same ? *same : hair(id, zone_at(tile, id)));
            continue;
        }
        if (is_any_removed && std::ranges::binary_search(removed_, id)) continue;
        const Dot* same = take(known.dots, next_dot, id);
        const Zone zone = same ? same->zone : zone_at(tile, id);
        const ZoneSessions& sessions = sessions_[static_cast<std::size_t>(zone)];
        if (sessions.count == 0) continue;
        std::size_t session = 0;
        while (entry > sessions.share[session] * target.dots_per_cm2) ++session;
        filled.dots.push_back(same ? *same : pigment(id, shape));
        filled.dots.back().zone = zone;
        filled.dots.back().session = sessions.session[session];
        ++filled.per_session[sessions.session[session] - 1u];
    }
}

void TileFilling::fill_evenly(std::size_t tile, std::uint32_t reach, const Target& target, const Shape& shape,
                              const Known& known, Filled& filled) const {
    const std::uint32_t first = cloud_.tile_start[tile];
    const auto zone = static_cast<Zone>(cloud_.tile_zone[tile]);
    const ZoneSessions& sessions = sessions_[cloud_.tile_zone[tile]];
    const auto entries = std::span(cloud_.entry_per_cm2).subspan(first, reach);
    const auto up_to = [&](float per_cm2) {
        return static_cast<std::size_t>(std::ranges::upper_bound(entries, per_cm2) - entries.begin());
    };
    const std::size_t dots = up_to(target.dots_per_cm2);
    if (sessions.count > 0) {
        const std::size_t from = filled.dots.size();
        const bool are_first = !known.dots.empty() && known.dots.back().id + 1 == first + known.dots.size();
        const std::size_t copied = are_first ? std::min(dots, known.dots.size()) : 0;
        filled.dots.insert(filled.dots.end(), known.dots.begin(), known.dots.begin() + static_cast<std::ptrdiff_t>(copied));
        for (std::size_t i = copied; i < dots; ++i) {
            filled.dots.push_back(pigment(first + static_cast<std::uint32_t>(i), shape));
            filled.dots.back().zone = zone;
        }
        std::size_t done = 0;
        for (std::size_t s = 0; s < static_cast<std::size_t>(sessions.count); ++s) {
            const std::size_t end = std::min(up_to(sessions.share[s] * target.dots_per_cm2), dots);
            filled.per_session[sessions.session[s] - 1u] += static_cast<int>(end - std::min(done, end));
            for (; done < end; ++done) filled.dots[from + done].session = sessions.session[s];
        }
    }
    const std::size_t hairs = target.native_per_cm2 > 0.0f ? up_to(target.dots_per_cm2 + target.native_per_cm2) : dots;
    std::size_t next_hair = 0;
    for (std::size_t i = dots; i < hairs; ++i) {
        const std::uint32_t id = first + static_cast<std::uint32_t>(i);
        const Dot* same = take(known.native_hair, next_hair, id);
        filled.native_hair.push_back(same ? *same : hair(id, zone));
    }
}

Zone TileFilling::zone_at(std::size_t tile, std::uint32_t id) const {
    if (cloud_.tile_zone[tile] < kZones) return static_cast<Zone>(cloud_.tile_zone[tile]);
    const SurfacePoint at = cloud_.at[id];
    const glm::uvec3& c = head_.measuring.mesh().triangles[at.triangle];
    std::array<float, kZones> weights;
    for (std::size_t z = 0; z < kZones; ++z)
        weights[z] = at.weights.x * cloud_.zone_weights[c.x][z] + at.weights.y * cloud_.zone_weights[c.y][z] +
                     at.weights.z * cloud_.zone_weights[c.z][z];
    return greatest(weights);
}

Dot TileFilling::pigment(std::uint32_t id, const Shape& shape) const {
    const Hand hand(hand_stream_, cloud_.name(id));
    const float jitter_mm = settings_.jitter_mm;
    Dot dot;
    dot.id = id;
    dot.normal = cloud_.normal[id];
    dot.position_mm = moved(cloud_.position_mm[id], dot.normal, jitter_mm * first_normal(hand.place),
                            jitter_mm * second_normal(hand.place));
    dot.diameter_mm = settings_.diameter_mm * exp_near_zero(settings_.diameter_variation * first_normal(hand.look)) *
                      shape.dot_scale;
    dot.shade = exp_near_zero(settings_.shade_variation * second_normal(hand.look)) * shape.shade;
    dot.depth = exp_near_zero(settings_.depth_variation * first_normal(mix(hand.place))) * shape.depth;
    return dot;
}

Dot TileFilling::hair(std::uint32_t id, Zone zone) const {
    const Hand hand(hand_stream_, cloud_.name(id));
    Dot dot;
    dot.id = id;
    dot.position_mm = cloud_.position_mm[id];
    dot.normal = cloud_.normal[id];
    dot.diameter_mm = kNativeDiameterMm * exp_near_zero(kNativeDiameterSigma * first_normal(hand.look));
    dot.shade = exp_near_zero(kNativeShadeSigma * second_normal(hand.look));
    dot.session = 0;
    dot.zone = zone;
    return dot;
}

Dot TileFilling::by_hand(const BrushField::Added& added) const {
    const auto id = static_cast<std::uint32_t>(cloud_.position_mm.size()) + added.id;
    const Hand hand(mix(hand_stream_), added.id);
    Dot dot;
    dot.id = id;
    dot.position_mm = head_.measuring.position(added.at);
    dot.normal = head_.measuring.normal(added.at);
    dot.diameter_mm = settings_.diameter_mm * exp_near_zero(settings_.diameter_variation * first_normal(hand.look));
    dot.shade = exp_near_zero(settings_.shade_variation * second_normal(hand.look));
    dot.depth = exp_near_zero(settings_.depth_variation * first_normal(mix(hand.place)));
    dot.zone = cloud_.zones.zone(dot.position_mm);
    return dot;
}

}  // namespace trichion
