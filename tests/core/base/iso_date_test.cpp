// Dates: what is one, what is none, and how many days lie between two.
#include "core/base/iso_date.h"

#include <gtest/gtest.h>

namespace trichion {
namespace {

TEST(IsoDate, DaysAreCountedOverLeapYearsAndBack) {
    EXPECT_EQ(day_number("1970-01-01"), 0);
    EXPECT_EQ(day_number("2000-03-01"), 11017);  // date -d 2000-03-01 +%s / 86400
    EXPECT_EQ(*day_number("2026-12-06") - *day_number("2026-11-22"), 14);
    EXPECT_EQ(*day_number("2028-03-01") - *day_number("2028-02-28"), 2) << "a leap year";
    EXPECT_EQ(*day_number("2100-03-01") - *day_number("2100-02-28"), 1) << "a century is none";
    for (int day = *day_number("2023-12-20"); day < *day_number("2029-01-10"); ++day) ASSERT_EQ(day_number(iso_date(day)), day);
    EXPECT_EQ(iso_date(*day_number("0001-01-01")), "0001-01-01");
}

TEST(IsoDate, WhatIsNoDayOfTheCalendarIsNoDate) {
    for (const char* text : {"", "2026-02-31", "2027-02-29", "2026-13-01", "2026-00-10", "2026-11-00", "0000-01-01", "2026-11-2", "22.11.2026",
                             "2026/11/22", "2026-11-22 ", " 026-11-22", "-026-11-22", "2026-1a-22", "tomorrow", "２０２６-11-22"})
        EXPECT_FALSE(day_number(text)) << text;
}

}  // namespace
}  // namespace trichion
