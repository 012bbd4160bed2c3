// The dots stage: a design as a threshold on the ranked cloud.
#include "core/pipeline/dots_stage.h"

#include "core/base/hash.h"
#include "core/pipeline/tiles.h"
#include "core/pipeline/zones.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

constexpr float kDiameterSigma = 0.12f;       // of the logarithm, from dot to dot [FACTS 1.1]
constexpr float kShadeSigma = 0.10f;
/// Of the root of a shaved follicular unit [S02, S76]; the picture adds the stubble that stands out of it.
constexpr float kNativeDiameterMm = 0.18f;
constexpr float kWarnDensityPerCm2 = 260.0f;  // [FACTS, Rulings: S24, S10]
constexpr float kMergeDiameters = 1.5f;       // closer than this many seen diameters, two dots may run together
constexpr std::size_t kUsualCount = 48'000;
constexpr float kMergeShare = 0.10f;          // of all dots; below it a few close pairs are the hand's own

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
Hand hand_of(std::uint64_t stream_of_cloud, std::uint32_t id) {
    const std::uint64_t bits = mix(stream_of_cloud ^ id);
    return {exp_near_zero(kDiameterSigma * normal_of(static_cast<std::uint32_t>(bits))),
            exp_near_zero(kShadeSigma * normal_of(static_cast<std::uint32_t>(bits >> 32)))};
}

/// Shares of the final dots after each session, rising to 1. Sessions without a share place none.
std::vector<float> cumulative_shares(const SessionPlan& plan) {
    const int sessions = std::clamp(plan.sessions, 1, 4);
    std::vector<float> sums;
    float sum = 0.0f;
    for (int s = 0; s < sessions; ++s) sums.push_back(sum += std::max(plan.shares[static_cast<std::size_t>(s)], 0.0f));
    for (float& share : sums) share = sum > 0.0f ? share / sum : 1.0f;
    sums.back() = 1.0f;
    return sums;
}

/// Share of native hair that a place of the scalp mask bears: the mask's middle is the edge of the hair.
float hairiness(float scalp) { return std::clamp((scalp - 0.5f) * 2.5f, 0.0f, 1.0f); }

/// Walks the cloud tile by tile and turns candidates into dots.
class Placing {
public:
    Placing(const Head& head, const CandidateCloud& cloud, DensityField& field, const DotSettings& settings,
            const SessionPlan& plan)
        : head_(head), cloud_(cloud), field_(field), settings_(settings), shares_(cumulative_shares(plan)),
          hand_stream_(mix(cloud.seed, 0x68616e64u)) {}

    void run(Dots& dots) {
        dots.dots.reserve(kUsualCount), dots.native_hair.reserve(kUsualCount);
        for (std::size_t t = 0; t + 1 < cloud_.tile_start.size(); ++t) place_tile(t, dots);
    }

private:
    void place_tile(std::size_t tile, Dots& dots) {
        const glm::vec4& sphere = cloud_.tile_sphere[tile];
        field_.survey(glm::vec3(sphere), sphere.w, patch_);
        const glm::vec2& scalp = cloud_.tile_scalp[tile];
        is_all_hairy_ = hairiness(scalp.x) == 1.0f;
        if (hairiness(scalp.y) == 0.0f) patch_.most_native_per_cm2 = 0.0f;
        const float most = patch_.most_per_cm2 + patch_.most_native_per_cm2;
        if (most <= 0.0f) return;
        const float least_rank = cloud_.spacing_mm(most);
        for (std::uint32_t id = cloud_.tile_start[tile]; id < cloud_.tile_start[tile + 1]; ++id) {
            if (cloud_.rank_mm[id] < least_rank) break;
            if (patch_.is_all_native && is_all_hairy_) dots.native_hair.push_back(hair(id));
            else place_candidate(id, dots);
        }
    }

    void place_candidate(std::uint32_t id, Dots& dots) {
        const float rank = cloud_.rank_mm[id];
        const Target target = field_.target_at(cloud_.position_mm[id], patch_);
        if (rank >= cloud_.spacing_mm(target.density_per_cm2)) {
            dots.dots.push_back(pigment(id, target));
            ++dots.per_session[dots.dots.back().session - 1u];
        } else if (rank >= cloud_.spacing_mm(target.density_per_cm2 + target.native_per_cm2)) {
            // Taken from the ranks just below the pigment's, so that hair and dots together keep their distance.
            const float hairy = is_all_hairy_ ? 1.0f : hairiness(scalp_at(head_, cloud_.at[id]));
            const float total = target.density_per_cm2 + hairy * target.native_per_cm2;
            if (hairy > 0.0f && rank >= cloud_.spacing_mm(total)) dots.native_hair.push_back(hair(id));
        }
    }

