// The time line: sessions on the left, healing and years in the middle, what it costs on the right.
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

void draw_session_card(ImDrawList* list, const Rect& card, int session, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const SessionPlan& plan = *panel.session.document().plan;
    const bool is_chosen = panel.view.moment.sessions == session;
    const std::string label = session == 0 ? "Session none" : fmt::format("Session {}", session);
    const Pressable p = pressable(label, card);
    fill(list, card, p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
    if (is_chosen) outline(list, card, theme.accent, px(8.0f), px(1.8f));
    const ImVec2 at{card.x + px(10.0f), card.y + px(8.0f)};
    draw_text(list, fonts.strong, at, theme.text, session == 0 ? "0" : fmt::format("{}", session));
    const float line = px(14.0f);
    if (session == 0) {
        draw_text(list, fonts.small, {at.x, at.y + px(20.0f)}, theme.muted, "before");
        draw_text(list, fonts.small, {at.x, at.y + px(20.0f) + line}, theme.muted, "bare skin");
    } else {
        const float shade = std::clamp(plan.shade + static_cast<float>(session - 1) * plan.shade_step, 4.0f, 30.0f);
        draw_text(list, fonts.small, {at.x, at.y + px(20.0f)}, theme.muted,
                  fmt::format("day {:.0f}", static_cast<float>(session - 1) * plan.gap_days));
        draw_text(list, fonts.small, {at.x, at.y + px(20.0f) + line}, theme.muted, fmt::format("shade {:.0f}:1", shade));
    }
    if (p.is_focused) focus_ring(list, card, px(8.0f));
    if (p.was_pressed) panel.view.moment.sessions = session;
}

struct Track {
    Rect rect;

    float x_of(float days) const { return rect.x + rect.width * track_from_days(days); }
    float days_at(float x) const { return days_from_track(std::clamp((x - rect.x) / rect.width, 0.0f, 1.0f)); }
};

/// The curve is the model that shades the dots; 1 is the healed result.
void draw_curve(ImDrawList* list, const Track& track, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Document& document = panel.session.document();
    const int sessions = std::max(1, panel.view.moment.sessions);
    constexpr int kSamples = 120;
    std::vector<ImVec2> top;
    float highest = 1.0f;
    std::vector<float> strengths;
    for (int i = 0; i <= kSamples; ++i) {
        // More samples where the first weeks are.
        const float share = std::pow(static_cast<float>(i) / kSamples, 1.6f);
        const float strength = seen_strength(*document.plan, *document.skin, {sessions, days_from_track(share)});
        strengths.push_back(strength);
        highest = std::max(highest, strength);
        top.push_back({track.rect.x + share * track.rect.width, 0.0f});
    }
    for (std::size_t i = 0; i < top.size(); ++i)
        top[i].y = track.rect.bottom() - track.rect.height * 0.94f * std::clamp(strengths[i] / highest, 0.0f, 1.0f);
    const ImDrawListFlags flags = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // smoothed edges between the slices would show as stripes
    for (std::size_t i = 1; i < top.size(); ++i)
        list->AddQuadFilled(top[i - 1], top[i], {top[i].x, track.rect.bottom()}, {top[i - 1].x, track.rect.bottom()},
                            rgb(0x1f4f49, 0.45f));
    list->Flags = flags;
    list->AddPolyline(top.data(), static_cast<int>(top.size()), theme.accent, 0, px(2.0f));
}

/// The words under the track. Those said first stand; later ones that would touch them are left out.
class TickWords {
public:
    TickWords(ImDrawList* list, const Track& track) : list_(list), track_(track) {}

    /// @param align  of the words: 0 begins at the day, 0.5 is centred on it, 1 ends there.
    void say(float days, const std::string& words, float align, ImU32 colour) {
        ImFont* font = context().fonts.small;
        const ImVec2 size = text_size(font, words);
        const Rect box{track_.x_of(days) - align * size.x, track_.rect.bottom() + px(6.0f), size.x, size.y};
        const auto touches = [&](const Rect& other) { return box.x < other.right() + px(6.0f) && other.x < box.right() + px(6.0f); };
        if (std::ranges::any_of(taken_, touches)) return;
        taken_.push_back(box);
        context().registry.record("Tick " + words, box);
        draw_text(list_, font, {box.x, box.y}, colour, words);
    }

private:
    ImDrawList* list_;
    const Track& track_;
    std::vector<Rect> taken_;
};

void draw_ticks(ImDrawList* list, const Track& track, float touch_up_days) {
    const Theme& theme = context().theme;
    const float healed_x = track.x_of(30.0f), touch_x = track.x_of(touch_up_days);
    list->AddLine({healed_x, track.rect.y}, {healed_x, track.rect.bottom()}, theme.line);
    for (float at = track.rect.y; at < track.rect.bottom(); at += px(7.0f))
        list->AddLine({touch_x, at}, {touch_x, std::min(at + px(4.0f), track.rect.bottom())}, theme.caution, px(1.4f));
    TickWords ticks(list, track);
    ticks.say(0.0f, "day 0", 0.0f, theme.muted);
    ticks.say(30.0f, "healed", 0.5f, theme.muted);
    ticks.say(touch_up_days, fmt::format("touch-up, {:.1f} years", touch_up_days / 365.25f), 0.5f, theme.caution);
    ticks.say(3652.5f, "10 years", 1.0f, theme.muted);
    ticks.say(14.0f, "14", 0.5f, theme.muted);
    for (const int years : {1, 2, 4, 6, 8}) ticks.say(static_cast<float>(years) * 365.25f, fmt::format("{}", years), 0.5f, theme.muted);
}

void drag_handle(ImDrawList* list, const Track& track, PanelContext& panel) {
    const Theme& theme = context().theme;
    Moment& moment = panel.view.moment;
    const Rect grab{track.rect.x - px(8.0f), track.rect.y - px(4.0f), track.rect.width + px(16.0f), track.rect.height + px(8.0f)};
    const Pressable p = pressable("Time line", grab);
    context().registry.record("Time line", track.rect);
    if (p.is_held) moment.days = track.days_at(ImGui::GetIO().MousePos.x);
    // Ticks catch the handle, so that "healed" is easy to hit.
    if (p.is_held && std::abs(track.x_of(30.0f) - track.x_of(moment.days)) < px(4.0f)) moment.days = 30.0f;
    if (context().focus == "Time line") {
        const float step = moment.days < 30.0f ? 1.0f : 182.625f;
        const float back = moment.days <= 30.0f ? 1.0f : std::min(182.625f, moment.days - 30.0f);
        while (take_key(Key::Right)) moment.days = std::min(moment.days + step, 3652.5f), context().focus_is_visible = true;
        while (take_key(Key::Left)) moment.days = std::max(moment.days - back, 0.0f), context().focus_is_visible = true;
    }
    const float x = track.x_of(moment.days);
    const Document& document = panel.session.document();
    const float now = seen_strength(*document.plan, *document.skin, {std::max(1, moment.sessions), moment.days});
    const float fresh = seen_strength(*document.plan, *document.skin, {std::max(1, moment.sessions), 0.0f});
    const float y = track.rect.bottom() - track.rect.height * 0.94f * std::clamp(now / std::max(1.0f, fresh), 0.0f, 1.0f);
    list->AddLine({x, track.rect.y - px(2.0f)}, {x, track.rect.bottom()}, theme.knob, px(2.0f));
    list->AddCircleFilled({x, y}, px(p.is_hovered ? 8.5f : 7.5f), theme.knob, 32);
    if (p.is_focused || (context().focus == "Time line" && context().focus_is_visible))
        list->AddCircle({x, y}, px(11.0f), theme.accent, 32, px(2.0f));
    context().registry.record("Time handle", {x - px(8.0f), y - px(8.0f), px(16.0f), px(16.0f)});
}

void draw_figures(ImDrawList* list, const Rect& column, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const Dots* dots = panel.session.pipeline().dots();
    const int sessions = panel.view.moment.sessions;
    long count = 0;
    if (dots)
        for (int i = 0; i < sessions; ++i) count += dots->per_session[static_cast<std::size_t>(i)];
    const auto line = [&](float y, float height, ImFont* font, ImU32 colour, std::string_view words) {
        draw_text_right(list, font, {column.x, column.y + px(y), column.width, px(height)}, colour, words);
    };
    line(12, 20, fonts.body, theme.muted, sessions == 0 ? "Before the first session" : fmt::format("Dots after session {}", sessions));
    line(34, 28, fonts.figure, theme.text, dots ? grouped(count) : "\xe2\x80\x93");
    if (sessions > 0 && dots) {
        const long here = dots->per_session[static_cast<std::size_t>(sessions - 1)];
        line(64, 20, fonts.body, theme.muted, fmt::format("{} this session, {}", grouped(here), minutes_words(sessions)));
        line(86, 20, fonts.body, theme.muted, fmt::format("{:.0f} per cm\xc2\xb2 on average", dots->density_per_cm2));
    }
}

}  // namespace

