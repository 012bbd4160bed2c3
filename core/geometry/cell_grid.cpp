// Points in cubic cells, those of one cell side by side in memory: made once, asked often.
#include "core/geometry/cell_grid.h"

#include <algorithm>
#include <bit>
#include <numeric>

namespace trichion {

CellGrid::CellGrid(std::span<const Point> points, float cell_mm)
    : per_cell_(1.0f / cell_mm), slots_(std::bit_ceil(std::max<std::size_t>(2 * points.size(), 64))), points_(points.size()) {
    shift_ = static_cast<unsigned>(32 - std::countr_zero(slots_.size()));
    std::vector<std::uint32_t> cell(points.size());
    std::uint32_t cells = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const glm::ivec3 at = cell_of(points[i].position_mm);
        Slot& slot = slots_[slot_of(at)];
        if (slot.cell == kNone) slot = {at, cells++};
        cell[i] = slot.cell;
    }
    first_.assign(cells + 1, 0);
    for (const std::uint32_t c : cell) ++first_[c + 1];
    std::partial_sum(first_.begin(), first_.end(), first_.begin());
    std::vector<std::uint32_t> next(first_.begin(), first_.end());
    for (std::size_t i = 0; i < points.size(); ++i) points_[next[cell[i]]++] = points[i];
}

}  // namespace trichion
