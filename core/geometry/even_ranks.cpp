// Lowers the ranks of darts where they crowd, so that every set is as dense here as there.
#include "core/geometry/even_ranks.h"

#include "core/base/parallel.h"
#include "core/geometry/cell_grid.h"
#include "core/geometry/packed_normal.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <numeric>
#include <span>

namespace trichion {
namespace {

constexpr double kReach = 3.5;           // of the root of the area for one dart: 38 darts around
constexpr float kRankForCrowding = 0.5f;   // share of the rank lost for each share of darts too many: one over the
                                         // two by which density falls when spacing grows
constexpr float kTooFew = -0.04f;        // share of darts missing from which on there is nothing to lose
constexpr double kSelf = 1.0;            // what a dart adds to its own surroundings
constexpr std::size_t kFewest = 100;     // darts before these say nothing about density
constexpr std::size_t kOfAPiece = 4096;  // darts asked by one thread at a time

/// A dart as the grids hold it; `id`: how many darts have a greater rank, or the same and a smaller index.
using Place = CellGrid::Point;

/// In the order of the darts, which keeps neighbours near each other in memory: that is half of the speed.
std::vector<Place> places_of(const Surface& surface, const std::vector<RankedDart>& darts) {
    std::vector<std::uint32_t> order(darts.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
        return darts[a].rank_mm != darts[b].rank_mm ? darts[a].rank_mm > darts[b].rank_mm : a < b;
    });
    std::vector<Place> places;
    places.reserve(darts.size());
    for (const RankedDart& dart : darts)
        places.push_back({surface.position(dart.at), 0, pack_normal(surface.face_normal(dart.at.triangle))});
    for (std::uint32_t k = 0; k < order.size(); ++k) places[order[k]].id = k;
    return places;
}

/// Sum of (1 - (distance / reach)^2)^2 over the places of greater rank within reach.
double crowding(const CellGrid& grid, const Place& here, float reach_mm) {
    const float per_reach2 = 1.0f / (reach_mm * reach_mm);
    float sum = 0.0f;
    grid.for_each_cell_around(here.position_mm, reach_mm, [&](std::span<const Place> cell) {
        for (const Place& other : cell) {
            const glm::vec3 d = other.position_mm - here.position_mm;
            const float nearness = 1.0f - glm::dot(d, d) * per_reach2;
            if (nearness > 0.0f && other.id < here.id && !are_opposed(here.normal, other.normal)) sum += nearness * nearness;
        }
    });
    return static_cast<double>(sum);
}

}  // namespace

void even_out_ranks(const Surface& surface, std::vector<RankedDart>& darts, double skin_mm2, unsigned threads) {
    const std::vector<Place> places = places_of(surface, darts);
    const auto reach_mm = [&](std::size_t before) {
        return static_cast<float>(kReach * std::sqrt(skin_mm2 / static_cast<double>(before + 1)));
    };
    // In steps of a third more, each with a grid of its own: a grid of all would be far too dense for the first.
    for (std::size_t first = kFewest, end = 0; first < darts.size(); first = end) {
        end = std::min(darts.size(), first + first / 3);
        std::vector<Place> present;
        present.reserve(end);
        std::ranges::copy_if(places, std::back_inserter(present), [=](const Place& place) { return place.id < end; });
        const CellGrid grid(present, reach_mm(first));
        in_pieces((darts.size() + kOfAPiece - 1) / kOfAPiece, threads, [&](std::size_t piece) {
            const std::size_t last = std::min(darts.size(), (piece + 1) * kOfAPiece);
            for (std::size_t i = piece * kOfAPiece; i < last; ++i) {
                if (places[i].id < first || places[i].id >= end) continue;
                const double even = std::numbers::pi / 3.0 * kReach * kReach;  // mean of the kernel over its disc is a third
                const double sum = kSelf + crowding(grid, places[i], reach_mm(places[i].id));
                const auto excess = static_cast<float>(sum / even - 1.0);
                darts[i].rank_mm *= std::min(1.0f, 1.0f - kRankForCrowding * (excess - kTooFew));
            }
        });
    }
}

}  // namespace trichion
