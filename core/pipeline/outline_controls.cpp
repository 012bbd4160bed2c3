// Measures the controls on the line as drawn.
#include "core/pipeline/outline_controls.h"

#include "core/geometry/surface_walk.h"
#include "core/pipeline/face_places.h"
#include "core/pipeline/outline_places.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace trichion {
namespace {

constexpr float kLevel_mm = 26.0f;  // of the brow's level line above the glabella
constexpr float kArm_mm = 20.0f;    // of the temple's angle

const char* side_of(Side side) { return side == Side::Left ? "_l" : "_r"; }

glm::vec3 landmark(const Head& head, const char* name, Side side) { return head.landmark(std::string(name) + side_of(side)); }

// Measures one line; each answer is nothing where the line lacks what it needs.
class Measurer {
public:
    Measurer(const Head& head, const OutlineResult& drawn)
        : head_(head), drawn_(drawn), frame_(head.midline), places_(named_places(head, drawn)) {}

    std::optional<float> value(Control control) const {
        switch (control) {
        case Control::Height: return height();
        case Control::Recession: return recession();
        case Control::CornerPlace: return mean([&](Side s) { return corner_place(s); });
        case Control::TemporalForward: return mean([&](Side s) { return off_tragion(s, frame_.forward); });
        case Control::TemporalHeight: return mean([&](Side s) { return off_tragion(s, frame_.up); });
        case Control::TempleAngle: return mean([&](Side s) { return temple_angle(s); });
        case Control::SideburnLength: return mean([&](Side s) { return sideburn_length(s); });
        case Control::EarDistance: return ear_distance();
        case Control::NapeHeight: return curve_of(drawn_, OutlinePart::Nape) ? above_inion() : std::nullopt;
        case Control::NapeWidth: return nape_width();
        case Control::BlendHeight: return curve_of(drawn_, OutlinePart::Blend) ? above_inion() : std::nullopt;
        }
        return std::nullopt;
    }

private:
    template <class OneSide>
    static std::optional<float> mean(const OneSide& one_side) {
        const std::optional<float> left = one_side(Side::Left), right = one_side(Side::Right);
        if (!left || !right) return std::nullopt;
        return 0.5f * (*left + *right);
    }
    glm::vec3 at(const SurfacePoint& p) const { return head_.measuring.position(p); }

    std::optional<float> height() const {
        const auto glabella = head_.measuring.closest(head_.landmark("glabella"));
        if (!places_.middle || !glabella) return std::nullopt;
        return way_mm(head_, *glabella, *places_.middle);
    }

    // Along the skin, in the plane parallel to the midline, from the level line up to the place.
    std::optional<float> above_level(const SurfacePoint& place, float level) const {
        constexpr float kMost_mm = 260.0f;
        const float start = glm::dot(at(place), frame_.up);
        const float sense = start >= level ? 1.0f : -1.0f;
        const glm::vec3 way = sense * (frame_.forward - frame_.up);
        const SurfaceCurve down = walk_plane(head_.measuring, place, frame_.left, way, kMost_mm);
        float before = start;
        for (std::size_t i = 1; i < down.points.size(); ++i) {
            const float now = glm::dot(down.positions_mm[i], frame_.up);
            if ((now - level) * sense <= 0.0f) {
                const float share = before == now ? 0.0f : (before - level) / (before - now);
                return sense * glm::mix(down.arc_mm[i - 1], down.arc_mm[i], share);
            }
            before = now;
        }
        return std::nullopt;
    }

    std::optional<float> recession() const {
        const auto glabella = head_.measuring.closest(head_.landmark("glabella"));
        if (!places_.middle || !glabella) return std::nullopt;
        const SurfaceCurve up = walk_plane(head_.measuring, *glabella, frame_.left, frame_.up, kLevel_mm);
        if (up.points.empty()) return std::nullopt;
        const float level = glm::dot(up.positions_mm.back(), frame_.up);
        const auto middle = above_level(*places_.middle, level);
        const auto corner = mean([&](Side s) -> std::optional<float> {
            const auto& place = places_.on(s).corner;
            return place ? above_level(*place, level) : std::nullopt;
        });
        if (!middle || !corner) return std::nullopt;
        return *corner - *middle;
    }

