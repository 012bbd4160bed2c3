// How a design's dots were placed, so that the next design copies what an edit leaves alone.
#include "core/pipeline/placing_trace.h"

#include "core/pipeline/worked_area.h"

#include <algorithm>

namespace trichion {
namespace {

constexpr double kFlatSlack = 1e-6;        // above the rounding of a place laid flat
constexpr float kTriangleRadiusMm = 5.0f;  // no triangle of a measuring surface reaches further from its middle

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

}  // namespace

PlacingTrace trace_of(const DensityField& field, const CandidateCloud& cloud, const Outline& outline,
                      const EdgeSettings& edge, const OutlineResult& curves, const DotSettings& settings,
                      const SessionPlan& plan) {
    PlacingTrace trace{
        cloud.key, field.zones(), edge, settings, plan.sessions, plan.shares, outline.blend_mm, {}, {}, {}, {},
        {}};
    for (std::size_t k = 0; k < kRims; ++k) trace.reach_mm[k] = field.reach_mm(static_cast<Rim>(k));
    for (const OutlineCurve& part : curves.parts) trace.parts.emplace_back(part.part, part.curve.positions_mm);
    for (const DensityField::Area& area : field.areas()) {
        const auto curve = std::ranges::find(curves.areas, area.id, &AreaCurve::id);
        trace.areas.push_back({area.id, area.kind, area.blend_mm, curve->curve.positions_mm,
                               glm::vec4(area.centre, area.reach_mm), 0.0f});
    }
    return trace;
}

EditBounds::EditBounds(const PlacingTrace* before, const PlacingTrace& now, const CandidateCloud& cloud)
    : before_(before), cloud_(cloud) {
    if (!before) return;
    has_same_cloud_ = before->cloud == now.cloud && before->skin.size() == cloud.skin.size() &&
                      before->tiles.size() == cloud.tile_start.size();
    has_same_filling_ = has_same_cloud_ && before->zones == now.zones && before->dots == now.dots &&
                        before->sessions == now.sessions && before->shares == now.shares;
    has_same_edges_ = before->edge == now.edge;
    has_same_blend_ = before->blend_mm == now.blend_mm;
    reach_mm_ = now.reach_mm;
    for (const Rim rim : {Rim::Frontal, Rim::Side, Rim::Lower})
        farthest_reach_mm_ = std::max({farthest_reach_mm_, before->reach_mm[static_cast<std::size_t>(rim)],
                                       now.reach_mm[static_cast<std::size_t>(rim)]});
    const auto with = [](const std::vector<Part>& parts, const Part& like, std::size_t i) {
        return i < parts.size() && parts[i].first == like.first ? std::span<const glm::vec3>(parts[i].second)
                                                                : std::span<const glm::vec3>{};
    };
    for (std::size_t i = 0; i < std::max(before->parts.size(), now.parts.size()); ++i) {
        const bool are_alike =
            i < before->parts.size() && i < now.parts.size() && before->parts[i].first == now.parts[i].first;
        if (are_alike) {
            const auto [old_line, new_line] =
                difference(before->parts[i].second, with(now.parts, before->parts[i], i));
            add(now.parts[i].first, old_line), add(now.parts[i].first, new_line);
            continue;
        }
        if (i < before->parts.size()) add(before->parts[i].first, before->parts[i].second);
        if (i < now.parts.size()) add(now.parts[i].first, now.parts[i].second);
    }
    const auto is_in = [](const PlacingTrace::Area& area, const std::vector<PlacingTrace::Area>& all) {
        return std::ranges::any_of(all, [&](const auto& other) { return area.is_like(other); });
    };
    for (const auto& area : before->areas)
        if (!is_in(area, now.areas)) areas_.push_back(area.ball);
    for (const auto& area : now.areas)
        if (!is_in(area, before->areas)) areas_.push_back(area.ball);
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

bool EditBounds::touches_an_area(const glm::vec3& centre, float radius_mm) const {
    return std::ranges::any_of(areas_, [&](const glm::vec4& ball) {
        return glm::distance(centre, glm::vec3(ball)) <= ball.w + radius_mm;
    });
}

bool EditBounds::leaves(const glm::vec4& tile_ball, const PlacingTrace::Tile& tile) const {
    if (!has_same_filling_ || !has_same_blend_) return false;
    if (!has_same_edges_ && tile.front_mm <= farthest_reach_mm_) return false;
    const glm::vec3 centre(tile_ball);
    for (std::size_t k = 0; k < kRims; ++k) {
        const Moved& moved = moved_[k];
        if (!moved.is_any) continue;
        if (glm::distance(centre, glm::vec3(moved.ball)) > moved.ball.w + tile.holds_mm[k]) continue;
        if (moved.line.distance(centre, tile.holds_mm[k]) <= tile.holds_mm[k]) return false;
    }
    // No line moved within the tile, so it changes sides as a whole: outside the box of what moved it cannot.
    const glm::dvec2 flat = cloud_.cap(centre);
    const bool may_change_side =
        flat.x >= flat_min_.x && flat.y >= flat_min_.y && flat.x <= flat_max_.x && flat.y <= flat_max_.y;
    return !may_change_side && !touches_an_area(centre, tile_ball.w);
}

PlacingTrace::Tile EditBounds::kept(const PlacingTrace::Tile& tile, float radius_mm) const {
    constexpr float kSlackMm = 1.0f;
    PlacingTrace::Tile kept = tile;
    if (!has_same_edges_)
        for (std::size_t k = 0; k < kRims; ++k)
            kept.holds_mm[k] = std::max(tile.holds_mm[k], reach_mm_[k] + radius_mm + kSlackMm);
    return kept;
}

bool EditBounds::leaves(const CandidateCloud::Skin& skin) const {
    if (!has_same_cloud_) return false;
    const bool may_change_side = skin.flat_max.x >= flat_min_.x && skin.flat_max.y >= flat_min_.y &&
                                 skin.flat_min.x <= flat_max_.x && skin.flat_min.y <= flat_max_.y;
    if (may_change_side) return false;
    const Moved& frontal = moved_[static_cast<std::size_t>(Rim::Frontal)];
    const bool may_change_front =
        frontal.is_any && glm::distance(skin.centre_mm, glm::vec3(frontal.ball)) <= frontal.ball.w + kFrontBandMm;
    return !may_change_front && !touches_an_area(skin.centre_mm, kTriangleRadiusMm);
}

const PlacingTrace::Area* EditBounds::same_area(const PlacingTrace::Area& area) const {
    if (!has_same_cloud_) return nullptr;
    const auto found = std::ranges::find_if(before_->areas, [&](const auto& old) { return old.is_like(area); });
    return found == before_->areas.end() ? nullptr : &*found;
}

}  // namespace trichion
