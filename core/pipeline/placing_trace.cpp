// How a design's dots were placed, so that the next design copies what an edit leaves alone.
#include "core/pipeline/placing_trace.h"

#include "core/pipeline/tiles.h"
#include "core/pipeline/worked_area.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

namespace trichion {
namespace {

constexpr double kFlatSlack = 1e-6;        // above the rounding of a place laid flat
constexpr float kTriangleRadiusMm = 5.0f;  // no triangle of a measuring surface reaches further from its middle
constexpr float kSlackMm = 1.0f;

using Part = std::pair<OutlinePart, std::vector<glm::vec3>>;

/// Where two lines differ: what is left without their common beginning and end, the last shared points included.
std::pair<std::span<const glm::vec3>, std::span<const glm::vec3>> difference(std::span<const glm::vec3> a,
                                                                             std::span<const glm::vec3> b) {
    std::size_t head = 0, tail = 0;
    const std::size_t most = std::min(a.size(), b.size());
    while (head < most && a[head] == b[head]) ++head;
    if (head == a.size() && head == b.size()) return {};
    while (tail < most - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    const std::size_t first = head > 0 ? head - 1 : 0;
    const auto cut = [&](std::span<const glm::vec3> line) {
        const std::size_t last = line.size() - tail + (tail > 0 ? 1 : 0);
        return last > first ? line.subspan(first, last - first) : std::span<const glm::vec3>{};
    };
    return {cut(a), cut(b)};
}

glm::vec4 ball_round(std::span<const glm::vec3> points) {
    Box box;
    for (const glm::vec3& p : points) box.grow(p);
    return glm::vec4(box.centre(), 0.5f * glm::length(box.size()) + 1e-3f);
}

/// A ball round both.
glm::vec4 joined(const glm::vec4& a, const glm::vec4& b) {
    const glm::vec3 centre = 0.5f * (glm::vec3(a) + glm::vec3(b));
    return glm::vec4(centre, 0.5f * glm::distance(glm::vec3(a), glm::vec3(b)) + std::max(a.w, b.w) + 1e-3f);
}

/// Of the candidates near each place the one that enters first.
std::vector<std::uint32_t> candidates_at(const CandidateCloud& cloud, std::span<const glm::vec3> places) {
    std::vector<std::uint32_t> found;
    for (const glm::vec3& p : places) {
        std::uint32_t first = 0;
        float entry = std::numeric_limits<float>::infinity();
        for_each_candidate_within(cloud, p, kRemovedWithinMm, [&](std::uint32_t id, float) {
            if (cloud.entry_per_cm2[id] < entry) entry = cloud.entry_per_cm2[id], first = id;
        });
        if (std::isfinite(entry)) found.push_back(first);
    }
    std::ranges::sort(found);
    return found;
}

using Changes = std::vector<BrushField::Change>;
using ChunksOfChanges = std::vector<std::shared_ptr<const Changes>>;
constexpr std::size_t kChunk = 256;

/// The changes in chunks, those of `before` where they are the same to the last bit: a brush changes few.
ChunksOfChanges in_chunks(const Changes& changes, const ChunksOfChanges* before) {
    ChunksOfChanges chunks;
    chunks.reserve(changes.size() / kChunk + 1);
    for (std::size_t first = 0; first < changes.size(); first += kChunk) {
        const auto chunk = std::span(changes).subspan(first, std::min(kChunk, changes.size() - first));
        const auto* old = before && chunks.size() < before->size() ? &(*before)[chunks.size()] : nullptr;
        const bool is_same = old && (*old)->size() == chunk.size() && std::memcmp((*old)->data(), chunk.data(), chunk.size_bytes()) == 0;
        chunks.push_back(is_same ? *old : std::make_shared<const Changes>(chunk.begin(), chunk.end()));
    }
    return chunks;
}

/// Calls `visit(vertex)` where the fields differ; an empty one changes nothing anywhere.
template <class Visit>
void for_each_difference(const ChunksOfChanges& a, const ChunksOfChanges& b, Visit&& visit) {
    const BrushField::Change none;
    const auto at = [&](const Changes* chunk, std::size_t i) { return chunk && i < chunk->size() ? (*chunk)[i] : none; };
    for (std::size_t k = 0; k < std::max(a.size(), b.size()); ++k) {
        const Changes *was = k < a.size() ? a[k].get() : nullptr, *is = k < b.size() ? b[k].get() : nullptr;
        if (was == is) continue;
        for (std::size_t i = 0; i < kChunk; ++i)
            if (!(at(was, i) == at(is, i))) visit(k * kChunk + i);
    }
}

/// Whether both are the same to the last bit.
bool is_copy(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof a[0]) == 0);
}

bool is_in(const Box& box, const glm::vec4& ball) {
    const glm::vec3 nearest = glm::clamp(glm::vec3(ball), box.min, box.max);
    const glm::vec3 gap = nearest - glm::vec3(ball);
    return glm::dot(gap, gap) <= ball.w * ball.w;
}

}  // namespace

