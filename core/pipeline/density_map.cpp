// Dots and worked skin are gathered in small cells first, so that each place sums over some tens of cells, not hundreds of
// dots.
#include "core/pipeline/density_map.h"

#include "core/geometry/point_grid.h"
#include "core/pipeline/placing_trace.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <utility>

namespace trichion {
namespace {

constexpr float kReachMm = 5.0f;
constexpr float kCellMm = 1.5f;  // of 3 mm, rows of triangles that run along a cell's side show as streaks
constexpr float kBetweenMm = 2.5f;  // along the skin from a place to the vertices that tell of it; edges are about 2 mm long
/// Where less skin is worked, a single dot would look like a dense field: an eighth of what the kernel weighs on whole skin,
/// a third of its disc.
constexpr float kLeastMm2 = 78.5f / 3.0f / 8.0f;
constexpr float kLeastShare = 0.2f;  // of skin that is worked: a little beyond the line, to be drawn up to it
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// Something spread over places, with the middle of it.
struct Heap {
    float amount = 0.0f;
    glm::vec3 moment{0.0f};

    void add(const glm::vec3& p, float some) { amount += some, moment += some * p; }
    glm::vec3 middle() const { return moment / amount; }
};

/// Heaps by cubic cell.
class Cells {
public:
    void add(const glm::vec3& p, float amount) {
        const glm::ivec3 at = glm::ivec3(glm::floor(p / kCellMm)) + kHalf;
        const std::uint64_t key = static_cast<std::uint64_t>(at.x) << 42 | static_cast<std::uint64_t>(at.y) << 21 | static_cast<std::uint64_t>(at.z);
        const auto [found, is_new] = heap_of_.try_emplace(key, static_cast<std::uint32_t>(heaps_.size()));
        if (is_new) heaps_.emplace_back();
        heaps_[found->second].add(p, amount);
    }
    const std::vector<Heap>& heaps() const { return heaps_; }

private:
    static constexpr int kHalf = 1 << 20;  // cells either way of the origin

