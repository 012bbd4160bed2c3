// A slow memo shows the last result, publishes only the newest request, and never a cancelled one.
#include "core/base/async_memo.h"

#include <deque>
#include <functional>
#include <gtest/gtest.h>

namespace trichion {
namespace {

// Runs nothing until told to, so that a test decides the order in which things happen.
class StepExecutor final : public Executor {
public:
    CancelToken submit(Job job) override {
        waiting_.push_back({std::move(job), CancelToken::make()});
        return waiting_.back().token;
    }
    void publish_early(Publish publish, const CancelToken& token) override {
        finished_.emplace_back(std::move(publish), token);
    }
    bool drain() override {
        const bool any = !finished_.empty();
        for (auto& [publish, token] : finished_)
            if (publish && !token.cancelled()) publish();
        finished_.clear();
        return any;
    }
    bool is_busy() const override { return !waiting_.empty() || !finished_.empty(); }

    void run_next() {
        Task task = std::move(waiting_.front());
        waiting_.pop_front();
        finished_.emplace_back(task.job(task.token), task.token);
    }

private:
    struct Task {
        Job job;
        CancelToken token;
    };
    std::deque<Task> waiting_;
    std::deque<std::pair<Publish, CancelToken>> finished_;
};

int twice(const CancelToken&, const Progress&, int value) { return 2 * value; }

TEST(AsyncMemo, IsEmptyUntilTheResultIsDrained) {
    StepExecutor executor;
    AsyncMemo<int, int> memo;
    const Shared<int> two(2);
    memo.update(executor, twice, two);
    executor.run_next();
    EXPECT_EQ(memo.latest(), nullptr);
    EXPECT_FALSE(memo.is_fresh());
    executor.drain();
    ASSERT_NE(memo.latest(), nullptr);
    EXPECT_EQ(**memo.latest(), 4);
    EXPECT_TRUE(memo.is_fresh());
    EXPECT_TRUE(memo.is_fresh_for(two));
}

TEST(AsyncMemo, ShowsTheOldResultUntilTheNewOneArrives) {
    StepExecutor executor;
    AsyncMemo<int, int> memo;
    memo.update(executor, twice, Shared<int>(2));
    executor.run_next();
    executor.drain();
    memo.update(executor, twice, Shared<int>(5));
    EXPECT_EQ(**memo.latest(), 4);
    EXPECT_FALSE(memo.is_fresh());
    executor.run_next();
    executor.drain();
    EXPECT_EQ(**memo.latest(), 10);
    EXPECT_TRUE(memo.is_fresh());
}

TEST(AsyncMemo, NeverPublishesWhatANewerRequestOvertook) {
    StepExecutor executor;
    AsyncMemo<int, int> memo;
    memo.update(executor, twice, Shared<int>(2));
    executor.run_next();
    memo.update(executor, twice, Shared<int>(5));
    executor.drain();
    EXPECT_EQ(memo.latest(), nullptr);
    executor.run_next();
    executor.drain();
    EXPECT_EQ(**memo.latest(), 10);
}

TEST(AsyncMemo, AsksOnceForTheSameInputs) {
    StepExecutor executor;
    AsyncMemo<int, int> memo;
    const Shared<int> two(2);
    memo.update(executor, twice, two);
    memo.update(executor, twice, two);
    executor.run_next();
    EXPECT_FALSE(executor.drain() && executor.is_busy());
}

TEST(AsyncMemo, MayDieBeforeItsJob) {
    StepExecutor executor;
    {
        AsyncMemo<int, int> memo;
        memo.update(executor, twice, Shared<int>(2));
    }
    executor.run_next();
    EXPECT_NO_FATAL_FAILURE(executor.drain());
}

TEST(AsyncMemo, IsFreshAtOnceWithTheInlineExecutor) {
    const auto executor = make_inline_executor();
    AsyncMemo<int, int> memo;
    memo.update(*executor, twice, Shared<int>(4));
    ASSERT_TRUE(memo.is_fresh());
    EXPECT_EQ(**memo.latest(), 8);
}

/// Hands over the value itself before twice the value.
int twice_after_once(const CancelToken&, const Progress&, const Early<int>& early, int value) {
    early(value);
    return 2 * value;
}

/// As StepExecutor, but what is handed over early is published while the job runs.
class PromptExecutor final : public Executor {
public:
    CancelToken submit(Job job) override {
        const CancelToken token = CancelToken::make();
        if (const Publish publish = job(token); publish && !token.cancelled()) publish();
        return token;
    }
    void publish_early(Publish publish, const CancelToken& token) override {
        if (!token.cancelled()) publish();
        if (looks) looks();
    }
    bool drain() override { return false; }
    bool is_busy() const override { return false; }
    std::function<void()> looks;
};

TEST(AsyncMemo, ShowsAFirstResultThatIsNotFreshUntilTheWholeOneArrives) {
    PromptExecutor executor;
    AsyncMemo<int, int> memo;
    int looked = 0;
    executor.looks = [&] {
        ++looked;
        ASSERT_NE(memo.latest(), nullptr);
        EXPECT_EQ(**memo.latest(), 3);
        EXPECT_TRUE(memo.is_of_request());
        EXPECT_FALSE(memo.is_fresh());
    };
    const Shared<int> three(3);
    memo.update(executor, twice_after_once, three);
    EXPECT_EQ(looked, 1);
    EXPECT_EQ(**memo.latest(), 6);
    EXPECT_TRUE(memo.is_fresh());
    EXPECT_TRUE(memo.is_fresh_for(three));
}

TEST(AsyncMemo, NeverShowsAFirstResultOfAnOvertakenRequest) {
    StepExecutor executor;
    AsyncMemo<int, int> memo;
    memo.update(executor, twice_after_once, Shared<int>(2));
    executor.run_next();
    memo.update(executor, twice_after_once, Shared<int>(5));
    executor.drain();
    EXPECT_EQ(memo.latest(), nullptr);
}

}  // namespace
}  // namespace trichion
