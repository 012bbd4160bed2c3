// The per-frame part of the context: keys, keyboard focus, style.
#include "app/editor/ui/context.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trichion::ui {
namespace {

void move_focus(Context& context, int direction) {
    const auto& order = context.focusable_before;
    if (order.empty()) return;
    const auto found = std::ranges::find(order, context.focus);
    const auto count = static_cast<int>(order.size());
    int index = direction > 0 ? 0 : count - 1;
    if (found != order.end()) index = (static_cast<int>(found - order.begin()) + direction + count) % count;
    context.focus = order[static_cast<std::size_t>(index)];
    context.focus_is_visible = true;
}

}  // namespace

Context& context() { return *static_cast<Context*>(ImGui::GetIO().UserData); }

float px(float units) { return std::round(units * context().scale); }

void Context::begin_frame(std::vector<KeyStroke> strokes) {
    registry.begin_frame();
    plates_before = std::exchange(plates, {});
    was_refusal_shown = false;
    if (!ImGui::IsMouseDown(0) && !ImGui::IsMouseReleased(0)) told_refusal = refusal;
    if (ImGui::IsMouseClicked(0)) ++presses;
    keys = std::move(strokes);
    if (!typing.label.empty()) ++typing.frames;
    focusable_before = std::move(focusable);
    focusable.clear();
    tabbed_to.clear();
    if (const int by = std::exchange(tab_due, 0); by != 0) {
        move_focus(*this, by);
        tabbed_to = focus;
    }
    const bool is_typing = ImGui::GetIO().WantTextInput || !typing.label.empty();
    for (KeyStroke& stroke : keys) {
        if (!stroke.is_down || is_typing) continue;
        if (!stroke.is_repeat) ++presses;
        if (stroke.key == Key::Tab && !stroke.ctrl) {
            move_focus(*this, stroke.shift ? -1 : 1);
            stroke.is_used = true;
        }
    }
}

void Context::end_frame() {
    if (!focus.empty() && std::ranges::find(focusable, focus) == focusable.end()) focus.clear();
    if (told_refusal.label.empty() || was_refusal_shown) return;
    if (refusal.label == told_refusal.label) {
        if (refusal.press == presses) unseen_refusal = refusal.words;
        refusal = {};
    }
    told_refusal = {};
}

void Context::went_on() {
    if (refusal.press != presses) refusal = {};
}

bool take_key(Key key) {
    for (KeyStroke& stroke : context().keys)
        if (!stroke.is_used && stroke.is_down && stroke.key == key) return stroke.is_used = true;
    return false;
}

bool take_key_release(Key key) {
    for (KeyStroke& stroke : context().keys)
        if (!stroke.is_used && !stroke.is_down && stroke.key == key) return stroke.is_used = true;
    return false;
}

void apply_style(const Context& context) {
    ImGuiStyle& style = ImGui::GetStyle();
    style = ImGuiStyle{};
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowRounding = 0;
    style.ChildRounding = 0;
    style.FrameRounding = 6;
    style.PopupRounding = 9;
    style.PopupBorderSize = 1;
    style.FramePadding = {8, 5};
    style.ItemSpacing = {0, 0};
    style.ScrollbarSize = 10;
    style.ScrollbarRounding = 5;
    style.ScaleAllSizes(context.scale);
    const auto set = [&](ImGuiCol slot, ImU32 colour) { style.Colors[slot] = ImGui::ColorConvertU32ToFloat4(colour); };
    const Theme& theme = context.theme;
    set(ImGuiCol_WindowBg, theme.panel);
    set(ImGuiCol_ChildBg, rgb(0, 0.0f));
    set(ImGuiCol_PopupBg, theme.panel);
    set(ImGuiCol_Border, theme.line);
    set(ImGuiCol_Text, theme.text);
    set(ImGuiCol_TextDisabled, theme.muted);
    set(ImGuiCol_FrameBg, theme.field);
    set(ImGuiCol_TextSelectedBg, theme.accent_deep);
    set(ImGuiCol_ScrollbarBg, rgb(0, 0.0f));
    set(ImGuiCol_ScrollbarGrab, theme.raised_hover);
    set(ImGuiCol_ScrollbarGrabHovered, theme.disabled);
    set(ImGuiCol_ScrollbarGrabActive, theme.muted);
    set(ImGuiCol_ModalWindowDimBg, theme.shade);
    set(ImGuiCol_NavHighlight, rgb(0, 0.0f));
}

}  // namespace trichion::ui
