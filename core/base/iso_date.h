// Calendar dates as ISO 8601 writes them: "2026-11-22".
#pragma once

#include <optional>
#include <string>

namespace trichion {

/// Days from 1970-01-01 to a date of the Gregorian calendar, from year 1 to 9999; nothing for what is no date, such as
/// 2026-02-31 or 2026-2-3.
std::optional<int> day_number(const std::string& iso_date);

/// The date that lies so many days after 1970-01-01. Its year must be 1 to 9999.
std::string iso_date(int day_number);

}  // namespace trichion
