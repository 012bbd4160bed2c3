// The zones stage: how many dots a square centimetre of each place is meant to bear, and how much native hair.
#include "core/pipeline/zones.h"

#include "core/base/hash.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace trichion {
namespace {

// Final densities, dots per cm2 [FACTS, Rulings: S10, S07].
constexpr float kTop = 180.0f;
constexpr float kCrown = 160.0f;
constexpr float kSides = 110.0f;
constexpr float kFirstRow = 70.0f;
constexpr float kTransition = 120.0f;
/// Where density passes `kTransition`, half way through the rise, as a share of the way from first row to top.
constexpr float kHalfWayShare = (kTransition - kFirstRow) / (kTop - kFirstRow);

constexpr float kNativePerCm2 = 85.0f;      // follicular units, one shaved mark each [FACTS 4.2: S71, S74, S75]
constexpr float kOwnerFadeMm = 6.0f;        // native hair ends this far before a place that is nearer to the front
constexpr float kMacroWaveMm = 35.0f;       // [FACTS 3.5: S57]
constexpr float kMicroWaveMm = 8.0f;        // [FACTS 3.5]
constexpr float kSentinelsPerCm2 = 4.0f;    // single dots before the broken edge: 6 to 12 a side [S63b]
constexpr float kSlackPerCm2 = 0.01f;       // above the rounding of any bound
constexpr float kSlackMm = 1e-3f;
constexpr float kAroundMm = 14.0f;          // one stretch of tiles along the Morton curve
constexpr float kWhorlBehindMm = 62.5f;     // [S69]
constexpr float kCrownRadiusMm = 40.0f;
constexpr float kZoneFadeMm = 24.0f;
/// No zone changes faster: 70 dots over the 16 mm of the temple's width and the 25 mm of its depth make 7.8, the crown
/// adds 1.3. DefaultDesign.TheBoundOnAZoneHoldsWithinItsBall watches it.
constexpr float kSteepestPerMm = 10.0f;

float smooth(float t) {
    const float c = std::clamp(t, 0.0f, 1.0f);
    return c * c * (3.0f - 2.0f * c);
}

float smooth_between(float from, float to, float x) { return smooth((x - from) / (to - from)); }

float lattice(std::uint64_t seed, int x, int y, int z) {
    const auto bits = [](int v) { return static_cast<std::uint64_t>(static_cast<std::uint32_t>(v) & 0x1fffffu); };
    return unit_float(mix(seed ^ (bits(x) | bits(y) << 21 | bits(z) << 42)));
}

/// Smooth noise in space, 0 to 1, mean 0.5, one hill about every `wave_mm`. Of the place alone, not of the way along
/// a line, so that it stays where it is when the line moves.
/// @source K. Perlin, "An Image Synthesizer", SIGGRAPH 1985 (lattice noise, here of values).
float noise(std::uint64_t seed, const glm::vec3& p, float wave_mm) {
    const glm::vec3 scaled = p * (2.0f / wave_mm) + 1000.0f;
    const glm::ivec3 cell(scaled);
    const glm::vec3 within = scaled - glm::vec3(cell);
    const glm::vec3 t = within * within * (3.0f - 2.0f * within);
    float planes[2];
    for (int dz = 0; dz < 2; ++dz) {
        float rows[2];
        for (int dy = 0; dy < 2; ++dy)
            rows[dy] = glm::mix(lattice(seed, cell.x, cell.y + dy, cell.z + dz),
                                lattice(seed, cell.x + 1, cell.y + dy, cell.z + dz), t.x);
        planes[dz] = glm::mix(rows[0], rows[1], t.y);
    }
    return glm::mix(planes[0], planes[1], t.z);
}

/// How far behind the drawn line the broken edge lies at a place, mm, >= 0: the drawn line is its outer limit.
float recess_mm(std::uint64_t seed, const glm::vec3& p, const EdgeSettings& edge) {
    const float macro = edge.macro_mm * (noise(mix(seed, 1), p, kMacroWaveMm) - 0.3f);
    const float micro = 2.0f * edge.micro_mm * (noise(mix(seed, 2), p, kMicroWaveMm) - 0.4f);
    return std::max(macro + micro, 0.0f);
}

float most_recess_mm(const EdgeSettings& edge) { return 0.7f * edge.macro_mm + 1.2f * edge.micro_mm; }

std::vector<glm::vec3> whole_loop(const OutlineResult& curves) {
    std::vector<glm::vec3> loop;
    for (const OutlineCurve& part : curves.parts)
        for (std::size_t i = 0; i + 1 < part.curve.positions_mm.size(); ++i)
            loop.push_back(part.curve.positions_mm[i]);
    return loop;
}

/// One candidate of each tile stands for the scalp's form.
CapProjection projection_of(const CandidateCloud& cloud) {
    std::vector<glm::vec3> positions, normals;
    for (std::size_t t = 0; t + 1 < cloud.tile_start.size(); ++t) {
        positions.push_back(cloud.position_mm[cloud.tile_start[t]]);
        normals.push_back(cloud.normal[cloud.tile_start[t]]);
    }
    return CapProjection::fitted(positions, normals);
}

}  // namespace

