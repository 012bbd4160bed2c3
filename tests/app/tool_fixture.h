// A session with the default head standing in it, and a pointer that a test moves over it.
#pragma once

#include "app/editor/tools/tool.h"
#include "core/session/session.h"

#include <gtest/gtest.h>

namespace trichion {

class ToolTest : public ::testing::Test {
protected:
    ToolTest() {
        session_.update(false);
        camera_.yaw_rad = 0.0f;
        camera_.target_mm = {0.0f, 60.0f, 0.0f};
        projector_ = Projector(camera_, {0.0f, 0.0f}, {1000.0f, 800.0f});
    }

    const Head& head() { return *session_.pipeline().head(); }
    const Outline& outline() { return *session_.document().outline; }

    glm::vec3 place_of(std::uint32_t id) {
        for (const OutlinePoint& point : outline().points)
            if (point.id == id) return head().measuring.position(point.at);
        ADD_FAILURE() << "no point " << id;
        return {};
    }
    std::uint32_t twin_of(std::uint32_t id) {
        for (const OutlinePoint& point : outline().points)
            if (point.id == id) return point.twin;
        return 0;
    }
    /// A frontal point beside the midline, in sight from the front.
    std::uint32_t side_point() {
        for (const OutlinePoint& point : outline().points) {
            const glm::vec3 place = head().measuring.position(point.at);
            if (point.part == OutlinePart::Frontal && point.twin != 0 && point.twin != point.id && place.x > 5.0f &&
                projector_.sees(head().measuring, place, head().measuring.normal(point.at)))
                return point.id;
        }
        ADD_FAILURE() << "no frontal point with a twin";
        return 0;
    }
    glm::vec2 pixel_of(std::uint32_t id) { return *projector_.pixel(place_of(id)); }

    bool send(Tool& tool, PointerEvent::Phase phase, const glm::vec2& pixel, const glm::vec2& pressed_at = {}, bool has_moved = true) {
        const bool has_it = tool.pointer({phase, pixel, pressed_at, has_moved, 1.0f, &projector_}, session_);
        session_.update(false);
        return has_it;
    }

    std::unique_ptr<Executor> executor_ = make_inline_executor();
    Session session_{*executor_};
    Camera camera_;
    Projector projector_;
};

}  // namespace trichion
