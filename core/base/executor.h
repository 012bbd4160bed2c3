// Work beside the main thread: jobs run somewhere else, their results are published by the main thread.
#pragma once

#include "core/base/cancel_token.h"

#include <functional>
#include <memory>

namespace trichion {

/// What a job hands back: run once on the main thread by `drain()`. May be empty.
using Publish = std::function<void()>;
/// Runs on any thread, sees only what it captured by value.
using Job = std::function<Publish(const CancelToken&)>;

/// Runs jobs. Two kinds exist: threads for the editor, inline for the command line and unit tests.
class Executor {
public:
    virtual ~Executor() = default;

    /// Queues a job. The returned token cancels it; a cancelled job's result is never published.
    virtual CancelToken submit(Job job) = 0;

    /// For a job that runs: hands over what is to be run by `drain()` before the job has ended, unless it is cancelled by
    /// then. Nothing happens where jobs run inside `submit`: there the end overtakes all that comes before it.
    virtual void publish_early(Publish, const CancelToken&) {}

    /// Publishes what has finished. Main thread only. Returns whether anything was published.
    virtual bool drain() = 0;

    /// Whether a job is queued, running or not yet published.
    virtual bool is_busy() const = 0;
};

/// Worker threads. `wake` is called from a worker whenever a result waits for `drain()`; it must be thread-safe.
std::unique_ptr<Executor> make_threaded_executor(int threads, std::function<void()> wake = {});

/// Runs each job to its end inside `submit` and publishes it there too.
std::unique_ptr<Executor> make_inline_executor();

}  // namespace trichion
