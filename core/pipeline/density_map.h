// How densely dots stand now, place by place: what the heat map shows.
#pragma once

#include "core/pipeline/dots_stage.h"
#include "core/pipeline/head.h"

#include <cstdint>
#include <glm/glm.hpp>
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
/// @cost 26 ms of CPU time for 29,000 dots on 234 cm2: on demand, and beside the main thread.
/// @source The fall-off is the quartic kernel of density estimation, B. W. Silverman, 1986.
DensityMap density_map(const Head& head, const CandidateCloud& cloud, const Dots& dots);

/// The map in space, at the corners of even cubes as far round the worked skin as a cube reaches: colours that are looked up
/// there are as smooth on a drawn head of few large triangles as on one of many.
struct DensityGrid {
    struct Point {
        std::uint32_t at = 0;  // x + size.x * (y + size.y * z)
        float per_cm2 = 0.0f;
        float worked = 0.0f;
    };

    glm::vec3 low_mm{0.0f};      // its first point
    float step_mm = 2.0f;
    glm::ivec3 size{0};          // points each way; 0 without work
    std::vector<Point> points;   // those that have a number
};
/// @cost 16 ms of CPU time for that head: 22,000 points.
DensityGrid density_grid(const Head& head, const DensityMap& map);

}  // namespace trichion
