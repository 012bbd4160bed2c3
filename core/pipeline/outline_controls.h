// The outline in mm and degrees: each control is measured on the line as drawn, and sets it by moving its part.
//
// Straight measures are taken in the head's own axes (MidlineSheet): across, up, forward. Ways along the skin are as a
// tape lies. Where a control has a left and a right side it shows their mean, and moving it moves both sides by the same
// amount, mirrored or not: what the sides differ by is kept. A part that is not there has no value.
#pragma once

#include "core/base/error.h"
#include "core/model/limits.h"
#include "core/pipeline/outline_stage.h"

#include <span>
#include <string>

namespace trichion {

/// A control for panels and keys.
struct ControlInfo {
    Control control;
    const char* key;      // "outline.recession_mm"
    const char* label;    // "Recession"
    const char* unit;     // "mm", "°"
    Range range;
    const char* meaning;  // one line: what is measured, from where to where
};
/// All of them, in the order of Control:
/// - Height: from the glabella to the mid-frontal point, by tape.
/// - Recession: the frontotemporal point's way up and back from a level line across the brow, along the skin in the
///   plane parallel to the midline, less the mid-frontal point's. The level line lies 26 mm above the glabella by tape,
///   clear of the brows' relief. Below 0 the corner lies lower than the middle.
/// - CornerPlace: the frontotemporal point beyond the vertical through the lateral canthus, seen from the front; below 0
///   inside it.
/// - TemporalForward, TemporalHeight: the temporal point ahead of and above the tragion, seen from the side.
/// - TempleAngle: at the frontotemporal point, flat on the skin there, between the places 20 mm along the frontal part
///   and 20 mm along the temple (or half-way, where a part is shorter than 40 mm).
/// - SideburnLength: the sideburn's rear bottom below the temporal point, seen from the side.
/// - EarDistance: mean distance, seen from the side, between the line round the ear and that along which the ear is
///   attached (face_places.h).
/// - NapeHeight: the nape's crossing with the midline above the inion by tape; below 0 under it, as is usual.
/// - NapeWidth: across the neck, by calliper, half-way between the height behind the ears and that of the crossing.
/// - BlendHeight: the blend's crossing with the midline above the inion, by tape.
std::span<const ControlInfo> control_infos();

/// What the line drawn shows for each control. @cost under 0.5 ms.
ControlValues measure_controls(const Head& head, const Outline& outline, const OutlineResult& drawn);
/// The same for one of them.
std::optional<float> measure_control(const Head& head, Control control, const OutlineResult& drawn);

/// Moves the control's part until the line measures `value` within 0.05 mm or degrees. Each point goes along the skin in
/// a plane that it does not leave, by a share of the move that falls smoothly to nothing at the neighbouring named
/// point; so hand-made detail rides along, and the way back is the way there. The other measure of the point that is
/// moved stays as it is: Recession and CornerPlace hold one another, and so do TemporalForward and TemporalHeight, by a
/// move across the plane with the same shares; Height holds both of the corner. Height also notes itself in height_mm.
/// @error InvalidInput  out of range; the outline has no such part; a point of it is held by a locked part; or the head
///                      does not allow it (then says how far it goes).
/// @cost  1 to 12 ms.
Result<Outline> set_control(const Head& head, const Symmetry& symmetry, const Outline& outline, Control control, float value);

}  // namespace trichion
