// Which tool is in hand and how it is set: what the rail, the options beside it and the tools themselves share.
#pragma once

#include "core/pipeline/guides.h"

#include <cstdint>
#include <set>

namespace trichion {

enum class ToolKind { Turn, Points, Push, Smooth, DrawOver, Area, Measure, Mark, SetLandmarks };

/// What the mark tool puts on the head.
enum class MarkKind { Crease, OldTrichion, TracedHairline };

struct ToolSettings {
    float brush_radius_mm = 15.0f;       // of push and smooth, along the skin
    bool snaps = true;                   // points dragged near a guide stay on it
    FreeArea::Kind area = FreeArea::Kind::Added;
    MarkKind mark = MarkKind::Crease;
    std::uint32_t selected_point = 0;    // of the outline or a free area; 0 none: what keys act on
    std::set<GuideKind> guides{GuideKind::Midline};  // shown on the head
};

}  // namespace trichion
