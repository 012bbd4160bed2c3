// The simple widgets: what is pressed, chosen or read. Sliders and fields: fields.cpp.
#include "app/editor/ui/widgets.h"

#include "app/editor/ui/icons.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion::ui {
namespace {

ImDrawList* list() { return ImGui::GetWindowDrawList(); }

void draw_button(const Pressable& p, const std::string& words, const char* icon, ButtonKind kind, bool is_enabled) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImU32 back = p.is_held || p.is_hovered ? theme.raised_hover : theme.raised;
    ImU32 ink = is_enabled ? theme.text : theme.disabled;
    if (kind == ButtonKind::Accent) {
        back = p.is_hovered ? theme.accent_hover : theme.accent;
        ink = theme.on_accent;
        if (!is_enabled) back = theme.accent_deep, ink = faded(theme.accent_text, 0.55f);
    }
    if (kind == ButtonKind::Quiet && !p.is_hovered) back = rgb(0, 0.0f);
    fill(list(), p.rect, back, px(6.0f));
    ImFont* font = kind == ButtonKind::Accent ? fonts.strong : fonts.body;
    const float icon_width = icon ? text_size(fonts.small_icons, icon).x + px(8.0f) : 0.0f;
    const float words_width = text_size(font, words).x;
    const float x = p.rect.x + 0.5f * (p.rect.width - icon_width - words_width);
    if (icon) draw_text_left(list(), fonts.small_icons, {x, p.rect.y, icon_width, p.rect.height}, ink, icon);
    draw_text_left(list(), font, {x + icon_width, p.rect.y, words_width, p.rect.height}, ink, words);
    if (p.is_focused) focus_ring(list(), p.rect, px(6.0f));
}

std::string capitalised(std::string_view words) {
    std::string line(words);
    if (!line.empty() && line.front() >= 'a' && line.front() <= 'z') line.front() = static_cast<char>(line.front() - 'a' + 'A');
    return line;
}

}  // namespace

bool is_item_dragged() { return ImGui::IsItemActive() || (ImGui::IsItemDeactivated() && ImGui::IsMouseReleased(0)); }

Pressable pressable(const std::string& label, const Rect& rect, bool is_enabled) {
    Context& ui = context();
    Pressable result{rect};
    ui.registry.record(label, rect);
    ImGui::SetCursorScreenPos(top_left(rect));
    ImGui::PushID(label.c_str());
    const bool clicked = ImGui::InvisibleButton("##press", {std::max(1.0f, rect.width), std::max(1.0f, rect.height)});
    ImGui::PopID();
    if (!is_enabled) return result;
    ui.focusable.push_back(label);
    result.is_hovered = ImGui::IsItemHovered();
    result.is_held = is_item_dragged();
    if (ImGui::IsItemActivated()) {
        ui.focus = label;
        ui.focus_is_visible = false;
    }
    const bool has_focus = ui.focus == label;
    result.is_focused = has_focus && ui.focus_is_visible;
    result.was_pressed = clicked;
    if (result.is_focused && (take_key(Key::Enter) || take_key(Key::Space))) result.was_pressed = true;
    if (result.was_pressed) ui.went_on();
    return result;
}

Rect next_row(float height_units, float gap_units) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const Rect row{at.x, at.y, ImGui::GetContentRegionAvail().x, px(height_units)};
    ImGui::Dummy({row.width, row.height + px(gap_units)});
    return row;
}

void section(std::string_view title, std::string_view aside) {
    const Rect row = next_row(18.0f, 6.0f);
    draw_text_left(list(), context().fonts.strong, row, context().theme.muted, title);
    if (!aside.empty()) draw_text_right(list(), context().fonts.small, row, context().theme.muted, aside);
}

