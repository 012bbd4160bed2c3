// What brushes and hand-set dots change, laid on the measuring surface.
#pragma once

#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace trichion {

struct BrushField {
    /// Of a target density t: share * t + more.
    struct Change {
        float share = 1.0f;
        float more_per_cm2 = 0.0f;

        friend bool operator==(const Change&, const Change&) = default;
    };
    std::vector<Change> change;             // by vertex of the measuring surface; empty while nothing is brushed
    std::vector<std::uint32_t> touched;     // vertices whose change differs from that of the field before; see brush_field

    /// A dot set by hand, on the skin.
    struct Added {
        std::uint32_t id = 0;               // HandDot::id
        SurfacePoint at;
    };
    std::vector<Added> added;               // by id
    std::vector<glm::vec3> removed_mm;      // places in the anatomical frame whose dots are taken away

    bool is_empty() const { return change.empty() && added.empty() && removed_mm.empty(); }
};

/// The strokes in their order, then the dots. Equal brushwork gives an equal field whatever came before.
/// @param before  the field of `known` on this head, or null: strokes that both begin with are not laid again.
/// @cost grows with the skin under new strokes: about 0.1 ms for one of 20 mm.
BrushField brush_field(const Head& head, const Brushwork& brushwork, const BrushField* before = nullptr,
                       const Brushwork* known = nullptr);

}  // namespace trichion
