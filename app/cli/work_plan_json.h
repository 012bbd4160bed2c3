// The work plan for programs, as "info --json" holds it.
#pragma once

#include "core/pipeline/work_plan.h"

#include <nlohmann/json_fwd.hpp>

namespace trichion {

/// The figures of the page and the table; `dots` exactly as placed, all `_about` and estimates as they are printed.
nlohmann::ordered_json work_plan_json(const WorkPlan& plan);

}  // namespace trichion
