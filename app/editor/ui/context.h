// What every widget needs and no widget owns: theme, fonts, scale, focus, this frame's keys, the registry.
#pragma once

#include "app/editor/ui/registry.h"
#include "app/editor/ui/theme.h"
#include "app/editor/ui/tip.h"

#include <imgui.h>
#include <string>
#include <vector>

namespace trichion::ui {

/// Inter in its sizes and weights, and icons. Null until built: then Dear ImGui's own font serves (unit tests).
struct Fonts {
    ImFont* tiny = nullptr;        // 7, the sheet on the screen
    ImFont* tiny_strong = nullptr;
    ImFont* small = nullptr;       // 11
    ImFont* body = nullptr;        // 13
    ImFont* strong = nullptr;      // 13 semibold
    ImFont* title = nullptr;       // 15 semibold
    ImFont* figure = nullptr;      // 22 semibold
    ImFont* large = nullptr;       // 17, Present mode
    ImFont* large_strong = nullptr;
    ImFont* icons = nullptr;       // 17
    ImFont* small_icons = nullptr; // 13
};

enum class Key { Left, Right, Up, Down, Tab, Enter, Escape, Space, Home, End, Delete, Backspace, Other };

/// One key as it went down or up: taken from the window's own events, so that none is lost in a slow frame.
struct KeyStroke {
    Key key = Key::Other;
    int code = 0;           // the window system's key code, for the command table
    bool is_down = true;
    bool is_repeat = false;
    bool ctrl = false, shift = false, alt = false;
    bool is_used = false;   // somebody acted on it
};

/// The field that is being typed in.
struct Typing {
    std::string label;   // empty: none
    std::string words;
    bool is_new = false;    // takes the keyboard in its first frame
    int frames = 0;         // since it was opened
};

/// Why a typed number was not taken: shown under its field until something else is typed, moved or pressed.
struct Refusal {
    std::string label;   // of the field; empty: none
    std::string words;
    std::size_t press = 0;   // of Context::presses, in which it was refused
};

struct Context {
    Theme theme;
    Fonts fonts;
    float scale = 1.0f;
    Registry registry;
    std::vector<Rect> plates, plates_before;  // over the picture, of this frame and the one before: notices keep clear of them
    std::vector<KeyStroke> keys;      // this frame's
    std::vector<ImVec2> way;          // the pointer's places of this frame, oldest first: a slow frame has many, and a stroke needs all
    std::string focus;                // label of the widget that the keyboard acts on; empty: none
    std::vector<std::string> focusable, focusable_before;
    bool focus_is_visible = false;    // by keyboard: draw the ring
    Typing typing;
    int tab_due = 0;                  // Tab ended a typed value: the keyboard goes on in the next frame, by what the value made possible
    std::string tabbed_to;            // where it went: a field opens there
    Refusal refusal;
    Refusal told_refusal;             // the same as laid out: its line neither comes nor goes while the mouse button is down, or what was aimed at would move away
    bool was_refusal_shown = false;   // in this frame: gone with its panel
    std::string unseen_refusal;       // whose panel went with the press that had it refused: to be told elsewhere
    std::size_t presses = 0;          // of the mouse, and of keys that are not typed words, so far
    std::string stepping;             // label of the slider that arrow keys are moving: one step when released
    std::string dropped_drag;         // label of a drag that Escape ended while the button was still down
    float grab_offset_px = 0.0f;      // between the pointer and the knob it took
    double pressed_s = 0.0;           // when the mouse button of this frame's press went down, the window's clock
    Tip tip;                          // of what is hovered
    bool has_popup = false;           // a dialog is open: the rest does not listen

    void begin_frame(std::vector<KeyStroke> strokes);
    void end_frame();
    /// Something was done: what was refused before that press is no longer told. The press that leaves a field and so has
    /// it refused may do something itself; its refusal stays.
    void went_on();
};

/// The context of the current Dear ImGui frame (io.UserData).
Context& context();

/// `units` of the design at the scale in use, whole pixels.
float px(float units);

/// Takes a key press (or, with `wants_release`, its release) so that nobody else acts on it.
bool take_key(Key key);
bool take_key_release(Key key);

/// Builds the atlas for `scale` and sets up spacing and colours. Call with a Dear ImGui context, before its first
/// frame or after a change of scale.
void build_fonts(Context& context, float scale);
void apply_style(const Context& context);

}  // namespace trichion::ui
