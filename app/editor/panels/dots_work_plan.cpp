// The Dots step's work plan: what each session takes, at whose pace, and the way out to paper and table.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/model/limits.h"
#include "core/model/versions.h"
#include "core/pipeline/work_words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <span>

namespace trichion {
namespace {

using namespace ui;

void draw_session(const PlannedSession& session) {
    value_row(fmt::format("Session {}", session.session), session.dots == 0 ? "no dots" : time_words(session.minutes));
    if (session.dots == 0) return;
    const std::string on = session.on.empty() ? "" : day_words(session.on) + ", ";
    const std::string breaks = session.breaks.high == 0.0f ? "no break" : "breaks " + break_words(session);
    hint(fmt::format("{}about {} dots. Needle {}; {}; set-up {}.\n{}. {} drops of pigment in {} of water.", on, grouped(session.dots_about),
                     time_words(session.work_minutes), breaks, time_words(session.setup_minutes), cartridge_words(session.cartridges),
                     count_words(session.pigment_drops), count_words(session.water_drops)));
}

/// What one zone takes in one session, or in all.
struct ZoneWork {
    int dots = 0;
    Estimate minutes, drops;
    std::vector<Needle> needles;

    void add(const PlannedZone& zone, std::size_t s) {
        dots += zone.per_session[s];
        for (const auto end : {&Estimate::low, &Estimate::usual, &Estimate::high})
            minutes.*end += zone.work_minutes[s].*end, drops.*end += zone.mix_drops[s].*end;
        for (const Needle needle : zone.needles[s])
            if (std::ranges::find(needles, needle) == needles.end()) needles.push_back(needle);
    }
};

void draw_zone_row(const std::string& name, const ZoneWork& work) {
    const int about = two_digits(static_cast<float>(work.dots));
    value_row(name, work.dots == 0 ? "no dots" : grouped(about), work.dots == 0 ? "" : "dots");
    if (work.dots == 0) return;
    const std::string what = fmt::format("{}, {}, {} drops", zone_time_words(work.minutes), needles_words(work.needles), count_words(work.drops));
    context().registry.record(fmt::format("{}: {}", name, what), {ImGui::GetCursorScreenPos().x, ImGui::GetCursorScreenPos().y, ImGui::GetContentRegionAvail().x, px(16.0f)});
    hint(what);
}

/// Of all sessions or of the one chosen.
void draw_zone_sessions(const WorkPlan& plan, int& chosen) {
    if (chosen > static_cast<int>(plan.sessions.size())) chosen = 0;
    if (plan.sessions.size() < 2) return;
    hint("In which session");
    static constexpr std::array<const char*, 5> kWords{"All", "1st", "2nd", "3rd", "4th"};
    if (const auto pressed = segmented("Session of the zones", std::span(kWords).first(plan.sessions.size() + 1), chosen)) chosen = *pressed;
}

void draw_zones(const WorkPlan& plan, ViewState& view) {
    if (!folding_section("Plan by zone", view.open_sections, area_words(plan.area_cm2))) return;
    draw_zone_sessions(plan, view.plan_session);
    ZoneWork all;
    for (const PlannedZone& zone : plan.zones) {
        ZoneWork work;
        for (const PlannedSession& session : plan.sessions) {
            if (view.plan_session != 0 && session.session != view.plan_session) continue;
            work.add(zone, static_cast<std::size_t>(session.session - 1));
            all.add(zone, static_cast<std::size_t>(session.session - 1));
        }
        draw_zone_row(fmt::format("{}, {}", zone_words(zone.zone), area_words(zone.cm2)), work);
    }
    draw_zone_row("All zones", all);
    for (const PlannedArea& area : plan.areas)
        value_row(fmt::format("{}, {}", area.name, area_words(area.cm2)), area.kind == FreeArea::Kind::LeftOut ? "left out" : grouped(area.dots_about));
    hint("Minutes are those of the needle on skin, drops those of mixed pigment: the zones\u2019 add up to the session\u2019s. Dots are rounded zone by "
         "zone. Means include the soft edges: dots over skin come to less than the density set.");
    ImGui::Dummy({1.0f, px(6.0f)});
}

/// What is planned for later years.
void draw_later(const WorkPlan& plan) {
    for (const PlannedTouchUp& touch_up : plan.touch_ups) {
        value_row("Touch-up", touch_up.dots == 0 ? "no dots" : time_words(touch_up.minutes));
        hint(fmt::format("{} after the last session, about {} dots, {} {:.0f} : 1. Not in the sum above.", years_words(touch_up.years),
                         grouped(touch_up.dots_about), touch_up.shade_name, touch_up.shade));
    }
    if (!plan.removal_years.empty()) hint(fmt::format("Laser removal {}.", removal_words(plan.removal_years)));
}

/// One slider of the pace.
void draw_pace_slider(Editor& editor, const char* label, float WorkPace::* value, const Range& range, const NumberStyle& style) {
    SessionPlan plan = *editor.document().plan;
    const Edited edited = slider(label, plan.pace.*value, range.min, range.max, style);
    follow(editor, &Document::plan, plan, edited, "Change the pace");
}

void draw_pace(Editor& editor, const WorkPlan* plan, std::set<std::string>& open) {
    const WorkPace& pace = editor.document().plan->pace;
    if (!folding_section("Your pace", open, fmt::format("{:.0f} dots a minute", pace.dots_per_minute))) return;
    draw_pace_slider(editor, "Dots a minute", &WorkPace::dots_per_minute, kDotsPerMinuteRange, {.unit = "", .decimals = 0, .step = 1.0f});
    draw_pace_slider(editor, "Set-up", &WorkPace::setup_minutes, kSetupRangeMinutes, {.unit = "min", .decimals = 0, .step = 5.0f});
    draw_pace_slider(editor, "A break", &WorkPace::break_minutes, kBreakRangeMinutes, {.unit = "min", .decimals = 0, .step = 5.0f});
    draw_pace_slider(editor, "Work between", &WorkPace::break_every_minutes, kBreakEveryRangeMinutes, {.unit = "min", .decimals = 0, .step = 5.0f});
    if (plan)
        for (const std::string& note : work_notes(*plan)) hint(note);
}

void draw_save_buttons(PanelContext& panel, bool is_ready) {
    const Rect row = next_row(34.0f, 8.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float width = 0.5f * (row.width - px(8.0f));
    if (button("Save work plan\xe2\x80\xa6", {row.x, row.y, width, row.height}, nullptr, ButtonKind::Plain, is_ready))
        panel.commands.run("file.export_plan_pdf");
    if (button("As a table\xe2\x80\xa6", {row.x + width + px(8.0f), row.y, width, row.height}, nullptr, ButtonKind::Plain, is_ready))
        panel.commands.run("file.export_plan_csv");
    ImGui::SetCursorScreenPos(after);
}

}  // namespace

void draw_work_plan_section(PanelContext& panel) {
    const WorkPlan* plan = panel.session.pipeline().work_plan();
    std::set<std::string>& open = panel.view.open_sections;
    const std::string aside = !plan || plan->dots == 0 ? "" : time_words(plan->minutes);
    if (!folding_section("Work plan", open, aside)) return;
    if (plan) {
        value_row("Service", service_words(plan->service));
        if (plan->dots > 0)
            for (const PlannedSession& session : plan->sessions) draw_session(session);
        if (plan->dots > 0) draw_later(*plan);
        for (const std::string& remark : plan->remarks) notice(remark, NoticeKind::Info);
        if (plan->dots > 0) draw_zones(*plan, panel.view);
    }
    draw_pace(panel.session.editor(), plan, open);
    draw_save_buttons(panel, plan != nullptr);
}

}  // namespace trichion
