// The plate of the photo: the photo at the left, what it says at the right.
#include "app/editor/dialogs/photo_dialog.h"

#include "app/editor/edit.h"
#include "app/editor/ui/area.h"
#include "app/editor/ui/icons.h"
#include "core/model/limits.h"
#include "core/pipeline/fade_fit.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace trichion {

using namespace ui;

namespace {

constexpr NumberStyle kDaysStyle{.unit = "days"};
constexpr NumberStyle kDensityStyle{.unit = "/cm\xc2\xb2"};
constexpr NumberStyle kDiameterStyle{.unit = "mm", .decimals = 2};
constexpr float kColumn = 330.0f;

void gap(float units) { ImGui::Dummy({1.0f, px(units)}); }

ImU32 seen(const glm::vec3& linear) {
    const auto byte = [](float v) {
        const float encoded = v <= 0.0031308f ? 12.92f * v : 1.055f * std::pow(v, 1.0f / 2.4f) - 0.055f;
        return static_cast<unsigned>(std::lround(255.0f * std::clamp(encoded, 0.0f, 1.0f)));
    };
    return rgb(byte(linear.x) << 16 | byte(linear.y) << 8 | byte(linear.z));
}

/// The mean colour of a patch, or what is to be done for it.
void draw_sample(const Rect& at, const PatchLight* light, const char* name, bool is_in_hand) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    fill(list, at, light ? seen(light->colour) : theme.field, px(8.0f));
    outline(list, at, is_in_hand ? theme.accent : theme.line, px(8.0f), px(is_in_hand ? 2.0f : 1.0f));
    if (!light) draw_text_centred(list, context().fonts.small, at, theme.muted, "drag on the photo");
    draw_text(list, context().fonts.small, {at.x, at.bottom() + px(5.0f)}, theme.muted, name);
}

/// What a person is to do next; empty when both patches are there.
const char* next_step(const PhotoView& view) {
    if (!view.has(PhotoView::Patch::Bare)) return "Drag over bare skin without hair, close to the work.";
    if (!view.has(PhotoView::Patch::Worked)) return "Now drag over pigmented skin right beside it.";
    return "";
}

}  // namespace

void PhotoDialog::wait_for(std::string name, std::function<void()> cancel) {
    close();
    is_open_ = true;
    name_ = std::move(name);
    cancel_ = std::move(cancel);
}

void PhotoDialog::show(Photo photo, const Document& document) {
    cancel_ = nullptr;
    is_open_ = true;
    photo_ = std::move(photo);
    view_.start(photo_->image.width, photo_->image.height, show_ ? show_(&photo_->image) : nullptr);
    dots_per_cm2_ = document.dots->density_per_cm2;
    diameter_mm_ = document.dots->diameter_mm;
    days_.reset();
    covers_ = Covers::ManyDots;
}

void PhotoDialog::close() {
    if (cancel_) cancel_();
    cancel_ = nullptr;
    is_open_ = false;
    photo_.reset();
    reading_.reset();
    if (show_) show_(nullptr);
    if (ImGui::GetCurrentContext() && ImGui::GetIO().UserData) context().typing = {};
}

const PhotoContrast* PhotoDialog::said(const Document& document) {
    using Patch = PhotoView::Patch;
    if (!photo_ || (!view_.has(Patch::Bare) && !view_.has(Patch::Worked))) return nullptr;
    const float healed = FadeModel{}.healed_days;
    const float covered = covers_ == Covers::OneDot ? 1.0f : covered_by_dots(document, dots_per_cm2_.value_or(0.0f), diameter_mm_.value_or(0.0f), days_.value_or(healed));
    const PhotoPatch &bare = view_.patch(Patch::Bare), &worked = view_.patch(Patch::Worked);
    if (!reading_ || reading_->bare != bare || reading_->worked != worked || reading_->covered != covered)
        reading_ = Reading{bare, worked, covered, photo_contrast(photo_->image, bare, worked, covered)};
    return view_.has(Patch::Bare) && view_.has(Patch::Worked) ? &reading_->said : nullptr;
}

