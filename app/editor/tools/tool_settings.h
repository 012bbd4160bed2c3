// Which tool is in hand and how it is set: what the rail, the options beside it and the tools themselves share.
#pragma once

#include "app/editor/tools/guide_set.h"
#include "app/editor/tools/skin_measures.h"
#include "core/model/limits.h"
#include "core/pipeline/guides.h"

#include <algorithm>
#include <cstdint>
#include <set>

namespace trichion {

enum class ToolKind { Turn, Points, Push, Smooth, DrawOver, Area, Measure, Mark, SetLandmarks };

/// What the mark tool puts on the head.
enum class MarkKind { Crease, OldTrichion, TracedHairline };

inline constexpr Range kBrushRangeMm{4.0f, 50.0f};

struct ToolSettings {
    float brush_radius_mm = 15.0f;       // of push and smooth, along the skin
    bool snaps = true;                   // points dragged near a guide stay on it
    FreeArea::Kind area = FreeArea::Kind::Added;
    MarkKind mark = MarkKind::Crease;
    std::uint32_t selected_point = 0;    // of the outline or a free area; 0 none: what keys act on
    std::uint32_t selected_area = 0;     // the free area that the panel shows; 0 none
    std::set<GuideKind> guides{GuideKind::Midline};  // shown on the head
    GuideSet guide_set;                  // those guides as built for the head shown
    SkinMeasures measures;

    void scale_brush(float factor) {
        brush_radius_mm = std::clamp(brush_radius_mm * factor, kBrushRangeMm.min, kBrushRangeMm.max);
    }
};

}  // namespace trichion