std::shared_ptr<PlacingTrace> trace_of(const DotsInput& input, const PlacingTrace* before) {
    const auto& [head, cloud, outline, edge, curves, settings, plan, native, brushed, spread] = input;
    if (before && (before->cloud != cloud.key || !(before->zones == cloud.zones))) before = nullptr;
    auto trace = std::make_shared<PlacingTrace>();
    trace->cloud = cloud.key, trace->zones = cloud.zones;
    trace->edge = edge, trace->dots = settings;
    trace->sessions = plan.sessions, trace->shares = plan.shares;
    for (std::size_t i = 0; i < plan.each.size(); ++i) trace->zones_left_out[i] = plan.each[i].zones_left_out;
    trace->blend_mm = outline.blend_mm;
    for (const OutlineCurve& part : curves.parts) trace->parts.emplace_back(part.part, part.curve.positions_mm);
    for (const AreaCurve& curve : curves.areas) {
        const auto found = std::ranges::find(outline.areas, curve.id, &FreeArea::id);
        if (found == outline.areas.end() || curve.curve.positions_mm.size() < 4) continue;
        PlacingTrace::Area area{*found, curve.curve.positions_mm, {}, 0.0f};
        area.figures.points.clear();
        area.figures.name.clear();
        trace->areas.push_back(std::move(area));
    }
    const auto is_same_area = [](const PlacingTrace::Area& a, const PlacingTrace::Area& b) { return a.is_like(b); };
    const bool has_same_field = before && before->edge == edge && before->blend_mm == outline.blend_mm &&
                                (before->dots.service == Service::Scar) == (settings.service == Service::Scar) &&
                                before->parts == trace->parts &&
                                std::ranges::equal(before->areas, trace->areas, is_same_area);
    trace->field = has_same_field ? before->field
                                  : std::make_shared<const DensityField>(cloud, outline, edge, curves, settings.service);
    for (std::size_t i = 0; i < trace->areas.size(); ++i) {
        const DensityField::Area& area = trace->field->areas()[i];
        trace->areas[i].ball = glm::vec4(area.centre, area.reach_mm);
    }
    for (std::size_t k = 0; k < kRims; ++k) trace->reach_mm[k] = trace->field->reach_mm(static_cast<Rim>(k));
    const bool has_same_native = before && before->native->fullness == native.fullness && is_copy(before->native->per_cm2, native.per_cm2) &&
                                 is_copy(before->native->full_per_cm2, native.full_per_cm2) &&
                                 is_copy(before->native->outline_share, native.outline_share);
    trace->native = has_same_native ? before->native : std::make_shared<const NativeField>(native);
    trace->brushed = in_chunks(brushed.change, before ? &before->brushed : nullptr);
    const bool has_same_ground =
        before && before->native == trace->native && before->dots.zone_share == settings.zone_share;
    trace->ground = has_same_ground ? before->ground : std::make_shared<const Ground>(ground_of(cloud, settings, native));
    trace->removed_mm = brushed.removed_mm;
    trace->removed =
        before && before->removed_mm == brushed.removed_mm ? before->removed : candidates_at(cloud, brushed.removed_mm);
    return trace;
}

