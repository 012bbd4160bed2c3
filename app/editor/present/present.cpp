// Large enough for a finger at arm's length; nothing here changes the design.
#include "app/editor/present/present.h"

#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/versions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <vector>

namespace trichion {
namespace {

using namespace ui;

bool big_button(const std::string& label, std::string_view words, const Rect& rect, bool is_chosen, bool is_icon = false) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pressable p = pressable(label, rect);
    const ImU32 back = is_chosen ? theme.accent : p.is_hovered ? theme.raised_hover : theme.raised;
    fill(list, rect, back, px(9.0f));
    draw_text_centred(list, is_icon ? fonts.icons : is_chosen ? fonts.large_strong : fonts.large, rect,
                      is_chosen ? theme.on_accent : theme.text, words);
    if (p.is_focused) focus_ring(list, rect, px(9.0f));
    return p.was_pressed;
}

void draw_time(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    Moment& moment = panel.view.moment;
    const Rect track{rect.x, rect.y + px(24.0f), rect.width, px(8.0f)};
    const bool is_enabled = moment.sessions > 0;  // bare skin neither heals nor fades
    const Pressable p = pressable("Present time", {track.x - px(14.0f), rect.y, track.width + px(28.0f), px(56.0f)}, is_enabled);
    context().registry.record("Present time", track);
    if (p.is_held) {
        moment.days = days_from_track(std::clamp((ImGui::GetIO().MousePos.x - track.x) / track.width, 0.0f, 1.0f));
        if (std::abs(track_from_days(moment.days) - track_from_days(30.0f)) * track.width < px(8.0f)) moment.days = 30.0f;
    }
    const auto x_of = [&](float days) { return track.x + track.width * track_from_days(days); };
    const float x = x_of(moment.days);
    fill(list, track, theme.raised_hover, px(4.0f));
    fill(list, {track.x, track.y, x - track.x, track.height}, is_enabled ? theme.accent : theme.disabled, px(4.0f));
    const Document& document = panel.session.document();
    const auto due = touch_up_years(*document.plan, *document.skin, *document.fade, moment.outlook);
    const bool has_due = due && *due <= 10.0f;
    const float touch_up_days = due.value_or(0.0f) * 365.25f;
    const float touch_x = x_of(touch_up_days);
    const ImU32 caution = is_enabled ? theme.caution : theme.disabled, quiet = is_enabled ? rgb(0xc9ccd2) : theme.disabled;
    if (has_due) fill(list, {touch_x - px(1.5f), track.y - px(8.0f), px(3.0f), px(24.0f)}, caution);
    const ImU32 danger = is_enabled ? theme.danger : theme.disabled;
    const auto mark = [&](float years, ImU32 colour) { fill(list, {x_of(years * 365.25f) - px(1.5f), track.y - px(8.0f), px(3.0f), px(24.0f)}, colour); };
    for (const TouchUp& touch : document.plan->touch_ups) mark(touch.years, caution);
    for (const float years : document.plan->removal_years) mark(years, danger);
    const float healed_x = x_of(30.0f);
    fill(list, {healed_x - px(1.0f), track.y - px(4.0f), px(2.0f), px(16.0f)}, theme.muted);
    list->AddCircleFilled({x, track.y + px(5.0f)}, px(17.0f), rgb(0, 0.3f), 48);
    list->AddCircleFilled({x, track.y + px(4.0f)}, px(16.5f), is_enabled ? theme.knob : theme.disabled, 48);
    const float y = rect.y + px(50.0f);
    const auto words = [&](float at, float align, ImU32 colour, std::string_view text) {
        draw_text(list, fonts.body, {at - align * text_size(fonts.body, text).x, y}, colour, text);
    };
    words(track.x, 0.0f, quiet, "day 0");
    words(healed_x, 0.5f, quiet, "healed");
    words(track.right(), 1.0f, quiet, "10 years");
    // What is planned is named first, then what is due; words that would touch those before them are left out.
    const float space = px(6.0f);
    const float from = healed_x + 0.5f * text_size(fonts.body, "healed").x + space;
    const float until = track.right() - text_size(fonts.body, "10 years").x - space;
    std::vector<std::pair<float, float>> taken;
    const auto name = [&](float at, std::string_view text, ImU32 colour) {
        const float half = 0.5f * text_size(fonts.body, text).x, left = at - half, right = at + half;
        if (left < from || right > until) return;
        if (std::ranges::any_of(taken, [&](const auto& other) { return left < other.second + space && other.first < right + space; })) return;
        taken.emplace_back(left, right);
        words(at, 0.5f, colour, text);
        context().registry.record(fmt::format("Time word {} {}", text, taken.size()), {left, y, right - left, px(18.0f)});
    };
    for (const TouchUp& touch : document.plan->touch_ups) name(x_of(touch.years * 365.25f), "touch-up", caution);
    for (const float years : document.plan->removal_years) name(x_of(years * 365.25f), "laser", danger);
    if (has_due) name(touch_x, "touch-up", caution);
}

/// What the picture shows, where it is one: above the bar that sets it, off the head.
void draw_moment(const Rect& bar, PanelContext& panel) {
    const std::string words = moment_title(*panel.session.document().plan, panel.view.moment);
    ImFont* font = context().fonts.large;
    const float width = text_size(font, words).x + px(32.0f);
    const Rect box{bar.x, bar.y - px(50.0f), width, px(40.0f)};
    fill(ImGui::GetWindowDrawList(), box, context().theme.overlay, px(8.0f));
    draw_text_centred(ImGui::GetWindowDrawList(), font, box, context().theme.text, words);
    context().registry.record("Moment shown", box);
}

/// Soft, expected, strong: above the bar, out of the head's way.
void draw_outlook(const Rect& bar, PanelContext& panel) {
    static constexpr std::array kWords{"Soft", "Expected", "Strong"};
    const float width = px(104.0f), height = px(44.0f), space = px(8.0f);
    const float count = static_cast<float>(kWords.size());
    const Rect plate{bar.right() - count * (width + space) - space, bar.y - height - 2.0f * space - px(10.0f), count * (width + space) + space, height + 2.0f * space};
    fill(ImGui::GetWindowDrawList(), plate, context().theme.overlay, px(12.0f));
    float x = plate.x + space;
    for (std::size_t i = 0; i < kWords.size(); ++i, x += width + space) {
        const auto outlook = static_cast<Outlook>(i);
        if (big_button(std::string("Present ") + kWords[i], kWords[i], {x, plate.y + space, width, height}, panel.view.moment.outlook == outlook))
            panel.view.moment.outlook = outlook;
    }
}

/// "A beside B", or what fits; in the order of the list, whichever is shown.
std::string versions_words(PanelContext& panel) {
    const Document& document = panel.session.document();
    const std::uint32_t active = document.versions->active, other = other_version(panel.view, document);
    std::vector<std::string> names;
    for (const Version& version : document.versions->all)
        if (version.id == active || version.id == other) names.push_back(fitted(context().fonts.large, version.name, px(36.0f)));
    return fmt::format("{} beside {}", names.front(), names.back());
}

}  // namespace

