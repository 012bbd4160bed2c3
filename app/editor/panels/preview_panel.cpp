// The Preview step: the moment shown, how it may go, before against after, and what is left of the work then.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"
#include "core/pipeline/fade_fit.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

void gap(float units) { ImGui::Dummy({1.0f, px(units)}); }

/// A moment's strength or due date under each outlook.
template <class Value>
std::string range_words(Value&& of, std::string_view low, std::string_view high) {
    return fmt::format("{} {}, {} {}", low, of(Outlook::Soft), high, of(Outlook::Strong));
}

void draw_moment(PanelContext& panel) {
    ViewState& view = panel.view;
    section("Moment");
    static constexpr const char* kMoments[] = {"Fresh", "1 week", "Healed"};
    static constexpr float kDays[] = {0.0f, 7.0f, 30.0f};
    int chosen = -1;
    for (int i = 0; i < 3; ++i)
        if (std::abs(view.moment.days - kDays[i]) < 0.5f) chosen = i;
    if (const auto moment = segmented("Healing", kMoments, chosen)) view.moment.days = kDays[*moment];
    static constexpr const char* kYears[] = {"1 year", "4 years", "10 years"};
    // Years show what has healed: where a touch-up is fresh then, the day before it.
    const SessionPlan& plan = *panel.session.document().plan;
    std::array<float, 3> year_days{365.25f, 1461.0f, 3652.5f};
    for (float& days : year_days) days = healed_moment(plan, {plan.sessions, days}).days;
    const auto nearest = std::ranges::find_if(year_days, [&](float days) { return std::abs(view.moment.days - days) < 0.6f; });
    chosen = nearest == year_days.end() ? -1 : static_cast<int>(nearest - year_days.begin());
    if (const auto moment = segmented("Years", kYears, chosen)) view.moment.days = year_days[static_cast<std::size_t>(*moment)];
    gap(12.0f);
}

/// The moment in words; what follows its comma has a row of its own.
void draw_shown(const SessionPlan& plan, const Moment& moment) {
    const std::string words = moment_words(plan, moment);
    const std::size_t comma = words.find(", ");
    value_row("Shown", words.substr(0, comma));
    if (comma != std::string::npos) value_row("", words.substr(comma + 2));
}

void draw_due(const Document& document, Outlook shown) {
    const SessionPlan& plan = *document.plan;
    const auto due = [&](Outlook outlook) { return touch_up_years(plan, *document.skin, *document.fade, outlook); };
    const bool ends_in_removal = !plan.removal_years.empty() && (plan.touch_ups.empty() || plan.removal_years.back() >= plan.touch_ups.back().years);
    const std::string never = ends_in_removal ? "none" : "over 30";
    const auto words = [&](Outlook outlook) { return due(outlook) ? fmt::format("{:.1f}", *due(outlook)) : never; };
    const bool is_none = ends_in_removal && !due(shown);
    value_row(plan.touch_ups.empty() ? "Touch-up is due after" : "Next touch-up after", words(shown), is_none ? "" : "years");
    if (words(Outlook::Soft) != words(Outlook::Strong)) value_row("", "", range_words(words, "soft", "strong"));
    if (is_none) hint("The laser removal comes first.");
}

void draw_outlook(PanelContext& panel) {
    ViewState& view = panel.view;
    const Document& document = panel.session.document();
    section("How it may go");
    static constexpr const char* kWords[] = {"Soft", "Expected", "Strong"};
    if (const auto chosen = segmented("Outlook", kWords, static_cast<int>(view.moment.outlook)))
        view.moment.outlook = static_cast<Outlook>(*chosen);
    // A fresh touch-up is told by what it heals to: on its day it stands at three times the healed strength.
    const auto fresh = fresh_touch_up(*document.plan, view.moment);
    const float days = fresh ? view.moment.days - fresh->days + FadeModel{}.healed_days : view.moment.days;
    const auto strength = [&](Outlook outlook) {
        if (view.moment.sessions == 0) return std::string("0 %");
        return fmt::format("{:.0f} %", 100.0f * seen_strength(*document.plan, *document.skin, *document.fade, {view.moment.sessions, days, outlook}));
    };
    draw_shown(*document.plan, view.moment);
    value_row(fresh ? "Strength it heals to" : "Strength, of healed", strength(view.moment.outlook));
    value_row("", "", range_words(strength, "soft", "strong"));
    draw_due(document, view.moment.outlook);
    hint("Soft: takes less and fades sooner. Strong: holds longer. Skins differ: nothing here is a promise.");
    gap(12.0f);
}

