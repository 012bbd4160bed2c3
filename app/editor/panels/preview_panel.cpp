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
    static constexpr float kYearDays[] = {365.25f, 1461.0f, 3652.5f};
    chosen = -1;
    for (int i = 0; i < 3; ++i)
        if (std::abs(view.moment.days - kYearDays[i]) < 2.0f) chosen = i;
    if (const auto moment = segmented("Years", kYears, chosen)) view.moment.days = kYearDays[*moment];
    gap(12.0f);
}

void draw_outlook(PanelContext& panel) {
    ViewState& view = panel.view;
    const Document& document = panel.session.document();
    section("How it may go");
    static constexpr const char* kWords[] = {"Soft", "Expected", "Strong"};
    if (const auto chosen = segmented("Outlook", kWords, static_cast<int>(view.moment.outlook)))
        view.moment.outlook = static_cast<Outlook>(*chosen);
    const auto strength = [&](Outlook outlook) {
        if (view.moment.sessions == 0) return std::string("0 %");
        return fmt::format("{:.0f} %", 100.0f * seen_strength(*document.plan, *document.skin, *document.fade, {view.moment.sessions, view.moment.days, outlook}));
    };
    const auto due = [&](Outlook outlook) {
        const auto years = touch_up_years(*document.plan, *document.skin, *document.fade, outlook);
        return years ? fmt::format("{:.1f}", *years) : std::string("over 30");
    };
    value_row("Shown", view.moment.sessions == 0 ? "before" : moment_words(view.moment.days));
    value_row("Strength, of healed", strength(view.moment.outlook));
    value_row("", "", range_words(strength, "soft", "strong"));
    value_row(document.plan->touch_ups.empty() ? "Touch-up is due after" : "Next touch-up after", due(view.moment.outlook), "years");
    value_row("", "", range_words(due, "soft", "strong"));
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

/// The number of a result: typed, it becomes one step.
void edit_number(PanelContext& panel, const std::string& label, std::size_t index, float HealedResult::* part, const Range& range, const NumberStyle& style) {
    FadeSettings fade = *panel.session.document().fade;
    std::optional<float> value = fade.results[index].*part;
    const Edited edited = number_field(label, value, range.min, range.max, style, "");
    if (!edited.committed || !value) return;
    fade.results[index].*part = *value;
    std::ranges::stable_sort(fade.results, {}, &HealedResult::days);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Change a healed result");
}

void draw_result(PanelContext& panel, std::size_t index) {
    const std::string number = fmt::format("{}", index + 1);
    const ImVec2 before = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    edit_number(panel, "Result " + number + ", days", index, &HealedResult::days, kResultDaysRange, {.unit = "days"});
    edit_number(panel, "Result " + number + ", contrast", index, &HealedResult::contrast, kContrastRange, {.decimals = 2, .step = 0.01f});
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float size = px(28.0f), left_of_field = px(112.0f + 8.0f);
    const bool is_removed = icon_button("Remove result " + number, icon::kTrash, {before.x + width - left_of_field - size, before.y + px(3.0f), size, size});
    ImGui::SetCursorScreenPos(after);
    gap(4.0f);
    if (!is_removed) return;
    FadeSettings fade = *panel.session.document().fade;
    fade.results.erase(fade.results.begin() + static_cast<std::ptrdiff_t>(index));
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Remove a healed result");
}

/// A new result begins half a year after the last one, on the expected curve: the artist types over it.
HealedResult next_result(const Document& document) {
    HealedResult next;
    const FadeSettings& fade = *document.fade;
    if (fade.results.empty()) {
        next.contrast = 0.55f;
        return next;
    }
    next.days = std::min(fade.results.back().days + 182.0f, kResultDaysRange.max);
    const float k = fade_per_year(*document.plan, fade, Outlook::Expected);
    next.contrast = std::max(fade.results.back().contrast * std::exp(-0.5f * k), kContrastRange.min);
    return next;
}

void draw_fit(PanelContext& panel) {
    const FadeSettings& fade = *panel.session.document().fade;
    const FadeFit fit = fit_fade(fade.results);
    if (!fit.is_usable) {
        notice(fit.sentence, fade.follows_results ? NoticeKind::Advice : NoticeKind::Info);
        if (fade.follows_results) hint("Until then the usual curve is shown.");
        return;
    }
    value_row("Healed contrast", fmt::format("{:.2f}", fit.healed_contrast));
    value_row("Fades in a year by", fmt::format("{:.0f}", 100.0f * (1.0f - std::exp(-fit.per_year))), "%");
    value_row("Spread of the results", fade.results.size() > 2 ? fmt::format("{:.0f}", 100.0f * fit.scatter) : "\xe2\x80\x93", "%");
    if (fade.results.size() == 2) hint("Two results fix a curve but cannot tell how sure it is. A third would.");
}

void draw_results(PanelContext& panel) {
    const std::size_t count = panel.session.document().fade->results.size();
    if (!folding_section("Your own healed results", panel.view.open_sections, count > 0 ? fmt::format("{}", count) : std::string())) return;
    hint("Contrast of single dots against bare skin, 0 none to 1 black, as you measured it so many days after the last session.");
    for (std::size_t i = 0; i < panel.session.document().fade->results.size(); ++i) draw_result(panel, i);
    if (row_button("Add a result", icon::kPlus, ButtonKind::Plain, count < kMostHealedResults)) {
        FadeSettings fade = *panel.session.document().fade;
        fade.results.push_back(next_result(panel.session.document()));
        change_part(panel.session.editor(), &Document::fade, std::move(fade), "Add a healed result");
    }
    FadeSettings fade = *panel.session.document().fade;
    bool follows = fade.follows_results;
    if (toggle("Follow my results", follows)) {
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
    if (view.shows_split) hint("Drag the line in the viewport: bare skin on the left, the design on the right.");
    gap(12.0f);

    section("For the client");
    if (row_button("Present to the client", icon::kPlay)) panel.commands.run("view.present");
    hint("Simulation, not a guarantee: skin, sun and care change how pigment heals and fades.");
    gap(12.0f);
    draw_results(panel);
    draw_figures(panel);
}

}  // namespace trichion
