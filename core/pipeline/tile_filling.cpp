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
      hand_stream_(mix(input.cloud.seed, 0x68616e64u)) {
    const std::array<ZoneSessions, kZones> zones = sessions_of(input.plan);
    for (std::size_t z = 0; z < kZones; ++z) {
        const auto count = static_cast<std::size_t>(zones[z].count);
        for (std::size_t k = 0; k < count; ++k) steps_[z].state[k] = zones[z].session[k];
        for (std::size_t k = 0; k + 1 < count; ++k) steps_[z].share[k] = zones[z].share[k];
        steps_[z].first = steps_[z].state[0];
        for (std::size_t k = 0; k < 3; ++k) steps_[z].rise[k] = int{steps_[z].state[k + 1]} - int{steps_[z].state[k]};
    }
}

std::uint32_t TileFilling::reach_of(std::size_t tile, const Shape& most, const GroundReader::Most& ground,
                                    std::uint32_t guess) const {
    const float designed = most.share * ground.share * settings_.density_per_cm2 + most.ahead_per_cm2 + most.scar_per_cm2;
    const float brushed = ground.brushed.share * designed + ground.brushed.more_per_cm2 * most.work;
    float native = ground.native_per_cm2 + ground.drawn_per_cm2 * most.native;
    if (ground_.knows_no_hair() && hairiness(cloud_.tile_scalp[tile].y) > 0.0f) native = kNativePerCm2 * most.native;
    const float all = brushed + native;
    if (all <= 0.0f) return 0;
    // They rise, and mostly no more than a few stand between the guess and the answer.
    const float* entries = cloud_.entry_per_cm2.data() + cloud_.tile_start[tile];
    const std::uint32_t count = cloud_.tile_start[tile + 1] - cloud_.tile_start[tile];
    const float bound = all + kSlackPerCm2;
    std::uint32_t reach = std::min(guess, count);
    while (reach < count && entries[reach] <= bound) ++reach;
    while (reach > 0 && entries[reach - 1] > bound) --reach;
    return reach;
}

bool TileFilling::may_bear_drawn_hair(std::size_t tile) const {
    return ground_.knows_no_hair() ? hairiness(cloud_.tile_scalp[tile].y) > 0.0f
                                   : ground_.most_in(tile).drawn_per_cm2 > 0.0f;
}

float TileFilling::hair_at(std::uint32_t id, const GroundHere& ground, const Shape& shape, bool is_all_hairy) const {
    if (!ground_.knows_no_hair()) return ground.native_per_cm2 + ground.drawn_per_cm2 * shape.native;
    if (!(shape.native > 0.0f)) return 0.0f;
    return kNativePerCm2 * shape.native * (is_all_hairy ? 1.0f : hairiness(scalp_at(head_, cloud_.at[id])));
}

TileTargets TileFilling::targets_of(std::size_t tile, const GroundReader::Most& ground, std::span<const Shape> shapes) const {
    const std::uint32_t first = cloud_.tile_start[tile], all = cloud_.tile_start[tile + 1] - first;
    const bool is_all_hairy = hairiness(cloud_.tile_scalp[tile].x) == 1.0f;
    const bool has_one_shape = shapes.size() == 1;
    const std::uint32_t candidates = has_one_shape ? all : static_cast<std::uint32_t>(shapes.size());
    const bool has_same_hair = is_all_hairy || !ground_.knows_no_hair() || shapes[0].native == 0.0f;
    const std::uint32_t count = has_one_shape && ground.is_even && has_same_hair ? 1 : candidates;
    const auto is_any = [&](auto&& is) { return std::ranges::any_of(shapes, is); };
    TileTargets::Lists lists;
    lists.has_ahead = is_any([](const Shape& shape) { return shape.ahead_per_cm2 > 0.0f || shape.scar_per_cm2 > 0.0f; });
    lists.has_native = ground.native_per_cm2 > 0.0f || is_any([](const Shape& shape) { return shape.native > 0.0f; });
    TileTargets targets(ground, candidates, count, lists);
    const GroundHere even = ground.is_even ? ground_.at(first) : GroundHere{};
    for (std::uint32_t i = 0; i < count; ++i) {
        const Shape& shape = shapes[has_one_shape ? 0 : i];
        const GroundHere here = ground.is_even ? even : ground_.at(first + i);
        targets.share()[i] = shape.share * here.share;
        targets.ahead_per_cm2()[i] = shape.ahead_per_cm2 * std::min(here.share / kSentinelsFullFrom, 1.0f);
        targets.scar_per_cm2()[i] = shape.scar_per_cm2;
        targets.native_per_cm2()[i] = lists.has_native ? hair_at(first + i, here, shape, is_all_hairy) : 0.0f;
    }
    add_brushing(tile, shapes, targets);
    if (cloud_.tile_zone[tile] < kZones) return targets;
    std::vector<Zone> zones;
    zones.reserve(candidates);
    for (std::uint32_t i = 0; i < candidates; ++i) zones.push_back(zone_at(first + i));
    targets.zones = std::make_shared<const std::vector<Zone>>(std::move(zones));
    return targets;
}

TileTargets TileFilling::brushed_targets_of(std::size_t tile, const GroundReader::Most& ground, std::span<const Shape> shapes,
                                            const TileTargets& before) const {
    // Even ground is asked at one place only.
    if (ground.is_even != before.ground.is_even) return targets_of(tile, ground, shapes);
    TileTargets targets = before.without_brushing(ground);
    add_brushing(tile, shapes, targets);
    return targets;
}

