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
#include <span>
#include <utility>

namespace trichion {
namespace {

using namespace ui;

void gap(float units) { ImGui::Dummy({1.0f, px(units)}); }

/// A moment's strength or due date under the two outlooks that are not shown.
template <class Value>
std::string other_words(Value&& of, Outlook shown) {
    std::string words;
    for (const Outlook outlook : kOutlooks)
        if (outlook != shown) words += fmt::format("{}{} {}", words.empty() ? "" : ", ", to_word(outlook), of(outlook));
    return words;
}

void draw_moment(PanelContext& panel) {
    ViewState& view = panel.view;
    section("Moment", moment_words(*panel.session.document().plan, view.moment));
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

/// Always two rows: another moment or outlook moves nothing below.
void draw_due(const Document& document, const Moment& moment) {
    const SessionPlan& plan = *document.plan;
    const char* name = plan.touch_ups.empty() ? "Touch-up is due after" : "Next touch-up after";
    if (moment.sessions == 0) {
        value_row(name, "no work yet");
        value_row("", "");
        return;
    }
    const auto due = [&](Outlook outlook) { return touch_up_years(plan, *document.skin, *document.fade, outlook); };
    const bool ends_in_removal = !plan.removal_years.empty() && (plan.touch_ups.empty() || plan.removal_years.back() >= plan.touch_ups.back().years);
    const std::string never = ends_in_removal ? "none" : "over 30";
    const auto words = [&](Outlook outlook) { return due(outlook) ? fmt::format("{:.1f}", *due(outlook)) : never; };
    const bool is_none = ends_in_removal && !due(moment.outlook);
    value_row(name, words(moment.outlook), is_none ? "" : "years");
    const bool is_one = words(Outlook::Soft) == words(Outlook::Strong);
    value_row("", "", is_none ? "the laser removal comes first" : is_one ? "" : other_words(words, moment.outlook));
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
    value_row(fresh ? "Strength it heals to" : "Strength, of healed", strength(view.moment.outlook));
    value_row("", "", other_words(strength, view.moment.outlook));
    draw_due(document, view.moment);
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

std::string days_label(std::size_t index) { return fmt::format("Result {}, days", index + 1); }

/// The two fields of a result and, beside the first, what takes it away.
struct ResultEdit {
    bool is_typed = false, is_removed = false;
};
/// @param others  a day that one of them is of is refused: it stays as it was.
ResultEdit draw_result_row(std::size_t index, UnfinishedResult& result, std::span<const HealedResult> others) {
    const std::string number = fmt::format("{}", index + 1);
    const ImVec2 before = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    ResultEdit edit;
    std::optional<float> days = result.days;
    if (number_field(days_label(index), days, kResultDaysRange.min, kResultDaysRange.max, kDaysStyle, "type them").committed) {
        if (const std::string taken = days ? day_is_taken(others, *days) : ""; !taken.empty()) refuse(days_label(index), taken);
        else result.days = days, edit.is_typed = true;
    }
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
    UnfinishedResult shown{fade.results[index].days, fade.results[index].contrast};
    fade.results.erase(fade.results.begin() + static_cast<std::ptrdiff_t>(index));
    const ResultEdit edit = draw_result_row(index, shown, fade.results);
    if (edit.is_removed) return change_part(panel.session.editor(), &Document::fade, std::move(fade), "Remove a healed result");
    if (!edit.is_typed || !shown.days || !shown.contrast) return;
    auto changed = with_result(fade.results, {*shown.days, *shown.contrast});
    if (!changed) return panel.notices.problem(changed.error().message);
    fade.results = std::move(*changed);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Change a healed result");
}

/// A row that joins the document, as one step, once both its numbers are typed.
void draw_unfinished(PanelContext& panel, std::size_t index) {
    auto& rows = panel.view.unfinished_results;
    FadeSettings fade = *panel.session.document().fade;
    const std::size_t number = fade.results.size() + index;
    const ResultEdit edit = draw_result_row(number, rows[index], fade.results);
    const UnfinishedResult row = rows[index];
    const auto leave = [&] { rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(index)); };
    if (edit.is_removed) return leave();
    if (!row.days || !row.contrast) return;
    auto joined = with_result(fade.results, {*row.days, *row.contrast});
    if (!joined) {  // another row of that day joined before it
        rows[index].days.reset();
        return refuse(days_label(number), joined.error().message);
    }
    leave();
    fade.results = std::move(*joined);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Add a healed result");
}

void draw_fit(PanelContext& panel) {
    const FadeSettings& fade = *panel.session.document().fade;
    const FadeFit fit = fit_fade(fade.results, fade_model_of(fade));
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
    if (row_button("Pick it from a photo", icon::kCrosshairs, ButtonKind::Plain, panel.commands.is_enabled("file.open_photo"))) panel.commands.run("file.open_photo");
    FadeSettings fade = *panel.session.document().fade;
    bool follows = fade.follows_results;
    if (toggle("Follow my results", follows, follows || fade.results.size() >= 2)) {
        fade.follows_results = follows;
        change_part(panel.session.editor(), &Document::fade, std::move(fade), follows ? "Follow own results" : "Follow the usual curve");
    }
    draw_fit(panel);
    gap(12.0f);
}

/// How a person reads a figure of the fade model. Fading is told in % a year, spread in um2.
enum class FigureScale { Share, Factor, FadePercent, SquareMicrons, Millimetres };
struct FigureRow {
    FadeFigureKind kind;
    const char* label;
    FigureScale scale;
};
struct FigureGroup {
    const char* title;
    std::vector<FigureRow> rows;
    const char* hint = "";   // what cannot be read off the labels
};

const std::vector<FigureGroup>& figure_groups() {
    using Kind = FadeFigureKind;
    using Scale = FigureScale;
    static const std::vector<FigureGroup> groups{
        {"Healing, against fresh", {{Kind::HealedShare, "Healed contrast", Scale::Share}, {Kind::FreshDiameter, "Fresh diameter", Scale::Factor}}},
        {"Fades in a year", {{Kind::FadeSoft, "Fades, soft", Scale::FadePercent}, {Kind::FadeExpected, "Fades, expected", Scale::FadePercent},
                             {Kind::FadeStrong, "Fades, strong", Scale::FadePercent}, {Kind::Resorbable, "Resorbable", Scale::FadePercent}}},
        {"What speeds fading up or down", {{Kind::SunLittle, "Little sun", Scale::Factor}, {Kind::SunMuch, "Much sun", Scale::Factor},
                                           {Kind::OilDry, "Dry skin", Scale::Factor}, {Kind::OilOily, "Oily skin", Scale::Factor},
                                           {Kind::CareGood, "Good care", Scale::Factor}, {Kind::CarePoor, "Poor care", Scale::Factor}}},
        {"Dots spread in a year", {{Kind::SpreadSoft, "Spreads, soft", Scale::SquareMicrons}, {Kind::SpreadExpected, "Spreads, expected", Scale::SquareMicrons},
                                   {Kind::SpreadStrong, "Spreads, strong", Scale::SquareMicrons}},
         "In a soft outlook a dot fades and spreads most, and both make it paler; in a strong one least."},
        {"Colour shift: depth at which a third is left", {{Kind::ReachRed, "Red", Scale::Millimetres}, {Kind::ReachGreen, "Green", Scale::Millimetres},
                                                          {Kind::ReachBlue, "Blue", Scale::Millimetres}}},
        {"Later work", {{Kind::TouchUpAt, "Touch-up due at", Scale::Share}, {Kind::LaserLeft, "Left by a laser", Scale::Share}}}};
    return groups;
}

float shown_figure(float value, FigureScale scale) {
    switch (scale) {
        case FigureScale::Share: return 100.0f * value;
        case FigureScale::FadePercent: return 100.0f * (1.0f - std::exp(-value));
        case FigureScale::SquareMicrons: return 1.0e6f * value;
        default: return value;
    }
}

float figure_from(float shown, FigureScale scale) {
    switch (scale) {
        case FigureScale::Share: return shown / 100.0f;
        case FigureScale::FadePercent: return -std::log(std::max(1.0f - shown / 100.0f, 1.0e-3f));
        case FigureScale::SquareMicrons: return shown / 1.0e6f;
        default: return shown;
    }
}

NumberStyle style_of(FigureScale scale) {
    switch (scale) {
        case FigureScale::Share:
        case FigureScale::FadePercent: return {.unit = "%", .decimals = 0, .step = 1.0f};
        case FigureScale::SquareMicrons: return {.unit = "\xc2\xb5m\xc2\xb2", .decimals = 0, .step = 10.0f, .label_units = 126.0f};
        case FigureScale::Factor: return {.unit = "\xc3\x97", .decimals = 2, .step = 0.05f};
        case FigureScale::Millimetres: return {.unit = "mm", .decimals = 2, .step = 0.01f};
    }
    return {};
}

/// What a figure may be beside the others: soft fades and spreads at least as fast as expected, and expected as strong.
Range allowed(const FadeModel& model, FadeFigureKind kind) {
    using Kind = FadeFigureKind;
    Range range = range_of(kind);
    const auto between = [&](float low, float high) { range = {std::max(range.min, low), std::min(range.max, high)}; };
    if (kind == Kind::FadeSoft) between(model.fade_per_year[1], range.max);
    if (kind == Kind::FadeExpected) between(model.fade_per_year[2], model.fade_per_year[0]);
    if (kind == Kind::FadeStrong) between(range.min, model.fade_per_year[1]);
    if (kind == Kind::SpreadSoft) between(model.spread_mm2_per_year[1], range.max);
    if (kind == Kind::SpreadExpected) between(model.spread_mm2_per_year[2], model.spread_mm2_per_year[0]);
    if (kind == Kind::SpreadStrong) between(range.min, model.spread_mm2_per_year[1]);
    return range;
}

/// One figure: a slider, and while it is the artist's own, under it the preset's and a way back.
void draw_figure(PanelContext& panel, const FigureRow& row) {
    Editor& editor = panel.session.editor();
    const FadeSettings fade = *panel.session.document().fade;
    const auto& own = fade.figures[static_cast<std::size_t>(row.kind)];
    const NumberStyle style = style_of(row.scale);
    const Range range = allowed(fade_model_of(fade), row.kind);
    float shown = shown_figure(own.value_or(preset_of(row.kind)), row.scale);
    const Edited edited = slider(row.label, shown, shown_figure(range.min, row.scale), shown_figure(range.max, row.scale), style);
    if (edited.changed) {
        // Back through the scale an end may come out a rounding beyond itself.
        const float value = std::clamp(figure_from(shown, row.scale), range.min, range.max);
        if (auto changed = with_fade_figure(fade, row.kind, value)) preview_part(editor, &Document::fade, std::move(*changed));
    }
    if (edited.cancelled) editor.cancel();
    if (edited.committed) editor.commit(std::string("Change ") + row.label, Session::today());
    if (!own) return;
    const Rect line = next_row(22.0f, 4.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const std::string preset = fmt::format("Preset: {:.{}f} {}", shown_figure(preset_of(row.kind), row.scale), style.decimals, style.unit);
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.small, line, context().theme.muted, preset);
    const float size = line.height;
    if (icon_button(std::string("Back to the preset: ") + row.label, icon::kUndo, {line.right() - size, line.y, size, size}))
        if (auto changed = with_fade_figure(*panel.session.document().fade, row.kind, std::nullopt))
            change_part(editor, &Document::fade, std::move(*changed), std::string("Preset of ") + row.label);
    ImGui::SetCursorScreenPos(after);
}

void draw_own_figures(PanelContext& panel) {
    const auto& figures = panel.session.document().fade->figures;
    const auto own = std::ranges::count_if(figures, [](const auto& figure) { return figure.has_value(); });
    if (!folding_section("Set the curve's figures", panel.view.open_sections, own > 0 ? fmt::format("{} own", own) : std::string())) return;
    hint("For artists who know better than the preset. Each figure is this design's alone.");
    for (const FigureGroup& group : figure_groups()) {
        section(group.title);
        if (*group.hint) hint(group.hint);
        for (const FigureRow& row : group.rows) draw_figure(panel, row);
        gap(6.0f);
    }
    if (row_button("All back to the preset", icon::kUndo, ButtonKind::Plain, own > 0)) {
        FadeSettings fade = *panel.session.document().fade;
        fade.figures = {};
        change_part(panel.session.editor(), &Document::fade, std::move(fade), "Back to the preset");
    }
    gap(12.0f);
}

void draw_figures(PanelContext& panel) {
    if (!folding_section("Where the curve comes from", panel.view.open_sections)) return;
    hint("There is no published standard for scalp pigment. These are presets from what clinics report, to be corrected by your own results.");
    for (const FadeFigure& figure : figures_of({})) {
        value_row(figure.name, figure.value);
        hint(without_codes(figure.source));
    }
    gap(12.0f);
}

}  // namespace

std::string without_codes(std::string words) {
    for (std::size_t from = 0; (from = words.find("[S")) != std::string::npos;) {
        const std::size_t end = std::min(words.find(']', from), words.size() - 1);
        const std::string before = words.substr(0, from);
        if (before.ends_with("from ")) words = before + "clinics" + words.substr(end + 1);  // the code was the only name
        else words = before.substr(0, before.find_last_not_of(' ') + 1) + words.substr(end + 1);
    }
    return words;
}

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
    draw_own_figures(panel);
    draw_figures(panel);
}

}  // namespace trichion
