// Gives each of many points on a surface the spacing at which it enters a blue-noise set: one order, every density.
#include "core/geometry/ranked_darts.h"

#include "core/base/hash.h"
#include "core/base/parallel.h"
#include "core/geometry/even_ranks.h"
#include "core/geometry/gap_climb.h"
#include "core/geometry/packed_normal.h"
#include "core/geometry/point_grid.h"
#include "core/geometry/surface_walk.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace trichion {
namespace {

constexpr double kLevelRatio = 0.95760328069857364694;  // 2^(-1/16), written out: no libm in a decision
constexpr int kLevelsOfAGrid = 4;                       // the grid is made anew as spacings shrink by 2^(-4/16)
constexpr std::size_t kAhead = 8;                       // candidates fetched before they are looked at
constexpr std::size_t kOfAPiece = 4096;                 // candidates tried by one thread at a time

// What decides how well the sets are spaced, found by measuring them on flat patches.
constexpr double kJoining = 4.0;           // candidates that take part, for each dart
constexpr double kDartsOfASquare = 0.632;  // darts in a square of the spacing, about: to count those to come
constexpr float kWidestGap = 1.25f;        // of the level's spacing: what wider gaps count as
constexpr float kAround = 2.2f;            // spacings, how far the surroundings of a gap go

std::vector<float> level_spacings(const DartOptions& options) {
    std::vector<float> spacings;
    for (double r = options.widest_mm; r >= options.narrowest_mm; r *= kLevelRatio)
        spacings.push_back(static_cast<float>(r));
    spacings.push_back(spacings.empty() ? options.narrowest_mm
                                        : static_cast<float>(static_cast<double>(spacings.back()) * kLevelRatio));
    return spacings;  // the last one only ends the last level
}

/// A place in 16 bytes: the ranking is bound by memory, not by arithmetic.
struct Place {
    glm::vec3 position_mm{0.0f};
    std::uint32_t normal = 0;  // three signed bytes
};

Place place_of(const Surface& surface, const SurfacePoint& at) {
    return {surface.position(at), pack_normal(surface.face_normal(at.triangle))};
}

/// A candidate that hit a free place, and what it would become.
struct Hit {
    std::uint64_t priority = 0;
    std::uint32_t id = 0;
    SurfacePoint at;
    Place place;
    float gap_mm = 0.0f;  // distance to the nearest dart of earlier levels, as far as it counts
};

struct Accepted {
    std::uint32_t id = 0;
    RankedDart dart;
};

/// The state of one ranking: which candidates wait for which level, and who was accepted.
class Ranking {
public:
    Ranking(const Surface& surface, std::span<const SurfacePoint> candidates, std::span<const std::uint8_t> may_bear,
            const DartOptions& options)
        : surface_(surface), candidates_(candidates), may_bear_(may_bear), options_(options),
          skin_mm2_(static_cast<double>(candidates.size()) / options.scattered_per_mm2), spacings_(level_spacings(options)), waiting_(spacings_.size()), places_(candidates.size()) {
        in_pieces((candidates.size() + kOfAPiece - 1) / kOfAPiece, options.threads, [&](std::size_t piece) {
            const std::size_t end = std::min(candidates.size(), (piece + 1) * kOfAPiece);
            for (std::size_t i = piece * kOfAPiece; i < end; ++i) places_[i] = place_of(surface, candidates[i]);
        });
        let_join();
    }

    std::size_t level_count() const { return spacings_.size() - 1; }
    std::size_t accepted_count() const { return accepted_.size(); }
    /// No dart of this level or a later one will have a greater rank.
    float widest_from(std::size_t level) const { return kWidestGap * spacings_[level]; }

    /// All darts of at least this rank, in the order of their candidates, their ranks made even.
    std::vector<RankedDart> darts(float least_rank_mm) const {
        std::vector<Accepted> sorted = accepted_;
        std::ranges::sort(sorted, {}, &Accepted::id);
        std::vector<RankedDart> darts;
        darts.reserve(sorted.size());
        for (const Accepted& accepted : sorted)
            if (accepted.dart.rank_mm >= least_rank_mm) darts.push_back(accepted.dart);
        even_out_ranks(surface_, darts, skin_mm2_, options_.threads);
        std::erase_if(darts, [=](const RankedDart& dart) { return dart.rank_mm < least_rank_mm; });
        return darts;
    }

