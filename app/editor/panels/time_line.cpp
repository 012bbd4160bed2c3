// The time line: sessions on the left, healing and years in the middle, what they cost on the right.
#include "app/editor/panels/panels.h"
#include "app/editor/ui/area.h"
#include "core/base/iso_date.h"
#include "core/model/versions.h"
#include "core/pipeline/plan_dates.h"
#include "core/pipeline/shades.h"
#include "core/pipeline/work_words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

/// "8 Mar": a day on a card, where the year does not fit.
std::string short_day(int day_number) {
    const std::string words = day_words(iso_date(day_number));
    return words.substr(0, words.rfind(' '));
}

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
    } else {
        const auto date = session_date(plan, session);
        draw_text(list, fonts.small, {at.x, at.y + px(20.0f)}, theme.muted,
                  date ? short_day(*date) : fmt::format("day {:.0f}", session_day(plan, session)));
        draw_text(list, fonts.small, {at.x, at.y + px(20.0f) + line}, theme.muted, fmt::format("shade {:.0f}:1", shade_of(plan, session)));
        if (p.is_hovered)
            tooltip(fmt::format("Session {}: {}, {:.0f} ml water to 1 ml{}", session, shade_name(shade_of(plan, session)),
                                shade_of(plan, session), date ? ", " + day_words(iso_date(*date)) : std::string()), p.rect);
    }
    if (p.is_focused) focus_ring(list, card, px(8.0f));
    if (p.was_pressed) panel.view.moment.sessions = session;
}

/// The strengths of this design over the days, as the time line draws them.
struct Course {
    std::vector<float> days;
    std::array<std::vector<std::array<float, 4>>, 3> of_outlook;  // by Outlook
    float highest = 1.0f;
};

float total(const std::array<float, 4>& sessions) { return sessions[0] + sessions[1] + sessions[2] + sessions[3]; }

/// More days where the first weeks are, and one on each side of what happens years later.
std::vector<float> days_of_course(const SessionPlan& plan) {
    constexpr int kSamples = 90;
    std::vector<float> days;
    for (int i = 0; i <= kSamples; ++i) days.push_back(days_from_track(std::pow(static_cast<float>(i) / kSamples, 1.6f)));
    const auto add = [&](float years, std::initializer_list<float> after_days) {
        for (const float after : after_days) days.push_back(std::min(years * 365.25f + after, 3652.5f));
    };
    for (const TouchUp& touch : plan.touch_ups) add(touch.years, {-0.5f, 0.0f, 7.0f, 10.0f, 30.0f});
    for (const float years : plan.removal_years) add(years, {0.0f, 14.0f, 28.0f});
    std::ranges::sort(days);
    return days;
}

Course course_of(const Document& document, int sessions) {
    // All dots fresh at once stand far above the rest for a few days: they may leave the track at its top.
    const auto is_fresh_touch_up = [&](float day) {
        constexpr float kScabDays = 12.0f;
        return std::ranges::any_of(document.plan->touch_ups, [&](const TouchUp& touch) {
            return day >= touch.years * 365.25f - 1.0f && day < touch.years * 365.25f + kScabDays;
        });
    };
    Course course;
    course.days = days_of_course(*document.plan);
    for (const Outlook outlook : kOutlooks) {
        auto& curve = course.of_outlook[static_cast<std::size_t>(outlook)];
        curve = strength_curve(*document.plan, *document.skin, *document.fade, sessions, outlook, course.days);
        for (std::size_t i = 0; i < curve.size(); ++i)
            if (!is_fresh_touch_up(course.days[i])) course.highest = std::max(course.highest, total(curve[i]));
    }
    return course;
}

struct Track {
    Rect rect;
    float highest = 1.0f;   // strength at the top

    float x_of(float days) const { return rect.x + rect.width * track_from_days(days); }
    float y_of(float strength) const { return rect.bottom() - rect.height * 0.94f * std::clamp(strength / highest, 0.0f, 1.0f); }
    float days_at(float x) const { return days_from_track(std::clamp((x - rect.x) / rect.width, 0.0f, 1.0f)); }
};

