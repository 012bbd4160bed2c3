// One tip at most: the last that is asked for in a frame is the most particular one.
#include "app/editor/ui/tip.h"

#include "app/editor/ui/draw.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace trichion::ui {
namespace {

constexpr double kRest_s = 0.35;
constexpr float kWidest = 320.0f, kGap = 8.0f;

/// Moved inside the window, on the axis along which it may move.
float inside(float at, float size, float from, float room) { return std::max(from, std::min(at, from + room - size)); }

enum class Side { Right, Left, Below, Above };

Rect beside(Side side, float width, float height, const Rect& clear, const Rect& window) {
    const float gap = px(kGap);
    Rect plate{clear.x + 0.5f * (clear.width - width), clear.y + 0.5f * (clear.height - height), width, height};
    if (side == Side::Right) plate.x = clear.right() + gap;
    if (side == Side::Left) plate.x = clear.x - gap - width;
    if (side == Side::Below) plate.y = clear.bottom() + gap;
    if (side == Side::Above) plate.y = clear.y - gap - height;
    if (side == Side::Right || side == Side::Left) plate.y = inside(plate.y, height, window.y, window.height);
    else plate.x = inside(plate.x, width, window.x, window.width);
    return plate;
}

bool fits(const Rect& plate, const Rect& window) {
    return plate.x >= window.x && plate.y >= window.y && plate.right() <= window.right() && plate.bottom() <= window.bottom();
}

}  // namespace

void tooltip(std::string_view words, const Rect& clear) {
    Tip& tip = context().tip;
    const bool is_new = tip.words != words;
    if (is_new) tip = {.words = std::string(words), .since_s = ImGui::GetTime()};
    tip.clear = clear;
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    tip.host = {at.x, at.y, size.x, size.y};
    tip.is_wanted = true;
}

Rect tip_place(float width, float height, const Rect& clear, const Rect& host, const Rect& window) {
    constexpr float kSlim = 0.4f;  // of the window
    const bool is_column = host.width < kSlim * window.width && host.height > host.width;
    const bool is_bar = !is_column && host.height < kSlim * window.height;
    if (is_column) {
        const bool is_right = host.x + 0.5f * host.width > window.x + 0.5f * window.width;
        return beside(is_right ? Side::Left : Side::Right, width, height, {host.x, clear.y, host.width, clear.height}, window);
    }
    if (is_bar) {
        const bool is_low = host.y + 0.5f * host.height > window.y + 0.5f * window.height;
        return beside(is_low ? Side::Above : Side::Below, width, height, {clear.x, host.y, clear.width, host.height}, window);
    }
    // A lone symbol has its like to the right and left of it.
    constexpr float kSymbol = 1.5f;
    static constexpr std::array kRow{Side::Right, Side::Left, Side::Below}, kAlone{Side::Below, Side::Above, Side::Right};
    for (const Side side : clear.width < kSymbol * clear.height ? kAlone : kRow)
        if (const Rect plate = beside(side, width, height, clear, host); fits(plate, host) && fits(plate, window)) return plate;
    return beside(Side::Above, width, height, clear, window);
}

void draw_tip() {
    Tip& tip = context().tip;
    if (!std::exchange(tip.is_wanted, false)) tip = {};
    if (ImGui::IsAnyMouseDown()) tip.is_done = true;
    tip.is_due = !tip.words.empty() && !tip.is_done && ImGui::GetTime() - tip.since_s < kRest_s;
    if (tip.words.empty() || tip.is_done || tip.is_due) return;
    const Theme& theme = context().theme;
    ImFont* font = context().fonts.small;
    const float width = std::min(px(kWidest), text_size(font, tip.words).x + 1.0f);
    const float height = draw_text_wrapped(nullptr, font, {}, width, 0, tip.words);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float edge = px(6.0f);
    const Rect plate = tip_place(width + px(16.0f), height + px(10.0f), tip.clear, tip.host, {edge, edge, size.x - 2.0f * edge, size.y - 2.0f * edge});
    ImDrawList* front = ImGui::GetForegroundDrawList();
    fill(front, plate, rgb(0x0d0e0f, 0.96f), px(6.0f));
    outline(front, plate, theme.line, px(6.0f), 1.0f);
    draw_text_wrapped(front, font, {plate.x + px(8.0f), plate.y + px(5.0f)}, width, theme.text, tip.words);
    context().registry.record("Tip: " + tip.words, plate);
}

}  // namespace trichion::ui
