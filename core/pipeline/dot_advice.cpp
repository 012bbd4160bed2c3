// The rules, each with its limit.
#include "core/pipeline/dot_advice.h"

#include "core/pipeline/design_zone.h"
#include "core/pipeline/placing_trace.h"
#include "core/pipeline/zones.h"

#include <algorithm>
#include <fmt/format.h>
#include <numbers>

namespace trichion {
namespace {

constexpr float kMm2PerCm2 = 100.0f;
constexpr float kMostOutside = 0.1f;      // of an area's edge: less is a slip of the hand
constexpr float kEnclosesNothing = 0.02f; // of what is drawn
constexpr std::size_t kProbes = 12;       // along a stroke

float dot_mm2(float diameter_mm) { return 0.25f * std::numbers::pi_v<float> * diameter_mm * diameter_mm; }

/// By a fan of triangles round the middle: near enough for areas of some square millimetres.
float drawn_mm2(const SurfaceCurve& curve) {
    const auto& line = curve.positions_mm;
    if (line.size() < 3) return 0.0f;
    glm::vec3 middle(0.0f), sum(0.0f);
    for (const glm::vec3& p : line) middle += p / static_cast<float>(line.size());
    for (std::size_t i = 0; i < line.size(); ++i) sum += glm::cross(line[i] - middle, line[(i + 1) % line.size()] - middle);
    return 0.5f * glm::length(sum);
}

float share_off_the_scalp(const Head& head, const SurfaceCurve& curve) {
    if (curve.points.empty()) return 0.0f;
    const auto off = std::ranges::count_if(curve.points, [&](const SurfacePoint& at) { return !is_outline_skin(head, at); });
    return static_cast<float>(off) / static_cast<float>(curve.points.size());
}

/// The one remark on an area that matters most; nothing when all is well.
std::optional<Advice> advise_area(const DotsInput& input, const FreeArea& area, const AreaCurve& drawn, float enclosed_cm2) {
    const float mm2 = drawn_mm2(drawn.curve), dot = dot_mm2(input.settings.diameter_mm);
    const auto said = [&](const char* rule, std::string sentence) { return Advice{rule, std::move(sentence), {}, drawn.curve.positions_mm}; };
    if (mm2 < dot)
        return said("dot_too_big", fmt::format("\"{}\" is smaller than a dot: its {:.2f} mm² have no room for one of {:.2f} mm across. Draw it larger, or delete it.",
                                               area.name, mm2, input.settings.diameter_mm));
    const bool is_scar = area.kind == FreeArea::Kind::Scar;
    if (enclosed_cm2 * kMm2PerCm2 < kEnclosesNothing * mm2)
        return said("outside_scalp", fmt::format("\"{}\" lies outside the scalp: no dots are placed there. Move {}, or delete it.", area.name, is_scar ? "the scar" : "the area"));
    if (const float off = share_off_the_scalp(input.head, drawn.curve); off > kMostOutside)
        return said("outside_scalp", fmt::format("\"{}\" lies outside the scalp in part: {:.0f} % of its edge runs over skin that bears no dots.", area.name, 100.0f * off));
    const float per_cm2 = is_scar ? area.density_per_cm2 : input.settings.density_per_cm2;
    if (enclosed_cm2 * per_cm2 < 1.0f)
        return said("no_room", fmt::format("\"{}\" is very small: at {:.0f} dots per cm² its {:.1f} mm² come to less than one dot.", area.name, per_cm2, mm2));
    return std::nullopt;
}

bool is_worked(const DensityField& field, const glm::vec3& p) {
    bool is_inside = field.fills_outline() && field.loop().contains(p);
    for (const DensityField::Area& area : field.areas())
        if (glm::distance(area.centre, p) <= area.reach_mm && area.loop.contains(p)) is_inside = area.kind != FreeArea::Kind::LeftOut;
    return is_inside;
}

/// Whether a stroke passes over a place.
bool covers(const Stroke& stroke, const glm::vec3& p) {
    const auto is_near = [&](const glm::vec3& at) { return glm::distance(at, p) < stroke.radius_mm; };
    return std::ranges::any_of(stroke.path, is_near) || std::ranges::any_of(stroke.mirrored, is_near);
}

/// The places along one side of a bald stroke that nobody works on and that stayed bald, in the head's frame.
std::vector<glm::vec3> left_bald(const DotsInput& input, const NativeHair& hair, std::size_t index, const std::vector<glm::vec3>& path) {
    std::vector<glm::vec3> places;
    const std::size_t step = std::max<std::size_t>(1, path.size() / kProbes);
    for (std::size_t i = 0; i < path.size(); i += step) {
        const bool has_grown_back = std::any_of(hair.strokes.begin() + static_cast<std::ptrdiff_t>(index) + 1, hair.strokes.end(), [&](const HairStroke& later) {
            return later.kind == HairStroke::Kind::Hair && covers(later.stroke, path[i]);
        });
        const glm::vec3 p = input.head.from_source(path[i]);
        const auto at = input.head.measuring.closest(p, 5.0f);
        if (!has_grown_back && at && scalp_at(input.head, *at) > 0.5f) places.push_back(p);
    }
    return places;
}

std::optional<Advice> advise_bald_patches(const DotsInput& input, const NativeHair& hair, const DensityField& field) {
    std::vector<glm::vec3> bare;
    for (std::size_t i = 0; i < hair.strokes.size(); ++i) {
        if (hair.strokes[i].kind != HairStroke::Kind::Bald) continue;
        for (const auto* path : {&hair.strokes[i].stroke.path, &hair.strokes[i].stroke.mirrored}) {
            const std::vector<glm::vec3> places = left_bald(input, hair, i, *path);
            const auto worked = std::ranges::count_if(places, [&](const glm::vec3& p) { return is_worked(field, p); });
            if (2 * static_cast<std::size_t>(worked) < places.size()) bare.insert(bare.end(), places.begin(), places.end());
        }
    }
    if (bare.empty()) return std::nullopt;
    return Advice{"bald_patch", "A bald patch stays bare: it was painted outside the work. Draw an area round it, or take the outline over it.", {}, {bare.front()}};
}

bool adds_dots(const DensityStroke& row) {
    return row.kind == DensityStroke::Kind::Denser || (row.kind == DensityStroke::Kind::ToTarget && row.target_per_cm2 > 0.0f);
}

/// Of strokes that were to add dots, those most of whose places bear none whatever is brushed there.
std::optional<Advice> advise_strokes(const DotsInput& input, const Brushwork& work, const DensityField& field) {
    std::vector<glm::vec3> bare;
    std::size_t strokes = 0;
    for (const DensityStroke& row : work.strokes) {
        const std::vector<glm::vec3>& path = row.stroke.path;
        if (!adds_dots(row) || path.empty()) continue;
        const std::size_t step = std::max<std::size_t>(1, path.size() / kProbes);
        std::size_t probes = 0, worked = 0;
        for (std::size_t i = 0; i < path.size(); i += step, ++probes) worked += is_worked(field, input.head.from_source(path[i])) ? 1 : 0;
        if (2 * worked < probes) bare.push_back(input.head.from_source(path[path.size() / 2])), ++strokes;
    }
    if (bare.empty()) return std::nullopt;
    return Advice{"brushed_outside",
                  fmt::format("{} outside the work and {} no dots: draw an area round {}, or take the outline over {}.",
                              strokes == 1 ? "A brush stroke lies" : fmt::format("{} brush strokes lie", strokes), strokes == 1 ? "adds" : "add",
                              strokes == 1 ? "it" : "them", strokes == 1 ? "it" : "them"),
                  {}, std::move(bare)};
}

std::optional<Advice> advise_on_none(const DotsInput& input, const Dots& dots) {
    const float work_dots = input.settings.density_per_cm2 * dots.area_cm2;
    if (dots.dots.size() > 0 || work_dots < 1.0f || input.settings.service == Service::Scar) return std::nullopt;
    if (std::ranges::all_of(input.settings.zone_share, [](float share) { return share == 0.0f; }))
        return Advice{"no_dots", "There are no dots, for every zone is at 0 per cm²: raise one, or go back to the usual zones.", {}, {}};
    if (dots.native_hair.size() > 0)
        return Advice{"no_dots", "There are no dots, for the native hair lacks nothing here: choose its stage or its fullness, or paint what is bald.", {}, {}};
    return std::nullopt;
}

}  // namespace

std::vector<Advice> advise_dots(const DotsInput& input, const NativeHair& hair, const Brushwork& work, const Dots& dots) {
    std::vector<Advice> advice;
    for (const FreeArea& area : input.outline.areas) {
        if (area.kind == FreeArea::Kind::LeftOut) continue;
        const auto drawn = std::ranges::find(input.curves.areas, area.id, &AreaCurve::id);
        const auto region = std::ranges::find(dots.regions, area.id, &RegionArea::area);
        if (drawn == input.curves.areas.end()) continue;
        if (auto said = advise_area(input, area, *drawn, region == dots.regions.end() ? 0.0f : region->cm2)) advice.push_back(std::move(*said));
    }
    const bool has_outline = input.settings.service != Service::Scar && !input.curves.parts.empty();
    if ((has_outline || dots.area_cm2 > 0.0f) && dots.area_cm2 * kMm2PerCm2 < dot_mm2(input.settings.diameter_mm) && advice.empty())
        advice.push_back({"dot_too_big", fmt::format("All skin to work on is smaller than a dot of {:.2f} mm: draw the outline larger.", input.settings.diameter_mm), {}, {}});
    if (dots.trace && dots.trace->field) {
        if (auto said = advise_bald_patches(input, hair, *dots.trace->field)) advice.push_back(std::move(*said));
        if (auto said = advise_strokes(input, work, *dots.trace->field)) advice.push_back(std::move(*said));
    }
    if (advice.empty())
        if (auto said = advise_on_none(input, dots)) advice.push_back(std::move(*said));
    return advice;
}

}  // namespace trichion
