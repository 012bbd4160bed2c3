// The standard library's calendar does the counting.
#include "core/base/iso_date.h"

#include <charconv>
#include <chrono>
#include <fmt/format.h>
#include <string_view>

namespace trichion {
namespace {

/// The whole of `digits` as a number; nothing when another character is among them.
std::optional<unsigned> number_from(std::string_view digits) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return number;
}

}  // namespace

std::optional<int> day_number(const std::string& iso_date) {
    if (iso_date.size() != 10 || iso_date[4] != '-' || iso_date[7] != '-') return std::nullopt;
    const std::string_view text = iso_date;
    const auto year = number_from(text.substr(0, 4)), month = number_from(text.substr(5, 2)), day = number_from(text.substr(8, 2));
    if (!year || !month || !day || *year == 0) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month), std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return static_cast<int>(std::chrono::sys_days(date).time_since_epoch().count());
}

std::string iso_date(int day_number) {
    const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day_number))};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace trichion
