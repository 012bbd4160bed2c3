// How the front edge breaks up: styles to choose from, its figures, and the meter that tells whether it looks
// grown.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "app/editor/ui/icons.h"
#include "core/base/hash.h"
#include "core/model/limits.h"
#include "core/pipeline/edge_meter.h"
#include "core/pipeline/edge_noise.h"
#include "core/pipeline/edge_styles.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>
#include <vector>

namespace trichion {
namespace {

using namespace ui;

constexpr float kDrawnWidthMm = 34.0f;  // of skin in a style's tile
constexpr float kDrawnDepthMm = 15.0f;
constexpr float kAheadMm = 4.0f;  // of it before the line, for sentinels

/// Dots as this edge lets them stand, in mm from the tile's middle and behind the drawn line: the noise is that of
/// the design, the places are a jittered grid's.
std::vector<ImVec2> dots_of(const EdgeSettings& edge) {
    constexpr float kGridMm = 0.9f;
    const EdgeNoise noise(40, edge);
    std::vector<ImVec2> dots;
    const float sentinel_share = edge.sentinels_per_side / (66.0f * edge.sentinel_reach_mm) * kGridMm * kGridMm;
    std::uint64_t count = 0;
    for (float y = -kAheadMm; y < kDrawnDepthMm - kAheadMm; y += kGridMm)
        for (float x = -0.5f * kDrawnWidthMm; x < 0.5f * kDrawnWidthMm; x += kGridMm) {
            const std::uint64_t bits = mix(0x65646765u, ++count);
            const ImVec2 dot{x + kGridMm * unit_float(bits), y + kGridMm * unit_float(bits << 20)};
            const float behind = dot.y - noise.recess_mm({dot.x + 60.0f, 17.0f, 3.0f});
            const float t = std::clamp(behind / std::max(edge.transition_mm, 0.1f), 0.0f, 1.0f);
            const float share = behind < 0.0f
                                    ? sentinel_share
                                    : edge.first_row + (1.0f - edge.first_row) * t * t * (3.0f - 2.0f * t);
            if (unit_float(mix(bits)) < share) dots.push_back(dot);
        }
    return dots;
}

/// Those of every style, in their order.
const std::vector<std::vector<ImVec2>>& drawn_styles() {
    static const std::vector<std::vector<ImVec2>> drawn = [] {
        std::vector<std::vector<ImVec2>> all;
        for (const EdgeStyle& style : edge_styles()) all.push_back(dots_of(style.edge));
        return all;
    }();
    return drawn;
}

void draw_tile_dots(const std::vector<ImVec2>& dots, const Rect& box, ImU32 ink) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float per_mm = std::min(box.width / kDrawnWidthMm, box.height / kDrawnDepthMm);
    for (const ImVec2& dot : dots) {
        const ImVec2 at{box.x + 0.5f * box.width + dot.x * per_mm, box.bottom() - (dot.y + kAheadMm) * per_mm};
        if (box.contains(at.x, at.y)) list->AddCircleFilled(at, 0.36f * per_mm, ink, 8);
    }
}

void draw_styles(Editor& editor) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const EdgeStyle* chosen = style_of(*editor.document().edge);
    section("Edge", chosen ? std::string_view{} : std::string_view{"own figures"});
    constexpr std::size_t kColumns = 3;
    const float gap = px(6.0f);
    const auto styles = edge_styles();
    for (std::size_t first = 0; first < styles.size(); first += kColumns) {
        const Rect row = next_row(58.0f, 5.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - gap * (kColumns - 1)) / kColumns);
        for (std::size_t i = first; i < std::min(first + kColumns, styles.size()); ++i) {
            const EdgeStyle& style = styles[i];
            const Rect tile{row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height};
            const bool is_chosen = &style == chosen;
            const Pressable p = pressable(fmt::format("Edge {}", style.name), tile);
            fill(list, tile, p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
            if (is_chosen) ui::outline(list, tile, theme.accent, px(8.0f), px(1.8f));
            const ImU32 ink = is_chosen ? theme.text : theme.muted;
            draw_tile_dots(drawn_styles()[i],
                           {tile.x + px(7.0f), tile.y + px(5.0f), tile.width - px(14.0f), px(34.0f)}, ink);
            draw_text_centred(list, context().fonts.small, {tile.x, tile.y + px(39.0f), tile.width, px(18.0f)},
                              ink, style.label);
            if (p.is_focused) focus_ring(list, tile, px(8.0f));
            if (!p.was_pressed || is_chosen) continue;
            EdgeSettings edge = style.edge;
            edge.seed = editor.document().edge->seed;
            change_part(editor, &Document::edge, edge, fmt::format("Choose {} edge", style.label));
        }
        ImGui::SetCursorScreenPos(after);
    }
}