ZoneMap::ZoneMap(const Head& head) {
    const auto find = [&](const char* name) -> const glm::vec3* {
        const auto found = head.landmarks.find(name);
        return found == head.landmarks.end() ? nullptr : &found->second.position_mm;
    };
    const glm::vec3 *vertex = find("vertex"), *canthus = find("exocanthion_l");
    if (!vertex || !canthus) return;
    const Ray down{{0.0f, vertex->y + 100.0f, -kWhorlBehindMm}, {0.0f, -1.0f, 0.0f}};
    const auto hit = head.measuring.hit(down);
    if (!hit) return;
    whorl_mm_ = head.measuring.position(hit->at);
    canthus_mm_ = std::abs(canthus->x);
    middle_y_mm_ = 0.35f * vertex->y;
}

float ZoneMap::density_per_cm2(const glm::vec3& p) const {
    if (!whorl_mm_) return kTop;
    const float crown = 1.0f - smooth((glm::distance(p, *whorl_mm_) - kCrownRadiusMm) / kZoneFadeMm);
    const float up = std::max(p.y - middle_y_mm_, 0.0f);
    const float sideways = std::abs(p.x) / std::max(std::sqrt(p.x * p.x + up * up + p.z * p.z), 1.0f);
    const float side = smooth_between(0.72f, 0.90f, sideways);
    const float temple = smooth_between(canthus_mm_, canthus_mm_ + 16.0f, std::abs(p.x)) * smooth_between(5.0f, 30.0f, p.z);
    const float over_top = std::lerp(kTop, kCrown, crown);
    return std::lerp(over_top, kSides, std::max(side, temple));
}

float ZoneMap::most_per_cm2(const glm::vec3& p, float radius_mm) const {
    return whorl_mm_ ? std::min(density_per_cm2(p) + kSteepestPerMm * radius_mm, kTop) : kTop;
}

DensityField::DensityField(const Head& head, const CandidateCloud& cloud, const Outline& outline,
                           const EdgeSettings& edge, const OutlineResult& curves, const DotSettings& settings)
    : outline_(outline), edge_(edge), zones_(head), scale_(settings.density_per_cm2 / kTop),
      seed_(mix(mix(cloud.seed, 0x65646765u), edge.seed)),
      loop_(projection_of(cloud), whole_loop(curves)) {
    for (const OutlineCurve& part : curves.parts)
        (part.part == OutlinePart::Blend ? blend_ : front_).add(part.curve.positions_mm);
}

float DensityField::front_reach_mm() const { return most_recess_mm(edge_) + edge_.transition_mm; }

bool DensityField::settle(const glm::vec3& centre, float radius_mm, Patch& patch) const {
    if (!last_) return false;
    const float step = glm::distance(centre, last_->centre);
    const float front = last_->front_mm - step - radius_mm;  // at least, anywhere in the ball
    const float blend = last_->blend_mm - step - radius_mm;
    if (std::min(front, blend) <= kSlackMm) return false;
    const float lead = last_->front_mm - last_->blend_mm;
    const float change = 2.0f * (step + radius_mm) + kSlackMm;
    if (last_->is_inside) {
        if (front <= front_reach_mm() || blend <= outline_.blend_mm) return false;
        patch = Patch{Patch::Side::Inside, zones_.most_per_cm2(centre, radius_mm) * scale_ + kSlackPerCm2};
        return true;
    }
    if (lead + change < -kOwnerFadeMm) patch = Patch{};
    else if (lead - change > 0.0f) {
        patch = Patch{Patch::Side::Outside, 0.0f, kNativePerCm2};
        patch.is_all_native = true;
    }
    else return false;
    return true;
}

void DensityField::look_around(const glm::vec3& centre, float radius_mm) {
    if (around_ && glm::distance(*around_, centre) + radius_mm <= kAroundMm) return;
    around_ = centre;
    front_around_ = front_.near(centre, kAroundMm);
    blend_around_ = blend_.near(centre, kAroundMm);
}

