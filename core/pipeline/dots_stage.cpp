// The dots stage: a design as a threshold on the ranked cloud.
#include "core/pipeline/dots_stage.h"

#include "core/base/hash.h"
#include "core/pipeline/edge_meter.h"
#include "core/pipeline/placing_trace.h"
#include "core/pipeline/tiles.h"
#include "core/pipeline/worked_area.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kDiameterSigma = 0.12f;  // of the logarithm, from dot to dot [FACTS 1.1]
constexpr float kShadeSigma = 0.10f;
/// Of the root of a shaved follicular unit [S02, S76]; the picture adds the stubble that stands out of it.
constexpr float kNativeDiameterMm = 0.18f;
constexpr float kWarnDensityPerCm2 = 260.0f;  // [FACTS, Rulings: S24, S10]
constexpr float kMergeDiameters = 1.5f;       // closer than this many seen diameters, two dots may run together
constexpr std::size_t kUsualCount = 48'000;
constexpr float kMergeShare = 0.10f;  // of all dots; below it a few close pairs are the hand's own

/// e^x for |x| < 1, the same bits on every machine.
float exp_near_zero(float x) {
    return 1.0f + x * (1.0f + x * (0.5f + x * (1.0f / 6.0f + x * (1.0f / 24.0f + x * (1.0f / 120.0f)))));
}

/// About normal, mean 0, deviation 1, within 3.5: the sum of four bytes, each uniform.
float normal_of(std::uint32_t bits) {
    const std::uint32_t sum = (bits & 0xffu) + (bits >> 8 & 0xffu) + (bits >> 16 & 0xffu) + (bits >> 24);
    return (static_cast<float>(sum) - 510.0f) * (1.7320508f / 256.0f);
}

/// The factors that make a dot this candidate's own.
struct Hand {
    float diameter = 1.0f;
    float shade = 1.0f;
};
Hand hand_of(std::uint64_t stream_of_cloud, std::uint64_t name) {
    const std::uint64_t bits = mix(stream_of_cloud ^ name);
    return {exp_near_zero(kDiameterSigma * normal_of(static_cast<std::uint32_t>(bits))),
            exp_near_zero(kShadeSigma * normal_of(static_cast<std::uint32_t>(bits >> 32)))};
}

/// Shares of the final dots after each session, rising to 1. Sessions without a share place none.
std::vector<float> cumulative_shares(const SessionPlan& plan) {
    const int sessions = std::clamp(plan.sessions, 1, 4);
    std::vector<float> sums;
    float sum = 0.0f;
    for (int s = 0; s < sessions; ++s)
        sums.push_back(sum += std::max(plan.shares[static_cast<std::size_t>(s)], 0.0f));
    for (float& share : sums) share = sum > 0.0f ? share / sum : 1.0f;
    sums.back() = 1.0f;
    return sums;
}

/// Walks the cloud tile by tile and turns candidates into dots, or copies those of before.
class Placing {
public:
    Placing(const Head& head, const CandidateCloud& cloud, DensityField& field, const DotSettings& settings,
            const SessionPlan& plan, const EditBounds& bounds, const Dots* before)
        : head_(head),
          cloud_(cloud),
          field_(field),
          settings_(settings),
          shares_(cumulative_shares(plan)),
          hand_stream_(mix(cloud.seed, 0x68616e64u)),
          bounds_(bounds),
          before_(before) {}

