// The Dots step: when and with what each session is worked, touch-ups and laser later.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/base/iso_date.h"
#include "core/model/limits.h"
#include "core/model/session_shares.h"
#include "core/model/versions.h"
#include "core/pipeline/plan_dates.h"
#include "core/pipeline/shades.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

/// One slider or field of the plan: shown as a draft, one step at its end. A plan whose values do not fit each other is
/// refused, and a sentence under the widget says why.
void follow_plan(Editor& editor, const std::string& label, SessionPlan plan, const Edited& edited, const std::string& step) {
    Document draft = editor.document();
    draft.plan = plan;
    const Result<void> checked = edited.changed ? check_document(draft) : Result<void>{};
    if (checked) follow(editor, &Document::plan, std::move(plan), edited, step);
    else refuse(label, checked.error().message);
}

/// The same for what is pressed: a refusal is a notice.
void change_plan(PanelContext& panel, SessionPlan plan, const std::string& step) {
    Document draft = panel.session.document();
    draft.plan = plan;
    if (const Result<void> checked = check_document(draft); !checked) return panel.notices.problem(checked.error().message);
    change_part(panel.session.editor(), &Document::plan, std::move(plan), step);
}

// Dates --------------------------------------------------------------------------------------------------------------

/// A date as people type it: 2026-12-06, 06.12.2026 or 6 Dec 2026; nothing when it is none, or could be read in two ways.
std::optional<int> day_from(const std::string& words) {
    if (const auto day = day_number(words)) return day;
    constexpr int kFirstYear = 1900;  // "6.12.26" is no year of a client's
    int year = 0, month = 0, day = 0;
    char name[4] = {}, more = 0;
    const auto iso = [&] { return fmt::format("{:04}-{:02}-{:02}", year, month, day); };
    if (std::sscanf(words.c_str(), "%2d.%2d.%4d%c", &day, &month, &year, &more) == 3) return year < kFirstYear ? std::nullopt : day_number(iso());
    if (std::sscanf(words.c_str(), "%2d %3s %4d%c", &day, name, &year, &more) != 3 || year < kFirstYear) return std::nullopt;
    const auto is_alike = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b)); };
    for (month = 1; month <= 12; ++month)
        if (day_number(iso()) && std::ranges::equal(day_words(iso()), fmt::format("{} {} {}", day, name, year), is_alike)) return day_number(iso());
    return std::nullopt;
}

/// What a date that is not told shows, and the day from which the buttons go on: the day that rules meanwhile, or else one
/// that they put down first.
struct Untold {
    std::string words;
    std::optional<int> day;
    bool rules = false;
};

