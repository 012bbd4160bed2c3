// Guides on the head, the client's marks, measures, and what the rules say about the line.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/tools/mark_tool.h"
#include "app/editor/ui/icons.h"
#include "core/pipeline/outline_advice.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <utility>

namespace trichion {
namespace {

using namespace ui;

/// A chip that is on or off. @return whether it was pressed.
bool chip(const std::string& label, const Rect& box, std::string_view words, bool is_on, bool is_enabled, std::string_view meaning) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pressable p = pressable(label, box, is_enabled);
    fill(list, box, is_on ? theme.accent_deep : p.is_hovered && is_enabled ? theme.raised_hover : theme.raised, px(7.0f));
    if (is_on) ui::outline(list, box, theme.accent, px(7.0f), px(1.2f));
    const ImU32 ink = !is_enabled ? theme.disabled : is_on ? theme.accent_text : theme.text;
    draw_text_centred(list, context().fonts.body, box, ink, fitted(context().fonts.body, words, box.width - px(12.0f)));
    if (p.is_focused) focus_ring(list, box, px(7.0f));
    if (p.is_hovered) tooltip(meaning, box);
    return p.was_pressed;
}

bool is_marked(const ClientFacts& client, GuideKind kind) {
    switch (kind) {
        case GuideKind::Crease: return client.forehead_crease.has_value();
        case GuideKind::OldTrichion: return client.old_trichion.has_value();
        case GuideKind::TracedHairline: return !client.traced_hairline.empty();
        default: return true;
    }
}

void draw_guide_chips(PanelContext& panel) {
    std::set<GuideKind>& shown = panel.view.tools.guides;
    const ClientFacts& client = *panel.session.document().client;
    const auto infos = guide_infos();
    const float gap = px(6.0f);
    constexpr std::size_t kColumns = 2;
    std::vector<const GuideInfo*> constructed;
    for (const GuideInfo& info : infos)
        if (!is_mark(info.kind) || is_marked(client, info.kind)) constructed.push_back(&info);
    for (std::size_t first = 0; first < constructed.size(); first += kColumns) {
        const Rect row = next_row(28.0f, 6.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor(0.5f * (row.width - gap));
        for (std::size_t i = first; i < std::min(first + kColumns, constructed.size()); ++i) {
            const GuideInfo& info = *constructed[i];
            const Rect box{row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height};
            const bool is_on = shown.contains(info.kind);
            const std::string meaning = fmt::format("{}\n{}", info.meaning, without_codes(info.source));
            if (!chip(fmt::format("Guide {}", info.label), box, info.label, is_on, true, meaning)) continue;
            if (is_on) shown.erase(info.kind);
            else shown.insert(info.kind);
        }
        ImGui::SetCursorScreenPos(after);
    }
    ImGui::Dummy({1.0f, px(4.0f)});
}

struct MarkRow {
    MarkKind mark;
    GuideKind guide;
    const char* label;
    const char* remove;
};
constexpr MarkRow kMarks[] = {{MarkKind::Crease, GuideKind::Crease, "Highest crease", "Remove crease"},
                              {MarkKind::OldTrichion, GuideKind::OldTrichion, "Old hairline", "Remove old hairline"},
                              {MarkKind::TracedHairline, GuideKind::TracedHairline, "Traced hairline", "Remove traced hairline"}};

ClientFacts without(ClientFacts client, MarkKind mark) {
    switch (mark) {
        case MarkKind::Crease: client.forehead_crease.reset(); break;
        case MarkKind::OldTrichion: client.old_trichion.reset(); break;
        case MarkKind::TracedHairline: client.traced_hairline.clear(); break;
    }
    return client;
}

void draw_marks_of_client(PanelContext& panel) {
    const Theme& theme = context().theme;
    ViewState& view = panel.view;
    for (const MarkRow& mark : kMarks) {
        const ClientFacts& client = *panel.session.document().client;
        const bool is_there = is_marked(client, mark.guide);
        const Rect row = next_row(30.0f, 4.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        draw_text_left(ImGui::GetWindowDrawList(), context().fonts.body, row, is_there ? theme.text : theme.muted, mark.label);
        const float remove_width = px(30.0f), width = px(118.0f);
        const bool is_in_hand = view.tool == ToolKind::Mark && view.tools.mark == mark.mark;
        const Rect box{row.right() - width - (is_there ? remove_width + px(4.0f) : 0.0f), row.y, width, row.height};
        const bool is_stroke = mark.mark == MarkKind::TracedHairline;
        const std::string words = is_there && !is_in_hand ? (is_stroke ? "Draw again" : "Click again") : is_stroke ? "Draw on head" : "Click on head";
        if (chip(fmt::format("Mark {}", mark.label), box, words, is_in_hand, true, is_stroke ? "Then draw along it on the head" : "Then click once on the head")) {
            view.tools.mark = mark.mark;
            view.tool = ToolKind::Mark;
            view.tools.guides.insert(mark.guide);
            if (mark.mark != MarkKind::TracedHairline) view.wanted_view = "front";
        }
        if (is_there && icon_button(mark.remove, icon::kTrash, {row.right() - remove_width, row.y, remove_width, row.height}))
            change_part(panel.session.editor(), &Document::client, without(client, mark.mark), mark.remove);
        ImGui::SetCursorScreenPos(after);
    }
}

void draw_measures_of_hand(PanelContext& panel) {
    SkinMeasures& measures = panel.view.tools.measures;
    for (std::size_t i = 0; i < measures.all().size(); ++i)
        value_row(fmt::format("Measure {}", i + 1), fmt::format("{:.1f}", measures.all()[i].length_mm), "mm");
    if (!measures.all().empty()) {
        if (row_button("Clear measures", icon::kTrash, ButtonKind::Quiet)) measures.clear();
    } else if (panel.view.tool != ToolKind::Measure) {
        if (row_button("Measure on the skin", icon::kArrowsSide)) panel.view.tool = ToolKind::Measure;
    } else {
        hint("Click two places on the head: the line between them is the shortest way along the skin.");
    }
    ImGui::Dummy({1.0f, px(8.0f)});
}

/// Whether the middle of a place is turned away from the viewer.
bool is_hidden(const Head& head, const Camera& camera, const glm::vec3& place) {
    const auto at = head.measuring.closest(place);
    if (!at) return false;
    return glm::dot(head.measuring.normal(*at), glm::normalize(camera.position_mm() - place)) < 0.2f;
}

/// The named view from which a place is best seen.
std::string view_of(const Head& head, const glm::vec3& place) {
    const auto at = head.measuring.closest(place);
    const glm::vec3 out = at ? head.measuring.normal(*at) : glm::vec3(0.0f, 0.0f, 1.0f);
    if (out.y > 0.85f) return "top";
    if (std::abs(out.x) > 0.75f) return out.x > 0.0f ? "left" : "right";
    if (out.z < -0.3f) return "back";
    return out.x > 0.25f ? "three-quarter" : "front";
}

void show(PanelContext& panel, const Head& head, const Advice& advice) {
    ViewState& view = panel.view;
    view.shown_advice = view.shown_advice == advice.rule ? std::string() : advice.rule;
    if (view.shown_advice.empty() || advice.place_mm.empty()) return;
    const glm::vec3 middle = advice.place_mm[advice.place_mm.size() / 2];
    if (is_hidden(head, view.camera, middle)) view.wanted_view = view_of(head, middle);
}

/// One card: the sentence, its source below, the whole a button that shows the place.
void draw_advice_card(PanelContext& panel, const Head& head, const Advice& advice) {
    const Theme& theme = context().theme;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    notice(advice.sentence, is_broken_line(advice) ? NoticeKind::Problem : NoticeKind::Advice, true);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const bool is_shown = panel.view.shown_advice == advice.rule;
    const Rect card{at.x, at.y, width, after.y - at.y - px(8.0f) - ImGui::GetStyle().ItemSpacing.y};
    const Pressable p = pressable("Advice " + advice.rule, card, !advice.place_mm.empty());
    if (is_shown || p.is_hovered) ui::outline(ImGui::GetWindowDrawList(), card, faded(is_broken_line(advice) ? theme.danger : theme.caution, is_shown ? 1.0f : 0.5f), px(6.0f), px(1.2f));
    if (p.is_focused) focus_ring(ImGui::GetWindowDrawList(), card, px(6.0f));
    if (p.is_hovered) tooltip(is_shown ? "Click: no longer shown on the head" : "Click: shown on the head", card);
    if (p.was_pressed) show(panel, head, advice);
    ImGui::SetCursorScreenPos(after);
    if (!is_shown || advice.source.empty()) return;
    const std::string source = without_codes(advice.source);
    hint("Source: " + source);
    context().registry.record(fmt::format("Source of {}: {}", advice.rule, source), {after.x, after.y, width, ImGui::GetCursorScreenPos().y - after.y});
}

}  // namespace

void draw_guides_section(PanelContext& panel) {
    const auto on = panel.view.tools.guides.size();
    const std::string aside = on == 0 ? "none shown" : fmt::format("{} shown", on);
    if (!folding_section("Guides", panel.view.open_sections, aside)) return;
    draw_guide_chips(panel);
    draw_marks_of_client(panel);
    draw_measures_of_hand(panel);
}

void draw_advice_section(PanelContext& panel) {
    const Head* head = panel.session.pipeline().head();
    const OutlineResult* traced = panel.session.pipeline().outline();
    if (!head || !traced) return;
    if (std::exchange(panel.view.wants_advice, false) && !traced->advice.empty()) {
        ImGui::SetScrollHereY(0.0f);
        if (panel.view.shown_advice.empty()) show(panel, *head, traced->advice.front());
    }
    for (const Advice& advice : traced->advice) draw_advice_card(panel, *head, advice);
}

}  // namespace trichion
