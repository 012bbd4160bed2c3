// Gives each of many candidate points the spacing at which it enters a blue-noise set: one order, every density.
#include "core/geometry/ranked_darts.h"

#include "core/base/hash.h"
#include "core/geometry/point_grid.h"

#include <algorithm>
#include <optional>

namespace trichion {
namespace {

constexpr int kLevelsOfAnOctave = 32;
constexpr double kLevelRatio = 0.97857206208770013451;  // 2^(-1/32), written out: no libm in a decision
constexpr int kLevelsOfAGrid = 8;                       // the grid is made anew as spacings shrink by 2^(-8/32)
constexpr float kOpposed = -0.2f;                       // cosine of normals below which two points never conflict

std::vector<float> level_spacings(const DartOptions& options) {
    std::vector<float> spacings;
    for (double r = options.widest_mm; r >= options.narrowest_mm; r *= kLevelRatio)
        spacings.push_back(static_cast<float>(r));
    spacings.push_back(spacings.empty() ? options.narrowest_mm
                                        : static_cast<float>(static_cast<double>(spacings.back()) * kLevelRatio));
    return spacings;  // the last one only ends the last level
}

/// The state of one ranking: which candidates wait for which level, and who was accepted.
class Ranking {
public:
    Ranking(std::span<const glm::vec3> positions, std::span<const glm::vec3> normals, const DartOptions& options)
        : positions_(positions), normals_(normals), options_(options), spacings_(level_spacings(options)),
          waiting_(spacings_.size()), rank_(positions.size(), 0.0f) {
        waiting_.front().reserve(positions.size());
        for (std::uint32_t i = 0; i < positions.size(); ++i) waiting_.front().push_back({mix(options.seed, i), i});
    }

    std::size_t level_count() const { return spacings_.size() - 1; }
    std::size_t accepted_count() const { return accepted_.size(); }
    std::vector<float> take_ranks() { return std::move(rank_); }

    void throw_level(std::size_t level) {
        if (level % kLevelsOfAGrid == 0) renew_grid(level);
        std::vector<Waiting> darts = std::move(waiting_[level]);
        std::ranges::sort(darts, {}, &Waiting::priority);
        for (const Waiting& dart : darts) throw_dart(dart, level);
    }

private:
    struct Waiting {
        std::uint64_t priority;
        std::uint32_t id;
    };

    void renew_grid(std::size_t level) {
        grid_.emplace(spacings_[level], 2 * accepted_.size());
        for (const std::uint32_t id : accepted_) grid_->insert(positions_[id], id);
    }

    void throw_dart(const Waiting& dart, std::size_t level) {
        const glm::vec3& p = positions_[dart.id];
        const glm::vec3& n = normals_[dart.id];
        const float spacing = spacings_[level];
        float nearest2 = spacing * spacing;
        grid_->for_each_near(p, [&](const glm::vec3& q, std::uint32_t id) {
            const glm::vec3 d = q - p;
            const float d2 = glm::dot(d, d);
            if (d2 < nearest2 && glm::dot(n, normals_[id]) > kOpposed) nearest2 = d2;
        });
        if (nearest2 < spacing * spacing) return wait_for(dart, level, nearest2);
        rank_[dart.id] = spacing - (spacing - spacings_[level + 1]) * unit_float(dart.priority);
        accepted_.push_back(dart.id);
        grid_->insert(p, dart.id);
    }

    void wait_for(const Waiting& dart, std::size_t level, float nearest2) {
        const auto fits = [&](float r) { return r * r > nearest2; };
        const auto next = std::partition_point(spacings_.begin() + static_cast<std::ptrdiff_t>(level), spacings_.end(), fits);
        const auto k = static_cast<std::size_t>(next - spacings_.begin());
        if (k < level_count()) waiting_[k].push_back(dart);
    }

    std::span<const glm::vec3> positions_;
    std::span<const glm::vec3> normals_;
    DartOptions options_;
    std::vector<float> spacings_;
    std::vector<std::vector<Waiting>> waiting_;
    std::vector<float> rank_;
    std::vector<std::uint32_t> accepted_;
    std::optional<PointGrid> grid_;
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
