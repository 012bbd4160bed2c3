// Drawing the tiles of dots that show.
#include "renderer/passes/dot_pass.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace trichion {
namespace {

constexpr float kDepthSlack_mm = 1.0f;

}  // namespace

Result<DotPass> DotPass::create() {
    auto program = gl::Program::build("dots.vert", "dots.frag");
    if (!program) return tl::unexpected(program.error());
    return DotPass(std::move(*program));
}

DotPass::DotPass(gl::Program program) : program_(std::move(program)) {}

int DotPass::set(DotTiles tiles) {
    std::ranges::stable_partition(tiles, &DotTile::is_native, [](const auto& tile) -> const DotTile& { return *tile; });
    tiles_ = std::move(tiles);
    std::size_t dots = 0;
    for (const auto& tile : tiles_) dots += tile->dots.size();
    std::vector<DotInstance> all;
    all.reserve(dots);
    for (const auto& tile : tiles_) all.insert(all.end(), tile->dots.begin(), tile->dots.end());
    glBindVertexArray(array_.name());
    gl::fill<DotInstance>(GL_ARRAY_BUFFER, instances_, all, GL_DYNAMIC_DRAW);
    glBindVertexArray(0);
    return 1;
}

bool DotPass::may_be_seen(const DotTile& tile, const Frame& frame) {
    const glm::vec3 at = glm::vec3(frame.view * glm::vec4(tile.centre_mm, 1.0f));
    const float depth = -at.z;
    if (depth + tile.reach_mm < frame.depth_range_mm.x) return false;
    const glm::vec2 half = 0.5f * glm::vec2(frame.size_px) * frame.mm_per_px_at_1mm * (depth + tile.reach_mm);
    if (std::abs(at.x) - tile.reach_mm > half.x || std::abs(at.y) - tile.reach_mm > half.y) return false;

    // The cone of the tile's normals against the cone of directions towards the eye.
    const float distance = glm::length(at);
    if (distance <= tile.reach_mm) return true;
    const float between = std::acos(std::clamp(glm::dot(frame.turn * tile.axis, -at / distance), -1.0f, 1.0f));
    const float opening = std::acos(std::clamp(tile.spread, -1.0f, 1.0f)) + std::asin(tile.reach_mm / distance);
    return between - opening < glm::radians(87.0f);
}

void DotPass::draw_range(std::uint32_t first, std::uint32_t count) {
    constexpr GLsizei kStride = sizeof(DotInstance);
    const std::size_t start = static_cast<std::size_t>(first) * sizeof(DotInstance);
    gl::enable({.location = 0, .stride = kStride, .offset = start, .divisor = 1});
    gl::enable({.location = 1,
                .components = 2,
                .type = GL_SHORT,
                .normalized = GL_TRUE,
                .stride = kStride,
                .offset = start + offsetof(DotInstance, normal),
                .divisor = 1});
    gl::enable({.location = 2,
                .components = 2,
                .type = GL_HALF_FLOAT,
                .stride = kStride,
                .offset = start + offsetof(DotInstance, diameter),
                .divisor = 1});
    gl::enable({.location = 3,
                .components = 2,
                .type = GL_UNSIGNED_BYTE,
                .stride = kStride,
                .offset = start + offsetof(DotInstance, session),
                .divisor = 1});
    gl::enable({.location = 4,
                .components = 1,
                .type = GL_HALF_FLOAT,
                .stride = kStride,
                .offset = start + offsetof(DotInstance, depth),
                .divisor = 1});
    glDrawArraysInstanced(GL_TRIANGLE_STRIP, 0, 4, static_cast<GLsizei>(count));
}

void DotPass::set_looks(const std::array<DotLook, 5>& looks, const DotWarning& warning) const {
    const auto each = [&](const char* uniform, auto DotLook::* value) {
        std::array<std::remove_cvref_t<decltype(looks[0].*value)>, 5> values{};
        for (std::size_t s = 0; s < looks.size(); ++s) values[s] = looks[s].*value;
        program_.set(uniform, values);
    };
    each("u_diameter_factor", &DotLook::diameter_factor);
    each("u_softness_mm", &DotLook::softness_mm);
    each("u_contrast", &DotLook::contrast);
    each("u_redness", &DotLook::redness);
    each("u_top_mm", &DotLook::top_mm);
    each("u_spread_mm2", &DotLook::spread_mm2);
    each("u_shed", &DotLook::shed);
    each("u_reach_mm", &DotLook::reach_mm);
    program_.set("u_warns", warning.is_shown ? 1.0f : 0.0f);
    program_.set("u_later_contrast", warning.later_contrast);
    program_.set("u_now_contrast", warning.now_contrast);
    program_.set("u_warning_factor", warning.diameter_factor);
}

void DotPass::draw(const Frame& frame, const std::array<DotLook, 5>& looks, const DotWarning& warning, Which which) {
    program_.use();
    set_frame(program_, frame);
    set_looks(looks, warning);
    program_.set("u_mm_per_px", frame.mm_per_px_at_1mm);
    program_.set("u_depth_slack_mm", kDepthSlack_mm);
    program_.set("u_hem", frame.hem);
    program_.set("u_hem_fade_mm", kHemFade_mm);
    glEnable(GL_DEPTH_TEST);
    glDepthFunc(GL_LEQUAL);
    glDepthMask(GL_FALSE);
    glEnable(GL_BLEND);
    glBlendFunc(GL_ONE, GL_ONE);
    glBindVertexArray(array_.name());
    glBindBuffer(GL_ARRAY_BUFFER, instances_.name());

    // Neighbouring tiles that show go out in one call.
    std::uint32_t first = 0, count = 0, next = 0;
    for (const auto& tile : tiles_) {
        const std::uint32_t start = next;
        next += static_cast<std::uint32_t>(tile->dots.size());
        if (tile->is_native != (which == Which::NativeHair) || !may_be_seen(*tile, frame)) continue;
        if (count == 0 || first + count != start) {
            if (count > 0) draw_range(first, count);
            first = start;
        }
        count = next - first;
    }
    if (count > 0) draw_range(first, count);
    glBindVertexArray(0);
    glDisable(GL_BLEND);
    glDepthMask(GL_TRUE);
}

}  // namespace trichion
