// The outline stage: control points become curves on the skin, with their measures.
#pragma once

#include "core/geometry/surface.h"
#include "core/geometry/surface_spline.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/mirror.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace trichion {

/// One named part of the outline as drawn.
struct OutlineCurve {
    OutlinePart part = OutlinePart::Frontal;
    SurfaceCurve curve;
};

/// A warning belongs to what made it; one plain sentence naming the rule and the amount.
struct Advice {
    std::string rule;      // a short key: "too_low"
    std::string sentence;
};

/// The curve between two neighbouring points, with all that it follows from.
struct OutlineStretch {
    std::array<SplineKnot, 4> knots;  // the point before, the two ends, the point after
    SurfaceCurve curve;
    bool is_broken = false;           // no way along the skin joins its points; the curve is its two ends
};

/// What follows from the head and the outline.
struct OutlineResult {
    std::vector<OutlineCurve> parts;   // in loop order; each starts where the last ended
    float length_mm = 0.0f;            // the whole closed edge
    float hairline_mm = 0.0f;          // the frontal part
    float mid_frontal_height_mm = 0.0f;  // above the glabella, along the skin
    float left_right_mm = 0.0f;        // largest distance between the left side and the mirrored right side
    std::vector<Advice> advice;
    std::vector<OutlineStretch> stretches;  // as many as points; kept so that the next edit redraws only its own
    std::uint64_t surface_key = 0;          // tells one measuring surface from another
    std::uint64_t triangles_visited = 0;    // what drawing it cost, whatever the machine
};

/// Draws the outline. Every sample lies on the measuring surface.
/// @param before  the result before this edit, or null: unchanged stretches are reused.
/// @cost  under 5 ms cold, 2 ms with `before`.
OutlineResult trace_outline(const Head& head, const Outline& outline, const OutlineResult* before = nullptr);

struct OutlinePreset {
    std::string name;   // as in files and keys
    std::string label;  // as in the interface
};
/// The presets, the default first.
const std::vector<OutlinePreset>& outline_presets();

/// Fits a preset to a face by its landmarks. Keeps mirror, transition and blend of `settings`.
/// @error NotFound    no such preset; names those there are.
/// @error Degenerate  the head's landmarks cannot carry a hairline.
Result<Outline> fit_outline(const Head& head, const Outline& settings, const std::string& preset, float height_mm);

/// Moves a point to `target` (and its twin to the mirrored place when the outline mirrors).
/// @error NotFound  no point has this id.
Result<Outline> move_outline_point(const Head& head, const Outline& outline, std::uint32_t id,
                                   const SurfacePoint& target);

/// Moves the frontal part so that its mid-frontal point lies `height_mm` above the glabella along the skin; hand
/// work on it is kept.
/// @error InvalidInput  outside 30 to 130 mm.
Result<Outline> set_outline_height(const Head& head, const Outline& outline, float height_mm);

/// Adds a smooth point where the line passes nearest to `at` (and its twin when the outline mirrors). The line keeps
/// its course there but for its new freedom.
/// @param drawn  the drawn outline: trace_outline(head, outline).
/// @error NotFound  the line is farther than 15 mm from `at`.
Result<Outline> insert_outline_point(const Head& head, const Outline& outline, const OutlineResult& drawn,
                                     const SurfacePoint& at);

/// Takes a point away (and its twin when the outline mirrors).
/// @error NotFound      no point has this id.
/// @error InvalidInput  a named part would lose its last point.
Result<Outline> remove_outline_point(const Outline& outline, std::uint32_t id);

}  // namespace trichion
