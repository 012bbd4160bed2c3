// The outline in mm and degrees: each control is measured on the line as drawn, and sets it by moving its part.
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
/// All of them, in the order of Control.
std::span<const ControlInfo> control_infos();

/// What the line drawn shows for each control. @cost under 0.5 ms.
ControlValues measure_controls(const Head& head, const Outline& outline, const OutlineResult& drawn);

/// Moves the control's part, with falloff into its neighbours, until the line measures `value` within 0.05 mm or
/// degrees. Hand-made detail rides along; the way back is the way there.
/// @error InvalidInput  out of range; the outline has no such part; the part is locked; or the head does not allow it
///                      (then says how far it goes).
Result<Outline> set_control(const Head& head, const Symmetry& symmetry, const Outline& outline, Control control, float value);

}  // namespace trichion