    /// First all waiting candidates are tried against the darts of earlier levels, on several threads; then those that
    /// hit are thrown one after the other in the order of their priorities.
    void throw_level(std::size_t level) {
        if (level % kLevelsOfAGrid == 0) renew_grid(level);
        std::vector<std::uint32_t> waiting = std::exchange(waiting_[level], {});
        std::ranges::sort(waiting);
        std::vector<Tried> tried((waiting.size() + kOfAPiece - 1) / kOfAPiece);
        in_pieces(tried.size(), options_.threads, [&](std::size_t piece) {
            const std::size_t first = piece * kOfAPiece;
            try_all(std::span(waiting).subspan(first, std::min(kOfAPiece, waiting.size() - first)), level, tried[piece]);
        });
        std::vector<Hit> hits;
        for (const Tried& piece : tried) {
            for (const auto& [later, id] : piece.later) waiting_[later].push_back(id);
            hits.insert(hits.end(), piece.hits.begin(), piece.hits.end());
        }
        std::ranges::sort(hits, {}, &Hit::priority);
        for (const Hit& hit : hits) throw_dart(hit, level);
    }

private:
    /// What came of trying a piece of the candidates.
    struct Tried {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> later;  // level, candidate
        std::vector<Hit> hits;
        GapClimb climb;
        std::vector<Place> around;
    };

    /// Sets for each candidate the level from which on it takes part.
    void let_join() {
        std::vector<double> joined;
        for (std::size_t level = 0; level < level_count(); ++level)
            joined.push_back(kJoining * kDartsOfASquare /
                             (static_cast<double>(spacings_[level]) * spacings_[level] * options_.scattered_per_mm2));
        std::vector<std::uint16_t> level_of(candidates_.size());
        in_pieces((level_of.size() + kOfAPiece - 1) / kOfAPiece, options_.threads, [&](std::size_t piece) {
            for (std::size_t id = piece * kOfAPiece; id < std::min(level_of.size(), (piece + 1) * kOfAPiece); ++id)
                level_of[id] = static_cast<std::uint16_t>(std::ranges::upper_bound(joined, unit_double(mix(options_.seed, id))) - joined.begin());
        });
        for (std::uint32_t id = 0; id < level_of.size(); ++id)
            if (level_of[id] < joined.size()) waiting_[level_of[id]].push_back(id);
    }

    void renew_grid(std::size_t level) {
        std::ranges::sort(accepted_, {}, &Accepted::id);
        grid_.emplace(kWidestGap * spacings_[level], 2 * accepted_.size());
        for (const Accepted& accepted : accepted_) {
            const Place place = place_of(surface_, accepted.dart.at);
            grid_->insert(place.position_mm, place.normal);
        }
    }

    /// Squared distance to the nearest dart, or `limit2` when none is nearer; up to the square of the widest gap.
    float nearest_within(const Place& from, float limit2) const {
        float nearest2 = limit2;
        grid_->for_each_near(from.position_mm, [&](const glm::vec3& q, std::uint32_t normal) {
            const glm::vec3 d = q - from.position_mm;
            const float d2 = glm::dot(d, d);
            if (d2 < nearest2 && !are_opposed(from.normal, normal)) nearest2 = d2;
        });
        return nearest2;
    }

    void try_all(std::span<const std::uint32_t> waiting, std::size_t level, Tried& tried) const {
        const float spacing2 = spacings_[level] * spacings_[level];
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            if (i + kAhead < waiting.size()) __builtin_prefetch(&places_[waiting[i + kAhead]]);
            const std::uint32_t id = waiting[i];
            const float nearest2 = nearest_within(places_[id], spacing2);
            if (nearest2 >= spacing2) tried.hits.push_back(hit_of(id, level, tried));
            else if (const auto later = level_after(level, nearest2)) tried.later.push_back({*later, id});
        }
    }