/// A date that is typed, or moved by a day. @param date  in `plan`; empty: not told.
void draw_date(PanelContext& panel, const std::string& label, const SessionPlan& plan, std::string& date, const Untold& untold) {
    Editor& editor = panel.session.editor();
    const Rect row{ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y, ImGui::GetContentRegionAvail().x, px(34.0f)};
    std::string words = date.empty() ? std::string() : day_words(date);
    const Edited typed = text_field(label, words, untold.words.c_str(), 62.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const auto set = [&](std::optional<int> day) {
        date = day ? iso_date(*day) : std::string();
        follow_plan(editor, label, plan, {true, true, false}, fmt::format("Set {}", label));
    };
    if (typed.committed) {
        const auto day = day_from(words);
        if (day || words.empty()) set(day);
        else refuse(label, fmt::format("{} cannot be \"{}\": type a day of the calendar, such as 06.12.2026, 6 Dec 2026 or 2026-12-06.", label, plain_text(words, 24)));
    }
    const std::optional<int> shown = date.empty() ? untold.day : day_number(date);
    const int by = date.empty() && !untold.rules ? 0 : 1;
    const float size = px(28.0f), y = row.y + px(3.0f);
    if (icon_button(fmt::format("{}, a day earlier", label), icon::kMinus, {row.right() - 2.0f * size - px(3.0f), y, size, size}, false, shown.has_value())) set(*shown - by);
    if (icon_button(fmt::format("{}, a day later", label), icon::kPlus, {row.right() - size, y, size, size}, false, shown.has_value())) set(*shown + by);
    ImGui::SetCursorScreenPos(after);
    refusal_line(label);
}

void draw_dates(PanelContext& panel) {
    SessionPlan with_patch = *panel.session.document().plan;
    const std::optional<int> today = day_number(Session::today());
    const std::optional<int> first_day = session_date(with_patch, 1);
    draw_date(panel, "Patch test", with_patch, with_patch.patch_test_on, {"not set", first_day ? std::optional(*first_day - 3) : today});
    SessionPlan plan = *panel.session.document().plan;
    // Session 1 may carry its day itself, in a file from elsewhere: then that is the one to show and to change.
    std::string& first = plan.each[0].on.empty() ? plan.first_on : plan.each[0].on;
    const std::optional<int> patch_day = plan.patch_test_on.empty() ? std::nullopt : day_number(plan.patch_test_on);
    draw_date(panel, "First session", plan, first, {"not set", patch_day ? std::optional(*patch_day + kPatchTestDays) : today});
}

// One session --------------------------------------------------------------------------------------------------------

std::string when_words(const SessionPlan& plan, int session) {
    const auto day = session_date(plan, session);
    return day ? day_words(iso_date(*day)) : fmt::format("day {:.0f}", session_day(plan, session));
}

std::string shade_words(float shade) { return fmt::format("{} {:.0f} : 1", shade_name(shade), shade); }

constexpr float kLeastShareShown = 0.005f;  // less reads 0 %

void draw_share(PanelContext& panel, std::size_t i) {
    Editor& editor = panel.session.editor();
    SessionPlan plan = *editor.document().plan;
    if (plan.sessions == 1) return value_row("Share of the dots", "100", "%");
    float percent = 100.0f * effective_shares(plan)[i];
    const Edited share = slider("Share of the dots", percent, 0.0f, 100.0f, {.unit = "%", .decimals = 0, .step = 5.0f});
    // The drag so far has pushed the others aside: what they give is reckoned from where it began, so that it gives it back.
    std::optional<Shared<SessionPlan>>& before = panel.view.plan_before;
    if (share.changed) {
        if (!before) before = editor.document().plan;
        plan = with_share(**before, static_cast<int>(i) + 1, percent / 100.0f);
    }
    follow_plan(editor, "Share of the dots", plan, share, fmt::format("Change share of session {}", i + 1));
    if (share.cancelled || share.committed || !editor.is_editing()) before.reset();
    const SessionPlan& now = *editor.document().plan;
    if (has_usual_shares(now)) return;
    const bool is_last = static_cast<int>(i) + 1 == now.sessions;
    hint(is_last ? "The sessions before it take the change, so that all add up to 100 %." : "Later sessions take the change, so that all add up to 100 %; earlier ones as well once those place none.");
    const std::array<float, 4> shares = effective_shares(now);
    for (std::size_t session = 0; session < static_cast<std::size_t>(now.sessions); ++session)
        if (shares[session] < kLeastShareShown) notice(fmt::format("Session {} places no dots.", session + 1), NoticeKind::Advice);
}

/// The session's own shade and warmth, or those of the ladder.
void draw_pigment(Editor& editor, std::size_t i) {
    const int session = static_cast<int>(i) + 1;
    SessionPlan plan = *editor.document().plan;
    float shade = shade_of(plan, session);
    const Edited shaded = slider("Its shade", shade, kShadeRange.min, kShadeRange.max, {.unit = ": 1", .decimals = 0, .step = 1.0f});
    if (shaded.changed) plan.each[i].shade = shade;
    follow_plan(editor, "Its shade", plan, shaded, fmt::format("Change shade of session {}", session));
    plan = *editor.document().plan;
    float warmth = warmth_of(plan, session);
    const Edited warmed = slider("Its warmth", warmth, kWarmthRange.min, kWarmthRange.max, {.unit = "", .decimals = 2, .step = 0.05f});
    if (warmed.changed) plan.each[i].warmth = warmth;
    follow_plan(editor, "Its warmth", plan, warmed, fmt::format("Change warmth of session {}", session));
    plan = *editor.document().plan;
    const bool is_own = plan.each[i].shade || plan.each[i].warmth;
    hint(fmt::format("{}, {}.", shade_words(shade_of(plan, session)), is_own ? "its own" : "by the ladder above"));
    if (!is_own || !row_button("Back to the ladder", icon::kUndo, ButtonKind::Quiet)) return;
    plan.each[i].shade.reset();
    plan.each[i].warmth.reset();
    change_part(editor, &Document::plan, plan, fmt::format("Session {} back to the ladder", session));
}

/// A word that is lit while it counts. @return whether it was pressed.
bool chip(const std::string& label, const char* words, const Rect& box, bool is_on) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Pressable p = pressable(label, box);
    fill(list, box, is_on ? theme.accent_deep : p.is_hovered ? theme.raised_hover : theme.raised, px(6.0f));
    draw_text_centred(list, context().fonts.body, box, is_on ? theme.accent_text : theme.muted, words);
    if (p.is_focused) focus_ring(list, box, px(6.0f));
    return p.was_pressed;
}

