// A plate with two steps and their fields.
#include "app/editor/dialogs/printer_dialog.h"

#include "app/editor/edit.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"
#include "core/io/printers_file.h"
#include "core/session/export_stencil.h"
#include "core/model/limits.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {

using namespace ui;

namespace {

constexpr NumberStyle kLengthStyle{.unit = "mm", .decimals = 1};
constexpr float kResultRoom = 96.0f;  // below the fields: what is said there moves nothing
constexpr float kTypedMin_mm = 0.1f, kTypedMax_mm = 2000.0f;  // whether it is a length of this line is measured_printer's to say

}  // namespace

void PrinterDialog::ask(const StencilSettings& settings, std::function<void()> save_test_page) {
    *this = {};
    settings_ = settings;
    asked_mm_ = test_lines_mm(settings);
    save_test_page_ = std::move(save_test_page);
    is_open_ = true;
}

void PrinterDialog::close() {
    is_open_ = false;
    context().typing = {};
}

Result<Printer> PrinterDialog::measured() const {
    return printer_from_test_page(name_, settings_, {*across_mm_, *down_mm_}, Session::today());
}

void PrinterDialog::remember(const Printer& printer, PanelContext& panel) {
    Result<void> kept = remember_printer(printer);
    if (kept) kept = panel.session.refresh_printers();
    if (!kept) {
        problem_ = kept.error().message;
        return;
    }
    StencilSettings settings = *panel.session.document().stencil;
    settings.printer = printer.name;
    change_part(panel.session.editor(), &Document::stencil, std::move(settings), fmt::format("Choose printer {}", printer.name));
    panel.view.stencil.has_new_choices = true;
    close();
}

void PrinterDialog::draw_page_step() {
    section("1  Print the test page");
    hint("At 100 %, \xe2\x80\x9c" "actual size\xe2\x80\x9d, on the paper you use for stencils. Name the printer so that you know it again.");
    text_field("Printer", name_, "such as Studio");
    ImGui::Dummy({1.0f, px(4.0f)});
    if (row_button("Save the test page\xe2\x80\xa6", icon::kDownload)) save_test_page_();
    ImGui::Dummy({1.0f, px(6.0f)});
}

void PrinterDialog::draw_lengths_step() {
    const float top = ImGui::GetCursorPosY();
    section("2  Measure both lines with a steel ruler");
    hint("Type what they are, to a quarter of a millimetre or finer. How long they are when true stands beside them on the page, too.");
    const std::string across_label = fmt::format("Line across, {:.0f} mm when true", asked_mm_.x), down_label = fmt::format("Line down, {:.0f} mm when true", asked_mm_.y);
    const Edited across = number_field(across_label, across_mm_, kTypedMin_mm, kTypedMax_mm, kLengthStyle, "type it");
    const Edited down = number_field(down_label, down_mm_, kTypedMin_mm, kTypedMax_mm, kLengthStyle, "type it");
    if (across.changed || down.changed) problem_.clear();
    ImGui::Dummy({1.0f, px(8.0f)});
    lengths_height_ = std::max(lengths_height_, ImGui::GetCursorPosY() - top + px(kResultRoom));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const auto say = [&](const char* name, const std::string& words, NoticeKind kind) {
        context().registry.record(name, {at.x, at.y, ImGui::GetContentRegionAvail().x, px(20.0f)});
        notice(words, kind);
    };
    if (!problem_.empty()) return say("Printer problem", problem_, NoticeKind::Problem);
    if (!across_mm_ || !down_mm_ || name_.empty()) return hint("How far off the printer is stands here once it has a name and both lengths.");
    const Result<Printer> printer = measured();
    if (!printer) return say("Printer problem", printer.error().message, NoticeKind::Problem);
    const std::string doubt = doubt_about(*printer);
    say("Printer correction", (doubt.empty() ? "" : doubt + " ") + fmt::format("It draws {} a landscape page. PDFs for it are made {:+.2f} % across and {:+.2f} % down such a page, so that they come out true.",
                                                                               deviation_words(*printer), 100.0 * (1.0 / printer->along_share - 1.0), 100.0 * (1.0 / printer->across_share - 1.0)),
        doubt.empty() ? NoticeKind::Info : NoticeKind::Advice);
}

void PrinterDialog::draw_buttons(const Rect& row, PanelContext& panel, bool was_typing) {
    const bool is_typing = was_typing || !context().typing.label.empty();
    const bool is_told = across_mm_ && down_mm_ && !name_.empty();
    const Result<Printer> printer = is_told ? measured() : fail(ErrorCode::InvalidInput, "");
    const float width = px(150.0f);
    const bool is_doubted = printer && !doubt_about(*printer).empty();
    const bool remembers = button(is_doubted ? "Remember it anyway" : "Remember it", {row.right() - width, row.y, width, row.height}, nullptr, is_doubted ? ButtonKind::Plain : ButtonKind::Accent, printer.has_value());
    const bool cancels = button("Cancel", {row.x, row.y, width, row.height});
    if (remembers || (printer && !is_doubted && !is_typing && take_key(Key::Enter))) remember(*printer, panel);
    else if (cancels || (!is_typing && take_key(Key::Escape))) close();
}

void PrinterDialog::draw(float window_width, float window_height, PanelContext& panel) {
    if (!is_open_) return;
    const Theme& theme = context().theme;
    const bool was_typing = !context().typing.label.empty();
    context().focusable.clear();
    context().has_popup = true;
    const Area area("Printer dialog", {0, 0, window_width, window_height}, theme.shade, {0, 0}, Area::Layer::Front);
    ImDrawList* list = area.list();
    const float width = px(430.0f), edge = px(24.0f), bar = px(34.0f);
    const float height = std::min(px(58.0f) + content_height_ + bar + 2.0f * edge, window_height - 2.0f * edge);
    const Rect plate{std::round(0.5f * (window_width - width)), std::round(0.42f * (window_height - height)), width, height};
    fill(list, {plate.x, plate.y + px(8.0f), plate.width, plate.height}, rgb(0, 0.4f), px(16.0f));
    fill(list, plate, theme.panel, px(14.0f));
    outline(list, plate, theme.line, px(14.0f), 1.0f);
    draw_text(list, context().fonts.title, {plate.x + edge, plate.y + px(20.0f)}, theme.text, "Measure a printer");
    const Rect buttons{plate.x + edge, plate.bottom() - edge - bar, width - 2.0f * edge, bar};
    const float top = plate.y + px(54.0f);
    ImGui::SetCursorScreenPos({plate.x + edge, top});
    ImGui::BeginChild("##printer", {buttons.width, buttons.y - px(8.0f) - top});
    draw_page_step();
    const float before = ImGui::GetCursorPosY();
    if (is_open_) draw_lengths_step();
    // It keeps its height as words come and go: a button that moved under the pointer would not be pressed.
    lengths_height_ = std::max(lengths_height_, ImGui::GetCursorPosY() - before);
    content_height_ = before + lengths_height_;
    ImGui::EndChild();
    draw_buttons(buttons, panel, was_typing);
}

}  // namespace trichion