void PhotoDialog::add(PanelContext& panel) {
    const PhotoContrast* found = said(panel.session.document());
    FadeSettings fade = *panel.session.document().fade;
    auto added = with_result(fade.results, {*days_, found->contrast});
    if (!added) return panel.notices.problem(added.error().message);
    fade.results = std::move(*added);
    change_part(panel.session.editor(), &Document::fade, std::move(fade), "Add a healed result from a photo");
    panel.view.open_sections.insert("Your own healed results");
    close();
}

void PhotoDialog::draw_patches_section() {
    using Patch = PhotoView::Patch;
    section("Patches");
    static constexpr const char* kPatches[] = {"Bare skin", "Pigmented skin"};
    if (const auto chosen = segmented("Patch", kPatches, static_cast<int>(view_.in_hand()))) view_.take(static_cast<Patch>(*chosen));
    static constexpr const char* kShapes[] = {"Rectangle", "Circle"};
    if (const auto chosen = segmented("Shape", kShapes, view_.draws_circles() ? 1 : 0)) view_.draw_circles(*chosen == 1);
    gap(2.0f);
    const Rect row = next_row(46.0f, 24.0f);
    const float half = 0.5f * (row.width - px(8.0f));
    draw_sample({row.x, row.y, half, row.height}, view_.has(Patch::Bare) && reading_ ? &reading_->said.bare : nullptr, "Bare skin", view_.in_hand() == Patch::Bare);
    draw_sample({row.right() - half, row.y, half, row.height}, view_.has(Patch::Worked) && reading_ ? &reading_->said.worked : nullptr, "Pigmented skin", view_.in_hand() == Patch::Worked);
    if (const char* words = next_step(view_); *words) notice(words, NoticeKind::Info);
    gap(4.0f);
}

void PhotoDialog::draw_cover_section(const Document& document) {
    section("The pigmented patch holds");
    static constexpr const char* kCovers[] = {"Many dots", "Inside of one dot"};
    if (const auto chosen = segmented("Covers", kCovers, static_cast<int>(covers_))) covers_ = static_cast<Covers>(*chosen);
    if (covers_ == Covers::ManyDots) {
        std::optional<float> density = dots_per_cm2_, diameter = diameter_mm_;
        if (number_field("Dots there", density, kDensityRange.min, kDensityRange.max, kDensityStyle, "type them").committed && density) dots_per_cm2_ = density;
        if (number_field("Healed dots measure", diameter, kDiameterRangeMm.min, kDiameterRangeMm.max, kDiameterStyle, "type it").committed && diameter) diameter_mm_ = diameter;
        hint("From the design. A patch is lighter than its dots by the skin between them; this takes it out.");
    } else {
        hint("For a close-up: draw the patch well inside a dot, where it is evenly dark.");
    }
    constexpr const char* kDaysLabel = "Days after the last session";
    if (number_field(kDaysLabel, days_, kResultDaysRange.min, kResultDaysRange.max, kDaysStyle, "type them").committed && days_)
        if (const std::string taken = day_is_taken(document.fade->results, *days_); !taken.empty()) days_.reset(), refuse(kDaysLabel, taken);
    gap(4.0f);
}

void PhotoDialog::draw_result_section(const PhotoContrast& said) {
    section("Contrast of a dot");
    if (!said.problem.empty()) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        context().registry.record("Photo problem", {at.x, at.y, 1.0f, 1.0f});
        notice(said.problem, NoticeKind::Problem);
        return;
    }
    const Fonts& fonts = context().fonts;
    const Rect row = next_row(32.0f);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const std::string figure = fmt::format("{:.0f} %", 100.0f * said.contrast);
    draw_text_left(list, fonts.figure, row, context().theme.text, figure);
    const float after = text_size(fonts.figure, figure).x + px(10.0f);
    draw_text_left(list, fonts.body, {row.x + after, row.y + px(3.0f), row.width - after, row.height}, context().theme.muted,
                   fmt::format("\xc2\xb1 {:.0f}, from how uneven the patches are", std::max(1.0f, std::ceil(100.0f * said.contrast_error))));
    context().registry.record("Photo contrast", row);
    value_row("The patch as a whole is darker by", fmt::format("{:.1f}", 100.0f * said.darkening), "%");
    gap(4.0f);
    if (!days_) hint("Type the days after the last session to add it.");
    const auto tell = [](const std::string& name, const std::string& words, NoticeKind kind) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        context().registry.record(name, {at.x, at.y, 1.0f, 1.0f});
        notice(words, kind);
    };
    for (std::size_t i = 0; i < said.remarks.size(); ++i) tell(fmt::format("Photo remark {}", i + 1), said.remarks[i], NoticeKind::Advice);
    const bool is_off = photo_->colours == PhotoColours::Other;
    if (const std::string words = colour_remark(photo_->colours); !words.empty())
        tell("Photo colours", words, is_off ? NoticeKind::Advice : NoticeKind::Info);
}

