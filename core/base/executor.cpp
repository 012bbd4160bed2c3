// The two executors: a small thread pool, and none at all.
#include "core/base/executor.h"

#include <condition_variable>
#include <deque>
#include <list>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace trichion {
namespace {

class InlineExecutor final : public Executor {
public:
    CancelToken submit(Job job) override {
        const CancelToken token = CancelToken::make();
        if (Publish publish = job(token); publish && !token.cancelled()) publish();
        return token;
    }
    bool drain() override { return false; }
    bool is_busy() const override { return false; }
};

class ThreadedExecutor final : public Executor {
public:
    ThreadedExecutor(int threads, std::function<void()> wake) : wake_(std::move(wake)) {
        for (int i = 0; i < threads; ++i) workers_.emplace_back([this] { work(); });
    }

    ~ThreadedExecutor() override {
        {
            const std::lock_guard lock(mutex_);
            is_stopping_ = true;
            for (const Task& task : queued_) task.token.cancel();
            for (const CancelToken& token : running_) token.cancel();
        }
        changed_.notify_all();
        for (std::thread& worker : workers_) worker.join();
    }

    CancelToken submit(Job job) override {
        const CancelToken token = CancelToken::make();
        {
            const std::lock_guard lock(mutex_);
            queued_.push_back({std::move(job), token});
            ++unpublished_;
        }
        changed_.notify_one();
        return token;
    }

    void publish_early(Publish publish, const CancelToken& token) override {
        const std::lock_guard lock(mutex_);
        finished_.push_back({std::move(publish), token});
        ++unpublished_;
        if (wake_ && !is_stopping_) wake_();
    }

    bool drain() override {
        std::vector<Finished> finished;
        {
            const std::lock_guard lock(mutex_);
            finished.swap(finished_);
            unpublished_ -= static_cast<int>(finished.size());
        }
        bool published = false;
        for (Finished& result : finished) {
            if (!result.publish || result.token.cancelled()) continue;
            result.publish();
            published = true;
        }
        return published;
    }

    bool is_busy() const override {
        const std::lock_guard lock(mutex_);
        return unpublished_ > 0;
    }

private:
    struct Task {
        Job job;
        CancelToken token;
    };
    struct Finished {
        Publish publish;
        CancelToken token;
    };

    void work() {
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [this] { return is_stopping_ || !queued_.empty(); });
            if (is_stopping_) return;
            Task task = std::move(queued_.front());
            queued_.pop_front();
            const auto running = running_.insert(running_.end(), task.token);
            lock.unlock();
            Publish publish = task.token.cancelled() ? Publish{} : task.job(task.token);
            task.job = nullptr;  // what the job captured goes here, outside the lock
            lock.lock();
            running_.erase(running);
            finished_.push_back({std::move(publish), task.token});
            if (wake_ && !is_stopping_) wake_();
        }
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Task> queued_;
    std::list<CancelToken> running_;
    std::vector<Finished> finished_;
    int unpublished_ = 0;
    bool is_stopping_ = false;
    std::function<void()> wake_;
    std::vector<std::thread> workers_;
};

}  // namespace

std::unique_ptr<Executor> make_threaded_executor(int threads, std::function<void()> wake) {
    return std::make_unique<ThreadedExecutor>(threads, std::move(wake));
}

std::unique_ptr<Executor> make_inline_executor() { return std::make_unique<InlineExecutor>(); }

}  // namespace trichion
