// The top bar: whose design this is, how far its millimetres can be trusted, the five steps, undo, menu, Present.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numbers>

namespace trichion {
namespace {

using namespace ui;

/// The mark: a crown of an open ring, as a head seen from above with its hairline towards us.
void draw_mark(ImDrawList* list, ImVec2 centre, float radius, ImU32 colour) {
    constexpr float kPi = std::numbers::pi_v<float>;
    list->PathArcTo(centre, radius, 0.75f * kPi, 2.25f * kPi, 40);
    list->PathStroke(colour, 0, px(2.2f));
}

/// The sheet says it in full; here the tooltip does.
const char* short_words(HeadBadge badge) { return badge == HeadBadge::Example ? "example head" : to_words(badge); }

/// Draws a pill and @return its right edge.
float draw_badge(ImDrawList* list, float x, float middle, HeadBadge badge) {
    const Theme& theme = context().theme;
    ImFont* font = context().fonts.small;
    const std::string words = short_words(badge);
    const float width = text_size(font, words).x + px(20.0f);
    const Rect pill{x, middle - px(10.0f), width, px(20.0f)};
    const bool is_trusted = badge == HeadBadge::Scaled;
    fill(list, pill, is_trusted ? theme.accent_deep : theme.caution_deep, px(10.0f));
    draw_text_centred(list, font, pill, is_trusted ? theme.accent_text : theme.caution, words);
    context().registry.record("Badge", pill);
    if (badge == HeadBadge::Example && ImGui::IsMouseHoveringRect(top_left(pill), bottom_right(pill)))
        tooltip("Example head, not this client: nothing here is measured on a person.", pill);
    return pill.right();
}

/// The program's name gives way before the client's, and the badge before either is cut.
/// @param badge_width  with its gap. @return where the badge belongs.
float draw_name(ImDrawList* list, const Rect& rect, PanelContext& context_of_panel, float limit, float badge_width) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const float middle = rect.y + 0.5f * rect.height;
    draw_mark(list, {rect.x + px(25.0f), middle + px(1.0f)}, px(9.5f), theme.accent);
    float x = rect.x + px(45.0f);
    const Document& document = context_of_panel.session.document();
    const std::string client = document.client_code.empty() ? "No client code" : "Client " + document.client_code;
    const std::string state = context_of_panel.session.editor().is_modified() ? " \xc2\xb7 edited" : "";
    const float state_width = text_size(fonts.body, state).x;
    const float client_width = text_size(fonts.body, client).x, title_width = text_size(fonts.title, "Trichion").x + px(14.0f);
    if (title_width + client_width + state_width + badge_width <= limit - x) {
        draw_text_left(list, fonts.title, {x, rect.y, 0, rect.height}, theme.text, "Trichion");
        x += title_width;
    }
    const bool is_long = client_width > px(120.0f);  // a short one is told whole
    const std::string shown = is_long ? fitted(fonts.body, client, std::max(px(120.0f), limit - x - state_width - badge_width)) : client;
    context().registry.record("Name: " + shown + state, {x, rect.y, text_size(fonts.body, shown + state).x, rect.height});
    draw_text_left(list, fonts.body, {x, rect.y, 0, rect.height}, document.client_code.empty() ? theme.muted : theme.text, shown);
    x += text_size(fonts.body, shown).x;
    draw_text_left(list, fonts.body, {x, rect.y, 0, rect.height}, theme.muted, state);
    return x + state_width + px(14.0f);
}

/// Room for all steps: each has a fifth, and the longest word fits into that.
float steps_width(const Rect& bar) {
    float longest = 0.0f;
    for (const char* name : kStepNames) longest = std::max(longest, text_size(context().fonts.body, name).x);
    const float usual = std::min(0.31f * bar.width, px(388.0f));
    return 5.0f * std::round(std::max(usual / 5.0f, longest + px(14.0f)));
}

void draw_steps(ImDrawList* list, const Rect& group, PanelContext& panel) {
    const Theme& theme = context().theme;
    const float part_width = group.width / 5.0f;
    fill(list, group, theme.field, px(9.0f));
    for (int i = 0; i < 5; ++i) {
        const Rect part = inset({group.x + static_cast<float>(i) * part_width, group.y, part_width, group.height}, px(3.0f));
        const bool is_chosen = static_cast<int>(panel.view.step) == i;
        const char* name = kStepNames[static_cast<std::size_t>(i)];
        const Pressable p = pressable(std::string("Step ") + name, part);
        if (is_chosen || p.is_hovered) fill(list, part, is_chosen ? theme.raised : theme.panel, px(7.0f));
        draw_text_centred(list, context().fonts.body, part, is_chosen || p.is_hovered ? theme.text : theme.muted, name);
        if (p.is_focused) focus_ring(list, part, px(7.0f));
        if (p.was_pressed) go_to(panel.view, static_cast<Step>(i), panel.session.document());
    }
}

}  // namespace

