// Widgets that hold a number or words: the slider with its field, and fields alone.
#include "app/editor/ui/widgets.h"

#include "core/model/limits.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fmt/format.h>
#include <imgui_stdlib.h>
#include <utility>

namespace trichion::ui {
namespace {

constexpr float kFieldWidth = 72.0f;
constexpr float kLabelWidth = 118.0f;

ImDrawList* list() { return ImGui::GetWindowDrawList(); }

std::string number_words(float value, const NumberStyle& style) {
    std::string words = fmt::format("{:.{}f}", value, style.decimals);
    if (words == "-0" || words == "-0.0" || words == "-0.00") words.erase(0, 1);
    return words;
}

/// How many of `unit` the unit typed behind a number is; 1 for the same or one that is not known.
float units_in(std::string_view typed, std::string_view unit) {
    typed.remove_prefix(std::min(typed.find_first_not_of(' '), typed.size()));
    if (unit != "mm") return 1.0f;
    return typed.starts_with("cm") ? 10.0f : typed.starts_with("in") || typed.starts_with('"') ? 25.4f : 1.0f;
}

/// A number as people type it: a comma is a point; centimetres and inches are taken where millimetres are wanted.
std::optional<float> number_from(std::string words, std::string_view unit) {
    std::ranges::replace(words, ',', '.');
    char* end = nullptr;
    const float value = std::strtof(words.c_str(), &end);
    if (end == words.c_str() || !std::isfinite(value)) return std::nullopt;
    return value * units_in(end, unit);
}

void start_typing(const std::string& label, std::string words) {
    Typing& typing = context().typing;
    typing = {label, std::move(words), true};
    context().went_on();
    context().focus = label;
    context().focus_is_visible = false;
}

enum class TypingEnd { Open, Accepted, Abandoned };

/// Tab, forwards or back.
std::optional<int> take_tab() {
    for (KeyStroke& stroke : context().keys)
        if (!stroke.is_used && stroke.is_down && stroke.key == Key::Tab && !stroke.ctrl) {
            stroke.is_used = true;
            return stroke.shift ? -1 : 1;
        }
    return std::nullopt;
}

/// The open field. Losing the keyboard accepts what stands there, as Enter does, and as Tab does, which goes on; Escape abandons it.
/// @param place  its own in the keyboard's tour.
TypingEnd type_here(const std::string& place, const Rect& box, const char* hint_words) {
    Context& ui = context();
    ui.focusable.push_back(place);
    ui.registry.record(ui.typing.label + "/typing", box);
    ImGui::SetCursorScreenPos(top_left(box));
    ImGui::SetNextItemWidth(box.width);
    const float line_height = ImGui::GetFontSize();
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(8.0f), 0.5f * (box.height - line_height)});
    if (ui.typing.is_new) ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputTextWithHint("##typing", hint_words, &ui.typing.words,
                                                  ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    ImGui::PopStyleVar();
    outline(list(), box, ui.theme.accent, px(6.0f), px(1.5f));
    if (const auto by = take_tab()) {
        ui.focus = place;
        ui.tab_due = *by;
        return TypingEnd::Accepted;
    }
    if (ui.typing.is_new) {
        ui.typing.is_new = false;
        return TypingEnd::Open;
    }
    if (take_key(Key::Escape)) return TypingEnd::Abandoned;
    if (entered || ImGui::IsItemDeactivated()) return TypingEnd::Accepted;
    return TypingEnd::Open;
}

/// Words that are no number, noted under the field. Nothing typed is no fault.
void refuse_words(const std::string& label, const std::string& typed) {
    const bool is_blank = typed.find_first_not_of(" \t") == std::string::npos;
    if (!is_blank) refuse(label, fmt::format("{} is a number, not \"{}\".", label, plain_text(typed, 24)));
}

/// The number's box: pressed, it becomes a field. @return the number typed, once accepted.
std::optional<float> number_box(const std::string& label, const Rect& box, const std::string& words,
                                const NumberStyle& style, bool is_empty) {
    Context& ui = context();
    if (ui.typing.label == label) {
        const TypingEnd end = type_here(label + "/number", box, "");
        if (end == TypingEnd::Open) return std::nullopt;
        const std::string typed = std::exchange(ui.typing, {}).words;
        const bool is_untouched = !is_empty && typed == words;
        if (end != TypingEnd::Accepted || is_untouched) return std::nullopt;
        const std::optional<float> number = number_from(typed, style.unit);
        if (!number) refuse_words(label, typed);
        return number;
    }
    const Pressable p = pressable(label + "/number", box);
    fill(list(), box, ui.theme.field, px(6.0f));
    if (p.is_hovered || p.is_focused) outline(list(), box, ui.theme.line, px(6.0f), px(1.0f));
    if (p.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    Rect inner = inset(box, 0.0f);
    inner.width -= px(8.0f);
    if (!is_empty && !style.unit.empty()) {
        draw_text_right(list(), ui.fonts.body, inner, ui.theme.muted, style.unit);
        inner.width -= text_size(ui.fonts.body, style.unit).x + px(4.0f);
    }
    draw_text_right(list(), ui.fonts.body, inner, is_empty ? ui.theme.muted : ui.theme.text, words);
    if (p.is_focused) focus_ring(list(), box, px(6.0f));
    if (p.was_pressed || ui.tabbed_to == label + "/number") start_typing(label, is_empty ? std::string() : words);
    return std::nullopt;
}

/// Takes a typed number when it lies between `min` and `max`; else keeps the old one and notes why.
bool is_taken(const std::string& label, float typed, float min, float max, const NumberStyle& style) {
    if (typed >= min && typed <= max) return true;
    const std::string unit = style.unit.empty() ? std::string() : fmt::format(" {}", style.unit);
    refuse(label, fmt::format("{} is {:.{}f} to {:.{}f}{}, not {}.", label, min, style.decimals, max, style.decimals, unit, typed));
    return false;
}

/// Arrow keys on a focused slider: steps while down, one edit when released.
void step_by_keys(const std::string& label, float& value, float min, float max, float step, Edited& edited) {
    Context& ui = context();
    if (ui.focus != label || !ui.typing.label.empty()) return;
    const auto go = [&](float by) {
        value = std::clamp(std::round((value + by) / step) * step, min, max);
        edited.changed = true;
        ui.stepping = label;
        ui.focus_is_visible = true;
    };
    while (take_key(Key::Right)) go(step);
    while (take_key(Key::Left)) go(-step);
    if (ui.stepping == label && (take_key_release(Key::Right) || take_key_release(Key::Left))) {
        edited.committed = true;
        ui.stepping.clear();
    }
}

/// The pointer on the track.
void drag_on_track(const std::string& label, const Rect& track, float knob_x, float& value, float min, float max,
                   float step, Edited& edited) {
    Context& ui = context();
    const float mouse_x = ImGui::GetIO().MousePos.x;
    if (ImGui::IsItemActivated()) {
        ui.dropped_drag.clear();
        ui.grab_offset_px = std::abs(mouse_x - knob_x) <= px(9.0f) ? knob_x - mouse_x : 0.0f;
    }
    if (ImGui::IsItemActive() && take_key(Key::Escape)) {
        ui.dropped_drag = label;
        edited.cancelled = true;
    }
    if (ui.dropped_drag == label) {
        if (!ImGui::IsItemActive()) ui.dropped_drag.clear();
        return;
    }
    if (is_item_dragged()) {
        const float share = std::clamp((mouse_x + ui.grab_offset_px - track.x) / track.width, 0.0f, 1.0f);
        const float next = std::clamp(std::round((min + share * (max - min)) / step) * step, min, max);
        const ImGuiIO& io = ImGui::GetIO();
        const bool has_moved = io.MouseDragMaxDistanceSqr[0] >= 1.0f || mouse_x != io.MouseClickedPos[0].x || ui.grab_offset_px == 0.0f;
        if (next != value && has_moved) {
            value = next;
            edited.changed = true;
        }
    }
    if (ImGui::IsItemDeactivated()) edited.committed = true;
}

}  // namespace

void refuse(const std::string& label, std::string sentence) { context().refusal = {label, std::move(sentence), context().presses}; }

float refusal_height(const std::string& label, float width) {
    const Context& ui = context();
    return ui.told_refusal.label == label ? draw_text_wrapped(nullptr, ui.fonts.small, {}, width, 0, ui.told_refusal.words) + px(6.0f) : 0.0f;
}

void refusal_line(const std::string& label) {
    Context& ui = context();
    if (ui.told_refusal.label != label) return;
    ui.was_refusal_shown = true;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = draw_text_wrapped(list(), ui.fonts.small, at, width, ui.theme.caution, ui.told_refusal.words);
    ui.registry.record(label + "/refused", {at.x, at.y, width, height});
    ImGui::Dummy({width, height + px(6.0f)});
}

Edited slider(const std::string& label, float& value, float min, float max, const NumberStyle& style) {
    Context& ui = context();
    const Theme& theme = ui.theme;
    Edited edited;
    const Rect row = next_row(31.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const Rect box{row.right() - px(kFieldWidth), row.y + px(2.5f), px(kFieldWidth), px(26.0f)};
    const Rect track{row.x + px(style.label_units), row.y, box.x - px(16.0f) - row.x - px(style.label_units), row.height};

    ui.registry.record(label, track);
    ImGui::PushID(label.c_str());
    ImGui::SetCursorScreenPos({track.x - px(8.0f), track.y});
    ImGui::InvisibleButton("##track", {track.width + px(16.0f), track.height});
    const bool is_hovered = ImGui::IsItemHovered() || ImGui::IsItemActive();
    const auto knob_at = [&] { return track.x + track.width * std::clamp((value - min) / (max - min), 0.0f, 1.0f); };
    if (ImGui::IsItemActivated()) {
        ui.focus = label;
        ui.focus_is_visible = false;
    }
    ui.focusable.push_back(label);
    drag_on_track(label, track, knob_at(), value, min, max, style.step, edited);
    step_by_keys(label, value, min, max, style.step, edited);

    const float middle = row.y + 0.5f * row.height;
    draw_text_left(list(), ui.fonts.body, row, theme.text, fitted(ui.fonts.body, label, px(style.label_units - 6.0f)));
    const float knob_x = knob_at();
    fill(list(), {track.x, middle - px(2.0f), track.width, px(4.0f)}, theme.line, px(2.0f));
    fill(list(), {track.x, middle - px(2.0f), knob_x - track.x, px(4.0f)}, theme.accent, px(2.0f));
    list()->AddCircleFilled({knob_x, middle + px(1.0f)}, px(8.0f), rgb(0, 0.35f), 32);
    list()->AddCircleFilled({knob_x, middle}, px(is_hovered ? 8.5f : 8.0f), theme.knob, 32);
    if (ui.focus == label && ui.focus_is_visible) list()->AddCircle({knob_x, middle}, px(11.0f), theme.accent, 32, px(2.0f));

    if (const auto typed = number_box(label, box, number_words(value, style), style, false)) {
        if (is_taken(label, *typed, min, max, style)) {
            value = *typed;
            edited.changed = edited.committed = true;
        }
    }
    if (edited.changed && ui.refusal.label == label) ui.refusal = {};
    if (edited.changed) ui.went_on();
    ImGui::PopID();
    ImGui::SetCursorScreenPos(after);
    refusal_line(label);
    return edited;
}

Edited number_field(const std::string& label, std::optional<float>& value, float min, float max,
                    const NumberStyle& style, const char* empty_words) {
    Context& ui = context();
    Edited edited;
    const Rect row = next_row(34.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float width = px(112.0f);
    const Rect box{row.right() - width, row.y + px(3.0f), width, row.height - px(6.0f)};
    draw_text_left(list(), ui.fonts.body, row, ui.theme.text, label);
    ImGui::PushID(label.c_str());
    const bool was_typing = ui.typing.label == label;
    const std::string words = value ? number_words(*value, style) : std::string(empty_words);
    const std::string typed_words = ui.typing.words;
    auto typed = number_box(label, box, words, style, !value);
    if (typed && style.reads_cm && *typed < min && 10.0f * *typed >= min && 10.0f * *typed <= max) *typed *= 10.0f;
    ImGui::PopID();
    if (typed) {
        if (is_taken(label, *typed, min, max, style)) {
            value = *typed;
            edited.changed = edited.committed = true;
        }
    } else if (was_typing && ui.typing.label.empty() && typed_words.empty() && value) {
        value.reset();
        edited.changed = edited.committed = true;
    }
    ImGui::SetCursorScreenPos(after);
    refusal_line(label);
    return edited;
}

Edited text_field(const std::string& label, std::string& value, const char* hint_words, float room_units) {
    Context& ui = context();
    Edited edited;
    const Rect row = next_row(34.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float left = label.empty() ? 0.0f : px(kLabelWidth);
    const Rect box{row.x + left, row.y + px(3.0f), row.width - left - px(room_units), row.height - px(6.0f)};
    draw_text_left(list(), ui.fonts.body, row, ui.theme.text, label);
    ImGui::PushID(label.c_str());
    if (ui.typing.label == label) {
        const TypingEnd end = type_here(label, box, hint_words);
        if (end != TypingEnd::Open) {
            if (end == TypingEnd::Accepted && ui.typing.words != value) {
                value = ui.typing.words;
                edited.changed = edited.committed = true;
            }
            ui.typing = {};
        }
    } else {
        const Pressable p = pressable(label, box);
        fill(list(), box, ui.theme.field, px(6.0f));
        if (p.is_hovered || p.is_focused) outline(list(), box, ui.theme.line, px(6.0f), px(1.0f));
        if (p.is_hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
        const Rect inner{box.x + px(8.0f), box.y, box.width - px(16.0f), box.height};
        draw_text_left(list(), ui.fonts.body, inner, value.empty() ? ui.theme.muted : ui.theme.text,
                       fitted(ui.fonts.body, value.empty() ? hint_words : value.c_str(), inner.width));
        if (p.is_focused) focus_ring(list(), box, px(6.0f));
        if (p.was_pressed || ui.tabbed_to == label) start_typing(label, value);
    }
    ImGui::PopID();
    ImGui::SetCursorScreenPos(after);
    return edited;
}

}  // namespace trichion::ui
