// A hashed grid of points that finds those near a place by looking into eight cells.
#include "core/geometry/point_grid.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace trichion {

PointGrid::PointGrid(float reach_mm, std::size_t expected) : per_cell_(0.5f / reach_mm) {
    entries_.reserve(expected);
    resize_table(std::bit_ceil(std::max<std::size_t>(expected, 64)));
}

void PointGrid::insert(const glm::vec3& position_mm, std::uint32_t id) {
    if (2 * used_ >= slots_.size()) resize_table(2 * slots_.size());
    const std::uint32_t key = key_of(floor_of(position_mm * per_cell_));
    Slot& slot = slots_[slot_of(key)];
    if (slot.first == kNone) slot.key = key, ++used_;
    entries_.push_back({position_mm, id, slot.first});
    slot.first = static_cast<std::uint32_t>(entries_.size() - 1);
}

void PointGrid::resize_table(std::size_t slots) {
    const std::vector<Slot> before = std::exchange(slots_, std::vector<Slot>(slots));
    mask_ = slots - 1;
    shift_ = static_cast<unsigned>(32 - std::countr_zero(slots));
    for (const Slot& slot : before)
        if (slot.first != kNone) slots_[slot_of(slot.key)] = slot;
}

}  // namespace trichion
