// The shape of the hairline: presets to start from.
#include "app/editor/edit.h"
#include "app/editor/panels/panels.h"
#include "core/pipeline/outline_presets.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace trichion {
namespace {

using namespace ui;

/// The left half of a preset's drawing, from the middle outwards; x 0 to 1, y 0 (top) to 1.
std::span<const ImVec2> half_shape(const std::string& preset) {
    static const ImVec2 kNatural[] = {{0, 0.16f}, {0.2f, 0.15f}, {0.4f, 0.08f}, {0.56f, 0.0f}, {0.72f, 0.14f}, {0.86f, 0.52f}, {1, 1}};
    static const ImVec2 kRounded[] = {{0, 0.0f}, {0.25f, 0.03f}, {0.5f, 0.14f}, {0.72f, 0.34f}, {0.88f, 0.62f}, {1, 1}};
    static const ImVec2 kStraight[] = {{0, 0.06f}, {0.5f, 0.06f}, {0.76f, 0.08f}, {0.86f, 0.18f}, {0.91f, 0.5f}, {1, 1}};
    static const ImVec2 kEdge[] = {{0, 0.06f}, {0.5f, 0.06f}, {0.9f, 0.06f}, {0.9f, 0.08f}, {0.93f, 0.5f}, {0.94f, 1}};
    static const ImVec2 kMature[] = {{0, 0.3f}, {0.18f, 0.28f}, {0.36f, 0.14f}, {0.54f, 0.0f}, {0.72f, 0.16f}, {0.88f, 0.58f}, {1, 1}};
    static const ImVec2 kReceded[] = {{0, 0.44f}, {0.14f, 0.42f}, {0.3f, 0.24f}, {0.5f, 0.0f}, {0.66f, 0.16f}, {0.84f, 0.6f}, {1, 1}};
    static const ImVec2 kWidow[] = {{0, 0.5f}, {0.16f, 0.26f}, {0.36f, 0.06f}, {0.56f, 0.02f}, {0.76f, 0.22f}, {0.9f, 0.58f}, {1, 1}};
    const auto has = [&](std::string_view word) { return preset.find(word) != std::string::npos; };
    if (has("round")) return kRounded;
    if (has("straight")) return kStraight;
    if (has("edge")) return kEdge;
    if (has("reced")) return kReceded;
    if (has("widow") || has("heart")) return kWidow;
    if (has("mature") || has("_m")) return kMature;
    return kNatural;
}

/// A smooth line through the half shape and its mirror image.
void draw_shape(ImDrawList* list, const Rect& box, std::span<const ImVec2> half, ImU32 colour) {
    std::vector<ImVec2> points;
    const float middle = box.x + 0.5f * box.width;
    for (std::size_t i = half.size(); i-- > 1;)
        points.push_back({middle - 0.5f * box.width * half[i].x, box.y + box.height * half[i].y});
    for (const ImVec2& p : half) points.push_back({middle + 0.5f * box.width * p.x, box.y + box.height * p.y});
    std::vector<ImVec2> line;
    const auto at = [&](std::ptrdiff_t i) {
        return points[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, static_cast<std::ptrdiff_t>(points.size()) - 1))];
    };
    for (std::ptrdiff_t i = 0; i + 1 < static_cast<std::ptrdiff_t>(points.size()); ++i) {
        const ImVec2 a = at(i - 1), b = at(i), c = at(i + 1), d = at(i + 2);
        for (int k = 0; k < 6; ++k) {
            const float t = static_cast<float>(k) / 6.0f, t2 = t * t, t3 = t2 * t;
            const auto blend = [&](float p, float q, float r, float s) {
                return 0.5f * (2.0f * q + (r - p) * t + (2.0f * p - 5.0f * q + 4.0f * r - s) * t2 + (3.0f * q - p - 3.0f * r + s) * t3);
            };
            line.push_back({blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y)});
        }
    }
    line.push_back(points.back());
    list->AddPolyline(line.data(), static_cast<int>(line.size()), colour, 0, px(1.8f));
}

/// The preset that an outline started from, when it no longer is that preset: "Natural, changed".
std::string changed_words(const Outline& outline) {
    const auto preset = std::ranges::find(outline_presets(), outline.preset, &OutlinePreset::name);
    return preset == outline_presets().end() ? "changed" : preset->label + ", changed";
}

void draw_presets(PanelContext& panel, const Head* head) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& presets = outline_presets();
    const Outline& outline = *panel.session.document().outline;
    const bool is_preset = !head || is_as_fitted(*head, outline);
    section("Shape", is_preset ? std::string() : changed_words(outline));
    constexpr std::size_t kColumns = 4;
    const float gap = px(6.0f);
    for (std::size_t first = 0; first < presets.size(); first += kColumns) {
        const Rect row = next_row(58.0f, 6.0f);
        const ImVec2 after = ImGui::GetCursorScreenPos();
        const float width = std::floor((row.width - gap * (kColumns - 1)) / kColumns);
        for (std::size_t i = first; i < std::min(first + kColumns, presets.size()); ++i) {
            const Rect tile{row.x + static_cast<float>(i - first) * (width + gap), row.y, width, row.height};
            const bool is_chosen = is_preset && outline.preset == presets[i].name;
            const Pressable p = pressable("Preset " + presets[i].name, tile, head != nullptr);
            fill(list, tile, p.is_hovered ? theme.raised_hover : theme.raised, px(8.0f));
            if (is_chosen) ui::outline(list, tile, theme.accent, px(8.0f), px(1.8f));
            const ImU32 ink = is_chosen ? theme.text : theme.muted;
            draw_shape(list, {tile.x + px(15.0f), tile.y + px(14.0f), width - px(30.0f), px(15.0f)}, half_shape(presets[i].name), ink);
            draw_text_centred(list, context().fonts.small, {tile.x, tile.y + px(35.0f), width, px(18.0f)}, ink,
                              fitted(context().fonts.small, presets[i].label, width - px(4.0f)));
            if (p.is_focused) focus_ring(list, tile, px(8.0f));
            if (!p.was_pressed) continue;
            if (auto fitted_outline = fit_outline(*head, outline, presets[i].name, outline.height_mm))
                change_part(panel.session.editor(), &Document::outline, std::move(*fitted_outline), "Choose " + presets[i].label);
            else
                panel.notices.problem(fitted_outline.error().message);
        }
        ImGui::SetCursorScreenPos(after);
    }
}

}  // namespace

bool is_as_fitted(const Head& head, const Outline& outline) {
    if (outline.points.empty()) return true;
    const auto fitted = fit_outline(head, outline, outline.preset, outline.height_mm);
    return fitted && std::ranges::equal(outline.points, fitted->points, [](const OutlinePoint& a, const OutlinePoint& b) {
        return a.at == b.at && a.part == b.part && a.is_corner == b.is_corner;
    });
}

void draw_shape_section(PanelContext& panel) { draw_presets(panel, panel.session.pipeline().head()); }

}  // namespace trichion
