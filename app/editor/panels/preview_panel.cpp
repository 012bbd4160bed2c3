// The Preview step: the moment shown, before against after, and what is left of the work then.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"

#include <cmath>
#include <fmt/format.h>

namespace trichion {

using namespace ui;

void draw_preview_panel(PanelContext& panel) {
    ViewState& view = panel.view;
    const Document& document = panel.session.document();
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
    const float left = seen_strength(*document.plan, *document.skin, {std::max(1, view.moment.sessions), view.moment.days});
    value_row("Shown", view.moment.sessions == 0 ? "before" : moment_words(view.moment.days));
    value_row("Strength, of the healed result", fmt::format("{:.0f}", 100.0f * (view.moment.sessions == 0 ? 0.0f : left)), "%");
    value_row("Touch-up is due after", fmt::format("{:.1f}", touch_up_years(*document.plan)), "years");
    ImGui::Dummy({1.0f, px(12.0f)});

    section("Before and after");
    toggle("Split the picture", view.shows_split);
    if (view.shows_split) hint("Drag the line in the viewport: bare skin on the left, the design on the right.");
    ImGui::Dummy({1.0f, px(12.0f)});

    section("For the client");
    if (row_button("Present to the client", icon::kPlay)) panel.commands.run("view.present");
    hint("Simulation, not a guarantee: skin, sun and care change how pigment heals and fades.");
}

}  // namespace trichion
