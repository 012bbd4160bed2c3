// The Head step: whose head, how well it is known, and in which millimetres.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"
#include "core/session/head_edits.h"

#include <algorithm>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

/// "male_caucasian" -> "Man, Caucasian"
std::string title_of(const std::string& name) {
    const auto cut = name.find('_');
    if (cut == std::string::npos || cut + 1 >= name.size()) return name;
    std::string kind = name.substr(cut + 1);
    const bool is_proper_name = kind != "mixed" && kind != "older";
    if (is_proper_name && kind[0] >= 'a' && kind[0] <= 'z') kind[0] = static_cast<char>(kind[0] - 'a' + 'A');
    return (name.starts_with("female") ? "Woman, " : "Man, ") + kind;
}

void draw_built_in_heads(PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const HeadReference& chosen = *panel.session.document().head;
    section("Example heads");
    const auto& heads = built_in_heads();
    const float gap = px(6.0f);
    for (std::size_t i = 0; i < heads.size(); i += 2) {
        const Rect row = next_row(34.0f, 6.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        for (std::size_t k = i; k < std::min(i + 2, heads.size()); ++k) {
            const float width = 0.5f * (row.width - gap);
            const Rect tile{row.x + static_cast<float>(k - i) * (width + gap), row.y, width, row.height};
            const bool is_chosen = chosen.is_built_in && chosen.name == heads[k].name;
            const Pressable p = pressable("Head " + heads[k].name, tile);
            fill(ImGui::GetWindowDrawList(), tile, is_chosen ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
            if (is_chosen) outline(ImGui::GetWindowDrawList(), tile, theme.accent, px(8.0f), px(1.5f));
            draw_text_centred(ImGui::GetWindowDrawList(), fonts.body, tile, theme.text,
                              fitted(fonts.body, title_of(heads[k].name), width - px(12.0f)));
            if (p.is_hovered) tooltip(heads[k].description, tile);
            if (p.is_focused) focus_ring(ImGui::GetWindowDrawList(), tile, px(8.0f));
            if (p.was_pressed && !is_chosen) {
                HeadReference reference;
                reference.name = heads[k].name;
                panel.session.set_head(std::move(reference), "Choose head");
                panel.view.wanted_view = "three-quarter";
                go_to(panel.view, Step::Head, panel.session.document());  // the tool of a scan's landmarks is none of an example head's
            }
        }
        ImGui::SetCursorScreenPos(after);
    }
}

void draw_measures(const Head& head, PanelContext& panel) {
    section("Measures", to_words(head.badge));
    value_row("Length", fmt::format("{:.0f}", head.length_mm), "mm");
    value_row("Breadth", fmt::format("{:.0f}", head.breadth_mm), "mm");
    value_row("Circumference", fmt::format("{:.0f}", head.circumference_mm), "mm");
    HeadFit fit = *panel.session.document().fit;
    if (!panel.session.document().head->is_built_in) {
        const Edited taped = number_field("Taped on the client", fit.taped_circumference_mm, kCircumferenceRangeMm.min, kCircumferenceRangeMm.max,
                                          {.unit = "mm", .decimals = 0, .reads_cm = true}, "not measured");
        Editor& editor = panel.session.editor();
        if (taped.changed)
            if (Result<Document> next = with_circumference(editor.document(), head, fit.taped_circumference_mm))
                editor.preview(std::move(*next));
        if (taped.cancelled) editor.cancel();
        if (taped.committed) editor.commit("Set the taped circumference", Session::today());
        if (!fit.taped_circumference_mm)
            hint("A tape over glabella and the back of the head sets the scale of everything that is printed.");
    } else {
        hint("An example head stands for no client: sheets say so.");
    }
    ImGui::Dummy({1.0f, px(8.0f)});
}

void draw_landmarks(const Head& head, PanelContext& panel) {
    section("Landmarks");
    const auto guesses = std::ranges::count_if(head.landmarks, [](const auto& entry) { return entry.second.is_guess; });
    if (panel.session.document().head->is_built_in) {
        hint("This head carries its own landmarks.");
        return;
    }
    const auto is_set = [&](const char* name) {
        const auto found = head.landmarks.find(name);
        return found != head.landmarks.end() && !found->second.is_guess;
    };
    if (is_set("glabella") && is_set("tragion_l") && is_set("tragion_r"))
        notice("Glabella and both ears are set; the other landmarks follow them.", NoticeKind::Info);
    else if (guesses > 0)
        notice(fmt::format("{} of {} landmarks are guesses: Three clicks, on the glabella and in front of both ears, put the "
                           "head right.", guesses, head.landmarks.size()), NoticeKind::Advice, true);
    if (panel.view.tool != ToolKind::SetLandmarks) {
        if (row_button("Set by three clicks", icon::kCrosshairs)) panel.view.tool = ToolKind::SetLandmarks;
    } else {
        hint("Click on the head where the viewport asks for it. Escape starts again.");
    }
}

void draw_open_scan(PanelContext& panel) {
    if (row_button("Open a client's scan\xe2\x80\xa6", icon::kFolderOpen)) panel.commands.run("file.open_scan");
}

/// What is known of the head in use.
void draw_known(PanelContext& panel) {
    const Head* head = panel.session.pipeline().head();
    if (!head) {
        hint("The head is on its way.");
        return;
    }
    draw_landmarks(*head, panel);
    ImGui::Dummy({1.0f, px(8.0f)});
    draw_measures(*head, panel);
    if (head->notes.empty() || panel.session.document().head->is_built_in) return;
    section("Notes on the scan");
    for (const std::string& note : head->notes) notice(note, NoticeKind::Info);
}

}  // namespace

void draw_head_panel(PanelContext& panel) {
    section("Client");
    Document draft = panel.session.document();
    std::string code = draft.client_code;
    const Edited typed = text_field("Client code", code, "such as 0412");
    if (typed.changed) {
        draft.client_code = plain_text(code, kLongestClientCode);
        panel.session.editor().preview(std::move(draft));
        panel.session.editor().commit("Set client code", Session::today());
    }
    ImGui::Dummy({1.0f, px(10.0f)});
    if (panel.session.document().head->is_built_in) {
        draw_built_in_heads(panel);
        draw_open_scan(panel);
        ImGui::Dummy({1.0f, px(6.0f)});
        draw_known(panel);
        return;
    }
    // What the scan still asks for comes first; example heads are the last thing its client needs.
    list_row("Scan in use", panel.session.document().head->name, "client's scan", true);
    ImGui::Dummy({1.0f, px(4.0f)});
    draw_known(panel);
    ImGui::Dummy({1.0f, px(8.0f)});
    draw_open_scan(panel);
    ImGui::Dummy({1.0f, px(4.0f)});
    draw_built_in_heads(panel);
}

}  // namespace trichion
