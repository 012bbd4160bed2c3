// What is measured on a drawn outline.
#pragma once

#include "core/pipeline/outline_stage.h"

namespace trichion {

/// Fills in the lengths, heights, differences and control values of `result`, whose parts are drawn.
void measure_outline(const Head& head, const Outline& outline, OutlineResult& result);

/// How high the frontal part crosses the midline, above the glabella along the skin; 0 when it does not.
float mid_frontal_height_mm(const Head& head, const OutlineResult& result);

}  // namespace trichion
