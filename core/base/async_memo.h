// Derived data that takes longer than a frame: computed beside the main thread, newest request wins.
#pragma once

#include "core/base/executor.h"
#include "core/base/shared.h"

#include <memory>
#include <optional>
#include <tuple>
#include <utility>

namespace trichion {

/// Like Memo, for slow functions. Keeps showing the last result until the new one arrives; a request that newer
/// inputs overtake is cancelled and never published. Main thread only; the executor must outlive it.
template <class Out, class... In>
class AsyncMemo {
public:
    AsyncMemo() : state_(std::make_shared<State>()) {}
    AsyncMemo(const AsyncMemo&) = delete;
    AsyncMemo& operator=(const AsyncMemo&) = delete;
    ~AsyncMemo() { state_->token.cancel(); }

    /// Asks for the result of these inputs. `compute` is `Out(const CancelToken&, const Progress&, const In&...)`,
    /// captures by value only, and may return anything once cancelled.
    template <class Compute>
    void update(Executor& executor, Compute compute, const Shared<In>&... inputs) {
        if (state_->requested && same(*state_->requested, inputs...)) return;
        state_->token.cancel();
        state_->requested.emplace(inputs...);
        state_->progress = Progress::make();
        std::weak_ptr<State> weak = state_;
        std::tuple<Shared<In>...> kept{inputs...};
        const Progress progress = state_->progress;
        state_->token = executor.submit([compute = std::move(compute), kept, weak, progress](const CancelToken& token) {
            Shared<Out> out(std::apply([&](const auto&... in) { return compute(token, progress, *in...); }, kept));
            return Publish([weak, out = std::move(out), kept] {
                const std::shared_ptr<State> state = weak.lock();
                if (!state || !state->requested || !identical(*state->requested, kept)) return;
                state->latest = out;
                state->latest_inputs.emplace(kept);
            });
        });
    }

    /// The last result that arrived, possibly of older inputs; null before the first.
    const Shared<Out>* latest() const { return state_->latest ? &*state_->latest : nullptr; }

    /// Whether `latest()` belongs to the inputs last asked for.
    bool is_fresh() const {
        return state_->requested && state_->latest_inputs && identical(*state_->requested, *state_->latest_inputs);
    }

    /// Whether `latest()` came from exactly these inputs.
    bool is_fresh_for(const Shared<In>&... inputs) const {
        return state_->latest_inputs && same(*state_->latest_inputs, inputs...);
    }

    float progress() const { return state_->progress.get(); }

private:
    struct State {
        std::optional<std::tuple<Shared<In>...>> requested;
        std::optional<std::tuple<Shared<In>...>> latest_inputs;
        std::optional<Shared<Out>> latest;
        CancelToken token;
        Progress progress;
    };

    static bool same(const std::tuple<Shared<In>...>& before, const Shared<In>&... now) {
        return std::apply([&](const auto&... b) { return (b.is(now) && ...); }, before);
    }
    static bool identical(const std::tuple<Shared<In>...>& a, const std::tuple<Shared<In>...>& b) {
        return std::apply([&](const auto&... now) { return same(a, now...); }, b);
    }

    std::shared_ptr<State> state_;
};

}  // namespace trichion