std::string meter_sentence(const EdgeMeter& meter) {
    const float off_mm = std::sqrt(meter.micro_mm * meter.micro_mm + meter.macro_mm * meter.macro_mm);
    if (meter.regularity >= kTooRegularFrom)
        return fmt::format("Its first dots stray only {:.1f} mm from a smooth line, as if drawn with a ruler. Grown hair strays about 1 mm.",
                           off_mm);
    if (meter.regularity >= kNeatFrom)
        return fmt::format("Its first dots stray {:.1f} mm from a smooth line. Grown hair strays about 1 mm.", off_mm);
    return fmt::format("Its first dots stray {:.1f} mm from a smooth line, as grown.", off_mm);
}

/// A track from irregular to ruled with its good span, the edge's place on it, and what that means in words.
void draw_meter(const EdgeMeter& meter) {
    if (!meter.is_measured) return;
    const Theme& theme = context().theme;
    const Fonts& fonts = context().fonts;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const bool is_ruled = meter.regularity >= kTooRegularFrom;
    const Rect head = next_row(20.0f);
    context().registry.record("Regularity", head);
    draw_text_left(list, fonts.body, head, theme.text, "Regularity");
    draw_text_right(list, fonts.body, head, is_ruled ? theme.caution : theme.accent_text, to_words(meter));
    const Rect row = next_row(16.0f, 2.0f);
    const Rect track{row.x, row.y + px(5.0f), row.width, px(5.0f)};
    fill(list, track, theme.raised_hover, px(2.5f));
    fill(list, {track.x, track.y, kNeatFrom * track.width, track.height}, theme.accent_deep, px(2.5f));
    const float from = track.x + kTooRegularFrom * track.width;
    fill(list, {from, track.y, track.right() - from, track.height}, theme.caution_deep, px(2.5f));
    for (const float limit : {kNeatFrom, kTooRegularFrom})
        fill(list,
             {std::round(track.x + limit * track.width), track.y - px(2.0f), px(1.0f), track.height + px(4.0f)},
             theme.muted);
    const ImVec2 knob{track.x + std::clamp(meter.regularity, 0.0f, 1.0f) * track.width,
                      track.y + 0.5f * track.height};
    list->AddCircleFilled(knob, px(5.0f), is_ruled ? theme.caution : theme.accent, 24);
    const Rect ends = next_row(14.0f, 4.0f);
    draw_text_left(list, fonts.small, ends, theme.muted, "irregular");
    draw_text_right(list, fonts.small, {ends.x, ends.y, kNeatFrom * ends.width - px(4.0f), ends.height}, theme.accent_text, "looks grown");
    draw_text_right(list, fonts.small, ends, theme.muted, "like a ruler");
    hint(meter_sentence(meter));
}

