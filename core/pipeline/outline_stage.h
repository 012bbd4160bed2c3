// The outline stage: control points become curves on the skin, with their measures.
#pragma once

#include "core/geometry/surface.h"
#include "core/geometry/surface_spline.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"
#include "core/pipeline/mirror.h"
#include "core/pipeline/symmetry.h"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace trichion {

/// What the artist sets in mm and degrees; outline_controls.h tells what each means and how it is measured.
enum class Control : std::uint8_t {
    Height, Recession, CornerPlace, TemporalForward, TemporalHeight, TempleAngle,
    SideburnLength, EarDistance, NapeHeight, NapeWidth, BlendHeight
};
inline constexpr std::size_t kControls = 11;
/// By Control; nothing where the outline has no such part.
using ControlValues = std::array<std::optional<float>, kControls>;

/// One named part of the outline as drawn.
struct OutlineCurve {
    OutlinePart part = OutlinePart::Frontal;
    SurfaceCurve curve;
};

/// A warning belongs to what made it; one plain sentence naming the rule and the amount.
struct Advice {
    std::string rule;      // a short key: "too_low"
    std::string sentence;
    std::string source;    // where the rule comes from, for a reader: title and address; empty when it is geometry
    std::vector<glm::vec3> place_mm;  // what it is about: a line on the head, or a single place; may be empty
};

/// The curve between two neighbouring points, with all that it follows from.
struct OutlineStretch {
    std::array<SplineKnot, 4> knots;  // the point before, the two ends, the point after
    SurfaceCurve curve;
    bool is_broken = false;           // no way along the skin joins its points; the curve is its two ends
};

/// A free area as drawn.
struct AreaCurve {
    std::uint32_t id = 0;   // of its FreeArea
    SurfaceCurve curve;     // closed; empty where a point of the area does not lie on this head
    std::vector<OutlineStretch> stretches;
    FreeArea::Kind kind = FreeArea::Kind::Added;
};

/// How much farther out of the worked area (down the face, off the ear) the left side of the edge lies than the mirrored
/// right one, at one place of it; below 0 farther in.
struct SideDifference {
    float along_mm = 0.0f;     // from the mid-frontal point down the left side
    float mm = 0.0f;           // over the skin, square to the edge
    glm::vec3 place_mm{0.0f};  // on the left side
};

/// What follows from the head and the outline.
struct OutlineResult {
    std::vector<OutlineCurve> parts;   // in loop order; each starts where the last ended
    std::vector<AreaCurve> areas;      // in the order of the outline's
    float length_mm = 0.0f;            // the whole closed edge
    float hairline_mm = 0.0f;          // the frontal part
    float mid_frontal_height_mm = 0.0f;  // above the glabella, along the skin
    float left_right_mm = 0.0f;        // largest distance between the left side and the mirrored right side
    std::vector<SideDifference> sides;   // about every 4 mm from the mid-frontal point to the midline at the back
    std::array<float, kOutlineParts> part_mm{};      // length of each part; 0 where there is none
    std::optional<float> corner_width_mm;            // from frontotemporal to frontotemporal point, along the skin
    std::optional<float> temporal_width_mm;          // from temporal to temporal point, along the skin
    ControlValues controls{};          // what each control shows for this line (outline_controls.h)
    std::vector<Advice> advice;        // empty until advise_outline (outline_advice.h)
    std::vector<OutlineStretch> stretches;  // as many as points; kept so that the next edit redraws only its own
    std::uint64_t surface_key = 0;          // tells one measuring surface from another
    std::uint64_t triangles_visited = 0;    // what drawing it cost, whatever the machine
};

/// Draws the outline and measures it. Every sample lies on the measuring surface. What cannot be drawn (fewer than three
/// points, a point that is not on this head) is left out; a stretch that no way along the skin allows is broken.
/// @param before  the result before this edit, or null: unchanged stretches are reused.
/// @cost  under 5 ms cold, 2 ms with `before`.
OutlineResult trace_outline(const Head& head, const Outline& outline, const OutlineResult* before = nullptr);
/// The line alone, without measures.
/// @param parts   bit 1 << part for each part to draw; the others run straight from point to point, unseen skin between.
/// @param before  drawn with the same `parts`.
inline constexpr std::uint16_t kAllParts = (1u << kOutlineParts) - 1u;
OutlineResult draw_outline(const Head& head, const Outline& outline, const OutlineResult* before = nullptr,
                           std::uint16_t parts = kAllParts);

}  // namespace trichion
