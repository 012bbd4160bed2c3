// What each stage of hair loss leaves, drawn on the chart of a usual scalp.
#pragma once

#include "core/model/document.h"
#include "core/pipeline/scalp_chart.h"

#include <glm/glm.hpp>
#include <vector>

namespace trichion {

/// A stage on one head.
class LossMap {
public:
    /// @param loss  AsDrawn loses nothing.
    LossMap(const ScalpChart& chart, HairLoss loss);

    /// The share of the full hair that is left at a place of the chart, 0 to 1. @cost about 0.3 us.
    float kept(const glm::vec2& at) const;

private:
    /// A stretch of scalp, the half outwards of the midline: hair is left as `kept` says within it, and softly more
    /// towards its edge.
    struct Patch {
        std::vector<glm::vec2> edge;  // from the midline round to it, pieces of a few mm
        float kept = 0.0f;
        float soft_mm = 15.0f;        // of skin, across the edge
    };
    std::vector<Patch> patches_;
};

/// Behind the front edge of full hair, chart mm; below 0 before it.
class FrontEdge {
public:
    explicit FrontEdge(const ScalpChart& chart);
    float behind_mm(const glm::vec2& at) const;

private:
    std::vector<glm::vec2> edge_;
};

}  // namespace trichion
