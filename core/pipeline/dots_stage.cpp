// The dots stage: a design as a threshold on the ranked cloud.
#include "core/pipeline/dots_stage.h"

#include "core/pipeline/crowding.h"
#include "core/pipeline/edge_meter.h"
#include "core/pipeline/placing_trace.h"
#include "core/pipeline/tile_filling.h"
#include "core/pipeline/worked_area.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace trichion {
namespace {

constexpr float kWarnDensityPerCm2 = 260.0f;  // [FACTS, Rulings: S24, S10]
constexpr float kSpreadMm2PerYear = 1.0e-4f;  // D of the diffusion [S38, FACTS 1.7]
constexpr float kMergeYears = 5.0f;
constexpr float kMergeShare = 0.15f;  // of all dots; below it a few crowded places are the hand's own

/// A dot's seen diameter is four times the deviation of its pigment, which diffusion adds to.
float diameter_after_years(float healed_mm, float years) {
    return std::sqrt(healed_mm * healed_mm + 16.0f * 2.0f * kSpreadMm2PerYear * years);
}

/// Walks the cloud block by block and fills its tiles, or keeps those of before.
class Placing {
public:
    Placing(const DotsInput& input, const EditBounds& bounds, const PlacingTrace* before, PlacingTrace& trace)
        : head_(input.head),
          cloud_(input.cloud),
          bounds_(bounds),
          before_(before),
          trace_(trace),
          field_(*trace.field),
          filling_(input, trace),
          survey_(field_) {}

    void run() {
        trace_.blocks.reserve(cloud_.blocks.size());
        for (std::size_t b = 0; b < cloud_.blocks.size(); ++b) {
            const CandidateCloud::Block& block = cloud_.blocks[b];
            const auto* old = before_ ? &before_->blocks[b] : nullptr;
            if (old && bounds_.fills_alike(block.sphere, (*old)->bears_dots) && bounds_.leaves(block, **old))
                trace_.blocks.push_back(*old);
            else
                trace_.blocks.push_back(place_block(block, old ? old->get() : nullptr));
        }
    }

private:
    std::shared_ptr<const PlacedBlock> place_block(const CandidateCloud::Block& block, const PlacedBlock* old) {
        auto placed = std::make_shared<PlacedBlock>();
        TileFilling::Filled filled;
        shapes_.clear();
        placed->tiles.reserve(block.last_tile - block.first_tile + 1);
        if (old) {
            filled.dots.reserve(old->dots->size() + kMore), filled.native_hair.reserve(old->native_hair->size() + kMore);
        }
        for (std::uint32_t t = block.first_tile; t < block.last_tile; ++t)
            place_tile(t, t - block.first_tile, old, *placed, filled);
        PlacedTile ends;
        ends.first_dot = static_cast<std::uint32_t>(filled.dots.size());
        ends.first_hair = static_cast<std::uint32_t>(filled.native_hair.size());
        placed->tiles.push_back(ends);
        placed->per_session = filled.per_session;
        summarise(block, *placed);
        placed->shapes = old && *old->shapes == shapes_ ? old->shapes : std::make_shared<const std::vector<Shape>>(shapes_);
        placed->dots = piece_of(std::move(filled.dots), old ? &old->dots : nullptr);
        placed->native_hair = piece_of(std::move(filled.native_hair), old ? &old->native_hair : nullptr);
        return placed;
    }

    /// The piece of before where it holds the same, so that what follows dots can tell.
    static DotList::Piece piece_of(std::vector<Dot>&& dots, const DotList::Piece* old) {
        if (old && **old == dots) return *old;
        return std::make_shared<const std::vector<Dot>>(std::move(dots));
    }

