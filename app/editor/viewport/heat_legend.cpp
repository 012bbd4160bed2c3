// Two buttons, a ramp with ticks, and a plate beside the pointer.
#include "app/editor/viewport/heat_legend.h"

#include "app/editor/viewport/sheet_ink.h"
#include "app/editor/viewport/stencil_picture.h"
#include "app/editor/viewport/viewport.h"
#include "app/picture/colours.h"
#include "app/picture/picture.h"
#include "renderer/scene.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <fmt/format.h>
#include <string>
#include <utility>

namespace trichion {
namespace {

using namespace ui;

constexpr float kOptionHeight = 28.0f, kOptionGap = 6.0f;
constexpr float kLegendWidth = 252.0f, kLegendHeight = 66.0f, kKeyRow = 24.0f;

ImU32 ink_of(const glm::vec3& srgb) { return ImGui::ColorConvertFloat4ToU32({srgb.x, srgb.y, srgb.z, 1.0f}); }

/// @param ink  of a share of the ramp, 0 to 1.
template <class Ink>
void draw_ramp(ImDrawList* list, const Rect& bar, const Ink& ink) {
    constexpr int kPieces = 24;
    for (int k = 0; k < kPieces; ++k) {
        const float from = static_cast<float>(k) / kPieces, to = static_cast<float>(k + 1) / kPieces;
        const ImU32 a = ink(from), b = ink(to);
        list->AddRectFilledMultiColor({bar.x + from * bar.width, bar.y}, {bar.x + to * bar.width, bar.bottom()}, a, b, b, a);
    }
}

void draw_ticks(ImDrawList* list, const Rect& bar, float top, int count) {
    ImFont* font = context().fonts.small;
    for (int k = 0; k <= count; ++k) {
        const float tick = top * static_cast<float>(k) / static_cast<float>(count);
        const std::string words = fmt::format("{:.0f}", tick);
        draw_text(list, font, {std::round(bar.x + bar.width * tick / top - 0.5f * text_size(font, words).x), bar.bottom() + px(4.0f)}, context().theme.muted, words);
    }
}

struct Legend {
    const char* name;
    const char* title;
    float top;
    int ticks;
};

/// The plate with title and ticks. @return the line of its title, and where the ramp belongs.
std::pair<Rect, Rect> draw_legend(ImDrawList* list, const Rect& rect, const Legend& legend) {
    const Rect plate = lifted({rect.right() - px(kLegendWidth + 14.0f), rect.bottom() - px(kLegendHeight + 14.0f), px(kLegendWidth), px(kLegendHeight)});
    fill(list, plate, context().theme.overlay, px(8.0f));
    const Rect inner{plate.x + px(18.0f), plate.y + px(8.0f), plate.width - px(36.0f), px(18.0f)};
    draw_text_left(list, context().fonts.body, inner, context().theme.muted, legend.title);
    const Rect bar{inner.x, inner.bottom() + px(6.0f), inner.width, px(9.0f)};
    draw_ticks(list, bar, legend.top, legend.ticks);
    context().registry.record(legend.name, plate);
    context().plates.push_back(plate);
    context().registry.record(std::string(legend.name) + ", colours", bar);
    return {inner, bar};
}

void draw_beside_pointer(ImDrawList* list, const Rect& rect, const std::string& words) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    ImFont* font = context().fonts.strong;
    const float width = text_size(font, words).x + px(20.0f);
    const float x = mouse.x + px(18.0f) + width < rect.right() ? mouse.x + px(18.0f) : mouse.x - px(18.0f) - width;
    const Rect plate{x, std::max(mouse.y - px(36.0f), rect.y + px(4.0f)), width, px(26.0f)};
    fill(list, plate, context().theme.overlay, px(6.0f));
    draw_text_centred(list, font, plate, context().theme.text, words);
    context().registry.record("Density here: " + words, plate);
}

long bits_in(const std::vector<std::uint64_t>& words) {
    long count = 0;
    for (const std::uint64_t word : words) count += std::popcount(word);
    return count;
}

/// A row of a key: a coloured dot, what it means and how many there are.
void draw_key(ImDrawList* list, const Rect& row, const glm::vec3& linear, const char* words, long count) {
    const ImVec2 dot{row.x + px(5.0f), row.y + 0.5f * row.height};
    list->AddCircleFilled(dot, px(5.0f), ink_of(srgb_from_linear(linear)), 24);
    const float words_x = row.x + px(18.0f);
    draw_text_left(list, context().fonts.body, {words_x, row.y, row.right() - words_x, row.height}, context().theme.muted, words);
    draw_text_right(list, context().fonts.strong, row, context().theme.text, grouped(count));
    context().registry.record(fmt::format("{}: {}", words, count), row);
}

}  // namespace