void draw_present_controls(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    ViewState& view = panel.view;
    const int sessions = panel.session.document().plan->sessions;

    const std::string promise = "Simulation, not a guarantee";
    const Rect stamp{rect.x + px(24.0f), rect.y + px(24.0f), text_size(fonts.body, promise).x + px(28.0f), px(32.0f)};
    fill(list, stamp, theme.overlay, px(8.0f));
    draw_text_centred(list, fonts.body, stamp, theme.text, promise);
    context().registry.record("Simulation, not a guarantee", stamp);

    const float size = px(56.0f);
    if (big_button("Close Present", icon::kClose, {rect.right() - size - px(28.0f), rect.y + px(24.0f), size, size}, false, true))
        panel.commands.run("view.present");

    const float margin = std::min(px(60.0f), 0.04f * rect.width);
    const Rect bar{rect.x + margin, rect.bottom() - px(kPresentBar), rect.width - 2.0f * margin, px(104.0f)};
    fill(list, bar, theme.overlay, px(16.0f));
    if (!view.shows_split) draw_moment(bar, panel);
    const float y = bar.y + 0.5f * (bar.height - size);
    float x = bar.x + px(24.0f);
    for (int session = 0; session <= sessions; ++session) {
        const float width = session == 0 ? px(78.0f) : size;
        const std::string words = session == 0 ? "Before" : fmt::format("{}", session);
        if (big_button("Present session " + words, words, {x, y, width, size}, view.moment.sessions == session)) view.moment.sessions = session;
        x += width + px(14.0f);
    }
    float right = bar.right() - px(24.0f);
    const auto place = [&](float width) {
        right -= width;
        const Rect box{right, y, width, size};
        right -= px(14.0f);
        return box;
    };
    if (big_button("Present front", "First view", place(px(104.0f)), false)) view.wanted_view = "three-quarter";
    if (big_button("Present split", "Before | after", place(px(142.0f)), view.shows_split)) {
        view.shows_split = !view.shows_split;
        view.shows_versions_side_by_side = false;
        view.wanted_view = view.named_view;
    }
    if (other_version(view, panel.session.document()) != 0 &&
        big_button("Present versions", versions_words(panel), place(px(140.0f)), view.shows_versions_side_by_side))
        panel.commands.run("version.side_by_side");
    if (view.moment.sessions > 0) draw_outlook(bar, panel);
    draw_time({x + px(26.0f), bar.y + px(14.0f), right - px(20.0f) - x - px(26.0f), bar.height}, panel);
}

}  // namespace trichion
