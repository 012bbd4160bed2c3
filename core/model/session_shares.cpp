// Shares that always add up.
#include "core/model/session_shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace trichion {
namespace {

using Shares = std::array<float, 4>;

bool are_alike(const Shares& a, const Shares& b, std::size_t count) {
    return std::equal(a.begin(), a.begin() + static_cast<std::ptrdiff_t>(count), b.begin(),
                      [](float x, float y) { return std::abs(x - y) < 1e-4f; });
}

/// Makes the shares from `first` up to `last` add up to `sum`, in their proportions; alike where all are 0.
void scale_to(Shares& shares, std::size_t first, std::size_t last, float sum) {
    const auto begin = shares.begin() + static_cast<std::ptrdiff_t>(first), end = shares.begin() + static_cast<std::ptrdiff_t>(last);
    const float before = std::accumulate(begin, end, 0.0f);
    for (auto share = begin; share != end; ++share)
        *share = before > 0.0f ? *share * sum / before : sum / static_cast<float>(last - first);
}

}  // namespace

std::array<float, 4> usual_shares(int sessions) {
    Shares shares = SessionPlan{}.shares;
    if (sessions == 1) shares[0] = 1.0f;
    if (sessions == 2) shares = {0.65f, 0.35f, shares[2], shares[3]};
    if (sessions == 4) shares = {0.50f, 0.27f, 0.14f, 0.09f};
    return shares;
}

bool has_usual_shares(const SessionPlan& plan) {
    return are_alike(plan.shares, usual_shares(plan.sessions), static_cast<std::size_t>(plan.sessions)) ||
           are_alike(plan.shares, SessionPlan{}.shares, plan.shares.size());
}

std::array<float, 4> effective_shares(const SessionPlan& plan) {
    Shares shares{};
    const auto used = static_cast<std::size_t>(plan.sessions);
    std::copy_n(plan.shares.begin(), used, shares.begin());
    if (std::ranges::any_of(shares, [](float share) { return share > 0.0f; })) scale_to(shares, 0, used, 1.0f);
    return shares;
}

SessionPlan with_sessions(SessionPlan plan, int sessions) {
    if (has_usual_shares(plan)) plan.shares = usual_shares(sessions);
    plan.sessions = sessions;
    return plan;
}

SessionPlan with_share(SessionPlan plan, int session, float share) {
    const auto used = static_cast<std::size_t>(plan.sessions), s = static_cast<std::size_t>(session - 1);
    Shares shares = effective_shares(plan);
    shares[s] = used == 1 ? 1.0f : std::clamp(share, 0.0f, 1.0f);
    const float earlier = std::accumulate(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(s), 0.0f);
    const float rest = 1.0f - shares[s];
    if (s + 1 < used) scale_to(shares, s + 1, used, std::max(rest - earlier, 0.0f));
    if (s > 0 && (s + 1 == used || earlier > rest)) scale_to(shares, 0, s, rest);
    std::copy_n(shares.begin(), used, plan.shares.begin());
    return plan;
}

}  // namespace trichion
