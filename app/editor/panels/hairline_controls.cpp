// The hairline in mm and degrees, its two sides, and what it measures.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/pipeline/outline_controls.h"
#include "core/pipeline/outline_mirroring.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <fmt/format.h>

namespace trichion {
namespace {

using namespace ui;

std::string undo_words(const ControlInfo& info) {
    if (info.control == Control::Height) return "Move hairline";
    std::string words = info.label;
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return "Change " + words;
}

/// Follows a slider that reshapes the outline: always from where the drag began, so that a way there and back ends at
/// the same outline. A value that cannot be is told under the slider, and the line stays at the last that could.
template <class Reshape>
void follow_outline(PanelContext& panel, const char* label, const Edited& edited, const std::string& undo, const Reshape& reshape) {
    Editor& editor = panel.session.editor();
    if (edited.changed) {
        if (!panel.view.outline_before) panel.view.outline_before = panel.session.document().outline;
        Result<Outline> reshaped = reshape(**panel.view.outline_before);
        if (reshaped) preview_part(editor, &Document::outline, std::move(*reshaped));
        else refuse(label, reshaped.error().message);
    }
    if (edited.cancelled) editor.cancel();
    if (edited.committed) editor.commit(undo, Session::today());
    if (edited.cancelled || edited.committed) panel.view.outline_before.reset();
}

/// The slider of one control; nothing where the outline has no such part.
void draw_control(PanelContext& panel, const Head& head, const OutlineResult& traced, Control control) {
    const ControlInfo& info = control_infos()[static_cast<std::size_t>(control)];
    const std::optional<float> shown = traced.controls[static_cast<std::size_t>(control)];
    if (!shown) return;
    float value = std::round(*shown * 10.0f) / 10.0f;
    const int decimals = std::abs(value) < 100.0f ? 1 : 0;  // three digits and a tenth are wider than the field
    const Edited edited = slider(info.label, value, info.range.min, info.range.max, {.unit = info.unit, .decimals = decimals, .step = 1.0f});
    follow_outline(panel, info.label, edited, undo_words(info), [&](const Outline& before) {
        return set_control(head, Symmetry(head, *panel.session.document().client), before, control, value);
    });
    const Rect* track = context().registry.find(info.label);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    if (track && ImGui::IsWindowHovered() && mouse.x < track->x && mouse.x > track->x - px(118.0f) && mouse.y >= track->y && mouse.y < track->bottom())
        tooltip(info.meaning, *track);
}

void draw_temples(PanelContext& panel, const Head& head, const OutlineResult& traced) {
    if (!folding_section("Temples", panel.view.open_sections)) return;
    for (const Control control : {Control::TemporalForward, Control::TemporalHeight, Control::TempleAngle})
        draw_control(panel, head, traced, control);
    ImGui::Dummy({1.0f, px(8.0f)});
}

void draw_sides(PanelContext& panel, const Head& head, const OutlineResult& traced) {
    const bool has_nape = traced.controls[static_cast<std::size_t>(Control::NapeHeight)].has_value();
    if (!folding_section("Sides and nape", panel.view.open_sections, has_nape ? "" : "ends at the fringe")) return;
    for (const Control control : {Control::SideburnLength, Control::EarDistance, Control::NapeHeight, Control::NapeWidth, Control::BlendHeight})
        draw_control(panel, head, traced, control);
    Outline outline = *panel.session.document().outline;
    if (outline.extent == Extent::Fringe) {
        const Edited blend = slider("Fringe blend", outline.blend_mm, kBlendRangeMm.min, kBlendRangeMm.max, {.unit = "mm", .decimals = 0, .step = 1.0f});
        follow(panel.session.editor(), &Document::outline, outline, blend, "Change fringe blend");
    }
    ImGui::Dummy({1.0f, px(8.0f)});
}

/// Left against right along the edge: out of the worked area is down, as on a face.
void draw_side_plot(const OutlineResult& traced) {
    constexpr float kNoticed_mm = 4.0f;  // from there on a difference is noticed
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Rect box = next_row(62.0f, 2.0f);
    context().registry.record("Left against right", box);
    fill(list, box, theme.field, px(6.0f));
    const float most = std::max(1.25f * kNoticed_mm, 1.1f * traced.left_right_mm), length = std::max(1.0f, traced.sides.back().along_mm);
    const Rect plot = inset(box, px(6.0f));
    const auto at = [&](float along_mm, float mm) {
        return ImVec2{plot.x + plot.width * along_mm / length, plot.y + plot.height * (0.5f + 0.5f * mm / most)};
    };
    for (const float mm : {-kNoticed_mm, kNoticed_mm}) list->AddLine(at(0.0f, mm), at(length, mm), faded(theme.caution, 0.45f), px(1.0f));
    list->AddLine(at(0.0f, 0.0f), at(length, 0.0f), theme.line, px(1.0f));
    std::vector<ImVec2> line;
    for (const SideDifference& side : traced.sides) line.push_back(at(side.along_mm, side.mm));
    list->AddPolyline(line.data(), static_cast<int>(line.size()), theme.curve, 0, px(1.6f));
    const Rect words = next_row(16.0f, 6.0f);
    draw_text_left(list, context().fonts.small, words, theme.muted, "middle of the hairline");
    draw_text_right(list, context().fonts.small, words, theme.muted, "back");
}

void draw_mirror_buttons(PanelContext& panel, const Head& head) {
    const Outline& outline = *panel.session.document().outline;
    const Rect row = next_row(32.0f, 8.0f);
    const ImVec2 after = ImGui::GetCursorScreenPos();
    const float half = std::floor(0.5f * (row.width - px(8.0f)));
    std::optional<Side> to;
    if (button("Left as right", {row.x, row.y, half, row.height})) to = Side::Left;
    if (button("Right as left", {row.right() - half, row.y, half, row.height})) to = Side::Right;
    ImGui::SetCursorScreenPos(after);
    if (!to) return;
    const Symmetry symmetry(head, *panel.session.document().client);
    change_part(panel.session.editor(), &Document::outline, with_side_mirrored(head, symmetry, outline, *to),
                *to == Side::Left ? "Make left as right" : "Make right as left");
}

/// How far the left side of the line lies off the right one by nature, at most; 0 without points.
float natural_difference_mm(const Head& head, const ClientFacts& client, const Outline& outline) {
    const Symmetry symmetry(head, client);
    float most = 0.0f;
    for (const OutlinePoint& point : outline.points)
        if (point.at.triangle < head.measuring.triangle_count()) most = std::max(most, glm::length(symmetry.natural_mm(head.measuring.position(point.at))));
    return most;
}

/// What there is to keep, under its slider.
std::string natural_words(float most_mm, bool is_traced) {
    constexpr float kEven_mm = 0.3f;  // nobody sees less
    const char* what = is_traced ? "The client's traced hairline" : "This head";
    if (most_mm < kEven_mm) return fmt::format("{} is even within {:.1f} mm: nothing to keep.", what, kEven_mm);
    if (is_traced) return fmt::format("{}: left and right differ by up to {:.1f} mm.", what, most_mm);
    return fmt::format("{}: left and right differ by up to {:.1f} mm, by its landmarks. Trace the client's hairline to keep that of the line itself.", what, most_mm);
}

void draw_symmetry(PanelContext& panel, const Head& head, const OutlineResult& traced) {
    const std::string differ = fmt::format("differ by {:.1f} mm", traced.left_right_mm);
    if (!folding_section("Symmetry", panel.view.open_sections, differ)) return;
    const Outline& outline = *panel.session.document().outline;
    const ClientFacts& client = *panel.session.document().client;
    float percent = std::round(100.0f * outline.asymmetry);
    const Edited kept = slider("Keep natural", percent, 0.0f, 100.0f, {.unit = "%", .decimals = 0, .step = 5.0f});
    follow_outline(panel, "Keep natural", kept, "Keep natural asymmetry", [&](const Outline& before) {
        return with_asymmetry(head, Symmetry(head, client), before, percent / 100.0f);
    });
    hint(natural_words(natural_difference_mm(head, client, outline), !client.traced_hairline.empty()));
    draw_mirror_buttons(panel, head);
    value_row("Left and right differ by", fmt::format("{:.1f}", traced.left_right_mm), "mm");
    if (traced.sides.size() > 1) draw_side_plot(traced);
    ImGui::Dummy({1.0f, px(8.0f)});
}

void draw_measures(PanelContext& panel, const OutlineResult& traced) {
    if (!folding_section("Measures", panel.view.open_sections, fmt::format("{:.0f} mm in all", traced.length_mm))) return;
    const auto row = [](const char* name, const std::optional<float>& mm) {
        if (mm && *mm > 0.0f) value_row(name, fmt::format("{:.1f}", *mm), "mm");
    };
    const auto part = [&](OutlinePart of) { return traced.part_mm[static_cast<std::size_t>(of)]; };
    row("Corner to corner", traced.corner_width_mm);
    row("Temporal point to point", traced.temporal_width_mm);
    row("Hairline", part(OutlinePart::Frontal));
    row("Left temple", part(OutlinePart::TempleLeft));
    row("Right temple", part(OutlinePart::TempleRight));
    row("Left sideburn", part(OutlinePart::SideburnLeft));
    row("Right sideburn", part(OutlinePart::SideburnRight));
    row("Round the left ear", part(OutlinePart::EarLeft));
    row("Round the right ear", part(OutlinePart::EarRight));
    row("Nape", part(OutlinePart::Nape));
    row("Blend edge", part(OutlinePart::Blend));
    row("Whole edge", traced.length_mm);
    ImGui::Dummy({1.0f, px(8.0f)});
}

}  // namespace

void draw_controls_section(PanelContext& panel) {
    const Head* head = panel.session.pipeline().head();
    const OutlineResult* traced = panel.session.pipeline().outline();
    if (!head || !traced) return;
    section("Position");
    for (const Control control : {Control::Height, Control::Recession, Control::CornerPlace}) draw_control(panel, *head, *traced, control);
    Outline outline = *panel.session.document().outline;
    if (toggle("Mirror while editing", outline.mirror))
        change_part(panel.session.editor(), &Document::outline, outline, outline.mirror ? "Mirror while editing" : "Edit sides separately");
    draw_temples(panel, *head, *traced);
    draw_sides(panel, *head, *traced);
    draw_symmetry(panel, *head, *traced);
    draw_measures(panel, *traced);
    ImGui::Dummy({1.0f, px(8.0f)});
}

}  // namespace trichion