/// The space between two courses.
void fill_between(ImDrawList* list, const std::vector<ImVec2>& top, const std::vector<ImVec2>& bottom, ImU32 colour) {
    const ImDrawListFlags flags = list->Flags;
    list->Flags &= ~ImDrawListFlags_AntiAliasedFill;  // smoothed edges between the slices would show as stripes
    for (std::size_t i = 1; i < top.size(); ++i) list->AddQuadFilled(top[i - 1], top[i], bottom[i], bottom[i - 1], colour);
    list->Flags = flags;
}

/// The curve is the model that shades the dots; 1 is the healed result. Soft to strong as a band, the outlook shown as a
/// line, and below it each session's part.
void draw_curve(ImDrawList* list, const Track& track, const Course& course, PanelContext& panel) {
    const Theme& theme = context().theme;
    const auto line_of = [&](Outlook outlook, auto&& strength) {
        std::vector<ImVec2> line;
        const auto& curve = course.of_outlook[static_cast<std::size_t>(outlook)];
        for (std::size_t i = 0; i < curve.size(); ++i) line.push_back({track.x_of(course.days[i]), track.y_of(strength(curve[i]))});
        return line;
    };
    const auto soft = line_of(Outlook::Soft, total), strong = line_of(Outlook::Strong, total);
    std::vector<ImVec2> ground = soft;
    for (ImVec2& at : ground) at.y = track.rect.bottom();
    const auto shown = line_of(panel.view.moment.outlook, total);
    fill_between(list, shown, ground, rgb(0x1f4f49, 0.38f));
    fill_between(list, strong, soft, faded(theme.accent, 0.26f));
    const int sessions = panel.view.moment.sessions;
    for (int session = 0; sessions > 1 && session < sessions; ++session) {
        const auto part = line_of(panel.view.moment.outlook, [&](const auto& s) { return s[static_cast<std::size_t>(session)]; });
        list->AddPolyline(part.data(), static_cast<int>(part.size()), faded(theme.muted, 0.75f), 0, px(1.0f));
    }
    list->AddPolyline(shown.data(), static_cast<int>(shown.size()), theme.accent, 0, px(2.0f));
}

/// The words under the track. Those said first stand; later ones that would touch them are left out. Pressed, they lead to
/// the day they stand for.
class TickWords {
public:
    TickWords(ImDrawList* list, const Track& track, float& shown_days) : list_(list), track_(track), shown_days_(shown_days) {}

    /// @param align  of the words: 0 begins at the day, 0.5 is centred on it, 1 ends there.
    /// @return whether there was room for them.
    bool say(float days, const std::string& words, float align, ImU32 colour) { return lead(days, days, words, align, colour); }
    /// What is planned for a year, with the year where there is room for it.
    void say_planned(float years, const std::string& name, ImU32 colour) {
        const float days = years * 365.25f;
        const std::string whole = fmt::format("{}, {:.1f} years", name, years);
        const float width = text_size(context().fonts.small, whole).x;
        const float least_align = 1.0f - (track_.rect.right() - track_.x_of(days)) / width;  // never past the end
        for (const float align : {0.5f, 0.8f, 0.2f})
            if (say(days, whole, std::max(align, least_align), colour)) return;
        say(days, name, 0.5f, colour);
    }

    /// @param to_days  shown once they are pressed, where that is another day.
    bool lead(float days, float to_days, const std::string& words, float align, ImU32 colour) {
        ImFont* font = context().fonts.small;
        const ImVec2 size = text_size(font, words);
        const Rect box{track_.x_of(days) - align * size.x, track_.rect.bottom() + px(6.0f), size.x, size.y};
        const auto touches = [&](const Rect& other) { return box.x < other.right() + px(6.0f) && other.x < box.right() + px(6.0f); };
        if (std::ranges::any_of(taken_, touches)) return false;
        taken_.push_back(box);
        ImGui::PushID(static_cast<int>(taken_.size()));  // two touch-ups have the same words
        const Pressable p = pressable("Tick " + words, box);
        ImGui::PopID();
        draw_text(list_, font, {box.x, box.y}, p.is_hovered ? context().theme.text : colour, words);
        if (p.is_focused) focus_ring(list_, box, px(3.0f));
        if (p.was_pressed) shown_days_ = to_days;
        return true;
    }

private:
    ImDrawList* list_;
    const Track& track_;
    float& shown_days_;
    std::vector<Rect> taken_;
};

