// A memo computes again exactly when an input is another object.
#include "core/base/memo.h"

#include <gtest/gtest.h>
#include <string>

namespace trichion {
namespace {

TEST(Memo, ComputesOnceForTheSameInputs) {
    Memo<int, std::string> length;
    const Shared<std::string> word(std::string("hairline"));
    int runs = 0;
    const auto compute = [&](const std::string& text) { return ++runs, static_cast<int>(text.size()); };
    EXPECT_EQ(*length.update(compute, word), 8);
    EXPECT_EQ(*length.update(compute, word), 8);
    EXPECT_EQ(runs, 1);
}

TEST(Memo, ComputesAgainForAnotherObjectEvenIfItIsEqual) {
    Memo<int, std::string> length;
    int runs = 0;
    const auto compute = [&](const std::string& text) { return ++runs, static_cast<int>(text.size()); };
    length.update(compute, Shared<std::string>(std::string("dot")));
    length.update(compute, Shared<std::string>(std::string("dot")));
    EXPECT_EQ(runs, 2);
}

TEST(Memo, KeepsTheResultObjectWhileItIsFresh) {
    Memo<int, int> twice;
    const Shared<int> two(2);
    const auto compute = [](int value) { return 2 * value; };
    const Shared<int> first = twice.update(compute, two);
    EXPECT_TRUE(first.is(twice.update(compute, two)));
    EXPECT_TRUE(twice.is_fresh(two));
    EXPECT_FALSE(twice.is_fresh(Shared<int>(2)));
}

TEST(Memo, SeesAChangeOfAnyOfItsInputs) {
    Memo<int, int, int> sum;
    const Shared<int> one(1), two(2), three(3);
    const auto compute = [](int a, int b) { return a + b; };
    EXPECT_EQ(*sum.update(compute, one, two), 3);
    EXPECT_EQ(*sum.update(compute, one, three), 4);
    EXPECT_EQ(*sum.update(compute, two, three), 5);
}

}  // namespace
}  // namespace trichion
