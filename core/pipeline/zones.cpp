// What the design's lines make of each place: edges that break up, blends, free areas, and where native hair ends.
#include "core/pipeline/zones.h"

#include "core/base/hash.h"

#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

// Final densities, dots per cm2 [FACTS, Rulings: S10, S07].
constexpr float kTop = 180.0f;
constexpr float kFirstRow = 70.0f;
constexpr float kTransition = 120.0f;
/// Where density passes `kTransition`, half way through the rise, as a share of the way from first row to top.
constexpr float kHalfWayShare = (kTransition - kFirstRow) / (kTop - kFirstRow);

constexpr float kOwnerFadeMm = 6.0f;    // native hair ends this far before a place that is nearer to a bare edge
/// Half of a usual frontal part: 48 to 77 mm over presets and heads. Sentinels are a density ahead of the line,
/// not a count to be shared out: otherwise lengthening one end would move those at the other.
constexpr float kHalfFrontalMm = 66.0f;
constexpr float kLowerTransitionMm = 10.0f;  // round ears and nape: a taper, as barbers cut it
/// Native hair that goes on beyond ears and nape by less is no hair to taper into; from `kHairMeetsMm` more it is.
constexpr float kHairStartsMm = 3.0f;
constexpr float kHairMeetsMm = 4.0f;
constexpr float kSlackMm = 1e-3f;
/// A stretch is straight in space and bent where it is laid flat; this is far above the difference.
constexpr float kLeastReachMm = 0.5f;
constexpr float kAroundMm = 14.0f;       // one stretch of tiles along the Morton curve
constexpr float kInfinite = std::numeric_limits<float>::infinity();

constexpr auto kFrontal = static_cast<std::size_t>(Rim::Frontal);
constexpr auto kSide = static_cast<std::size_t>(Rim::Side);
constexpr auto kLower = static_cast<std::size_t>(Rim::Lower);
constexpr auto kBlend = static_cast<std::size_t>(Rim::Blend);

float smooth(float t) {
    const float c = std::clamp(t, 0.0f, 1.0f);
    return c * c * (3.0f - 2.0f * c);
}


/// To the edges before which the skin is bare, and to those that native hair may follow on.
float to_bare(const std::array<float, kRims>& mm) {
    return std::min(mm[kFrontal], mm[kSide]);
}
float to_hairy(const std::array<float, kRims>& mm) {
    return std::min(mm[kLower], mm[kBlend]);
}
/// Of to_bare less to_hairy, where neither may be there.
float lead_of(const std::array<float, kRims>& mm) {
    const float bare = to_bare(mm), hairy = to_hairy(mm);
    return std::isfinite(bare) ? bare - hairy : std::isfinite(hairy) ? kInfinite : -kInfinite;
}

std::vector<glm::vec3> whole_loop(const OutlineResult& curves) {
    std::vector<glm::vec3> loop;
    for (const OutlineCurve& part : curves.parts)
        for (std::size_t i = 0; i + 1 < part.curve.positions_mm.size(); ++i)
            loop.push_back(part.curve.positions_mm[i]);
    return loop;
}

float reach_of(const EdgeSettings& edge, float most_recess_mm) {
    return std::max(most_recess_mm + edge.transition_mm, kLeastReachMm);
}

}  // namespace

void DensityField::Patch::clear() {
    side = Side::Outside;
    most = {};
    nears_front = nears_frontal = nears_blend = is_all_native = needs_owner = false;
    for (NearPieces& near : pieces) near.clear();
    areas.clear();
}

Rim rim_of(OutlinePart part) {
    switch (part) {
        case OutlinePart::Frontal:
            return Rim::Frontal;
        case OutlinePart::Blend:
            return Rim::Blend;
        case OutlinePart::EarLeft:
        case OutlinePart::EarRight:
        case OutlinePart::Nape:
            return Rim::Lower;
        default:
            return Rim::Side;
    }
}

EdgeSettings lower_edge_of(const EdgeSettings& edge) {
    EdgeSettings lower = edge;
    lower.transition_mm = std::max(edge.transition_mm, kLowerTransitionMm);
    lower.macro_mm = 0.0f;
    lower.gaps = 0.0f;
    return lower;
}

