// Points in cubic cells, those of one cell side by side in memory: made once, asked often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <span>
#include <vector>

namespace trichion {

/// For many questions about the same points, where following PointGrid's chains would take most of the time. Points
/// given in an order that keeps neighbours together keep it.
class CellGrid {
public:
    struct Point {
        glm::vec3 position_mm{0.0f};
        std::uint32_t id = 0;
        std::uint32_t normal = 0;  // packed_normal.h
    };

    CellGrid() = default;
    /// @param cell_mm  width of a cell, > 0; best about the radius that will be asked for.
    /// @cost O(n), about 20 ns for each point.
    CellGrid(std::span<const Point> points, float cell_mm);

    /// Calls `visit(span<const Point>)` for the points of every cell that a cube of this half width touches.
    template <class Visit>
    void for_each_cell_around(const glm::vec3& p, float radius_mm, Visit&& visit) const {
        if (points_.empty()) return;
        const glm::ivec3 low = cell_of(p - radius_mm), high = cell_of(p + radius_mm);
        for (int z = low.z; z <= high.z; ++z)
            for (int y = low.y; y <= high.y; ++y)
                for (int x = low.x; x <= high.x; ++x) {
                    const Slot& slot = slots_[slot_of({x, y, z})];
                    if (slot.cell != kNone)
                        visit(std::span(points_).subspan(first_[slot.cell], first_[slot.cell + 1] - first_[slot.cell]));
                }
    }

private:
    static constexpr std::uint32_t kNone = 0xffffffffu;
    struct Slot {
        glm::ivec3 at{0};
        std::uint32_t cell = kNone;  // none: the slot is free
    };

    // Without SSE4.1 the compiler calls a library for every std::floor; this is three conversions.
    glm::ivec3 cell_of(const glm::vec3& p) const {
        const glm::vec3 scaled = p * per_cell_;
        const glm::ivec3 cut(scaled);
        return {cut.x - (scaled.x < static_cast<float>(cut.x)), cut.y - (scaled.y < static_cast<float>(cut.y)),
                cut.z - (scaled.z < static_cast<float>(cut.z))};
    }
    std::size_t slot_of(const glm::ivec3& at) const {
        const std::uint32_t key = static_cast<std::uint32_t>(at.x) * 0x8da6b343u ^
                                  static_cast<std::uint32_t>(at.y) * 0xd8163841u ^
                                  static_cast<std::uint32_t>(at.z) * 0xcb1ab31fu;
        std::size_t slot = (key * 0x9e3779b1u) >> shift_;
        while (slots_[slot].cell != kNone && slots_[slot].at != at) slot = (slot + 1) & (slots_.size() - 1);
        return slot;
    }

    float per_cell_ = 1.0f;
    unsigned shift_ = 0;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> first_;  // of each cell's points, and one past the last
    std::vector<Point> points_;
};

}  // namespace trichion
