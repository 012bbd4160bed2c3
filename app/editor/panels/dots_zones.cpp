// The Dots step: how dense each zone of the scalp is.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

constexpr std::array<const char*, kZones> kZoneNames{"Frontal", "Mid scalp", "Crown", "Temples", "Sides", "Occiput"};

void draw_zone(Editor& editor, std::size_t zone) {
    DotSettings dots = *editor.document().dots;
    float per_cm2 = dots.zone_share[zone] * dots.density_per_cm2;
    const Edited edited = slider(kZoneNames[zone], per_cm2, 0.0f, kZoneShareRange.max * dots.density_per_cm2,
                                 {.unit = "/cm\xc2\xb2", .decimals = 0, .step = 5.0f});
    if (edited.changed) dots.zone_share[zone] = std::min(per_cm2 / dots.density_per_cm2, kZoneShareRange.max);
    follow(editor, &Document::dots, dots, edited, fmt::format("Change density, {}", kZoneNames[zone]));
}

/// What the edge makes of the first rows: shown here, set in the Hairline step.
void draw_front(PanelContext& panel) {
    const Document& document = panel.session.document();
    const EdgeSettings& edge = *document.edge;
    const float front = document.dots->zone_share[static_cast<std::size_t>(Zone::Frontal)] * document.dots->density_per_cm2;
    value_row("First row", fmt::format("{:.0f}", edge.first_row * front), "/cm\xc2\xb2");
    value_row("Transition, to full density", fmt::format("{:.1f}", edge.transition_mm), "mm");
    if (!row_button("Set both in Hairline, Edge", icon::kRight, ButtonKind::Quiet)) return;
    go_to(panel.view, Step::Hairline, document);
    panel.view.open_sections.insert("Edge in detail");
}

}  // namespace

void draw_zones_section(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    const bool is_usual = editor.document().dots->zone_share == DotSettings{}.zone_share;
    if (!folding_section("Zones", panel.view.open_sections, is_usual ? "usual shares" : "own shares")) return;
    for (std::size_t zone = 0; zone < kZones; ++zone) draw_zone(editor, zone);
    draw_front(panel);
    if (row_button("Back to the usual zones", icon::kUndo, ButtonKind::Plain, !is_usual)) {
        DotSettings dots = *editor.document().dots;
        dots.zone_share = DotSettings{}.zone_share;
        change_part(editor, &Document::dots, dots, "Back to the usual zones");
    }
    hint("The zones follow when the density above changes.");
}

}  // namespace trichion