    /// What holds for all tiles holds for the block.
    void summarise(const CandidateCloud::Block& block, PlacedBlock& placed) const {
        placed.front_mm = std::numeric_limits<float>::infinity();
        for (std::uint32_t t = block.first_tile; t < block.last_tile; ++t) {
            const PlacedTile& tile = placed.tiles[t - block.first_tile];
            const float aside = glm::distance(glm::vec3(cloud_.tile_sphere[t]), glm::vec3(block.sphere));
            for (std::size_t k = 0; k < kRims; ++k)
                placed.holds_mm[k] = std::max(placed.holds_mm[k], tile.holds_mm[k] + aside);
            placed.front_mm = std::min(placed.front_mm, tile.front_mm);
            placed.nears_frontal = placed.nears_frontal || tile.nears_frontal;
            placed.bears_dots = placed.bears_dots || tile.bears_dots();
            placed.may_bear_hair = placed.may_bear_hair && tile.may_bear_hair;
        }
    }

    void place_tile(std::uint32_t t, std::uint32_t in_block, const PlacedBlock* old, PlacedBlock& placed,
                    TileFilling::Filled& filled) {
        const glm::vec4& ball = cloud_.tile_sphere[t];
        const PlacedTile* was = old ? &old->tiles[in_block] : nullptr;
        const bool has_same_lines = was && bounds_.leaves(ball, *was);
        if (has_same_lines && bounds_.fills_alike(ball, was->bears_dots())) return keep_tile(in_block, *old, placed, filled);
        PlacedTile now = has_same_lines ? *was : surveyed(t);
        now.first_dot = static_cast<std::uint32_t>(filled.dots.size());
        now.first_hair = static_cast<std::uint32_t>(filled.native_hair.size());
        now.first_shape = static_cast<std::uint32_t>(shapes_.size());
        const TileFilling::Reach filled_to = filling_.reach_of(t, now.most);
        const std::uint32_t reach = filled_to.candidates;
        if (now.kind == PlacedTile::Kind::Mixed) {
            if (has_same_lines && reach <= was->shapes) {
                const auto from = old->shapes->begin() + was->first_shape;
                shapes_.insert(shapes_.end(), from, from + was->shapes);
            } else {
                if (has_same_lines) now = with_places_of(surveyed(t), now);
                // What is to bear more dots than it did will soon bear more still: a density is dragged.
                const std::uint32_t all = cloud_.tile_start[t + 1] - cloud_.tile_start[t];
                now.shapes = has_same_lines ? std::min(all, reach + reach / 4 + 4) : reach;
                if (now.kind == PlacedTile::Kind::Mixed) add_shapes(t, now.shapes);
                else now.shapes = 0;
            }
        }
        placed.tiles.push_back(now);
        if (reach == 0) return;
        const bool looks_alike = has_same_lines || (was && was->kind == now.kind && now.kind != PlacedTile::Kind::Mixed);
        const TileFilling::Known known = known_of(old, in_block, looks_alike && bounds_.has_same_hand());
        filling_.fill(t, filled_to, shapes_of(now), known, filled);
    }

    void keep_tile(std::uint32_t in_block, const PlacedBlock& old, PlacedBlock& placed, TileFilling::Filled& filled) {
        const PlacedTile &was = old.tiles[in_block], &next = old.tiles[in_block + 1];
        PlacedTile now = was;
        now.first_dot = static_cast<std::uint32_t>(filled.dots.size());
        now.first_hair = static_cast<std::uint32_t>(filled.native_hair.size());
        now.first_shape = static_cast<std::uint32_t>(shapes_.size());
        placed.tiles.push_back(now);
        const auto add = [](auto& to, const auto& from, std::uint32_t first, std::uint32_t last) {
            to.insert(to.end(), from.begin() + first, from.begin() + last);
        };
        add(filled.dots, *old.dots, was.first_dot, next.first_dot);
        add(filled.native_hair, *old.native_hair, was.first_hair, next.first_hair);
        add(shapes_, *old.shapes, was.first_shape, was.first_shape + was.shapes);
        for (std::uint32_t i = was.first_dot; i < next.first_dot; ++i) ++filled.per_session[(*old.dots)[i].session - 1u];
    }

