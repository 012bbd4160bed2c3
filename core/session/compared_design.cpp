// The quick stages once more, for a design that is not active.
#include "core/session/compared_design.h"

#include "core/pipeline/outline_presets.h"

#include <algorithm>

namespace trichion {
namespace {

bool lies_on(const Outline& outline, const Surface& surface) {
    return std::ranges::all_of(outline.points,
                               [&](const OutlinePoint& p) { return p.at.triangle < surface.triangle_count(); });
}

}  // namespace

void ComparedDesign::update(const Pipeline& pipeline, const Design& design) {
    outline_.reset();
    dots_.reset();
    const auto head = pipeline.shared_head();
    if (!head || !**head || !pipeline.is_head_fresh()) return;
    Shared<Outline> outline = design.outline;
    if (outline->points.empty()) {
        const Shared<Result<Outline>>& fitted = fitted_memo_.update(
            [](const Result<Head>& on, const Outline& settings) {
                return fit_outline(*on, settings, settings.preset, settings.height_mm);
            },
            *head, outline);
        if (!*fitted) return;
        if (!fitted_ || !(**fitted_ == **fitted)) fitted_ = Shared<Outline>(**fitted);
        outline = *fitted_;
    }
    if (!lies_on(*outline, (**head)->measuring)) return;
    outline_ = outline_memo_.update(
        [](const Result<Head>& on, const Outline& points) { return trace_outline(*on, points); }, *head, outline);
    const auto cloud = pipeline.shared_candidates();
    const auto native = pipeline.shared_native_field();
    const auto of_client = pipeline.shared_spread();
    if (!cloud || !**cloud || !native || !of_client) return;
    const Shared<BrushField>& brushed = brushed_memo_.update(
        [](const Result<Head>& on, const Brushwork& brushwork) { return brush_field(*on, brushwork); }, *head,
        design.brushwork);
    dots_ = dots_memo_.update(
        [](const Result<Head>& on, const Result<CandidateCloud>& candidates, const Outline& points,
           const EdgeSettings& edge, const OutlineResult& curves, const DotSettings& dots, const SessionPlan& plan,
           const NativeField& hair, const BrushField& brush, const float& spread) {
            return place_dots({*on, *candidates, points, edge, curves, dots, plan, hair, brush, spread});
        },
        *head, *cloud, outline, design.edge, *outline_, design.dots, design.plan, *native, brushed, *of_client);
}

}  // namespace trichion