    std::unordered_map<std::uint64_t, std::uint32_t> heap_of_;
    std::vector<Heap> heaps_;
};

/// Heaps by place, to be summed with a kernel.
class Spread {
public:
    explicit Spread(const std::vector<Heap>& heaps) : heaps_(heaps), grid_(kReachMm, heaps.size()) {
        for (std::uint32_t i = 0; i < heaps.size(); ++i) grid_.insert(heaps[i].middle(), i);
    }
    float around(const glm::vec3& p) const {
        float sum = 0.0f;
        grid_.for_each_near(p, [&](const glm::vec3& at, std::uint32_t i) {
            const glm::vec3 gap = at - p;
            const float left = 1.0f - glm::dot(gap, gap) / (kReachMm * kReachMm);
            if (left > 0.0f) sum += heaps_[i].amount * left * left;
        });
        return sum;
    }

private:
    const std::vector<Heap>& heaps_;
    PointGrid grid_;
};

/// Vertices of worked triangles and of those beside them, each once.
std::vector<std::uint32_t> vertices_near(const Mesh& mesh, const CandidateCloud& cloud, const std::vector<WorkedSkin>& skin) {
    std::vector<std::uint8_t> is_worked(mesh.positions.size(), 0), is_near(mesh.positions.size(), 0);
    for (std::size_t i = 0; i < skin.size(); ++i)
        for (int c = 0; c < 3 && skin[i].sixteenths > 0; ++c) is_worked[mesh.triangles[cloud.triangles[i]][c]] = 1;
    std::vector<std::uint32_t> vertices;
    for (const std::uint32_t triangle : cloud.triangles) {
        const glm::uvec3& corners = mesh.triangles[triangle];
        if ((is_worked[corners.x] | is_worked[corners.y] | is_worked[corners.z]) == 0) continue;
        for (int c = 0; c < 3; ++c)
            if (std::exchange(is_near[corners[c]], 1) == 0) vertices.push_back(corners[c]);
    }
    return vertices;
}

/// What a plane through values round a place has there, each value with its weight: a mean alone would say what is where
/// they are thickest.
class LocalPlane {
public:
    void add(const glm::vec3& gap, float weight, float value) {
        weights_ += weight, values_ += weight * value;
        gaps_ += weight * gap, leaning_ += weight * value * gap;
        spread_ += weight * glm::outerProduct(gap, gap);
        least_ = std::min(least_, value), most_ = std::max(most_, value);
    }
    float at_place() const {
        if (weights_ <= 0.0f) return kNone;
        // The surface is thin across: without this the plane would tilt at will there.
        const float hold = 0.02f * (spread_[0][0] + spread_[1][1] + spread_[2][2]) + 1e-6f;
        const glm::vec3 tilt = -(glm::inverse(spread_ + glm::mat3(hold)) * gaps_);
        const float sum = weights_ + glm::dot(tilt, gaps_);
        if (sum < 0.1f * weights_) return values_ / weights_;
        return std::clamp((values_ + glm::dot(tilt, leaning_)) / sum, least_, most_);
    }

private:
    float weights_ = 0.0f, values_ = 0.0f;
    glm::vec3 gaps_{0.0f}, leaning_{0.0f};
    glm::mat3 spread_{0.0f};
    float least_ = std::numeric_limits<float>::max(), most_ = std::numeric_limits<float>::lowest();
};

/// Puts the map of a surface into a grid.
class GridFilling {
public:
    GridFilling(const Surface& surface, const DensityMap& map) : surface_(surface), map_(map) {
        const auto& places = surface.mesh().positions;
        Box box;
        for (std::size_t v = 0; v < places.size(); ++v)
            if (!std::isnan(map.per_cm2[v])) box.grow(places[v]);
        if (box.min.x > box.max.x) return;
        const float step = grid_.step_mm;
        const glm::vec3 first = glm::floor((box.min - reach_mm()) / step);
        grid_.low_mm = step * first;
        grid_.size = glm::ivec3(glm::ceil((box.max + reach_mm()) / step) - first) + 1;
        place_of_.assign(static_cast<std::size_t>(grid_.size.x) * grid_.size.y * grid_.size.z, kNoPlace);
        add_numbers();
        add_shares();
    }
    DensityGrid grid() && {
        grid_.points.reserve(filled_.size());
        for (const Filled& f : filled_) grid_.points.push_back({f.at, f.per_cm2.at_place(), f.worked.at_place()});
        return std::move(grid_);
    }

private:
    struct Filled {
        std::uint32_t at = 0;
        LocalPlane per_cm2, worked;
    };
    static constexpr std::uint32_t kNoPlace = std::numeric_limits<std::uint32_t>::max();

    /// Across the skin, to the farthest corner of a cube that it cuts.
    float across_mm() const { return std::sqrt(3.0f) * grid_.step_mm; }
    float reach_mm() const { return std::hypot(kBetweenMm, across_mm()); }

