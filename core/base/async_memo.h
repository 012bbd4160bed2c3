// Derived data that takes longer than a frame: computed beside the main thread, newest request wins.
#pragma once

#include "core/base/executor.h"
#include "core/base/shared.h"

#include <functional>
#include <memory>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

namespace trichion {

/// Takes a first result, to be shown until the whole one is there.
template <class Out>
using Early = std::function<void(Out)>;

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
    /// captures by value only, and may return anything once cancelled. If it takes a `const Early<Out>&` after the
    /// progress, what it hands there is shown until it returns.
    template <class Compute>
    void update(Executor& executor, Compute compute, const Shared<In>&... inputs) {
        if (state_->requested && same(*state_->requested, inputs...)) return;
        state_->token.cancel();
        state_->requested.emplace(inputs...);
        state_->progress = Progress::make();
        std::weak_ptr<State> weak = state_;
        std::tuple<Shared<In>...> kept{inputs...};
        const Progress progress = state_->progress;
        state_->token = executor.submit([compute = std::move(compute), kept, weak, progress, &executor](
                                            const CancelToken& token) {
            const Early<Out> early = [&](Out out) {
                executor.publish_early(publication(weak, Shared<Out>(std::move(out)), kept, false), token);
            };
            return publication(weak, Shared<Out>(run(compute, token, progress, early, kept)), kept, true);
        });
    }

    /// Whether a request is on its way: then `update` with other inputs would cancel it. What a drag asks for anew in every
    /// frame waits instead, so that something arrives before the drag ends.
    bool is_under_way() const { return state_->requested && !is_fresh(); }

    /// The last result that arrived, possibly of older inputs; null before the first.
    const Shared<Out>* latest() const { return state_->latest ? &*state_->latest : nullptr; }

    /// Whether `latest()` is the whole result of the inputs last asked for.
    bool is_fresh() const { return state_->is_whole && is_of_request(); }

    /// Whether `latest()` belongs to the inputs last asked for: their whole result, or a first one.
    bool is_of_request() const {
        return state_->requested && state_->latest_inputs && identical(*state_->requested, *state_->latest_inputs);
    }

    /// Whether `latest()` is the whole result of exactly these inputs.
    bool is_fresh_for(const Shared<In>&... inputs) const {
        return state_->is_whole && state_->latest_inputs && same(*state_->latest_inputs, inputs...);
    }

    float progress() const { return state_->progress.get(); }

private:
    struct State {
        std::optional<std::tuple<Shared<In>...>> requested;
        std::optional<std::tuple<Shared<In>...>> latest_inputs;
        std::optional<Shared<Out>> latest;
        bool is_whole = false;  // what `latest` is
        CancelToken token;
        Progress progress;
    };

    using Inputs = std::tuple<Shared<In>...>;

    template <class Compute>
    static Out run(const Compute& compute, const CancelToken& token, const Progress& progress, const Early<Out>& early,
                   const Inputs& inputs) {
        return std::apply(
            [&](const auto&... in) -> Out {
                if constexpr (std::is_invocable_v<const Compute&, const CancelToken&, const Progress&, const Early<Out>&,
                                                  const In&...>)
                    return compute(token, progress, early, *in...);
                else return compute(token, progress, *in...);
            },
            inputs);
    }

    static Publish publication(const std::weak_ptr<State>& weak, Shared<Out> out, const Inputs& inputs, bool is_whole) {
        return [weak, out = std::move(out), inputs, is_whole] {
            const std::shared_ptr<State> state = weak.lock();
            if (!state || !state->requested || !identical(*state->requested, inputs)) return;
            state->latest = out;
            state->latest_inputs.emplace(inputs);
            state->is_whole = is_whole;
        };
    }

    static bool same(const std::tuple<Shared<In>...>& before, const Shared<In>&... now) {
        return std::apply([&](const auto&... b) { return (b.is(now) && ...); }, before);
    }
    static bool identical(const std::tuple<Shared<In>...>& a, const std::tuple<Shared<In>...>& b) {
        return std::apply([&](const auto&... now) { return same(a, now...); }, b);
    }

    std::shared_ptr<State> state_;
};

}  // namespace trichion
