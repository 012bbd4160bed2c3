// The camera and the studio, as numbers for shaders.
#include "renderer/passes/frame.h"

#include <cmath>

namespace trichion {

Frame make_frame(const Camera& camera, const glm::ivec2& size_px, const glm::vec2& jitter_px) {
    Frame frame;
    const float aspect = static_cast<float>(size_px.x) / static_cast<float>(size_px.y);
    frame.view = camera.view();
    frame.projection = camera.projection(aspect);
    frame.turn = glm::mat3(frame.view);
    frame.size_px = size_px;
    frame.mm_per_px_at_1mm = 2.0f * std::tan(0.5f * camera.field_of_view_rad) / static_cast<float>(size_px.y);
    frame.mm_per_px = camera.mm_per_px(static_cast<float>(size_px.y));
    // Back out of the matrix, so that only the camera knows its planes.
    const float a = frame.projection[2][2];
    const float b = frame.projection[3][2];
    frame.depth_range_mm = {b / (a - 1.0f), b / (a + 1.0f)};
    frame.half_view = {std::tan(0.5f * camera.field_of_view_rad) * aspect,
                       std::tan(0.5f * camera.field_of_view_rad)};
    frame.jitter_px = jitter_px;
    const glm::vec2 shift = 2.0f * jitter_px / glm::vec2(size_px);
    frame.projection[2][0] -= shift.x;
    frame.projection[2][1] -= shift.y;
    frame.key = glm::normalize(glm::vec3(-0.60f, 0.62f, 0.62f));
    return frame;
}

void set_frame(const gl::Program& program, const Frame& frame) {
    program.set("u_view", frame.view);
    program.set("u_projection", frame.projection);
    program.set("u_turn", frame.turn);
    program.set("u_size_px", glm::vec2(frame.size_px));
    program.set("u_to_head", glm::inverse(frame.view));
    program.set("u_half_view", frame.half_view);
    program.set("u_key", frame.key);
    program.set("u_shadow", kShadowUnit);
    program.set("u_to_shadow", frame.to_shadow);
    program.set("u_has_shadow", frame.has_shadow ? 1.0f : 0.0f);
}

}  // namespace trichion