DensityField::DensityField(const CandidateCloud& cloud, const Outline& outline, const EdgeSettings& edge,
                           const OutlineResult& curves, Service service)
    : blend_mm_(outline.blend_mm),
      edge_(edge),
      lower_edge_(lower_edge_of(edge)),
      noise_(mix(cloud.seed, 0x65646765u), edge_),
      lower_noise_(mix(cloud.seed, 0x65646765u), lower_edge_),
      fills_outline_(service != Service::Scar),
      loop_(cloud.cap, whole_loop(curves)) {
    // At the line; further ahead they grow fewer, down to none at their reach.
    if (fills_outline_ && edge.sentinels_per_side > 0.0f && edge.sentinel_reach_mm > 0.0f)
        sentinels_per_cm2_ = 200.0f * edge.sentinels_per_side / (kHalfFrontalMm * edge.sentinel_reach_mm);
    for (const OutlineCurve& part : curves.parts)
        rims_[static_cast<std::size_t>(rim_of(part.part))].add(part.curve.positions_mm);
    const float front_mm = reach_of(edge_, noise_.most_mm());
    reach_mm_ = {front_mm, front_mm, reach_of(lower_edge_, lower_noise_.most_mm()),
                 std::max(blend_mm_, kLeastReachMm)};
    for (float& reach : reach_mm_) reach = std::max(reach, edge.sentinel_reach_mm);
    lay_areas(outline, curves, cloud.cap);
}

void DensityField::lay_areas(const Outline& outline, const OutlineResult& curves, const CapProjection& cap) {
    for (const AreaCurve& curve : curves.areas) {
        const auto found = std::ranges::find(outline.areas, curve.id, &FreeArea::id);
        const std::vector<glm::vec3>& line = curve.curve.positions_mm;
        if (found == outline.areas.end() || line.size() < 4) continue;
        Area area{found->id,      found->kind,
                  found->blend_mm, found->density_per_cm2,
                  found->depth_mm / kUsualDepthMm, found->take_up,
                  SurfaceLoop(cap, line), {}, {}, 0.0f};
        area.edge.add(line);
        for (const glm::vec3& p : line) area.centre += p / static_cast<float>(line.size());
        for (const glm::vec3& p : line) area.reach_mm = std::max(area.reach_mm, glm::distance(p, area.centre));
        area.reach_mm += area.blend_mm + kLeastReachMm;
        areas_.push_back(std::move(area));
    }
}

bool DensityField::is_near_an_area(const glm::vec3& centre, float radius_mm) const {
    return std::ranges::any_of(
        areas_, [&](const Area& area) { return glm::distance(centre, area.centre) <= area.reach_mm + radius_mm; });
}

std::array<float, kRims> DensityField::holding(const Distances& mm, float radius_mm, Owner owner) const {
    std::array<float, kRims> holds;
    for (std::size_t k = 0; k < kRims; ++k) {
        const float reach = reach_mm_[k] + radius_mm;
        const bool is_bare = k == kFrontal || k == kSide;
        float asked = mm[k] + 2.0f * radius_mm;
        // Where native hair stands for certain a bare edge must come nearer than the hairy one to end it, and so
        // on.
        if (owner == Owner::Hairy && is_bare)
            asked = std::min(asked, std::max(to_hairy(mm) + 2.0f * radius_mm, reach));
        if (owner == Owner::Bare && !is_bare)
            asked = std::min(asked, std::max(to_bare(mm) + kOwnerFadeMm + 2.0f * radius_mm, reach));
        if (owner == Owner::NobodyAsks) asked = std::min(asked, reach);
        holds[k] = asked + kLeastReachMm;
    }
    return holds;
}