void draw_top_bar(const Rect& rect, PanelContext& panel, MenuState& menu) {
    const Area area("Top bar", rect, context().theme.panel);
    ImDrawList* list = area.list();
    const float middle = rect.y + 0.5f * rect.height;
    const float height = px(34.0f), gap = px(8.0f), present_width = px(96.0f), edge = px(14.0f);
    const float least_versions = px(44.0f);  // its letter
    const float buttons_width = edge + present_width + 4.0f * (height + gap) + gap + least_versions;
    // In the middle, or as far left of it as the buttons need.
    const float width = steps_width(rect);
    const Rect steps{std::round(std::min(rect.x + 0.5f * (rect.width - width), rect.right() - buttons_width - px(12.0f) - width)), rect.y + px(7.0f), width, rect.height - px(14.0f)};
    const float steps_left = steps.x - px(12.0f);

    const Head* head = panel.session.pipeline().head();
    const std::string badge_words = head ? short_words(head->badge) : "";
    const float badge_width = head ? text_size(context().fonts.small, badge_words).x + px(20.0f) : 0.0f;
    const float x = draw_name(list, rect, panel, steps_left, badge_width + (head ? px(14.0f) : 0.0f));
    if (head && x + badge_width <= steps_left + px(8.0f)) draw_badge(list, x, middle, head->badge);
    draw_steps(list, steps, panel);

    const float y = std::round(middle - 0.5f * height);
    float right = rect.right() - edge;
    const auto place = [&](float box_width) {
        right -= box_width;
        const Rect box{right, y, box_width, height};
        right -= gap;
        return box;
    };
    if (button("Present", place(present_width), icon::kPlay, ButtonKind::Accent, head != nullptr))
        panel.commands.run("view.present");
    const Rect menu_box = place(px(34.0f));
    if (icon_button("Menu", icon::kMenu, menu_box, menu.is_open)) menu = {!menu.is_open, menu_box};
    const auto command_button = [&](const char* id, const char* icon_name) {
        const Command* command = panel.commands.find(id);
        if (!command) return;
        const std::string* step_label = std::string_view(id) == "edit.undo" ? panel.session.editor().undo_label()
                                                                             : panel.session.editor().redo_label();
        const Rect box = place(px(34.0f));
        const bool is_enabled = panel.commands.is_enabled(id);
        if (icon_button(command->label, icon_name, box, false, is_enabled)) panel.commands.run(id);
        if (is_enabled && step_label && ImGui::IsMouseHoveringRect(top_left(box), bottom_right(box)))
            tooltip(fmt::format("{}: {}  {}", command->label, *step_label, command->shortcut_words), box);
    };
    command_button("file.save", icon::kSave);
    command_button("edit.redo", icon::kRedo);
    command_button("edit.undo", icon::kUndo);
    draw_versions_button(place(std::min(versions_button_width(panel), right - steps.right() - px(12.0f))), panel);
    list->AddLine({rect.x, rect.bottom() - 0.5f}, {rect.right(), rect.bottom() - 0.5f}, context().theme.background);
}

void draw_menu(PanelContext& panel, MenuState& menu, float window_width, float window_height) {
    if (!menu.is_open) return;
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    context().focusable.clear();
    context().has_popup = true;
    const Area area("Menu", {0, 0, window_width, window_height}, rgb(0, 0.0f), {0, 0}, Area::Layer::Front);
    ImDrawList* list = area.list();
    constexpr std::array kEntries{"file.new", "file.open", "file.open_scan", "", "file.save", "file.save_as", "", "file.export_pdf",
                                  "file.export_svg", "file.export_plan_pdf", "", "edit.undo", "edit.redo", "", "view.present", "file.quit"};
    float height = px(12.0f);
    for (const std::string_view id : kEntries) height += id.empty() ? px(9.0f) : px(30.0f);
    const float width = px(272.0f);
    const Rect plate{menu.anchor.right() - width, menu.anchor.bottom() + px(6.0f), width, height};
    fill(list, {plate.x, plate.y + px(4.0f), plate.width, plate.height}, rgb(0, 0.35f), px(10.0f));
    fill(list, plate, theme.panel, px(9.0f));
    outline(list, plate, theme.line, px(9.0f), 1.0f);
    float y = plate.y + px(6.0f);
    for (const std::string_view id : kEntries) {
        if (id.empty()) {
            list->AddLine({plate.x + px(12.0f), y + px(4.5f)}, {plate.right() - px(12.0f), y + px(4.5f)}, theme.line);
            y += px(9.0f);
            continue;
        }
        const Command* command = panel.commands.find(id);
        const bool is_enabled = panel.commands.is_enabled(id);
        const Rect row{plate.x + px(6.0f), y, width - px(12.0f), px(30.0f)};
        y += px(30.0f);
        const Pressable p = pressable("Menu/" + command->label, row, is_enabled);
        if (p.is_hovered) fill(list, row, theme.raised_hover, px(6.0f));
        Rect words = inset(row, 0.0f);
        words.x += px(10.0f), words.width -= px(20.0f);
        draw_text_left(list, fonts.body, words, is_enabled ? theme.text : theme.disabled, command->label);
        draw_text_right(list, fonts.small, words, is_enabled ? theme.muted : theme.disabled, command->shortcut_words);
        if (p.is_focused) focus_ring(list, row, px(6.0f));
        if (p.was_pressed) {
            menu.is_open = false;
            panel.commands.run(id);
        }
    }
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (take_key(Key::Escape) || (ImGui::IsMouseClicked(0) && !plate.contains(mouse.x, mouse.y) && !ImGui::IsWindowAppearing()))
        menu.is_open = false;
}

}  // namespace trichion