void TileFilling::add_brushing(std::size_t tile, std::span<const Shape> shapes, TileTargets& targets) const {
    if (!targets.ground.is_brushed) return;
    targets.add_brushing();
    const std::uint32_t first = cloud_.tile_start[tile];
    const BrushField::Change even = ground_.brushed_at(first);
    for (std::uint32_t i = 0; i < targets.count(); ++i) {
        const BrushField::Change here = targets.ground.is_even ? even : ground_.brushed_at(first + i);
        targets.brushed_share()[i] = here.share;
        targets.brushed_per_cm2()[i] = here.more_per_cm2 * shapes[shapes.size() == 1 ? 0 : i].work;
    }
}

/// In the order of TileTargets' formula. A step that would add 0 or multiply by 1 is left out: it changes no bit.
void TileFilling::find_targets(const TileTargets& targets, std::size_t count) {
    if (target_per_cm2_.size() < count) target_per_cm2_.resize(count);
    float* target = target_per_cm2_.data();
    const float density = settings_.density_per_cm2;
    const float* share = targets.share();
    for (std::size_t i = 0; i < count; ++i) target[i] = share[i] * density;
    if (targets.lists().has_ahead) {
        const float *ahead = targets.ahead_per_cm2(), *scar = targets.scar_per_cm2();
        for (std::size_t i = 0; i < count; ++i) target[i] = target[i] + ahead[i] + scar[i];
    }
    if (targets.is_brushed()) {
        const float *brushed = targets.brushed_share(), *more = targets.brushed_per_cm2();
        for (std::size_t i = 0; i < count; ++i) target[i] = brushed[i] * target[i] + more[i];
    }
}

/// Without branches, so that several are found at once.
inline CandidateState TileFilling::state_at(float entry, float dots_per_cm2, float native_per_cm2, const Steps& steps) {
    const int step = steps.first + (entry > steps.share[0] * dots_per_cm2 ? steps.rise[0] : 0) +
                     (entry > steps.share[1] * dots_per_cm2 ? steps.rise[1] : 0) + (entry > steps.share[2] * dots_per_cm2 ? steps.rise[2] : 0);
    // Taken from the ranks just below the pigment's, so that hair and dots together keep their distance.
    const bool is_hair = (native_per_cm2 > 0.0f) & (entry <= dots_per_cm2 + native_per_cm2);
    const int other = is_hair ? kNativeHair : 0;
    return static_cast<CandidateState>(entry <= dots_per_cm2 ? step : other);
}

void TileFilling::add_states(std::size_t tile, const TileTargets& targets, std::uint32_t reach,
                             std::vector<CandidateState>& states) {
    const std::uint32_t first = cloud_.tile_start[tile];
    const auto entries = std::span(cloud_.entry_per_cm2).subspan(first, reach);
    const std::size_t from = states.size();
    find_targets(targets, targets.is_even() ? 1 : reach);
    if (targets.is_even() && !targets.zones) {
        add_even_states(entries, targets, steps_[cloud_.tile_zone[tile]], states);
    } else if (targets.is_even() || targets.zones) {
        const auto state_of = [&](std::uint32_t i) {
            const std::uint32_t k = targets.is_even() ? 0 : i;
            const Steps& steps = steps_[targets.zones ? static_cast<std::size_t>((*targets.zones)[i]) : cloud_.tile_zone[tile]];
            return state_at(entries[i], target_per_cm2_[k], targets.native_per_cm2()[k], steps);
        };
        for (std::uint32_t i = 0; i < reach; ++i) states.push_back(state_of(i));
    } else {
        states.resize(from + reach);
        const Steps steps = steps_[cloud_.tile_zone[tile]];
        CandidateState* state = states.data() + from;
        const float* dots = target_per_cm2_.data();
        const float* native = targets.native_per_cm2();
        if (!targets.lists().has_native)
            for (std::uint32_t i = 0; i < reach; ++i) state[i] = state_at(entries[i], dots[i], 0.0f, steps);
        else
            for (std::uint32_t i = 0; i < reach; ++i) state[i] = state_at(entries[i], dots[i], native[i], steps);
    }
    for (auto id = std::ranges::lower_bound(removed_, first); id != removed_.end() && *id < first + reach; ++id)
        if (CandidateState& state = states[from + *id - first]; is_dot(state)) state = 0;
}

/// Where one target holds for all it is a threshold on the entries, which rise.
void TileFilling::add_even_states(std::span<const float> entries, const TileTargets& targets, const Steps& steps,
                                  std::vector<CandidateState>& states) {
    const float dots = target_per_cm2_[0], native = targets.native_per_cm2()[0];
    const auto up_to = [&](float per_cm2) { return std::ranges::upper_bound(entries, per_cm2) - entries.begin(); };
    const auto from = states.end() - states.begin();
    states.resize(states.size() + entries.size(), 0);
    const auto fill = [&](std::ptrdiff_t first, std::ptrdiff_t last, CandidateState state) {
        if (first < last) std::fill(states.begin() + from + first, states.begin() + from + last, state);
        return std::max(first, last);
    };
    const std::ptrdiff_t all = up_to(dots);
    std::ptrdiff_t done = 0;
    for (std::size_t k = 0; k < 3; ++k) done = fill(done, std::min(up_to(steps.share[k] * dots), all), steps.state[k]);
    fill(done, all, steps.state[3]);
    if (native > 0.0f) fill(all, up_to(dots + native), kNativeHair);
}

Zone TileFilling::zone_at(std::uint32_t id) const {
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
