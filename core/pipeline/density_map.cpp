// Dots and worked skin are gathered in small cells first, so that each place sums over some tens of cells, not hundreds of
// dots.
#include "core/pipeline/density_map.h"

#include "core/geometry/point_grid.h"
#include "core/pipeline/placing_trace.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace trichion {
namespace {

constexpr float kReachMm = 5.0f;
constexpr float kCellMm = 3.0f;
constexpr float kBetweenMm = 2.5f;  // from a drawn vertex to the measuring surface's; its edges are about 2 mm long
/// Where less skin is worked, a single dot would look like a dense field: an eighth of what the kernel weighs on whole skin,
/// a third of its disc.
constexpr float kLeastMm2 = 78.5f / 3.0f / 8.0f;
constexpr float kNone = std::numeric_limits<float>::quiet_NaN();

/// Something spread over places, with the middle of it.
struct Heap {
    float amount = 0.0f;
    glm::vec3 moment{0.0f};

    void add(const glm::vec3& p, float some) { amount += some, moment += some * p; }
    glm::vec3 middle() const { return moment / amount; }
};

/// Heaps in the cells of a box.
class Cells {
public:
    explicit Cells(const Box& box)
        : min_(box.min), counts_(glm::ivec3((box.max - box.min) / kCellMm) + 1),
          cell_(static_cast<std::size_t>(counts_.x) * static_cast<std::size_t>(counts_.y) * static_cast<std::size_t>(counts_.z), 0) {}

    void add(const glm::vec3& p, float amount) {
        const glm::ivec3 at = glm::clamp(glm::ivec3((p - min_) / kCellMm), glm::ivec3(0), counts_ - 1);
        std::uint32_t& slot = cell_[static_cast<std::size_t>(at.x + counts_.x * (at.y + counts_.y * at.z))];
        if (slot == 0) {
            heaps_.emplace_back();
            slot = static_cast<std::uint32_t>(heaps_.size());
        }
        heaps_[slot - 1].add(p, amount);
    }
    const std::vector<Heap>& heaps() const { return heaps_; }

private:
    glm::vec3 min_;
    glm::ivec3 counts_;
    std::vector<std::uint32_t> cell_;  // one more than the heap's index; 0: none yet
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

Box box_of(const CandidateCloud& cloud, const Dots& dots) {
    Box box{glm::vec3(std::numeric_limits<float>::max()), glm::vec3(std::numeric_limits<float>::lowest())};
    const auto take = [&](const glm::vec3& p) { box.min = glm::min(box.min, p), box.max = glm::max(box.max, p); };
    for (std::size_t i = 0; i < dots.trace->skin->size(); ++i)
        if ((*dots.trace->skin)[i].sixteenths > 0) take(cloud.skin[i].centre_mm);
    for (const Dot& dot : dots.dots) take(dot.position_mm);
    return box;
}

std::vector<float> worked_by_vertex(const Mesh& mesh, const CandidateCloud& cloud, const std::vector<WorkedSkin>& skin) {
    std::vector<float> worked(mesh.positions.size(), 0.0f), whole(mesh.positions.size(), 0.0f);
    for (std::size_t i = 0; i < skin.size(); ++i)
        for (int c = 0; c < 3; ++c) {
            const std::uint32_t v = mesh.triangles[cloud.triangles[i]][c];
            whole[v] += cloud.skin[i].area_mm2;
            worked[v] += cloud.skin[i].area_mm2 * static_cast<float>(skin[i].sixteenths) / 16.0f;
        }
    for (std::size_t v = 0; v < worked.size(); ++v) worked[v] = whole[v] > 0.0f ? worked[v] / whole[v] : 0.0f;
    return worked;
}

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
    const Box box = box_of(cloud, dots);
    Cells counted(box), worked(box);
    for (const Dot& dot : dots.dots) counted.add(dot.position_mm, 1.0f);
    const std::vector<WorkedSkin>& skin = *dots.trace->skin;
    for (std::size_t i = 0; i < skin.size(); ++i)
        if (skin[i].sixteenths > 0)
            worked.add(cloud.skin[i].centre_mm, cloud.skin[i].area_mm2 * static_cast<float>(skin[i].sixteenths) / 16.0f);
    map.worked = worked_by_vertex(mesh, cloud, skin);
    const Spread dots_near(counted.heaps()), skin_near(worked.heaps());
    std::vector<std::uint8_t> is_asked(mesh.positions.size(), 0);
    for (std::size_t i = 0; i < skin.size(); ++i) {
        if (skin[i].sixteenths == 0) continue;
        for (int c = 0; c < 3; ++c) {
            const std::uint32_t v = mesh.triangles[cloud.triangles[i]][c];
            if (std::exchange(is_asked[v], 1) != 0) continue;
            const float mm2 = skin_near.around(mesh.positions[v]);
            if (mm2 >= kLeastMm2) map.per_cm2[v] = 100.0f * dots_near.around(mesh.positions[v]) / mm2;
        }
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
        float sum = 0.0f, weights = 0.0f, worked = 0.0f, all_weights = 0.0f;
        grid.for_each_near(p, [&](const glm::vec3& at, std::uint32_t v) {
            const glm::vec3 gap = at - p;
            const float left = 1.0f - glm::dot(gap, gap) / (kBetweenMm * kBetweenMm);
            if (left <= 0.0f) return;
            worked += left * left * map.worked[v], all_weights += left * left;
            if (!std::isnan(map.per_cm2[v])) sum += left * left * map.per_cm2[v], weights += left * left;
        });
        shown.per_cm2.push_back(weights > 0.0f ? sum / weights : kNone);
        shown.worked.push_back(all_weights > 0.0f ? worked / all_weights : 0.0f);
    }
    return shown;
}

}  // namespace trichion
