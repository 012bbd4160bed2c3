// What is measured on a drawn outline, and the advice that follows.
#pragma once

#include "core/pipeline/outline_stage.h"

namespace trichion {

/// Fills in the lengths, heights and differences of `result`, whose parts are drawn, and its advice.
void measure_outline(const Head& head, OutlineResult& result);

/// How high the frontal part crosses the midline, above the glabella along the skin; 0 when it does not.
float mid_frontal_height_mm(const Head& head, const OutlineResult& result);

}  // namespace trichion
