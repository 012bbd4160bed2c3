// Measures by geodesics on the measuring surface.
#include "app/editor/tools/skin_measures.h"

#include "core/geometry/geodesic.h"

namespace trichion {

Result<SkinMeasure> measured(const Head& head, const SurfacePoint& from, const SurfacePoint& to) {
    GeodesicSolver there(head.measuring), back(head.measuring);
    const bool is_there = there.solve(from, to, WaySearch::Widest), is_back = back.solve(to, from, WaySearch::Widest);
    if (!is_there && !is_back) return fail(ErrorCode::Degenerate, "No skin joins these two places; measure on one side of the gap.");
    // Both ways are ones that no small change shortens; where they differ the shorter one counts, whoever clicked first.
    const bool takes_back = is_back && (!is_there || back.length_mm() < there.length_mm());
    const SurfaceCurve way = (takes_back ? back : there).curve();
    SkinMeasure measure{from, to, way.positions_mm, {}, way.length_mm()};
    for (const SurfacePoint& at : way.points) measure.normals.push_back(head.measuring.normal(at));
    return measure;
}

void SkinMeasures::update(const Pipeline& pipeline) {
    const auto head = pipeline.shared_head();
    if (head.has_value() == head_.has_value() && (!head || head->is(*head_))) return;
    clear();
    head_ = head;
}

}  // namespace trichion
