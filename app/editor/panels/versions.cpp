// The versions of the design: the button in the top bar, and the list that it opens.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"
#include "core/model/versions.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace trichion {
namespace {

using namespace ui;

constexpr float kWidth = 336.0f;
constexpr float kRowHeight = 46.0f;

const Version& active_version(const Document& document) { return *find_version(document, document.versions->active); }

ImU32 agreement_colour(const Document& document, std::uint32_t version) {
    return is_changed_since_agreed(document, version) ? context().theme.caution : context().theme.accent_text;
}

void take_step(PanelContext& panel, const std::string& label, Result<Document> next) {
    if (!next) {
        panel.notices.problem(next.error().message);
        return;
    }
    panel.session.editor().preview(std::move(*next));
    panel.session.editor().commit(label, Session::today());
}

/// "74 mm high", and of the version that is shown how many dots it has where the line has room for it.
std::string facts_of(PanelContext& panel, const Version& version) {
    const Document& document = panel.session.document();
    std::string facts = fmt::format("{:.0f} mm high", design_of(document, version.id)->outline->height_mm);
    const Dots* dots = panel.session.pipeline().dots();
    if (version.id == document.versions->active && dots && !version.agreed)
        facts += fmt::format(", {} dots", grouped(static_cast<long>(dots->dots.size())));
    return facts;
}

/// A name being typed in place of the row. @return whether typing goes on.
bool draw_renaming(PanelContext& panel, const Version& version) {
    const std::string label = "Version name";
    std::string name = version.name;
    VersionsMenu& menu = panel.view.versions_menu;
    if (std::exchange(menu.starts_renaming, false)) context().typing = {label, name, true};
    const Edited edited = text_field(label, name, "1 to 40 characters");
    const bool is_open = context().typing.label == label;
    if (edited.changed || edited.committed)
        take_step(panel, "Rename version", with_version_named(panel.session.document(), version.id, name));
    return is_open;
}

struct RowButton {
    const char* name;
    const char* icon;
    const char* tip;
    bool is_chosen;
};

/// Small buttons at the right end of a row. @return the one pressed, or -1; `left` becomes where they begin.
int draw_row_buttons(const Rect& row, const std::string& label, std::span<const RowButton> buttons, float& left) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    int pressed = -1;
    left = row.right() - px(8.0f);
    for (std::size_t i = buttons.size(); i-- > 0;) {
        left -= px(28.0f);
        const Rect box{left, row.y + 0.5f * (row.height - px(28.0f)), px(28.0f), px(28.0f)};
        const Pressable p = pressable(label + "/" + buttons[i].name, box);
        if (p.is_hovered) {
            fill(list, box, theme.raised_hover, px(6.0f));
            tooltip(buttons[i].tip, row);
        }
        draw_text_centred(list, context().fonts.small_icons, box, buttons[i].is_chosen ? theme.accent_text : p.is_hovered ? theme.text : theme.muted,
                          buttons[i].icon);
        if (p.is_focused) focus_ring(list, box, px(6.0f));
        if (p.was_pressed) pressed = static_cast<int>(i);
    }
    return pressed;
}

