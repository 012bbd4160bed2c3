// How densely dots stand now, place by place: what the heat map shows.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"

#include <vector>

namespace trichion {

struct DensityMap {
    /// By vertex of the measuring surface: dots on a cm2 of worked skin around it. Not a number where hardly any is worked.
    std::vector<float> per_cm2;
    /// By vertex: the share of the skin around it that is worked, 0 to 1; a half along the line.
    std::vector<float> worked;

    /// That hardly any place exceeds, so that a few do not set the scale; 0 without work.
    float top_per_cm2() const;
};

/// Counts the dots within 5 mm of each place over the worked skin there, near ones more than far ones. Skin that is left
/// out, or lies beyond the line, is not counted, so that a design is not thinner at its rim; sentinels ahead of the line
/// and dots set there by hand count for the rim.
/// @param dots  as place_dots gave them for this head and cloud.
/// @cost about 10 ms for a whole head: on demand only.
/// @source The fall-off is the quartic kernel of density estimation, B. W. Silverman, 1986.
DensityMap density_map(const Head& head, const CandidateCloud& cloud, const Dots& dots);

/// The same by vertex of the drawn head, between those of the measuring surface; no number where none is near, no worked
/// skin where no vertex is.
/// @cost about 20 ms for 100k vertices.
DensityMap on_display(const Head& head, const DensityMap& map);

}  // namespace trichion