void draw_time_line(const Rect& rect, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    const Area area("Time", rect, theme.panel);
    ImDrawList* list = area.list();
    list->AddLine({rect.x, rect.y + 0.5f}, {rect.right(), rect.y + 0.5f}, theme.background);

    const SessionPlan& plan = *panel.session.document().plan;
    panel.view.moment.sessions = std::min(panel.view.moment.sessions, plan.sessions);
    draw_text(list, fonts.body, {rect.x + px(18.0f), rect.y + px(12.0f)}, theme.muted, "Sessions");
    const float card_width = px(78.0f), gap = px(7.0f);
    float x = rect.x + px(18.0f);
    for (int session = 0; session <= plan.sessions; ++session) {
        draw_session_card(list, {x, rect.y + px(38.0f), card_width, px(66.0f)}, session, panel);
        x += card_width + gap;
    }
    x += px(18.0f);
    const float figures_width = px(216.0f);
    Track track{{x + px(4.0f), rect.y + px(38.0f), rect.right() - figures_width - px(40.0f) - x, px(62.0f)}};
    draw_text(list, fonts.body, {x, rect.y + px(12.0f)}, theme.muted, "Healing and years");
    const float title_width = text_size(fonts.body, "Healing and years").x;
    draw_text(list, fonts.strong, {x + title_width + px(12.0f), rect.y + px(12.0f)}, theme.text,
              panel.view.moment.sessions == 0 ? "before" : moment_words(panel.view.moment.days));
    draw_curve(list, track, panel);
    draw_ticks(list, track, touch_up_years(plan) * 365.25f);
    drag_handle(list, track, panel);
    draw_figures(list, {rect.right() - figures_width - px(18.0f), rect.y, figures_width, rect.height}, panel);
}

}  // namespace trichion
