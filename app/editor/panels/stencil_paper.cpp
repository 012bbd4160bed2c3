// The Stencil step: medium, paper, the printer it is corrected for, the cutter that is to find it.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/io/printers_file.h"
#include "core/model/limits.h"
#include "core/model/media.h"
#include "core/model/words.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

constexpr NumberStyle kMm{.unit = "mm", .decimals = 0, .step = 1.0f};
constexpr NumberStyle kTenthMm{.unit = "mm", .decimals = 1, .step = 0.1f};

void slide(PanelContext& panel, const char* label, float& (*field)(StencilSettings&), const Range& range, const NumberStyle& style, const char* step) {
    StencilSettings settings = *panel.session.document().stencil;
    const Edited edited = slider(label, field(settings), range.min, range.max, style);
    follow_stencil(panel, settings, edited, step);
}

/// Where a medium's own figures were changed by hand.
bool is_as_the_medium_asks(const StencilSettings& settings) { return with_medium(settings, settings.medium) == settings; }

void draw_medium_figures(PanelContext& panel) {
    const bool is_own = !is_as_the_medium_asks(*panel.session.document().stencil);
    if (!folding_section("Line, margin, mirror", panel.view.open_sections, is_own ? "your own" : "as the medium asks")) return;
    slide(panel, "Line width", [](StencilSettings& s) -> float& { return s.line_width_mm; }, kLineWidthRangeMm, kTenthMm, "Change the line width");
    slide(panel, "Margin", [](StencilSettings& s) -> float& { return s.margin_mm; }, kSheetMarginRangeMm, kMm, "Change the margin");
    StencilSettings settings = *panel.session.document().stencil;
    if (toggle("Mirrored", settings.is_mirrored)) change_stencil(panel, settings, settings.is_mirrored ? "Mirror the stencil" : "Mirror the stencil no more");
    settings = *panel.session.document().stencil;
    if (is_own && row_button("Back to what the medium asks", icon::kUndo, ButtonKind::Quiet)) change_stencil(panel, with_medium(settings, settings.medium), "Back to what the medium asks");
}

void draw_printer(PanelContext& panel) {
    StencilSettings settings = *panel.session.document().stencil;
    const std::string shown = settings.printer.empty() ? "not corrected" : settings.printer;
    if (!folding_section("Printer", panel.view.open_sections, fitted(context().fonts.small, shown, px(190.0f)))) return;
    const std::vector<Printer> printers = panel.session.pipeline().printers();
    const auto choose = [&](const std::string& name) {
        settings.printer = name;
        change_stencil(panel, settings, name.empty() ? "Choose no printer" : fmt::format("Choose printer {}", name));
    };
    if (list_row("Printer none", "No correction", "the PDF is written true", settings.printer.empty()) && !settings.printer.empty()) choose({});
    for (const Printer& printer : printers)
        if (list_row("Printer " + printer.name, printer.name, deviation_words(printer), settings.printer == printer.name) && settings.printer != printer.name) choose(printer.name);
    if (row_button("Measure a printer\xe2\x80\xa6", icon::kPlus)) panel.commands.run("stencil.measure_printer");
    const bool is_known = std::ranges::find(printers, settings.printer, &Printer::name) != printers.end();
    if (!is_known || !row_button(fmt::format("Forget {}", fitted(context().fonts.body, settings.printer, px(180.0f))), icon::kTrash, ButtonKind::Quiet)) return;
    Result<void> forgotten = forget_printer(settings.printer);
    if (forgotten) forgotten = panel.session.refresh_printers();
    if (!forgotten) return panel.notices.problem(forgotten.error().message);
    choose({});
}

