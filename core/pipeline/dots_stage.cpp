// The dots stage: a design as a threshold on the ranked cloud.
#include "core/pipeline/dots_stage.h"

#include "core/base/parallel.h"
#include "core/pipeline/crowding.h"
#include "core/pipeline/edge_meter.h"
#include "core/pipeline/placing.h"
#include "core/pipeline/placing_trace.h"
#include "core/pipeline/tile_filling.h"
#include "core/pipeline/worked_area.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <thread>

namespace trichion {
namespace {

constexpr float kWarnDensityPerCm2 = 260.0f;  // [FACTS, Rulings: S24, S10]
constexpr std::size_t kWorthAThread = 500;    // dots that came or went
constexpr float kMergeYears = 5.0f;
constexpr float kMergeShare = 0.15f;  // of all dots; below it a few crowded places are the hand's own

/// A dot's seen diameter is four times the deviation of its pigment, which diffusion adds to.
float diameter_after_years(float healed_mm, float spread_mm2_per_year, float years) {
    return std::sqrt(healed_mm * healed_mm + 16.0f * 2.0f * spread_mm2_per_year * years);
}

void collect(const DotsInput& input, const PlacingTrace& trace, Dots& dots) {
    dots.dots.reserve(trace.blocks.size() + 1), dots.native_hair.reserve(trace.blocks.size());
    for (const auto& block : trace.blocks) {
        dots.dots.add(block->dots), dots.native_hair.add(block->native_hair);
        for (std::size_t s = 0; s < dots.per_session.size(); ++s) dots.per_session[s] += block->per_session[s];
    }
    if (input.brushed.added.empty()) return;
    const TileFilling filling(input, trace);
    std::vector<Dot> by_hand;
    for (const BrushField::Added& added : input.brushed.added) by_hand.push_back(filling.by_hand(added));
    dots.per_session[0] += static_cast<int>(by_hand.size());
    dots.dots.add(std::make_shared<const std::vector<Dot>>(std::move(by_hand)));
}

/// Those near the frontal line and behind it.
/// @param old  of the same block and line, or null: dots that stay are not asked again.
std::shared_ptr<const FrontDots> front_dots(const PlacedBlock& block, const SurfaceLoop& loop, const FrontDots* old, EdgeLine& line) {
    auto front = std::make_shared<FrontDots>();
    front->dots = block.dots;
    front->seen.resize(block.dots->size(), {0.0f, EdgeLine::kUnseenMm});
    std::size_t next = 0;
    for (std::size_t t = 0; t + 1 < block.tiles.size(); ++t) {
        if (!block.settled->tiles[t].lines.nears_frontal) continue;
        for (std::uint32_t i = block.tiles[t].first_dot; i < block.tiles[t + 1].first_dot; ++i) {
            const Dot& dot = (*block.dots)[i];
            while (old && next < old->dots->size() && (*old->dots)[next].id < dot.id) ++next;
            const bool is_known = old && next < old->dots->size() && (*old->dots)[next].id == dot.id &&
                                  (*old->dots)[next].position_mm == dot.position_mm;
            if (is_known) front->seen[i] = old->seen[next];
            else if (loop.contains(dot.position_mm)) front->seen[i] = line.see(dot.position_mm);
        }
    }
    return front;
}

/// Whether all that the meter looks at is what it was.
bool has_same_front(const PlacingTrace& before, const PlacingTrace& now) {
    if (before.field != now.field || before.blocks.size() != now.blocks.size()) return false;
    for (std::size_t b = 0; b < now.blocks.size(); ++b)
        if (now.blocks[b]->settled->nears_frontal && before.blocks[b]->dots != now.blocks[b]->dots) return false;
    return true;
}

EdgeMeter meter_of(const OutlineResult& curves, const PlacingTrace* before, PlacingTrace& trace) {
    const auto frontal = std::ranges::find(curves.parts, OutlinePart::Frontal, &OutlineCurve::part);
    if (frontal == curves.parts.end()) return {};
    EdgeLine line(frontal->curve.positions_mm);
    const bool has_same_line = before && before->field == trace.field && before->front.size() == trace.blocks.size();
    trace.front.resize(trace.blocks.size());
    std::vector<RowDot> seen;
    for (std::size_t b = 0; b < trace.blocks.size(); ++b) {
        if (!trace.blocks[b]->settled->nears_frontal) continue;
        const FrontDots* old = has_same_line ? before->front[b].get() : nullptr;
        trace.front[b] = old && old->dots == trace.blocks[b]->dots
                             ? before->front[b]
                             : front_dots(*trace.blocks[b], trace.field->loop(), old, line);
        std::ranges::copy_if(trace.front[b]->seen, std::back_inserter(seen),
                             [](const RowDot& dot) { return dot.depth_mm < EdgeLine::kUnseenMm; });
    }
    return measure_edge(line.length_mm(), seen);
}

void measure_areas(const DotsInput& input, const EditBounds& bounds, const Dots* before, PlacingTrace& trace,
                   Dots& dots) {
    if (before && bounds.has_same_lines()) {
        trace.skin = before->trace->skin;
        dots.area_cm2 = before->area_cm2, dots.regions = before->regions;
        for (std::size_t i = 0; i < trace.areas.size(); ++i) {
            trace.areas[i].cm2 = before->trace->areas[i].cm2;
            const std::size_t row = dots.regions.size() - trace.areas.size() + i;
            dots.regions[row].name = std::ranges::find(input.outline.areas, trace.areas[i].figures.id, &FreeArea::id)->name;
        }
        return;
    }
    trace.skin = std::make_shared<const std::vector<WorkedSkin>>(
        worked_skin(input.head, input.cloud, *trace.field, bounds, before ? before->trace.get() : nullptr));
    dots.regions = regions_of(input.cloud, *trace.skin);
    for (const RegionArea& region : dots.regions) dots.area_cm2 += region.cm2;
    for (std::size_t i = 0; i < trace.areas.size(); ++i) {
        PlacingTrace::Area& area = trace.areas[i];
        const PlacingTrace::Area* same = bounds.same_area(area);
        area.cm2 = same ? same->cm2 : enclosed_cm2(input.head, input.cloud, trace.field->areas()[i].loop, area.ball);
        const auto named = std::ranges::find(input.outline.areas, area.figures.id, &FreeArea::id);
        dots.regions.push_back({named->name, area.figures.id, area.cm2});
    }
}

Crowding crowding_of(const DotsInput& input, const PlacingTrace* before, const DotChanges& changes, const Dots& dots) {
    const float healed_mm = input.settings.diameter_mm;
    const MergeReach reach{2.0f * diameter_after_years(healed_mm, input.spread_mm2_per_year, kMergeYears), 2.0f * healed_mm};
    if (!before || !(before->crowding.reach() == reach)) return Crowding(input.cloud, dots.dots, reach);
    const bool is_a_little = 2 * (changes.gone.size() + changes.come.size()) < dots.dots.size();
    return is_a_little ? before->crowding.followed(input.cloud, changes.gone, changes.come)
                       : Crowding(input.cloud, dots.dots, reach);
}

/// Areas, the front edge and crowding. None of them asks for another, so they are measured side by side where that is worth
/// starting a thread.
void measure(const DotsInput& input, const EditBounds& bounds, const Dots* before, const DotChanges& changes, PlacingTrace& trace,
             Dots& dots) {
    const PlacingTrace* known = before ? before->trace.get() : nullptr;
    const bool is_much = !known || !bounds.has_same_lines() || changes.gone.size() + changes.come.size() > kWorthAThread;
    in_pieces(3, is_much ? std::clamp(std::thread::hardware_concurrency(), 1u, 3u) : 1, [&](std::size_t piece) {
        if (piece == 0) {
            if (known && has_same_front(*known, trace)) dots.edge = before->edge, trace.front = known->front;
            else dots.edge = meter_of(input.curves, known, trace);
        } else if (piece == 1) {
            trace.crowding = crowding_of(input, known, changes, dots);
        } else {
            measure_areas(input, bounds, before, trace, dots);
        }
    });
}

/// Zones that bear dots by the design but that no session works.
std::string unworked_zones(const DotsInput& input, const Dots& dots) {
    const auto sessions = sessions_of(input.plan);
    std::string names;
    for (std::size_t z = 0; z < kZones; ++z) {
        const char* word = to_word(static_cast<Zone>(z));
        const bool is_there = std::ranges::any_of(dots.regions, [&](const RegionArea& r) { return r.area == 0 && r.name == word; });
        if (sessions[z].count == 0 && is_there && input.settings.zone_share[z] > 0.0f)
            names += (names.empty() ? "" : ", ") + std::string(word);
    }
    return names;
}

/// Of dots that run together those that do so as soon as they have healed.
std::string merged_already_words(const Merging& merging) {
    const float percent = 100.0f * merging.healed_share;
    if (percent <= 0.0f) return ", none of them as soon as they have healed";
    return percent < 1.0f ? ", less than 1 % as soon as they have healed"
                          : fmt::format(", {:.0f} % as soon as they have healed", percent);
}

std::vector<Advice> advice_for(const DotsInput& input, const Dots& dots) {
    const DotSettings& settings = input.settings;
    std::vector<Advice> advice;
    if (settings.density_per_cm2 > kWarnDensityPerCm2)
        advice.push_back(
            {"too_dense", fmt::format("{:.0f} dots per cm² is above {:.0f}: healed dots merge into one "
                                      "shade that looks like a helmet.",
                                      settings.density_per_cm2, kWarnDensityPerCm2)});
    if (dots.merging.share > kMergeShare)
        advice.push_back(
            {"may_merge", fmt::format("{:.0f} % of the dots stand so close that they will run together within 5 years{}: "
                                      "fewer or smaller dots.",
                                      100.0f * dots.merging.share, merged_already_words(dots.merging))});
    if (dots.edge.is_measured && dots.edge.regularity >= kTooRegularFrom)
        advice.push_back(
            {"too_regular", fmt::format("The front edge looks drawn with a ruler: its dots leave a smooth "
                                        "line by only {:.1f} mm, and grown hairlines by about 1 mm.",
                                        dots.edge.micro_mm)});
    if (const std::string zones = unworked_zones(input, dots); !zones.empty())
        advice.push_back({"zone_left_out", "No session works on these zones, so they stay bare: " + zones +
                                               ". Give each of them a session, or move the outline."});
    if (dots.dots.empty() && dots.area_cm2 <= 0.0f)
        advice.push_back({"no_area", input.settings.service == Service::Scar
                                         ? "There is no scar and no added area to work on, so there are no dots."
                                         : "The outline encloses no scalp, so there are no dots."});
    return advice;
}

}  // namespace

Dots place_dots(const DotsInput& input, const Dots* before) {
    const auto& [head, cloud, outline, edge, curves, settings, plan, native, brushed, spread] = input;
    Dots dots;
    if ((curves.parts.empty() && curves.areas.empty()) || cloud.position_mm.empty()) return dots;
    const PlacingTrace* known = before ? before->trace.get() : nullptr;
    const auto trace = trace_of(input, known);
    const EditBounds bounds(head, known, *trace, cloud);
    if (!bounds.has_same_cloud()) known = nullptr, before = nullptr;
    const DotChanges changes = place_blocks(input, bounds, known, *trace);
    collect(input, *trace, dots);
    measure(input, bounds, before, changes, *trace, dots);
    if (dots.area_cm2 > 0.0f) dots.density_per_cm2 = static_cast<float>(dots.dots.size()) / dots.area_cm2;
    dots.least_spacing_mm = trace->crowding.least_mm();
    dots.merging = trace->crowding.merging();
    dots.advice = advice_for(input, dots);
    dots.trace = trace;
    return dots;
}

}  // namespace trichion