    void run(Dots& dots, PlacingTrace& trace) {
        constexpr std::size_t kMore = 2000;
        dots.dots.reserve(before_ ? before_->dots.size() + kMore : kUsualCount);
        dots.native_hair.reserve(before_ ? before_->native_hair.size() + kMore : kUsualCount);
        const std::size_t tiles = cloud_.tile_start.size() - 1;
        trace.tiles.reserve(tiles + 1);
        for (std::size_t t = 0; t < tiles; ++t) {
            const PlacingTrace::Tile* old = before_ ? &before_->trace->tiles[t] : nullptr;
            if (old && bounds_.leaves(cloud_.tile_sphere[t], *old))
                keep(t, bounds_.kept(*old, cloud_.tile_sphere[t].w), dots, trace);
            else
                place_tile(t, old, dots, trace);
        }
        copy_kept(dots);
        trace.tiles.push_back({});
        trace.tiles.back().first_dot = static_cast<std::uint32_t>(dots.dots.size());
        trace.tiles.back().first_hair = static_cast<std::uint32_t>(dots.native_hair.size());
    }

private:
    /// The tile's dots are those of before: copied together with those of the tiles beside it.
    void keep(std::size_t tile, const PlacingTrace::Tile& old, Dots& dots, PlacingTrace& trace) {
        const auto& tiles = before_->trace->tiles;
        if (kept_from_ == kept_to_) kept_from_ = kept_to_ = tile;
        PlacingTrace::Tile now = old;
        now.first_dot = static_cast<std::uint32_t>(dots.dots.size()) + old.first_dot - tiles[kept_from_].first_dot;
        now.first_hair =
            static_cast<std::uint32_t>(dots.native_hair.size()) + old.first_hair - tiles[kept_from_].first_hair;
        trace.tiles.push_back(now);
        kept_to_ = tile + 1;
    }

    void copy_kept(Dots& dots) {
        if (kept_from_ == kept_to_) return;
        const auto copy = [](const std::vector<Dot>& from, std::uint32_t first, std::uint32_t last,
                             std::vector<Dot>& to) {
            to.insert(to.end(), from.begin() + first, from.begin() + last);
        };
        const PlacingTrace::Tile &first = before_->trace->tiles[kept_from_],
                                 &last = before_->trace->tiles[kept_to_];
        copy(before_->dots, first.first_dot, last.first_dot, dots.dots);
        copy(before_->native_hair, first.first_hair, last.first_hair, dots.native_hair);
        kept_from_ = kept_to_ = 0;
    }

    void place_tile(std::size_t tile, const PlacingTrace::Tile* old, Dots& dots, PlacingTrace& trace) {
        using Kind = PlacingTrace::Kind;
        const glm::vec4& sphere = cloud_.tile_sphere[tile];
        field_.survey(glm::vec3(sphere), sphere.w, patch_);
        PlacingTrace::Tile now;
        now.kind = !patch_.is_uniform()                               ? Kind::Mixed
                   : patch_.is_all_native                             ? Kind::Native
                   : patch_.side == DensityField::Patch::Side::Inside ? Kind::Inside
                                                                      : Kind::Empty;
        now.nears_frontal = patch_.nears_frontal;
        now.holds_mm = patch_.holds_mm;
        now.front_mm = patch_.front_mm;
        if (old && bounds_.has_same_filling() && now.kind == old->kind && now.kind != Kind::Mixed) {
            now.first_dot = old->first_dot, now.first_hair = old->first_hair;
            return keep(tile, now, dots, trace);
        }
        copy_kept(dots);
        now.first_dot = static_cast<std::uint32_t>(dots.dots.size());
        now.first_hair = static_cast<std::uint32_t>(dots.native_hair.size());
        trace.tiles.push_back(now);
        fill_tile(tile, dots);
    }

    void fill_tile(std::size_t tile, Dots& dots) {
        const glm::vec2& scalp = cloud_.tile_scalp[tile];
        is_all_hairy_ = hairiness(scalp.x) == 1.0f;
        if (hairiness(scalp.y) == 0.0f) patch_.most_native_per_cm2 = 0.0f;
        const float most = patch_.most_per_cm2 + patch_.most_native_per_cm2;
        if (most <= 0.0f) return;
        const float least_rank = cloud_.spacing_mm(most);
        for (std::uint32_t id = cloud_.tile_start[tile]; id < cloud_.tile_start[tile + 1]; ++id) {
            if (cloud_.rank_mm[id] < least_rank) break;
            if (patch_.is_all_native && is_all_hairy_)
                dots.native_hair.push_back(hair(id));
            else
                place_candidate(id, dots);
        }
    }

