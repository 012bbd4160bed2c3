// What a tool is: it gets the pointer on the skin and changes the document; it knows neither ImGui nor OpenGL.
#pragma once

#include "app/editor/tools/tool_settings.h"
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
    ToolSettings* settings = nullptr;  // null only in tests
    bool is_double = false;         // the second press of a double click
    bool ctrl = false, alt = false;
    std::vector<glm::vec2> way{};   // of a drag: places passed since the last event, oldest first, without `pixel`; none: straight
};

/// A key that went down or up while the viewport has the keyboard.
struct KeyEvent {
    enum class Key { Left, Right, Up, Down, Delete, Corner } key = Key::Left;
    bool is_down = true;
    bool shift = false;
    const Projector* view = nullptr;
    ToolSettings* settings = nullptr;
};

/// A handle on the skin: a disc; of a measure a small square.
struct Handle {
    enum class Look { Rest, Small, Hovered, Active, Twin, Guess, Locked, Spot, Measure } look = Look::Rest;
    std::string name;               // for tests: "Point 3"; empty: none
    glm::vec3 place_mm{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
};
/// Words beside a place on the skin: "74 mm" stands out, " above glabella" does not.
struct SkinLabel {
    glm::vec3 place_mm{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
    std::string strong, plain;
    bool is_small = false;          // small, and left out where there is no room
    bool is_muted = false;          // smaller yet in weight: the name of a guide that the pointer is not on
    std::string name;               // for tests; empty: its words
    bool is_outside = false;        // beside the head's picture: what is to be clicked on it stays in sight
};
/// A place that labels keep clear of.
struct SkinSpot {
    glm::vec3 place_mm{0.0f};
    glm::vec3 normal{0.0f, 0.0f, 1.0f};
};
/// A line on the skin that belongs to the tool and not to the design: a brush's rim, a stroke under way.
struct ToolLine {
    enum class Look { Brush, BrushTwin, Stroke } look = Look::Stroke;
    std::vector<glm::vec3> places_mm;
    std::vector<glm::vec3> normals;  // as long as places_mm
    bool is_closed = false;
};

/// What a tool draws over the head.
struct ToolOverlay {
    std::vector<Handle> handles;
    std::vector<SkinLabel> labels;
    std::vector<ToolLine> lines;
    std::vector<SkinSpot> clear_of; // the line itself, every few mm
    std::string ask;                // what the next click does; shown in the plate of the tool's options
};

class Tool {
public:
    virtual ~Tool() = default;

    /// @return whether the tool has the pointer: then the view stays where it is.
    virtual bool pointer(const PointerEvent& event, Session& session) = 0;
    /// @return whether the tool took the key.
    virtual bool key(const KeyEvent&, Session&) { return false; }
    virtual ToolOverlay overlay(Session& session) const = 0;
    /// The tool is put down: nothing of an unfinished edit stays.
    virtual void leave(Session& session) = 0;
    /// Whether a click here would do something (for the pointer's shape).
    virtual bool is_over_something() const { return false; }
    /// Why the last edit could not be done, in one sentence, once; empty when it could.
    virtual std::string take_problem() { return {}; }
};

}  // namespace trichion