    std::optional<float> corner_place(Side side) const {
        const auto& corner = places_.on(side).corner;
        if (!corner) return std::nullopt;
        return sign_of(side) *
               static_cast<float>(frame_.offset_mm(at(*corner)) - frame_.offset_mm(landmark(head_, "exocanthion", side)));
    }

    std::optional<float> off_tragion(Side side, const glm::vec3& axis) const {
        const auto& temporal = places_.on(side).temporal;
        if (!temporal) return std::nullopt;
        return glm::dot(at(*temporal) - landmark(head_, "tragion", side), axis);
    }

    std::optional<float> temple_angle(Side side) const {
        const SurfaceCurve *frontal = curve_of(drawn_, OutlinePart::Frontal), *temple = curve_of(drawn_, temple_of(side));
        const auto& corner = places_.on(side).corner;
        if (!frontal || !temple || !corner) return std::nullopt;
        const float front_arm = std::min(kArm_mm, 0.5f * frontal->length_mm());
        const float temple_arm = std::min(kArm_mm, 0.5f * temple->length_mm());
        const bool is_left = side == Side::Left;
        const glm::vec3 a = along(*frontal, is_left ? frontal->length_mm() - front_arm : front_arm);
        const glm::vec3 b = along(*temple, is_left ? temple_arm : temple->length_mm() - temple_arm);
        const glm::vec3 normal = head_.measuring.normal(*corner);
        const auto flat = [&](const glm::vec3& p) {
            const glm::vec3 way = p - at(*corner);
            return way - glm::dot(way, normal) * normal;
        };
        const glm::vec3 u = flat(a), v = flat(b);
        return std::atan2(glm::length(glm::cross(u, v)), glm::dot(u, v)) * 180.0f / std::numbers::pi_v<float>;
    }

    static glm::vec3 along(const SurfaceCurve& curve, float arc_mm) {
        const auto next = std::ranges::upper_bound(curve.arc_mm, arc_mm);
        const auto i = static_cast<std::size_t>(next - curve.arc_mm.begin());
        if (i == 0) return curve.positions_mm.front();
        if (i == curve.arc_mm.size()) return curve.positions_mm.back();
        const float step = curve.arc_mm[i] - curve.arc_mm[i - 1];
        return glm::mix(curve.positions_mm[i - 1], curve.positions_mm[i], step > 0.0f ? (arc_mm - curve.arc_mm[i - 1]) / step : 0.0f);
    }

    std::optional<float> sideburn_length(Side side) const {
        const auto &temporal = places_.on(side).temporal, &bottom = places_.on(side).sideburn;
        if (!temporal || !bottom) return std::nullopt;
        return glm::dot(at(*temporal) - at(*bottom), frame_.up);
    }

    std::optional<float> ear_distance() const {
        if (!curve_of(drawn_, OutlinePart::EarLeft) || !curve_of(drawn_, OutlinePart::EarRight)) return std::nullopt;
        const auto face = FacePlaces::of(head_, Extent::Fringe);
        if (!face) return std::nullopt;
        return mean([&](Side side) -> std::optional<float> {
            const SurfaceCurve& line = *curve_of(drawn_, ear_of(side));
            float sum = 0.0f;
            for (std::size_t i = 1; i < line.points.size(); ++i)
                sum += (line.arc_mm[i] - line.arc_mm[i - 1]) *
                       face->off_ear_mm(face->side_view(0.5f * (line.positions_mm[i] + line.positions_mm[i - 1])));
            return line.length_mm() > 0.0f ? std::optional(sum / line.length_mm()) : std::nullopt;
        });
    }

    std::optional<float> above_inion() const {
        const auto inion = head_.measuring.closest(head_.landmark("inion"));
        if (!places_.back || !inion) return std::nullopt;
        const auto way = way_mm(head_, *inion, *places_.back);
        if (!way) return std::nullopt;
        return glm::dot(at(*places_.back) - at(*inion), frame_.up) >= 0.0f ? *way : -*way;
    }

