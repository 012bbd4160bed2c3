// The widgets of the interface: one look, one undo step for each drag, every rectangle recorded by its label.
#pragma once

#include "app/editor/ui/draw.h"

#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace trichion::ui {

/// What a widget did to its value in this frame. While a drag or a typed number is under way `changed` comes with
/// every new value; `committed` once at its end (make one undo step); `cancelled` on Escape (forget the draft).
struct Edited {
    bool changed = false;
    bool committed = false;
    bool cancelled = false;
};

/// Whether the pointer drags the last item, or lets go of it in this frame: a quick drag may move and end in one.
bool is_item_dragged();

/// An area that reacts to the pointer: the base of all widgets. Records `label`, takes part in the keyboard's tour.
struct Pressable {
    Rect rect;
    bool is_hovered = false;
    bool is_held = false;      // and in the frame that lets go of it: a quick drag may move and end in one
    bool is_focused = false;   // the keyboard acts on it and the ring shows
    bool was_pressed = false;  // clicked, or Enter or Space with focus
};
Pressable pressable(const std::string& label, const Rect& rect, bool is_enabled = true);

/// The next `height` units of the current window, over its whole width inside the padding.
Rect next_row(float height_units, float gap_units = 0.0f);

void section(std::string_view title, std::string_view aside = {});

/// A section that opens and closes by a click on its title. @return whether it is open.
bool folding_section(const std::string& title, std::set<std::string>& open, std::string_view aside = {});

struct NumberStyle {
    std::string_view unit;       // "mm"
    int decimals = 0;
    float step = 1.0f;           // of an arrow key; a drag snaps to it, a typed number keeps its digits
    float label_units = 118.0f;  // width of the label's column
    bool reads_cm = false;       // a typed number too small in mm is taken for cm, as a tape is read
};
/// Label, track and number in one row. Drag previews; a release, Enter or leaving the field commits. A drag ends at
/// `min` and `max`; a typed number outside them is refused, and a sentence under the field says so.
Edited slider(const std::string& label, float& value, float min, float max, const NumberStyle& style);

/// Label and a field for a number that may be absent ("not measured"). Refuses as `slider` does.
Edited number_field(const std::string& label, std::optional<float>& value, float min, float max,
                    const NumberStyle& style, const char* empty_words);

/// Label and a field for words. @param room_units  left free at its right, for a button.
Edited text_field(const std::string& label, std::string& value, const char* hint, float room_units = 0.0f);

/// Notes why a value typed into the widget of this label was not taken; `refusal_line` below it says so until something
/// else is typed.
void refuse(const std::string& label, std::string sentence);
void refusal_line(const std::string& label);
/// Of that line in `width` pixels, with the gap below it; 0 while nothing is refused there.
float refusal_height(const std::string& label, float width);

bool toggle(const std::string& label, bool& value, bool is_enabled = true);

/// Equal parts of which one is chosen. @return the one pressed, if it is another one.
std::optional<int> segmented(const std::string& label, std::span<const char* const> words, int chosen);

struct Chip {
    const char* words;
    bool is_on = false;
    bool is_enabled = true;
};
/// Words in rows of `columns`, each lit while it counts. @return the one pressed. Recorded as LABEL/WORDS.
std::optional<std::size_t> chips(const std::string& label, std::span<const Chip> all, std::size_t columns);

enum class ButtonKind { Plain, Accent, Quiet };
bool button(const std::string& label, const Rect& rect, const char* icon = nullptr, ButtonKind kind = ButtonKind::Plain,
            bool is_enabled = true);
/// A button over the whole row.
bool row_button(const std::string& label, const char* icon = nullptr, ButtonKind kind = ButtonKind::Plain,
                bool is_enabled = true);
/// Only an icon; its label is the tooltip. `is_chosen` for tools.
bool icon_button(const std::string& label, const char* icon, const Rect& rect, bool is_chosen = false,
                 bool is_enabled = true);

/// A line of a list: title, a muted line below, and a mark when chosen.
bool list_row(const std::string& label, std::string_view title, std::string_view aside, bool is_chosen);

/// A round sample of a colour.
bool swatch(const std::string& label, const Rect& rect, ImU32 colour, bool is_chosen);

enum class NoticeKind { Info, Advice, Problem };
/// A card with one sentence; its first clause up to ": " stands out when `has_lead`, and the rest begins a line of its own.
void notice(std::string_view words, NoticeKind kind, bool has_lead = false);

/// A muted name on the left, a value on the right.
void value_row(std::string_view name, std::string_view value, std::string_view aside = {});
/// Small muted words, wrapped.
void hint(std::string_view words);

/// 21350 -> "21 350", with a thin gap.
std::string grouped(long value);

}  // namespace trichion::ui