    static PlacedTile with_places_of(PlacedTile tile, const PlacedTile& places) {
        tile.first_dot = places.first_dot, tile.first_hair = places.first_hair, tile.first_shape = places.first_shape;
        return tile;
    }

    PlacedTile surveyed(std::uint32_t t) {
        const glm::vec4& sphere = cloud_.tile_sphere[t];
        const DensityField::Ball ball{glm::vec3(sphere), sphere.w, filling_.may_bear_drawn_hair(t)};
        survey_.look(ball, patch_);
        PlacedTile tile;
        tile.may_bear_hair = ball.may_bear_hair;
        tile.kind = !patch_.is_uniform()                               ? PlacedTile::Kind::Mixed
                    : patch_.is_all_native                             ? PlacedTile::Kind::Native
                    : patch_.side == DensityField::Patch::Side::Inside ? PlacedTile::Kind::Inside
                                                                       : PlacedTile::Kind::Empty;
        tile.nears_frontal = patch_.nears_frontal;
        tile.most = patch_.most;
        tile.holds_mm = patch_.holds_mm;
        tile.front_mm = patch_.front_mm;
        return tile;
    }

    void add_shapes(std::uint32_t tile, std::uint32_t count) {
        const std::uint32_t first = cloud_.tile_start[tile];
        for (std::uint32_t id = first; id < first + count; ++id)
            shapes_.push_back(field_.shape_at(cloud_.position_mm[id], patch_, hair_goes_on_mm(id)));
    }

    float hair_goes_on_mm(std::uint32_t id) const {
        if (patch_.most.native <= 0.0f) return 0.0f;
        const SurfacePoint at = cloud_.at[id];
        const glm::uvec3& c = head_.measuring.mesh().triangles[at.triangle];
        const std::vector<float>& mm = cloud_.hair_goes_on_mm;
        return at.weights.x * mm[c.x] + at.weights.y * mm[c.y] + at.weights.z * mm[c.z];
    }

    std::span<const Shape> shapes_of(const PlacedTile& tile) const {
        switch (tile.kind) {
            case PlacedTile::Kind::Mixed:
                return std::span<const Shape>(shapes_).subspan(tile.first_shape, tile.shapes);
            case PlacedTile::Kind::Inside:
                return {&inside_, 1};
            case PlacedTile::Kind::Native:
                return {&native_, 1};
            case PlacedTile::Kind::Empty:
                break;
        }
        return {&empty_, 1};
    }

    static TileFilling::Known known_of(const PlacedBlock* old, std::uint32_t in_block, bool dots_look_alike) {
        if (!old) return {};
        const PlacedTile &first = old->tiles[in_block], &last = old->tiles[in_block + 1];
        const auto part = [](const std::vector<Dot>& dots, std::uint32_t from, std::uint32_t to) {
            return std::span(dots).subspan(from, to - from);
        };
        TileFilling::Known known{{}, part(*old->native_hair, first.first_hair, last.first_hair)};
        if (dots_look_alike) known.dots = part(*old->dots, first.first_dot, last.first_dot);
        return known;
    }

    static constexpr std::size_t kMore = 32;