/// A slider for one figure of the edge, shown as `shown` times its value.
void draw_figure(Editor& editor, const char* label, float EdgeSettings::*figure, const Range& range,
                 const NumberStyle& style, float shown = 1.0f, const char* meaning = "") {
    EdgeSettings edge = *editor.document().edge;
    float value = edge.*figure * shown;
    const Edited edited = slider(label, value, range.min * shown, range.max * shown, style);
    if (edited.changed) edge.*figure = std::clamp(value / shown, range.min, range.max);
    follow(editor, &Document::edge, edge, edited, fmt::format("Change {}", label));
    const Rect* track = context().registry.find(label);
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    constexpr float kLabelWidth = 118.0f;
    if (*meaning && track && ImGui::IsWindowHovered() && mouse.x < track->x && mouse.x > track->x - px(kLabelWidth) &&
        mouse.y >= track->y && mouse.y < track->bottom())
        tooltip(meaning, *track);
}

void draw_details(PanelContext& panel) {
    if (!folding_section("Edge in detail", panel.view.open_sections)) return;
    Editor& editor = panel.session.editor();
    const NumberStyle mm{.unit = "mm", .decimals = 1, .step = 0.1f},
        wave{.unit = "mm", .decimals = 0, .step = 1.0f};
    const NumberStyle percent{.unit = "%", .decimals = 0, .step = 1.0f};
    draw_figure(editor, "Mounds, depth", &EdgeSettings::macro_mm, kMacroRangeMm, mm,
                1.0f, "How far the edge swings to and fro in long mounds");
    draw_figure(editor, "Mounds, length", &EdgeSettings::macro_wave_mm, kMacroWaveRangeMm, wave,
                1.0f, "From one mound to the next");
    draw_figure(editor, "Clusters, depth", &EdgeSettings::micro_mm, kMicroRangeMm, mm,
                1.0f, "How deep the small notches between clusters of dots are");
    draw_figure(editor, "Clusters, length", &EdgeSettings::micro_wave_mm, kMicroWaveRangeMm, wave,
                1.0f, "From one cluster to the next");
    draw_figure(editor, "Gaps", &EdgeSettings::gaps, kGapsRange, percent, 100.0f, "Share of the edge that is left open");
    draw_figure(editor, "First row, density", &EdgeSettings::first_row, kFirstRowRange, percent, 100.0f, "Of the full density, at the very edge");
    draw_figure(editor, "First row, size", &EdgeSettings::first_row_diameter, kFirstRowDiameterRange, percent,
                100.0f, "Of a full dot's diameter, at the very edge");
    draw_figure(editor, "Single dots", &EdgeSettings::sentinels_per_side, kSentinelsRange,
                {.unit = "a side", .decimals = 0, .step = 1.0f}, 1.0f, "Single dots ahead of the edge, on each side");
    draw_figure(editor, "Their reach", &EdgeSettings::sentinel_reach_mm, kSentinelReachRangeMm, mm, 1.0f,
                "How far ahead of the edge they stand at most");
    ImGui::Dummy({1.0f, px(6.0f)});
    if (row_button("Another edge", icon::kTurn, ButtonKind::Plain)) {
        EdgeSettings edge = *editor.document().edge;
        ++edge.seed;
        change_part(editor, &Document::edge, edge, "Another edge");
    }
    hint("The same figures, broken up elsewhere.");
}

/// The bright line covers what these settings change: it steps aside while the pointer is on them, and to a drag's end.
void note_judging(ViewState& view, float top, float bottom) {
    const float y = ImGui::GetIO().MousePos.y;
    const bool is_over = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) && y >= top && y < bottom;
    view.is_judging_edge = ImGui::IsAnyItemActive() ? view.is_judging_edge : is_over;
}

}  // namespace

void draw_edge_section(PanelContext& panel) {
    Editor& editor = panel.session.editor();
    const float top = ImGui::GetCursorScreenPos().y;
    draw_styles(editor);
    draw_figure(editor, "Transition", &EdgeSettings::transition_mm, kTransitionRangeMm,
                {.unit = "mm", .decimals = 1, .step = 0.5f}, 1.0f, "From the first dots to full density");
    if (const Dots* dots = panel.session.pipeline().dots()) draw_meter(dots->edge);
    draw_details(panel);
    note_judging(panel.view, top, ImGui::GetCursorScreenPos().y);
    ImGui::Dummy({1.0f, px(12.0f)});
}

}  // namespace trichion
