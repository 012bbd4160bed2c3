// Our own randomness: the same numbers for ever, evenly spread.
#include "core/base/hash.h"

#include <bit>
#include <gtest/gtest.h>
#include <set>
#include <string>

namespace trichion {
namespace {

std::uint64_t hash_of(const std::string& text) { return hash_bytes(std::as_bytes(std::span(text))); }

// SplitMix64's first outputs from the seeds 0 and 1234567, as published with it.
TEST(Hash, MixesAsSplitMix64Does) {
    EXPECT_EQ(mix(0), 0xe220a8397b1dcdafull);
    EXPECT_EQ(mix(1234567), 6457827717110365317ull);
}

TEST(Hash, FlipsAboutHalfOfTheOutputForEachInputBit) {
    int flipped = 0;
    for (int bit = 0; bit < 64; ++bit)
        for (std::uint64_t value = 0; value < 64; ++value)
            flipped += std::popcount(mix(value) ^ mix(value ^ (1ull << bit)));
    EXPECT_NEAR(flipped / (64.0 * 64.0), 32.0, 0.5);
}

TEST(Hash, UnitNumbersStayBelowOneAndAreEven) {
    EXPECT_LT(unit_float(~0ull), 1.0f);
    EXPECT_LT(unit_double(~0ull), 1.0);
    double sum = 0.0;
    for (std::uint64_t i = 0; i < 20000; ++i) sum += unit_double(mix(1, i));
    EXPECT_NEAR(sum / 20000.0, 0.5, 0.01);
}

TEST(Hash, TellsApartTextsThatDifferInLengthOrZeroes) {
    const std::set<std::uint64_t> hashes{hash_of(""),  hash_of(std::string(1, '\0')), hash_of(std::string(8, '\0')),
                                         hash_of("a"), hash_of("b"),                  hash_of("ab"),
                                         hash_of("ba"), hash_of("aaaaaaaa"),          hash_of("aaaaaaaaa")};
    EXPECT_EQ(hashes.size(), 9u);
}

}  // namespace
}  // namespace trichion