    /// Calls `visit(at, gap, weight)` for each point of the grid that a vertex tells of, whichever side of the skin it is.
    template <class Visit>
    void for_each_near(std::size_t v, Visit&& visit) const {
        const glm::vec3& p = surface_.mesh().positions[v];
        const glm::vec3& n = surface_.vertex_normals()[v];
        const glm::ivec3 low = glm::max(glm::ivec3(glm::ceil((p - reach_mm() - grid_.low_mm) / grid_.step_mm)), 0);
        const glm::ivec3 high = glm::min(glm::ivec3(glm::floor((p + reach_mm() - grid_.low_mm) / grid_.step_mm)), grid_.size - 1);
        for (int z = low.z; z <= high.z; ++z)
            for (int y = low.y; y <= high.y; ++y)
                for (int x = low.x; x <= high.x; ++x) {
                    const glm::vec3 gap = p - (grid_.low_mm + grid_.step_mm * glm::vec3(x, y, z));
                    const float across = glm::dot(gap, n);
                    if (std::abs(across) > across_mm()) continue;
                    const glm::vec3 along = gap - across * n;
                    const float left = 1.0f - glm::dot(along, along) / (kBetweenMm * kBetweenMm);
                    if (left > 0.0f) visit(static_cast<std::uint32_t>(x + grid_.size.x * (y + grid_.size.y * z)), along, left * left);
                }
    }
    void add_numbers() {
        for (std::size_t v = 0; v < map_.per_cm2.size(); ++v) {
            if (std::isnan(map_.per_cm2[v])) continue;
            for_each_near(v, [&](std::uint32_t at, const glm::vec3& gap, float weight) {
                if (place_of_[at] == kNoPlace) {
                    place_of_[at] = static_cast<std::uint32_t>(filled_.size());
                    filled_.push_back({at, {}, {}});
                }
                filled_[place_of_[at]].per_cm2.add(gap, weight, map_.per_cm2[v]);
            });
        }
    }
    /// Of all vertices that tell of a point with a number: those without one say where the work ends.
    void add_shares() {
        for (std::size_t v = 0; v < map_.worked.size(); ++v)
            for_each_near(v, [&](std::uint32_t at, const glm::vec3& gap, float weight) {
                if (place_of_[at] != kNoPlace) filled_[place_of_[at]].worked.add(gap, weight, map_.worked[v]);
            });
    }

    const Surface& surface_;
    const DensityMap& map_;
    DensityGrid grid_;
    std::vector<std::uint32_t> place_of_;  // in `filled_`, by point of the grid
    std::vector<Filled> filled_;
};

}  // namespace

float DensityMap::top_per_cm2() const {
    constexpr double kShare = 0.98;
    std::vector<float> known;
    for (std::size_t v = 0; v < per_cm2.size(); ++v)
        if (!std::isnan(per_cm2[v]) && worked[v] > 0.5f) known.push_back(per_cm2[v]);
    if (known.empty()) return 0.0f;
    const auto at = known.begin() + static_cast<std::ptrdiff_t>(kShare * static_cast<double>(known.size() - 1));
    std::ranges::nth_element(known, at);
    return *at;
}

DensityMap density_map(const Head& head, const CandidateCloud& cloud, const Dots& dots) {
    const Mesh& mesh = head.measuring.mesh();
    DensityMap map{std::vector<float>(mesh.positions.size(), kNone), std::vector<float>(mesh.positions.size(), 0.0f)};
    if (!dots.trace || dots.area_cm2 <= 0.0f) return map;
    Cells counted, worked, whole;
    for (const Dot& dot : dots.dots) counted.add(dot.position_mm, 1.0f);
    const std::vector<WorkedSkin>& skin = *dots.trace->skin;
    for (std::size_t i = 0; i < skin.size(); ++i) {
        whole.add(cloud.skin[i].centre_mm, cloud.skin[i].area_mm2);
        if (skin[i].sixteenths > 0)
            worked.add(cloud.skin[i].centre_mm, cloud.skin[i].area_mm2 * static_cast<float>(skin[i].sixteenths) / 16.0f);
    }
    const Spread dots_near(counted.heaps()), worked_near(worked.heaps()), skin_near(whole.heaps());
    for (const std::uint32_t v : vertices_near(mesh, cloud, skin)) {
        const glm::vec3& p = mesh.positions[v];
        const float mm2 = worked_near.around(p);
        map.worked[v] = mm2 / std::max(skin_near.around(p), mm2 + 1e-3f);
        if (mm2 >= kLeastMm2 && map.worked[v] >= kLeastShare) map.per_cm2[v] = 100.0f * dots_near.around(p) / mm2;
    }
    return map;
}

DensityGrid density_grid(const Head& head, const DensityMap& map) {
    GridFilling filling(head.measuring, map);
    return std::move(filling).grid();
}

}  // namespace trichion
