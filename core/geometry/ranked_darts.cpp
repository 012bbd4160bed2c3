// Gives each of many candidate points the spacing at which it enters a blue-noise set: one order, every density.
#include "core/geometry/ranked_darts.h"

#include "core/base/hash.h"
#include "core/geometry/point_grid.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr int kLevelsOfAnOctave = 32;
constexpr double kLevelRatio = 0.97857206208770013451;  // 2^(-1/32), written out: no libm in a decision
constexpr int kLevelsOfAGrid = 8;                       // the grid is made anew as spacings shrink by 2^(-8/32)
constexpr std::size_t kAhead = 8;                       // candidates fetched before they are looked at
constexpr int kOpposed = -3226;  // -0.2 * 127^2: packed normals of a smaller product never conflict

std::vector<float> level_spacings(const DartOptions& options) {
    std::vector<float> spacings;
    for (double r = options.widest_mm; r >= options.narrowest_mm; r *= kLevelRatio)
        spacings.push_back(static_cast<float>(r));
    spacings.push_back(spacings.empty() ? options.narrowest_mm
                                        : static_cast<float>(static_cast<double>(spacings.back()) * kLevelRatio));
    return spacings;  // the last one only ends the last level
}

/// A candidate in 16 bytes: the ranking is bound by memory, not by arithmetic.
struct Candidate {
    glm::vec3 position_mm;
    std::uint32_t normal;  // three signed bytes
};

std::uint32_t pack_normal(const glm::vec3& n) {
    const glm::ivec3 bytes(n * 127.0f);
    return (static_cast<std::uint32_t>(bytes.x) & 0xffu) | (static_cast<std::uint32_t>(bytes.y) & 0xffu) << 8 |
           (static_cast<std::uint32_t>(bytes.z) & 0xffu) << 16;
}

bool are_opposed(std::uint32_t a, std::uint32_t b) {
    const auto part = [](std::uint32_t n, int shift) { return static_cast<int>(static_cast<std::int8_t>(n >> shift)); };
    int dot = 0;
    for (const int shift : {0, 8, 16}) dot += part(a, shift) * part(b, shift);
    return dot < kOpposed;
}

/// The state of one ranking: which candidates wait for which level, and who was accepted.
class Ranking {
public:
    Ranking(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals, const DartOptions& options)
        : options_(options), spacings_(level_spacings(options)), waiting_(spacings_.size()),
          rank_(positions.size(), 0.0f) {
        candidates_.reserve(positions.size());
        for (std::size_t i = 0; i < positions.size(); ++i) candidates_.push_back({positions[i], pack_normal(normals[i])});
        waiting_.front().resize(positions.size());
        std::iota(waiting_.front().begin(), waiting_.front().end(), 0u);
    }

    std::size_t level_count() const { return spacings_.size() - 1; }
    std::size_t accepted_count() const { return accepted_.size(); }
    std::vector<float> take_ranks() { return std::move(rank_); }

    /// First all waiting candidates are tried against those of earlier levels in the order of their index, which is
    /// kind to the caches; only the few that pass are thrown in the order of their priorities. The outcome is the
    /// same as throwing all of them by priority.
    void throw_level(std::size_t level) {
        if (level % kLevelsOfAGrid == 0) renew_grid(level);
        const float spacing2 = spacings_[level] * spacings_[level];
        std::vector<std::uint32_t> waiting = std::exchange(waiting_[level], {});
        std::ranges::sort(waiting);
        std::vector<Dart> darts;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (i + kAhead < waiting.size()) __builtin_prefetch(&candidates_[waiting[i + kAhead]]);
            const std::uint32_t id = waiting[i];
            const float nearest2 = nearest_within(candidates_[id], spacing2);
            if (nearest2 < spacing2) wait_for(id, level, nearest2);
            else darts.push_back({mix(options_.seed, id), id});
        }
        std::ranges::sort(darts, {}, &Dart::priority);
        for (const Dart& dart : darts) {
            const float nearest2 = nearest_within(candidates_[dart.id], spacing2);
            if (nearest2 < spacing2) wait_for(dart.id, level, nearest2);
            else accept(dart, level);
        }
    }

private:
    struct Dart {
        std::uint64_t priority;
        std::uint32_t id;
    };

    void renew_grid(std::size_t level) {
        std::ranges::sort(accepted_);
        grid_.emplace(spacings_[level], 2 * accepted_.size());
        for (const std::uint32_t id : accepted_) grid_->insert(candidates_[id].position_mm, candidates_[id].normal);
    }

    /// Squared distance to the nearest accepted candidate, or `limit2` when none is nearer.
    float nearest_within(const Candidate& candidate, float limit2) const {
        float nearest2 = limit2;
        grid_->for_each_near(candidate.position_mm, [&](const glm::vec3& q, std::uint32_t normal) {
            const glm::vec3 d = q - candidate.position_mm;
            const float d2 = glm::dot(d, d);
            if (d2 < nearest2 && !are_opposed(candidate.normal, normal)) nearest2 = d2;
        });
        return nearest2;
    }

    void accept(const Dart& dart, std::size_t level) {
        rank_[dart.id] = spacings_[level] - (spacings_[level] - spacings_[level + 1]) * unit_float(dart.priority);
        accepted_.push_back(dart.id);
        grid_->insert(candidates_[dart.id].position_mm, candidates_[dart.id].normal);
    }

    void wait_for(std::uint32_t id, std::size_t level, float nearest2) {
        const auto from = spacings_.begin() + static_cast<std::ptrdiff_t>(level);
        const auto next = std::partition_point(from, spacings_.end(), [&](float r) { return r * r > nearest2; });
        const auto k = static_cast<std::size_t>(next - spacings_.begin());
        if (k < level_count()) waiting_[k].push_back(id);
    }

    DartOptions options_;
    std::vector<Candidate> candidates_;
    std::vector<float> spacings_;
    std::vector<std::vector<std::uint32_t>> waiting_;
    std::vector<float> rank_;
    std::vector<std::uint32_t> accepted_;
    std::optional<PointGrid> grid_;  // holds packed normals instead of ids
};

}  // namespace

Result<std::vector<float>> rank_by_darts(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals,
                                         const DartOptions& options, const CancelToken& token,
                                         const Progress& progress) {
    Ranking ranking(positions, normals, options);
    for (std::size_t level = 0; level < ranking.level_count(); ++level) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "Placing the candidates was cancelled.");
        ranking.throw_level(level);
        progress.set(static_cast<float>(level + 1) / static_cast<float>(ranking.level_count()));
        if (options.enough > 0 && ranking.accepted_count() >= options.enough) break;
    }
    progress.set(1.0f);
    return ranking.take_ranks();
}

}  // namespace trichion
