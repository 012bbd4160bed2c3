// The work plan as a page to print: sessions, zones, areas and the map of the head.
#pragma once

#include "core/io/plan_map.h"
#include "core/io/stencil_sheet.h"
#include "core/pipeline/work_plan.h"

#include <vector>

namespace trichion {

/// One upright page of words and figures, exactly as core/pipeline/work_words.h puts them. A plan without dots is a page
/// that says so.
/// @param text  `kind` is "work plan"; `version_label` tells version and stamp.
std::vector<SheetPage> lay_out_plan(const WorkPlan& plan, const std::vector<HeadMapView>& map, Paper paper, const SheetText& text);

/// The tint of a zone on the map and beside its name, 0 to 1.
glm::dvec3 zone_tint(Zone zone);

}  // namespace trichion
