// Derived data that is recomputed only when one of its inputs is another object.
#pragma once

#include "core/base/shared.h"

#include <optional>
#include <tuple>
#include <utility>

namespace trichion {

/// The last result of a pure function and the inputs it came from. Holding the inputs keeps
/// them alive, so comparing identities is exact: there is no flag to forget and no hash to clash.
template <class Out, class... In>
class Memo {
public:
    template <class Compute>
    const Shared<Out>& update(Compute&& compute, const Shared<In>&... inputs) {
        if (!last_ || !is_fresh(inputs...)) last_.emplace(std::tuple{inputs...}, Shared<Out>(compute(*inputs...)));
        return last_->second;
    }

    /// Whether the kept result came from exactly these inputs.
    bool is_fresh(const Shared<In>&... inputs) const {
        return last_ && std::apply([&](const auto&... before) { return (before.is(inputs) && ...); }, last_->first);
    }

private:
    std::optional<std::pair<std::tuple<Shared<In>...>, Shared<Out>>> last_;
};

}  // namespace trichion