    void place_candidate(std::uint32_t id, Dots& dots) {
        const float rank = cloud_.rank_mm[id];
        const Target target = field_.target_at(cloud_.position_mm[id], patch_, hair_goes_on_mm(id));
        if (rank >= cloud_.spacing_mm(target.density_per_cm2)) {
            dots.dots.push_back(pigment(id, target));
        } else if (rank >= cloud_.spacing_mm(target.density_per_cm2 + target.native_per_cm2)) {
            // Taken from the ranks just below the pigment's, so that hair and dots together keep their distance.
            const float hairy = is_all_hairy_ ? 1.0f : hairiness(scalp_at(head_, cloud_.at[id]));
            const float total = target.density_per_cm2 + hairy * target.native_per_cm2;
            if (hairy > 0.0f && rank >= cloud_.spacing_mm(total)) dots.native_hair.push_back(hair(id));
        }
    }

    float hair_goes_on_mm(std::uint32_t id) const {
        if (patch_.most_native_per_cm2 <= 0.0f) return 0.0f;
        const SurfacePoint& at = cloud_.at[id];
        const glm::uvec3& c = head_.measuring.mesh().triangles[at.triangle];
        const std::vector<float>& mm = cloud_.hair_goes_on_mm;
        return at.weights.x * mm[c.x] + at.weights.y * mm[c.y] + at.weights.z * mm[c.z];
    }

    Dot pigment(std::uint32_t id, const Target& target) const {
        Dot dot = dot_at(id);
        const Hand hand = hand_of(hand_stream_, cloud_.name(id));
        std::size_t session = 0;
        while (session + 1 < shares_.size() &&
               cloud_.rank_mm[id] < cloud_.spacing_mm(shares_[session] * target.density_per_cm2))
            ++session;
        dot.session = static_cast<std::uint8_t>(session + 1);
        dot.diameter_mm = settings_.diameter_mm * hand.diameter * target.dot_scale;
        dot.shade = hand.shade;
        return dot;
    }

    Dot hair(std::uint32_t id) const {
        Dot dot = dot_at(id);
        const Hand hand = hand_of(hand_stream_, cloud_.name(id));
        dot.session = 0;
        dot.diameter_mm = kNativeDiameterMm * hand.diameter;
        dot.shade = hand.shade;
        return dot;
    }

    Dot dot_at(std::uint32_t id) const {
        Dot dot;
        dot.id = id;
        dot.at = cloud_.at[id];
        dot.position_mm = cloud_.position_mm[id];
        dot.normal = cloud_.normal[id];
        return dot;
    }

    const Head& head_;
    const CandidateCloud& cloud_;
    DensityField& field_;
    DotSettings settings_;
    std::vector<float> shares_;
    std::uint64_t hand_stream_;
    const EditBounds& bounds_;
    const Dots* before_ = nullptr;
    std::size_t kept_from_ = 0, kept_to_ = 0;  // tiles whose dots wait to be copied
    DensityField::Patch patch_;
    bool is_all_hairy_ = false;
};

/// Places of the dots that stand near the frontal line and behind it.
std::vector<glm::vec3> behind_the_line(const DensityField& field, const Dots& dots, const PlacingTrace& trace) {
    std::vector<glm::vec3> places;
    for (std::size_t t = 0; t + 1 < trace.tiles.size(); ++t) {
        if (!trace.tiles[t].nears_frontal) continue;
        for (std::uint32_t i = trace.tiles[t].first_dot; i < trace.tiles[t + 1].first_dot; ++i)
            if (field.loop().contains(dots.dots[i].position_mm)) places.push_back(dots.dots[i].position_mm);
    }
    return places;
}

EdgeMeter meter_of(const DensityField& field, const OutlineResult& curves, const Dots& dots,
                   const PlacingTrace& trace) {
    const auto frontal = std::ranges::find(curves.parts, OutlinePart::Frontal, &OutlineCurve::part);
    if (frontal == curves.parts.end()) return {};
    return measure_edge(frontal->curve.positions_mm, behind_the_line(field, dots, trace));
}