    // From behind the ear on, where the nape first is half-way down.
    std::optional<float> half_width(Side side) const {
        const SurfaceCurve* nape = curve_of(drawn_, OutlinePart::Nape);
        const auto& start = places_.on(side).behind_ear;
        if (!nape || !start || !places_.back) return std::nullopt;
        const float half = 0.5f * glm::dot(at(*start) + at(*places_.back), frame_.up);
        const std::size_t n = nape->points.size();
        for (std::size_t k = 1; k < n; ++k) {
            const glm::vec3 a = nape->positions_mm[side == Side::Left ? k - 1 : n - k];
            const glm::vec3 b = nape->positions_mm[side == Side::Left ? k : n - 1 - k];
            const float before = glm::dot(a, frame_.up) - half, now = glm::dot(b, frame_.up) - half;
            if ((before > 0.0f) == (now > 0.0f)) continue;
            return sign_of(side) * glm::dot(glm::mix(a, b, before / (before - now)) - frame_.centre, frame_.left);
        }
        return std::nullopt;
    }

    std::optional<float> nape_width() const {
        const auto half = mean([&](Side s) { return half_width(s); });
        return half ? std::optional(2.0f * *half) : std::nullopt;
    }

    const Head& head_;
    const OutlineResult& drawn_;
    const MidlineSheet& frame_;
    NamedPlaces places_;
};

}  // namespace

std::span<const ControlInfo> control_infos() {
    static const std::array<ControlInfo, kControls> kInfos{{
        {Control::Height, "outline.height_mm", "Height", "mm", kHeightRangeMm,
         "mid-frontal point above the glabella, along the skin"},
        {Control::Recession, "outline.recession_mm", "Recession", "mm", kRecessionRangeMm,
         "frontotemporal point back from the mid-frontal point, along the skin"},
        {Control::CornerPlace, "outline.corner_mm", "Corner", "mm", kCornerPlaceRangeMm,
         "frontotemporal point outside (+) or inside (-) the vertical through the outer corner of the eye"},
        {Control::TemporalForward, "outline.temporal_forward_mm", "Point forward", "mm", kTemporalForwardRangeMm,
         "temporal point ahead of the tragion, seen from the side"},
        {Control::TemporalHeight, "outline.temporal_height_mm", "Point height", "mm", kTemporalHeightRangeMm,
         "temporal point above the tragion, seen from the side"},
        {Control::TempleAngle, "outline.temple_angle_deg", "Temple angle", "°", kTempleAngleRangeDegrees,
         "between hairline and temple at the frontotemporal point, over 20 mm of each"},
        {Control::SideburnLength, "outline.sideburn_mm", "Sideburn", "mm", kSideburnRangeMm,
         "rear bottom of the sideburn below the temporal point, seen from the side"},
        {Control::EarDistance, "outline.ear_mm", "Round the ear", "mm", kEarDistanceRangeMm,
         "mean distance between the line and the ear's attachment, seen from the side"},
        {Control::NapeHeight, "outline.nape_height_mm", "Nape height", "mm", kNapeHeightRangeMm,
         "middle of the nape above (+) or below (-) the inion, along the skin"},
        {Control::NapeWidth, "outline.nape_width_mm", "Nape width", "mm", kNapeWidthRangeMm,
         "across the neck, half-way down from behind the ears to the middle of the nape"},
        {Control::BlendHeight, "outline.blend_height_mm", "Blend height", "mm", kBlendHeightRangeMm,
         "middle of the blend edge above the inion, along the skin"},
    }};
    return kInfos;
}

ControlValues measure_controls(const Head& head, const Outline&, const OutlineResult& drawn) {
    ControlValues values;
    const Measurer measurer(head, drawn);
    for (const ControlInfo& info : control_infos()) values[static_cast<std::size_t>(info.control)] = measurer.value(info.control);
    return values;
}

std::optional<float> measure_control(const Head& head, Control control, const OutlineResult& drawn) {
    return Measurer(head, drawn).value(control);
}

}  // namespace trichion