EditBounds::EditBounds(const Head& head, const PlacingTrace* before, const PlacingTrace& now,
                       const CandidateCloud& cloud)
    : before_(before), cloud_(cloud) {
    if (!before) return;
    has_same_cloud_ = before->cloud == now.cloud && before->zones == now.zones &&
                      before->skin->size() == cloud.skin.size() && before->blocks.size() == cloud.blocks.size();
    if (!has_same_cloud_) return;
    const DotSettings &was = before->dots, &is = now.dots;
    has_same_native_ = before->native == now.native;
    has_same_ground_ = before->ground == now.ground;
    has_same_filling_ = has_same_ground_ && was.density_per_cm2 == is.density_per_cm2 &&
                        before->sessions == now.sessions && before->shares == now.shares &&
                        before->zones_left_out == now.zones_left_out;
    has_same_hand_ = was.diameter_mm == is.diameter_mm && was.diameter_variation == is.diameter_variation &&
                     was.shade_variation == is.shade_variation && was.depth_variation == is.depth_variation &&
                     was.jitter_mm == is.jitter_mm;
    has_same_edges_ = before->edge == now.edge;
    has_same_service_ = was.service == is.service || (was.service != Service::Scar && is.service != Service::Scar);
    has_same_blend_ = before->blend_mm == now.blend_mm;
    has_same_lines_ = before->field == now.field;
    reach_mm_ = now.reach_mm;
    for (const Rim rim : {Rim::Frontal, Rim::Side, Rim::Lower})
        farthest_reach_mm_ = std::max({farthest_reach_mm_, before->reach_mm[static_cast<std::size_t>(rim)],
                                       now.reach_mm[static_cast<std::size_t>(rim)]});
    if (!has_same_lines_) compare_lines(now), compare_areas(now);
    compare_brushwork(head, now);
}

void EditBounds::compare_lines(const PlacingTrace& now) {
    const auto with = [](const std::vector<Part>& parts, std::size_t i) {
        return i < parts.size() ? std::span<const glm::vec3>(parts[i].second) : std::span<const glm::vec3>{};
    };
    for (std::size_t i = 0; i < std::max(before_->parts.size(), now.parts.size()); ++i) {
        const bool are_alike =
            i < before_->parts.size() && i < now.parts.size() && before_->parts[i].first == now.parts[i].first;
        if (are_alike) {
            const auto [old_line, new_line] = difference(with(before_->parts, i), with(now.parts, i));
            add(now.parts[i].first, old_line), add(now.parts[i].first, new_line);
            continue;
        }
        if (i < before_->parts.size()) add(before_->parts[i].first, before_->parts[i].second);
        if (i < now.parts.size()) add(now.parts[i].first, now.parts[i].second);
    }
}

void EditBounds::compare_areas(const PlacingTrace& now) {
    const auto is_among = [](const PlacingTrace::Area& area, const std::vector<PlacingTrace::Area>& all) {
        return std::ranges::any_of(all, [&](const auto& other) { return area.is_like(other); });
    };
    for (const auto& area : before_->areas)
        if (!is_among(area, now.areas)) areas_.push_back(area.ball);
    for (const auto& area : now.areas)
        if (!is_among(area, before_->areas)) areas_.push_back(area.ball);
    // Where areas overlap, the later has the last word.
    const auto order_of = [](const PlacingTrace& trace) {
        std::vector<std::uint32_t> ids;
        for (const auto& area : trace.areas) ids.push_back(area.figures.id);
        return ids;
    };
    if (order_of(*before_) == order_of(now)) return;
    for (const auto& area : now.areas) areas_.push_back(area.ball);
}

void EditBounds::compare_brushwork(const Head& head, const PlacingTrace& now) {
    // One box on either side of the head: a mirrored stroke changes both.
    std::array<Box, 2> sides;
    std::array<bool, 2> is_any{};
    const auto grow = [&](const glm::vec3& p) {
        const std::size_t side = p.x < 0.0f ? 0 : 1;
        sides[side].grow(p - 2.0f * kTriangleRadiusMm), sides[side].grow(p + 2.0f * kTriangleRadiusMm);
        is_any[side] = true;
    };
    if (before_->brushed != now.brushed) {
        const std::vector<glm::vec3>& places = head.measuring.mesh().positions;
        is_brushed_.resize(places.size(), 0);
        for_each_difference(before_->brushed, now.brushed, [&](std::size_t v) {
            grow(places[v]);
            is_brushed_[v] = 1;
        });
    }
    std::ranges::set_symmetric_difference(before_->removed, now.removed, std::back_inserter(removed_));
    for (std::size_t side = 0; side < 2; ++side)
        if (is_any[side]) brushed_.push_back(sides[side]);
}

void EditBounds::add(OutlinePart part, std::span<const glm::vec3> line) {
    if (line.empty()) return;
    Moved& moved = moved_[static_cast<std::size_t>(rim_of(part))];
    moved.line.add(line);
    moved.ball = moved.is_any ? joined(moved.ball, ball_round(line)) : ball_round(line);
    moved.is_any = true;
    for (const glm::vec3& p : line) {
        const glm::dvec2 flat = cloud_.cap(p);
        flat_min_ = glm::min(flat_min_, flat - kFlatSlack), flat_max_ = glm::max(flat_max_, flat + kFlatSlack);
    }
}

