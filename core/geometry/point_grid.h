// A hashed grid of points that finds those near a place by looking into eight cells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// Points in cubic cells, kept in an open-addressed table. Grows as points are added.
class PointGrid {
public:
    /// @param reach_mm  the largest radius that `for_each_near` will be asked for, > 0.
    /// @param expected  how many points are likely to come.
    PointGrid(float reach_mm, std::size_t expected);

    void insert(const glm::vec3& position_mm, std::uint32_t id);

    /// Calls `visit(position, id)` for every point that may lie within the reach, and for some beyond it.
    template <class Visit>
    void for_each_near(const glm::vec3& p, Visit&& visit) const {
        const glm::vec3 scaled = p * per_cell_;
        const glm::ivec3 cell = floor_of(scaled);
        // A cell is two reaches wide, so only the neighbour on the nearer side can hold points within reach.
        const glm::vec3 inside = scaled - glm::vec3(cell);
        const glm::ivec3 side(inside.x < 0.5f ? -1 : 1, inside.y < 0.5f ? -1 : 1, inside.z < 0.5f ? -1 : 1);
        for (int corner = 0; corner < 8; ++corner) {
            const glm::ivec3 at(cell.x + ((corner & 1) ? side.x : 0), cell.y + ((corner & 2) ? side.y : 0),
                                cell.z + ((corner & 4) ? side.z : 0));
            for (std::uint32_t i = first_in(at); i != kNone; i = entries_[i].next)
                visit(entries_[i].position_mm, entries_[i].id);
        }
    }

    /// Calls `visit(position, id)` for every point that may lie within `radius_mm`, and for some beyond it; as far as
    /// you like, at a cost that grows with the cube of the radius over the reach.
    template <class Visit>
    void for_each_around(const glm::vec3& p, float radius_mm, Visit&& visit) const {
        const glm::ivec3 low = floor_of((p - radius_mm) * per_cell_), high = floor_of((p + radius_mm) * per_cell_);
        for (int z = low.z; z <= high.z; ++z)
            for (int y = low.y; y <= high.y; ++y)
                for (int x = low.x; x <= high.x; ++x)
                    for (std::uint32_t i = first_in({x, y, z}); i != kNone; i = entries_[i].next)
                        visit(entries_[i].position_mm, entries_[i].id);
    }

    std::size_t size() const { return entries_.size(); }

private:
    static constexpr std::uint32_t kNone = 0xffffffffu;
    struct Entry {
        glm::vec3 position_mm;
        std::uint32_t id;
        std::uint32_t next;  // in the same cell
    };
    struct Slot {
        std::uint32_t key = 0;
        std::uint32_t first = kNone;  // none: the slot is free
    };

    // Without SSE4.1 the compiler calls a library for every std::floor; this is three conversions.
    static glm::ivec3 floor_of(const glm::vec3& v) {
        const glm::ivec3 cut(v);
        return {cut.x - (v.x < static_cast<float>(cut.x)), cut.y - (v.y < static_cast<float>(cut.y)),
                cut.z - (v.z < static_cast<float>(cut.z))};
    }
    /// Two cells may share a key; their points are then visited together, which costs time but no truth.
    static std::uint32_t key_of(const glm::ivec3& cell) {
        return static_cast<std::uint32_t>(cell.x) * 0x8da6b343u ^ static_cast<std::uint32_t>(cell.y) * 0xd8163841u ^
               static_cast<std::uint32_t>(cell.z) * 0xcb1ab31fu;
    }
    std::size_t slot_of(std::uint32_t key) const {
        std::size_t slot = (key * 0x9e3779b1u) >> shift_;
        while (slots_[slot].key != key && slots_[slot].first != kNone) slot = (slot + 1) & mask_;
        return slot;
    }
    std::uint32_t first_in(const glm::ivec3& cell) const { return slots_[slot_of(key_of(cell))].first; }
    void resize_table(std::size_t slots);

    float per_cell_;
    unsigned shift_ = 0;
    std::size_t mask_ = 0;
    std::size_t used_ = 0;
    std::vector<Slot> slots_;
    std::vector<Entry> entries_;
};

}  // namespace trichion