    Dot pigment(std::uint32_t id, const Target& target) const {
        Dot dot = dot_at(id);
        const Hand hand = hand_of(hand_stream_, id);
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
        const Hand hand = hand_of(hand_stream_, id);
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
    DensityField::Patch patch_;
    bool is_all_hairy_ = false;
};

/// Area of the domain's triangles inside the loop; a triangle that the loop cuts counts by sixteen parts.
float area_inside_cm2(const Head& head, const CandidateCloud& cloud, const SurfaceLoop& loop) {
    const Mesh& mesh = head.measuring.mesh();
    constexpr int kParts = 4;
    constexpr std::uint8_t kUnknown = 2;
    std::vector<std::uint8_t> vertex_inside(mesh.positions.size(), kUnknown);
    const auto is_inside = [&](std::uint32_t v) {
        if (vertex_inside[v] == kUnknown) vertex_inside[v] = loop.contains(mesh.positions[v]);
        return vertex_inside[v] == 1;
    };
    double area_mm2 = 0.0;
    for (const std::uint32_t t : cloud.triangles) {
        const glm::uvec3& corners = mesh.triangles[t];
        const int inside = is_inside(corners.x) + is_inside(corners.y) + is_inside(corners.z);
        if (inside == 0) continue;
        const double whole = static_cast<double>(head.measuring.area_mm2(t));
        if (inside == 3) {
            area_mm2 += whole;
            continue;
        }
        int parts = 0;
        const auto count_part = [&](float i, float j) {
            const glm::vec3 w = glm::vec3(i, j, kParts - i - j) / static_cast<float>(kParts);
            parts += loop.contains(w.x * mesh.positions[corners.x] + w.y * mesh.positions[corners.y] +
                                   w.z * mesh.positions[corners.z]);
        };
        for (int i = 0; i < kParts; ++i)
            for (int j = 0; i + j < kParts; ++j) {
                count_part(static_cast<float>(i) + 1.0f / 3.0f, static_cast<float>(j) + 1.0f / 3.0f);
                if (i + j + 2 <= kParts) count_part(static_cast<float>(i) + 2.0f / 3.0f, static_cast<float>(j) + 2.0f / 3.0f);
            }
        area_mm2 += whole * parts / (kParts * kParts);
    }
    return static_cast<float>(area_mm2 / 100.0);
}

std::vector<Advice> advice_for(const DotSettings& settings, const Closeness& closeness, const Dots& dots) {
    std::vector<Advice> advice;
    if (settings.density_per_cm2 > kWarnDensityPerCm2)
        advice.push_back({"too_dense", fmt::format("{:.0f} dots per cm² is above {:.0f}: healed dots merge into one "
                                                   "shade that looks like a helmet.",
                                                   settings.density_per_cm2, kWarnDensityPerCm2)});
    if (closeness.crowded_share > kMergeShare)
        advice.push_back({"may_merge", fmt::format("{:.0f} % of the dots have a neighbour closer than {:.1f} times "
                                                   "their seen diameter of {:.2f} mm and may run together as they "
                                                   "spread.",
                                                   100.0f * closeness.crowded_share, kMergeDiameters,
                                                   settings.diameter_mm)});
    if (dots.dots.empty() && dots.area_cm2 <= 0.0f)
        advice.push_back({"no_area", "The outline encloses no scalp, so there are no dots."});
    return advice;
}

}  // namespace

Dots place_dots(const Head& head, const CandidateCloud& cloud, const Outline& outline, const EdgeSettings& edge,
                const OutlineResult& curves, const DotSettings& settings, const SessionPlan& plan, const SkinSettings&) {
    Dots dots;
    if (curves.parts.empty() || cloud.position_mm.empty()) return dots;
    DensityField field(head, cloud, outline, edge, curves, settings);
    Placing(head, cloud, field, settings, plan).run(dots);
    dots.area_cm2 = area_inside_cm2(head, cloud, field.loop());
    if (dots.area_cm2 > 0.0f) dots.density_per_cm2 = static_cast<float>(dots.dots.size()) / dots.area_cm2;
    const Closeness closeness = closeness_of(cloud, dots.dots, kMergeDiameters * settings.diameter_mm);
    dots.least_spacing_mm = closeness.least_mm;
    dots.advice = advice_for(settings, closeness, dots);
    return dots;
}

}  // namespace trichion
