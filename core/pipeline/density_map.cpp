// Dots and worked skin are gathered in small cells first, so that each place sums over some tens of cells, not hundreds of
// dots.
#include "core/pipeline/density_map.h"

#include "core/geometry/point_grid.h"
#include "core/pipeline/placing_trace.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

namespace trichion {
namespace {

constexpr float kReachMm = 5.0f;
constexpr float kCellMm = 1.5f;  // of 3 mm, rows of triangles that run along a cell's side show as streaks
constexpr float kBetweenMm = 2.5f;  // from a drawn vertex to the measuring surface's; its edges are about 2 mm long
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

DensityMap on_display(const Head& head, const DensityMap& map) {
    const auto& places = head.measuring.mesh().positions;
    PointGrid grid(kBetweenMm, places.size());
    for (std::uint32_t v = 0; v < places.size(); ++v) grid.insert(places[v], v);
    DensityMap shown;
    shown.per_cm2.reserve(head.display.positions_mm.size());
    shown.worked.reserve(head.display.positions_mm.size());
    for (const glm::vec3& p : head.display.positions_mm) {
        LocalPlane per_cm2, worked;
        grid.for_each_near(p, [&](const glm::vec3& at, std::uint32_t v) {
            const glm::vec3 gap = at - p;
            const float left = 1.0f - glm::dot(gap, gap) / (kBetweenMm * kBetweenMm);
            if (left <= 0.0f) return;
            worked.add(gap, left * left, map.worked[v]);
            if (!std::isnan(map.per_cm2[v])) per_cm2.add(gap, left * left, map.per_cm2[v]);
        });
        shown.per_cm2.push_back(per_cm2.at_place());
        const float share = worked.at_place();
        shown.worked.push_back(std::isnan(share) ? 0.0f : share);
    }
    return shown;
}

}  // namespace trichion
