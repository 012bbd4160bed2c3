// Which tool is in hand and how it is set: what the rail, the options beside it and the tools themselves share.
#pragma once

#include "app/editor/tools/guide_set.h"
#include "app/editor/tools/skin_measures.h"
#include "core/model/limits.h"
#include "core/pipeline/guides.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>

namespace trichion {

enum class ToolKind { Turn, Points, Push, Smooth, DrawOver, Area, Measure, Mark, SetLandmarks, DensityBrush, SingleDots, HairBrush };

/// What the mark tool puts on the head.
enum class MarkKind { Crease, OldTrichion, TracedHairline };

inline constexpr Range kBrushRangeMm{4.0f, 50.0f};

/// How a brush that paints on the skin is set.
struct PaintBrush {
    float radius_mm = 10.0f;   // kDensityBrushRangeMm
    float strength = 0.5f;     // 0 to 1, in the middle of the stroke
    bool mirrors = true;       // the other side of the head is painted too
};

inline constexpr std::size_t kDensityBrushes = 6;
/// The brush on the density: one size and side for all kinds, each kind with a strength of its own.
struct DensityBrush {
    DensityStroke::Kind kind = DensityStroke::Kind::Denser;
    float radius_mm = 10.0f;
    bool mirrors = true;
    std::array<float, kDensityBrushes> strengths{0.4f, 0.4f, 1.0f, 1.0f, 1.0f, 0.6f};  // by kind
    float target_per_cm2 = 180.0f;                                                       // of ToTarget

    float& strength() { return strengths[static_cast<std::size_t>(kind)]; }
    PaintBrush now() const { return {radius_mm, strengths[static_cast<std::size_t>(kind)], mirrors}; }
};

/// "Denser", "To target": how buttons and lists name a kind.
const char* name_of(DensityStroke::Kind kind);
/// The key that takes up the brush with this kind.
char letter_of(DensityStroke::Kind kind);
/// "Brush denser": the step's label in the history.
const char* step_label(DensityStroke::Kind kind);

struct ToolSettings {
    float brush_radius_mm = 15.0f;       // of push and smooth, along the skin
    bool snaps = true;                   // points dragged near a guide stay on it
    FreeArea::Kind area = FreeArea::Kind::Added;
    MarkKind mark = MarkKind::Crease;
    std::uint32_t selected_point = 0;    // of the outline or a free area; 0 none: what keys act on
    std::uint32_t selected_area = 0;     // the free area that the panel shows; 0 none
    bool wants_area = false;             // it was just drawn: the panel is to scroll to it
    std::set<GuideKind> guides{GuideKind::Midline};  // shown on the head
    GuideSet guide_set;                  // those guides as built for the head shown
    SkinMeasures measures;
    DensityBrush density;
    HairStroke::Kind hair = HairStroke::Kind::Bald;
    PaintBrush hair_brush{15.0f, 1.0f, false};       // an alopecia patch is a dab, and has no twin
    std::uint32_t selected_stroke = 0;   // of Brushwork: chosen in its list; 0 none
    std::uint32_t shown_stroke = 0;      // the one that is shown on the head: pointed at in the list, or chosen; 0 none

    /// Does nothing for a tool without a radius.
    void scale_brush(ToolKind tool, float factor) {
        const auto scale = [factor](float& radius_mm, const Range& range) { radius_mm = std::clamp(radius_mm * factor, range.min, range.max); };
        if (tool == ToolKind::Push || tool == ToolKind::Smooth) scale(brush_radius_mm, kBrushRangeMm);
        if (tool == ToolKind::DensityBrush) scale(density.radius_mm, kDensityBrushRangeMm);
        if (tool == ToolKind::HairBrush) scale(hair_brush.radius_mm, kDensityBrushRangeMm);
    }
    static bool is_brush(ToolKind tool) {
        return tool == ToolKind::Push || tool == ToolKind::Smooth || tool == ToolKind::DensityBrush || tool == ToolKind::HairBrush;
    }
};

}  // namespace trichion
