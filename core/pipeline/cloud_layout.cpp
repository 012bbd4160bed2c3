// What follows from a cloud's candidates and its head, once, so that designs are placed and measured quickly.
#include "core/pipeline/cloud_layout.h"

#include "core/pipeline/tiles.h"

#include <algorithm>
#include <numeric>

namespace trichion {
namespace {

constexpr int kBlockBits = 6;            // of a tile's place along the curve: 4 by 4 by 4 tiles
constexpr std::uint32_t kPatch = 48;     // triangles that are asked together

glm::vec4 ball_round(const std::vector<glm::vec4>& balls) {
    Box box;
    for (const glm::vec4& ball : balls) box.grow(glm::vec3(ball) - ball.w), box.grow(glm::vec3(ball) + ball.w);
    const glm::vec3 centre = box.centre();
    float radius = 0.0f;
    for (const glm::vec4& ball : balls) radius = std::max(radius, glm::distance(centre, glm::vec3(ball)) + ball.w);
    return glm::vec4(centre, radius + 1e-3f);
}

CandidateCloud::Block block_of(const CandidateCloud& cloud, std::uint32_t first, std::uint32_t last) {
    CandidateCloud::Block block{first, last, {}, glm::vec2(1e30f), glm::vec2(-1e30f)};
    std::vector<glm::vec4> balls;
    for (std::uint32_t t = first; t < last; ++t) {
        const glm::vec4& ball = cloud.tile_sphere[t];
        const glm::vec2 flat(cloud.cap(glm::vec3(ball)));
        balls.push_back(ball);
        block.flat_min = glm::min(block.flat_min, flat - 1e-5f), block.flat_max = glm::max(block.flat_max, flat + 1e-5f);
    }
    block.sphere = ball_round(balls);
    return block;
}

void lay_out_blocks(CandidateCloud& cloud) {
    const auto tiles = static_cast<std::uint32_t>(cloud.tile_place.size());
    for (std::uint32_t first = 0, t = 1; t <= tiles; ++t) {
        if (t < tiles && cloud.tile_place[t] >> kBlockBits == cloud.tile_place[first] >> kBlockBits) continue;
        cloud.blocks.push_back(block_of(cloud, first, t));
        first = t;
    }
}

void lay_out_tile_vertices(const Head& head, CandidateCloud& cloud) {
    const auto& triangles = head.measuring.mesh().triangles;
    std::vector<std::uint32_t> seen(head.measuring.mesh().positions.size(), ~0u), last_triangle;
    cloud.tile_vertex_start.push_back(0);
    for (std::uint32_t t = 0; t + 1 < cloud.tile_start.size(); ++t) {
        for (std::uint32_t id = cloud.tile_start[t]; id < cloud.tile_start[t + 1]; ++id)
            for (int c = 0; c < 3; ++c) {
                const std::uint32_t v = triangles[cloud.at[id].triangle][c];
                if (seen[v] == t) continue;
                seen[v] = t;
                cloud.tile_vertex.push_back(v);
            }
        cloud.tile_vertex_start.push_back(static_cast<std::uint32_t>(cloud.tile_vertex.size()));
    }
}

void lay_out_zones(const Head& head, CandidateCloud& cloud) {
    cloud.zones = ZoneMap(head);
    cloud.zone_weights.reserve(head.measuring.mesh().positions.size());
    for (const glm::vec3& p : head.measuring.mesh().positions) cloud.zone_weights.push_back(cloud.zones.weights(p));
    // Weights between vertices that have most of one zone, by more than half, are most of it too.
    for (std::size_t t = 0; t + 1 < cloud.tile_start.size(); ++t) {
        std::uint8_t zone = kZones;
        for (std::uint32_t i = cloud.tile_vertex_start[t]; i < cloud.tile_vertex_start[t + 1]; ++i) {
            const auto& weights = cloud.zone_weights[cloud.tile_vertex[i]];
            const Zone here = greatest(weights);
            const bool is_clear = weights[static_cast<std::size_t>(here)] > 0.501f;
            const bool is_first = i == cloud.tile_vertex_start[t];
            zone = is_clear && (is_first || zone == static_cast<std::uint8_t>(here)) ? static_cast<std::uint8_t>(here)
                                                                                      : std::uint8_t{kZones};
            if (zone == kZones) break;
        }
        cloud.tile_zone.push_back(zone);
    }
}

void lay_out_skin(CandidateCloud& cloud) {
    const auto place = [&](std::uint32_t i) { return morton_of(cube_of(cloud.skin[i].centre_mm, 2.0f)); };
    std::vector<std::pair<std::uint64_t, std::uint32_t>> order(cloud.skin.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = {place(i), i};
    std::ranges::sort(order);
    cloud.skin_order.reserve(order.size());
    for (const auto& [at, i] : order) cloud.skin_order.push_back(i);
    const auto count = static_cast<std::uint32_t>(cloud.skin.size());
    for (std::uint32_t first = 0; first < count; first += kPatch) {
        CandidateCloud::SkinPatch patch{first, std::min(first + kPatch, count), glm::vec2(1e30f), glm::vec2(-1e30f), {}};
        std::vector<glm::vec4> centres;
        for (std::uint32_t i = patch.first; i < patch.last; ++i) {
            const CandidateCloud::Skin& skin = cloud.skin[cloud.skin_order[i]];
            patch.flat_min = glm::min(patch.flat_min, skin.flat_min), patch.flat_max = glm::max(patch.flat_max, skin.flat_max);
            centres.push_back(glm::vec4(skin.centre_mm, 0.0f));
        }
        patch.sphere = ball_round(centres);
        cloud.skin_patches.push_back(patch);
    }
}

}  // namespace

void lay_out_for_designs(const Head& head, CandidateCloud& cloud) {
    cloud.entry_per_cm2.reserve(cloud.rank_mm.size());
    for (const float rank : cloud.rank_mm) cloud.entry_per_cm2.push_back(cloud.density_per_cm2(rank));
    lay_out_blocks(cloud);
    lay_out_tile_vertices(head, cloud);
    lay_out_zones(head, cloud);
    lay_out_skin(cloud);
}

float CandidateCloud::density_per_cm2(float spacing) const {
    const auto first = spacing_of_density_mm.begin() + 1;
    const auto found = std::lower_bound(first, spacing_of_density_mm.end(), spacing, std::greater<>());
    const auto square = [](float x) { return x * x; };
    if (found == first) return square(*first / spacing);
    if (found == spacing_of_density_mm.end())
        return static_cast<float>(spacing_of_density_mm.size() - 1) * square(spacing_of_density_mm.back() / spacing);
    const float above = *(found - 1), below = *found;
    return static_cast<float>(found - first) + (above - spacing) / (above - below);
}

}  // namespace trichion