template <class Choice>
void choose(PanelContext& panel, const char* label, const std::array<const char*, 3>& words, Choice FadeSettings::* part) {
    FadeSettings fade = *panel.session.document().fade;
    const auto pressed = segmented(label, words, static_cast<int>(fade.*part));
    if (!pressed) return;
    fade.*part = static_cast<Choice>(*pressed);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), std::string("Change ") + label);
}

void draw_client(PanelContext& panel) {
    section("This client");
    choose(panel, "sun", {"Little sun", "Usual sun", "Much sun"}, &FadeSettings::sun);
    choose(panel, "skin oil", {"Dry skin", "Usual skin", "Oily skin"}, &FadeSettings::oil);
    choose(panel, "aftercare", {"Good care", "Usual care", "Poor care"}, &FadeSettings::aftercare);
    const Document& document = panel.session.document();  // only now: a choice replaces it
    const float k = fade_per_year(*document.plan, *document.fade, panel.view.moment.outlook);
    value_row("Fades in a year by", fmt::format("{:.0f}", 100.0f * (1.0f - std::exp(-k))), "%");
    gap(12.0f);
}

constexpr NumberStyle kDaysStyle{.unit = "days"};
constexpr NumberStyle kContrastStyle{.unit = "%"};

/// A field for a contrast, which the document keeps as a share and people read in percent.
Edited contrast_field(const std::string& label, std::optional<float>& contrast) {
    std::optional<float> percent = contrast ? std::optional(100.0f * *contrast) : std::nullopt;
    const Edited edited = number_field(label, percent, 100.0f * kContrastRange.min, 100.0f * kContrastRange.max, kContrastStyle, "type it");
    if (edited.committed) contrast = percent ? std::optional(std::clamp(*percent / 100.0f, kContrastRange.min, kContrastRange.max)) : std::nullopt;
    return edited;
}

/// The two fields of a result and, beside the first, what takes it away.
struct ResultEdit {
    bool is_typed = false, is_removed = false;
};
ResultEdit draw_result_row(std::size_t index, UnfinishedResult& result) {
    const std::string number = fmt::format("{}", index + 1);
    const ImVec2 before = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ResultEdit edit;
    edit.is_typed = number_field("Result " + number + ", days", result.days, kResultDaysRange.min, kResultDaysRange.max, kDaysStyle, "type them").committed;
    edit.is_typed |= contrast_field("Result " + number + ", contrast", result.contrast).committed;
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float size = px(28.0f), left_of_field = px(112.0f + 8.0f);
    edit.is_removed = icon_button("Remove result " + number, icon::kTrash, {before.x + width - left_of_field - size, before.y + px(3.0f), size, size});
    ImGui::SetCursorScreenPos(after);
    gap(4.0f);
    return edit;
}

/// A result of the document: a number typed is one step; an emptied one stays as it was.
void draw_result(PanelContext& panel, std::size_t index) {
    FadeSettings fade = *panel.session.document().fade;
    HealedResult& result = fade.results[index];
    UnfinishedResult shown{result.days, result.contrast};
    const ResultEdit edit = draw_result_row(index, shown);
    if (edit.is_removed) {
        fade.results.erase(fade.results.begin() + static_cast<std::ptrdiff_t>(index));
        return change_part(panel.session.editor(), &Document::fade, std::move(fade), "Remove a healed result");
    }
    if (!edit.is_typed || !shown.days || !shown.contrast) return;
    result = {*shown.days, *shown.contrast};
    std::ranges::stable_sort(fade.results, {}, &HealedResult::days);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Change a healed result");
}