void DensityField::survey(const glm::vec3& centre, float radius_mm, Patch& patch) {
    if (settle(centre, radius_mm, patch)) return;
    look_around(centre, radius_mm);
    const float step = last_ ? glm::distance(centre, last_->centre) : 0.0f;
    const float infinite = std::numeric_limits<float>::infinity();
    const float front = front_around_.distance(centre, last_ ? last_->front_mm + step : infinite);
    const float blend = blend_around_.distance(centre, last_ ? last_->blend_mm + step : infinite);
    const bool is_inside = loop_.contains(centre);
    last_ = Measured{centre, front, blend, is_inside};

    const bool is_cut = std::min(front, blend) <= radius_mm + kSlackMm;
    patch.side = is_cut ? Patch::Side::Both : is_inside ? Patch::Side::Inside : Patch::Side::Outside;
    const bool may_be_pigment = patch.side != Patch::Side::Outside;
    const bool in_blend = blend < outline_.blend_mm + radius_mm;
    const float change = 2.0f * radius_mm;
    const bool bears_native =
        front - blend > -kOwnerFadeMm - change && (patch.side != Patch::Side::Inside || in_blend);
    patch.needs_owner = bears_native && front - blend <= change;
    patch.nears_front = may_be_pigment && front < front_reach_mm() + radius_mm;
    patch.nears_blend = may_be_pigment && in_blend;
    patch.most_per_cm2 = 0.0f;
    if (may_be_pigment) {
        // The edge that is broken back is never nearer than the drawn one, so the drawn one bounds the rise.
        const float most_rise = patch.nears_front ? rise(front + radius_mm) : 1.0f;
        const float most_fade = patch.nears_blend ? faded_in(blend + radius_mm) : 1.0f;
        patch.most_per_cm2 =
            zones_.most_per_cm2(centre, radius_mm) * scale_ * std::min(most_rise, most_fade) + kSlackPerCm2;
    }
    const bool is_all_inside = patch.side == Patch::Side::Inside;
    patch.most_native_per_cm2 =
        !bears_native ? 0.0f : is_all_inside ? kNativePerCm2 * (1.0f - faded_in(blend - radius_mm)) : kNativePerCm2;
    patch.is_all_native = patch.side == Patch::Side::Outside && bears_native && !patch.needs_owner;
    patch.front.clear(), patch.blend.clear();
    if (patch.nears_front || patch.needs_owner) front_around_.gather(centre, front, radius_mm, patch.front);
    if (patch.nears_blend || patch.needs_owner) blend_around_.gather(centre, blend, radius_mm, patch.blend);
}

float DensityField::rise(float behind_edge_mm) const {
    if (behind_edge_mm < 0.0f) return kSentinelsPerCm2 / kTop;
    const float t = smooth(behind_edge_mm / std::max(edge_.transition_mm, 0.01f));
    if (t >= 1.0f) return 1.0f;
    // The parabola through the first row, the transition half way and the full density.
    const float bend = 4.0f * kHalfWayShare - 1.0f;
    return edge_.first_row + (1.0f - edge_.first_row) * t * (bend + (1.0f - bend) * t);
}

float DensityField::faded_in(float from_blend_mm) const {
    return smooth(from_blend_mm / std::max(outline_.blend_mm, 0.01f));
}

Target DensityField::target_at(const glm::vec3& p, const Patch& patch) const {
    Target target;
    const bool is_inside = patch.side == Patch::Side::Both ? loop_.contains(p) : patch.side == Patch::Side::Inside;
    const float front_mm = patch.front.distance(p);
    const float blend_mm = patch.blend.distance(p);
    const float faded = is_inside && patch.nears_blend ? faded_in(blend_mm) : 1.0f;
    if (is_inside) {
        float risen = 1.0f;
        if (patch.nears_front) {
            const float behind_edge_mm = front_mm - recess_mm(seed_, p, edge_);
            risen = rise(behind_edge_mm);
            target.dot_scale =
                std::lerp(edge_.first_row_diameter, 1.0f, smooth(behind_edge_mm / std::max(edge_.transition_mm, 0.01f)));
        }
        target.density_per_cm2 = zones_.density_per_cm2(p) * scale_ * risen * faded;
    }
    if (patch.most_native_per_cm2 > 0.0f) {
        const float owned = patch.needs_owner ? smooth((front_mm - blend_mm) / kOwnerFadeMm + 1.0f) : 1.0f;
        target.native_per_cm2 = kNativePerCm2 * owned * (is_inside ? 1.0f - faded : 1.0f);
    }
    return target;
}

}  // namespace trichion