bool has_picture_options(const ViewState& view) { return !view.is_presenting && (view.step == Step::Dots || view.step == Step::Preview); }

void draw_picture_options(const Rect& rect, PanelContext& panel) {
    if (!has_picture_options(panel.view)) return;
    const PictureOption density{"Density map", "Density map", "Colours the skin by its dots per cm\xc2\xb2  (H)", panel.view.shows_density};
    const PictureOption merging{"Merging dots", "Merging dots", "Colours dots that run together: once healed, or within 5 years  (W)", panel.view.shows_merging};
    const float width = width_of(density) + px(kOptionGap) + width_of(merging);
    const Rect row{rect.right() - px(14.0f) - width, rect.y + px(50.0f), width, px(kOptionHeight)};
    if (picture_option(density, {row.x, row.y, width_of(density), row.height}, row)) panel.view.shows_density = !panel.view.shows_density;
    if (picture_option(merging, {row.right() - width_of(merging), row.y, width_of(merging), row.height}, row)) panel.view.shows_merging = !panel.view.shows_merging;
}

float density_scale_top(float densest_per_cm2) {
    for (const float top : {50.0f, 100.0f, 150.0f, 200.0f, 250.0f, 300.0f, 400.0f, 500.0f, 600.0f, 800.0f})
        if (densest_per_cm2 <= top) return top;
    return 200.0f * std::ceil(densest_per_cm2 / 200.0f);
}

void draw_density_legend(const Rect& rect, float top_per_cm2, std::optional<float> here_per_cm2) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float tick = top_per_cm2 > 1200.0f ? 400.0f : top_per_cm2 > 600.0f ? 200.0f : top_per_cm2 > 300.0f ? 100.0f : top_per_cm2 > 50.0f ? 50.0f : 10.0f;
    const auto [inner, bar] = draw_legend(list, rect, {"Density legend", "Dots per cm\xc2\xb2", top_per_cm2, static_cast<int>(std::ceil(top_per_cm2 / tick))});
    draw_ramp(list, bar, [](float share) { return ink_of(overlay_colour({}, share)); });
    if (!here_per_cm2) return;
    const std::string words = fmt::format("{:.0f} per cm\xc2\xb2", *here_per_cm2);
    draw_text_right(list, context().fonts.strong, inner, theme.text, words);
    const float x = bar.x + bar.width * std::min(*here_per_cm2 / top_per_cm2, 1.0f);
    list->AddTriangleFilled({x, bar.y + px(1.0f)}, {x - px(4.5f), bar.y - px(6.0f)}, {x + px(4.5f), bar.y - px(6.0f)}, theme.text);
    draw_beside_pointer(list, rect, words);
}

void draw_merging_legend(const Rect& rect, const Dots* dots, bool is_above_density) {
    const Theme& theme = context().theme;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const long by_years = dots ? bits_in(dots->merging.crowded) : 0, healed = dots ? bits_in(dots->merging.healed_crowded) : 0;
    const bool is_any = by_years > 0;
    const float height = px(is_any ? 12.0f + 2.0f * kKeyRow : 36.0f), up = px(14.0f + (is_above_density ? kLegendHeight + 8.0f : 0.0f));
    const Rect plate = lifted({rect.right() - px(kLegendWidth + 14.0f), rect.bottom() - up - height, px(kLegendWidth), height});
    fill(list, plate, theme.overlay, px(8.0f));
    context().registry.record("Merging legend", plate);
    context().plates.push_back(plate);
    const Rect inner{plate.x + px(18.0f), plate.y, plate.width - px(36.0f), plate.height};
    if (!is_any) {
        context().registry.record("No dots merge", inner);
        return draw_text_left(list, context().fonts.body, inner, theme.text, "No dots merge");
    }
    const Rect first{inner.x, plate.y + px(6.0f), inner.width, px(kKeyRow)};
    draw_key(list, first, kMergesNowLinear, "Merge once healed", healed);
    draw_key(list, {first.x, first.bottom(), first.width, first.height}, kMergesLaterLinear, "Merge later, by 5 years", by_years - healed);
}

void draw_stretch_legend(const Rect& rect, double worst_percent, StretchOn where) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto [title, bar] = draw_legend(list, rect, {"Stretch legend", "Paper against skin, %", kStretchMapTop_percent, 3});
    draw_ramp(list, bar, [&](float share) { return ink_of(where == StretchOn::Sheet ? sheet_stretch_colour(share) : overlay_colour({}, share)); });
    draw_text_right(list, context().fonts.strong, title, context().theme.text, fmt::format("at most {:.1f}", worst_percent));
}

}  // namespace trichion