bool folding_section(const std::string& title, std::set<std::string>& open, std::string_view aside) {
    const Theme& theme = context().theme;
    const Rect row = next_row(30.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const Pressable p = pressable("Section " + title, row);
    if (p.was_pressed && open.erase(title) == 0) open.insert(title);
    const bool is_open = open.contains(title);
    const ImU32 ink = p.is_hovered ? theme.text : theme.muted;
    draw_text_left(list(), context().fonts.strong, row, ink, title);
    const Rect arrow{row.right() - px(16.0f), row.y, px(16.0f), row.height};
    draw_text_centred(list(), context().fonts.small_icons, arrow, ink, is_open ? icon::kDown : icon::kRight);
    if (!aside.empty()) draw_text_right(list(), context().fonts.small, {row.x, row.y, row.width - px(24.0f), row.height}, theme.muted, aside);
    if (p.is_focused) focus_ring(list(), row, px(6.0f));
    ImGui::SetCursorScreenPos(after);
    return is_open;
}

bool toggle(const std::string& label, bool& value, bool is_enabled) {
    const Theme& theme = context().theme;
    const Rect row = next_row(32.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const Rect box{row.right() - px(34.0f), row.y + px(6.0f), px(34.0f), px(20.0f)};
    const Pressable p = pressable(label, row, is_enabled);
    if (p.was_pressed) value = !value;
    draw_text_left(list(), context().fonts.body, row, is_enabled ? theme.text : theme.disabled, label);
    const float radius = 0.5f * box.height;
    fill(list(), box, value ? theme.accent : theme.raised_hover, radius);
    const float x = value ? box.right() - radius : box.x + radius;
    list()->AddCircleFilled({x, box.y + radius}, radius - px(3.0f), is_enabled ? theme.knob : theme.disabled, 32);
    if (p.is_focused) focus_ring(list(), box, radius);
    ImGui::SetCursorScreenPos(after);
    return p.was_pressed;
}

std::optional<int> segmented(const std::string& label, std::span<const char* const> words, int chosen) {
    const Theme& theme = context().theme;
    const Rect row = next_row(30.0f, 6.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    fill(list(), row, theme.field, px(8.0f));
    std::optional<int> pressed;
    const auto count = static_cast<float>(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const float from = std::round(row.x + row.width * static_cast<float>(i) / count);
        const float to = std::round(row.x + row.width * static_cast<float>(i + 1) / count);
        const Rect part = inset({from, row.y, to - from, row.height}, px(2.0f));
        const bool is_chosen = static_cast<int>(i) == chosen;
        const Pressable p = pressable(label + "/" + words[i], part);
        if (is_chosen) fill(list(), part, theme.segment_chosen, px(6.0f));
        else if (p.is_hovered) fill(list(), part, theme.segment_hover, px(6.0f));
        draw_text_centred(list(), context().fonts.body, part, is_chosen ? theme.text : theme.muted, words[i]);
        if (p.is_focused) focus_ring(list(), part, px(6.0f));
        if (p.was_pressed && !is_chosen) pressed = static_cast<int>(i);
    }
    ImGui::SetCursorScreenPos(after);
    return pressed;
}

std::optional<std::size_t> chips(const std::string& label, std::span<const Chip> all, std::size_t columns) {
    const Theme& theme = context().theme;
    const float gap = px(5.0f);
    std::optional<std::size_t> pressed;
    for (std::size_t first = 0; first < all.size(); first += columns) {
        const Rect row = next_row(28.0f, 5.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - gap * static_cast<float>(columns - 1)) / static_cast<float>(columns));
        for (std::size_t i = first; i < std::min(first + columns, all.size()); ++i) {
            const Chip& chip = all[i];
            const Rect box{row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height};
            const Pressable p = pressable(label + "/" + chip.words, box, chip.is_enabled);
            fill(list(), box, chip.is_on ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised, px(6.0f));
            const ImU32 ink = !chip.is_enabled ? theme.disabled : chip.is_on ? theme.accent_text : theme.muted;
            draw_text_centred(list(), context().fonts.body, box, ink, fitted(context().fonts.body, chip.words, width - px(6.0f)));
            if (p.is_focused) focus_ring(list(), box, px(6.0f));
            if (p.was_pressed) pressed = i;
        }
        ImGui::SetCursorScreenPos(after);
    }
    return pressed;
}

bool button(const std::string& label, const Rect& rect, const char* icon, ButtonKind kind, bool is_enabled) {
    const Pressable p = pressable(label, rect, is_enabled);
    draw_button(p, label, icon, kind, is_enabled);
    return p.was_pressed;
}

bool row_button(const std::string& label, const char* icon, ButtonKind kind, bool is_enabled) {
    const Rect row = next_row(34.0f, 8.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const bool pressed = button(label, row, icon, kind, is_enabled);
    ImGui::SetCursorScreenPos(after);
    return pressed;
}

bool icon_button(const std::string& label, const char* icon, const Rect& rect, bool is_chosen, bool is_enabled) {
    const Theme& theme = context().theme;
    const Pressable p = pressable(label, rect, is_enabled);
    ImU32 back = is_chosen ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised;
    ImU32 ink = is_chosen ? theme.accent_text : theme.text;
    if (!is_enabled) ink = theme.disabled;
    fill(list(), rect, back, px(8.0f));
    draw_text_centred(list(), context().fonts.small_icons, rect, ink, icon);
    if (p.is_focused) focus_ring(list(), rect, px(8.0f));
    if (p.is_hovered) tooltip(label, rect);
    return p.was_pressed;
}

bool list_row(const std::string& label, std::string_view title, std::string_view aside, bool is_chosen) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const Rect row = next_row(aside.empty() ? 32.0f : 44.0f, 4.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const Pressable p = pressable(label, row);
    fill(list(), row, is_chosen ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
    const float width = row.width - px(44.0f);
    const Rect words{row.x + px(12.0f), row.y, width, row.height};
    if (aside.empty()) {
        draw_text_left(list(), fonts.body, words, theme.text, fitted(fonts.body, title, width));
    } else {
        draw_text(list(), fonts.body, {words.x, row.y + px(5.0f)}, theme.text, fitted(fonts.body, title, width));
        draw_text(list(), fonts.small, {words.x, row.y + px(24.0f)}, is_chosen ? theme.accent_text : theme.muted,
                  fitted(fonts.small, aside, width));
    }
    if (is_chosen)
        draw_text_centred(list(), fonts.small_icons, {row.right() - px(32.0f), row.y, px(28.0f), row.height},
                          theme.accent_text, "\xef\x80\x8c");
    if (p.is_focused) focus_ring(list(), row, px(8.0f));
    ImGui::SetCursorScreenPos(after);
    return p.was_pressed;
}

bool swatch(const std::string& label, const Rect& rect, ImU32 colour, bool is_chosen) {
    const Theme& theme = context().theme;
    const Pressable p = pressable(label, rect);
    const ImVec2 centre{rect.x + 0.5f * rect.width, rect.y + 0.5f * rect.height};
    const float radius = 0.5f * std::min(rect.width, rect.height) - px(3.0f);
    list()->AddCircleFilled(centre, radius, colour, 40);
    list()->AddCircle(centre, radius, rgb(0xffffff, 0.14f), 40, px(1.0f));
    if (is_chosen || p.is_hovered)
        list()->AddCircle(centre, radius + px(2.0f), is_chosen ? theme.accent : theme.muted, 40, px(2.0f));
    if (p.is_focused) focus_ring(list(), rect, 0.5f * rect.height);
    if (p.is_hovered) tooltip(label, rect);
    return p.was_pressed && !is_chosen;
}

void notice(std::string_view words, NoticeKind kind, bool has_lead) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    struct Look { ImU32 back, bar, ink; };
    const Look look = kind == NoticeKind::Advice    ? Look{theme.caution_deep, theme.caution, theme.caution_text}
                      : kind == NoticeKind::Problem ? Look{theme.danger_deep, theme.danger, theme.danger_text}
                                                    : Look{theme.raised, theme.accent, theme.text};
    ImGui::Dummy({1.0f, px(4.0f)});  // a field above it ends where its row does
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float inner = width - px(26.0f);
    std::string lead, rest;
    if (const auto end = words.find(": "); has_lead && end != std::string_view::npos) {
        lead = capitalised(words.substr(0, end));
        words = rest = capitalised(words.substr(end + 2));
    }
    float height = draw_text_wrapped(nullptr, fonts.body, {}, inner, 0, words) + px(18.0f);
    const float lead_height = lead.empty() ? 0.0f : draw_text_wrapped(nullptr, fonts.strong, {}, inner, 0, lead);
    height += lead_height;
    const Rect card{at.x, at.y, width, height};
    fill(list(), card, look.back, px(6.0f));
    list()->AddRectFilled(top_left(card), {card.x + px(3.0f), card.bottom()}, look.bar, px(3.0f), ImDrawFlags_RoundCornersLeft);
    const ImVec2 text_at{at.x + px(14.0f), at.y + px(9.0f)};
    if (!lead.empty()) draw_text_wrapped(list(), fonts.strong, text_at, inner, look.ink, lead);
    draw_text_wrapped(list(), fonts.body, {text_at.x, text_at.y + lead_height}, inner, look.ink, words);
    ImGui::Dummy({width, height + px(8.0f)});
}

void value_row(std::string_view name, std::string_view value, std::string_view aside) {
    const Fonts& fonts = context().fonts;
    const Theme& theme = context().theme;
    Rect row = next_row(24.0f);
    draw_text_left(list(), fonts.body, row, theme.muted, name);
    if (!aside.empty()) {
        draw_text_right(list(), fonts.body, row, theme.muted, aside);
        row.width -= text_size(fonts.body, aside).x + px(4.0f);
    }
    draw_text_right(list(), fonts.body, row, theme.text, value);
}

void hint(std::string_view words) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = draw_text_wrapped(list(), context().fonts.small, at, width, context().theme.muted, words);
    ImGui::Dummy({width, height + px(8.0f)});
}

std::string grouped(long value) {
    const std::string digits = fmt::format("{}", value);
    std::string words;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) words += ' ';
        words += digits[i];
    }
    return words;
}

}  // namespace trichion::ui