void draw_zones_worked(Editor& editor, std::size_t i) {
    static constexpr std::array<const char*, kZones> kNames{"Frontal", "Mid scalp", "Crown", "Temples", "Sides", "Occiput"};
    constexpr std::size_t kColumns = 3;
    const Rect title = next_row(24.0f);
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.body, title, context().theme.text, "Zones worked on");
    const float gap = px(5.0f);
    for (std::size_t first = 0; first < kZones; first += kColumns) {
        const Rect row = next_row(28.0f, 5.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - gap * (kColumns - 1)) / kColumns);
        for (std::size_t zone = first; zone < first + kColumns; ++zone) {
            SessionPlan plan = *editor.document().plan;
            std::uint8_t& left_out = plan.each[i].zones_left_out;
            const bool is_worked = (left_out >> zone & 1u) == 0;
            if (!chip(fmt::format("Works {}", kNames[zone]), kNames[zone], {row.x + static_cast<float>(zone - first) * (width + gap), row.y, width, row.height}, is_worked)) continue;
            left_out = static_cast<std::uint8_t>(left_out ^ (1u << zone));
            change_part(editor, &Document::plan, plan, fmt::format("{} {} in session {}", is_worked ? "Leave out" : "Work", kNames[zone], i + 1));
        }
        ImGui::SetCursorScreenPos(after);
    }
}

void draw_needle(Editor& editor, std::size_t i) {
    static constexpr std::array kNeedles{"1RL", "3RL", "6RL"};
    static constexpr std::array kPasses{"1", "2", "3", "4", "5", "6"};
    const auto title = [](const char* words) {
        draw_text_left(ImGui::GetWindowDrawList(), context().fonts.body, next_row(24.0f), context().theme.text, words);
    };
    SessionPlan plan = *editor.document().plan;
    title("Needle");
    if (const auto pressed = segmented("Needle", kNeedles, static_cast<int>(plan.each[i].needle))) {
        plan.each[i].needle = static_cast<Needle>(*pressed);
        change_part(editor, &Document::plan, plan, fmt::format("Choose needle of session {}", i + 1));
    }
    plan = *editor.document().plan;
    const Edited depth = slider("Depth", plan.each[i].depth_mm, kNeedleDepthRangeMm.min, kNeedleDepthRangeMm.max, {.unit = "mm", .decimals = 2, .step = 0.05f});
    follow(editor, &Document::plan, plan, depth, fmt::format("Change depth of session {}", i + 1));
    if (const auto advice = depth_advice(*editor.document().plan, static_cast<int>(i) + 1)) draw_advice_line(*advice);
    plan = *editor.document().plan;
    title("Passes over the same dots");
    if (const auto pressed = segmented("Passes", kPasses, plan.each[i].passes - 1)) {
        plan.each[i].passes = *pressed + 1;
        change_part(editor, &Document::plan, plan, fmt::format("Change passes of session {}", i + 1));
    }
}