void draw_dashes(ImDrawList* list, const Track& track, float x, ImU32 colour) {
    for (float at = track.rect.y; at < track.rect.bottom(); at += px(7.0f))
        list->AddLine({x, at}, {x, std::min(at + px(4.0f), track.rect.bottom())}, colour, px(1.4f));
}

/// What is planned years later: touch-ups as points on the line, laser sessions as crosses.
void draw_events(ImDrawList* list, const Track& track, PanelContext& panel) {
    const Theme& theme = context().theme;
    const SessionPlan& plan = *panel.session.document().plan;
    const auto record = [&](const std::string& label, ImVec2 at) { context().registry.record(label, {at.x - px(5.0f), at.y - px(5.0f), px(10.0f), px(10.0f)}); };
    for (std::size_t i = 0; i < plan.touch_ups.size(); ++i) {
        const ImVec2 at{track.x_of(plan.touch_ups[i].years * 365.25f), track.rect.bottom() - px(6.0f)};
        list->AddTriangleFilled({at.x, at.y - px(5.0f)}, {at.x + px(5.0f), at.y + px(4.0f)}, {at.x - px(5.0f), at.y + px(4.0f)}, theme.caution);
        record(fmt::format("Time mark touch-up {}", i + 1), at);
    }
    for (std::size_t i = 0; i < plan.removal_years.size(); ++i) {
        const ImVec2 at{track.x_of(plan.removal_years[i] * 365.25f), track.rect.bottom() - px(6.0f)};
        list->AddLine({at.x - px(4.0f), at.y - px(4.0f)}, {at.x + px(4.0f), at.y + px(4.0f)}, theme.danger, px(2.0f));
        list->AddLine({at.x - px(4.0f), at.y + px(4.0f)}, {at.x + px(4.0f), at.y - px(4.0f)}, theme.danger, px(2.0f));
        record(fmt::format("Time mark laser {}", i + 1), at);
    }
}

void draw_ticks(ImDrawList* list, const Track& track, PanelContext& panel) {
    const Theme& theme = context().theme;
    const Document& document = panel.session.document();
    Moment& moment = panel.view.moment;
    const SessionPlan& plan = *document.plan;
    const float healed_x = track.x_of(30.0f);
    list->AddLine({healed_x, track.rect.y}, {healed_x, track.rect.bottom()}, theme.line);
    TickWords ticks(list, track, moment.days);
    // When the next touch-up is due is told before all else.
    const auto due = touch_up_years(plan, *document.skin, *document.fade, moment.outlook);
    if (due && *due <= 10.0f) {
        const float days = *due * 365.25f;
        draw_dashes(list, track, track.x_of(days), theme.caution);
        const float strength = seen_strength(plan, *document.skin, *document.fade, {plan.sessions, days, moment.outlook});
        const ImVec2 point{track.x_of(days), track.y_of(strength)};
        if (moment.sessions == plan.sessions) list->AddCircleFilled(point, px(4.5f), theme.caution, 24);
        context().registry.record("Time mark due", {point.x - px(5.0f), point.y - px(5.0f), px(10.0f), px(10.0f)});
        const std::string words = fmt::format("{}touch-up, {:.1f} years", plan.touch_ups.empty() ? "" : "next ", *due);
        const float width = text_size(context().fonts.small, words).x;
        // Beside "healed" as long as it reaches its day, and never past the end.
        const float healed_right = healed_x + 0.5f * text_size(context().fonts.small, "healed").x + px(7.0f);
        const float clear_of_healed = std::clamp((point.x - healed_right) / width, 0.0f, 0.5f);
        const float align = std::clamp(1.0f - (track.rect.right() - point.x) / width, clear_of_healed, 1.0f);
        ticks.say(days, words, align, theme.caution);
    }
    ticks.say(0.0f, "day 0", 0.0f, theme.muted);
    ticks.say(30.0f, "healed", 0.5f, theme.muted);
    for (const TouchUp& touch : plan.touch_ups) ticks.say_planned(touch.years, "touch-up", theme.caution);
    for (const float years : plan.removal_years) ticks.say_planned(years, "laser", theme.danger);
    // Years show what has healed: where a touch-up is fresh then, the day before it.
    const auto say_years = [&](int years, const std::string& words, float align) {
        const float days = static_cast<float>(years) * 365.25f;
        ticks.lead(days, healed_moment(plan, {plan.sessions, days}).days, words, align, theme.muted);
    };
    say_years(10, "10 years", 1.0f);
    ticks.say(14.0f, "14", 0.5f, theme.muted);
    for (const int years : {1, 2, 4, 6, 8}) say_years(years, fmt::format("{}", years), 0.5f);
}