void draw_version_row(PanelContext& panel, const Version& version) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Document& document = panel.session.document();
    const bool is_active = version.id == document.versions->active;
    const bool is_compared = !is_active && version.id == other_version(panel.view, document);
    const std::string label = "Version/" + version.name;
    const Rect row = next_row(kRowHeight, 2.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();

    std::vector<RowButton> buttons;
    if (!is_active) buttons.push_back({"compare", icon::kArrowsSide, "Compare with this one", is_compared});
    buttons.push_back({"rename", icon::kPencil, "Rename", false});
    if (document.versions->all.size() > 1) buttons.push_back({"delete", icon::kClose, version.agreed ? "Delete\xe2\x80\xa6" : "Delete (undo brings it back)", false});
    float left = 0.0f;
    // The buttons first: they take the pointer from the row below them. Drawn again over the row's colour.
    const float words_right = row.right() - px(8.0f) - px(28.0f) * static_cast<float>(buttons.size());
    const Pressable p = pressable(label, {row.x, row.y, words_right - row.x, row.height});
    if (is_active) fill(list, row, theme.accent_deep, px(7.0f));
    else if (p.is_hovered) fill(list, row, theme.raised_hover, px(7.0f));
    const int pressed = draw_row_buttons(row, label, buttons, left);

    const float x = row.x + px(12.0f), width = words_right - x - px(6.0f);
    draw_text_left(list, fonts.strong, {x, row.y + px(4.0f), width, px(22.0f)}, theme.text, fitted(fonts.strong, version.name, width));
    const std::string agreed = agreement_words(document, version.id);
    std::string facts = facts_of(panel, version);
    if (!agreed.empty()) facts += " \xc2\xb7 ";
    const float facts_width = text_size(fonts.small, facts).x;
    const Rect line{x, row.y + px(24.0f), width, px(16.0f)};
    draw_text_left(list, fonts.small, line, is_active ? theme.accent_text : theme.muted, fitted(fonts.small, facts, width));
    if (!agreed.empty() && facts_width < width)
        draw_text_left(list, fonts.small, {x + facts_width, line.y, width - facts_width, line.height},
                       agreement_colour(document, version.id), fitted(fonts.small, agreed, width - facts_width));
    if (p.is_focused) focus_ring(list, row, px(7.0f));
    ImGui::SetCursorScreenPos(after);

    if (p.was_pressed) show_version(panel.session.editor(), panel.view, version.id);
    if (pressed < 0) return;
    const std::string_view action = buttons[static_cast<std::size_t>(pressed)].name;
    if (action == "compare") panel.view.compared_version = version.id;
    if (action == "rename") panel.view.versions_menu.renaming = version.id, panel.view.versions_menu.starts_renaming = true;
    if (action == "delete") {
        panel.view.versions_menu.deleting = version.id;
        panel.commands.run("version.delete");
    }
}

void draw_command(PanelContext& panel, const char* id, const char* icon_name, const std::string& words = {}, ButtonKind kind = ButtonKind::Plain) {
    const Command* command = panel.commands.find(id);
    const std::string label = words.empty() ? command->label : words;
    if (row_button(command->shortcut_words.empty() ? label : label + "   " + command->shortcut_words, icon_name, kind, panel.commands.is_enabled(id)))
        panel.commands.run(id);
}

void draw_agreement(PanelContext& panel) {
    const Document& document = panel.session.document();
    const Version version = active_version(document);
    if (!version.agreed) {
        draw_command(panel, "version.agree", icon::kCheck, fmt::format("Agree version {}", version.name), ButtonKind::Accent);
        return;
    }
    hint(agreement_sentence(panel.view, document));
    if (is_changed_since_agreed(document)) draw_command(panel, "version.agree", icon::kCheck, "Agree it as it is now", ButtonKind::Accent);
    draw_command(panel, "version.take_back", nullptr, {}, ButtonKind::Quiet);
}

void draw_comparing(PanelContext& panel) {
    const Document& document = panel.session.document();
    const std::uint32_t other = other_version(panel.view, document);
    if (other == 0) {
        hint("Duplicate the version to change a copy and compare the two.");
        return;
    }
    const std::string& name = find_version(document, other)->name;
    draw_command(panel, "version.flip", nullptr, "Flip to " + name);
    draw_command(panel, "version.side_by_side", icon::kArrowsSide,
                 panel.view.shows_versions_side_by_side ? "Show one only" : fmt::format("Side by side with {}", name));
}

}  // namespace

std::string agreement_sentence(const ViewState& view, const Document& document) {
    const Version& version = active_version(document);
    const bool is_changed = is_changed_since_agreed(document);
    return fmt::format("{} was agreed on {} with the stamp {}{}{}", version.name, day_words(version.agreed->on), short_words(version.agreed->hash),
                       is_changed ? " and has changed since." : ".", shows_agreed_line(view, document) ? " The dashed line is what was agreed." : "");
}

std::uint32_t other_version(const ViewState& view, const Document& document) {
    const Versions& versions = *document.versions;
    if (view.compared_version != versions.active && find_version(document, view.compared_version)) return view.compared_version;
    for (auto version = versions.all.rbegin(); version != versions.all.rend(); ++version)
        if (version->id != versions.active) return version->id;
    return 0;
}

void show_version(Editor& editor, ViewState& view, std::uint32_t version) {
    const std::uint32_t before = editor.document().versions->active;
    if (version != before && editor.show_version(version)) view.compared_version = before;
}

