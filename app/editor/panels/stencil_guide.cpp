// The Stencil step of a 3D print: what the guide is like and how it is printed, its thickness, gap and reach, and the way out to STL and 3MF.
#include "app/editor/commands/command_table.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/widgets.h"
#include "core/model/limits.h"
#include "core/session/export_guide.h"

#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

void draw_save_guide_buttons(PanelContext& panel, bool is_ready) {
    const Rect row = next_row(36.0f, 6.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float gap = px(8.0f), half = std::floor(0.5f * (row.width - gap));
    if (button("Save STL\xe2\x80\xa6", {row.x, row.y, half, row.height}, nullptr, ButtonKind::Accent, is_ready)) panel.commands.run("file.export_stl");
    if (button("Save 3MF\xe2\x80\xa6", {row.x + half + gap, row.y, row.width - half - gap, row.height}, nullptr, ButtonKind::Plain, is_ready))
        panel.commands.run("file.export_3mf");
    ImGui::SetCursorScreenPos(after);
}

void draw_guide_figures(const PrintedGuide& guide) {
    value_row("Inside off the skin", fmt::format("{:.2f} to {:.2f}", guide.least_gap_mm, guide.most_gap_mm), "mm");
    value_row("Thinnest", fmt::format("{:.2f}", guide.least_thickness_mm), "mm");
    if (guide.notch_height_mm > 0.0) value_row("Above the glabella, midline", fmt::format("{:.0f}, notch {:.0f}", guide.hairline_height_mm, guide.notch_height_mm), "mm");
    value_row("Above the brows, at least", fmt::format("{:.0f}", guide.above_brows_mm), "mm");
    value_row("Size as printed", fmt::format("{:.0f} x {:.0f} x {:.0f}", guide.size_mm.x, guide.size_mm.y, guide.size_mm.z), "mm");
    value_row("Weight in PLA, about", fmt::format("{:.0f}", guide.grams()), "g");
    value_row("Overhang for supports", fmt::format("{:.1f}", guide.overhang_cm2), "cm\xc2\xb2");
}

void draw_guide_trouble(const Pipeline& pipeline) {
    if (const Error* error = pipeline.stencil_error()) notice(error->message, NoticeKind::Problem);
    if (const Head* head = pipeline.head(); head && head->badge == HeadBadge::Example)
        notice("Example head, not this client: A guide from it fits nobody.", NoticeKind::Advice, true);
    else if (head && head->badge == HeadBadge::NotToScale)
        notice("Not to scale: Enter the taped circumference in the Head step before you print.", NoticeKind::Advice, true);
    if (const PrintedGuide* guide = pipeline.guide())
        for (const Advice& advice : guide->advice) notice(advice.sentence, NoticeKind::Advice);
}

}  // namespace

void draw_guide_way_out(PanelContext& panel) {
    const Pipeline& pipeline = panel.session.pipeline();
    const PrintedGuide* guide = pipeline.guide();
    draw_save_guide_buttons(panel, guide != nullptr);
    if (guide) draw_summary_line(fmt::format("A guide of {:.0f} x {:.0f} x {:.0f} mm, about {:.0f} g.", guide->size_mm.x, guide->size_mm.y, guide->size_mm.z, guide->grams()), false);
    else draw_summary_line(pipeline.error() ? "There is no guide." : "The guide is being made.", pipeline.error() != nullptr);
}

void draw_guide_panel(PanelContext& panel) {
    const auto slide = [&](const char* label, float PrintedGuideSettings::*field, const Range& range, const NumberStyle& style) {
        StencilSettings settings = *panel.session.document().stencil;
        const Edited edited = slider(label, settings.guide.*field, range.min, range.max, style);
        follow_stencil(panel, settings, edited, "Change the printed guide");
    };
    const PrintedGuide* guide = panel.session.pipeline().guide();
    draw_guide_trouble(panel.session.pipeline());
    section("Guide");
    slide("Thickness", &PrintedGuideSettings::thickness_mm, kGuideThicknessRangeMm, {.unit = "mm", .decimals = 1, .step = 0.1f});
    slide("Off the skin", &PrintedGuideSettings::gap_mm, kGuideGapRangeMm, {.unit = "mm", .decimals = 1, .step = 0.1f});
    slide("Reach down", &PrintedGuideSettings::reach_mm, kGuideReachRangeMm, {.unit = "mm", .decimals = 0, .step = 1.0f});
    StencilSettings settings = *panel.session.document().stencil;
    if (toggle("Hooks round the ears", settings.guide.has_ear_hooks)) change_stencil(panel, settings, "Change the ear hooks");
    ImGui::Dummy({1.0f, px(8.0f)});
    if (guide) draw_guide_figures(*guide);
    hint("Its upper edge is the hairline. Lay the notches on the midline and above the outer corners of the eyes; the second notch beside one of them "
         "is on the client's right.");
    if (guide) hint(how_to_print(*guide));
}

}  // namespace trichion
