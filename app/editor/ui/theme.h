// The colours and measures of the interface: the only place that knows them.
#pragma once

#include <imgui.h>

namespace trichion::ui {

/// 0xRRGGBB and an opacity as Dear ImGui packs colours.
constexpr ImU32 rgb(unsigned hex, float alpha = 1.0f) {
    const auto a = static_cast<unsigned>(alpha * 255.0f + 0.5f);
    return ((hex >> 16) & 0xffu) | (hex & 0xff00u) | ((hex & 0xffu) << 16) | (a << 24);
}

/// The same colour at another opacity.
constexpr ImU32 faded(ImU32 colour, float alpha) {
    return (colour & 0x00ffffffu) | (static_cast<unsigned>(static_cast<float>(colour >> 24) * alpha + 0.5f) << 24);
}

/// Neutral greys, for skin is judged against them, and one accent.
struct Theme {
    ImU32 background = rgb(0x17181a);
    ImU32 panel = rgb(0x1f2023);
    ImU32 raised = rgb(0x2a2c30);
    ImU32 raised_hover = rgb(0x34363b);
    ImU32 field = rgb(0x151618);
    ImU32 segment_hover = rgb(0x1f2124);   // of a choice on `field`: far from the chosen one's, so that it does not look chosen
    ImU32 segment_chosen = rgb(0x3c3f45);
    ImU32 line = rgb(0x34363b);
    ImU32 text = rgb(0xececee);
    ImU32 muted = rgb(0x9a9da4);
    ImU32 disabled = rgb(0x5d6067);
    ImU32 accent = rgb(0x4fb3a5);
    ImU32 accent_hover = rgb(0x62c4b6);
    ImU32 accent_deep = rgb(0x1f4f49);
    ImU32 accent_text = rgb(0x7fe0d2);   // accent-coloured words on panel or accent_deep
    ImU32 on_accent = rgb(0x0c1f1c);
    ImU32 curve = rgb(0x5fe0cd);
    ImU32 curve_back = rgb(0x0b3f39, 0.55f);
    ImU32 good = rgb(0x7fce8f);          // a figure within its limit
    ImU32 caution = rgb(0xe0a84a);
    ImU32 caution_deep = rgb(0x2b2618);
    ImU32 caution_text = rgb(0xf0dcb4);
    ImU32 danger = rgb(0xe0685a);
    ImU32 danger_deep = rgb(0x2f1c1a);
    ImU32 danger_text = rgb(0xf5cfc9);
    ImU32 backdrop_top = rgb(0xb4bac3);
    ImU32 backdrop_bottom = rgb(0x878d95);
    ImU32 overlay = rgb(0x1f2023, 0.93f);  // plates over the viewport
    ImU32 shade = rgb(0x0b0c0d, 0.62f);    // behind a dialog
    ImU32 knob = rgb(0xf2f3f5);
};

/// Sizes at scale 1; everything multiplies (ui::px).
inline constexpr float kTopBar = 52.0f;
inline constexpr float kRail = 60.0f;
inline constexpr float kInspector = 330.0f;
inline constexpr float kTimeLine = 132.0f;
inline constexpr float kPad = 16.0f;
inline constexpr float kPresentBar = 138.0f;  // what Present mode's controls cover at the bottom

}  // namespace trichion::ui
