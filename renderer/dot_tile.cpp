// Dots that lie together on the skin: what is uploaded, kept and passed over at once.
#include "renderer/dot_tile.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <glm/gtc/packing.hpp>
#include <utility>

namespace trichion {
namespace {

constexpr float kTile_mm = 32.0f;

glm::vec3 normal_of(const DotInstance& dot) {
    const glm::vec2 p = glm::unpackSnorm2x16(dot.normal);
    glm::vec3 n(p, 1.0f - std::abs(p.x) - std::abs(p.y));
    const float fold = std::max(-n.z, 0.0f);
    n.x += n.x >= 0.0f ? -fold : fold;
    n.y += n.y >= 0.0f ? -fold : fold;
    return glm::normalize(n);
}

// Native hair first; then by place.
std::uint32_t tile_key(const DotInstance& dot) {
    const auto cell =
        glm::clamp(glm::ivec3(glm::floor(dot.position_mm / kTile_mm)) + 64, glm::ivec3(0), glm::ivec3(127));
    const std::uint32_t kind = dot.session == 0 ? 0u : 1u << 21;
    return kind | static_cast<std::uint32_t>(cell.x << 14 | cell.y << 7 | cell.z);
}

}  // namespace

std::shared_ptr<const DotTile> dot_tile(std::vector<DotInstance> dots, std::span<const glm::vec3> normals) {
    auto tile = std::make_shared<DotTile>();
    tile->is_native = dots.front().session == 0;
    Box box;
    glm::vec3 sum(0.0f);
    for (const DotInstance& dot : dots) box.grow(dot.position_mm);
    for (const glm::vec3& normal : normals) sum += normal;
    tile->centre_mm = box.centre();
    tile->reach_mm = 0.5f * glm::length(box.size()) + 2.0f;
    if (glm::length(sum) > 1e-3f) {
        tile->axis = glm::normalize(sum);
        tile->spread = 1.0f;
        for (const glm::vec3& normal : normals) tile->spread = std::min(tile->spread, glm::dot(normal, tile->axis));
    }
    tile->dots = std::move(dots);
    return tile;
}

DotTiles tiles_of(std::span<const DotInstance> dots) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> order(dots.size());
    for (std::uint32_t i = 0; i < dots.size(); ++i) order[i] = {tile_key(dots[i]), i};
    std::sort(order.begin(), order.end());
    DotTiles tiles;
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        std::vector<DotInstance> together;
        std::vector<glm::vec3> normals;
        for (; end < order.size() && order[end].first == order[first].first; ++end) {
            together.push_back(dots[order[end].second]);
            normals.push_back(normal_of(together.back()));
        }
        tiles.push_back(dot_tile(std::move(together), normals));
        first = end;
    }
    return tiles;
}

}  // namespace trichion
