// What is measured on a drawn outline.
#pragma once

#include "core/pipeline/outline_stage.h"

namespace trichion {

/// Fills in the lengths, widths, differences and control values of `result`, whose parts are drawn. @cost  under 1 ms.
/// @param before  the result before this edit, or null: widths between places that stay are not measured again.
void measure_outline(const Head& head, const Outline& outline, OutlineResult& result, const OutlineResult* before = nullptr);

}  // namespace trichion
