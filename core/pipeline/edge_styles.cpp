// The table of edge styles.
#include "core/pipeline/edge_styles.h"

#include <algorithm>
#include <array>

namespace trichion {
namespace {

EdgeSettings edge_of(float transition_mm, float macro_mm, float micro_mm, float gaps, float first_row,
                     float first_row_diameter, float sentinels_per_side) {
    EdgeSettings edge;
    edge.transition_mm = transition_mm;
    edge.macro_mm = macro_mm;
    edge.micro_mm = micro_mm;
    edge.gaps = gaps;
    edge.first_row = first_row;
    edge.first_row_diameter = first_row_diameter;
    edge.sentinels_per_side = sentinels_per_side;
    return edge;
}

}  // namespace

std::span<const EdgeStyle> edge_styles() {
    static const std::array<EdgeStyle, 6> kStyles{{
        {"soft", "Soft", edge_of(8.0f, 3.0f, 1.5f, 0.0f, 0.25f, 0.85f, 8.0f)},
        {"broken", "Broken", edge_of(12.0f, 5.0f, 2.5f, 0.15f, 0.20f, 0.85f, 12.0f)},
        {"natural", "Natural", EdgeSettings{}},
        {"defined", "Defined", edge_of(3.0f, 1.5f, 0.6f, 0.0f, 0.60f, 1.0f, 3.0f)},
        {"edge_up", "Edge-up", edge_of(1.0f, 0.0f, 0.2f, 0.0f, 0.90f, 1.0f, 0.0f)},
        {"faded", "Faded", edge_of(20.0f, 4.0f, 2.0f, 0.0f, 0.15f, 0.85f, 10.0f)},
    }};
    return kStyles;
}

const EdgeStyle* style_of(const EdgeSettings& edge) {
    const auto found = std::ranges::find_if(edge_styles(), [&](const EdgeStyle& style) {
        EdgeSettings same = style.edge;
        same.seed = edge.seed;
        return same == edge;
    });
    return found == edge_styles().end() ? nullptr : &*found;
}

}  // namespace trichion
