// The Dots step: what the work imitates, how many dots, how large, how dark, on which skin, in how many sessions.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/model/limits.h"
#include "core/model/services.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

constexpr std::array kServiceNames{"Shaved", "Density", "Scar"};
constexpr std::array kServiceMeanings{"As if shaved to the skin: dots everywhere inside the outline.",
                                      "Dots between the client's own longer hair, so that less scalp shines through. The picture draws hair shaved, not long.",
                                      "Only scars and added areas are worked on, not the outline."};

void draw_service(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    const DotSettings& dots = *editor.document().dots;
    const auto chosen = static_cast<std::size_t>(dots.service);
    section("Service");
    if (const auto pressed = segmented("Service", kServiceNames, static_cast<int>(chosen)))
        change_part(editor, &Document::dots, with_service(dots, static_cast<Service>(*pressed)),
                    fmt::format("Choose {}", kServiceNames[static_cast<std::size_t>(*pressed)]));
    hint(kServiceMeanings[chosen]);
    if (dots.service == Service::Scar) draw_scars(panel);
    ImGui::Dummy({1.0f, px(8.0f)});
}

void draw_dots(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    section("Dots");
    DotSettings dots = *editor.document().dots;
    const Edited density = slider("Density", dots.density_per_cm2, kDensityRange.min, kDensityRange.max, {.unit = "/cm\xc2\xb2", .decimals = 0, .step = 5.0f});
    follow(editor, &Document::dots, dots, density, "Change density");
    const Edited size = slider("Dot size, healed", dots.diameter_mm, kDiameterRangeMm.min, kDiameterRangeMm.max, {.unit = "mm", .decimals = 2, .step = 0.01f});
    follow(editor, &Document::dots, dots, size, "Change dot size");
    if (const Dots* placed = panel.session.pipeline().dots())
        for (const Advice& advice : placed->advice) draw_advice_line(advice);
}

/// How unequal the hand makes its dots.
void draw_hand(PanelContext& panel) {
    if (!folding_section("The hand", panel.view.open_sections)) return;
    Editor& editor = panel.session.editor();
    const auto percent = [&](const char* label, float DotSettings::*field, const char* step) {
        DotSettings dots = *editor.document().dots;
        float shown = 100.0f * dots.*field;
        const Edited edited = slider(label, shown, 100.0f * kVariationRange.min, 100.0f * kVariationRange.max, {.unit = "%", .decimals = 0, .step = 1.0f});
        if (edited.changed) dots.*field = std::min(shown / 100.0f, kVariationRange.max);
        follow(editor, &Document::dots, dots, edited, step);
    };
    percent("Size differs", &DotSettings::diameter_variation, "Change how dots differ in size");
    percent("Shade differs", &DotSettings::shade_variation, "Change how dots differ in shade");
    percent("Depth differs", &DotSettings::depth_variation, "Change how dots differ in depth");
    DotSettings dots = *editor.document().dots;
    const Edited jitter = slider("Off its place", dots.jitter_mm, kJitterRangeMm.min, kJitterRangeMm.max, {.unit = "mm", .decimals = 2, .step = 0.01f});
    follow(editor, &Document::dots, dots, jitter, "Change how far dots lie off");
    hint("No hand sets two dots alike. At 0 they look printed.");
}

/// The skin to work on, region by region.
void draw_regions(PanelContext& panel) {
    const Dots* dots = panel.session.pipeline().dots();
    if (!dots || dots->area_cm2 <= 0.0f) return;
    if (!folding_section("Skin to work on", panel.view.open_sections, fmt::format("{:.0f} cm\xc2\xb2", dots->area_cm2))) return;
    for (const RegionArea& region : dots->regions) {
        std::string name = region.name;
        if (region.area == 0) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        value_row(name, fmt::format("{:.1f} cm\xc2\xb2", region.cm2));
    }
    ImGui::Dummy({1.0f, px(6.0f)});
}

}  // namespace

void draw_advice_line(const Advice& advice) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    notice(advice.sentence, NoticeKind::Advice, true);
    context().registry.record("Advice " + advice.rule, {at.x, at.y, width, ImGui::GetCursorScreenPos().y - at.y});
}

void draw_dots_panel(PanelContext& panel) {
    draw_service(panel);
    draw_dots(panel);
    draw_brushed_section(panel);
    draw_zones_section(panel);
    draw_hand(panel);
    draw_native_section(panel);
    draw_regions(panel);
    ImGui::Dummy({1.0f, px(10.0f)});
    draw_colour_section(panel);
    draw_sessions_section(panel);
    draw_work_plan_section(panel);
}

}  // namespace trichion