void draw_take_up(Editor& editor, std::size_t i) {
    SessionPlan plan = *editor.document().plan;
    float percent = 100.0f * plan.each[i].take_up;
    const Edited edited = slider("Take-up", percent, 100.0f * kTakeUpRange.min, 100.0f * kTakeUpRange.max, {.unit = "%", .decimals = 0, .step = 5.0f});
    if (edited.changed) plan.each[i].take_up = std::clamp(percent / 100.0f, kTakeUpRange.min, kTakeUpRange.max);
    follow(editor, &Document::plan, plan, edited, fmt::format("Enter take-up of session {}", i + 1));
    hint("After healing: what is seen, of what was expected.");
}

/// "22 Nov, 55 %, Dark grey 12".
std::string aside_of(const SessionPlan& plan, int session) {
    constexpr std::size_t kYear = 5;  // " 2026"
    std::string when = when_words(plan, session);
    if (session_date(plan, session)) when.resize(when.size() - kYear);
    const float shade = shade_of(plan, session);
    return fmt::format("{} \xc2\xb7 {:.0f} % \xc2\xb7 {} {:.0f}", when, 100.0f * effective_shares(plan)[static_cast<std::size_t>(session - 1)], shade_name(shade), shade);
}

/// A folding row of the list of sessions: what is most asked about it stands beside its name. One is open at a time.
void draw_session(PanelContext& panel, std::size_t i) {
    Editor& editor = panel.session.editor();
    const int session = static_cast<int>(i) + 1;
    const std::string title = fmt::format("Session {}", session);
    SessionPlan plan = *editor.document().plan;
    std::set<std::string>& open = panel.view.open_sections;
    const bool was_open = open.contains(title);
    const bool is_open = folding_section(title, open, aside_of(plan, session));
    if (!is_open) return;
    if (!was_open)
        for (int other = 1; other <= 4; ++other)
            if (other != session) open.erase(fmt::format("Session {}", other));
    ImGui::PushID(session);
    if (session > 1) draw_date(panel, "Day", plan, plan.each[i].on, {when_words(plan, session), session_date(plan, session), true});
    draw_share(panel, i);
    draw_pigment(editor, i);
    draw_needle(editor, i);
    draw_zones_worked(editor, i);
    draw_take_up(editor, i);
    ImGui::Dummy({1.0f, px(8.0f)});
    ImGui::PopID();
}

// Later years --------------------------------------------------------------------------------------------------------

