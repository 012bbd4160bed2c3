// Jobs run beside the main thread; only the main thread sees their results.
#include "core/base/executor.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <gtest/gtest.h>
#include <mutex>
#include <thread>

namespace trichion {
namespace {

// Something that other threads can wait for.
class Signal {
public:
    void raise() {
        {
            const std::lock_guard lock(mutex_);
            ++raised_;
        }
        changed_.notify_all();
    }
    bool wait_for(int times) {
        std::unique_lock lock(mutex_);
        return changed_.wait_for(lock, std::chrono::seconds(20), [&] { return raised_ >= times; });
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int raised_ = 0;
};

TEST(ThreadedExecutor, PublishesOnTheThreadThatDrains) {
    Signal woken;
    const auto executor = make_threaded_executor(2, [&] { woken.raise(); });
    std::thread::id ran, published;
    executor->submit([&](const CancelToken&) {
        ran = std::this_thread::get_id();
        return Publish([&] { published = std::this_thread::get_id(); });
    });
    ASSERT_TRUE(woken.wait_for(1));
    EXPECT_TRUE(executor->is_busy());
    EXPECT_TRUE(executor->drain());
    EXPECT_NE(ran, std::this_thread::get_id());
    EXPECT_EQ(published, std::this_thread::get_id());
    EXPECT_FALSE(executor->is_busy());
}

TEST(ThreadedExecutor, PublishesWhatAJobHandsOverBeforeItEnds) {
    Signal woken, seen;
    const auto executor = make_threaded_executor(1, [&] { woken.raise(); });
    int published = 0;
    executor->submit([&](const CancelToken& token) {
        executor->publish_early([&] { published = 1; }, token);
        seen.wait_for(1);
        return Publish([&] { published = 2; });
    });
    ASSERT_TRUE(woken.wait_for(1));
    executor->drain();
    EXPECT_EQ(published, 1);
    EXPECT_TRUE(executor->is_busy());
    seen.raise();
    ASSERT_TRUE(woken.wait_for(2));
    executor->drain();
    EXPECT_EQ(published, 2);
    EXPECT_FALSE(executor->is_busy());
}

TEST(ThreadedExecutor, NeverPublishesAJobCancelledAfterItRan) {
    Signal woken;
    const auto executor = make_threaded_executor(1, [&] { woken.raise(); });
    bool published = false;
    const CancelToken token = executor->submit([&](const CancelToken&) { return Publish([&] { published = true; }); });
    ASSERT_TRUE(woken.wait_for(1));
    token.cancel();
    executor->drain();
    EXPECT_FALSE(published);
}

TEST(ThreadedExecutor, TellsARunningJobToStopWhenItIsDestroyed) {
    Signal started;
    std::atomic<bool> saw_cancel = false;
    auto executor = make_threaded_executor(1);
    executor->submit([&](const CancelToken& token) {
        started.raise();
        while (!token.cancelled()) std::this_thread::yield();
        saw_cancel = true;
        return Publish();
    });
    ASSERT_TRUE(started.wait_for(1));
    executor.reset();
    EXPECT_TRUE(saw_cancel);
}

TEST(InlineExecutor, RunsAndPublishesInsideSubmit) {
    const auto executor = make_inline_executor();
    int published = 0;
    executor->submit([&](const CancelToken&) { return Publish([&] { ++published; }); });
    EXPECT_EQ(published, 1);
    EXPECT_FALSE(executor->is_busy());
    EXPECT_FALSE(executor->drain());
}

TEST(Progress, OfAPartFillsThatPartOfTheWhole) {
    const Progress whole = Progress::make();
    const Progress part = whole.share(0.5f, 1.0f).share(0.0f, 0.5f);
    part.set(1.0f);
    EXPECT_FLOAT_EQ(whole.get(), 0.75f);
    EXPECT_NO_FATAL_FAILURE(Progress().set(0.5f));
}

}  // namespace
}  // namespace trichion
