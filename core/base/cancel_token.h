// How a caller tells a long computation to stop, and how the computation tells how far it is.
#pragma once

#include <atomic>
#include <memory>

namespace trichion {

/// A flag shared by who may cancel and who must stop. A default-constructed token is never cancelled
/// and costs nothing to ask.
class CancelToken {
public:
    CancelToken() = default;

    /// A token whose copies all see `cancel()`.
    static CancelToken make() {
        CancelToken token;
        token.flag_ = std::make_shared<std::atomic<bool>>(false);
        return token;
    }

    bool cancelled() const { return flag_ && flag_->load(std::memory_order_relaxed); }
    void cancel() const {
        if (flag_) flag_->store(true, std::memory_order_relaxed);
    }

private:
    std::shared_ptr<std::atomic<bool>> flag_;
};

/// How much of a job is done, 0 to 1. Default-constructed: nobody watches, `set` does nothing.
class Progress {
public:
    Progress() = default;

    static Progress make() {
        Progress progress;
        progress.value_ = std::make_shared<std::atomic<float>>(0.0f);
        return progress;
    }

    void set(float fraction) const {
        if (value_) value_->store(from_ + fraction * (to_ - from_), std::memory_order_relaxed);
    }
    float get() const { return value_ ? value_->load(std::memory_order_relaxed) : 0.0f; }

    /// The same progress, with 0 to 1 mapped to this part of it.
    Progress share(float from, float to) const {
        Progress part = *this;
        part.from_ = from_ + from * (to_ - from_);
        part.to_ = from_ + to * (to_ - from_);
        return part;
    }

private:
    std::shared_ptr<std::atomic<float>> value_;
    float from_ = 0.0f;
    float to_ = 1.0f;
};

}  // namespace trichion