void draw_touch_up(PanelContext& panel, std::size_t i) {
    Editor& editor = panel.session.editor();
    SessionPlan plan = *editor.document().plan;
    const float from = i > 0 ? plan.touch_ups[i - 1].years : kTouchUpYearsRange.min;
    const float to = i + 1 < plan.touch_ups.size() ? plan.touch_ups[i + 1].years : kTouchUpYearsRange.max;
    const Edited years = slider("Years after", plan.touch_ups[i].years, from, to, {.unit = "years", .decimals = 1, .step = 0.5f});
    if (years.changed) plan.touch_ups[i].years = std::clamp(plan.touch_ups[i].years, from, to);
    follow(editor, &Document::plan, plan, years, "Change a touch-up's year");
    plan = *editor.document().plan;
    const Edited shade = slider("Touch-up shade", plan.touch_ups[i].shade, kShadeRange.min, kShadeRange.max, {.unit = ": 1", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::plan, plan, shade, "Change a touch-up's shade");
    plan = *editor.document().plan;
    float percent = 100.0f * plan.touch_ups[i].share;
    const Edited share = slider("Of the dots", percent, 0.0f, 100.0f, {.unit = "%", .decimals = 0, .step = 5.0f});
    if (share.changed) plan.touch_ups[i].share = std::clamp(percent / 100.0f, 0.0f, 1.0f);
    follow(editor, &Document::plan, plan, share, "Change a touch-up's share");
    if (!row_button("Remove this touch-up", icon::kTrash, ButtonKind::Quiet)) return;
    plan = *editor.document().plan;
    plan.touch_ups.erase(plan.touch_ups.begin() + static_cast<std::ptrdiff_t>(i));
    change_part(editor, &Document::plan, plan, "Remove a touch-up");
}

void draw_touch_ups(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    const Shared<SessionPlan> plan = editor.document().plan;
    const std::size_t count = plan->touch_ups.size();
    if (!folding_section("Touch-ups", panel.view.open_sections, count == 0 ? "none" : fmt::format("{}", count))) return;
    std::set<std::string>& open = panel.view.open_sections;
    for (std::size_t i = 0; i < count; ++i) {
        const std::string label = fmt::format("Touch-up {}", i + 1);
        const TouchUp& touch_up = plan->touch_ups[i];
        const bool is_chosen = open.contains(label);
        if (list_row(label, fmt::format("After {:.1f} years", touch_up.years), fmt::format("{}, {:.0f} % of the dots", shade_words(touch_up.shade), 100.0f * touch_up.share), is_chosen)) {
            for (std::size_t other = 1; other <= kMostTouchUps; ++other) open.erase(fmt::format("Touch-up {}", other));
            if (!is_chosen) open.insert(label);
        }
        if (is_chosen && i < editor.document().plan->touch_ups.size()) draw_touch_up(panel, i);
    }
    const float next = count == 0 ? TouchUp{}.years : plan->touch_ups.back().years + TouchUp{}.years;
    const bool has_room = count < kMostTouchUps && (count == 0 || plan->touch_ups.back().years < kTouchUpYearsRange.max);
    if (row_button("Add a touch-up", icon::kPlus, ButtonKind::Plain, has_room)) {
        SessionPlan changed = *plan;
        changed.touch_ups.push_back({std::min(next, kTouchUpYearsRange.max), shade_of(changed, changed.sessions), 1.0f});
        change_part(editor, &Document::plan, std::move(changed), "Add a touch-up");
    }
}

void draw_removals(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    const Shared<SessionPlan> plan = editor.document().plan;
    const std::size_t count = plan->removal_years.size();
    if (!folding_section("Laser removal", panel.view.open_sections, count == 0 ? "none" : fmt::format("{}", count))) return;
    for (std::size_t i = 0; i <= std::min(count, kMostRemovals - 1); ++i) {
        std::optional<float> years = i < count ? std::optional(plan->removal_years[i]) : std::nullopt;
        const Edited edited = number_field(fmt::format("Laser {}", i + 1), years, kRemovalYearsRange.min, kRemovalYearsRange.max,
                                           {.unit = "years", .decimals = 2, .step = 0.05f}, "add");
        if (!edited.committed) continue;
        SessionPlan changed = *plan;
        if (i < count) changed.removal_years.erase(changed.removal_years.begin() + static_cast<std::ptrdiff_t>(i));
        if (years) changed.removal_years.push_back(*years);
        std::ranges::sort(changed.removal_years);
        change_part(editor, &Document::plan, std::move(changed), years ? "Set a laser removal" : "Remove a laser removal");
        return;
    }
    hint("Years after the last session. Empty a field to take it away.");
}

}  // namespace

void draw_sessions_section(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    section("Sessions");
    static constexpr const char* kCounts[] = {"1", "2", "3", "4"};
    if (const auto count = segmented("Sessions", kCounts, editor.document().plan->sessions - 1)) {
        change_plan(panel, with_sessions(*editor.document().plan, *count + 1), "Change sessions");
        panel.view.moment.sessions = editor.document().plan->sessions;
    }
    draw_dates(panel);
    SessionPlan plan = *editor.document().plan;
    const Edited gap = slider("Days between", plan.gap_days, kGapRangeDays.min, 90.0f, {.unit = "days", .decimals = 0, .step = 1.0f});
    follow_plan(editor, "Days between", plan, gap, "Change days between sessions");
    for (const Advice& advice : date_advice(*editor.document().plan)) draw_advice_line(advice);
    for (int session = 0; session < editor.document().plan->sessions; ++session) draw_session(panel, static_cast<std::size_t>(session));
    draw_touch_ups(panel);
    draw_removals(panel);
    ImGui::Dummy({1.0f, px(8.0f)});
}

}  // namespace trichion
