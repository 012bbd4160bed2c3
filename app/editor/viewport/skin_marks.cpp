// The numbers and names that stand on the skin with every tool: height and widths of the design, measures, guides.
#include "app/editor/viewport/viewport.h"

#include "core/pipeline/mirror.h"

#include <fmt/format.h>

namespace trichion {
namespace {

SkinLabel label_at(const Head& head, const SurfacePoint& at, std::string strong, std::string plain) {
    return {head.measuring.position(at), head.measuring.normal(at), std::move(strong), std::move(plain)};
}

/// Beside the dashed line, a little below half way up the forehead.
void add_height(const Head& head, const OutlineResult& outline, ToolOverlay& marks) {
    if (outline.mid_frontal_height_mm <= 0.0f) return;
    const SurfaceCurve line = midline_from_glabella(head, 0.42f * outline.mid_frontal_height_mm);
    if (line.points.empty()) return;
    marks.labels.push_back(label_at(head, line.points.back(), fmt::format("{:.0f} mm", outline.mid_frontal_height_mm), "above glabella"));
}

/// How far the corners lie back, at the left one, and apart, at the right one.
void add_corners(const Head& head, const OutlineResult& outline, ToolOverlay& marks) {
    for (const OutlineCurve& part : outline.parts) {
        if (part.part != OutlinePart::Frontal || part.curve.is_closed || part.curve.points.empty()) continue;
        const auto& recession = outline.controls[static_cast<std::size_t>(Control::Recession)];
        const auto add = [&](const SurfacePoint& at, float mm, const char* words) {
            marks.labels.push_back(label_at(head, at, fmt::format("{:.0f} mm", mm), words));
            marks.labels.back().is_small = true;
        };
        if (recession) add(part.curve.points.back(), *recession, "recession");
        if (outline.corner_width_mm) add(part.curve.points.front(), *outline.corner_width_mm, "from corner to corner");
    }
}

void add_measures(const SkinMeasures& measures, ToolOverlay& marks) {
    for (std::size_t i = 0; i < measures.all().size(); ++i) {
        const SkinMeasure& measure = measures.all()[i];
        const std::size_t middle = measure.middle();
        const auto end = [&](const char* which, std::size_t at) {
            marks.handles.push_back({Handle::Look::Small, fmt::format("Measure {} {}", i + 1, which), measure.positions_mm[at], measure.normals[at]});
        };
        end("start", 0);
        end("end", measure.positions_mm.size() - 1);
        marks.labels.push_back({measure.positions_mm[middle], measure.normals[middle], fmt::format("{:.1f} mm", measure.length_mm), ""});
        marks.labels.back().name = fmt::format("Measure {}: {:.1f} mm", i + 1, measure.length_mm);
    }
}

void add_guides(const Head& head, const GuideSet& guides, ToolOverlay& marks) {
    for (const Guide& guide : guides.guides()) {
        for (const GuideLabel& label : guide.labels) {
            marks.labels.push_back(label_at(head, label.at, "", label.words));
            marks.labels.back().is_small = true;
        }
        for (const SurfacePoint& spot : guide.spots)
            marks.handles.push_back({Handle::Look::Spot, "", head.measuring.position(spot), head.measuring.normal(spot)});
    }
}

}  // namespace

ToolOverlay skin_marks(PanelContext& panel) {
    ToolOverlay marks;
    const Head* head = panel.session.pipeline().head();
    const OutlineResult* outline = panel.session.pipeline().outline();
    if (!head || !outline || panel.view.is_presenting || panel.view.step != Step::Hairline) return marks;
    add_measures(panel.view.tools.measures, marks);
    add_height(*head, *outline, marks);
    add_corners(*head, *outline, marks);
    add_guides(*head, panel.view.tools.guide_set, marks);
    return marks;
}

}  // namespace trichion
