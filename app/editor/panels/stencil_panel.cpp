// The Stencil step: what leaves, on what, how true it is, and the way out to PDF, SVG and DXF.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/io/sheet_words.h"
#include "core/model/media.h"
#include "core/session/export_stencil.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <utility>
#include <vector>

namespace trichion {
namespace {

using namespace ui;

void draw_badge_card(HeadBadge badge) {
    switch (badge) {
        case HeadBadge::Example: notice("Example head, not this client: The sheet says so. Print it to try the paper, not on a client.", NoticeKind::Advice, true); break;
        case HeadBadge::NotToScale: notice("Not to scale: Enter the taped circumference in the Head step before you print.", NoticeKind::Advice, true); break;
        case HeadBadge::Scaled: break;
    }
}

void draw_save_buttons(PanelContext& panel, bool is_ready) {
    const Rect row = next_row(36.0f, 6.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    struct Format {
        const char* label;
        const char* command;
        ButtonKind kind;
    };
    static constexpr std::array<Format, 3> kFormats{{{"Save PDF\xe2\x80\xa6", "file.export_pdf", ButtonKind::Accent},
                                                     {"SVG\xe2\x80\xa6", "file.export_svg", ButtonKind::Plain},
                                                     {"DXF\xe2\x80\xa6", "file.export_dxf", ButtonKind::Plain}}};
    const float gap = px(8.0f), half = std::floor(0.5f * (row.width - gap)), quarter = std::floor(0.5f * (half - gap));
    float x = row.x;
    for (const Format& format : kFormats) {
        const float width = format.kind == ButtonKind::Accent ? row.width - half - gap : quarter;
        if (button(format.label, {x, row.y, width, row.height}, nullptr, format.kind, is_ready)) panel.commands.run(format.command);
        x += width + gap;
    }
    ImGui::SetCursorScreenPos(after);
}

/// A figure in hundredths of a millimetre: green up to half its limit, plain up to it, amber beyond.
void draw_judged(std::string_view name, double value_mm, double limit_mm) {
    const bool is_within = value_mm <= limit_mm, is_good = value_mm <= 0.5 * limit_mm;
    const std::string value = fmt::format("{:.2f}", value_mm);
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    Rect row = next_row(24.0f);
    context().registry.record(fmt::format("{}: {} mm, {}", name, value, is_good ? "good" : is_within ? "within the limit" : "beyond its limit"), row);
    draw_text_left(list, context().fonts.body, row, theme.muted, name);
    draw_text_right(list, context().fonts.body, row, theme.muted, "mm");
    row.width -= text_size(context().fonts.body, "mm").x + px(4.0f);
    draw_text_right(list, context().fonts.strong, row, is_good ? theme.good : is_within ? theme.text : theme.caution, value);
}

/// What the check of the sheet said: how far off the line lands when the paper is laid back on the head.
void draw_landing(const Head& head, const Landing& landing) {
    if (landing.pieces.empty()) return;
    draw_judged("Laid back on the head, worst", landing.worst_mm, kLandingLimitMm);
    draw_judged("Laid back on the head, median", landing.median_mm, kLandingMedianLimitMm);
    const auto worst = std::ranges::max_element(landing.pieces, {}, &PieceLanding::worst_mm);
    hint(fmt::format("Worst {}.", landing_words(head, *worst)));
}

void draw_figures(PanelContext& panel, const Stencil& stencil) {
    section("How true it is");
    const Pipeline& pipeline = panel.session.pipeline();
    if (const StencilSheet* sheet = pipeline.sheet()) draw_landing(*pipeline.head(), sheet->landing);
    value_row("Hairline on skin", fmt::format("{:.2f}", stencil.edge_length_skin_mm), "mm");
    value_row("Hairline on paper", fmt::format("{:.2f}", stencil.edge_length_flat_mm), "mm");
    if (panel.session.document().stencil->line == StencilLine::LineOnly) return;  // no paper lies beside the line
    value_row("Largest stretch", fmt::format("{:.1f}", stencil.largest_error_percent), "%");
    value_row("Largest error of a length", fmt::format("{:.2f}", stencil.largest_error_mm), "mm");
    if (!stencil.largest_error_where.empty()) hint(fmt::format("That is {}; along the hairline it is {:.2f} mm.", stencil.largest_error_where,
                                                               std::abs(stencil.edge_length_flat_mm - stencil.edge_length_skin_mm)));
    const bool is_on_head = panel.view.stencil.is_on_head;
    if (!row_button(is_on_head ? "Show the sheet" : "Show the stretch on the head", is_on_head ? icon::kFile : icon::kUser)) return;
    if (is_on_head) panel.view.stencil.is_on_head = false;
    else show_on_head(panel);
}

/// In one line what is about to leave, amber where it does not land where it should. Always one line: nothing below it moves.
void draw_summary(const Pipeline& pipeline) {
    const Stencil* stencil = pipeline.stencil();
    const StencilSheet* sheet = pipeline.sheet();
    if (pipeline.error()) return draw_summary_line("There is no sheet.", true);
    if (!stencil || !sheet) return draw_summary_line("The sheet is being made.", false);
    const auto counted = [](std::size_t count, const char* what) { return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s"); };
    std::string words = counted(stencil->pieces.size(), "piece") + " on " + counted(sheet->pages.size(), "page");
    if (!sheet->landing.pieces.empty()) words += fmt::format(", lands within {:.2f} mm", sheet->landing.worst_mm);
    const bool is_right = sheet->landing.pieces.empty() || sheet->landing.is_within_limits();
    draw_summary_line(words + (is_right ? "." : ": see the remarks."), !is_right);
}

/// The row is always there and opens when asked: remarks come and go under the pointer of who changes the stencil, and must
/// move nothing. The plate over the picture tells how many there are and leads here.
void draw_remarks(PanelContext& panel) {
    static const std::string kTitle = "Remarks about the pieces";
    const std::vector<std::string> remarks = stencil_remarks(panel.session.pipeline(), *panel.session.document().stencil);
    if (std::exchange(panel.view.wants_advice, false)) {
        panel.view.open_sections.insert(kTitle);
        ImGui::SetScrollY(0.0f);
    }
    if (!folding_section(kTitle, panel.view.open_sections, remarks.empty() ? "none" : fmt::format("{}", remarks.size()))) return;
    if (remarks.empty()) hint("There is nothing to remark: what does not lie flat, land or fit would be told here.");
    for (const std::string& remark : remarks) notice(remark, NoticeKind::Advice, true);
}

}  // namespace

std::vector<std::string> stencil_remarks(const Pipeline& pipeline, const StencilSettings& settings) {
    std::vector<std::string> remarks;
    if (const StencilSheet* sheet = pipeline.sheet())
        for (const Advice& advice : sheet->advice) remarks.push_back(advice.sentence);
    if (const Stencil* stencil = pipeline.stencil())
        for (const Advice& advice : stencil->advice)
            if (is_true_of(advice, settings)) remarks.push_back(advice.sentence);
    return remarks;
}

void change_stencil(PanelContext& panel, StencilSettings settings, const std::string& label) {
    change_part(panel.session.editor(), &Document::stencil, std::move(settings), label);
    panel.view.stencil.has_new_choices = true;
}

void follow_stencil(PanelContext& panel, StencilSettings settings, const Edited& edited, const std::string& label) {
    follow(panel.session.editor(), &Document::stencil, std::move(settings), edited, label);
    if (edited.committed) panel.view.stencil.has_new_choices = true;
}

void draw_summary_line(const std::string& words, bool is_caution) {
    const Rect row = next_row(24.0f);
    context().registry.record("Stencil: " + words, row);
    draw_text_left(ImGui::GetWindowDrawList(), context().fonts.small, row, is_caution ? context().theme.caution : context().theme.muted, fitted(context().fonts.small, words, row.width));
}

void draw_stencil_way_out(PanelContext& panel) {
    const Pipeline& pipeline = panel.session.pipeline();
    if (rules_of(panel.session.document().stencil->medium).is_solid) return draw_guide_way_out(panel);
    draw_save_buttons(panel, pipeline.stencil() && pipeline.sheet());
    draw_summary(pipeline);
}

void draw_stencil_panel(PanelContext& panel) {
    const Pipeline& pipeline = panel.session.pipeline();
    if (rules_of(panel.session.document().stencil->medium).is_solid) {
        draw_medium_section(panel);
        draw_guide_panel(panel);
        return;
    }
    draw_remarks(panel);
    if (const Head* head = pipeline.head()) draw_badge_card(head->badge);
    ImGui::Dummy({1.0f, px(4.0f)});
    draw_parts_section(panel);
    draw_medium_section(panel);
    draw_paper_section(panel);
    draw_placement_section(panel);
    draw_print_sections(panel);
    ImGui::Dummy({1.0f, px(8.0f)});
    if (const Stencil* stencil = pipeline.stencil()) draw_figures(panel, *stencil);
    hint("Print at 100 %, \xe2\x80\x9c" "actual size\xe2\x80\x9d, and measure the ruler on the sheet before it touches skin.");
}

}  // namespace trichion