void PhotoDialog::draw_buttons(const Rect& row, PanelContext& panel) {
    const PhotoContrast* found = said(panel.session.document());
    const bool is_ready = found && found->problem.empty() && days_ && !view_.is_dragging();
    const bool is_typing = !context().typing.label.empty();
    const float width = px(150.0f);
    const bool adds = button("Add the result", {row.right() - width, row.y, width, row.height}, nullptr, ButtonKind::Accent, is_ready);
    const bool cancels = button("Cancel", {row.x, row.y, row.width - width - px(8.0f), row.height});
    if (adds || (is_ready && !is_typing && take_key(Key::Enter))) add(panel);
    else if (cancels || (!is_typing && take_key(Key::Escape))) close();
}

void PhotoDialog::draw_column(const Rect& column, PanelContext& panel) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_text(list, context().fonts.title, {column.x, column.y}, theme.text, "Contrast from a photo");
    draw_text(list, context().fonts.small, {column.x, column.y + px(24.0f)}, theme.muted, fitted(context().fonts.small, name_, column.width));
    const Rect buttons{column.x, column.bottom() - px(34.0f), column.width, px(34.0f)};
    const float top = column.y + px(50.0f);
    ImGui::SetCursorScreenPos({column.x, top});
    ImGui::BeginChild("##photo column", {column.width, buttons.y - px(10.0f) - top});
    const PhotoContrast* found = said(panel.session.document());
    const bool was_typing = !context().typing.label.empty();
    draw_patches_section();
    draw_cover_section(panel.session.document());
    if (found) draw_result_section(*found);
    hint("The photo stays where it is and is not kept in the design: only the number is. Take later ones in the same light.");
    ImGui::EndChild();
    if (was_typing) take_key(Key::Enter);  // it closed the field: the result is to be seen before it is added
    draw_buttons(buttons, panel);
}

void PhotoDialog::draw_waiting(const Rect& plate) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_text_centred(list, context().fonts.body, plate, context().theme.muted, "Reading " + name_ + "\xe2\x80\xa6");
    const Rect at{std::round(plate.x + 0.5f * plate.width - px(50.0f)), std::round(plate.y + 0.5f * plate.height + px(26.0f)), px(100.0f), px(34.0f)};
    if (button("Cancel", at) || take_key(Key::Escape)) close();
}

void PhotoDialog::draw(float window_width, float window_height, PanelContext& panel) {
    if (!is_open_) return;
    const Theme& theme = context().theme;
    context().focusable.clear();
    context().has_popup = true;
    const Area area("Photo dialog", {0, 0, window_width, window_height}, theme.shade, {0, 0}, Area::Layer::Front);
    ImDrawList* list = area.list();
    const float edge = px(24.0f), inner = px(18.0f);
    const Rect plate{edge, edge, window_width - 2.0f * edge, window_height - 2.0f * edge};
    fill(list, {plate.x, plate.y + px(8.0f), plate.width, plate.height}, rgb(0, 0.4f), px(16.0f));
    fill(list, plate, theme.panel, px(14.0f));
    outline(list, plate, theme.line, px(14.0f), 1.0f);
    if (!photo_) return draw_waiting(plate);
    const float column = px(kColumn);
    view_.draw({plate.x + inner, plate.y + inner, plate.width - column - 3.0f * inner, plate.height - 2.0f * inner});
    draw_column({plate.right() - inner - column, plate.y + inner, column, plate.height - 2.0f * inner}, panel);
}

}  // namespace trichion
