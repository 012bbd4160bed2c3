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

/// Words beside a place of a guide.
struct GuideLabel {
    SurfacePoint at;
    std::string words;
};

struct Guide {
    GuideKind kind = GuideKind::Midline;
    std::vector<SurfaceCurve> lines;  // on the measuring surface
    std::vector<SurfacePoint> spots;  // crossings and constructed points worth snapping to
    std::vector<GuideLabel> labels;
};

/// Whether it is drawn from a mark of the client rather than from landmarks: then it is there once the mark is.
bool is_mark(GuideKind kind);

/// The guides of these kinds that this head and client allow, in the order asked for; others are left out.
/// @param drawn  for guides that hang on the mid-frontal point (TemporalPoint); may be null: then those are left out.
/// @cost  one of them 0.1 to 1 ms; RuleOf8 and a long traced hairline some ms. Only TemporalPoint follows a drag.
/// @source Each by its GuideInfo. Lengths that a text takes with a tape are shortest ways along the skin; lines that it
///         takes by looking or with a string are sections of the skin by planes.
std::vector<Guide> build_guides(const Head& head, const ClientFacts& client, const OutlineResult* drawn,
                                std::span<const GuideKind> kinds);

/// The nearest place of a guide within `reach_mm` of `at`, spots before lines; nothing when none is so near.
std::optional<SurfacePoint> snapped(const Head& head, std::span<const Guide> guides, const SurfacePoint& at, float reach_mm);

}  // namespace trichion