void measure_areas(const Head& head, const CandidateCloud& cloud, const DensityField& field,
                   const Outline& outline, const EditBounds& bounds, const PlacingTrace* before,
                   PlacingTrace& trace, Dots& dots) {
    trace.skin = worked_skin(head, cloud, field, bounds, before);
    dots.regions = regions_of(cloud, trace.skin);
    for (const RegionArea& region : dots.regions) dots.area_cm2 += region.cm2;
    for (std::size_t i = 0; i < trace.areas.size(); ++i) {
        PlacingTrace::Area& area = trace.areas[i];
        const PlacingTrace::Area* same = bounds.same_area(area);
        area.cm2 = same ? same->cm2 : enclosed_cm2(head, cloud, field.areas()[i].loop, area.ball);
        const auto named = std::ranges::find(outline.areas, area.id, &FreeArea::id);
        dots.regions.push_back({named->name, area.id, area.cm2});
    }
}

std::vector<Advice> advice_for(const DotSettings& settings, const Closeness& closeness, const Dots& dots) {
    std::vector<Advice> advice;
    if (settings.density_per_cm2 > kWarnDensityPerCm2)
        advice.push_back(
            {"too_dense", fmt::format("{:.0f} dots per cm² is above {:.0f}: healed dots merge into one "
                                      "shade that looks like a helmet.",
                                      settings.density_per_cm2, kWarnDensityPerCm2)});
    if (closeness.crowded_share > kMergeShare)
        advice.push_back(
            {"may_merge", fmt::format("{:.0f} % of the dots have a neighbour closer than {:.1f} times "
                                      "their seen diameter of {:.2f} mm and may run together as they "
                                      "spread.",
                                      100.0f * closeness.crowded_share, kMergeDiameters, settings.diameter_mm)});
    if (dots.edge.is_measured && dots.edge.regularity >= kTooRegularFrom)
        advice.push_back(
            {"too_regular", fmt::format("The front edge looks drawn with a ruler: its dots leave a smooth "
                                        "line by only {:.1f} mm, and grown hairlines by about 1 mm.",
                                        dots.edge.micro_mm)});
    if (dots.dots.empty() && dots.area_cm2 <= 0.0f)
        advice.push_back({"no_area", "The outline encloses no scalp, so there are no dots."});
    return advice;
}

}  // namespace

Dots place_dots(const DotsInput& input, const Dots* before) {
    const auto& [head, cloud, outline, edge, curves, settings, plan, native, brushed] = input;
    Dots dots;
    if ((curves.parts.empty() && curves.areas.empty()) || cloud.position_mm.empty()) return dots;
    DensityField field(head, cloud, outline, edge, curves, settings);
    const auto trace =
        std::make_shared<PlacingTrace>(trace_of(field, cloud, outline, edge, curves, settings, plan));
    const PlacingTrace* known = before ? before->trace.get() : nullptr;
    const EditBounds bounds(known, *trace, cloud);
    if (!bounds.has_same_cloud()) known = nullptr;
    Placing(head, cloud, field, settings, plan, bounds, known ? before : nullptr).run(dots, *trace);
    for (const Dot& dot : dots.dots) ++dots.per_session[dot.session - 1u];
    measure_areas(head, cloud, field, outline, bounds, known, *trace, dots);
    if (dots.area_cm2 > 0.0f) dots.density_per_cm2 = static_cast<float>(dots.dots.size()) / dots.area_cm2;
    dots.edge = meter_of(field, curves, dots, *trace);
    const Closeness closeness = closeness_of(cloud, dots.dots, kMergeDiameters * settings.diameter_mm);
    dots.least_spacing_mm = closeness.least_mm;
    dots.advice = advice_for(settings, closeness, dots);
    dots.trace = trace;
    return dots;
}

}  // namespace trichion