/// Before the first session nothing heals or fades.
void draw_no_work(ImDrawList* list, const Track& track) {
    const Theme& theme = context().theme;
    const float y = std::round(track.rect.bottom()) - 0.5f;
    list->AddLine({track.rect.x, y}, {track.rect.right(), y}, theme.line, px(1.4f));
    constexpr const char* kWords = "no work yet";
    const ImVec2 size = text_size(context().fonts.body, kWords);
    const Rect box{track.rect.x + 0.5f * (track.rect.width - size.x), track.rect.y + 0.5f * (track.rect.height - size.y), size.x, size.y};
    draw_text(list, context().fonts.body, {box.x, box.y}, theme.muted, kWords);
    context().registry.record("No work yet", box);
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
    const Document& document = panel.session.document();
    const float now = seen_strength(*document.plan, *document.skin, *document.fade, {moment.sessions, moment.days, moment.outlook});
    const ImVec2 at{track.x_of(moment.days), track.y_of(now)};
    list->AddLine({at.x, track.rect.y - px(2.0f)}, {at.x, track.rect.bottom()}, theme.knob, px(2.0f));
    list->AddCircleFilled(at, px(p.is_hovered ? 8.5f : 7.5f), theme.knob, 32);
    if (p.is_focused || (context().focus == "Time line" && context().focus_is_visible))
        list->AddCircle(at, px(11.0f), theme.accent, 32, px(2.0f));
    context().registry.record("Time handle", {at.x - px(8.0f), at.y - px(8.0f), px(16.0f), px(16.0f)});
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
        const WorkPlan* work = panel.session.pipeline().work_plan();
        line(62, 20, fonts.body, theme.muted, fmt::format("{} this session", grouped(here)));
        if (work && here > 0) line(81, 20, fonts.body, theme.muted, time_words(work->sessions[static_cast<std::size_t>(sessions - 1)].minutes));
        if (dots->area_cm2 > 0.0f)
            line(100, 20, fonts.body, theme.muted, fmt::format("{:.0f} per cm\xc2\xb2 on average", static_cast<float>(count) / dots->area_cm2));
    }
}

/// "4.0 years after session 3", with the outlook where it is not the expected one.
std::string shown_words(const SessionPlan& plan, const Moment& moment) {
    const std::string words = moment_words(plan, moment);
    return moment.sessions == 0 || moment.outlook == Outlook::Expected ? words : fmt::format("{}, {}", words, to_word(moment.outlook));
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
    const std::string words = shown_words(plan, panel.view.moment);
    const float title_width = text_size(fonts.body, "Healing and years").x + px(12.0f);
    const bool has_title = title_width + text_size(fonts.strong, words).x <= track.rect.width;  // the moment goes before the title
    if (has_title) draw_text(list, fonts.body, {x, rect.y + px(12.0f)}, theme.muted, "Healing and years");
    draw_text(list, fonts.strong, {x + (has_title ? title_width : 0.0f), rect.y + px(12.0f)}, theme.text, fitted(fonts.strong, words, track.rect.width));
    if (panel.view.moment.sessions == 0) {
        draw_no_work(list, track);
    } else {
        const Course course = course_of(panel.session.document(), panel.view.moment.sessions);
        track.highest = course.highest;
        draw_curve(list, track, course, panel);
        draw_events(list, track, panel);
        draw_ticks(list, track, panel);
        drag_handle(list, track, panel);
    }
    draw_figures(list, {rect.right() - figures_width - px(18.0f), rect.y, figures_width, rect.height}, panel);
}

}  // namespace trichion
