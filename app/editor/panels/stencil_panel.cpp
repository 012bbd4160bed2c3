// The Stencil step: paper, how true the flat strip is, and the way out to PDF and SVG.
#include "app/editor/commands/command_table.h"
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"

#include <array>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

void draw_figures(const Stencil& stencil) {
    section("How true it is");
    value_row("Hairline on skin", fmt::format("{:.1f}", stencil.edge_length_skin_mm), "mm");
    value_row("Hairline on paper", fmt::format("{:.1f}", stencil.edge_length_flat_mm), "mm");
    value_row("Largest error of a length", fmt::format("{:.2f}", stencil.largest_error_mm), "mm");
    value_row("Largest stretch", fmt::format("{:.1f}", stencil.largest_error_percent), "%");
    value_row("Pieces", fmt::format("{}", stencil.pieces.size()));
    ImGui::Dummy({1.0f, px(12.0f)});
    for (const Advice& advice : stencil.advice) notice(advice.sentence, NoticeKind::Advice);
}

void draw_badge_card(HeadBadge badge) {
    switch (badge) {
        case HeadBadge::Example: notice("Example head, not this client: The sheet says so. Print it to try the paper, not on a client.", NoticeKind::Advice, true); break;
        case HeadBadge::NotToScale: notice("Not to scale: Enter the taped circumference in the Head step before you print.", NoticeKind::Advice, true); break;
        case HeadBadge::Scaled: notice("Scaled: Millimetres on the sheet are millimetres on the client.", NoticeKind::Info, true); break;
    }
}

void draw_save_buttons(PanelContext& panel, bool is_ready) {
    const Rect row = next_row(34.0f, 8.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    struct Format {
        const char* label;
        const char* command;
        ButtonKind kind;
    };
    static constexpr std::array<Format, 3> kFormats{{{"Save PDF\xe2\x80\xa6", "file.export_pdf", ButtonKind::Accent},
                                                     {"Save SVG\xe2\x80\xa6", "file.export_svg", ButtonKind::Plain},
                                                     {"Save DXF\xe2\x80\xa6", "file.export_dxf", ButtonKind::Plain}}};
    const float width = (row.width - 2.0f * px(8.0f)) / 3.0f;
    float x = row.x;
    for (const Format& format : kFormats) {
        if (button(format.label, {x, row.y, width, row.height}, nullptr, format.kind, is_ready)) panel.commands.run(format.command);
        x += width + px(8.0f);
    }
    ImGui::SetCursorScreenPos(after);
}

}  // namespace

void draw_stencil_panel(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    section("Paper");
    StencilSettings settings = *editor.document().stencil;
    static constexpr const char* kPapers[] = {"A4", "Letter"};
    if (const auto paper = segmented("Paper", kPapers, static_cast<int>(settings.paper))) {
        settings.paper = static_cast<Paper>(*paper);
        change_part(editor, &Document::stencil, settings, "Choose paper");
    }
    const Edited skin_side = slider("Skin side", settings.skin_side_mm, kSkinSideRangeMm.min, kSkinSideRangeMm.max, {.unit = "mm", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::stencil, settings, skin_side, "Change the strip");
    const Edited scalp_side = slider("Scalp side", settings.scalp_side_mm, kScalpSideRangeMm.min, kScalpSideRangeMm.max, {.unit = "mm", .decimals = 0, .step = 1.0f});
    follow(editor, &Document::stencil, settings, scalp_side, "Change the strip");
    ImGui::Dummy({1.0f, px(12.0f)});

    const Pipeline& pipeline = panel.session.pipeline();
    const Stencil* stencil = pipeline.stencil();
    if (stencil) draw_figures(*stencil);
    else if (const Error* error = pipeline.error()) notice(error->message, NoticeKind::Problem);
    else hint("The strip is being flattened.");
    if (const Head* head = pipeline.head()) draw_badge_card(head->badge);
    ImGui::Dummy({1.0f, px(4.0f)});
    ViewState& view = panel.view;
    if (view.stencil_pages > 1 && row_button(fmt::format("Show page {} of {}", (view.stencil_page + 1) % view.stencil_pages + 1,
                                                         view.stencil_pages), icon::kFile))
        view.stencil_page = (view.stencil_page + 1) % view.stencil_pages;
    draw_save_buttons(panel, stencil != nullptr);
    hint("Print at 100 %, \xe2\x80\x9c" "actual size\xe2\x80\x9d, and measure the 100 mm ruler on the sheet before it touches skin.");
}

}  // namespace trichion