/// A row that joins the document, as one step, once both its numbers are typed.
void draw_unfinished(PanelContext& panel, std::size_t index) {
    auto& rows = panel.view.unfinished_results;
    FadeSettings fade = *panel.session.document().fade;
    const ResultEdit edit = draw_result_row(fade.results.size() + index, rows[index]);
    const UnfinishedResult row = rows[index];
    const bool is_whole = row.days && row.contrast;
    if (!edit.is_removed && !is_whole) return;
    rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(index));
    if (edit.is_removed) return;
    fade.results.push_back({*row.days, *row.contrast});
    std::ranges::stable_sort(fade.results, {}, &HealedResult::days);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Add a healed result");
}

void draw_fit(PanelContext& panel) {
    const FadeSettings& fade = *panel.session.document().fade;
    const FadeFit fit = fit_fade(fade.results);
    if (!fit.is_usable) {
        notice(fit.sentence, fade.follows_results ? NoticeKind::Advice : NoticeKind::Info);
        if (fade.follows_results) hint("Until then the usual curve is shown.");
        return;
    }
    value_row("Healed contrast", fmt::format("{:.0f}", 100.0f * fit.healed_contrast), "%");
    value_row("Fades in a year by", fmt::format("{:.0f}", 100.0f * (1.0f - std::exp(-fit.per_year))), "%");
    value_row("Spread of the results", fade.results.size() > 2 ? fmt::format("{:.0f}", 100.0f * fit.scatter) : "\xe2\x80\x93", "%");
    if (fade.results.size() == 2) hint("Two results fix a curve but cannot tell how sure it is. A third would.");
}

void draw_results(PanelContext& panel) {
    const std::size_t count = panel.session.document().fade->results.size();
    if (!folding_section("Your own healed results", panel.view.open_sections, count > 0 ? fmt::format("{}", count) : std::string())) return;
    hint("Contrast: how much darker a dot is than the skin beside it, in %. Days count from the last session.");
    for (std::size_t i = 0; i < panel.session.document().fade->results.size(); ++i) draw_result(panel, i);
    auto& unfinished = panel.view.unfinished_results;
    const std::size_t typed = panel.session.document().fade->results.size();
    for (std::size_t i = 0; i < unfinished.size(); ++i) draw_unfinished(panel, i);
    if (row_button("Add a result", icon::kPlus, ButtonKind::Plain, typed + unfinished.size() < kMostHealedResults)) unfinished.emplace_back();
    FadeSettings fade = *panel.session.document().fade;
    bool follows = fade.follows_results;
    if (toggle("Follow my results", follows, follows || fade.results.size() >= 2)) {
        fade.follows_results = follows;
        change_part(panel.session.editor(), &Document::fade, std::move(fade), follows ? "Follow own results" : "Follow the usual curve");
    }
    draw_fit(panel);
    gap(12.0f);
}

void draw_figures(PanelContext& panel) {
    if (!folding_section("Where the curve comes from", panel.view.open_sections)) return;
    hint("There is no published standard for scalp pigment. These are presets from what clinics report, to be corrected by your own results.");
    for (const FadeFigure& figure : figures_of({})) {
        value_row(figure.name, figure.value);
        hint(figure.source);
    }
    gap(12.0f);
}

}  // namespace

void draw_preview_panel(PanelContext& panel) {
    ViewState& view = panel.view;
    draw_moment(panel);
    draw_outlook(panel);
    draw_client(panel);
    section("Before and after");
    toggle("Split the picture", view.shows_split);
    if (view.shows_split) hint("Drag the line in the viewport: before on the left, after on the right.");
    gap(12.0f);

    section("For the client");
    if (row_button("Present to the client", icon::kPlay)) panel.commands.run("view.present");
    hint("Simulation, not a guarantee: skin, sun and care change how pigment heals and fades.");
    gap(12.0f);
    draw_results(panel);
    draw_figures(panel);
}

}  // namespace trichion
