// A flood over triangles from the ends of a piece, through skin that lies near it and faces as it does.
#include "core/pipeline/stroke_reach.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trichion {
namespace {

constexpr float kHardWithin = 0.85f;  // of the radius
/// Cosine of the angle by which skin may face off the way. A head's own curve makes 45 degrees over the largest brush
/// and its sharpest bends some 60; the back of an ear faces the other way.
constexpr float kLeastFacing = 0.2f;
/// Skin may lie as far below or above the way's own plane as on a ball of this radius, and a little more: heads bend less
/// sharply, but what lies behind an ear lies deeper.
constexpr float kSharpestBendMm = 30.0f;
constexpr float kUnevenMm = 3.0f;

// Of a vertex, as far as the piece under way has asked.
constexpr std::uint8_t kUnknown = 0, kNear = 1, kBeyond = 2;

}  // namespace

std::optional<SurfacePoint> place_on_skin(const Head& head, const glm::vec3& in_source_frame) {
    return head.measuring.closest(head.from_source(in_source_frame), kFarthestOffSkinMm);
}

float hard_falloff(float near2) {
    const float t = std::clamp((1.0f - std::sqrt(near2)) / (1.0f - kHardWithin), 0.0f, 1.0f);
    return t * t * (3.0f - 2.0f * t);
}

StrokeReach::StrokeReach(const Head& head)
    : head_(head),
      is_triangle_seen_(head.measuring.triangle_count(), 0),
      vertex_state_(head.measuring.mesh().positions.size(), kUnknown) {}

std::optional<StrokeReach::Foot> StrokeReach::foot_of(const glm::vec3& place) const {
    const auto at = place_on_skin(head_, place);
    if (!at) return std::nullopt;
    return Foot{at->triangle, head_.measuring.position(*at), head_.measuring.normal(*at)};
}

bool StrokeReach::step(Way& way, std::size_t i, float radius_mm) {
    if (i >= way.places.size()) return false;
    if (i > 0 && way.last_index != i - 1) way.last = foot_of(way.places[i - 1]);
    const std::optional<Foot> from = i > 0 ? way.last : std::nullopt, to = foot_of(way.places[i]);
    way.last = to;
    way.last_index = i;
    if (!from && !to) return false;
    flood(from ? *from : *to, to ? *to : *from, radius_mm);
    return true;
}

void StrokeReach::flood(const Foot& from, const Foot& to, float radius_mm) {
    const Mesh& mesh = head_.measuring.mesh();
    const auto& normals = head_.measuring.vertex_normals();
    const auto& neighbours = head_.measuring.neighbours();
    const glm::vec3 along = to.position_mm - from.position_mm, sum = from.normal + to.normal;
    const float length2 = glm::dot(along, along), per_length2 = length2 > 0.0f ? 1.0f / length2 : 0.0f;
    const float sum2 = glm::dot(sum, sum);
    const glm::vec3 facing = sum2 > 0.0f ? sum / std::sqrt(sum2) : from.normal;
    const float radius2 = radius_mm * radius_mm;
    vertices_.clear();
    triangles_.clear();
    const auto reach = [&](std::uint32_t triangle) {
        if (std::exchange(is_triangle_seen_[triangle], 1) == 0) triangles_.push_back(triangle);
    };
    const auto is_near = [&](std::uint32_t v) {
        if (vertex_state_[v] == kUnknown) {
            const glm::vec3 p = mesh.positions[v] - from.position_mm;
            const glm::vec3 gap = p - std::clamp(glm::dot(p, along) * per_length2, 0.0f, 1.0f) * along;
            const float d2 = glm::dot(gap, gap);
            const bool is = d2 < radius2 && glm::dot(normals[v], facing) > kLeastFacing &&
                            std::abs(glm::dot(gap, facing)) < kUnevenMm + d2 / (2.0f * kSharpestBendMm);
            vertex_state_[v] = is ? kNear : kBeyond;
            if (is) vertices_.push_back({v, d2 / radius2});
        }
        return vertex_state_[v] == kNear;
    };
    reach(from.triangle);
    reach(to.triangle);
    for (std::size_t i = 0; i < triangles_.size(); ++i) {
        const std::uint32_t triangle = triangles_[i];
        const glm::uvec3& corners = mesh.triangles[triangle];
        const bool near[3] = {is_near(corners[0]), is_near(corners[1]), is_near(corners[2])};
        for (int edge = 0; edge < 3; ++edge) {
            const int next = neighbours[triangle][edge];
            if (next >= 0 && (near[edge] || near[(edge + 1) % 3])) reach(static_cast<std::uint32_t>(next));
        }
    }
    for (const std::uint32_t triangle : triangles_) {
        is_triangle_seen_[triangle] = 0;
        for (int c = 0; c < 3; ++c) vertex_state_[mesh.triangles[triangle][c]] = kUnknown;
    }
}

std::vector<StrokeReach::Near> StrokeReach::reached(const Stroke& stroke) {
    std::vector<Near> all;
    std::vector<std::uint32_t> slot(vertex_state_.size(), 0);  // in `all`, and one more
    for_each_piece(stroke, 0, [&](const Piece& piece) {
        for (const Near& near : piece.vertices) {
            if (slot[near.vertex] == 0) {
                all.push_back(near);
                slot[near.vertex] = static_cast<std::uint32_t>(all.size());
            } else {
                float& nearest = all[slot[near.vertex] - 1].near2;
                nearest = std::min(nearest, near.near2);
            }
        }
    });
    return all;
}

}  // namespace trichion