    /// Moves a candidate that hit a gap to the gap's middle, where that lies on skin that may bear darts.
    Hit hit_of(std::uint32_t id, std::size_t level, Tried& scratch) const {
        Hit hit{mix(options_.seed ^ 0x6869u, id), id, candidates_[id], places_[id]};
        const float reach_mm = kAround * spacings_[level];
        scratch.climb.start(hit.place.position_mm, surface_.face_normal(hit.at.triangle), reach_mm);
        scratch.around.clear();
        grid_->for_each_around(hit.place.position_mm, reach_mm, [&](const glm::vec3& q, std::uint32_t normal) {
            if (are_opposed(hit.place.normal, normal) || !scratch.climb.add(q)) return;
            scratch.around.push_back({q, normal});
        });
        const auto gap2_at = [&](const Place& place) {
            float gap2 = kWidestGap * spacings_[level] * (kWidestGap * spacings_[level]);
            for (const Place& dart : scratch.around) {
                const glm::vec3 d = dart.position_mm - place.position_mm;
                if (!are_opposed(place.normal, dart.normal)) gap2 = std::min(gap2, glm::dot(d, d));
            }
            return gap2;
        };
        float gap2 = gap2_at(hit.place);
        scratch.climb.run(0.5f * spacings_[level]);
        const SurfacePoint moved = moved_along(hit.at, scratch.climb.step_mm());
        if (const Place place = place_of(surface_, moved); gap2_at(place) > gap2) {
            gap2 = gap2_at(place);
            hit.at = moved;
            hit.place = place;
        }
        hit.gap_mm = std::sqrt(gap2);
        return hit;
    }

    /// The end of a straight walk, or the start if that leads off the skin.
    SurfacePoint moved_along(const SurfacePoint& from, const glm::vec3& step_mm) const {
        const TangentFrame frame = tangent_frame(surface_, from.triangle);
        const SurfacePoint end = walk_straight(surface_, from, frame.flat(glm::dvec3(step_mm))).at;
        return may_bear_[end.triangle] ? end : from;
    }

    void throw_dart(const Hit& hit, std::size_t level) {
        const float here = spacings_[level], next = spacings_[level + 1];
        const float nearest_mm = std::sqrt(nearest_within(hit.place, hit.gap_mm * hit.gap_mm));
        // Many gaps are wider than the widest that counts: inside a level chance decides, not all of them at once.
        const float widest_mm = kWidestGap * (here - (here - next) * unit_float(hit.priority));
        const float rank_mm = std::min(nearest_mm, widest_mm);
        if (rank_mm >= next) return accept(hit, rank_mm);
        if (const auto later = level_after(level, nearest_within(places_[hit.id], here * here)))
            waiting_[*later].push_back(hit.id);
    }

    void accept(const Hit& hit, float rank_mm) {
        accepted_.push_back({hit.id, {hit.at, rank_mm}});
        grid_->insert(hit.place.position_mm, hit.place.normal);
    }

    /// The first level after this one whose spacing is no more than the root of `distance2`.
    std::optional<std::uint32_t> level_after(std::size_t level, float distance2) const {
        const auto from = spacings_.begin() + static_cast<std::ptrdiff_t>(level + 1);
        const auto next = std::partition_point(from, spacings_.end(), [&](float r) { return r * r > distance2; });
        const auto k = static_cast<std::size_t>(next - spacings_.begin());
        return k < level_count() ? std::optional(static_cast<std::uint32_t>(k)) : std::nullopt;
    }

    const Surface& surface_;
    std::span<const SurfacePoint> candidates_;
    std::span<const std::uint8_t> may_bear_;
    DartOptions options_;
    double skin_mm2_ = 0.0;  // that the candidates are scattered over
    std::vector<float> spacings_;
    std::vector<std::vector<std::uint32_t>> waiting_;
    std::vector<Place> places_;
    std::vector<Accepted> accepted_;
    std::optional<PointGrid> grid_;  // holds packed normals instead of ids
};

}  // namespace

Result<std::vector<RankedDart>> rank_by_darts(const Surface& surface, std::span<const SurfacePoint> candidates,
                                              std::span<const std::uint8_t> may_bear, const DartOptions& options,
                                              const CancelToken& token, const Progress& progress,
                                              const EarlyDarts& early) {
    Ranking ranking(surface, candidates, may_bear, options);
    bool was_told = !early || !(options.early_mm > 0.0f);
    for (std::size_t level = 0; level < ranking.level_count(); ++level) {
        if (token.cancelled()) return fail(ErrorCode::Cancelled, "Placing the candidates was cancelled.");
        ranking.throw_level(level);
        const std::size_t expected = options.enough > 0 ? options.enough : candidates.size();
        progress.set(std::min(1.0f, static_cast<float>(ranking.accepted_count()) / static_cast<float>(expected)));
        if (!was_told && ranking.widest_from(level + 1) < options.early_mm) {
            was_told = true;
            early(ranking.darts(options.early_mm));
        }
        if (options.enough > 0 && ranking.accepted_count() >= options.enough) break;
    }
    progress.set(1.0f);
    return ranking.darts(0.0f);
}

}  // namespace trichion
