// The work plan as a table for other programs.
#pragma once

#include "core/base/error.h"
#include "core/pipeline/work_plan.h"

#include <filesystem>
#include <string>

namespace trichion {

/// RFC 4180: comma, CRLF, quotes where needed; units in the headers, '.' for decimals, in any locale. For each session a
/// row of part "session", then a row of part "zone" for each zone; then one row "area" for each free area, one
/// "touch_up" and one "laser_removal" for each of these years later, and one "all", whose kind is the service. What a row does not tell is empty.
std::string plan_csv(const WorkPlan& plan);

/// @error WriteFailed.
Result<void> write_plan_csv(const WorkPlan& plan, const std::filesystem::path& path);

}  // namespace trichion
