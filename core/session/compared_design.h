// Another version's outline and dots on the head that is shown, for a picture beside or instead of the active one.
#pragma once

#include "core/base/memo.h"
#include "core/model/document.h"
#include "core/session/pipeline.h"

#include <optional>

namespace trichion {

class ComparedDesign {
public:
    /// Derives the design's results from the head and the cloud that the pipeline shows. Nothing is done again while
    /// head and design are the same objects.
    /// @cost  at most that of the outline and dots stages, about 20 ms; the measures, advice and stencil are left out.
    void update(const Pipeline& pipeline, const Design& design);

    /// Null while the head or its cloud is on its way, or where the outline does not lie on the head.
    const OutlineResult* outline() const { return outline_ ? &**outline_ : nullptr; }
    std::optional<Shared<OutlineResult>> shared_outline() const { return outline_; }
    std::optional<Shared<Dots>> shared_dots() const { return dots_; }

private:
    using FittedMemo = Memo<Result<Outline>, Result<Head>, Outline>;
    using OutlineMemo = Memo<OutlineResult, Result<Head>, Outline>;
    using DotsMemo = Memo<Dots, Result<Head>, Result<CandidateCloud>, Outline, EdgeSettings, OutlineResult, DotSettings,
                          SessionPlan, NativeField, BrushField, float>;

    FittedMemo fitted_memo_;
    OutlineMemo outline_memo_;
    Memo<BrushField, Result<Head>, Brushwork> brushed_memo_;
    DotsMemo dots_memo_;
    std::optional<Shared<Outline>> fitted_;  // of a design that waits to be fitted
    std::optional<Shared<OutlineResult>> outline_;
    std::optional<Shared<Dots>> dots_;
};

}  // namespace trichion
