// What brushes and hand-set dots change, laid on the measuring surface.
#pragma once

#include "core/geometry/surface.h"
#include "core/model/document.h"
#include "core/pipeline/head.h"

#include <cstddef>
#include <memory>
#include <vector>

namespace trichion {

struct BrushTrace;

struct BrushField {
    /// Of a target density t: share * t + more.
    struct Change {
        float share = 1.0f;         // 0 to kMostBrushedShare
        float more_per_cm2 = 0.0f;  // 0 to kBrushTargetRange.max

        friend bool operator==(const Change&, const Change&) = default;
    };
    std::vector<Change> change;             // by vertex of the measuring surface; empty while nothing is brushed
    std::vector<std::uint32_t> touched;     // vertices whose change differs from that of the field before, each once, in
                                            // no order; without a field before, from no change at all

    /// A dot set by hand, on the skin.
    struct Added {
        std::uint32_t id = 0;               // HandDot::id
        SurfacePoint at;
    };
    std::vector<Added> added;               // by id
    std::vector<glm::vec3> removed_mm;      // places in the anatomical frame whose dots are taken away
    std::shared_ptr<const BrushTrace> trace;  // how the strokes were laid: what the next field needs of this one

    bool is_empty() const { return change.empty() && added.empty() && removed_mm.empty(); }
};

/// However often a place is brushed denser, it becomes at most so many times as dense.
inline constexpr float kMostBrushedShare = 4.0f;

/// The strokes in their order, then the dots. Equal brushwork gives an equal field whatever came before (`touched` and
/// `trace` apart).
///
/// With w the stroke's strength times its fall-off, 1 on its way to 0 at its radius, a stroke makes of share and more
///   denser    both (1 + w) times as much: strength 1 doubles, up to kMostBrushedShare
///   thinner   both (1 - w) times as much
///   erase     the same, all of it within 85 % of the radius: strength 1 leaves nothing
///   restore   w of the way back to no change: strength 1 undoes all brushing in the middle
///   to target w of the way to share 0 and more = target
///   smooth    w of the way to their mean under the brush
/// Each place counts the nearest that the stroke comes to it, once: going slowly or to and fro does no more. Which skin a
/// stroke reaches tells stroke_reach.h; what lies off this head's skin does nothing.
/// @param before  the field of `known` on this head, or null: strokes that both begin with are not laid again, and
///                one that has only grown is laid from where it grew.
/// @cost grows with the skin under new strokes: about 0.1 ms for one of 20 mm.
/// @source Ours.
BrushField brush_field(const Head& head, const Brushwork& brushwork, const BrushField* before = nullptr,
                       const Brushwork* known = nullptr);

}  // namespace trichion