void draw_cutter(PanelContext& panel) {
    static constexpr std::array kMarks{"None", "Corners", "Four dots"};
    static constexpr std::array kMeanings{"No marks: the cut file is laid by eye.", "For cutters that look for a filled square and two corners (Silhouette, Graphtec).",
                                          "For cutters that look for four discs (Roland, flatbed cutters)."};
    static constexpr std::array kVersions{"R2000", "R12"};
    StencilSettings settings = *panel.session.document().stencil;
    const auto kind = static_cast<std::size_t>(settings.cutter_marks.kind);
    if (!folding_section("Cutter", panel.view.open_sections, kind == 0 ? "no marks" : kMarks[kind])) return;
    if (const auto pressed = segmented("Cutter marks", kMarks, static_cast<int>(kind))) {
        settings.cutter_marks.kind = static_cast<CutterMarks>(*pressed);
        change_stencil(panel, settings, "Choose cutter marks");
    }
    hint(kMeanings[kind]);
    if (kind != 0) {
        slide(panel, "Mark size", [](StencilSettings& s) -> float& { return s.cutter_marks.size_mm; }, kCutterMarkSizeRangeMm, kTenthMm, "Change the marks' size");
        slide(panel, "Mark line", [](StencilSettings& s) -> float& { return s.cutter_marks.line_mm; }, kCutterMarkLineRangeMm, kTenthMm, "Change the marks' line");
        slide(panel, "From the edge", [](StencilSettings& s) -> float& { return s.cutter_marks.inset_mm; }, kCutterMarkInsetRangeMm, kTenthMm, "Move the marks");
        hint("Print the PDF, cut with the DXF: both have the marks at the same place.");
    }
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.body, next_row(24.0f), context().theme.text, "DXF version");
    settings = *panel.session.document().stencil;
    if (const auto pressed = segmented("DXF version", kVersions, static_cast<int>(settings.dxf))) {
        settings.dxf = static_cast<DxfVersion>(*pressed);
        change_stencil(panel, settings, "Choose the DXF version");
    }
}

}  // namespace

void draw_medium_section(PanelContext& panel) {
    const StencilSettings settings = *panel.session.document().stencil;
    section("Medium");
    const std::vector<Medium>& media = all_values<Medium>();
    std::vector<Chip> labels;
    for (const Medium medium : media) labels.push_back({rules_of(medium).label, medium == settings.medium});
    if (const auto pressed = chips("Medium", labels, 2); pressed && media[*pressed] != settings.medium)
        change_stencil(panel, with_medium(settings, media[*pressed]), fmt::format("Choose {}", rules_of(media[*pressed]).label));
    const MediumRules& rules = rules_of(panel.session.document().stencil->medium);
    hint(panel.session.document().stencil->line == StencilLine::LineOnly ? rules.why_line_only : rules.why);
    if (!rules.is_solid) draw_medium_figures(panel);
    ImGui::Dummy({1.0f, px(6.0f)});
}

void draw_paper_section(PanelContext& panel) {
    static constexpr std::array kPapers{"A4", "A3", "Letter", "Legal", "Tabloid", "Custom", "Roll"};
    StencilSettings settings = *panel.session.document().stencil;
    section("Paper");
    std::array<Chip, kPapers.size()> papers;
    for (std::size_t i = 0; i < papers.size(); ++i) papers[i] = {kPapers[i], i == static_cast<std::size_t>(settings.paper)};
    if (const auto pressed = chips("Paper", papers, 4); pressed && static_cast<Paper>(*pressed) != settings.paper) {
        settings.paper = static_cast<Paper>(*pressed);
        change_stencil(panel, settings, "Choose paper");
    }
    if (settings.paper == Paper::Custom) {
        slide(panel, "Paper width", [](StencilSettings& s) -> float& { return s.custom_width_mm; }, kPaperSideRangeMm, kMm, "Change the paper's width");
        slide(panel, "Paper height", [](StencilSettings& s) -> float& { return s.custom_height_mm; }, kPaperSideRangeMm, kMm, "Change the paper's height");
    }
    if (settings.paper == Paper::Roll) {
        slide(panel, "Roll width", [](StencilSettings& s) -> float& { return s.roll_width_mm; }, kRollWidthRangeMm, kMm, "Change the roll's width");
        hint("A roll is cut as long as the pieces need.");
    }
    ImGui::Dummy({1.0f, px(6.0f)});
}

void draw_print_sections(PanelContext& panel) {
    draw_printer(panel);
    draw_cutter(panel);
}

}  // namespace trichion
