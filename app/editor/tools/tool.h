// What a tool is: it gets the pointer on the skin and changes the document; it knows neither ImGui nor OpenGL.
#pragma once

#include "app/editor/viewport/projector.h"
#include "core/session/session.h"

#include <cstdint>
#include <glm/glm.hpp>
#include <optional>
#include <string>
#include <vector>

namespace trichion {

/// The pointer over the viewport.
struct PointerEvent {
    enum class Phase { Hover, Press, Drag, Release, Cancel, Leave } phase = Phase::Hover;
    glm::vec2 pixel{0.0f};
    glm::vec2 pressed_at{0.0f};     // where the button went down
    bool has_moved = false;         // far enough from there to be a drag and no click
    float scale = 1.0f;             // pixels per unit of the design
    const Projector* view = nullptr;
};

/// A round handle on the skin.
struct Handle {
    enum class Look { Rest, Small, Hovered, Active, Twin, Guess } look = Look::Rest;
    std::string name;               // for tests: "Point 3"
    glm::vec3 place_mm{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
};
/// Words beside a place on the skin: "74 mm" stands out, " above glabella" does not.
struct SkinLabel {
    glm::vec3 place_mm{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
    std::string strong, plain;
};

/// What a tool draws over the head.
struct ToolOverlay {
    std::vector<Handle> handles;
    std::vector<SkinLabel> labels;
    std::string ask;                // what the next click does; shown at the top of the viewport
};

class Tool {
public:
    virtual ~Tool() = default;

    /// @return whether the tool has the pointer: then the view stays where it is.
    virtual bool pointer(const PointerEvent& event, Session& session) = 0;
    virtual ToolOverlay overlay(Session& session) const = 0;
    /// The tool is put down: nothing of an unfinished edit stays.
    virtual void leave(Session& session) = 0;
    /// Whether a click here would do something (for the pointer's shape).
    virtual bool is_over_something() const { return false; }
};

}  // namespace trichion