bool FieldSurvey::settle(const DensityField::Ball& ball, DensityField::Patch& patch) const {
    const auto& [centre, radius_mm, may_bear_hair] = ball;
    using Patch = DensityField::Patch;
    using Owner = DensityField::Owner;
    if (!last_ || field_.is_near_an_area(centre, radius_mm)) return false;
    const float step = glm::distance(centre, last_->centre);
    Distances least, most;  // anywhere in the ball, and at its centre
    for (std::size_t k = 0; k < kRims; ++k)
        least[k] = last_->mm[k] - step - radius_mm, most[k] = last_->mm[k] + step;
    if (std::ranges::min(least) <= kSlackMm) return false;
    if (last_->is_inside) {
        for (std::size_t k = 0; k < kRims; ++k)
            if (least[k] <= field_.reach_mm_[k]) return false;
        patch.clear();
        patch.side = Patch::Side::Inside;
        patch.most = field_.inside_shape();
    } else {
        if (field_.sentinels_per_cm2_ > 0.0f && least[kFrontal] <= field_.edge_.sentinel_reach_mm) return false;
        const float lead = lead_of(last_->mm);
        const float change = 2.0f * (step + radius_mm) + kSlackMm;
        if (may_bear_hair && lead + change >= -kOwnerFadeMm && lead - change <= 0.0f) return false;
        patch.clear();
        patch.is_all_native = may_bear_hair && lead - change > 0.0f;
        if (patch.is_all_native) patch.most = DensityField::native_shape();
    }
    patch.front_mm = std::min(to_bare(least), least[kLower]);
    patch.holds_mm = field_.holding(most, radius_mm,
                             last_->is_inside || !may_bear_hair ? Owner::NobodyAsks
                             : patch.is_all_native ? Owner::Hairy
                                                   : Owner::Bare);
    return true;
}

void FieldSurvey::look_around(const glm::vec3& centre, float radius_mm) {
    if (around_ && glm::distance(*around_, centre) + radius_mm <= kAroundMm) return;
    around_ = centre;
    for (std::size_t k = 0; k < kRims; ++k) rims_around_[k] = field_.rims_[k].near(centre, kAroundMm);
}

FieldSurvey::Distances FieldSurvey::measure(const glm::vec3& centre) const {
    const float step = last_ ? glm::distance(centre, last_->centre) : 0.0f;
    Distances mm;
    for (std::size_t k = 0; k < kRims; ++k)
        mm[k] = rims_around_[k].distance(centre, last_ ? last_->mm[k] + step : kInfinite);
    return mm;
}

void FieldSurvey::look(const DensityField::Ball& ball, DensityField::Patch& patch) {
    if (settle(ball, patch)) return;
    const auto& [centre, radius_mm, may_bear_hair] = ball;
    look_around(centre, radius_mm);
    const Distances mm = measure(centre);
    last_ = Measured{centre, mm, field_.loop_.contains(centre)};
    field_.describe(ball, mm, last_->is_inside, patch);
    for (std::size_t k = 0; k < kRims; ++k) {
        patch.pieces[k].clear();
        const bool is_asked = (patch.nears_front || patch.nears_blend) && mm[k] < field_.reach_mm_[k] + radius_mm;
        if (is_asked || patch.needs_owner) rims_around_[k].gather(centre, mm[k], radius_mm, patch.pieces[k]);
    }
}

