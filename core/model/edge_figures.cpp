// The table of an edge's figures.
#include "core/model/edge_figures.h"

#include <array>

namespace trichion {

std::span<const EdgeFigure> edge_figures() {
    using E = EdgeSettings;
    static constexpr std::array<EdgeFigure, 10> kFigures{{
        {"transition_mm", "The transition in mm", &E::transition_mm, kTransitionRangeMm, "mm",
         "width over which density rises behind the hairline"},
        {"macro_mm", "The depth of the edge's mounds in mm", &E::macro_mm, kMacroRangeMm, "mm",
         "depth of the mounds seen from afar"},
        {"macro_wave_mm", "The distance between the edge's mounds in mm", &E::macro_wave_mm, kMacroWaveRangeMm, "mm",
         "from mound to mound"},
        {"micro_mm", "The depth of the edge's clusters in mm", &E::micro_mm, kMicroRangeMm, "mm",
         "depth of the clusters and gaps seen near by"},
        {"micro_wave_mm", "The distance between the edge's clusters in mm", &E::micro_wave_mm, kMicroWaveRangeMm, "mm",
         "from cluster to cluster"},
        {"gaps", "The share of gaps in the edge", &E::gaps, kGapsRange, "", "share of the first row left open"},
        {"first_row", "The density of the first row", &E::first_row, kFirstRowRange, "",
         "density of the first row, share of the full density"},
        {"first_row_diameter", "The diameter of the first row's dots", &E::first_row_diameter, kFirstRowDiameterRange, "",
         "diameter of the first row's dots, share of the others'"},
        {"sentinels_per_side", "The number of sentinels on a side", &E::sentinels_per_side, kSentinelsRange, "",
         "single dots ahead of the edge, on each half of the frontal part"},
        {"sentinel_reach_mm", "The reach of the sentinels in mm", &E::sentinel_reach_mm, kSentinelReachRangeMm, "mm",
         "how far ahead of the edge sentinels may stand"},
    }};
    return kFigures;
}

}  // namespace trichion
