// Guides: lines on the skin that a hairline is judged against, constructed from landmarks as the field's texts say.
#pragma once

#include "core/geometry/surface_spline.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/outline_stage.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trichion {

enum class GuideKind : std::uint8_t { Midline, Thirds, Canthus, Pupil, TemporalPoint, RuleOf8, Crease, OldTrichion, TracedHairline };
inline constexpr std::size_t kGuideKinds = 9;

struct GuideInfo {
    GuideKind kind;
    const char* name;     // "canthus": in the command line
    const char* label;    // "Outer corner of the eye"
    const char* meaning;  // one line
    const char* source;   // of the construction
};
std::span<const GuideInfo> guide_infos();

struct Guide {
    GuideKind kind = GuideKind::Midline;
    std::vector<SurfaceCurve> lines;  // on the measuring surface
    std::vector<SurfacePoint> spots;  // crossings and constructed points worth snapping to
};

/// The guides of these kinds that this head and client allow; others are left out.
/// @param drawn  for guides that hang on the mid-frontal point; may be null: then those are left out.
std::vector<Guide> build_guides(const Head& head, const ClientFacts& client, const OutlineResult* drawn,
                                std::span<const GuideKind> kinds);

/// The nearest place of a guide within `reach_mm` of `at`, spots before lines; nothing when none is so near.
std::optional<SurfacePoint> snapped(const Head& head, std::span<const Guide> guides, const SurfacePoint& at, float reach_mm);

}  // namespace trichion
