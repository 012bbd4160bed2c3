// Densities by zone and ancestry, what the stage leaves of them, and strokes over that.
#include "core/pipeline/native_field.h"

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/loss_stages.h"
#include "core/pipeline/scalp_chart.h"
#include "core/pipeline/stroke_reach.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

/// Follicular units on a cm2 by place of the scalp.
struct Densities {
    float frontal, vertex, occiput, side, hairline;
};

/// @source FACTS 4.2, the defaults of its last row [S61, S71 to S75].
Densities densities_of(Ancestry ancestry) {
    switch (ancestry) {
        case Ancestry::Caucasian:
            return {80.0f, 90.0f, 95.0f, 65.0f, 51.0f};
        case Ancestry::Asian:
            return {65.0f, 75.0f, 78.0f, 55.0f, 45.0f};
        case Ancestry::African:
            return {60.0f, 65.0f, 65.0f, 50.0f, 42.0f};
        case Ancestry::Hispanic:
            return {70.0f, 75.0f, 75.0f, 55.0f, 46.0f};
    }
    return {};
}

// Where one zone's density goes over into the next. Ours.
constexpr float kCrownRadiusMm = 40.0f, kCrownFadeMm = 24.0f;            // of skin, round the whorl
constexpr float kSideFromMm = 78.0f, kSideToMm = 102.0f;                 // of the chart, outwards
constexpr float kOcciputFromMm = -84.0f, kOcciputToMm = -108.0f;         // of the chart, forward
constexpr float kHairlineMm = 20.0f;                                     // of the chart, behind the front edge
constexpr float kFrontWithinMm = 60.0f;  // of the chart, behind the hairline's middle: nothing of the front edge nor of what
                                         // lies less than kHairlineMm behind it

float smooth(float t) {
    const float c = std::clamp(t, 0.0f, 1.0f);
    return c * c * (3.0f - 2.0f * c);
}

float lerp_to(float from, float to, float share) { return from + (to - from) * share; }

/// What stood at a place where hair grows before any was lost.
class FullHair {
public:
    FullHair(const ScalpChart& chart, Ancestry ancestry) : chart_(chart), front_(chart), densities_(densities_of(ancestry)) {}

    float per_cm2(const glm::vec3& p, const glm::vec2& at) const {
        const glm::vec3 gap = p - chart_.whorl_mm();
        const float crown = 1.0f - smooth((std::sqrt(glm::dot(gap, gap)) - kCrownRadiusMm) / kCrownFadeMm);
        float full = lerp_to(densities_.frontal, densities_.vertex, crown);
        full = lerp_to(full, densities_.side, smooth((at.x - kSideFromMm) / (kSideToMm - kSideFromMm)));
        full = lerp_to(full, densities_.occiput, smooth((at.y - kOcciputFromMm) / (kOcciputToMm - kOcciputFromMm)));
        if (at.y < chart_.front_mm() - kFrontWithinMm) return full;
        return lerp_to(densities_.hairline, full, smooth(front_.behind_mm(at) / kHairlineMm));
    }

private:
    const ScalpChart& chart_;
    FrontEdge front_;
    Densities densities_;
};

void paint(const StrokeReach::Near& near, const HairStroke& row, float unmasked_per_cm2, NativeField& field) {
    const float w = row.stroke.strength * hard_falloff(near.near2);
    float& stands = field.per_cm2[near.vertex];
    if (!field.outline_share.empty()) field.outline_share[near.vertex] *= 1.0f - w;
    stands = lerp_to(stands, row.kind == HairStroke::Kind::Bald ? 0.0f : field.fullness * unmasked_per_cm2, w);
    field.full_per_cm2[near.vertex] = std::max(field.full_per_cm2[near.vertex], stands / field.fullness);
}

}  // namespace

NativeField native_field(const Head& head, const NativeHair& hair) {
    const auto& places = head.measuring.mesh().positions;
    const bool follows_outline = hair.loss == HairLoss::AsDrawn, is_painted = !hair.strokes.empty();
    const ScalpChart chart(head);
    const FullHair full(chart, hair.ancestry);
    const LossMap loss(chart, hair.loss);
    NativeField field;
    field.fullness = hair.fullness;
    field.full_per_cm2.assign(places.size(), 0.0f);
    if (!follows_outline || is_painted) field.per_cm2.assign(places.size(), 0.0f);
    if (follows_outline && is_painted) field.outline_share.assign(places.size(), 1.0f);
    for (std::size_t v = 0; v < places.size(); ++v) {
        const float hairy = v < head.scalp.size() ? hairiness(head.scalp[v]) : 0.0f;
        if (hairy <= 0.0f) continue;
        const glm::vec2 at = chart.at(places[v]);
        field.full_per_cm2[v] = hairy * full.per_cm2(places[v], at);
        if (!follows_outline) field.per_cm2[v] = hair.fullness * field.full_per_cm2[v] * loss.kept(at);
    }
    if (!is_painted) return field;
    StrokeReach reach(head);
    for (const HairStroke& row : hair.strokes)
        for (const StrokeReach::Near& near : reach.reached(row.stroke))
            paint(near, row, full.per_cm2(places[near.vertex], chart.at(places[near.vertex])), field);
    return field;
}

}  // namespace trichion