void draw_versions_button(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Document& document = panel.session.document();
    const Version& version = active_version(document);
    const std::string agreed = agreement_words(document, version.id);
    const Pressable p = pressable("Versions", rect);
    VersionsMenu& menu = panel.view.versions_menu;
    fill(list, rect, p.is_hovered || menu.is_open ? theme.raised_hover : theme.raised, px(7.0f));
    const float inner = rect.width - px(34.0f);
    const std::string words = "Version " + version.name;
    const bool has_room = text_size(fonts.body, words).x <= inner;
    const Rect mark{rect.x + px(11.0f), rect.bottom() - px(17.0f), inner + px(2.0f), px(14.0f)};
    const bool has_mark = !agreed.empty() && text_size(fonts.small, agreed).x <= mark.width;
    const Rect title{mark.x, rect.y + (has_mark ? px(2.0f) : 0.0f), inner, rect.height - (has_mark ? px(17.0f) : 0.0f)};
    draw_text_left(list, fonts.body, title, theme.text, fitted(fonts.body, has_room ? words : version.name, inner));
    if (has_mark) draw_text_left(list, fonts.small, mark, agreement_colour(document, version.id), agreed);
    else if (!agreed.empty()) list->AddCircleFilled({rect.right() - px(9.0f), rect.y + px(9.0f)}, px(3.5f), agreement_colour(document, version.id), 16);
    if (!agreed.empty()) {
        context().registry.record("Agreement: " + agreed, has_mark ? mark : rect);
        if (p.is_hovered && !menu.is_open) tooltip(fmt::format("{}: {}", words, agreed), rect);
    }
    draw_text_centred(list, fonts.small_icons, {rect.right() - px(26.0f), rect.y, px(22.0f), rect.height}, theme.muted, icon::kDown);
    if (p.is_focused) focus_ring(list, rect, px(7.0f));
    if (p.was_pressed) menu = {!menu.is_open, rect};
}

float versions_button_width(PanelContext& panel) {
    const Document& document = panel.session.document();
    const Version& version = active_version(document);
    const float title = text_size(context().fonts.body, "Version " + version.name).x;
    const float mark = text_size(context().fonts.small, agreement_words(document, version.id)).x;
    return std::clamp(std::max(title, mark) + px(36.0f), px(104.0f), px(190.0f));
}

void draw_versions_menu(PanelContext& panel, float window_width, float window_height) {
    VersionsMenu& menu = panel.view.versions_menu;
    if (!menu.is_open) return;
    const Theme& theme = context().theme;
    context().focusable.clear();
    context().has_popup = true;
    const Area shade("Versions shade", {0, 0, window_width, window_height}, rgb(0, 0.0f), {0, 0}, Area::Layer::Front);
    const float width = px(kWidth);
    const float y = menu.anchor.bottom() + px(6.0f);
    const Rect room{std::round(std::min(menu.anchor.x, window_width - width - px(12.0f))), y, width, window_height - y - px(12.0f)};
    ImGui::SetCursorScreenPos({room.x, room.y});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(14.0f), px(10.0f)});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, rgb(0, 0.0f));
    ImGui::BeginChild("Versions list", {room.width, room.height}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    section("Versions");
    const Shared<Versions> versions = panel.session.document().versions;  // as it is while its rows are drawn
    for (const Version& version : versions->all) {
        if (menu.renaming == version.id) {
            if (!draw_renaming(panel, version)) menu.renaming = 0;
        } else {
            draw_version_row(panel, version);
        }
        if (!panel.session.document().versions.is(versions)) break;
    }
    ImGui::Dummy({1.0f, px(4.0f)});
    draw_command(panel, "version.add", icon::kPlus);
    draw_comparing(panel);
    draw_agreement(panel);
    const float content_height = ImGui::GetCursorPosY() + px(12.0f);
    ImGui::EndChild();
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    // Under the rows, and as high as they turned out in this very frame.
    const Rect plate{room.x, room.y, width, std::min(content_height, room.height)};
    fill(shade.list(), {plate.x, plate.y + px(4.0f), plate.width, plate.height}, rgb(0, 0.35f), px(10.0f));
    fill(shade.list(), plate, theme.panel, px(9.0f));
    outline(shade.list(), plate, theme.line, px(9.0f), 1.0f);
    context().registry.record("Versions list", plate);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const bool is_outside = ImGui::IsMouseClicked(0) && !plate.contains(mouse.x, mouse.y) && !ImGui::IsWindowAppearing();
    if ((menu.renaming == 0 && take_key(Key::Escape)) || is_outside) menu.is_open = false, menu.renaming = 0;
    // The keys that compare work while the list is open.
    for (KeyStroke& stroke : context().keys)
        if (menu.renaming == 0 && context().typing.label.empty()) panel.commands.run_shortcut(stroke);
}

}  // namespace trichion