void DensityField::describe(const Ball& ball, const Distances& mm, bool is_inside, Patch& patch) const {
    const auto& [centre, radius_mm, may_bear_hair] = ball;
    const bool is_cut = std::ranges::min(mm) <= radius_mm + kSlackMm;
    const auto nears = [&](std::size_t k, float reach_mm) { return mm[k] < reach_mm + radius_mm; };
    patch.side = is_cut ? Patch::Side::Both : is_inside ? Patch::Side::Inside : Patch::Side::Outside;
    const bool may_be_inside = patch.side != Patch::Side::Outside;
    const bool may_be_outside = patch.side != Patch::Side::Inside;
    const bool nears_sentinels = sentinels_per_cm2_ > 0.0f && nears(kFrontal, edge_.sentinel_reach_mm);
    patch.nears_frontal =
        (may_be_inside && nears(kFrontal, reach_mm_[kFrontal])) || (may_be_outside && nears_sentinels);
    patch.nears_front = patch.nears_frontal ||
                        (may_be_inside && (nears(kSide, reach_mm_[kSide]) || nears(kLower, reach_mm_[kLower])));
    patch.nears_blend = may_be_inside && nears(kBlend, blend_mm_);
    const bool fades_inside = patch.nears_blend || (may_be_inside && nears(kLower, lower_edge_.transition_mm));
    const float lead = lead_of(mm), change = 2.0f * radius_mm;
    const bool bears_native = may_bear_hair && lead > -kOwnerFadeMm - change && (may_be_outside || fades_inside);
    patch.needs_owner = bears_native && lead <= change;
    patch.most = {};
    patch.most.share = patch.most.work = most_share(radius_mm, mm, patch);
    patch.most.ahead_per_cm2 = patch.nears_frontal ? sentinels_per_cm2_ : 0.0f;
    patch.most.native = !bears_native    ? 0.0f
                        : may_be_outside ? 1.0f
                                         : 1.0f - worked_share(mm, -radius_mm, kInfinite);
    survey_areas(centre, radius_mm, patch);
    patch.is_all_native = patch.side == Patch::Side::Outside && bears_native && !patch.needs_owner &&
                          !patch.nears_front && patch.areas.empty();
    patch.front_mm = std::min(to_bare(mm), mm[kLower]) - radius_mm;
    patch.holds_mm = holding(mm, radius_mm,
                             !may_bear_hair || (!may_be_outside && !fades_inside) ? Owner::NobodyAsks
                             : patch.needs_owner              ? Owner::Asked
                             : bears_native                   ? Owner::Hairy
                                                              : Owner::Bare);
}

float DensityField::most_share(float radius_mm, const Distances& mm, const Patch& patch) const {
    if (patch.side == Patch::Side::Outside || !fills_outline_) return 0.0f;
    // The edge that is broken back is never nearer than the drawn one, so the drawn one bounds the rise.
    const float most_rise =
        std::min(rise(to_bare(mm) + radius_mm, edge_), rise(mm[kLower] + radius_mm, lower_edge_));
    return std::min(most_rise, patch.nears_blend ? faded_in(mm[kBlend] + radius_mm) : 1.0f);
}

void DensityField::survey_areas(const glm::vec3& centre, float radius_mm, Patch& patch) const {
    patch.areas.clear();
    for (const Area& area : areas_) {
        if (glm::distance(centre, area.centre) > area.reach_mm + radius_mm) continue;
        NearArea near{&area, {}, false, false};
        const float mm = area.edge.distance(centre);
        near.is_cut = mm <= radius_mm + kSlackMm;
        near.is_inside = area.loop.contains(centre);
        area.edge.gather(centre, mm, radius_mm, near.pieces);
        patch.areas.push_back(std::move(near));
        if (area.kind == FreeArea::Kind::LeftOut) continue;
        patch.most.work = 1.0f;
        if (area.kind == FreeArea::Kind::Added) patch.most.share = 1.0f;
        if (area.kind == FreeArea::Kind::Scar)
            patch.most.scar_per_cm2 = std::max(patch.most.scar_per_cm2, area.density_per_cm2);
    }
}

float DensityField::rise(float behind_edge_mm, const EdgeSettings& edge) const {
    if (behind_edge_mm < 0.0f) return 0.0f;
    const float t = smooth(behind_edge_mm / std::max(edge.transition_mm, 0.01f));
    if (t >= 1.0f) return 1.0f;
    // The parabola through the first row, the transition half way and the full density.
    const float bend = 4.0f * kHalfWayShare - 1.0f;
    return edge.first_row + (1.0f - edge.first_row) * t * (bend + (1.0f - bend) * t);
}

float DensityField::worked_share(const Distances& mm, float further_mm, float hair_goes_on_mm) const {
    const float to_lower = mm[kLower] + further_mm;
    const float met = smooth((hair_goes_on_mm - to_lower - kHairStartsMm) / kHairMeetsMm);
    return std::min(faded_in(mm[kBlend] + further_mm), std::lerp(1.0f, smooth(to_lower / lower_edge_.transition_mm), met));
}

float DensityField::faded_in(float from_blend_mm) const {
    return smooth(from_blend_mm / std::max(blend_mm_, 0.01f));
}