bool EditBounds::fills_alike(const Tiles& tiles, bool bear_dots) const {
    if (!has_same_native_ || (bear_dots && !(has_same_filling_ && has_same_hand_))) return false;
    return !are_brushed(tiles);
}

bool EditBounds::are_brushed(const Tiles& tiles) const {
    const auto first = std::ranges::lower_bound(removed_, cloud_.tile_start[tiles.first]);
    if (first != removed_.end() && *first < cloud_.tile_start[tiles.last]) return true;
    if (std::ranges::none_of(brushed_, [&](const Box& box) { return is_in(box, tiles.ball); })) return false;
    const auto vertices = std::span(cloud_.tile_vertex).subspan(cloud_.tile_vertex_start[tiles.first],
                                                                cloud_.tile_vertex_start[tiles.last] - cloud_.tile_vertex_start[tiles.first]);
    return std::ranges::any_of(vertices, [&](std::uint32_t v) { return is_brushed_[v] != 0; });
}

bool EditBounds::touches_an_area(const glm::vec3& centre, float radius_mm) const {
    return std::ranges::any_of(areas_, [&](const glm::vec4& ball) {
        return glm::distance(centre, glm::vec3(ball)) <= ball.w + radius_mm;
    });
}

bool EditBounds::is_beyond(const glm::vec4& ball, const std::array<float, kRims>& holds_mm, float front_mm) const {
    if (!has_same_cloud_ || !has_same_blend_ || !has_same_service_) return false;
    if (!has_same_edges_ && front_mm <= farthest_reach_mm_) return false;
    const glm::vec3 centre(ball);
    for (std::size_t k = 0; k < kRims; ++k) {
        const Moved& moved = moved_[k];
        if (!moved.is_any) continue;
        // A tile placed under edges that reached less far holds as far as these reach.
        const float holds = std::max(holds_mm[k], reach_mm_[k] + ball.w + kSlackMm);
        if (glm::distance(centre, glm::vec3(moved.ball)) > moved.ball.w + holds) continue;
        if (moved.line.distance(centre, holds) <= holds) return false;
    }
    return !touches_an_area(centre, ball.w);
}

// No line moved within what stays, so it changes sides as a whole: outside the box of what moved it cannot.
bool EditBounds::may_change_side(const glm::vec2& flat_min, const glm::vec2& flat_max) const {
    return flat_max.x >= flat_min_.x && flat_max.y >= flat_min_.y && flat_min.x <= flat_max_.x &&
           flat_min.y <= flat_max_.y;
}

bool EditBounds::leaves(const glm::vec4& ball, const TileLines& tile) const {
    if (!has_same_native_ && !tile.may_bear_hair) return false;
    if (has_same_cloud_ && has_same_lines_) return true;
    if (!is_beyond(ball, tile.holds_mm, tile.front_mm)) return false;
    const glm::dvec2 flat = cloud_.cap(glm::vec3(ball));
    return !(flat.x >= flat_min_.x && flat.y >= flat_min_.y && flat.x <= flat_max_.x && flat.y <= flat_max_.y);
}

bool EditBounds::leaves(const CandidateCloud::Block& block, const SettledBlock& settled) const {
    if (!has_same_native_ && !settled.may_bear_hair) return false;
    if (has_same_cloud_ && has_same_lines_) return true;
    return is_beyond(block.sphere, settled.holds_mm, settled.front_mm) &&
           !may_change_side(block.flat_min, block.flat_max);
}

bool EditBounds::leaves_sides(const CandidateCloud::SkinPatch& patch) const {
    if (!has_same_cloud_ || !has_same_service_) return false;
    return has_same_lines_ || (!may_change_side(patch.flat_min, patch.flat_max) &&
                               !touches_an_area(glm::vec3(patch.sphere), patch.sphere.w + kTriangleRadiusMm));
}

bool EditBounds::leaves_front(const CandidateCloud::SkinPatch& patch) const {
    const Moved& frontal = moved_[static_cast<std::size_t>(Rim::Frontal)];
    if (!has_same_cloud_) return false;
    if (has_same_lines_ || !frontal.is_any) return true;
    const float reach = patch.sphere.w + kFrontBandMm;
    return frontal.line.distance(glm::vec3(patch.sphere), reach) > reach;
}

const PlacingTrace::Area* EditBounds::same_area(const PlacingTrace::Area& area) const {
    if (!has_same_cloud_) return nullptr;
    const auto found = std::ranges::find_if(before_->areas, [&](const auto& old) { return old.is_like(area); });
    return found == before_->areas.end() ? nullptr : &*found;
}

}  // namespace trichion
