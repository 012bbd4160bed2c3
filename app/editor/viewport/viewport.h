// The viewport: shows the picture, turns what the pointer does into camera moves or tool events. Never edits.
#pragma once

#include "app/editor/state.h"
#include "app/editor/tools/tool.h"

#include <imgui.h>

namespace trichion {

class Viewport {
public:
    /// The overlay's buttons, the pointer and the keys. Call before the picture is drawn, so that a drag shows in the
    /// same frame. Must run inside an area that covers `rect`.
    /// @param tool  null where the step has none.
    void handle(const ui::Rect& rect, PanelContext& context, Tool* tool);

    /// Puts the picture and the tool's marks on the draw list.
    /// @param marks  what stands on the skin beside them (skin_marks).
    void draw_picture(ImDrawList* list, ImTextureID picture, PanelContext& context, Tool* tool, ToolOverlay marks = {});

    const Projector& projector() const { return projector_; }
    const ui::Rect& rect() const { return rect_; }
    /// Whether the pointer is moving something: pictures may be cheaper then.
    bool is_dragging() const { return mode_ != Mode::None; }
    /// Whether the pointer is on the picture, and on no plate over it.
    bool is_pointed_at() const { return is_pointed_at_; }

private:
    enum class Mode { None, Tool, Orbit, Pan, Split };

    void start_drag(int button, PanelContext& context, Tool* tool, const PointerEvent& event);
    void follow_drag(PanelContext& context, Tool* tool, PointerEvent event);
    void use_keys(PanelContext& context, Tool* tool);
    void turn_by_keys(ViewState& view);
    void use_wheel(ViewState& view);
    /// For a client the head never shrinks into a corner. Only after a move or a zoom, by pointer or by keys.
    void keep_head_framed(PanelContext& context);
    bool is_near_split(const ViewState& view, const glm::vec2& pixel) const;
    PointerEvent event_at(PointerEvent::Phase phase, ViewState& view) const;
    PointerEvent press_event(int button, ViewState& view);
    bool is_second_press();

    ui::Rect rect_;
    Projector projector_;
    Mode mode_ = Mode::None;
    int button_ = 0;
    bool has_moved_ = false;
    bool is_pointed_at_ = false;
    glm::vec2 pressed_at_{0.0f}, last_{0.0f};
    Camera drawn_;              // of the picture before
    double pressed_s_ = -1.0;   // when the left button last went down, of the window's clock
};

/// Turns the camera to a named view, framing the head; keeps the camera when the view is unknown.
void set_named_view(ViewState& view, const Head& head, const std::string& name, float aspect);

/// The plates over the picture: view buttons, read-outs, status, notices. Buttons take the pointer first: call before
/// `Viewport::handle`.
void draw_view_buttons(const ui::Rect& rect, PanelContext& context);
/// What the tool in hand can be set to or asks for, what can be done with the selected point, and a button that clears
/// measures. @param tool  may be null.
void draw_tool_options(const ui::Rect& rect, PanelContext& context, const Tool* tool);
/// As low as it stands on nothing that is told at the foot of the picture already: small windows have no room side by side.
ui::Rect lifted(ui::Rect plate);
/// A small button over the picture that stays lit while what it names is shown.
struct PictureOption {
    const char* label;  // in the registry
    const char* words;
    const char* tip;
    bool is_on;
};
float width_of(const PictureOption& option);
/// @param row  of all that stand beside it: the tip keeps clear of them. @return whether it was pressed.
bool picture_option(const PictureOption& option, const ui::Rect& box, const ui::Rect& row);
struct Remarks {
    std::size_t count = 0;
    std::string first;       // its sentence
    bool are_grave = false;  // nothing can be made as it is
};
/// An amber plate with the number of remarks, red where they are grave. @return whether it was pressed.
bool remarks_chip(const std::string& label, float x, float y, const Remarks& remarks);
/// Beside the read-outs: how many remarks there are on the line; a click leads to them in the inspector.
void draw_advice_chip(const ui::Rect& rect, PanelContext& context);
void draw_read_outs(const ui::Rect& rect, PanelContext& context);
/// What is being computed and how far it is, above `y`, while something is.
void draw_status(const ui::Rect& rect, float y, PanelContext& panel);
/// Where notices stand, from its bottom upwards: beside what is told at the foot of the picture, or above it, as low as there is room.
struct NoticeRoom {
    float x = 0.0f, bottom = 0.0f, width = 0.0f;
};
/// @param plates  over the picture; those in its upper half do not count.
NoticeRoom notice_room(const ui::Rect& rect, std::span<const ui::Rect> plates);
void draw_notices(const ui::Rect& rect, PanelContext& context);

/// Of the Stencil step: sheet or head, stretch, pages. Buttons take the pointer first: call before `handle_sheet`.
void draw_stencil_options(const ui::Rect& rect, PanelContext& context);
/// The wheel zooms, a drag moves, a double click fits, left and right turn pages.
void handle_sheet(const ui::Rect& rect, PanelContext& context);
/// The page looked at; the one before while the next is on its way.
void draw_sheet(ImDrawList* list, const ui::Rect& rect, PanelContext& context);

/// The numbers and names that stand on the skin in the Hairline step whatever the tool: the design's height and widths,
/// measures, guides. A guide has its name at one end, and all of its labels while the pointer is on it; corner figures
/// are there only in a wide view at rest.
ToolOverlay skin_marks(PanelContext& context, const Viewport& viewport);

/// Handles, labels and lines. A label keeps clear of the line, of handles and of the labels before it; a small one
/// without room is left out.
void draw_marks(ImDrawList* list, const ui::Rect& rect, const ToolOverlay& overlay, const Projector& projector, const Head& head);

}  // namespace trichion