void DensityField::add_front(const glm::vec3& p, const Distances& mm, Shape& shape) const {
    const auto soften = [&](float behind_mm, const EdgeSettings& edge) {
        shape.share = std::min(shape.share, rise(behind_mm, edge));
        const float scale =
            std::lerp(edge.first_row_diameter, 1.0f, smooth(behind_mm / std::max(edge.transition_mm, 0.01f)));
        if (std::abs(scale - 1.0f) > std::abs(shape.dot_scale - 1.0f)) shape.dot_scale = scale;
    };
    if (mm[kLower] < reach_mm_[kLower]) soften(mm[kLower] - lower_noise_.recess_mm(p), lower_edge_);
    if (to_bare(mm) >= reach_mm_[kSide]) return;
    const float behind_mm = to_bare(mm) - noise_.recess_mm(p);
    soften(behind_mm, edge_);
    if (behind_mm < 0.0f && mm[kFrontal] <= mm[kSide])
        shape.share = 0.0f, shape.ahead_per_cm2 = 0.5f * sentinels_per_cm2_;
}

void DensityField::add_areas(const glm::vec3& p, const Patch& patch, Shape& shape) const {
    float left = 1.0f;
    for (const NearArea& near : patch.areas) {
        const Area& area = *near.area;
        const bool is_inside = near.is_cut ? area.loop.contains(p) : near.is_inside;
        const float share = smooth(near.pieces.distance(p) / std::max(area.blend_mm, 0.01f));
        if (area.kind == FreeArea::Kind::LeftOut) {
            left = std::min(left, is_inside ? 0.0f : share);
            continue;
        }
        if (!is_inside) continue;
        shape.native *= 1.0f - share;
        if (area.kind == FreeArea::Kind::Added) {
            if (share <= shape.share) continue;
            shape.share = share, shape.work = std::max(shape.work, share), shape.dot_scale = 1.0f;
            continue;
        }
        shape.share *= 1.0f - share;
        shape.ahead_per_cm2 *= 1.0f - share;
        shape.scar_per_cm2 = std::lerp(shape.scar_per_cm2, area.density_per_cm2, share);
        shape.work = std::max(shape.work, share);
        shape.dot_scale = std::lerp(shape.dot_scale, 1.0f, share);
        shape.shade = std::lerp(shape.shade, area.take_up, share);
        shape.depth = std::lerp(shape.depth, area.depth, share);
    }
    shape.share *= left, shape.ahead_per_cm2 *= left, shape.scar_per_cm2 *= left, shape.work *= left;
}

Shape DensityField::inside_shape() const {
    Shape shape;
    if (fills_outline_) shape.share = shape.work = 1.0f;
    return shape;
}

Shape DensityField::native_shape() {
    Shape shape;
    shape.native = 1.0f;
    return shape;
}

Shape DensityField::shape_at(const glm::vec3& p, const Patch& patch, float hair_goes_on_mm) const {
    Shape shape;
    const bool is_inside = patch.side == Patch::Side::Both ? loop_.contains(p) : patch.side == Patch::Side::Inside;
    Distances mm;
    for (std::size_t k = 0; k < kRims; ++k) mm[k] = patch.pieces[k].distance(p);
    const float faded = is_inside && patch.nears_blend ? faded_in(mm[kBlend]) : 1.0f;
    if (is_inside && fills_outline_) {
        shape.share = 1.0f;
        if (patch.nears_front) add_front(p, mm, shape);
        shape.share *= faded, shape.ahead_per_cm2 *= faded;
        shape.work = shape.share;
    } else if (!is_inside && patch.nears_frontal && mm[kFrontal] <= edge_.sentinel_reach_mm &&
               mm[kFrontal] <= std::min(mm[kSide], to_hairy(mm))) {
        shape.ahead_per_cm2 = sentinels_per_cm2_ * (1.0f - mm[kFrontal] / edge_.sentinel_reach_mm);
        shape.dot_scale = edge_.first_row_diameter;
    }
    if (patch.most.native > 0.0f) {
        const float owned = patch.needs_owner ? smooth(lead_of(mm) / kOwnerFadeMm + 1.0f) : 1.0f;
        shape.native = owned * (is_inside ? 1.0f - worked_share(mm, 0.0f, hair_goes_on_mm) : 1.0f);
    }
    if (!patch.areas.empty()) add_areas(p, patch, shape);
    return shape;
}

}  // namespace trichion