    const Head& head_;
    const CandidateCloud& cloud_;
    const EditBounds& bounds_;
    const PlacingTrace* before_ = nullptr;
    PlacingTrace& trace_;
    const DensityField& field_;
    TileFilling filling_;
    FieldSurvey survey_;
    DensityField::Patch patch_;
    std::vector<Shape> shapes_;  // of the block's mixed tiles
    Shape inside_ = field_.inside_shape(), native_ = DensityField::native_shape(), empty_;
};

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

/// Places of the dots that stand near the frontal line and behind it.
std::vector<glm::vec3> behind_the_line(const PlacingTrace& trace) {
    std::vector<glm::vec3> places;
    for (const auto& block : trace.blocks) {
        if (!block->nears_frontal) continue;
        for (std::size_t t = 0; t + 1 < block->tiles.size(); ++t) {
            if (!block->tiles[t].nears_frontal) continue;
            for (std::uint32_t i = block->tiles[t].first_dot; i < block->tiles[t + 1].first_dot; ++i)
                if (trace.field->loop().contains((*block->dots)[i].position_mm)) places.push_back((*block->dots)[i].position_mm);
        }
    }
    return places;
}

/// Whether all that the meter looks at is what it was.
bool has_same_front(const PlacingTrace& before, const PlacingTrace& now) {
    if (before.field != now.field || before.blocks.size() != now.blocks.size()) return false;
    for (std::size_t b = 0; b < now.blocks.size(); ++b)
        if (now.blocks[b]->nears_frontal && before.blocks[b]->dots != now.blocks[b]->dots) return false;
    return true;
}

EdgeMeter meter_of(const OutlineResult& curves, const PlacingTrace& trace) {
    const auto frontal = std::ranges::find(curves.parts, OutlinePart::Frontal, &OutlineCurve::part);
    if (frontal == curves.parts.end()) return {};
    return measure_edge(frontal->curve.positions_mm, behind_the_line(trace));
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

/// Candidates of `a` that are not among `b`, both ascending.
void add_missing(const std::vector<Dot>& a, const std::vector<Dot>& b, std::vector<std::uint32_t>& ids) {
    std::size_t k = 0;
    for (const Dot& dot : a) {
        while (k < b.size() && b[k].id < dot.id) ++k;
        if (k == b.size() || b[k].id != dot.id) ids.push_back(dot.id);
    }
}

Crowding crowding_of(const DotsInput& input, const PlacingTrace* before, const PlacingTrace& trace, const Dots& dots) {
    const float within_mm = 2.0f * diameter_after_years(input.settings.diameter_mm, kMergeYears);
    if (!before || before->crowding.within_mm() != within_mm) return Crowding(input.cloud, dots.dots, within_mm);
    std::vector<std::uint32_t> gone, come;
    for (std::size_t b = 0; b < trace.blocks.size(); ++b) {
        const DotList::Piece &was = before->blocks[b]->dots, &is = trace.blocks[b]->dots;
        if (was == is) continue;
        add_missing(*was, *is, gone), add_missing(*is, *was, come);
    }
    const bool is_a_little = 2 * (gone.size() + come.size()) < dots.dots.size();
    return is_a_little ? before->crowding.followed(input.cloud, gone, come)
                       : Crowding(input.cloud, dots.dots, within_mm);
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
            {"may_merge", fmt::format("{:.0f} % of the dots stand so close that they will run together within 5 years: "
                                      "fewer or smaller dots.",
                                      100.0f * dots.merging.share)});
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
    const auto& [head, cloud, outline, edge, curves, settings, plan, native, brushed] = input;
    Dots dots;
    if ((curves.parts.empty() && curves.areas.empty()) || cloud.position_mm.empty()) return dots;
    const PlacingTrace* known = before ? before->trace.get() : nullptr;
    const auto trace = trace_of(input, known);
    const EditBounds bounds(head, known, *trace, cloud);
    if (!bounds.has_same_cloud()) known = nullptr, before = nullptr;
    Placing(input, bounds, known, *trace).run();
    collect(input, *trace, dots);
    measure_areas(input, bounds, before, *trace, dots);
    if (dots.area_cm2 > 0.0f) dots.density_per_cm2 = static_cast<float>(dots.dots.size()) / dots.area_cm2;
    dots.edge = known && has_same_front(*known, *trace) ? before->edge : meter_of(curves, *trace);
    trace->crowding = crowding_of(input, known, *trace, dots);
    dots.least_spacing_mm = trace->crowding.least_mm();
    dots.merging = trace->crowding.merging();
    dots.advice = advice_for(input, dots);
    dots.trace = trace;
    return dots;
}

}  // namespace trichion
