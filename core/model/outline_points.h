// All points of an outline in one walk.
#pragma once

#include "core/model/document.h"

namespace trichion {

/// Calls `visit` with each point of the outline's own edge, then of its free areas, in their order.
template <class AnyOutline, class Visit>
void for_each_point(AnyOutline& outline, Visit visit) {
    for (auto& point : outline.points) visit(point);
    for (auto& area : outline.areas)
        for (auto& point : area.points) visit(point);
}

inline std::size_t point_count(const Outline& outline) {
    std::size_t count = outline.points.size();
    for (const FreeArea& area : outline.areas) count += area.points.size();
    return count;
}

}  // namespace trichion
